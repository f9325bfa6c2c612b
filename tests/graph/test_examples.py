"""The example regions: readable, complete, and tied to one another."""

from __future__ import annotations

import json
from collections import Counter
from functools import cache
from hashlib import sha256
from pathlib import Path
from typing import Any

import jsonschema
import pytest

from querbezug.graph.gazetteer import gazetteer
from querbezug.graph.readers.base import ReadOptions, ReadResult, SourceFile
from querbezug.graph.readers.planning_register import PlanningRegisterReader
from querbezug.graph.readers.planning_register.references import RESERVED
from querbezug.graph.readers.planning_register.schema import json_schema
from querbezug.graph.readers.source_note import load_source_note
from querbezug.graph.records import (
    AnyRecord,
    Cooperation,
    Example,
    Goal,
    Idea,
    Kind,
    Measure,
    Place,
    PlanDocument,
    Ref,
    Relation,
)

EXAMPLES = Path(__file__).parents[2] / "examples"
REGISTERS = sorted(EXAMPLES.glob("*/planungsregister.json"))
PAGE = EXAMPLES / "saalebogen" / "beteiligung-digitalisierung.txt"
NAMES = [path.parent.name for path in REGISTERS]


@cache
def result(name: str) -> ReadResult:
    source = SourceFile.from_path(EXAMPLES / name / "planungsregister.json")
    assert PlanningRegisterReader().recognises(source)
    return PlanningRegisterReader().read(source, ReadOptions())


def of(name: str, ref: Ref) -> AnyRecord:
    (record,) = [
        record for record in result(name).records if record.ref == ref and not isinstance(record, Relation)
    ]
    return record


def raw(name: str) -> dict[str, Any]:
    value: dict[str, Any] = json.loads(
        (EXAMPLES / name / "planungsregister.json").read_text(encoding="utf-8")
    )
    return value


COUNTS = {
    "kurstadtregion": {
        "orte": 6,
        "organisationen": 2,
        "plaene": 2,
        "handlungsfelder": 4,
        "ziele": 3,
        "massnahmen": 4,
    },
    "mansfeld-suedharz": {"orte": 4},
    "nm-arge10": {"orte": 11, "plaene": 1, "handlungsfelder": 6, "ziele": 5, "massnahmen": 4},
    "ozsv": {"orte": 3, "plaene": 2, "handlungsfelder": 3, "ziele": 4, "massnahmen": 1},
    "querverbindungen": {"kooperationen": 1, "beziehungen": 6},
    "rodachtal": {
        "orte": 14,
        "organisationen": 1,
        "plaene": 3,
        "handlungsfelder": 3,
        "ziele": 3,
        "massnahmen": 12,
    },
    "saalebogen": {
        "orte": 52,
        "organisationen": 8,
        "plaene": 4,
        "handlungsfelder": 5,
        "querschnittsthemen": 3,
        "ziele": 20,
        "massnahmen": 34,
        "beteiligungen": 3,
        "ideen": 2,
        "beispiele": 1,
    },
    "silberberg": {
        "orte": 6,
        "organisationen": 1,
        "plaene": 1,
        "handlungsfelder": 6,
        "querschnittsthemen": 2,
        "massnahmen": 4,
    },
    "staedtedreieck-oberpfalz": {"orte": 3, "plaene": 1, "handlungsfelder": 8, "massnahmen": 3},
}


def test_every_region_is_there() -> None:
    assert sorted(COUNTS) == NAMES


@pytest.mark.parametrize("name", NAMES)
def test_nothing_was_lost(name: str) -> None:
    register = raw(name)
    assert {key: len(value) for key, value in register.items() if isinstance(value, list)} == COUNTS[name]
    assert register["kennung"] == name
    alliance = 1 if "verbund" in register else 0
    assert len(result(name).records) == sum(COUNTS[name].values()) + alliance


@pytest.mark.parametrize("name", NAMES)
def test_is_without_doubts_and_valid_by_the_schema(name: str) -> None:
    assert result(name).notices == ()
    assert list(jsonschema.Draft202012Validator(json_schema()).iter_errors(raw(name))) == []


@pytest.mark.parametrize("name", NAMES)
def test_is_written_as_a_person_would_edit_it(name: str) -> None:
    text = (EXAMPLES / name / "planungsregister.json").read_text(encoding="utf-8")
    assert text == json.dumps(json.loads(text), ensure_ascii=False, indent=2) + "\n"
    assert (EXAMPLES / name / "README.md").is_file()


@pytest.mark.parametrize("name", NAMES)
def test_everything_listed_names_a_source(name: str) -> None:
    unsourced = {record.ref.key for record in result(name).records if not record.urls and not record.inferred}
    assert unsourced == set()


@pytest.mark.parametrize("name", NAMES)
def test_official_places_are_the_ones_meant(name: str) -> None:
    for record in result(name).records:
        if not isinstance(record, Place) or record.ags is None:
            continue
        official = gazetteer().by_ags(record.ags)
        assert official is not None
        names = {record.label, *record.alt_labels}
        written = next(place["name"] for place in raw(name)["orte"] if place.get("ags") == record.ags)
        assert written in names
        assert record.latitude is None


