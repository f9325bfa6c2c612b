"""The network of cities: checked by hand on a small region, by invariants on the examples."""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import replace
from math import log
from pathlib import Path

import networkx as nx
import pytest
from graph.making import store_of, thing

from querbezug.graph.analysis import CityTies, Layer, Projection, Reason, city_network, project, ties_between
from querbezug.graph.records import (
    AnyRecord,
    Comment,
    Cooperation,
    Goal,
    Kind,
    Measure,
    Place,
    PlaceKind,
    Ref,
    Relation,
    RelationKind,
    Theme,
)

SAALFELD, RUDOLSTADT, BLANKENBURG = (
    thing("place", slug) for slug in ("saalfeld-saale", "rudolstadt", "bad-blankenburg")
)
A, B, C, D = (Ref(Kind.PLACE, f"ags:{ags}") for ags in ("16073077", "16073076", "16073005", "09463000"))
THEME, OTHER = Ref(Kind.CROSS_CUTTING, "probe/digital"), Ref(Kind.FIELD, "probe/verkehr")
M = Ref(Kind.MEASURE, "probe/alle"), Ref(Kind.MEASURE, "probe/zwei"), Ref(Kind.MEASURE, "probe/eine")


def town(ref: Ref, label: str) -> Place:
    return Place(ref=ref, label=label, place_kind=PlaceKind.MUNICIPALITY, ags=ref.key.removeprefix("ags:"))


TOWNS = (town(A, "Saalfeld/Saale"), town(B, "Rudolstadt"), town(C, "Bad Blankenburg"), town(D, "Coburg"))
REGION: tuple[AnyRecord, ...] = (
    *TOWNS,
    Measure(ref=M[0], label="Alle drei", places=(A, B, C)),
    Measure(ref=M[1], label="Nur zwei", places=(A, B)),
    Measure(ref=M[2], label="Gefolgert", places=(B, C), inferred=frozenset({"places"})),
    Cooperation(ref=Ref(Kind.COOPERATION, "probe/bund"), label="Bund", members=(A, D)),
)


FAR = frozenset(Layer) - {Layer.NEIGHBOUR}
"""All layers but that of neighbours, which the towns of the small region all are."""


def network_of(store: Path, records: Sequence[AnyRecord] = REGION, *, linked: bool = False) -> nx.Graph[str]:
    projection = project(store_of(store, *records, linked=linked))
    return city_network(projection, ties=CityTies(projection, FAR))


def labels(network: nx.Graph[str], left: str, right: str) -> list[tuple[str, str]]:
    return [(reason.layer.value, reason.label) for reason in network.edges[left, right]["reasons"]]


def both_ways(reasons: Sequence[Reason]) -> list[tuple[float, str, list[str]]]:
    """Return reasons without their direction: of two comparable things either may come first."""
    return sorted((r.weight, r.layer.value, sorted((r.label, r.detail))) for r in reasons)


def test_weights_are_the_layer_s_weight_times_rarity(store: Path) -> None:
    network = network_of(store)
    coburg = thing("place", "coburg")
    assert {frozenset(edge) for edge in network.edges} == {
        frozenset(pair)
        for pair in (
            (SAALFELD, RUDOLSTADT),
            (SAALFELD, BLANKENBURG),
            (RUDOLSTADT, BLANKENBURG),
            (SAALFELD, coburg),
        )
    }
    all_three, two = log(1 + 4 / 3), log(1 + 4 / 2)
    assert network.edges[SAALFELD, RUDOLSTADT]["weight"] == pytest.approx(all_three + two)
    assert network.edges[SAALFELD, BLANKENBURG]["weight"] == pytest.approx(all_three)
    assert network.edges[RUDOLSTADT, BLANKENBURG]["weight"] == pytest.approx(all_three + two / 2)
    assert network.edges[SAALFELD, coburg]["weight"] == pytest.approx(two)


def test_reasons_come_heaviest_first_and_say_what_was_concluded(store: Path) -> None:
    network = network_of(store)
    assert labels(network, SAALFELD, RUDOLSTADT) == [("measure", "Nur zwei"), ("measure", "Alle drei")]
    reasons: list[Reason] = network.edges[RUDOLSTADT, BLANKENBURG]["reasons"]
    assert [(r.label, r.inferred) for r in reasons] == [("Alle drei", False), ("Gefolgert", True)]
    assert network.nodes[SAALFELD]["cooperations"] == ["Bund"]


def test_a_measure_in_a_site_or_region_is_one_of_the_towns_there(store: Path) -> None:
    region = Ref(Kind.REGION, "probe/region")
    site = Place(ref=Ref(Kind.PLACE, "probe/halle"), label="Halle", part_of=A)
    records = (
        *TOWNS[:3],
        site,
        Cooperation(ref=Ref(Kind.COOPERATION, "probe/bund"), label="Bund", members=(B, C), region=region),
        Measure(ref=M[0], label="Hier und dort", places=(site.ref, region)),
    )
    network = network_of(store, records)
    assert labels(network, SAALFELD, RUDOLSTADT) == [("measure", "Hier und dort")]
    assert labels(network, RUDOLSTADT, BLANKENBURG) == [("cooperation", "Bund"), ("measure", "Hier und dort")]


