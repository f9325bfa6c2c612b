"""Groups of cities and the ties that carry: by hand, by invariants, and on the example regions."""

from __future__ import annotations

import random
from pathlib import Path

import networkx as nx
import numpy as np
import pytest
from graph.making import store_of
from graph.test_cities import TOWNS, A, B, C, D, M
from hypothesis import example, given, settings
from hypothesis import strategies as st

from querbezug.graph.analysis import CityTies, Layer, Projection, city_network, project
from querbezug.graph.analysis.backbone import MOST_EDGES, backbone, disparity
from querbezug.graph.analysis.commons import common_things, group_names
from querbezug.graph.analysis.communities import consensus_communities
from querbezug.graph.records import Cooperation, Kind, Measure, Ref

FAR = frozenset(Layer) - {Layer.NEIGHBOUR}


def weighted(*edges: tuple[str, str, float]) -> nx.Graph[str]:
    network: nx.Graph[str] = nx.Graph()
    network.add_weighted_edges_from(edges)
    return network


def grouped(network: nx.Graph[str], resolution: float = 1.0) -> list[set[str]]:
    nodes = sorted(network)
    ends = np.array(sorted(sorted((nodes.index(a), nodes.index(b))) for a, b in network.edges)).reshape(-1, 2)
    weights = np.array([network.edges[nodes[a], nodes[b]]["weight"] for a, b in ends])
    return consensus_communities(nodes, ends.astype(np.int64), weights, resolution=resolution, runs=5)


def test_two_triangles_with_a_weak_tie_are_two_groups() -> None:
    network = weighted(
        *(("a", "b", 2), ("b", "c", 2), ("a", "c", 2), ("c", "d", 0.5)),
        *(("d", "e", 2), ("e", "f", 2), ("d", "f", 2)),
    )
    network.add_node("allein")
    assert grouped(network) == [{"a", "b", "c"}, {"d", "e", "f"}, {"allein"}]


@pytest.mark.parametrize("seed", range(4))
def test_planted_groups_are_found_and_survive_other_names(seed: int) -> None:
    plain = nx.planted_partition_graph(5, 10, 0.8, 0.02, seed=seed)
    planted = {frozenset(f"{n:02}" for n in part) for part in plain.graph["partition"]}
    other = random.Random(seed).sample(range(50), 50)  # noqa: S311 - an order, not a secret
    for rename in (range(50), other):
        network = nx.relabel_nodes(plain, {n: f"{rename[n]:02}" for n in plain})
        nx.set_edge_attributes(network, 1.0, "weight")
        wanted = {frozenset(f"{rename[int(name)]:02}" for name in group) for group in planted}
        assert set(map(frozenset, grouped(network))) == wanted


@given(st.integers(0, 10_000))
@example(611)  # where cities go back and forth between groups without end
@settings(deadline=None, max_examples=20)
def test_each_city_is_in_one_group_and_groups_hold_together(seed: int) -> None:
    plain = nx.gnm_random_graph(14, 22, seed=seed)
    network = nx.relabel_nodes(plain, {n: f"{n:02}" for n in plain})
    nx.set_edge_attributes(network, 1.0, "weight")
    groups = grouped(network)
    assert sorted(city for group in groups for city in group) == sorted(network)
    assert all(nx.is_connected(network.subgraph(group)) for group in groups)
    assert groups == grouped(network)


def test_the_chance_of_a_tie_is_that_of_the_disparity_filter() -> None:
    """A star: the centre divides its strength 8 : 1 : 1; a leaf with one tie says nothing."""
    network = weighted(("m", "a", 8), ("m", "b", 1), ("m", "c", 1))
    assert disparity(network) == pytest.approx([0.2**2, 0.9**2, 0.9**2])
    assert disparity(weighted(("a", "b", 3))) == pytest.approx([1.0])
    assert len(disparity(nx.Graph())) == 0


@given(st.integers(0, 10_000), st.floats(0.1, 50))
@settings(deadline=None, max_examples=30)
def test_the_filter_does_not_depend_on_the_unit_and_agrees_with_the_formula(seed: int, unit: float) -> None:
    rng = random.Random(seed)  # noqa: S311 - made-up weights
    network = nx.relabel_nodes(nx.gnm_random_graph(9, 16, seed=seed), str)
    for _, _, tie in network.edges(data=True):
        tie["weight"] = rng.uniform(0.1, 5)
    chances = disparity(network)
    for (a, b), chance in zip(network.edges, chances, strict=True):
        ends = [
            (1 - network.edges[a, b]["weight"] / network.degree(end, weight="weight"))
            ** (network.degree(end) - 1)
            for end in (a, b)
            if network.degree(end) > 1
        ]
        assert chance == pytest.approx(min(ends, default=1.0))
    for _, _, tie in network.edges(data=True):
        tie["weight"] *= unit
    assert disparity(network) == pytest.approx(chances)


