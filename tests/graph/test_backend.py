"""The igraph backend gives what networkx gives, called through networkx."""

from __future__ import annotations

from typing import Any, TypeAlias

import networkx as nx
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from querbezug.graph.backends import igraph_backend
from querbezug.graph.backends.converting import IgraphGraph, as_networkx, dispatched
from querbezug.graph.backends.info import FUNCTIONS, NAME, SMALLEST

Graph: TypeAlias = "nx.Graph[int]"


@st.composite
def graphs(draw: st.DrawFn) -> Graph:
    """Graphs with isolated nodes, several components and weights whose sums are exact."""
    n = draw(st.integers(1, 14))
    pairs = [(a, b) for a in range(n) for b in range(a)]
    chosen = draw(st.lists(st.sampled_from(pairs), unique=True)) if pairs else []
    graph: Graph = nx.Graph()
    graph.add_nodes_from(draw(st.permutations(range(n))))
    for a, b in chosen:
        graph.add_edge(a, b, weight=draw(st.sampled_from((0.5, 1.0, 2.0, 4.0))))
    return graph


def unordered(edges: Any) -> set[frozenset[int]]:
    return {frozenset(edge) for edge in edges}


def fresh(graph: Graph) -> Graph:
    """Return the graph without converted copies, which networkx would warn of."""
    return graph.copy()


@given(graphs(), st.booleans(), st.sampled_from((None, "weight")))
@settings(deadline=None)
def test_betweenness_is_equal(graph: Graph, normalized: bool, weight: str | None) -> None:
    told: dict[str, Any] = {"normalized": normalized, "weight": weight}
    assert nx.betweenness_centrality(fresh(graph), **told, backend=NAME) == pytest.approx(
        nx.betweenness_centrality(graph, **told)
    )
    ours = nx.edge_betweenness_centrality(fresh(graph), **told, backend=NAME)
    plain = nx.edge_betweenness_centrality(graph, **told)
    assert {frozenset(edge): value for edge, value in ours.items()} == pytest.approx(
        {frozenset(edge): value for edge, value in plain.items()}
    )


@given(graphs(), st.booleans(), st.sampled_from((None, "weight")), st.integers(2, 14), st.integers(0, 9))
@settings(deadline=None)
def test_betweenness_of_the_same_sample_is_equal(
    graph: Graph, normalized: bool, weight: str | None, k: int, seed: int
) -> None:
    told = {"k": min(k, len(graph)), "normalized": normalized, "weight": weight, "seed": seed}
    if told["k"] < 2:
        return
    assert nx.betweenness_centrality(fresh(graph), **told, backend=NAME) == pytest.approx(
        nx.betweenness_centrality(graph, **told)
    )


@given(graphs(), st.sampled_from((None, "weight")), st.data())
@settings(deadline=None)
def test_betweenness_between_some_nodes_is_equal(
    graph: Graph, weight: str | None, data: st.DataObject
) -> None:
    chosen = st.lists(st.sampled_from(sorted(graph)), unique=True, min_size=1)
    ends = data.draw(chosen), data.draw(chosen)
    for normalized in (False, True):
        told: dict[str, Any] = {"normalized": normalized, "weight": weight}
        assert nx.betweenness_centrality_subset(fresh(graph), *ends, **told, backend=NAME) == pytest.approx(
            nx.betweenness_centrality_subset(graph, *ends, **told)
        )


@given(graphs())
@settings(deadline=None)
def test_what_parts_a_graph_is_the_same(graph: Graph) -> None:
    ours = dispatched(IgraphGraph.of(graph))
    assert set(nx.articulation_points(ours)) == set(nx.articulation_points(graph))
    assert unordered(nx.bridges(ours)) == unordered(nx.bridges(graph))
    assert unordered(nx.connected_components(ours)) == unordered(nx.connected_components(graph))
    assert nx.number_connected_components(ours) == nx.number_connected_components(graph)


@pytest.mark.parametrize("seed", range(5))
def test_communities_are_at_least_as_good(seed: int) -> None:
    graph = nx.planted_partition_graph(6, 12, 0.5, 0.06, seed=seed)
    for left, right in graph.edges:
        graph.edges[left, right]["weight"] = 1 + (left * right) % 3

    def modularity(groups: Any) -> float:
        return float(nx.community.modularity(graph, groups, weight="weight"))

    plain = modularity(nx.community.louvain_communities(graph, seed=1))
    ours = dispatched(IgraphGraph.of(graph))
    leiden = nx.community.leiden_communities(ours, seed=1)
    assert sorted(node for group in leiden for node in group) == sorted(graph)
    assert modularity(leiden) >= plain - 0.01
    assert modularity(nx.community.louvain_communities(ours, seed=1)) >= plain - 0.02
    assert leiden == nx.community.leiden_communities(ours, seed=1)


@given(graphs())
def test_a_graph_comes_back_as_it_went(graph: Graph) -> None:
    back = as_networkx(IgraphGraph.of(graph))
    assert nx.utils.graphs_equal(back, graph)
    assert list(back) == list(graph)


def test_what_it_cannot_do_it_says() -> None:
    graph = nx.path_graph(3)
    for bad in (nx.DiGraph(graph), nx.MultiGraph(graph)):
        with pytest.raises(NotImplementedError):
            nx.betweenness_centrality(bad, backend=NAME)
    for refused in (
        lambda: nx.betweenness_centrality(graph, endpoints=True, backend=NAME),
        lambda: list(nx.bridges(graph, root=0, backend=NAME)),
        lambda: nx.pagerank(graph, backend=NAME),
        lambda: nx.community.leiden_communities(graph, max_level=1, backend=NAME),
    ):
        with pytest.raises(NotImplementedError):
            refused()


def test_networkx_may_choose_it_for_large_graphs_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    called: list[int] = []
    plain = igraph_backend.convert_from_nx
    monkeypatch.setattr(
        igraph_backend,
        "convert_from_nx",
        lambda graph, **told: called.append(len(graph)) or plain(graph, **told),
    )
    with nx.config.backend_priority(algos=[NAME]):
        nx.betweenness_centrality(nx.path_graph(SMALLEST - 1), k=3)
        nx.betweenness_centrality(nx.path_graph(SMALLEST), k=3)
    assert called == [SMALLEST]


def test_each_function_it_names_is_there_and_known_to_networkx() -> None:
    known = nx.utils.backends._registered_algorithms
    assert all(callable(getattr(igraph_backend, name)) and name in known for name in FUNCTIONS)
