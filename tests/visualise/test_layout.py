"""Layouts are the same each time, and no label covers another."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from visualise.samples import cities, neighbourhood

from querbezug.graph.records import Kind
from querbezug.visualise.boxes import Box, apart, node_box, overlapping, wrapped
from querbezug.visualise.geography import geographic
from querbezug.visualise.sectors import bands, sectors
from querbezug.visualise.view import Frame

WIDE, NARROW = Frame(1120, 700), Frame(560, 900)
SIDES = st.floats(6, 80)
POINTS = st.tuples(st.floats(0, 1000), st.floats(0, 700))


def city_boxes():
    return {
        key: node_box(wrapped(data["label"], 20, 2), 12, 14, 9) for key, data in cities().nodes(data=True)
    }


def city_places():
    return {
        key: None if data["latitude"] is None else (data["latitude"], data["longitude"])
        for key, data in cities().nodes(data=True)
    }


@pytest.mark.parametrize("frame", [WIDE, NARROW])
def test_cities_do_not_cover_each_other_and_stand_the_same_each_time(frame):
    positions, grown = geographic(city_places(), city_boxes(), frame)
    assert set(positions) == set(cities())
    assert overlapping(positions, city_boxes()) == []
    assert (positions, grown) == geographic(dict(reversed(city_places().items())), city_boxes(), frame)


def test_a_picture_of_44_cities_stays_readable_at_1440_by_900():
    _, grown = geographic(city_places(), city_boxes(), WIDE)
    assert 1110 / grown.width * 13 > 9, "labels of 13 px must not shrink below 9 px"


def test_north_stays_north_between_regions():
    places = {"north": (53.5, 10.0), "middle": (51.0, 10.1), "south": (48.1, 10.2)}
    positions, _ = geographic(places, dict.fromkeys(places, Box(30, 10, 30)), WIDE)
    assert positions["north"][1] < positions["middle"][1] < positions["south"][1]


@pytest.mark.parametrize(
    "places", [{}, {"a": None}, {"a": (50.0, 11.0)}, {"a": (50.0, 11.0), "b": (50.0, 11.0)}]
)
def test_degenerate_maps_have_a_layout(places):
    boxes = dict.fromkeys(places, Box(40, 10, 30))
    positions, _ = geographic(places, boxes, WIDE)
    assert set(positions) == set(places)
    assert overlapping(positions, boxes) == []


@settings(max_examples=60, deadline=None)
@given(st.lists(st.tuples(POINTS, SIDES, SIDES, SIDES), min_size=1, max_size=25))
def test_boxes_come_apart_inside_the_frame(entries):
    start = {str(number): point for number, (point, *_) in enumerate(entries)}
    boxes = {str(number): Box(*sides) for number, (_, *sides) in enumerate(entries)}
    positions, frame = apart(start, boxes, Frame(1000, 700))
    assert overlapping(positions, boxes) == []
    for key, (x, y) in positions.items():
        assert boxes[key].half - 0.2 <= x <= frame.width - boxes[key].half + 0.2
        assert boxes[key].above - 0.2 <= y <= frame.height - boxes[key].below + 0.2


@pytest.mark.parametrize("center", ["municipality", "authority", *Kind])
def test_any_kind_can_be_the_centre(center):
    nb = neighbourhood(str(center))
    kinds = {node.iri: node.kind for node in nb.nodes}
    boxes = {node.iri: node_box(wrapped(node.label, 24, 2), 12, 14) for node in nb.nodes}
    for layout, frame in ((sectors, WIDE), (bands, NARROW)):
        positions, _ = layout(nb.center, kinds, boxes, frame)
        assert set(positions) == set(kinds)
        assert overlapping(positions, boxes) == []
        assert (positions, _) == layout(nb.center, kinds, boxes, frame)


def test_labels_are_wrapped_and_cut_with_an_ellipsis():
    label = wrapped(
        "Kultur-, Gesundheits-, Aktiv- und Naturtourismus gemeinsam vermarkten und ausbauen", 24, 2
    )
    assert len(label.split("\n")) == 2
    assert label.endswith("…")
    assert wrapped("Schwarzenberg/Erzgeb.", 20, 2) == "Schwarzenberg/Erzgeb."
    assert max(map(len, wrapped("x" * 200).split("\n"))) <= 24
