"""Where plans and wishes fall: places by hand, spots on the map by counting."""

from __future__ import annotations

from itertools import pairwise

import numpy as np
from graph.projection_making import names, projection_of
from hypothesis import given, settings
from hypothesis import strategies as st

from querbezug.graph.analysis.coverage import METRES_PER_DEGREE, at_places, ideas_at, measures_at, spots
from querbezug.graph.analysis.sparse import in_column
from querbezug.ontology.terms import DCTERMS, QUER

THINGS = {
    "town": "municipality",
    "county": "place",
    "district": "place",
    "hall": "place",
    "other": "place",
    "build": "measure",
    "everywhere": "measure",
    "wish": "idea",
    "word": "comment",
}
LINKS = (
    ("hall", DCTERMS.isPartOf, "district"),
    ("district", DCTERMS.isPartOf, "town"),
    ("other", DCTERMS.isPartOf, "town"),
    ("town", DCTERMS.isPartOf, "county"),
    ("build", QUER.planningArea, "hall"),
    ("everywhere", QUER.planningArea, "town"),
    ("wish", QUER.planningArea, "hall"),
    ("wish", QUER.mentions, "district"),
    ("word", QUER.mentions, "other"),
)


def test_what_is_at_a_site_is_in_its_district_and_town_but_not_beyond() -> None:
    projection = projection_of(THINGS, LINKS)
    counts = dict(zip(projection.iris, in_column(measures_at(projection)).tolist(), strict=True))
    assert {name: n for name, n in counts.items() if n} == {"hall": 1, "district": 1, "town": 2}


def test_a_voice_counts_once_for_each_place() -> None:
    projection = projection_of(THINGS, LINKS)
    counts = dict(zip(projection.iris, in_column(ideas_at(projection)).tolist(), strict=True))
    assert {name: n for name, n in counts.items() if n} == {"hall": 1, "district": 1, "other": 1, "town": 2}


def test_a_place_within_itself_ends() -> None:
    projection = projection_of(THINGS, (*LINKS, ("district", DCTERMS.isPartOf, "hall")))
    found = at_places(projection, projection.numbers("measure"), QUER.planningArea)
    assert "hall" in names(projection, np.flatnonzero(in_column(found)))


def metres(north: float, east: float) -> tuple[float, float]:
    """Return latitude and longitude so many metres from a point in Bonn."""
    latitude = 50.73 + north / METRES_PER_DEGREE
    return latitude, 7.1 + east / (METRES_PER_DEGREE * np.cos(np.radians(50.73)))


def test_the_fullest_spot_comes_first() -> None:
    points = [metres(n, 0) for n in (0, 20, 40)] + [metres(3000, e) for e in (0, 20, 40, 60, 80)]
    lying = np.array(points)
    found = list(spots(lying[:, 0], lying[:, 1], 400, 2))
    assert [len(spot.members) for spot in found] == [5, 3]
    assert np.isclose(found[0].latitude, metres(3000, 0)[0])


def test_few_points_make_no_spot() -> None:
    lying = np.array([metres(0, 0), metres(5000, 0)])
    assert not list(spots(lying[:, 0], lying[:, 1], 400, 2))
    assert not list(spots(np.zeros(0), np.zeros(0), 400, 1))


OFFSETS = st.lists(st.tuples(st.floats(-2000, 2000), st.floats(-2000, 2000)), min_size=1, max_size=40)


@settings(deadline=None)
@given(OFFSETS)
def test_no_point_is_in_two_spots_and_all_are_in_one(offsets: list[tuple[float, float]]) -> None:
    lying = np.array([metres(*each) for each in offsets])
    found = list(spots(lying[:, 0], lying[:, 1], 400, 1))
    members = np.concatenate([spot.members for spot in found])
    assert sorted(members.tolist()) == list(range(len(offsets)))
    sizes = [len(spot.members) for spot in found]
    assert all(one >= other for one, other in pairwise(sizes))


@settings(deadline=None)
@given(OFFSETS)
def test_points_of_a_spot_lie_close(offsets: list[tuple[float, float]]) -> None:
    lying = np.array([metres(*each) for each in offsets])
    for spot in spots(lying[:, 0], lying[:, 1], 400, 2):
        north = np.ptp(lying[spot.members, 0]) * METRES_PER_DEGREE
        east = np.ptp(lying[spot.members, 1]) * METRES_PER_DEGREE * np.cos(np.radians(50.73))
        assert north <= 400.1
        assert east <= 404  # the grid of the next row may be shifted by a little


@settings(deadline=None)
@given(OFFSETS, st.randoms())
def test_the_order_of_the_points_does_not_matter(offsets: list[tuple[float, float]], chance: object) -> None:
    mixed = sorted(offsets, key=lambda _: chance.random())  # type: ignore[attr-defined]
    sizes = [
        [len(spot.members) for spot in spots(lying[:, 0], lying[:, 1], 400, 1)]
        for lying in (np.array([metres(*each) for each in order]) for order in (offsets, mixed))
    ]
    assert sizes[0] == sizes[1]
