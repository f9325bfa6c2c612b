"""DIPAS: the GeoJSON of its interface, its old map layer, and the CSV its editors export."""

from __future__ import annotations

import json
from contextlib import suppress
from pathlib import Path
from typing import Any, TypeVar

import pytest
from hypothesis import given
from hypothesis import strategies as st

from querbezug.graph.errors import QuerbezugError, SourceError
from querbezug.graph.readers.base import ReadOptions, ReadResult, SourceFile, collect
from querbezug.graph.readers.dipas import DipasCommentsReader, DipasContributionsReader, DipasLayerReader
from querbezug.graph.readers.dipas.geometry import representative_point
from querbezug.graph.records import Comment, Idea, Kind, Process, Ref, Theme

SAMPLES = Path(__file__).parent / "samples" / "dipas"
READERS = (DipasLayerReader(), DipasContributionsReader(), DipasCommentsReader())
LAYER, CONTRIBUTIONS, COMMENTS = READERS
FILES = {path.name: path.read_bytes() for path in SAMPLES.iterdir()}
T = TypeVar("T")
ADDRESS = "https://platz.dipas.example"


def read(name: str, data: bytes | None = None) -> ReadResult:
    source = SourceFile(name, FILES[name] if data is None else data)
    (reader,) = [reader for reader in READERS if reader.recognises(source)]
    return collect(reader.read(source, ReadOptions()))


def read_with_note(folder: Path, name: str, **note: str) -> ReadResult:
    path = folder / name
    path.write_bytes(FILES[name])
    written = {"kennung": path.stem, "titel": "Unser Platz", **note}
    path.with_name(f"{name}.quelle.json").write_text(json.dumps(written), encoding="utf-8")
    (reader,) = [reader for reader in READERS if reader.recognises(SourceFile.from_path(path))]
    return collect(reader.read(SourceFile.from_path(path), ReadOptions()))


def of(kind: type[T], result: ReadResult) -> list[T]:
    return [item for item in result.records if isinstance(item, kind)]


def features(name: str = "beitraege.geojson") -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = json.loads(FILES[name])["features"]
    return found


def collection(*given: object) -> bytes:
    return json.dumps({"type": "FeatureCollection", "features": given}).encode()


def keys(result: ReadResult) -> list[str]:
    return [notice.message.key for notice in result.notices]


def test_a_contribution_becomes_an_idea() -> None:
    result = read("beitraege.geojson")
    first = of(Idea, result)[0]
    assert first.ref == Ref(Kind.IDEA, "dipas-example/contribution-262")
    assert first.same_as == (
        Ref(Kind.IDEA, f"url:{ADDRESS}/#/contribution/262"),
        Ref(Kind.IDEA, "platz-dipas-example/contribution-262"),
    )
    assert first.label == "Zebrastreifen vor der Schule"
    assert first.text == 'Vor der Schule fehlt ein "sicherer" Übergang; bitte einen Zebrastreifen.'
    assert (first.latitude, first.longitude, first.date) == (53.55, 9.93, "2021-05-04")
    assert (first.supports, first.objections) == (4, 1)
    assert first.page == f"{ADDRESS}/#/contribution/262"
    assert first.process == Ref(Kind.PROCESS, "dipas-example/project-platz")
    assert [process.ref for process in of(Process, result)] == [first.process]


def test_category_type_and_picked_keywords_become_themes() -> None:
    result = read("beitraege.geojson")
    themes = {theme.ref: (theme.label, theme.broader) for theme in of(Theme, result)}
    kind = Ref(Kind.CATEGORY, "dipas-example#Beitragstyp")
    assert themes == {
        Ref(Kind.CATEGORY, "dipas-example#Verkehr"): ("Verkehr", None),
        kind: ("Beitragstyp", None),
        Ref(Kind.CATEGORY, "dipas-example#Beitragstyp: Idee"): ("Idee", kind),
        Ref(Kind.TOPIC, "dipas-example#Schulweg"): ("Schulweg", None),
        Ref(Kind.TOPIC, "dipas-example#Sicherheit"): ("Sicherheit", None),
    }
    assert of(Idea, result)[0].themes == tuple(ref for ref in themes if ref != kind)
    assert "Schule" not in {label for label, _ in themes.values()}


def test_without_place_category_and_title_nothing_is_made_up() -> None:
    second = of(Idea, read("beitraege.geojson"))[1]
    assert (second.latitude, second.longitude, second.themes) == (None, None, ())
    assert second.label == "Mehr Bäume für den Marktplatz, damit es im Sommer nicht so heiß wird und alle…"


def test_comments_become_a_thread() -> None:
    result = read("beitraege.geojson")
    first, reply = of(Comment, result)
    assert first.ref == Ref(Kind.COMMENT, "dipas-example/contribution-262-comment-7")
    assert (first.label, first.date, first.sequence, first.reply_to) == ("Ja bitte", "2021-05-07", 1, None)
    assert first.about == reply.about == Ref(Kind.IDEA, "dipas-example/contribution-262")
    assert (reply.label, reply.text, reply.reply_to) == ("", "Wird geprüft.", first.ref)


