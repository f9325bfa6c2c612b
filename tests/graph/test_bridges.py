"""What holds groups together: by hand, and against a plain implementation on random regions."""

from __future__ import annotations

import random
from itertools import combinations
from pathlib import Path

import networkx as nx
import numpy as np
import pytest
from graph.making import store_of
from graph.test_cities import FAR, TOWNS, A, B, C, D, M

from querbezug.graph.analysis import CityTies, Layer, Projection, project
from querbezug.graph.analysis import betweenness as measuring
from querbezug.graph.analysis.bridges import Bridges
from querbezug.graph.backends.converting import IgraphGraph
from querbezug.graph.records import AnyRecord, Kind, Measure, Place, Ref, Relation, RelationKind

E, F = (Ref(Kind.MEASURE, f"probe/{name}") for name in ("vier", "fünf"))
NAMES = {A: "Saalfeld/Saale", B: "Rudolstadt", C: "Bad Blankenburg", D: "Coburg"}


def bridges_of(store: Path, records: tuple[AnyRecord, ...], *groups: tuple[Ref, ...]) -> Bridges:
    ties = CityTies(project(store_of(store, *TOWNS, *records)), FAR)
    row = {ties.projection.labels[int(city)]: number for number, city in enumerate(ties.cities)}
    return Bridges(ties, [np.array(sorted(row[NAMES[ref]] for ref in group)) for group in groups])


def named(found: Bridges, numbers: tuple[int, ...]) -> list[str]:
    return [found.ties.projection.labels[number] for number in numbers]


CHAIN: tuple[AnyRecord, ...] = (
    Measure(ref=M[0], label="Links", places=(A, B)),
    Measure(ref=M[1], label="Steg", places=(B, C)),
    Measure(ref=M[2], label="Rechts", places=(C, D)),
)


def test_the_only_joint_measure_of_two_groups_is_their_bridge(store: Path) -> None:
    """A chain A–B–C–D: half of the ways are from one side to the other, all over the middle measure."""
    found = bridges_of(store, CHAIN, (A, B), (C, D))
    (bridge,) = found.things(5)
    assert named(found, bridge.things) == ["Steg"]
    assert bridge.between == pytest.approx(4 / 6)
    assert (bridge.error, bridge.loss.groups, bridge.loss.only) == (0, (0, 1), True)
    assert (bridge.loss.reasons, bridge.loss.of, bridge.loss.share) == (1, 1, 1)
    assert {named(found, (each.city,))[0] for each in found.cities(5)} == {"Rudolstadt", "Bad Blankenburg"}


def test_what_hangs_on_one_thing_is_cut_off_without_it(store: Path) -> None:
    found = bridges_of(store, CHAIN, (A, B), (C, D))
    cuts = {tuple(named(found, cut.things)): named(found, cut.apart) for cut in found.cuts(9)}
    assert cuts[("Links",)] == ["Saalfeld/Saale"]
    assert cuts[("Rudolstadt",)] == ["Saalfeld/Saale"]
    assert len(cuts[("Steg",)]) == 2
    assert len(cuts) == 5
    ring = (*CHAIN, Measure(ref=E, label="Ring", places=(A, D)))
    assert bridges_of(store.with_name("ring"), ring, (A, B), (C, D)).cuts(9) == []


def test_a_loss_counts_pairs_of_cities_and_weighs_rarity(store: Path) -> None:
    records = (
        Measure(ref=M[0], label="Alle", places=(A, B, C, D)),
        Measure(ref=M[1], label="Steg", places=(B, C)),
    )
    found = bridges_of(store, records, (A, B), (C, D))
    losses = {named(found, each.things)[0]: each.loss for each in found.things(5)}
    assert {name: (loss.reasons, loss.of) for name, loss in losses.items()} == {
        "Alle": (4, 5),
        "Steg": (1, 5),
    }
    everywhere, rare = 4 * np.log(2), np.log(3)
    assert losses["Alle"].share == pytest.approx(everywhere / (everywhere + rare))
    assert (losses["Alle"].strongest, losses["Steg"].strongest) == (True, False)


