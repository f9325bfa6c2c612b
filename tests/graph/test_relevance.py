"""Goals and measures a contribution speaks of: found by telling words, in the right place, ranked."""

from __future__ import annotations

import subprocess
import sys
from dataclasses import replace

import pytest
from graph.making import identity, mapped, thing
from hypothesis import given, settings
from hypothesis import strategies as st

from querbezug.graph.links import relevance, relevance_index
from querbezug.graph.links.corpus import Corpus, Found, TextUnit
from querbezug.graph.links.meanings import MEANING_AT_MOST
from querbezug.graph.links.models import chosen_model
from querbezug.graph.links.planned import PlanningThing, Scopes, planning_things
from querbezug.graph.links.relevance import LEAST, RelevanceFinder
from querbezug.graph.links.telling import is_common, light_terms, words
from querbezug.graph.records import Goal, Kind, Measure, Place, PlaceKind, PlanDocument, Process, Ref, Theme
from querbezug.graph.statements import InMemory

HERE, ELSEWHERE = "urn:source:here", "urn:source:elsewhere"
SCOPE = frozenset({HERE})


def plan(*labels: str, scopes: frozenset[str] = SCOPE) -> list[PlanningThing]:
    return [PlanningThing(f"urn:{n:02d}", (label,), scopes=scopes) for n, label in enumerate(labels)]


def text(wording: str, known: frozenset[str] = frozenset(), context: frozenset[str] = SCOPE) -> TextUnit:
    return TextUnit("urn:comment", wording, context, known, is_comment=True, is_contribution=True)


def found(things: list[PlanningThing], unit: TextUnit) -> list[Found]:
    (links,) = RelevanceFinder(things).find_batch([unit])
    return links


PLAN = plan(
    "Interkommunales Radwegekonzept",
    "Sanierung des Freibads",
    "Glasfaserausbau in den Ortsteilen",
    "Aufwertung der Innenstadt",
    "Spielplätze für alle",
    "Ausbau der Fernwärme",
    "Ladesäulen am Bahnhof",
)


@pytest.mark.parametrize(
    ("wording", "body", "quote"),
    [
        ("Bitte mehr Radwege nach Saalfeld.", "urn:00", "Radwege"),
        ("Das Freibad muss bleiben!", "urn:01", "Freibad"),
        ("Wann kommt denn die Glasfaser?", "urn:02", "Glasfaser"),
        ("Nicht wichtig, lieber Spielplätze", "urn:04", "Spielplätze"),
        ("kommt fernwärme auch zu uns", "urn:05", "fernwärme"),
    ],
)
def test_a_word_or_part_of_a_compound_ties_a_text_to_a_measure(wording: str, body: str, quote: str) -> None:
    (link,) = found(PLAN, text(wording))
    assert (link.body, link.quote) == (body, quote)
    assert wording[link.start : link.end] == quote
    assert link.method == "wording-likeness"
    assert LEAST <= link.confidence <= 0.9


@pytest.mark.parametrize(
    "wording",
    ["", "Gute Idee!", "Die Sanierung und der Ausbau der Stadt ist ein Konzept", "Mehr Busse!", "123 !!"],
)
def test_common_words_alone_tie_nothing(wording: str) -> None:
    assert found(PLAN, text(wording)) == []


def test_two_telling_words_are_surer_than_one() -> None:
    things = plan("Museum und Theater", "Freibad", "Schule", "Wald")
    (one,) = found(things, text("Das Museum!"))
    (two,) = found(things, text("Das Museum und das Theater!"))
    assert one.body == two.body == "urn:00"
    assert one.confidence < two.confidence


def test_the_better_candidate_comes_first_and_a_poor_one_is_left_out() -> None:
    things = plan("Museum und Theater", "Museum", "Museum mit Garten, Werkstatt und Archiv", *"ABCDEF")
    links = found(things, text("Das Museum mit Garten!"))
    assert [link.body for link in links] == ["urn:02", "urn:01"]


def test_only_what_counts_in_the_same_place_is_meant() -> None:
    there = plan("Sanierung des Freibads", scopes=frozenset({ELSEWHERE}))
    assert found(there, text("Das Freibad muss bleiben!")) == []
    assert found(there, text("Das Freibad muss bleiben!", context=frozenset({ELSEWHERE})))


def test_what_a_text_stands_under_is_no_news() -> None:
    assert found(PLAN, text("Das Freibad muss bleiben!", known=frozenset({"urn:01"}))) == []


