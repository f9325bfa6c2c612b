"""Links: found where a name stands, with the words as evidence; none where it is not sure."""

from __future__ import annotations

from pathlib import Path

import pytest
from graph.making import (
    COMMENTS,
    EXAMPLES,
    comments,
    identity,
    load_files,
    mapped,
    rows,
    snapshot_of,
    store_of,
    thing,
    write_page,
)
from hypothesis import given
from hypothesis import strategies as st

from querbezug.graph.links.linking import link_all
from querbezug.graph.links.words import inflected, lexicon, short_forms
from querbezug.graph.nodes import node
from querbezug.graph.records import (
    AnyRecord,
    Comment,
    Goal,
    Kind,
    Place,
    PlaceKind,
    Ref,
    Theme,
)
from querbezug.graph.statements import InMemory
from querbezug.graph.store import Snapshot
from querbezug.ontology.terms import OA, QUER, TOPIC

PAGE = "saalebogen-digitalisierung"
DIGITAL = thing("cross-cutting-theme", "saalebogen_digitalisierung")
REGION = thing("region", "saalebogen_region")
WECARE_PAGE = "https://www.uni-jena.de/200525_WeCare"
WECARE = identity().iri(Ref(Kind.EXAMPLE, f"url:{WECARE_PAGE}"))
SAALFELD, RUDOLSTADT = thing("place", "saalfeld-saale"), thing("place", "rudolstadt")

ASSESSMENTS = """SELECT ?unit ?method ?body ?quote ?start ?end ?confidence
    { ?a quer:assesses ?unit ; quer:method ?m ; oa:hasBody ?body ; quer:quote ?quote ; quer:start ?start ;
         quer:end ?end ; quer:confidence ?confidence .
      BIND(REPLACE(STR(?m), "^.*/", "") AS ?method)
      FILTER(?method IN ("place-name", "theme-word", "explicit-url", "example-cue"))
    } ORDER BY ?unit ?start ?body"""

EXPECTED_IN_COMMENTS = [
    (2, "theme-word", DIGITAL, "Digitalisierung"),
    (4, "example-cue", identity().iri(Ref(Kind.EXAMPLE, "beispiel#St. Gallen")), "Beispiele aus St. Gallen"),
    (5, "explicit-url", WECARE, WECARE_PAGE),
    (5, "place-name", thing("place", "schwarzburg"), "Schwarzburg"),
    (6, "theme-word", DIGITAL, "Digitale"),
    (10, "theme-word", DIGITAL, "Digitalisierung"),
    (10, "theme-word", thing("field", "saalebogen_wirtschaft"), "Wirtschaft"),
    (15, "theme-word", DIGITAL, "Digitalisierung"),
    (15, "place-name", REGION, "Städtedreiecks"),
]  # fmt: skip
EXPECTED_IN_LABELS = [
    ("goal", "ueberregionales-versorgungszentrum", REGION, "Städtedreieck"),
    ("measure", "anbindung-a9", SAALFELD, "Saalfeld"),
    ("measure", "bahnhofsgebiet-saalfeld", SAALFELD, "Saalfeld"),
    ("measure", "freibaederstudie", REGION, "Städtedreieck"),
    ("measure", "gewerbestandort-beulwitz", SAALFELD, "Saalfeld"),
    ("measure", "industriegebiet-rudolstadt-schwarza", RUDOLSTADT, "Rudolstadt"),
    ("measure", "interkommunales-radwegekonzept", REGION, "Städtedreieck am Saalebogen"),
]  # fmt: skip


def test_the_examples_have_just_these_links(examples: Snapshot) -> None:
    found = [row[:4] for row in rows(examples, ASSESSMENTS)]
    in_comments = [(thing("comment", f"{PAGE}-{n:02d}"), *rest) for n, *rest in EXPECTED_IN_COMMENTS]
    in_labels = [
        (thing(kind, f"saalebogen_{slug}"), "place-name", body, quote)
        for kind, slug, body, quote in EXPECTED_IN_LABELS
    ]
    assert found == [*in_comments, *in_labels]


def test_each_quote_stands_in_the_wording_where_it_says(examples: Snapshot) -> None:
    wordings = dict(
        rows(examples, "SELECT ?s ?t { ?s quer:verbatimText ?t }")
        + rows(examples, "SELECT ?s ?t { ?s rdfs:label ?t FILTER NOT EXISTS { ?s quer:verbatimText ?v } }")
    )
    found = rows(examples, ASSESSMENTS)
    assert len(found) == 16
    for unit, _, _, quote, start, end, confidence in found:
        assert wordings[unit][int(str(start)) : int(str(end))] == quote
        assert 0 < float(str(confidence)) <= 1


