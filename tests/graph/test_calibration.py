"""Confidence is worth what annotated texts say it is, and never turns an order around."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from querbezug.graph.links import functions, stances, topics
from querbezug.graph.links.calibration import calibrated, curves

METHODS = (functions.METHOD, stances.METHOD, topics.METHOD)


@pytest.mark.parametrize("method", METHODS)
def test_each_curve_rises(method: str) -> None:
    points = curves()[method]
    assert len(points) > 3
    for (x, y), (further, higher) in pairwise(points):
        assert x < further
        assert 0 < y <= higher < 1


@given(st.sampled_from(METHODS), st.floats(0, 1), st.floats(0, 1))
def test_what_claims_more_is_never_worth_less(method: str, one: float, other: float) -> None:
    low, high = sorted((one, other))
    assert 0 <= calibrated(method, low) <= calibrated(method, high) <= 1


@pytest.mark.parametrize("method", METHODS)
def test_the_points_of_a_curve_are_met(method: str) -> None:
    for claimed, right in curves()[method]:
        assert calibrated(method, claimed) == pytest.approx(right)


@given(st.floats(0, 1))
def test_a_method_without_a_curve_keeps_its_confidence(claimed: float) -> None:
    assert calibrated("place-name", claimed) == claimed
