"""The surroundings of a thing: few enough to look at, connected, honest about what is hidden."""

from __future__ import annotations

from collections import Counter

import networkx as nx
import pytest
from graph.making import thing
from hypothesis import given
from hypothesis import strategies as st

from querbezug.graph.analysis import Neighbourhood, Projection, neighbourhood
from querbezug.graph.errors import NotFoundError

RUDOLSTADT = thing("place", "rudolstadt")
CENTERS = [
    RUDOLSTADT,
    thing("cross-cutting-theme", "saalebogen_digitalisierung"),
    thing("goal", "saalebogen_gemeinsame-digitale-systeme"),
    thing("comment", "saalebogen-digitalisierung-05"),
    thing("region", "saalebogen_region"),
]


def as_graph(found: Neighbourhood) -> nx.Graph[str]:
    graph: nx.Graph[str] = nx.Graph()
    graph.add_nodes_from(node.iri for node in found.nodes)
    graph.add_edges_from((link.source, link.target) for link in found.links)
    return graph


@pytest.mark.parametrize("center", CENTERS)
@pytest.mark.parametrize(("nodes", "links"), [(30, 40), (8, 8), (2, 1)])
def test_the_budget_is_kept_and_nothing_hangs_loose(
    projection: Projection, center: str, nodes: int, links: int
) -> None:
    found = neighbourhood(projection, center, most_nodes=nodes, most_links=links)
    assert len(found.nodes) <= nodes
    assert len(found.links) <= links
    assert found.nodes[0].iri == center
    graph = as_graph(found)
    assert set(graph) == {node.iri for node in found.nodes}
    assert nx.is_connected(graph)


@pytest.mark.parametrize("center", CENTERS)
def test_shown_and_hidden_add_up(projection: Projection, center: str) -> None:
    found = neighbourhood(projection, center)
    assert len(found.nodes) + sum(found.hidden.values()) == found.total
    everything = neighbourhood(projection, center, most_nodes=10_000, most_links=100_000)
    kinds = Counter(node.kind for node in everything.nodes) + Counter(everything.hidden)
    assert Counter(node.kind for node in found.nodes) + Counter(found.hidden) == kinds


@pytest.mark.parametrize("center", CENTERS)
def test_distance_and_degree_are_those_of_the_whole_graph(projection: Projection, center: str) -> None:
    whole: nx.Graph[int] = nx.from_scipy_sparse_array(projection.adjacency)
    distances = nx.single_source_shortest_path_length(whole, projection.index[center], cutoff=2)
    found = neighbourhood(projection, center)
    assert found.total == len(distances)
    for node in found.nodes:
        number = projection.index[node.iri]
        assert node.distance == distances[number]
        assert node.degree == len(whole[number])


def test_each_link_is_one_the_graph_states(projection: Projection) -> None:
    found = neighbourhood(projection, RUDOLSTADT)
    stated = {
        (projection.iris[s], projection.iris[t])
        for s, t in zip(projection.source, projection.target, strict=True)
    }
    assert {(link.source, link.target) for link in found.links} <= stated
    assert found.links


def test_the_same_question_has_the_same_answer(projection: Projection) -> None:
    assert neighbourhood(projection, RUDOLSTADT) == neighbourhood(projection, RUDOLSTADT)


def test_expanding_brings_new_things_and_links_to_those_shown(projection: Projection) -> None:
    first = neighbourhood(projection, RUDOLSTADT, most_nodes=8, most_links=12)
    shown = [node.iri for node in first.nodes]
    more = neighbourhood(projection, shown[1], most_nodes=8, most_links=40, without=shown)
    assert not {node.iri for node in more.nodes[1:]} & set(shown)
    assert more.nodes[0].iri == shown[1]
    ends = {end for link in more.links for end in (link.source, link.target)}
    assert ends <= {*shown, *(node.iri for node in more.nodes)}


@pytest.mark.parametrize("iri", [thing("place", "nirgendwo"), "", "keine IRI"])
def test_an_unknown_thing_is_not_found(projection: Projection, iri: str) -> None:
    with pytest.raises(NotFoundError):
        neighbourhood(projection, iri)


@given(st.data())
def test_any_thing_has_surroundings_that_keep_the_promises(
    projection: Projection, data: st.DataObject
) -> None:
    center = data.draw(st.sampled_from(projection.iris))
    found = neighbourhood(projection, center)
    assert nx.is_connected(as_graph(found))
    assert len(found.nodes) + sum(found.hidden.values()) == found.total
