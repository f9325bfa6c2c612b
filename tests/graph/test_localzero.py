"""LocalZero: each node of the tree becomes something or is told, and demands are no measures."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator
from typing import Any

import pytest
from graph.localzero_making import (
    EXAMPLE,
    READER,
    node,
    read,
    ref,
)

from querbezug.graph.readers.base import ReadOptions, ReadResult, SourceFile, collect
from querbezug.graph.records import Idea, Kind, Measure, Organisation, Origin, Ref, StatusReport, Theme


@pytest.fixture(scope="module")
def mainz() -> ReadResult:
    return collect(READER.read(SourceFile.from_path(EXAMPLE), ReadOptions()))


def nodes(tree: list[dict[str, Any]], depth: int = 1) -> Iterator[tuple[int, dict[str, Any]]]:
    for one in tree:
        yield depth, one
        yield from nodes(one["children"], depth + 1)


def test_all_55_nodes_of_mainz_are_accounted_for(mainz: ReadResult) -> None:
    tree = list(nodes(json.loads(EXAMPLE.read_bytes())))
    assert Counter(depth for depth, _ in tree) == {1: 5, 2: 17, 3: 33}
    made = [one for one in mainz.records if isinstance(one, Theme | Measure | Idea)]
    assert Counter(type(one).__name__ for one in made) == {"Theme": 4, "Measure": 40, "Idea": 10}
    measures = [one for one in made if isinstance(one, Measure)]
    assert Counter(one.category for one in measures) == {"Strategie": 10, "Maßnahme": 30}
    pages = [one.path for one in mainz.notices if one.message.key == "localzero.page"]
    assert pages == ["922"]
    paths = [one.origin.path for one in made]
    assert len(paths) + len(pages) == len(tree) == 55
    assert {str(one["id"]) for _, one in tree} == {str(path).rpartition("/")[2] for path in paths + pages}


def test_the_three_levels_of_mainz_hang_together(mainz: ReadResult) -> None:
    by_path = {one.origin.path: one for one in mainz.records if isinstance(one, Theme | Measure | Idea)}
    for path, one in by_path.items():
        above = by_path[path.rpartition("/")[0]] if path and "/" in path else None
        if isinstance(one, Measure):
            assert one.themes == (by_path[str(path).partition("/")[0]].ref,)
            assert one.part_of == (above.ref if isinstance(above, Measure) else None)
            assert one.places == (Ref(Kind.PLACE, "ags:07315000"),)
        elif isinstance(one, Idea):
            assert one.themes == (by_path[str(path).partition("/")[0]].ref,)
            assert above is not None
            assert f"„{above.label}“" in str(one.note)


def test_the_demands_of_mainz_are_those_marked_as_such(mainz: ReadResult) -> None:
    tree = [one for _, one in nodes(json.loads(EXAMPLE.read_bytes()))]
    demands = {one["id"] for one in tree if one["title"].startswith("MainzZero:")}
    ideas = [one for one in mainz.records if isinstance(one, Idea)]
    assert {one.ref for one in ideas} == {
        Ref(Kind.IDEA, f"monitoring-localzero-net/task-{n}") for n in demands
    }
    assert not any(one.label.startswith("MainzZero") for one in ideas)
    assert all("Forderung von MainzZero" in str(one.note) for one in ideas)


def test_a_measure_keeps_dates_status_and_organs() -> None:
    measure = node(
        12,
        "Stadt MZ: Wärmeplanung",
        teaser="Wie wir heizen",
        description="Siehe **[Plan](https://example.org/plan)**",
        planned_start="2022-11-30",
        planned_completion="2023-12-31",
        actual_completion="2023-09-26",
        responsible_organ="Stadtwerke / Stadtrat",
        execution_status=4,
        execution_completion=100,
        execution_justification="Steht im Netz.",
        plan_assessment="Gut.",
        supporting_ngos="BUND",
    )
    organs = (Ref(Kind.ORGANISATION, "ort#Stadtwerke"), Ref(Kind.ORGANISATION, "ort#Stadtrat"))
    origin = Origin(path="1/12")
    result = read(node(1, "Wärme", measure))
    assert result.notices == []
    assert result.records == [
        Theme(ref=ref(Kind.FIELD, 1), label="Wärme", origin=Origin(path="1")),
        Organisation(ref=organs[0], label="Stadtwerke", origin=origin),
        Organisation(ref=organs[1], label="Stadtrat", origin=origin),
        Measure(
            ref=ref(Kind.MEASURE, 12),
            label="Wärmeplanung",
            origin=origin,
            category="Maßnahme",
            themes=(ref(Kind.FIELD, 1),),
            responsible=organs,
            status="completed",
            status_note="abgeschlossen, Vervollständigungsgrad 100 % (Einschätzung im LocalZero-Monitoring)",
            period="geplant: 2022-11-30 bis 2023-12-31",
            begin="2022-11-30",
            end="2023-09-26",
            description="Wie wir heizen\n\nSiehe Plan (https://example.org/plan)",
            note="Im Monitoring mit „Stadt MZ:“ gekennzeichnet.\nUnterstützt von: BUND",
        ),
        StatusReport(
            ref=ref(Kind.REPORT, 12, "execution-justification"),
            label="Begründung des Umsetzungsstands: Wärmeplanung",
            origin=origin,
            text="Steht im Netz.",
            reports_on=ref(Kind.MEASURE, 12),
            status="completed",
            assessment="abgeschlossen",
        ),
        StatusReport(
            ref=ref(Kind.REPORT, 12, "plan-assessment"),
            label="Bewertung der Planung: Wärmeplanung",
            origin=origin,
            text="Gut.",
            reports_on=ref(Kind.MEASURE, 12),
        ),
    ]


@pytest.mark.parametrize(
    ("number", "code", "word"),
    [
        (0, None, None),
        (2, "running", "in Arbeit"),
        (4, "completed", "abgeschlossen"),
        (6, None, "verzögert / fehlt"),
        (8, "dropped", "gescheitert"),
    ],
)
def test_each_status_has_its_code_and_keeps_its_word(number: int, code: str | None, word: str | None) -> None:
    _, measure = read(node(1, "Strom", node(2, "Dächer", execution_status=number))).records
    assert isinstance(measure, Measure)
    assert measure.status == code
    assert (measure.status_note or "").partition(" (")[0] == (word or "")


def test_an_unknown_status_is_told_and_guessed_by_nobody() -> None:
    result = read(node(1, "Strom", node(2, "Dächer", execution_status=7)))
    assert [one.message.key for one in result.notices] == ["localzero.unknown-status"]
    measure = result.records[1]
    assert isinstance(measure, Measure)
    assert (measure.status, measure.status_note) == (None, None)


@pytest.mark.parametrize("who", ["MainzZero", "KölnZero", "Klimaentscheid Jena"])
def test_a_demand_is_an_idea_and_what_it_stands_under_is_in_its_note(who: str) -> None:
    demand = node(
        3, f"{who}: Mehr Wind", responsible_organ="Stadtrat", execution_status=6, planned_start="2024-01-01"
    )
    *_, idea = read(node(1, "Strom", node(2, "Wind", demand))).records
    assert isinstance(idea, Idea)
    assert idea.ref == ref(Kind.IDEA, 3)
    assert idea.label == "Mehr Wind"
    assert idea.themes == (ref(Kind.FIELD, 1),)
    assert idea.note == (
        f"Forderung von {who}, keine Maßnahme der Kommune.\n"
        "Steht im Monitoring unter „Wind“.\n"
        "Umsetzungsstand: verzögert / fehlt (Einschätzung im LocalZero-Monitoring).\n"
        "Zeitraum: 2024-01-01 bis offen.\n"
        "Verantwortliches Organ: Stadtrat."
    )


def test_what_stands_below_a_demand_belongs_to_the_measure_above() -> None:
    deeper = node(3, "MainzZero: Mehr", node(4, "Stadt MZ: Teil"))
    result = read(node(1, "Strom", node(2, "Wind", deeper)))
    part = next(one for one in result.records if one.label == "Teil")  # type: ignore[union-attr]
    assert isinstance(part, Measure)
    assert part.part_of == ref(Kind.MEASURE, 2)


@pytest.mark.parametrize(
    ("root", "is_field"),
    [
        (node(1, "Mehr Infos zum Monitoring"), False),
        (node(1, "Mehr Infos zum Monitoring", execution_status=2), True),
        (node(1, "Mehr Infos zum Monitoring", node(2, "Dächer")), True),
        (node(1, "Soziales"), True),
    ],
)
def test_only_a_page_about_the_monitoring_is_no_field(root: dict[str, object], is_field: bool) -> None:
    result = read(root)
    assert any(isinstance(one, Theme) for one in result.records) == is_field
    assert [one.message.key for one in result.notices] == ([] if is_field else ["localzero.page"])


def test_organs_are_parted_at_slashes_and_semicolons_and_told_once() -> None:
    children = [
        node(2, "Eins", responsible_organ="Hauptamt (Amt 10) / Stadtwerke; Stadtrat"),
        node(3, "Zwei", responsible_organ="Stadtrat/Grün- und Umweltamt"),
        node(4, "Drei", responsible_organ="Amt 61/2"),
    ]
    result = read(node(1, "Strom", *children))
    organs = [one.label for one in result.records if isinstance(one, Organisation)]
    assert organs == ["Hauptamt (Amt 10)", "Stadtwerke", "Stadtrat", "Grün- und Umweltamt", "Amt 61/2"]