def test_what_belongs_to_what_a_text_stands_under_comes_first() -> None:
    north, south, *others = plan("Freibad Nord", "Freibad Süd", "Museum", "Rathaus")
    things = [north, replace(south, ties=frozenset({"urn:goal"})), *others]
    first, *_ = found(things, text("Das Freibad!", known=frozenset({"urn:goal"})))
    assert first.body == "urn:01"
    assert [link.body for link in found(things, text("Das Freibad!"))] == ["urn:00", "urn:01"]


def test_of_more_than_three_equally_good_none_is_told() -> None:
    rest = ["Museum", "Rathaus", "Theater", "Wald"]
    three, four = ([f"Freibad {name}" for name in "ABCD"[:count]] for count in (3, 4))
    assert len(found(plan(*three, *rest), text("Das Freibad!"))) == 3
    assert found(plan(*four, *rest), text("Das Freibad!")) == []


def test_a_word_that_very_many_have_tells_none_of_them() -> None:
    many = plan(*(f"Freibad {chr(65 + n)}platz" for n in range(8)), "Freibad Museum")
    assert found(many, text("Das Freibad!")) == []
    assert [link.body for link in found(many, text("Freibad und Museum"))] == ["urn:08"]


def test_the_name_counts_more_than_the_description() -> None:
    named, described, *others = plan("Museum am Markt", "Haus der Geschichte", "Freibad", "Schule", "Wald")
    things = [
        *others,
        named,
        replace(described, descriptions=("Ein Museum mit Garten, Theater, Werkstatt und Archiv.",)),
    ]
    assert [link.body for link in found(things, text("Das Museum!"))] == ["urn:00"]
    (link,) = found(things, text("Garten, Theater, Werkstatt und Archiv?"))
    assert (link.body, link.confidence) == ("urn:01", 0.49)


def test_the_name_of_the_place_makes_no_link() -> None:
    things = [replace(each, places=("Schwarzburg",)) for each in plan("Museum Schwarzburg", "Freibad")]
    assert found(things, text("Wir in Schwarzburg")) == []
    assert found(things, text("Das Museum in Schwarzburg"))


def test_the_name_of_the_place_tells_two_measures_apart() -> None:
    here, there, *others = plan(
        "Freibad Schwarzburg", "Freibad Rudolstadt", "Wald", "Museum", "Schule", "Kita"
    )
    things = [replace(here, places=("Schwarzburg",)), replace(there, places=("Rudolstadt",)), *others]
    links = found(things, text("Das Freibad in Rudolstadt bleibt!"))
    assert [(link.body, link.quote) for link in links] == [("urn:01", "Freibad")]


def test_mere_labels_are_not_searched() -> None:
    assert found(PLAN, replace(text("Das Freibad"), is_contribution=False)) == []


WORDINGS = (
    "Radwege",
    "Freibad",
    "Glasfaser",
    "Bahnhof",
    "Fernwärme",
    "Museum",
    "Konzept",
    "Ausbau",
    "der",
    "nach",
)
UNITS = st.lists(
    st.builds(
        lambda parts, scopes: text(" ".join(parts), context=scopes),
        st.lists(st.sampled_from(WORDINGS), max_size=6),
        st.sampled_from([SCOPE, frozenset({ELSEWHERE}), frozenset({HERE, ELSEWHERE})]),
    ),
    max_size=6,
)
MIXED = [*PLAN, *(replace(each, iri=f"{each.iri}b", scopes=frozenset({ELSEWHERE})) for each in PLAN[2:])]


@settings(deadline=None)
@given(UNITS)
def test_a_text_is_tied_to_the_same_alone_and_among_others(units: list[TextUnit]) -> None:
    finder = RelevanceFinder(MIXED)
    together = list(finder.find_batch(units))
    assert together == [
        links for unit in units for links in RelevanceFinder(reversed(MIXED)).find_batch([unit])
    ]
    for unit, links in zip(units, together, strict=True):
        assert len(links) <= 3
        assert all(unit.text[link.start : link.end] == link.quote for link in links)


@settings(deadline=None)
@given(UNITS)
def test_what_is_planned_elsewhere_changes_nothing_here(units: list[TextUnit]) -> None:
    here, all_things = RelevanceFinder(PLAN), RelevanceFinder(MIXED)
    for unit in units:
        same = here.fingerprint(unit) == all_things.fingerprint(unit)
        assert same == (unit.context == SCOPE)
        if same:
            assert list(here.find_batch([unit])) == list(all_things.find_batch([unit]))


