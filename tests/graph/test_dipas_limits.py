"""What exports of DIPAS leave out, drawings, depth and damage."""

from __future__ import annotations

import json
from contextlib import suppress
from typing import Any

import pytest
from graph.dipas_making import (
    FILES,
    LAYER,
    READERS,
    collection,
    features,
    keys,
    of,
    read,
)
from hypothesis import given
from hypothesis import strategies as st

from querbezug.graph.errors import QuerbezugError, SourceError
from querbezug.graph.readers.base import ReadOptions, SourceFile, collect
from querbezug.graph.readers.dipas.geometry import representative_point
from querbezug.graph.records import Comment, Idea, Process


@pytest.mark.parametrize("broken", [None, [], {"properties": None}, {"properties": {"name": "Haltestelle"}}])
def test_an_entry_of_another_kind_is_left_out_and_told(broken: object) -> None:
    result = read("b.geojson", collection(features()[1], broken, features()[1]))
    assert [(notice.message.key, notice.row) for notice in result.notices if notice.left_out] == [
        ("dipas.unknown-feature", 2)
    ]
    assert [idea.origin.row for idea in of(Idea, result)] == [1, 3]


def test_comments_and_contributions_without_number_are_left_out_and_told() -> None:
    nameless, empty = features()
    nameless["properties"]["commentedBy"][0]["id"] = None
    empty["properties"]["id"] = {}
    result = read("b.geojson", collection(nameless, empty))
    assert keys(result) == ["dipas.no-number", "dipas.no-number"]
    assert len(of(Idea, result)) == 1
    assert of(Comment, result) == []


def test_a_file_that_is_cut_off_says_where() -> None:
    with pytest.raises(SourceError) as caught:
        read("b.geojson", FILES["beitraege.geojson"][:-20])
    assert caught.value.message.key == "dipas.json-broken"
    assert "1 " in caught.value.text("de")


def test_a_project_with_a_large_area_is_recognised() -> None:
    feature = features("projekte.geojson")[0]
    corners = [[9.9 + step / 100_000, 53.5] for step in range(5_000)]
    feature["geometry"]["coordinates"] = [[*corners, [10.0, 53.6], corners[0]]]
    assert len(collection(feature)) > 65_536
    assert len(of(Process, read("b.geojson", collection(feature)))) == 1


def test_a_deep_thread_is_read_whole() -> None:
    thread = '{"id": 1, "commentContent": "a", "commentedBy": [' * 5_000 + "]}" * 5_000
    feature = json.dumps(features()[0])
    start = feature.index('"commentedBy": [') + len('"commentedBy": [')
    data = '{"features": [' + feature[:start] + thread + "]}}]}"
    comments = of(Comment, read("b.geojson", data.encode()))
    assert len(comments) == 5_000
    assert comments[-1].reply_to == comments[-2].ref


def test_a_file_without_entries_says_so() -> None:
    data = collection()
    assert keys(collect(LAYER.read(SourceFile("b.geojson", data), ReadOptions()))) == ["dipas.no-features"]


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"{}",
        b'{"features": [{"properties": {"name": "Park"}}]}',
        b'{"type": "FeatureCollection", "features": [{"properties": {"id": 1, "title": "x", "text": "y"}}]}',
        b"id;title;body\n1;A;B\n",
        b"Contribution ID;Text\n1;A\n",
    ],
)
def test_other_files_are_not_recognised(data: bytes) -> None:
    assert not any(reader.recognises(SourceFile("x", data)) for reader in READERS)


SQUARE = [[0.0, 50.0], [2.0, 50.0], [2.0, 52.0], [0.0, 52.0], [0.0, 50.0]]
HORSESHOE = [[0, 0], [6, 0], [6, 6], [4, 6], [4, 1], [2, 1], [2, 6], [0, 6], [0, 0]]


@pytest.mark.parametrize(
    ("kind", "coordinates", "point"),
    [
        ("Point", [9.9, 53.5], (53.5, 9.9)),
        ("Point", [0.0, 0.0], None),
        ("Point", [200.0, 53.5], None),
        ("Point", ["9.9", 53.5], None),
        ("LineString", [[8.0, 50.0], [9.0, 50.0], [12.0, 50.0]], (50.0, 10.0)),
        ("LineString", [], None),
        ("Polygon", [SQUARE], (51.0, 1.0)),
        ("Polygon", [[[1, 50], [2, 50]]], None),
        ("Polygon", [[[1.0, 50.0], [3.0, 50.0], [1.0, 50.0]]], (50.0, 3.0)),
        ("MultiPoint", [[9.9, 53.5], [9.0, 53.0]], (53.5, 9.9)),
        ("MultiLineString", [[[8, 50], [8, 51]], [[9, 50], [9, 54]]], (52.0, 9.0)),
        ("MultiPolygon", [[[[8, 50], [8, 50.1], [8.1, 50]]], [SQUARE]], (51.0, 1.0)),
        ("Circle", [9.9, 53.5], None),
    ],
)
def test_a_drawing_becomes_one_point(kind: str, coordinates: object, point: object) -> None:
    assert representative_point({"type": kind, "coordinates": coordinates}) == point


def test_the_point_of_an_area_lies_inside_it() -> None:
    found = representative_point({"type": "Polygon", "coordinates": [HORSESHOE]})
    assert found is not None
    latitude, longitude = found
    assert 1 < latitude < 6
    assert 0 < longitude < 2 or 4 < longitude < 6


def test_a_drawing_may_stand_inside_a_feature_of_its_own() -> None:
    drawn = {"type": "Feature", "geometry": {"type": "Point", "coordinates": [9.9, 53.5]}}
    assert representative_point(drawn) == (53.5, 9.9)


VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(max_size=20),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=5), inner, max_size=3),
    max_leaves=6,
)
FIELDS = st.sampled_from(
    sorted(
        {
            key
            for name in ("beitraege", "projekte", "ebene")
            for key in features(f"{name}.geojson")[0]["properties"]
        }
    )
)
KINDS = st.sampled_from(["Point", "LineString", "Polygon", "MultiPolygon", "MultiPoint", "MultiLineString"])


@given(st.dictionaries(FIELDS, VALUES, max_size=4), st.sampled_from(["beitraege", "projekte", "ebene"]))
def test_no_value_of_a_property_raises_a_strange_error(change: dict[str, Any], name: str) -> None:
    feature = features(f"{name}.geojson")[0]
    feature["properties"] |= change
    assert_tame(collection(feature))


@given(KINDS, VALUES)
def test_no_drawing_raises_an_error(kind: str, coordinates: object) -> None:
    point = representative_point({"type": kind, "coordinates": coordinates})
    assert point is None or (abs(point[0]) <= 90 and abs(point[1]) <= 180)


@given(st.sampled_from(sorted(FILES)), st.binary(max_size=30), st.integers(0, 2_000), st.integers(0, 30))
def test_no_bytes_raise_a_strange_error(name: str, noise: bytes, at: int, cut: int) -> None:
    data = FILES[name]
    assert_tame(data[:at] + noise + data[at + cut :])


def assert_tame(data: bytes) -> None:
    for reader in READERS:
        source = SourceFile("quelle", data)
        reader.recognises(source)
        with suppress(QuerbezugError):
            collect(reader.read(source, ReadOptions()))
