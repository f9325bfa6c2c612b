"""A second process counts what this one would have counted, and may be missing."""

from __future__ import annotations

import sys

import networkx as nx
import numpy as np
import pytest

from querbezug.graph.backends import beside
from querbezug.graph.backends.converting import IgraphGraph

SAMPLES = np.array([[0, 5, 7], [1, 2, 3], [8, 9, 11]])
TARGETS = np.arange(40)


@pytest.fixture
def graph() -> IgraphGraph:
    found = nx.connected_watts_strogatz_graph(40, 4, 0.3, seed=1)
    chance = np.random.default_rng(1)
    return IgraphGraph(range(40), list(found.edges), chance.random(found.number_of_edges()) + 0.1)


@pytest.fixture
def plain(graph: IgraphGraph) -> list[list[float]]:
    weighted = nx.Graph()
    ends = graph.igraph.get_edgelist()
    weighted.add_weighted_edges_from(
        (a, b, w) for (a, b), w in zip(ends, graph.weights("weight") or [], strict=True)
    )
    counted = (
        nx.betweenness_centrality_subset(
            weighted, list(sample), list(TARGETS), weight="weight", backend="networkx"
        )
        for sample in SAMPLES
    )
    return [[values[node] for node in range(40)] for values in counted]


@pytest.fixture
def _for_small_graphs(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(beside, "SMALLEST", 0)
    monkeypatch.setattr(beside.os, "cpu_count", lambda: 2)


@pytest.mark.usefixtures("_for_small_graphs")
def test_both_processes_count_what_networkx_counts(
    graph: IgraphGraph, plain: list[list[float]], monkeypatch: pytest.MonkeyPatch
) -> None:
    begun = []
    monkeypatch.setattr(
        beside, "_begun", lambda *task, begin=beside._begun: begun.append(begin(*task)) or begun[0]
    )
    assert beside.betweenness_of_samples(graph, SAMPLES, TARGETS) == pytest.approx(np.array(plain))
    assert begun[0].returncode == 0


@pytest.mark.parametrize("python", ["/no/such/program", "false"])
@pytest.mark.usefixtures("_for_small_graphs")
def test_without_a_second_process_the_first_counts_all(
    graph: IgraphGraph, plain: list[list[float]], python: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "executable", python)
    assert beside.betweenness_of_samples(graph, SAMPLES, TARGETS) == pytest.approx(np.array(plain))