def test_shared_themes_goals_and_comparable_measures_tie(store: Path) -> None:
    records = (
        *TOWNS[:3],
        Theme(ref=THEME, label="Digitales"),
        Goal(ref=Ref(Kind.GOAL, "probe/z"), label="Netz", places=(A, B), themes=(THEME,)),
        Measure(ref=M[0], label="Funk", places=(B,)),
        Measure(ref=M[1], label="Kabel", places=(C,)),
        Relation(ref=M[0], relation=RelationKind.COMPARABLE, subject=M[0], object=M[1]),
    )
    network = network_of(store, records)
    assert sorted(labels(network, SAALFELD, RUDOLSTADT)) == [("goal", "Netz"), ("theme", "Digitales")]
    (reason,) = network.edges[RUDOLSTADT, BLANKENBURG]["reasons"]
    assert (reason.layer, {reason.label, reason.detail}) == (Layer.COMPARABLE, {"Funk", "Kabel"})


def test_themes_that_match_over_regions_count_as_one(store: Path) -> None:
    records = (
        *TOWNS[:2],
        Theme(ref=THEME, label="Digitales"),
        Theme(ref=replace(THEME, key="anders/digital"), label="Digitalisierung"),
        Measure(ref=M[0], label="Funk", places=(A,), themes=(THEME,)),
        Measure(ref=M[1], label="Kabel", places=(B,), themes=(replace(THEME, key="anders/digital"),)),
        Relation(
            ref=THEME,
            relation=RelationKind.SAME_THEME,
            subject=THEME,
            object=replace(THEME, key="anders/digital"),
        ),
    )
    ((layer, _),) = labels(network_of(store, records), SAALFELD, RUDOLSTADT)
    assert layer == "theme"


def test_a_comment_that_names_two_towns_ties_them(store: Path) -> None:
    text = "Von Saalfeld nach Rudolstadt fehlt ein Radweg."
    comment = Comment(ref=Ref(Kind.COMMENT, "probe/1"), text=text, sequence=1)
    network = network_of(store, (*TOWNS[:2], comment), linked=True)
    assert labels(network, SAALFELD, RUDOLSTADT) == [("co-mention", text)]


@pytest.mark.parametrize("seed", range(3))
def test_the_order_of_the_records_does_not_matter(store: Path, tmp_path: Path, seed: int) -> None:
    shuffled = random.Random(seed).sample(REGION, len(REGION))  # noqa: S311 - an order, not a secret
    one, two = network_of(store), network_of(tmp_path / "other", shuffled)
    assert nx.utils.graphs_equal(one, two)
    assert one.graph == two.graph


def test_adding_a_shared_measure_never_loosens_a_tie(store: Path, tmp_path: Path) -> None:
    more = (*REGION, Measure(ref=Ref(Kind.MEASURE, "probe/neu"), label="Neu", places=(A, C)))
    before, after = network_of(store), network_of(tmp_path / "other", more)
    for left, right, data in before.edges(data=True):
        assert after.edges[left, right]["weight"] >= data["weight"] - 1e-9
    assert after.edges[SAALFELD, BLANKENBURG]["weight"] > before.edges[SAALFELD, BLANKENBURG]["weight"]


def test_an_empty_graph_has_an_empty_network(store: Path) -> None:
    network = network_of(store, (Goal(ref=Ref(Kind.GOAL, "probe/z"), label="Ziel"),))
    assert (len(network), network.graph["groups"], network.graph["total_edges"]) == (0, [], 0)


def test_the_three_towns_of_the_saalebogen_are_tied_with_reasons(projection: Projection) -> None:
    network = city_network(projection)
    for left, right in ((SAALFELD, RUDOLSTADT), (SAALFELD, BLANKENBURG), (RUDOLSTADT, BLANKENBURG)):
        told = labels(network, left, right)
        assert ("cooperation", "Städtedreieck am Saalebogen") in told
        assert ("theme", "Digitalisierung") in told
        assert ("goal", "Aufbau gemeinsamer digitaler Systeme in der Städtekooperation") in told
        assert {"measure", "goal", "theme", "cooperation"} <= {layer for layer, _ in told}


def test_the_other_regions_hang_on_where_the_facts_say_so(projection: Projection) -> None:
    network = city_network(projection)
    assert nx.is_connected(network)
    for slug, tie in (
        ("goerlitz", ("cooperation", "Städtenetzwerk Demografie")),
        ("heldburg", ("planner", "IPU GmbH")),
        ("teublitz", ("comparable", "Radverkehr für Alltag und Tourismus")),
    ):
        assert tie in labels(network, SAALFELD, thing("place", slug))


def test_the_network_of_the_examples_keeps_its_promises(projection: Projection) -> None:
    ties = CityTies(projection)
    network = city_network(projection, ties=ties)
    assert network.graph["total_edges"] == network.number_of_edges()
    assert not list(nx.selfloop_edges(network))
    for left, right, data in network.edges(data=True):
        weights = [reason.weight for reason in data["reasons"]]
        assert data["weight"] == pytest.approx(sum(weights))
        assert weights == sorted(weights, reverse=True)
        assert all(reason.label and reason.sources for reason in data["reasons"])
        there, back = (ties_between(projection, *ends, ties) for ends in ((left, right), (right, left)))
        assert data["reasons"] in (there, back)
        assert both_ways(there) == both_ways(back)
    members = [city for group in network.graph["groups"] for city in group.members]
    assert sorted(members) == sorted(network)
    assert all(network.graph["groups"][data["group"]].label for _, data in network.nodes(data=True))
    carrying = network.edge_subgraph([(a, b) for a, b, kept in network.edges(data="backbone") if kept])
    assert nx.number_connected_components(carrying) == nx.number_connected_components(network)


def test_groups_are_the_same_on_each_run(projection: Projection) -> None:
    assert city_network(projection).graph["groups"] == city_network(projection).graph["groups"]