def test_the_plain_link_stands_beside_its_evidence(examples: Snapshot) -> None:
    comment = thing("comment", f"{PAGE}-05")
    told = rows(
        examples, f"SELECT ?p ?o {{ <{comment}> ?p ?o FILTER(?p IN (quer:mentions, quer:refersToExample)) }}"
    )
    quer = "https://w3id.org/querbezug/def#"
    assert sorted(told) == sorted(
        [
            (f"{quer}mentions", WECARE),
            (f"{quer}refersToExample", WECARE),
            (f"{quer}mentions", thing("place", "schwarzburg")),
        ]
    )


def test_the_examples_elsewhere_have_their_page_or_place(examples: Snapshot) -> None:
    query = """SELECT ?label ?page ?place { ?e a quer:ReferenceExample ; rdfs:label ?label .
        ?c quer:refersToExample ?e . OPTIONAL { ?e foaf:page ?page }
        OPTIONAL { ?e quer:exampleFrom/rdfs:label ?place } } ORDER BY ?label"""
    assert rows(examples, query) == [
        ("Beispiel aus St. Gallen", None, "St. Gallen"),
        ("Telemedizin-Forschungsprojekt WeCare", WECARE_PAGE, "Schwarzburg"),
    ]


def test_an_address_no_register_knows_becomes_an_example_where_the_words_say_so(store: Path) -> None:
    snapshot = store_of(store, comment("Ein Vorbild: https://www.stadt.example/ideen/plan-7."), linked=True)
    query = "SELECT ?label ?page { ?e a quer:ReferenceExample ; rdfs:label ?label ; foaf:page ?page }"
    assert rows(snapshot, query) == [("plan-7 (stadt.example)", "https://www.stadt.example/ideen/plan-7")]


def test_an_address_of_anything_else_is_a_page_that_somebody_cites(store: Path) -> None:
    snapshot = store_of(store, comment("Foto: https://www.stadt.example/bild-7.jpg"), linked=True)
    query = "SELECT ?page ?label { ?c quer:mentions ?page . ?page a foaf:Document ; rdfs:label ?label }"
    assert rows(snapshot, query) == [
        ("https://www.stadt.example/bild-7.jpg", "bild-7.jpg (stadt.example)"),
    ]
    assert rows(snapshot, "SELECT ?e { ?e a quer:ReferenceExample }") == []


def comment(text: str, source: str = "probe") -> Comment:
    return Comment(ref=Ref(Kind.COMMENT, f"{source}/1"), text=text, sequence=1)


def town(ags: str, label: str) -> Place:
    return Place(ref=Ref(Kind.PLACE, f"ags:{ags}"), label=label, place_kind=PlaceKind.MUNICIPALITY, ags=ags)


PLACES = (town("16073077", "Saalfeld/Saale"), town("16073076", "Rudolstadt"))
THEME = Theme(ref=Ref(Kind.CROSS_CUTTING, "probe/digital"), label="Digitalisierung")


def found_in(text: str, *records: AnyRecord) -> list[tuple[str, str]]:
    """Return body and quote of the links in a comment beside ``records``."""
    return found_among(comment(text), *records)


NAMING = ("place-name", "theme-word", "explicit-url", "example-cue")


def found_among(*records: AnyRecord) -> list[tuple[str, str]]:
    """Return body and quote of what the texts of ``records`` name: places, themes, addresses, examples."""
    triples = link_all(InMemory(mapped(*records).triples), identity())
    by_subject: dict[str, dict[str, str]] = {}
    for triple in triples:
        name = triple.predicate.value.rsplit("#", 1)[-1]
        by_subject.setdefault(triple.subject.value, {})[name] = triple.object.value  # type: ignore[union-attr]
    return sorted(
        (a["hasBody"], a["quote"])
        for a in by_subject.values()
        if "assesses" in a and a["method"].rpartition("/")[2] in NAMING
    )


@pytest.mark.parametrize(
    "text", [*COMMENTS, "", "\u2028", "Die Saale ist schön.", "rudolstadt", "XRudolstadt"]
)
def test_words_without_names_are_linked_to_nothing(text: str) -> None:
    assert found_in(text, *PLACES, THEME) == []


@pytest.mark.parametrize(
    ("text", "body", "quote"),
    [
        ("Mehr Busse nach Rudolstadt!", RUDOLSTADT, "Rudolstadt"),
        ("Rudolstadts Schulen", RUDOLSTADT, "Rudolstadts"),
        ("die Rudolstädter Schulen", RUDOLSTADT, "Rudolstädter"),
        ("die Saalfelder fahren Rad", SAALFELD, "Saalfelder"),
        ("In Saalfeld/Saale fehlt das", SAALFELD, "Saalfeld/Saale"),
        ("😀 Saalfeld", SAALFELD, "Saalfeld"),
    ],
)
def test_a_town_is_found_as_people_write_it(text: str, body: str, quote: str) -> None:
    assert found_in(text, *PLACES) == [(body, quote)]


