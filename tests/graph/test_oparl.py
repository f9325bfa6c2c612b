"""OParl: papers, decisions, organisations and places; persons stay outside, nothing vanishes unsaid."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from querbezug.graph.errors import QuerbezugError
from querbezug.graph.readers.base import ReadOptions, ReadResult, SourceFile, collect
from querbezug.graph.readers.keys import url_ref
from querbezug.graph.readers.oparl import OParlReader
from querbezug.graph.records import Decision, Kind, Organisation, Origin, Paper, Place, PlaceKind, Ref

SITE = "https://ris.example.org/oparl"
SCHEMA = "https://schema.oparl.org/1.1/"
READER = OParlReader()

PAPER = {
    "id": f"{SITE}/papers/749",
    "type": f"{SCHEMA}Paper",
    "body": f"{SITE}/bodies/1",
    "name": "Neue Radabstellanlage am Bahnhof",
    "reference": "0943/2020",
    "date": "2020-05-26",
    "paperType": "Beschlussvorlage",
    "web": "https://ris.example.org/vorlage?id=749",
    "relatedPaper": [f"{SITE}/papers/699"],
    "superordinatedPaper": [f"{SITE}/papers/600"],
    "subordinatedPaper": [f"{SITE}/papers/800"],
    "mainFile": {
        "id": f"{SITE}/files/1",
        "type": f"{SCHEMA}File",
        "name": "Vorlage",
        "accessUrl": "https://ris.example.org/files/1.pdf",
    },
    "location": [
        {
            "id": f"{SITE}/locations/5",
            "type": f"{SCHEMA}Location",
            "description": "Bahnhofsvorplatz",
            "geojson": {
                "type": "Feature",
                "geometry": {"type": "Point", "coordinates": ["8.4018", "48.9936"]},
                "properties": {},
            },
        }
    ],
    "originatorPerson": [f"{SITE}/people/31"],
    "originatorOrganization": [f"{SITE}/organizations/20"],
    "consultation": [
        {
            "id": f"{SITE}/consultations/1034",
            "type": f"{SCHEMA}Consultation",
            "agendaItem": f"{SITE}/agendaitems/3271",
            "meeting": f"{SITE}/meetings/281",
        }
    ],
}
MEETING = {
    "id": f"{SITE}/meetings/281",
    "type": f"{SCHEMA}Meeting",
    "name": "4. Sitzung des Planungsausschusses",
    "start": "2020-06-03T17:00:00+02:00",
    "organization": [f"{SITE}/organizations/34"],
    "participant": [f"{SITE}/people/31"],
    "agendaItem": [
        {
            "id": f"{SITE}/agendaitems/3271",
            "type": f"{SCHEMA}AgendaItem",
            "number": "10.1",
            "name": "Neue Radabstellanlage am Bahnhof",
            "public": True,
            "consultation": f"{SITE}/consultations/1034",
            "result": "einstimmig zugestimmt",
            "resolutionText": "Mit der Maßgabe, dass sie ein Dach bekommt.",
        },
        {"id": f"{SITE}/agendaitems/3272", "type": f"{SCHEMA}AgendaItem", "name": "Verschiedenes"},
        {
            "id": f"{SITE}/agendaitems/3273",
            "type": f"{SCHEMA}AgendaItem",
            "name": "Grundstücksverkauf an Frau Muster",
            "public": False,
            "result": "zugestimmt",
        },
    ],
}
ORGANISATION = {
    "id": f"{SITE}/organizations/34",
    "type": f"{SCHEMA}Organization",
    "name": "Planungsausschuss",
    "classification": "Fachausschuss",
    "membership": [f"{SITE}/memberships/9"],
    "website": "https://ris.example.org/gremium/34",
}
BODY = {
    "id": f"{SITE}/bodies/1",
    "type": f"{SCHEMA}Body",
    "name": "Stadt Karlsruhe",
    "ags": "08212000",
    "license": "https://creativecommons.org/licenses/by/4.0/",
    "contactEmail": "ris@example.org",
    "contactName": "Erika Muster",
}


def read(value: object, path: Path | None = None) -> ReadResult:
    data = value if isinstance(value, bytes) else json.dumps(value, ensure_ascii=False).encode()
    source = SourceFile("oparl.json", data, path)
    assert READER.recognises(source)
    return collect(READER.read(source, ReadOptions()))


def keys(result: ReadResult) -> list[str]:
    return [notice.message.key for notice in result.notices]


def test_a_paper_keeps_its_number_its_places_and_the_organisations_behind_it() -> None:
    result = read(PAPER)
    site, paper = result.records
    origin = Origin(path=f"{SITE}/papers/749")
    assert paper == Paper(
        ref=Ref(Kind.PAPER, f"url:{SITE}/papers/749"),
        same_as=(Ref(Kind.PAPER, f"url:{SITE}/consultations/1034"),),
        label="Neue Radabstellanlage am Bahnhof",
        origin=origin,
        urls=("https://ris.example.org/vorlage?id=749",),
        reference="0943/2020",
        category="Beschlussvorlage",
        date="2020-05-26",
        originators=(Ref(Kind.ORGANISATION, f"url:{SITE}/organizations/20"),),
        places=(Ref(Kind.PLACE, f"url:{SITE}/bodies/1"), Ref(Kind.PLACE, f"url:{SITE}/locations/5")),
        part_of=(Ref(Kind.PAPER, f"url:{SITE}/papers/600"),),
        related=(Ref(Kind.PAPER, f"url:{SITE}/papers/699"), Ref(Kind.PAPER, f"url:{SITE}/papers/800")),
        page="https://ris.example.org/files/1.pdf",
    )
    assert site == Place(
        ref=Ref(Kind.PLACE, f"url:{SITE}/locations/5"),
        label="Bahnhofsvorplatz",
        origin=Origin(path=f"{SITE}/locations/5"),
        latitude=48.9936,
        longitude=8.4018,
    )


def test_an_agenda_item_with_a_result_is_a_decision_on_the_paper_behind_its_consultation() -> None:
    decisions = [one for one in read(MEETING).records if isinstance(one, Decision)]
    assert decisions == [
        Decision(
            ref=Ref(Kind.DECISION, f"url:{SITE}/agendaitems/3271"),
            label="Neue Radabstellanlage am Bahnhof",
            origin=Origin(path=f"{SITE}/agendaitems/3271"),
            result="einstimmig zugestimmt\n\nMit der Maßgabe, dass sie ein Dach bekommt.",
            about=(Ref(Kind.PAPER, f"url:{SITE}/consultations/1034"),),
            decided_by=(Ref(Kind.ORGANISATION, f"url:{SITE}/organizations/34"),),
            meeting="4. Sitzung des Planungsausschusses",
            number="10.1",
            date="2020-06-03",
        )
    ]
    paper = next(one for one in read(PAPER).records if isinstance(one, Paper))
    assert decisions[0].about[0] in paper.same_as


def test_a_consultation_inside_an_agenda_item_names_the_paper_itself() -> None:
    consultation = {"id": f"{SITE}/consultations/1", "paper": f"{SITE}/papers/749"}
    item = {**MEETING["agendaItem"][0], "consultation": consultation}  # type: ignore[dict-item]
    (decision,) = read(item).records
    assert isinstance(decision, Decision)
    assert decision.about == (Ref(Kind.PAPER, f"url:{SITE}/papers/749"),)


def test_what_is_not_public_or_without_result_is_counted_and_stays_outside() -> None:
    result = read(MEETING)
    assert {"oparl.not-public", "oparl.no-result"} <= set(keys(result))
    assert "Grundstück" not in repr(result)


def test_persons_stay_outside_and_this_is_said_once() -> None:
    people = [{"id": f"{SITE}/people/{n}", "type": f"{SCHEMA}Person", "name": "Erika Muster"} for n in "12"]
    result = read([PAPER, {**PAPER, "id": f"{SITE}/papers/750"}, MEETING, ORGANISATION, BODY, *people])
    assert "Muster" not in repr(result)
    assert "people" not in repr(result.records)
    assert "memberships" not in repr(result.records)
    said = [notice.field for notice in result.notices if notice.message.key == "reading.personal-column"]
    assert said == ["originatorPerson", "participant", "membership", "contactEmail", "contactName"]
    persons = next(one for one in result.notices if one.message.key == "oparl.left-personal")
    assert persons.message.values == {"count": 2, "type": "Person"}


def test_an_organisation_is_known_by_its_address() -> None:
    (organisation,) = read(ORGANISATION).records
    assert organisation == Organisation(
        ref=Ref(Kind.ORGANISATION, f"url:{SITE}/organizations/34"),
        label="Planungsausschuss",
        origin=Origin(path=f"{SITE}/organizations/34"),
        category="Fachausschuss",
        page="https://ris.example.org/gremium/34",
    )


@pytest.mark.parametrize("written", [{"ags": "08212000"}, {"ags": None, "rgs": "082120000000"}])
def test_a_body_is_the_municipality_of_its_key(written: dict[str, object]) -> None:
    result = read({**BODY, **written})
    (place,) = result.records
    assert isinstance(place, Place)
    assert place.ref == Ref(Kind.PLACE, "ags:08212000")
    assert place.place_kind is PlaceKind.MUNICIPALITY
    assert place.same_as == (url_ref(Kind.PLACE, f"{SITE}/bodies/1"),)
    assert "oparl.licence" in keys(result)


def test_a_body_with_an_unknown_key_is_no_municipality() -> None:
    result = read({**BODY, "ags": "99999999"})
    (place,) = result.records
    assert isinstance(place, Place)
    assert place.ref == url_ref(Kind.PLACE, f"{SITE}/bodies/1")
    assert "oparl.unknown-body" in keys(result)


@pytest.mark.parametrize(
    ("coordinates", "point", "notice"),
    [
        ([8.4, 49.0], (49.0, 8.4), None),
        (["8.4", "49.0"], (49.0, 8.4), None),
        (["8,4", "49,0"], (49.0, 8.4), None),
        ([50.1234, 10.4321], (50.1234, 10.4321), "oparl.swapped"),
        ([0, 0], (None, None), "oparl.no-coordinates"),
        (["", "nirgends"], (None, None), "oparl.no-coordinates"),
        ([8.4], (None, None), None),
    ],
)
def test_coordinates_are_taken_as_written_or_not_at_all(
    coordinates: list[object], point: tuple[float | None, float | None], notice: str | None
) -> None:
    bare = {"type": "Point", "coordinates": coordinates}
    for geojson in (bare, {"type": "Feature", "geometry": bare}):
        result = read(
            {
                "id": f"{SITE}/locations/1",
                "type": f"{SCHEMA}Location",
                "streetAddress": "Am Markt 1",
                "postalCode": "76131",
                "locality": "Karlsruhe",
                "geojson": geojson,
            }
        )
        (place,) = result.records
        assert isinstance(place, Place)
        assert place.label == "Am Markt 1, 76131 Karlsruhe"
        assert (place.latitude, place.longitude) == point
        assert keys(result) == ([notice] if notice else [])


def test_a_page_of_a_list_names_the_page_after_it() -> None:
    page = {
        "data": [PAPER, ORGANISATION],
        "pagination": {"totalElements": 14004, "elementsPerPage": 2, "currentPage": 1},
        "links": {"first": f"{SITE}/papers", "next": f"{SITE}/papers?page=2"},
    }
    result = read(page)
    assert [type(record) for record in result.records] == [Place, Paper, Organisation]
    more = next(one for one in result.notices if one.message.key == "oparl.more-pages")
    assert f"{SITE}/papers?page=2" in more.message.text("de")
    last = {**page, "links": {"first": f"{SITE}/papers"}}
    assert "oparl.more-pages" not in keys(read(last))


def test_a_byte_order_mark_and_escaped_slashes_make_no_difference() -> None:
    escaped = json.dumps([PAPER]).replace("/", "\\/").encode()
    assert read(b"\xef\xbb\xbf" + escaped).records == read([PAPER]).records


def test_deleted_objects_are_counted_and_have_no_content() -> None:
    gone = {"id": f"{SITE}/papers/1", "type": f"{SCHEMA}Paper", "deleted": True, "name": "Alt"}
    result = read([gone, {**gone, "id": f"{SITE}/papers/2"}, ORGANISATION])
    assert len(result.records) == 1
    assert [notice.message.values for notice in result.notices if notice.message.key == "oparl.deleted"] == [
        {"count": 2}
    ]


def test_each_object_that_is_left_out_is_told() -> None:
    result = read(
        [
            {"id": "paper-1", "type": f"{SCHEMA}Paper", "name": "ohne Adresse"},
            {"id": f"{SITE}/papers/1", "type": f"{SCHEMA}Paper"},
            {"id": f"{SITE}/files/1", "type": f"{SCHEMA}File", "name": "Anlage"},
            {"id": f"{SITE}/x/1", "type": f"{SCHEMA}Wetter"},
            f"{SITE}/papers/9",
            None,
        ]
    )
    assert result.records == []
    assert sorted(keys(result)) == [
        "oparl.left-type",
        "oparl.no-address",
        "oparl.no-name",
        "oparl.no-object",
        "oparl.no-object",
        "oparl.unknown-type",
    ]
    assert all(notice.message.text(lang) for notice in result.notices for lang in ("de", "en"))


def test_personal_data_in_free_text_is_masked() -> None:
    item = {**MEETING["agendaItem"][0], "result": "Rückfragen an anna.muster@example.org"}  # type: ignore[dict-item]
    result = read(item)
    assert "anna.muster" not in repr(result.records)
    assert any(notice.personal for notice in result.notices)


def test_the_place_of_the_note_counts_for_every_paper(tmp_path: Path) -> None:
    note = {"kennung": "karlsruhe-rat", "titel": "Rat", "gemeinde": "08212000", "lizenz": "CC0"}
    path = tmp_path / "oparl.json"
    path.write_text(json.dumps([PAPER]), encoding="utf-8")
    (tmp_path / "oparl.json.quelle.json").write_text(json.dumps(note), encoding="utf-8")
    result = collect(READER.read(SourceFile.from_path(path), ReadOptions()))
    site, paper = result.records
    assert isinstance(paper, Paper)
    assert isinstance(site, Place)
    assert paper.places[0] == site.part_of == Ref(Kind.PLACE, "ags:08212000")


@pytest.mark.parametrize(
    "broken",
    [
        json.dumps({"data": [PAPER, MEETING]})[:-300].encode(),
        json.dumps([PAPER])[:-1].encode(),
        json.dumps(PAPER).encode() + b" trailing",
        json.dumps([PAPER]).encode()[:-1] + b', {"a": "\xff"}]',
        json.dumps([PAPER]).encode()[:-1] + b"," + b"[" * 500 + b"]" * 500 + b"]",
        json.dumps([PAPER]).encode()[:-1] + b"," + b"9" * 9_000 + b"]",
    ],
)
def test_broken_content_is_refused_with_a_sentence(broken: bytes) -> None:
    with pytest.raises(QuerbezugError) as refusal:
        read(broken)
    assert "oparl.json" in str(refusal.value)


@pytest.mark.parametrize("other", [b"", b"[]", b"{}", b'{"type": "Paper"}', b"id;type\n1;x\n", b"\xff\xfe"])
def test_other_content_is_not_taken_for_oparl(other: bytes) -> None:
    assert not READER.recognises(SourceFile("x.json", other))


VALUES = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats(allow_nan=False, allow_infinity=False)
    | st.text(max_size=30)
    | st.just(SITE),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3),
    max_leaves=6,
)


@settings(max_examples=60)
@given(base=st.sampled_from([PAPER, MEETING, ORGANISATION, BODY]), data=st.data())
def test_no_value_of_a_known_key_raises_anything_else(base: dict[str, object], data: st.DataObject) -> None:
    inner = MEETING["agendaItem"][0] | PAPER["location"][0]  # type: ignore[index]
    names = sorted((set(base) | set(inner)) - {"type"})
    changed = data.draw(st.dictionaries(st.sampled_from(names), VALUES, max_size=4))
    try:
        read(json.dumps({"type": base["type"], **base, **changed}).encode())
    except QuerbezugError:
        return


@settings(max_examples=60)
@given(position=st.integers(0, 3_000), junk=st.binary(max_size=6))
def test_no_damage_raises_anything_else(position: int, junk: bytes) -> None:
    data = json.dumps({"data": [PAPER, MEETING]}, ensure_ascii=False).encode()
    source = SourceFile("oparl.json", data[:position] + junk + data[position + len(junk) :])
    try:
        if READER.recognises(source):
            collect(READER.read(source, ReadOptions()))
    except QuerbezugError:
        return
