"""OParl: papers, decisions, organisations and places; persons stay outside, nothing vanishes unsaid."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from graph.oparl_making import (
    BODY,
    MEETING,
    ORGANISATION,
    PAPER,
    READER,
    SCHEMA,
    SITE,
    keys,
    read,
)

from querbezug.graph.readers.base import ReadOptions, SourceFile, collect
from querbezug.graph.readers.keys import url_ref
from querbezug.graph.records import Decision, Kind, Organisation, Origin, Paper, Place, PlaceKind, Ref


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