@pytest.mark.parametrize(
    "text",
    ["Die Digitalisierung hilft", "digitale Verwaltung", "DIGITALISIERUNG", "der Digitalisierungsplan"],
)
def test_a_theme_is_found_by_the_words_of_its_family(text: str) -> None:
    ((body, quote),) = found_in(text, THEME)
    assert body == thing("cross-cutting-theme", "probe_digital")
    assert quote in text


def test_the_start_counts_characters_not_bytes(store: Path) -> None:
    snapshot = store_of(store, comment("ä😀 In Rudolstadt"), *PLACES, linked=True)
    query = "SELECT ?s ?e { ?a a quer:Mention ; quer:start ?s ; quer:end ?e }"
    assert rows(snapshot, query) == [("6", "16")]


def test_a_name_two_places_of_the_region_bear_is_left_alone() -> None:
    districts = [
        Place(ref=Ref(Kind.PLACE, f"probe/{key}"), label="Neudorf", place_kind=PlaceKind.DISTRICT)
        for key in "ab"
    ]
    assert found_in("Der Spielplatz in Neudorf, Beispiele aus Neudorf", *districts) == []


def test_a_name_is_resolved_by_the_region_of_the_text(
    store: Path, tmp_path: Path, examples: Snapshot
) -> None:
    """Two regions call themselves Städtedreieck; a page that belongs to neither means neither."""
    regions = rows(
        examples, "SELECT ?r { ?r a quer:Region ; rdfs:label ?l FILTER(STRSTARTS(?l, 'Städtedreieck')) }"
    )
    assert len(regions) == 2
    mentioned = {row[2] for row in rows(examples, ASSESSMENTS) if str(row[3]).startswith("Städtedreieck")}
    assert mentioned == {REGION}


def test_a_town_outside_the_region_is_less_sure_than_one_inside(store: Path, tmp_path: Path) -> None:
    page = write_page(tmp_path / "seite.txt", ["Wie in Rudolstadt."])
    load_files(store, EXAMPLES / "saalebogen" / "planungsregister.json", page)
    snapshot = snapshot_of(store)
    (iri,) = comments(snapshot)
    ((_, _, body, _, _, _, confidence),) = [row for row in rows(snapshot, ASSESSMENTS) if row[0] == iri]
    assert (body, confidence) == (RUDOLSTADT, "0.82")


def test_an_ordinary_word_that_is_a_town_elsewhere_is_no_town() -> None:
    assert "hof" in lexicon().common_place_names
    triples = (
        mapped(comment("Das ist ein schöner Hof.")).triples
        | mapped(town("09464000", "Hof"), key="oben").triples
    )
    assert node(QUER.mentions) not in {t.predicate for t in link_all(InMemory(triples), identity())}


@pytest.mark.parametrize(
    "text",
    ["Siehe https://stadt.example/plan.", "(https://stadt.example/plan)", "„https://stadt.example/plan“"],
)
def test_an_address_ends_before_the_punctuation_around_it(text: str) -> None:
    assert [quote for _, quote in found_in(text)] == ["https://stadt.example/plan"]


def test_a_label_is_not_linked_to_what_it_is_tied_to_already() -> None:
    goal = Goal(ref=Ref(Kind.GOAL, "probe/z"), label="Radwege in Saalfeld", places=(PLACES[0].ref,))
    found = link_all(InMemory(mapped(goal, *PLACES).triples), identity())
    bodies = {triple.object.value for triple in found if triple.predicate == node(OA.hasBody)}
    assert bodies == {str(TOPIC["radverkehr"])}


@given(
    st.text(
        st.sampled_from('Rudolstadt Saalfeld Digitalisierung https://a.de/ Stadt Beispiele aus \\"(<>'),
        max_size=200,
    )
)
def test_linking_any_text_is_deterministic_and_quotes_it(text: str) -> None:
    found = found_in(text, *PLACES, THEME)
    assert found == found_in(text, *reversed(PLACES), THEME)
    assert all(quote in text for _, quote in found)


def test_longer_names_have_their_short_and_inflected_forms() -> None:
    assert list(short_forms("Berg b.Neumarkt i.d.OPf.")) == ["Berg b.Neumarkt i.d.OPf.", "Berg"]
    assert {"Rudolstadts", "Rudolstädter", "Rudolstädtern"} <= set(inflected("Rudolstadt"))
