"""Texts searched in several processes have the links they have in one."""

from __future__ import annotations

import os
from functools import partial
from pathlib import Path

import pytest
from graph.making import EXAMPLES, SEED_PAGE, dump_of, load_files, snapshot_of, thing

from querbezug.graph.errors import StoreError
from querbezug.graph.links import processes
from querbezug.graph.links.corpus import TextUnit
from querbezug.graph.links.decisions import Decisions
from querbezug.graph.review import Reading, Verdict, decide
from querbezug.graph.store import staging

FIRST = thing("comment", "saalebogen-digitalisierung-05")
REGISTERS = [EXAMPLES / name / "planungsregister.json" for name in ("saalebogen", "rodachtal")]


def loaded_in_steps(store: Path) -> None:
    """Load a region, what its citizens say, and another region, with a decision in between."""
    load_files(store, REGISTERS[0])
    load_files(store, SEED_PAGE)
    snapshot = snapshot_of(store)
    assessments = list(Reading(snapshot.store, snapshot.layout).all())
    mention = next(each for each in assessments if each.claim.unit == FIRST and not each.by_hand)
    decide(store, Verdict(mention.id, "rejected"))
    load_files(store, REGISTERS[1])


def test_it_does_not_matter_how_many_processes_search(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    loaded_in_steps(tmp_path / "one")
    monkeypatch.setattr(processes, "WORTH_IT", 1)
    monkeypatch.setattr(processes, "_AT_ONCE", 7)
    monkeypatch.setattr(processes, "available", lambda: 2)
    monkeypatch.setattr(staging, "IN_MEMORY", 200)  # a register is handed over on disk, identities in memory
    loaded_in_steps(tmp_path / "two")
    assert dump_of(tmp_path / "two", "trig") == dump_of(tmp_path / "one", "trig")
    assert snapshot_of(tmp_path / "two").version == snapshot_of(tmp_path / "one").version
    assert sorted(path.name for path in tmp_path.iterdir()) == ["one", "two"]


def test_a_process_that_ends_early_is_told_in_a_sentence() -> None:
    task = processes.Task(partial(os._exit, 1), Decisions(), None)
    unit = TextUnit(FIRST, "Mehr Bäume", frozenset(), frozenset())
    with pytest.raises(StoreError, match="Arbeitsspeicher"):
        list(processes.outcomes(task, [(unit,)], 2))
