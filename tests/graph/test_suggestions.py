"""Cooperation suggestions and their back-test: by hand, against networkx, by invariants."""

from __future__ import annotations

from math import exp, log

import networkx as nx
import numpy as np
import pytest
from graph.towns_making import names, number, projection_of
from hypothesis import given, settings
from hypothesis import strategies as st

from querbezug.graph.analysis import Projection
from querbezug.graph.analysis.backtest import backtest
from querbezug.graph.analysis.shares import Shares
from querbezug.graph.analysis.suggestions import (
    CHOSEN,
    REACH_KM,
    Affinity,
    Method,
    chosen,
    suggestions,
)
from querbezug.graph.analysis.trials import POPULARITY, RANDOM, area_under_curve, name_of
from querbezug.ontology.terms import QUER

TOWNS = "abcdef"
Memberships = dict[str, set[str]]


def towns_with(
    having: Memberships, cooperations: Memberships | None = None, *, apart: bool = False
) -> Projection:
    """Return towns that have measures and belong to cooperations."""
    things = dict.fromkeys(TOWNS, "municipality") | dict.fromkeys(having, "measure")
    things |= dict.fromkeys(cooperations or {}, "cooperation")
    links = {
        QUER.planningArea: [(measure, town) for measure, towns in having.items() for town in towns],
        QUER.hasMemberMunicipality: [
            (c, town) for c, towns in (cooperations or {}).items() for town in towns
        ],
    }
    positions = {town: (50.0, 8.0 + n) for n, town in enumerate(TOWNS)} if apart else None
    return projection_of(things, links, positions=positions)


def scores(
    projection: Projection, method: Method, reach: float | None = None
) -> dict[tuple[str, str], float]:
    shares = Shares.of(projection)
    affinity = Affinity(shares, projection, method, reach)
    count = len(shares.towns)
    whole = affinity.block(0, count)
    left, right = np.triu_indices(count, k=1)
    assert affinity.of_pairs(left, right) == pytest.approx(whole[left, right])
    assert whole == pytest.approx(whole.T)
    towns = names(projection, shares.towns.tolist())
    return {(towns[a], towns[b]): whole[a, b] for a, b in zip(left, right, strict=True)}


MEASURES = st.dictionaries(
    st.sampled_from(["m0", "m1", "m2", "m3", "m4"]), st.sets(st.sampled_from(TOWNS), min_size=1), min_size=1
)


@settings(deadline=None, max_examples=40)
@given(MEASURES)
def test_adamic_adar_and_resources_are_those_of_networkx(having: Memberships) -> None:
    projection = towns_with(having)
    network: nx.Graph[str] = nx.Graph((measure, town) for measure, towns in having.items() for town in towns)
    ours = scores(projection, Method.ADAMIC_ADAR), scores(projection, Method.RESOURCES)
    pairs = list(ours[0])
    theirs = nx.adamic_adar_index(network, pairs), nx.resource_allocation_index(network, pairs)
    for mine, reference in zip(ours, theirs, strict=True):
        assert mine == pytest.approx({(a, b): value for a, b, value in reference})


def test_common_and_cosine_by_hand() -> None:
    projection = towns_with({"m0": {"a", "b"}, "m1": {"a", "b", "c"}, "m2": {"c"}})
    assert scores(projection, Method.COMMON) == {("a", "b"): 2, ("a", "c"): 1, ("b", "c"): 1}
    assert scores(projection, Method.COSINE) == pytest.approx(
        {("a", "b"): 1, ("a", "c"): 1 / 2, ("b", "c"): 1 / 2}
    )


def test_ties_weigh_rare_things_more() -> None:
    found = scores(towns_with({"m0": {"a", "b"}, "m1": {"a", "b", "c"}}), Method.TIES)
    assert found["a", "b"] == pytest.approx(log(1 + 6 / 2) + log(1 + 6 / 3))
    assert found["b", "c"] == pytest.approx(log(1 + 6 / 3))


def test_distance_divides_towns_that_share_the_same() -> None:
    projection = towns_with({"m0": set("abc")}, apart=True)
    near, far = (scores(projection, Method.COMMON, 100.0)[pair] for pair in (("a", "b"), ("a", "c")))
    kilometres = chosen(Shares.of(projection), projection).kilometres(
        number(projection, "a"), number(projection, "b")
    )
    assert kilometres == pytest.approx(71.5, abs=0.2)
    assert near == pytest.approx(2 * exp(-(kilometres or 0) / 100.0))
    assert near > far > 0


