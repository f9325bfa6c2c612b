"""The Planungsregister: what it says becomes records."""

from __future__ import annotations

import json

import pytest
from graph.register_making import READER, REGISTER, as_source, changed, only, read

from querbezug.graph.records import (
    Cooperation,
    Goal,
    Idea,
    Kind,
    Measure,
    Organisation,
    Place,
    PlaceKind,
    PlanDocument,
    Ref,
    Relation,
    RelationKind,
)

# --- what a register says ---


def test_the_head_becomes_the_source() -> None:
    source = read(REGISTER).source
    assert (source.key, source.title, source.date) == (
        "musterland",
        "Planungsregister Musterland",
        "2026-03-01",
    )
    assert (source.reader, source.reader_version, len(source.sha256)) == ("planungsregister", "1", 64)


def test_a_place_with_an_official_key_is_the_same_in_every_register() -> None:
    place, site = (record for record in read(REGISTER).records if isinstance(record, Place))
    assert place.ref == Ref(Kind.PLACE, "ags:16073076")
    assert (place.label, place.alt_labels) == ("Rudolstadt", ("Rudolstadt an der Saale",))
    assert (place.place_kind, place.part_of) == (PlaceKind.MUNICIPALITY, Ref(Kind.PLACE, "ags:16073"))
    assert site.ref == Ref(Kind.PLACE, "musterland/park")
    assert site.part_of == place.ref


def test_the_verbund_has_a_region_and_members_of_both_kinds() -> None:
    verbund = only(Cooperation, read(REGISTER))
    assert verbund.ref == Ref(Kind.COOPERATION, "musterland/verbund")
    assert verbund.region == Ref(Kind.REGION, "musterland/region")
    assert verbund.members == (
        Ref(Kind.PLACE, "ags:16073076"),
        Ref(Kind.PLACE, "ags:16073077"),
        Ref(Kind.COOPERATION, "andere/verbund"),
    )


def test_an_organisation_with_a_page_meets_itself_in_other_registers() -> None:
    result = read(REGISTER)
    ipu = Ref(Kind.ORGANISATION, "url:https://ipu-erfurt.de/")
    assert only(Organisation, result).ref == ipu
    assert only(Measure, result).responsible == (ipu,)
    assert only(PlanDocument, result).authors == (ipu,)


def test_a_goal_has_its_references_its_wording_and_what_was_concluded() -> None:
    goal = only(Goal, read(REGISTER))
    field, cross = (
        Ref(Kind.FIELD, "musterland/mobilitaet"),
        Ref(Kind.CROSS_CUTTING, "musterland/digitalisierung"),
    )
    assert (goal.label, goal.verbatim) == ("Radwege ausbauen", True)
    assert goal.themes == (field, cross)
    assert goal.plan == Ref(Kind.PLAN, "musterland/rek")
    assert goal.places == (Ref(Kind.PLACE, "musterland/park"), Ref(Kind.PLACE, "region-sued/aue"))
    assert goal.is_inferred("themes", field)
    assert not goal.is_inferred("themes", cross)
    assert goal.is_inferred("places", goal.places[0])
    assert goal.origin.path == "ziele[1] (radwege)"
    line = json.dumps(REGISTER, ensure_ascii=False, indent=1).splitlines()[(goal.origin.line or 0) - 1]
    assert '"id": "radwege"' in line


def test_all_themes_are_concluded_when_every_key_behind_them_is() -> None:
    value = changed()
    value["ziele"][0]["abgeleitet"] = ["handlungsfelder", "querschnittsthemen"]
    assert only(Goal, read(value)).inferred == {"themes"}


def test_a_measure_keeps_status_period_and_goals_of_other_registers() -> None:
    measure = only(Measure, read(REGISTER))
    assert (measure.status, measure.period) == ("adopted", "2021-09/..")
    assert measure.goals == (Ref(Kind.GOAL, "musterland/radwege"), Ref(Kind.GOAL, "andere/fahrrad"))


def test_an_idea_names_its_comments_and_a_relation_both_ends() -> None:
    result = read(REGISTER)
    assert only(Idea, result).expressed_in == (Ref(Kind.COMMENT, "seite/7"), Ref(Kind.COMMENT, "seite/8"))
    relation = only(Relation, result)
    assert relation.relation is RelationKind.COMPARABLE
    assert relation.subject == Ref(Kind.MEASURE, "musterland/radnetz")
    assert relation.object == Ref(Kind.MEASURE, "andere/netz")
    assert relation.is_inferred("relation")


def test_reading_twice_gives_the_same_records() -> None:
    assert read(REGISTER) == read(REGISTER)


def test_utf16_and_a_byte_order_mark_are_read() -> None:
    text = json.dumps(REGISTER, ensure_ascii=False)
    for data in (text.encode("utf-8-sig"), text.encode("utf-16")):
        assert READER.recognises(as_source(data))
        assert read(data).records == read(json.dumps(REGISTER).encode()).records


def test_an_unknown_official_key_and_swapped_coordinates_are_notices() -> None:
    value = changed()
    value["orte"].append({"id": "neu", "name": "Neustadt", "ags": "16073999"})
    value["orte"].append({"id": "turm", "name": "Turm", "art": "standort", "breite": 11.3, "laenge": 50.6})
    unknown, swapped = read(value).notices
    assert "16073999" in str(unknown.message)
    assert "vertauscht" in str(swapped.message)
    assert unknown.path == "orte[3] (neu)"


# --- recognising ---


@pytest.mark.parametrize(
    "data", [b'{"format": "planungsregister", "versi', b'{"x": [1], "format":"planungsregister"}']
)
def test_recognises_registers_whole_or_cut_off(data: bytes) -> None:
    assert READER.recognises(as_source(data))


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"- Handlungsfeld\n",
        b"[1]",
        b'{"format": "geojson"}',
        b'{"a": {"format": "planungsregister"}}',
        b"\xff\xfe\x00",
    ],
)
def test_leaves_everything_else_alone(data: bytes) -> None:
    assert not READER.recognises(as_source(data))