def test_ambiguous_names_lie_in_the_right_county() -> None:
    counties = {
        place["name"]: place["ags"][:5]
        for name in NAMES
        for place in raw(name).get("orte", ())
        if "ags" in place
    }
    assert counties["Ahorn"] == "09473"
    assert counties["Schneeberg"] == "14521"
    assert counties["Breitenbrunn"] == counties["Hohenfels"] == "09373"


def test_every_reference_across_registers_leads_somewhere() -> None:
    known = {
        record.ref for name in NAMES for record in result(name).records if not isinstance(record, Relation)
    }
    ends = [
        end
        for record in result("querverbindungen").records
        for end in ((record.subject, record.object) if isinstance(record, Relation) else ())
    ]
    (network,) = [record for record in result("querverbindungen").records if isinstance(record, Cooperation)]
    assert len(ends) == 12
    assert [ref for ref in (*ends, *network.members) if ref not in known] == []
    assert {ref.key.partition("/")[0] for ref in network.members} == {
        "saalebogen",
        "ozsv",
        "mansfeld-suedharz",
    }


def test_one_planning_bureau_ties_two_regions() -> None:
    authors = {
        name: {
            author
            for record in result(name).records
            if isinstance(record, PlanDocument)
            for author in record.authors
        }
        for name in ("saalebogen", "rodachtal")
    }
    assert authors["saalebogen"] & authors["rodachtal"] == {
        Ref(Kind.ORGANISATION, "url:https://ipu-erfurt.de/")
    }


def test_the_goal_people_comment_on_is_the_plans_own_wording() -> None:
    goal = of("saalebogen", Ref(Kind.GOAL, "saalebogen/gemeinsame-digitale-systeme"))
    assert isinstance(goal, Goal)
    assert goal.verbatim
    assert goal.label in PAGE.read_text(encoding="utf-8")
    assert goal.themes == (Ref(Kind.CROSS_CUTTING, "saalebogen/digitalisierung"),)
    assert goal.inferred == {"places"}
    assert sum(record.verbatim for record in result("saalebogen").records if isinstance(record, Goal)) == 1


def test_concluded_links_stay_marked() -> None:
    measures = [record for record in result("saalebogen").records if isinstance(record, Measure)]
    assert sum(bool(measure.inferred) for measure in measures) == 18
    lead = of("saalebogen", Ref(Kind.MEASURE, "saalebogen/radverkehr-alltag-tourismus"))
    assert isinstance(lead, Measure)
    assert lead.is_inferred("themes", Ref(Kind.FIELD, "saalebogen/mobilitaet"))
    assert not lead.is_inferred("themes", Ref(Kind.CROSS_CUTTING, "saalebogen/nachhaltigkeit"))


def test_plans_follow_one_another() -> None:
    new = of("saalebogen", Ref(Kind.PLAN, "saalebogen/rek-am-saalebogen"))
    assert isinstance(new, PlanDocument)
    assert new.replaces == Ref(Kind.PLAN, "saalebogen/rek-2002")
    plans = Counter(record.plan for record in result("saalebogen").records if isinstance(record, Goal))
    assert plans == {new.ref: 17, new.replaces: 3}


def test_forecasts_are_kept() -> None:
    place = of("saalebogen", Ref(Kind.PLACE, "ags:16073077"))
    assert isinstance(place, Place)
    assert [(figure.date, figure.value, figure.forecast) for figure in place.population] == [
        ("1990", 33_628, False),
        ("2010", 26_755, False),
        ("2022-12-31", 29_224, False),
        ("2030", 22_339, True),
    ]


def test_ideas_and_examples_come_from_the_page() -> None:
    lines = PAGE.read_text(encoding="utf-8").splitlines()
    comments = lines[lines.index("Querschnittsthemen", 9) + 1 :]
    ideas = [record for record in result("saalebogen").records if isinstance(record, Idea)]
    said = [comments[int(ref.key.rpartition("/")[2]) - 1] for idea in ideas for ref in idea.expressed_in]
    assert "Glasfaserausbau" in said[0]
    assert "Schul" in said[1]
    (example,) = [record for record in result("saalebogen").records if isinstance(record, Example)]
    assert example.ref == Ref(Kind.EXAMPLE, "url:https://www.uni-jena.de/200525_WeCare")
    assert example.page is not None
    assert example.page in comments[4]
    assert example.places == (Ref(Kind.PLACE, "ags:16073082"),)


def test_the_page_is_untouched_and_its_note_fits_the_register() -> None:
    assert (
        sha256(PAGE.read_bytes()).hexdigest()
        == "3cc6f9dbcb0f9a7e73388d3166f8faa8d4d6b825201c2b8147c9ecc1345f6b7a"
    )
    note = load_source_note(PAGE)
    assert note is not None
    assert note.key == "saalebogen-digitalisierung"
    assert all(wording in PAGE.read_text(encoding="utf-8") for wording in note.correspondences)
    known = {record.ref for record in result("saalebogen").records}
    assert {note.plan, note.process, note.cooperation, *note.correspondences.values()} <= known
    assert note.region is not None
    assert note.region.key.rpartition("/")[2] in RESERVED
