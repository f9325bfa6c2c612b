"""Identity candidates: proposed where only a likeness speaks for it, never against what is known."""

from __future__ import annotations

from collections import Counter

import pytest
from graph.candidate_making import (
    RUDOLSTADT,
    SAALFELD,
    measure,
    pair,
    proposed,
)
from graph.making import identity, mapped
from pyshacl import validate as shacl
from rdflib import Graph

from querbezug.graph.links.candidates import CROWD, LEAST, MOST_PER_THING
from querbezug.graph.links.linking import link_all
from querbezug.graph.records import (
    Cooperation,
    Goal,
    Kind,
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
from querbezug.ontology.terms import QUER, RDF


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
