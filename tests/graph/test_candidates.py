"""Identity candidates: proposed where only a likeness speaks for it, never against what is known."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence

import pyoxigraph as ox
import pytest
from graph.making import identity, mapped, thing
from hypothesis import given
from hypothesis import strategies as st
from pyshacl import validate as shacl
from rdflib import Graph

from querbezug.graph.links.candidates import CROWD, LEAST, MOST_PER_THING
from querbezug.graph.links.likeness import likeness, name_of
from querbezug.graph.links.linking import link_all
from querbezug.graph.nodes import node
from querbezug.graph.records import (
    AnyRecord,
    Cooperation,
    Goal,
    Kind,
    Measure,
    Organisation,
    Place,
    PlaceKind,
    PlanDocument,
    Ref,
    Relation,
    RelationKind,
    Theme,
)
from querbezug.graph.statements import InMemory
from querbezug.ontology.resources import ontology_graph, shapes_graph
from querbezug.ontology.terms import PROV, QUER, RDF

SAALFELD, RUDOLSTADT = Ref(Kind.PLACE, "ags:16073077"), Ref(Kind.PLACE, "ags:16073076")

Found = tuple[str, str, str, float]
"""What a candidate is for, what it proposes, its quote and its confidence."""


def proposed(*sources: Sequence[AnyRecord]) -> list[Found]:
    """Return the candidates between things of ``sources``, by the ends of their IRIs."""
    by = identity()
    triples = [
        triple for n, records in enumerate(sources) for triple in mapped(*records, key=f"q{n}", by=by).triples
    ]
    return candidates_in(link_all(InMemory(triples), by))


def candidates_in(triples: Iterable[ox.Triple]) -> list[Found]:
    facts: dict[str, dict[str, str]] = {}
    for triple in triples:
        name = triple.predicate.value.rsplit("#", 1)[-1]
        facts.setdefault(str(triple.subject), {})[name] = triple.object.value  # type: ignore[union-attr]
    found = [fact for fact in facts.values() if "candidateFor" in fact]
    assert all(fact["hasBody"] == fact["candidate"] for fact in found)
    assert all((fact["start"], int(fact["end"])) == ("0", len(fact["quote"])) for fact in found)
    return sorted(
        (_end(fact["candidateFor"]), _end(fact["candidate"]), fact["quote"], float(fact["confidence"]))
        for fact in found
    )


def _end(iri: str) -> str:
    return iri.rsplit("/", 1)[1]


def measure(register: str, label: str, *places: Ref, number: int = 1, plan: Ref | None = None) -> Measure:
    return Measure(ref=Ref(Kind.MEASURE, f"{register}/m{number}"), label=label, places=places, plan=plan)


def pair(one: str, other: str, here: Ref | None = SAALFELD, there: Ref | None = SAALFELD) -> list[Found]:
    """Return the candidates between two measures of different sources."""
    places = [(place,) if place else () for place in (here, there)]
    return proposed([measure("a", one, *places[0])], [measure("b", other, *places[1])])


def test_the_same_name_in_one_town_is_proposed_with_its_evidence() -> None:
    assert pair("Neuer Radweg", "Neuer Radweg") == [("a_m1", "b_m1", "Neuer Radweg", 0.95)]


def test_a_proposal_says_all_that_its_shape_asks_for() -> None:
    by = identity()
    sources = [mapped(measure(key, "Neuer Radweg", SAALFELD), key=key, by=by).triples for key in "ab"]
    data = Graph()
    for triple in link_all(InMemory(t for triples in sources for t in triples), by):
        data.parse(data=f"{triple} .", format="nt")
    assert (None, RDF.type, QUER.IdentityCandidate) in data
    conforms, _, report = shacl(data, shacl_graph=shapes_graph(), ont_graph=ontology_graph())
    assert conforms, report


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Bahnhofstr. sanieren", "Bahnhofstraße sanieren"),
        ("Rad-Verkehrskonzept", "Radverkehrskonzept"),
        ("RADVERKEHRSKONZEPT", "Radverkehrskonzept"),
        ("Grünflächen pflegen", "Gruenflaechen  pflegen!"),
        ("Sanierung des Schwimmbades", "Sanierung Schwimmbad"),
        ("Bauabschnitt II am Markt", "Bauabschnitt 2, Markt"),
        ("1.000 Bäume pflanzen", "1000 Bäume pflanzen"),
        ("Spielplätze für Kinder bauen", "Spielplätze für Kindern bauen"),
    ],
)
def test_spelling_does_not_make_another_thing(one: str, other: str) -> None:
    ((_, _, quote, confidence),) = pair(one, other)
    assert quote == one
    assert LEAST <= confidence <= 0.95


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Radweg Abschnitt 1", "Radweg Abschnitt 2"),
        ("Radweg Abschnitt I", "Radweg Abschnitt II"),
        ("Radweg Teil A", "Radweg Teil B"),
        ("Verkehrskonzept 2013", "Verkehrskonzept 2018"),
        ("Verkehrskonzept", "Verkehrskonzept 2018"),
        ("Ausbau der A9 mit neuer Auffahrt", "Ausbau der A10 mit neuer Auffahrt"),
        (
            "Sanierung der gemeinsamen Sporthalle an der Grundschule Nord",
            "Sanierung der gemeinsamen Sporthalle an der Grundschule Süd",
        ),
        (
            "Weitere gemeinsame Windräder im Stadtwald bauen",
            "Weitere gemeinsame Windräder im Stadtwald nicht bauen",
        ),
        ("Radweg", "Freibad"),
        ("!!!", "!!!"),
    ],
)
def test_a_number_a_word_or_a_negation_tells_things_apart(one: str, other: str) -> None:
    assert pair(one, other) == []


def test_two_towns_may_each_have_a_plan_of_the_same_name() -> None:
    assert pair("Radverkehrskonzept", "Radverkehrskonzept", SAALFELD, RUDOLSTADT) == []


def test_where_no_town_is_known_the_same_name_is_less_sure() -> None:
    assert [found[3] for found in pair("Neuer Radweg", "Neuer Radweg", SAALFELD, None)] == [0.85]
    assert pair("Spielplätze für Kinder", "Spielplatz für Kinder", None, None) == []


def test_two_ortsteile_of_a_town_are_two_places() -> None:
    parts = [
        Place(ref=Ref(Kind.PLACE, f"o/{key}"), label=key, place_kind=PlaceKind.DISTRICT, part_of=SAALFELD)
        for key in ("gorndorf", "remschuetz")
    ]
    here, there = [measure(key, "Spielplatz bauen", part.ref) for key, part in zip("ab", parts, strict=True)]
    assert proposed([here], [there], parts) == []
    assert [found[:2] for found in proposed([here], [measure("b", "Spielplatz bauen", SAALFELD)], parts)] == [
        ("a_m1", "b_m1")
    ]


def test_the_area_of_a_plan_is_the_area_of_its_measures() -> None:
    plans = [
        PlanDocument(ref=Ref(Kind.PLAN, f"{key}/p"), label=f"Plan {word}", region=place)
        for key, word, place in (("a", "eins", SAALFELD), ("b", "zwei", RUDOLSTADT), ("c", "drei", SAALFELD))
    ]
    sources = [
        [plan, measure(key, "Freibad erneuern", plan=plan.ref)]
        for key, plan in zip("abc", plans, strict=True)
    ]
    assert proposed(*sources) == [("a_m1", "c_m1", "Freibad erneuern", 0.95)]


def test_a_region_covers_the_towns_of_its_cooperation() -> None:
    region = Ref(Kind.REGION, "a/region")
    cooperation = Cooperation(
        ref=Ref(Kind.COOPERATION, "a/verbund"), label="Verbund", members=(SAALFELD,), region=region
    )
    ours = [cooperation, measure("a", "Freibad erneuern", region)]
    assert [f[3] for f in proposed(ours, [measure("b", "Freibad erneuern", SAALFELD)])] == [0.95]
    assert proposed(ours, [measure("b", "Freibad erneuern", RUDOLSTADT)]) == []


def test_an_ortsteil_is_the_same_only_by_its_whole_name_and_town() -> None:
    def district(key: str, label: str, town: Ref) -> list[Place]:
        ref = Ref(Kind.PLACE, f"{key}/ort")
        return [Place(ref=ref, label=label, place_kind=PlaceKind.DISTRICT, part_of=town)]

    assert [
        f[2:] for f in proposed(district("a", "Schwarza", SAALFELD), district("b", "Schwarza", SAALFELD))
    ] == [("Schwarza", 0.95)]
    assert proposed(district("a", "Schwarza", SAALFELD), district("b", "Schwarzau", SAALFELD)) == []
    assert proposed(district("a", "Neudorf", SAALFELD), district("b", "Neudorf", RUDOLSTADT)) == []


def test_a_body_is_known_with_and_without_its_legal_form() -> None:
    def body(key: str, label: str) -> list[Organisation]:
        return [Organisation(ref=Ref(Kind.ORGANISATION, f"{key}/o"), label=label)]

    for label in ("Kulturverein Saale e. V.", "Kulturverein Saale e.V.", "Kulturverein Saale GmbH"):
        assert [f[3] for f in proposed(body("a", label), body("b", "Kulturverein Saale"))] == [0.85]
    assert proposed(body("a", "Bauausschuss"), body("b", "Bauausschuss")) == []


def test_things_of_different_sorts_are_not_compared() -> None:
    goal = Goal(ref=Ref(Kind.GOAL, "a/z"), label="Neuer Radweg", places=(SAALFELD,))
    field = Theme(ref=Ref(Kind.FIELD, "c/f"), label="Neuer Radweg")
    assert proposed([goal], [measure("b", "Neuer Radweg", SAALFELD)], [field]) == []


def test_themes_of_two_registers_are_compared() -> None:
    fields = [[Theme(ref=Ref(Kind.FIELD, f"{key}/f"), label="Klimaschutz")] for key in "ab"]
    assert [found[:2] for found in proposed(*fields)] == [("a_f", "b_f")]


def test_what_a_source_relates_already_is_passed_over() -> None:
    ours, theirs = measure("a", "Neuer Radweg", SAALFELD), measure("b", "Neuer Radweg", SAALFELD)
    relation = Relation(ref=theirs.ref, subject=theirs.ref, object=ours.ref, relation=RelationKind.COMPARABLE)
    assert proposed([ours], [theirs]) != []
    assert proposed([ours], [theirs], [relation]) == []


def test_no_thing_is_in_more_than_five() -> None:
    sources = [[measure(f"r{n}", "Neuer Radweg", SAALFELD)] for n in range(12)]
    met = Counter(end for found in proposed(*sources) for end in found[:2])
    assert len(met) == 12
    assert max(met.values()) == MOST_PER_THING


def test_a_name_that_everybody_bears_says_nothing() -> None:
    crowd = [[measure(f"r{n}", "Radweg")] for n in range(CROWD + 1)]
    assert proposed(*crowd) == []
    ours, theirs = measure("x", "Radweg", SAALFELD), measure("y", "Radweg", SAALFELD)
    assert [found[:3] for found in proposed(*crowd, [ours], [theirs])] == [("x_m1", "y_m1", "Radweg")]


LABELS = st.sampled_from(
    [
        "Radweg",
        "Radwege",
        "Neuer Radweg",
        "Neuer Radweg 2",
        "Freibad",
        "Freibad am Markt",
        "Freibad Markt",
        "e. V.",
    ]
)
TOWNS = st.sampled_from([None, SAALFELD, RUDOLSTADT])
REGISTERS = st.lists(
    st.lists(st.tuples(LABELS, TOWNS), max_size=4),
    min_size=1,
    max_size=4,
)


def sources_of(registers: list[list[tuple[str, Ref | None]]]) -> list[list[Measure]]:
    return [
        [
            measure(f"r{number}", label, *([town] if town else []), number=n)
            for n, (label, town) in enumerate(things)
        ]
        for number, things in enumerate(registers)
    ]


@given(REGISTERS, st.randoms(use_true_random=False))
def test_the_order_of_what_is_stated_does_not_matter(registers, random) -> None:  # type: ignore[no-untyped-def]
    by = identity()
    triples = [
        triple
        for number, records in enumerate(sources_of(registers))
        for triple in sorted(mapped(*records, key=f"q{number}", by=by).triples, key=str)
    ]
    first = list(link_all(InMemory(triples), identity()))
    random.shuffle(triples)
    again = list(link_all(InMemory(triples), identity()))
    assert set(again) == set(first)
    assert len(set(first)) == len(first)


@given(REGISTERS)
def test_a_pair_comes_once_and_never_from_one_source(registers: list[list[tuple[str, Ref | None]]]) -> None:
    found = proposed(*sources_of(registers))
    assert len({frozenset(each[:2]) for each in found}) == len(found)
    for one, other, _, confidence in found:
        assert one < other
        assert one.partition("_")[0] != other.partition("_")[0]
        assert LEAST <= confidence <= 1


@given(st.text(min_size=1, max_size=60), st.text(min_size=1, max_size=60))
def test_the_same_label_in_the_same_town_is_always_found(label: str, other: str) -> None:
    """Whatever else is there; a label without a word in it is no name."""
    label = label.strip()
    sources = [[measure(key, label, SAALFELD), measure(key, other, SAALFELD, number=2)] for key in "ab"]
    found = {each[:2] for each in proposed(*sources)} if label and name_of(label) else None
    assert found is None or ("a_m1", "b_m1") in found


@given(st.text(max_size=60), st.text(max_size=60))
def test_likeness_is_the_same_both_ways(one: str, other: str) -> None:
    a, b = name_of(one), name_of(other)
    if a and b:
        assert likeness(a, b) == likeness(b, a)
        assert 0 <= likeness(a, b) <= 1
        assert likeness(a, a) == 1


def test_nothing_is_merged() -> None:
    by = identity()
    sources = [mapped(measure(key, "Neuer Radweg", SAALFELD), key=key, by=by).triples for key in "ab"]
    triples = list(link_all(InMemory(t for triples in sources for t in triples), by))
    about = {ox.NamedNode(thing("measure", f"{key}_m1")) for key in "ab"}
    # What they are about by their labels is all that is said of them.
    assert {triple.predicate for triple in triples if triple.subject in about} == {node(QUER.theme)}
    assert node(PROV.wasGeneratedBy) in {triple.predicate for triple in triples}