def test_two_comparable_measures_are_one_bridge(store: Path) -> None:
    records = (
        Measure(ref=M[0], label="Funk", places=(A, B)),
        Measure(ref=M[1], label="Kabel", places=(C, D)),
        Relation(ref=M[0], relation=RelationKind.COMPARABLE, subject=M[0], object=M[1]),
    )
    found = bridges_of(store, records, (A, B), (C, D))
    (bridge,) = found.things(5)
    assert (bridge.layer, sorted(named(found, bridge.things))) == (Layer.COMPARABLE, ["Funk", "Kabel"])
    assert (bridge.loss.reasons, bridge.loss.of) == (4, 4)


def test_a_place_gathers_what_different_groups_plan_there(store: Path) -> None:
    hall = Place(ref=Ref(Kind.PLACE, "probe/halle"), label="Halle", part_of=B)
    records = (
        hall,
        Measure(ref=M[0], label="In der Halle", places=(hall.ref, C)),
        Measure(ref=M[1], label="Anderswo", places=(B, C)),
    )
    found = bridges_of(store, records, (B,), (C,))
    (place,) = found.places(5)
    assert (named(found, (place.place,)), named(found, place.joint)) == (["Halle"], ["In der Halle"])
    assert place.groups == (0, 1)


@pytest.mark.parametrize("seed", range(4))
def test_values_agree_with_a_plain_implementation(store: Path, seed: int) -> None:
    rng = random.Random(seed)  # noqa: S311 - made-up plans
    towns = (A, B, C, D)
    records = tuple(
        Measure(
            ref=Ref(Kind.MEASURE, f"probe/{n}"), label=f"M{n}", places=tuple(rng.sample(towns, 2 + n % 2))
        )
        for n in range(5)
    )
    everybody = Measure(ref=E, label="Alle", places=towns)
    found = bridges_of(store, (*records, everybody), (A, B), (C, D))
    plain: nx.Graph[str] = nx.Graph()
    for measure in (*records, everybody):
        for town in measure.places:
            weight = np.log1p(4 / len(measure.places))
            plain.add_edge(measure.label, NAMES[town], distance=round(1 / weight, 12))
    cities = set(NAMES.values())
    expected = dict.fromkeys(plain, 0.0)
    for a, b in combinations(sorted(cities), 2):
        ways = list(nx.all_shortest_paths(plain, a, b, weight="distance"))
        for way in ways:
            for node in way[1:-1]:
                expected[node] += 1 / len(ways) / 6
    for bridge in found.things(9):
        assert bridge.between == pytest.approx(expected[named(found, bridge.things)[0]])
    for city in found.cities(9):
        assert city.between == pytest.approx(expected[named(found, (city.city,))[0]])


def test_the_estimate_is_near_and_its_error_is_true(monkeypatch: pytest.MonkeyPatch) -> None:
    """On a graph small enough to count: of the greatest values nearly all lie in the stated intervals."""
    plain = nx.barabasi_albert_graph(400, 2, seed=1)
    graph = IgraphGraph.of(plain, None)
    exact = measuring.betweenness(graph, range(400))
    monkeypatch.setattr(measuring, "EXACT", 10)
    sampled = measuring.betweenness(graph, range(400))
    assert (exact.exact, sampled.exact, sampled.sources) == (True, False, 192)
    own = nx.betweenness_centrality(plain)
    assert exact.values == pytest.approx([own[node] * 399 * 398 / (400 * 399) for node in plain])
    greatest = np.argsort(-sampled.values)[:20]
    off = np.abs(sampled.values - exact.values)[greatest]
    assert np.mean(off <= sampled.errors[greatest]) >= 0.85
    assert sampled.values.argmax() == exact.values.argmax()


def test_bridges_of_the_examples(projection: Projection) -> None:
    from querbezug.graph.analysis import city_network

    ties = CityTies(projection)
    groups = city_network(projection, ties=ties).graph["groups"]
    rows = [np.array([ties.row[projection.index[city]] for city in group.members]) for group in groups]
    found = Bridges(ties, rows)
    bridges = found.things(20)
    labels = {projection.labels[thing] for bridge in bridges for thing in bridge.things}
    assert {"Städtenetzwerk Demografie", "Interkommunale Kooperation"} <= labels
    for bridge in bridges:
        assert len(bridge.groups) > 1
        assert 0 < bridge.loss.share <= 1
        assert 1 <= bridge.loss.reasons <= bridge.loss.of
    assert Layer.TOPIC not in {bridge.layer for bridge in bridges}
