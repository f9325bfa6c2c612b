"""Maps: everything is in the picture exactly once, at its place, and no link leads astray."""

from __future__ import annotations

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from querbezug.visualise.karte import MOST_TOWNS, NARROW, TOWN_CELL, WIDE, MapPicture, Placed, bounds_of, draw
from querbezug.visualise.palette import kind_mark
from querbezug.visualise.sheet import Bounds
from querbezug.visualise.spot_map import HEIGHT, WIDTH, spot_map

SPOT = st.tuples(st.floats(47, 55), st.floats(6, 15))


def placed(spots: list[tuple[float, float]], kind: str = "idea") -> list[Placed]:
    mark = kind_mark(kind)
    return [Placed(f"urn:{n}", f"Ding {n}", kind, lat, lon, mark, n) for n, (lat, lon) in enumerate(spots)]


def drawn(things: list[Placed], bounds: Bounds | None = None, *, narrow: bool = False) -> MapPicture:
    frame = NARROW if narrow else WIDE
    return draw(things, bounds or bounds_of(things), frame, str, lambda part: f"/?{part}", str)


@given(st.lists(SPOT, max_size=60), st.booleans())
def test_each_thing_counts_once_and_lies_in_the_frame(spots: list[tuple[float, float]], narrow: bool) -> None:
    picture = drawn(placed(spots), narrow=narrow)
    assert sum(sign.count for sign in picture.signs) == len(spots)
    assert all(0 <= sign.x <= picture.width and 0 <= sign.y <= picture.height for sign in picture.signs)


def test_north_is_up_and_east_is_right() -> None:
    things = placed([(48.1, 11.5), (53.5, 10.0), (52.5, 13.4)])
    at = {sign.title: (sign.x, sign.y) for sign in drawn(things).signs}
    assert at["Ding 1"][1] < at["Ding 2"][1] < at["Ding 0"][1]
    assert at["Ding 1"][0] < at["Ding 0"][0] < at["Ding 2"][0]


def test_near_things_are_one_sign_that_leads_closer_until_they_part() -> None:
    things = placed([(50.7, 7.1), (50.701, 7.101), (50.702, 7.1), (53.0, 13.0)])
    together = next(sign for sign in drawn(things).signs if sign.count > 1)
    assert together.count == 3
    assert together.href.startswith("/?")
    closer = drawn(things, bounds_of(things[:3]))
    assert [sign.count for sign in closer.signs] == [1, 1, 1]


def test_towns_are_named_the_larger_first_and_no_name_covers_another() -> None:
    towns = placed([(50.0 + n / 50, 10.0 + n / 60) for n in range(12)], "municipality")
    named = [sign for sign in drawn([*towns, *placed([(53.0, 14.0)])], narrow=True).signs if sign.name]
    assert 0 < len(named) < 12
    assert "Ding 11" in {sign.title for sign in named}


@given(st.lists(SPOT, min_size=MOST_TOWNS + 1, max_size=3 * MOST_TOWNS))
def test_of_very_many_towns_the_heaviest_of_each_area_are_drawn_apart(
    spots: list[tuple[float, float]],
) -> None:
    towns = placed(spots, "municipality")
    picture = drawn(towns)
    titles = [sign.title for sign in picture.signs]
    assert picture.towns == len(towns)
    assert len(titles) == len(towns) - picture.left_out
    assert f"Ding {len(towns) - 1}" in titles
    assert len(titles) <= (WIDE.width / TOWN_CELL + 1) * (WIDE.height / TOWN_CELL + 1)


def test_fewer_towns_are_all_drawn() -> None:
    picture = drawn(placed([(50.0 + n / 1e4, 10.0) for n in range(MOST_TOWNS)], "municipality"))
    assert len(picture.signs) == MOST_TOWNS
    assert picture.left_out == 0


def test_the_graticule_is_drawn_at_round_degrees() -> None:
    lines = drawn(placed([(50.0, 8.0), (52.0, 12.0)])).lines
    assert {line.is_parallel for line in lines} == {True, False}
    assert all(math.isclose(line.degrees * 10, round(line.degrees * 10)) for line in lines)


@pytest.mark.parametrize("things", [[], placed([(50.7, 7.1)]), placed([(50.7, 7.1)] * 5)])
def test_few_things_or_none_make_a_map_too(things: list[Placed]) -> None:
    assert sum(sign.count for sign in drawn(things).signs) == len(things)


@given(SPOT, st.lists(SPOT, max_size=40))
def test_a_spot_and_those_around_it_stay_in_the_small_picture(
    here: tuple[float, float], others: list[tuple[float, float]]
) -> None:
    small = spot_map(here, others)
    assert small.count == len(others)
    for x, y in [(small.x, small.y), *small.dots]:
        assert -2 <= x <= WIDTH + 2
        assert -2 <= y <= HEIGHT + 2
    assert small.scale <= WIDTH / 3 or small.kilometres == 0.1