def test_towns_that_cooperate_or_share_nothing_are_not_suggested() -> None:
    having = {"m0": {"a", "b"}, "m1": {"a", "c"}, "m2": {"d"}}
    projection = towns_with(having, {"k": {"a", "b"}}, apart=True)
    affinity = chosen(Shares.of(projection), projection)
    found = suggestions(affinity, 10)
    assert [names(projection, [each.left, each.right]) for each in found] == [["a", "c"]]
    (of_c,) = suggestions(affinity, 10, number(projection, "c"))
    assert (names(projection, [of_c.left, of_c.right]), of_c.score) == (
        ["c", "a"],
        pytest.approx(found[0].score),
    )
    assert suggestions(affinity, 10, number(projection, "f")) == []


@settings(deadline=None, max_examples=40)
@given(MEASURES, MEASURES, st.integers(1, 6))
def test_the_best_are_those_of_a_plain_sort(having: Memberships, together: Memberships, most: int) -> None:
    cooperations = {f"k{name}": towns for name, towns in together.items()}
    projection = towns_with(having, cooperations, apart=True)
    affinity = chosen(Shares.of(projection), projection)
    _, _, best = affinity.best(most)
    found = scores(projection, CHOSEN, REACH_KM)
    shared = scores(projection, CHOSEN)
    apart = [
        score
        for pair, score in found.items()
        if shared[pair] > 0 and not any(set(pair) <= towns for towns in cooperations.values())
    ]
    assert best.tolist() == pytest.approx(sorted(apart, reverse=True)[:most])


@settings(deadline=None, max_examples=40)
@given(MEASURES)
def test_sharing_more_never_lowers_a_score(having: Memberships) -> None:
    more = {**having, "neu": {"a", "b"}}
    for method in (Method.COMMON, Method.ADAMIC_ADAR, Method.RESOURCES):
        before, after = scores(towns_with(having), method), scores(towns_with(more), method)
        assert after["a", "b"] > before.get(("a", "b"), 0.0)


@given(
    st.lists(st.integers(0, 4), min_size=1, max_size=8), st.lists(st.integers(0, 4), min_size=1, max_size=8)
)
def test_the_area_is_the_share_of_pairs_in_order(positive: list[int], negative: list[int]) -> None:
    wins = sum((p > n) + (p == n) / 2 for p in positive for n in negative)
    found = area_under_curve(np.array(positive, float), np.array(negative, float))
    assert found == pytest.approx(wins / (len(positive) * len(negative)))


def test_the_backtest_finds_what_is_planted_and_nothing_where_nothing_is() -> None:
    planted = {f"m{n}": set(towns) for n, towns in enumerate(("abc", "abc", "def", "def"))}
    cooperations = {"k0": set("abc"), "k1": set("def")}
    found = backtest(towns_with(planted, cooperations), share=0.3, repeats=5, k=2)
    assert found is not None
    best = found.of(name_of(Method.COMMON, distance=False))
    assert (best.auc.mean, best.precision.mean) == (1.0, 1.0)
    assert found.of(RANDOM).auc.mean == 0.5
    scattered = {"m0": set("ad"), "m1": set("be"), "m2": set("cf")}
    lost = backtest(towns_with(scattered, cooperations), share=0.3, repeats=5, k=2)
    assert lost is not None
    assert lost.of(name_of(Method.COMMON, distance=False)).precision.mean == 0.0
    assert lost.sharing == 0.0


def test_what_is_planned_for_a_region_does_not_betray_a_hidden_membership() -> None:
    things = dict.fromkeys("abcd", "municipality") | {"k": "cooperation", "r": "region", "m": "measure"}
    links = {
        QUER.hasMemberMunicipality: [("k", town) for town in "abcd"],
        QUER.territory: [("k", "r")],
        QUER.planningArea: [("m", "r")],
    }
    found = backtest(projection_of(things, links), share=0.25, repeats=3, k=3)
    assert found is None or found.sharing == 0.0


def test_without_cooperations_there_is_nothing_to_test() -> None:
    assert backtest(towns_with({"m0": set("abc")}), repeats=2) is None


def test_on_the_examples_suggestions_beat_chance_and_popularity(projection: Projection) -> None:
    found = backtest(projection, repeats=6)
    assert found is not None
    ours = found.of(name_of(CHOSEN, distance=True))
    for baseline in (RANDOM, POPULARITY):
        assert ours.auc.mean > found.of(baseline).auc.mean + 0.1
        assert ours.precision.mean > 2 * found.of(baseline).precision.mean
    assert backtest(projection, repeats=6) == found