def test_however_many_texts_come_they_are_multiplied_in_small_batches(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    units = [text(f"{WORDINGS[n % 6]} {WORDINGS[n % 5]}") for n in range(40)]
    expected = list(RelevanceFinder(PLAN).find_batch(units))
    monkeypatch.setattr(relevance_index, "_MOST_PRODUCTS", 3)
    assert list(RelevanceFinder(PLAN).find_batch(units)) == expected


def test_any_function_may_take_words_apart() -> None:
    finder = RelevanceFinder(
        plan("Badeanstalt", "Museum"), terms=lambda word: ("bad",) if "ad" in word else (word,)
    )
    ((link,),) = finder.find_batch([text("Das Freibad bleibt")])
    assert (link.body, link.quote) == ("urn:00", "Freibad")


@pytest.mark.parametrize(
    ("word", "terms"),
    [
        ("Radwegekonzepts", ("radwegekonzept", "radweg", "rad", "weg", "konzept")),
        ("Spielplätze", ("spielplatz", "spiel", "platz")),
        ("Hallenbäder", ("hallenbad",)),
        ("Radios", ("radio",)),
        ("Verkehrsplanung", ("verkehrsplanung", "verkehr", "planung")),
        ("Rad-Weg", ("rad", "weg")),
        ("und", ()),
        ("A9", ()),
    ],
)
def test_words_are_cut_to_stems_and_parts(word: str, terms: tuple[str, ...]) -> None:
    assert light_terms(word) == terms


@settings(deadline=None)
@given(st.text())
def test_any_word_can_be_taken_apart_and_gives_each_term_once(word: str) -> None:
    terms = light_terms(word)
    assert len(set(terms)) == len(terms)
    assert all(terms)


def test_the_word_list_is_whole() -> None:
    known = words()
    assert min(map(len, (known.silent, known.common, known.parts, known.endings))) > 0
    assert is_common(light_terms("Konzepte")[0])
    assert not known.silent & known.parts


def test_goals_and_measures_count_where_their_sources_and_places_are() -> None:
    town = Ref(Kind.PLACE, "ags:16073076")
    place = Place(ref=town, label="Rudolstadt", place_kind=PlaceKind.MUNICIPALITY, ags="16073076")
    document, field = Ref(Kind.PLAN, "probe/isek"), Ref(Kind.FIELD, "probe/f")
    goal = Goal(ref=Ref(Kind.GOAL, "probe/z"), label="Freibad erhalten", plan=document, places=(town,))
    measure = Measure(
        ref=Ref(Kind.MEASURE, "probe/m"),
        label="Becken sanieren",
        goals=(goal.ref,),
        themes=(field,),
        description="Neu.",
    )
    theme = Theme(ref=field, label="Freizeit")
    stated = mapped(place, goal, PlanDocument(ref=document, label="ISEK"), measure, theme).triples
    page = mapped(
        Process(ref=Ref(Kind.PROCESS, "page/p"), label="Dialog", region=town), place, key="page"
    ).triples
    corpus = Corpus(InMemory(stated | page))
    by_iri = {each.iri: each for each in planning_things(corpus)}
    rudolstadt, source = identity().iri(town), thing("source", "probe")
    assert by_iri[identity().iri(goal.ref)].scopes == {rudolstadt, source}
    assert by_iri[identity().iri(goal.ref)].places == ("Rudolstadt",)
    told = by_iri[identity().iri(measure.ref)]
    assert (told.labels, told.descriptions, told.themes) == (("Becken sanieren",), ("Neu.",), ("Freizeit",))
    assert told.ties == {identity().iri(goal.ref), identity().iri(field)}
    scopes = Scopes(corpus)
    assert scopes(text("x", context=frozenset({thing("source", "page")}))) == {
        rudolstadt,
        thing("source", "page"),
    }


def test_no_model_is_looked_for_and_none_is_needed() -> None:
    assert chosen_model("") is None
    code = (
        "import sys, querbezug.graph.links.relevance; "
        "print([m in sys.modules for m in ('model2vec', 'sklearn')])"
    )
    run = subprocess.run(
        [sys.executable, "-c", code],
        capture_output=True,
        text=True,
        check=True,
        env={"PYTHONPATH": ":".join(sys.path)},
    )
    assert run.stdout.strip() == "[False, False]"


def test_confidence_never_passes_its_bounds() -> None:
    assert relevance.LEAST < MEANING_AT_MOST < relevance.DESCRIBED_AT_MOST < 0.5
