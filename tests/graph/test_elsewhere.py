"""The same field elsewhere, what ties regions, examples and priorities: by hand."""

from __future__ import annotations

import numpy as np
from graph.towns_making import names, number, projection_of

from querbezug.graph.analysis.areas import Areas
from querbezug.graph.analysis.elsewhere import Why, citations, hubs, same_field
from querbezug.graph.analysis.priorities import fields_of
from querbezug.graph.analysis.projection import Projection
from querbezug.graph.analysis.subjects import Subjects
from querbezug.ontology.terms import DCTERMS, ORG, QUER, SKOS

THINGS = {
    **dict.fromkeys("abcd", "municipality"),
    **dict.fromkeys(("bund-ab", "bund-cd", "netz"), "cooperation"),
    **dict.fromkeys(("land-ab", "land-cd"), "region"),
    **dict.fromkeys(("Verkehr", "VERKEHR", "Verkehr und Wege", "Wirtschaft", "Mobil"), "field"),
    "rad": "topic",
    "m-ab": "measure",
    "m-c": "measure",
    "plan-ab": "plan",
    "plan-cd": "plan",
    "büro": "organisation",
    "k1": "comment",
    "k2": "comment",
    "vorbild": "example",
}
LINKS = {
    QUER.hasMemberMunicipality: [("bund-ab", "a"), ("bund-ab", "b"), ("bund-cd", "c"), ("bund-cd", "d")],
    QUER.territory: [("bund-ab", "land-ab"), ("bund-cd", "land-cd")],
    ORG.hasMember: [("netz", "bund-ab")],
    DCTERMS.spatial: [("Verkehr", "land-ab"), ("VERKEHR", "land-cd")],
    DCTERMS.creator: [("plan-ab", "büro"), ("plan-cd", "büro")],
    QUER.planningArea: [
        ("m-ab", "a"),
        ("m-ab", "b"),
        ("m-c", "c"),
        ("plan-ab", "land-ab"),
        ("plan-cd", "land-cd"),
    ],
    QUER.theme: [("m-ab", "rad"), ("m-ab", "Verkehr"), ("m-c", "rad"), ("m-c", "VERKEHR")],
    QUER.refersToExample: [("k1", "vorbild"), ("k2", "vorbild")],
    QUER.about: [("k1", "m-ab"), ("k2", "m-c")],
    SKOS.exactMatch: [("Mobil", "Verkehr")],
}
MEMBER_C = {**LINKS, QUER.hasMemberMunicipality: [*LINKS[QUER.hasMemberMunicipality], ("netz", "c")]}


def alike(projection: Projection, field: str) -> list[tuple[str, Why, list[str], list[str]]]:
    areas = Areas(projection)
    found = same_field(projection, areas, Subjects(projection, areas), number(projection, field))
    return [
        (
            projection.labels[each.theme],
            each.why,
            names(projection, each.regions),
            names(projection, each.things),
        )
        for each in found
    ]


def test_fields_are_the_same_by_name_match_or_likeness_the_surest_first() -> None:
    assert alike(projection_of(THINGS, LINKS), "Verkehr") == [
        ("VERKEHR", Why.SAME_NAME, ["bund-cd"], ["m-c"]),
        ("Mobil", Why.MATCH, [], []),
        ("Verkehr und Wege", Why.ALIKE, [], []),
    ]


def test_a_field_without_a_twin_is_alone() -> None:
    assert alike(projection_of(THINGS, LINKS), "Wirtschaft") == []


def test_a_topic_is_pursued_by_a_cooperation_where_all_of_it_acts_else_by_towns() -> None:
    assert alike(projection_of(THINGS, LINKS), "rad") == [
        ("rad", Why.TOPIC, ["bund-ab"], ["m-ab"]),
        ("rad", Why.TOPIC, ["c"], ["m-c"]),
    ]


def test_networks_and_offices_tie_regions() -> None:
    projection = projection_of(THINGS, MEMBER_C)
    found = hubs(projection, Areas(projection))
    assert [(hub.kind, projection.labels[hub.thing], names(projection, hub.regions)) for hub in found] == [
        ("network", "netz", ["bund-ab", "bund-cd"]),
        ("planner", "büro", ["bund-ab", "bund-cd"]),
    ]
    assert names(projection, found[1].evidence) == ["plan-ab", "plan-cd"]


def test_what_ties_one_region_only_is_no_hub() -> None:
    projection = projection_of(THINGS, LINKS)
    assert [hub.kind for hub in hubs(projection, Areas(projection))] == ["planner"]


def test_examples_are_counted_for_the_towns_asked_about() -> None:
    projection = projection_of(THINGS, LINKS)
    areas = Areas(projection)
    ((example, who),) = citations(projection, None, areas)
    assert (projection.labels[example], names(projection, who)) == ("vorbild", ["k1", "k2"])
    column = np.array([areas.column[number(projection, "c")]], dtype=np.int32)
    assert [names(projection, each) for _, each in citations(projection, column, areas)] == [["k2"]]


def test_a_topic_belongs_to_the_field_of_the_town_s_own_measures_first() -> None:
    projection = projection_of(THINGS, LINKS)
    rad, near = number(projection, "rad"), frozenset({number(projection, "m-c")})
    assert names(projection, fields_of(projection, rad, near)) == ["VERKEHR"]
    assert set(names(projection, fields_of(projection, rad))) == {"VERKEHR", "Verkehr"}
    assert names(projection, fields_of(projection, number(projection, "m-ab"))) == ["Verkehr"]
