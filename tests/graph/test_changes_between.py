"""What changed between two states of the data: counted by hand, and in words."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import pytest
from graph.making import store_of, thing

from querbezug.graph.analysis import project
from querbezug.graph.analysis.differences import Differences, StatusChange
from querbezug.graph.analysis.states import States
from querbezug.graph.answers import Answer, ParameterError, Workbench, ask
from querbezug.graph.records import (
    AnyRecord,
    Comment,
    Goal,
    Kind,
    Measure,
    Place,
    PlaceKind,
    Ref,
)
from querbezug.ontology.terms import QUER

A, B = (Ref(Kind.PLACE, f"ags:{ags}") for ags in ("16073077", "09463000"))
GOAL = Goal(ref=Ref(Kind.GOAL, "probe/z"), label="Netz", places=(A,))
MEASURE = Measure(
    ref=Ref(Kind.MEASURE, "probe/m"), label="Bau", goals=(GOAL.ref,), places=(A, B), status="running"
)
COMMENT = Comment(ref=Ref(Kind.COMMENT, "probe/1"), text="Gut so.", sequence=1, about=GOAL.ref)


def town(ref: Ref, label: str) -> Place:
    return Place(ref=ref, label=label, place_kind=PlaceKind.MUNICIPALITY, ags=ref.key.removeprefix("ags:"))


TOWNS = (town(A, "Saalfeld/Saale"), town(B, "Coburg"))
BEFORE: tuple[AnyRecord, ...] = (*TOWNS, GOAL, MEASURE)
AFTER: tuple[AnyRecord, ...] = (
    *TOWNS,
    replace(GOAL, label="Schnelles Netz", places=(A, B)),
    replace(MEASURE, status="completed", goals=()),
    COMMENT,
    Measure(ref=Ref(Kind.MEASURE, "probe/neu"), label="Neu", places=(A,)),
)


def differences(folder: Path, before: Sequence[AnyRecord], after: Sequence[AnyRecord]) -> Differences:
    folder.mkdir(exist_ok=True)
    stores = (store_of(folder / name, *records) for name, records in (("old", before), ("new", after)))
    return Differences(*map(project, stores))


def test_what_came_went_and_changed_is_what_was_written(tmp_path: Path) -> None:
    found = differences(tmp_path, BEFORE, AFTER)
    assert {found.after.iris[n] for n in found.came} == {
        thing("comment", "probe-01"),
        thing("measure", "probe_neu"),
    }
    assert found.went == []
    assert [(found.before.labels[a], found.after.labels[b]) for a, b in found.renamed] == [
        ("Netz", "Schnelles Netz")
    ]
    assert found.statuses == [StatusChange(thing("measure", "probe_m"), "running", "completed")]
    came, went = found.links
    assert (thing("goal", "probe_z"), str(QUER.planningArea), thing("place", "coburg")) in came
    assert went == [(thing("measure", "probe_m"), str(QUER.contributesTo), thing("goal", "probe_z"))]
    (tie,) = found.ties
    assert {tie.left, tie.right} == {thing("place", "saalfeld-saale"), thing("place", "coburg")}
    assert 0 < tie.before < tie.after


def test_back_is_the_opposite_of_forth(tmp_path: Path) -> None:
    forth, back = differences(tmp_path / "a", BEFORE, AFTER), differences(tmp_path / "b", AFTER, BEFORE)
    assert {forth.after.iris[n] for n in forth.came} == {back.before.iris[n] for n in back.went}
    assert forth.links == back.links[::-1]
    assert [(t.left, t.right, t.before, t.after) for t in forth.ties] == [
        (t.left, t.right, t.after, t.before) for t in back.ties
    ]


def test_the_same_state_has_no_differences(tmp_path: Path) -> None:
    assert differences(tmp_path, BEFORE, BEFORE).nothing
    assert not differences(tmp_path / "other", BEFORE, AFTER).nothing


@pytest.fixture
def answered(tmp_path: Path) -> tuple[Workbench, Answer]:
    now = Workbench(store_of(tmp_path / "new", *AFTER))
    States(tmp_path / "new").keep(project(store_of(tmp_path / "old", *BEFORE)))
    return now, ask(now, "changes", {})


def test_the_answer_says_so_in_both_languages(answered: tuple[Workbench, Answer]) -> None:
    _, answer = answered
    german = " ".join(sentence.text("de") for sentence in answer.sentences)
    assert "Neu sind" in german
    assert "eine Maßnahme" in german
    assert "ein Kommentar" in german
    assert "Eine Maßnahme hat einen neuen Umsetzungsstand." in german
    assert "Ein Paar von Kommunen ist enger verbunden als vorher." in german
    assert "New are" in answer.sentences[1].text("en")
    (row,) = next(table for table in answer.tables if table.name == "statuses").rows
    told = [cell.text("de") for cell in row if hasattr(cell, "text")]
    assert told == ["Bau", "in Umsetzung", "abgeschlossen"]


def test_a_state_is_chosen_by_its_version_and_a_wrong_one_is_told(answered: tuple[Workbench, Answer]) -> None:
    workbench, answer = answered
    (earlier,) = workbench.earlier_states()
    assert ask(workbench, "changes", {"before": earlier.version[:12]}) == answer
    with pytest.raises(ParameterError, match=earlier.version[:8]):
        ask(workbench, "changes", {"before": "../../etc/passwd"})


def test_without_an_earlier_state_the_answer_says_how_one_comes_about(store: Path) -> None:
    answer = ask(Workbench(store_of(store, GOAL)), "changes", {})
    assert "noch keinen früheren Stand" in answer.sentences[0].text("de")
    assert answer.tables == ()
