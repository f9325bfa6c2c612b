"""Coupling of fields: by hand, by a plain second way with networkx, by invariants."""

from __future__ import annotations

from itertools import combinations

import networkx as nx
import numpy as np
import pytest
from graph.projection_making import LinkOf, names, projection_of
from hypothesis import given, settings
from hypothesis import strategies as st

from querbezug.graph.analysis.coupling import (
    Standing,
    field_network,
    serving_both,
    serving_several,
    theme_use,
)
from querbezug.graph.analysis.projection import Projection
from querbezug.graph.analysis.serving import Serving
from querbezug.ontology.terms import QUER, SKOS

THINGS = {
    "traffic": "field",
    "tourism": "field",
    "supply": "field",
    "elsewhere": "field",
    "digital": "cross-cutting-theme",
    "green": "cross-cutting-theme",
    "fair": "cross-cutting-theme",
    "bicycles": "topic",
    "reach": "goal",
    "wires": "goal",
    "paths": "measure",
    "route": "measure",
    "wifi": "measure",
}
LINKS: tuple[LinkOf, ...] = (
    ("reach", QUER.theme, "supply"),
    ("wires", QUER.theme, "digital"),
    ("wires", QUER.theme, "fair"),
    ("paths", QUER.contributesTo, "reach"),
    ("paths", QUER.theme, "traffic"),
    ("paths", QUER.theme, "bicycles"),
    ("route", QUER.theme, "traffic"),
    ("route", QUER.theme, "tourism"),
    ("route", QUER.theme, "digital"),
    ("route", QUER.theme, "bicycles"),
    ("wifi", QUER.contributesTo, "wires"),
    ("elsewhere", SKOS.exactMatch, "supply"),
)


def network_of(projection: Projection) -> nx.Graph[str]:
    fields = projection.numbers("field", "cross-cutting-theme")
    return field_network(projection, Serving(projection), projection.numbers("measure"), fields)


def test_a_measure_couples_the_fields_it_names_and_those_of_its_goals() -> None:
    network = network_of(projection_of(THINGS, LINKS))
    weights = {frozenset((a, b)): w for a, b, w in network.edges(data="weight")}
    assert weights == {
        frozenset(("traffic", "supply")): 1,
        frozenset(("traffic", "tourism")): 0.5,
        frozenset(("traffic", "digital")): 0.5,
        frozenset(("tourism", "digital")): 0.5,
        frozenset(("digital", "fair")): 1,
    }
    assert [r.label for r in network.edges["traffic", "supply"]["reasons"]] == ["paths"]
    assert network.edges["traffic", "supply"]["topics"] == ("bicycles",)
    assert network.nodes["traffic"]["measures"] == 2


def test_themes_are_told_apart_by_what_stands_behind_them() -> None:
    projection = projection_of(THINGS, LINKS, concluded=[("paths", QUER.theme, "green")])
    found = theme_use(projection, Serving(projection), projection.numbers("cross-cutting-theme"))
    standings = [found.standing(n) for n in range(len(found.themes))]
    assert names(projection, found.themes) == ["digital", "fair", "green"]
    assert standings == [Standing.LIVED, Standing.LIVED, Standing.NAMED]
    assert found.stated.tolist() == [1, 0, 0]
    assert found.naming.tolist() == [1, 0, 1]


def test_a_theme_without_measures_is_only_on_paper() -> None:
    projection = projection_of(THINGS, LINKS)
    found = theme_use(projection, Serving(projection), projection.numbers("cross-cutting-theme"))
    assert found.standing(2) is Standing.PAPER


def test_measures_with_several_themes_come_with_them() -> None:
    projection = projection_of(THINGS, LINKS)
    themes = projection.numbers("cross-cutting-theme")
    found = serving_several(Serving(projection), projection.numbers("measure"), themes)
    assert [(projection.iris[m], names(projection, of)) for m, of in found] == [("wifi", ["digital", "fair"])]


@pytest.mark.parametrize("supply", ["supply", "elsewhere"])
def test_measures_for_two_fields_say_by_what(supply: str) -> None:
    projection = projection_of(THINGS, LINKS)
    serving = Serving(projection)
    first, second = (serving.family(projection.index[name]) for name in (supply, "traffic"))
    found = serving_both(serving, projection.numbers("measure"), first, second)
    assert names(projection, found.measures) == ["paths"]
    assert names(projection, found.first[0]) == ["reach"]
    assert names(projection, found.second[0]) == ["traffic"]


def test_a_topic_takes_narrower_ones_along() -> None:
    projection = projection_of({**THINGS, "moving": "topic"}, (*LINKS, ("bicycles", SKOS.broader, "moving")))
    serving = Serving(projection)
    assert names(projection, serving.family(projection.index["moving"])) == ["bicycles", "moving"]
    assert names(projection, serving.family(projection.index["bicycles"])) == ["bicycles"]


FIELDS, MEASURES = ("f0", "f1", "f2", "f3"), ("m0", "m1", "m2", "m3", "m4")
KINDS = dict.fromkeys(FIELDS, "field") | dict.fromkeys(MEASURES, "measure")
NAMING = st.lists(
    st.tuples(st.sampled_from(MEASURES), st.just(QUER.theme), st.sampled_from(FIELDS)), max_size=15
)


@settings(deadline=None)
@given(NAMING)
def test_the_collaboration_weights_of_networkx_are_the_same(links: list[LinkOf]) -> None:
    network = network_of(projection_of(KINDS, links))
    two_sided: nx.Graph[str] = nx.Graph()
    two_sided.add_nodes_from(KINDS)
    two_sided.add_edges_from((measure, field) for measure, _, field in links)
    expected = nx.bipartite.collaboration_weighted_projected_graph(two_sided, FIELDS)
    assert set(map(frozenset, network.edges)) == set(map(frozenset, expected.edges))
    for left, right, weight in expected.edges(data="weight"):
        assert np.isclose(network.edges[left, right]["weight"], weight)
        assert np.isclose(sum(r.weight for r in network.edges[left, right]["reasons"]), weight)


@settings(deadline=None)
@given(NAMING)
def test_both_fields_is_the_same_either_way(links: list[LinkOf]) -> None:
    projection = projection_of(KINDS, links)
    serving, measures = Serving(projection), projection.numbers("measure")
    for left, right in combinations(FIELDS, 2):
        first, second = (serving.family(projection.index[field]) for field in (left, right))
        one, other = (serving_both(serving, measures, *order) for order in ((first, second), (second, first)))
        assert one.measures.tolist() == other.measures.tolist()
        expected = {m for m in MEASURES if {(m, QUER.theme, left), (m, QUER.theme, right)} <= set(links)}
        assert set(names(projection, one.measures)) == expected
