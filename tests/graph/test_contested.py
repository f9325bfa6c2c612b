"""What is contested and agreed: by simulation, by hand, by invariants."""

from __future__ import annotations

import numpy as np
import pytest
from graph.towns_making import names, number, projection_of
from hypothesis import given
from hypothesis import strategies as st

from querbezug.graph.analysis.contested import Verdict, opinions, probabilities, sides, voices, votes
from querbezug.ontology.terms import QUER

COUNTS = st.integers(0, 60)


def verdict(support: int, objection: int) -> tuple[Verdict, float]:
    (found,) = opinions(np.array([support]), np.array([objection]))
    return found.verdict, found.probability


def chances(support: int, objection: int) -> tuple[float, float, float]:
    contested, agreed, rejected = probabilities(np.array([support]), np.array([objection]))
    return float(contested[0]), float(agreed[0]), float(rejected[0])


@pytest.mark.parametrize(
    ("support", "objection", "expected"),
    [
        (1, 1, Verdict.OPEN),
        (2, 0, Verdict.OPEN),
        (2, 1, Verdict.OPEN),
        (5, 5, Verdict.CONTESTED),
        (3, 0, Verdict.AGREED),
        (30, 3, Verdict.AGREED),
        (0, 4, Verdict.REJECTED),
        (40, 41, Verdict.CONTESTED),
    ],
)
def test_verdicts_by_hand(support: int, objection: int, expected: Verdict) -> None:
    assert verdict(support, objection)[0] is expected


def test_few_unanimous_voices_are_not_sure_and_many_are() -> None:
    assert verdict(3, 0)[1] == pytest.approx(1 - (2 / 3) ** 4)
    assert verdict(6, 0)[1] > 0.9 > verdict(4, 0)[1]


def test_probabilities_are_those_of_a_simulation() -> None:
    drawn = np.random.default_rng(7).beta(1 + 8, 1 + 5, 200_000)
    middle = np.mean((drawn >= 1 / 3) & (drawn <= 2 / 3))
    expected = (middle, np.mean(drawn > 2 / 3), np.mean(drawn < 1 / 3))
    assert chances(8, 5) == pytest.approx(expected, abs=0.005)


@given(COUNTS, COUNTS)
def test_probabilities_add_up_and_do_not_prefer_a_side(support: int, objection: int) -> None:
    contested, agreed, rejected = chances(support, objection)
    assert contested + agreed + rejected == pytest.approx(1)
    assert chances(objection, support) == pytest.approx((contested, rejected, agreed))


@given(COUNTS, COUNTS)
def test_another_supporter_never_makes_agreement_less_likely(support: int, objection: int) -> None:
    before, after = chances(support, objection), chances(support + 1, objection)
    assert after[1] >= before[1] - 1e-12
    assert after[2] <= before[2] + 1e-12


@given(st.lists(st.tuples(COUNTS, COUNTS), max_size=8))
def test_each_thing_with_voices_has_one_opinion_whatever_the_others(counts: list[tuple[int, int]]) -> None:
    support, objection = np.array(counts, dtype=np.int64).reshape(-1, 2).T
    found = opinions(support, objection)
    assert [each.thing for each in found] == [n for n, (pro, contra) in enumerate(counts) if pro + contra]
    for each in found:
        assert (each.verdict, each.probability) == verdict(each.support, each.objection)
        assert each.low <= (each.support + 1) / (each.support + each.objection + 2) <= each.high


THINGS = {
    "ziel": "goal",
    **dict.fromkeys(("k1", "k2", "k3", "k4"), "comment"),
    "v": "process",
    "w": "process",
}
STANCES = {
    QUER.supports: [("k1", "ziel"), ("k2", "ziel"), ("k4", "ziel")],
    QUER.opposes: [("k3", "ziel"), ("k4", "ziel")],
}


def test_who_agrees_and_objects_at_once_counts_for_neither() -> None:
    projection = projection_of(THINGS, STANCES)
    ziel = number(projection, "ziel")
    support, objection = voices(projection)
    assert (support[ziel], objection[ziel]) == (2, 1)
    pro, contra = sides(projection, ziel)
    assert (names(projection, pro), names(projection, contra)) == (["k1", "k2"], ["k3"])


def test_only_the_contributions_that_count_are_counted() -> None:
    projection = projection_of(THINGS, STANCES)
    chosen = np.zeros(len(THINGS), np.bool_)
    chosen[[number(projection, name) for name in ("k1", "k3")]] = True
    support, objection = voices(projection, chosen)
    assert (support.sum(), objection.sum()) == (1, 1)


def test_votes_count_only_where_somebody_could_vote_against() -> None:
    links = {QUER.submittedIn: [("k1", "v"), ("k2", "v"), ("k3", "w")]}
    projection = projection_of(THINGS, links, votes={"k1": (5, 3), "k2": (7, 0), "k3": (9, 0)})
    support, objection = votes(projection)
    told = {name: (support[number(projection, name)], objection[number(projection, name)]) for name in THINGS}
    assert (told["k1"], told["k2"], told["k3"]) == ((5, 3), (7, 0), (0, 0))