def test_the_filter_decides_where_it_keeps_a_readable_part() -> None:
    """Pairs that are very close among many that hardly are."""
    network = nx.relabel_nodes(nx.complete_graph(20), lambda n: f"{n:02}")
    nx.set_edge_attributes(network, 1.0, "weight")
    close = {frozenset((f"{n:02}", f"{n + 1:02}")) for n in range(0, 20, 2)}
    for a, b in map(sorted, close):
        network.edges[a, b]["weight"] = 40.0
    found = backbone(network)
    assert (found.by_filter, found.significant) == (True, len(close))
    assert close <= found.edges
    assert nx.is_connected(network.edge_subgraph([tuple(edge) for edge in found.edges]))


@pytest.mark.parametrize("weight", [1.0, 3.0])
def test_where_all_ties_are_alike_the_strongest_of_each_city_carry(weight: float) -> None:
    network = nx.relabel_nodes(nx.complete_graph(30), lambda n: f"{n:02}")
    nx.set_edge_attributes(network, weight, "weight")
    found = backbone(network)
    assert (found.by_filter, found.significant) == (False, 0)
    assert len(network) - 1 <= len(found.edges) <= MOST_EDGES
    assert nx.is_connected(network.edge_subgraph([tuple(edge) for edge in found.edges]))


def ties_of(store: Path, *records: object) -> CityTies:
    return CityTies(project(store_of(store, *TOWNS, *records)), FAR)  # type: ignore[arg-type]


def rows(ties: CityTies, *refs: Ref) -> np.ndarray:
    labels = {town.ref: town.label for town in TOWNS}
    by_label = {ties.projection.labels[int(city)]: row for row, city in enumerate(ties.cities)}
    return np.array(sorted(by_label[labels[ref]] for ref in refs))


def test_what_a_group_shares_is_counted_in_pairs(store: Path) -> None:
    ties = ties_of(
        store,
        Measure(ref=M[0], label="Alle drei", places=(A, B, C)),
        Measure(ref=M[1], label="Nur zwei", places=(A, B)),
        Measure(ref=M[2], label="Über die Gruppe hinaus", places=(C, D)),
    )
    (found,) = common_things(ties, [rows(ties, A, B, C)])
    told = [(ties.projection.labels[each.thing], each.cities) for each in found]
    assert told == [("Alle drei", 3), ("Nur zwei", 2)]
    assert found[0].weight == pytest.approx(3 * np.log(1 + 4 / 3))
    assert found[1].weight == pytest.approx(np.log(1 + 4 / 2))


def test_two_groups_never_get_the_same_name(store: Path) -> None:
    bund = Cooperation(ref=Ref(Kind.COOPERATION, "probe/bund"), label="Bund", members=(A, B, C, D))
    weg = (
        Measure(ref=each, label="Radweg", places=places)
        for each, places in zip(M, ((A, B), (C, D)), strict=False)
    )
    ties = ties_of(store, bund, *weg)
    groups = [rows(ties, A, B), rows(ties, C, D)]
    (first, thing), (second, _) = group_names(ties, groups)
    assert {first, second} == {"Bund", "Radweg"}
    assert thing
    singles = [rows(ties, each) for each in (A, B, C, D)]
    assert [name for name, _ in group_names(ties, singles)] == [
        "Saalfeld/Saale",
        "Rudolstadt",
        "Bad Blankenburg",
        "Coburg",
    ]


def test_the_example_regions_come_out_as_they_call_themselves(projection: Projection) -> None:
    network = city_network(projection)
    groups = network.graph["groups"]
    names = [group.label for group in groups]
    assert len(set(names)) == len(names)
    assert {
        "Initiative Rodachtal",
        "NM-Arge 10",
        "Städtebund Silberberg",
        "Städtedreieck am Saalebogen",
        "Kurstadtregion Elbe-Elster",
        "Städtenetzwerk Demografie",
        "Städtedreieck Burglengenfeld, Maxhütte-Haidhof, Teublitz",
    } <= set(names)
    for group in groups:
        inside = [group.label in network.nodes[city]["cooperations"] for city in group.members]
        assert len(group.members) == 1 or 2 * sum(inside) > len(inside)
    bridges = {data["label"] for _, data in network.nodes(data=True) if data["bridge"]}
    assert {"Saalfeld/Saale", "Rudolstadt", "Bad Blankenburg"} <= bridges