@pytest.mark.parametrize("name", ["beitraege.geojson", "kommentare.csv"])
def test_personal_data_is_masked(name: str) -> None:
    result = read(name)
    assert "1234567" not in repr(result.records)
    assert of(Comment, result)[0].text == "Das wäre gut. Rufen Sie an: [Telefonnummer entfernt]"
    assert of(Comment, result)[0].redacted
    assert any(notice.personal for notice in result.notices)


def test_a_project_becomes_a_process() -> None:
    result = read("projekte.geojson")
    (process,) = of(Process, result)
    assert process == Process(
        ref=Ref(Kind.PROCESS, "dipas-example/project-platz"),
        label="Unser Platz",
        origin=process.origin,
        note="Was soll aus dem Platz werden?",
        same_as=(
            Ref(Kind.PROCESS, f"url:{ADDRESS}/"),
            Ref(Kind.PROCESS, "platz-dipas-example/project-platz"),
        ),
        begin="2021-05-01",
        end="2021-06-30",
        about=(Ref(Kind.TOPIC, "dipas-example#Stadtgestaltung"),),
        entries=2,
        page=f"{ADDRESS}/#",
    )
    assert [theme.label for theme in of(Theme, result)] == ["Verkehr", "Grün", "Stadtgestaltung"]
    assert process.ref == of(Idea, read("beitraege.geojson"))[0].process


def test_the_old_layer_is_read() -> None:
    (idea,) = of(Idea, read("ebene.geojson"))
    assert idea.ref == Ref(Kind.IDEA, "ebene/contribution-262")
    assert (idea.label, idea.text) == ("Zebrastreifen vor der Schule", "Vor der Schule fehlt ein Übergang.")
    assert (idea.latitude, idea.longitude) == (pytest.approx(53.55), 9.9)
    assert [ref.key for ref in idea.themes] == ["ebene#Verkehr", "ebene#Beitragstyp: Idee"]
    assert idea.page is None


def test_the_export_of_contributions_is_read() -> None:
    result = read("beitraege.csv")
    first, second = of(Idea, result)
    assert first.ref == Ref(Kind.IDEA, "beitraege/contribution-262")
    assert (first.label, first.date) == ("Zebrastreifen vor der Schule", "2021-05-04")
    assert (first.supports, first.objections, first.latitude) == (4, 1, None)
    assert [ref.key.partition("#")[2] for ref in first.themes] == [
        "Verkehr",
        "Beitragstyp: Idee",
        "Schulweg",
        "Sicherheit",
    ]
    assert (second.themes, second.supports) == ((), 0)
    assert second.label.startswith("Mehr Bäume")
    assert [(notice.message.key, notice.row) for notice in result.notices if notice.left_out] == [
        ("dipas.no-number", 4),
        ("dipas.empty-contribution", 5),
    ]


def test_the_export_of_comments_is_read() -> None:
    result = read("kommentare.csv")
    first, second = of(Comment, result)
    assert first.ref == Ref(Kind.COMMENT, "kommentare/contribution-262-comment-7")
    assert first.about == Ref(Kind.IDEA, "kommentare/contribution-262")
    assert (second.text, second.label, second.reply_to, second.sequence) == ("Wird geprüft.", "", None, 2)
    assert [(notice.message.key, notice.row) for notice in result.notices if notice.left_out] == [
        ("dipas.no-number", 4)
    ]


@pytest.mark.parametrize("platform", [ADDRESS, "https://dipas.example"])
def test_exports_and_interface_meet_by_the_address_of_the_platform(tmp_path: Path, platform: str) -> None:
    layer = read("beitraege.geojson")
    table = read_with_note(tmp_path, "beitraege.csv", plattform=platform)
    comments = read_with_note(tmp_path, "kommentare.csv", plattform=platform)
    for there, here in zip(of(Idea, layer), of(Idea, table), strict=True):
        assert here.ref in (there.ref, *there.same_as)
    for told, said in zip(of(Comment, layer), of(Comment, comments), strict=True):
        assert said.ref in (told.ref, *told.same_as)


def test_the_note_gives_municipality_and_process(tmp_path: Path) -> None:
    note = {"gemeinde": "02000000", "beteiligung": "platz/beteiligung"}
    result = read_with_note(tmp_path, "beitraege.geojson", **note)
    assert {idea.places for idea in of(Idea, result)} == {(Ref(Kind.PLACE, "ags:02000000"),)}
    assert {idea.process for idea in of(Idea, result)} == {Ref(Kind.PROCESS, "platz/beteiligung")}
    assert of(Process, result) == []


def test_scores_of_machines_are_left_out() -> None:
    feature = features()[0]
    feature["properties"]["customAttribute"] = {"nlp_scores": {"content": "0.123456"}}
    assert "0.123456" not in repr(read("b.geojson", collection(feature)))


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
