"""The bench of the analyses: each answer is measured, and plain implementations come to the same."""

from __future__ import annotations

from pathlib import Path

import pytest
from bench.analysing.peers import compared
from bench.analysing.steps import parameters, steps
from bench.generate import generate
from bench.generating.whole import Size

from querbezug.graph.analysis import project
from querbezug.graph.answers import Workbench, questions
from querbezug.graph.store import ReadStore


@pytest.fixture(scope="module")
def generated(tmp_path_factory: pytest.TempPathFactory) -> Path:
    store = tmp_path_factory.mktemp("bench") / "small.store"
    generate(store, Size(comments=200, goals=40, measures=300, cities=60))
    return store


def test_every_answer_is_measured_and_the_store_left_as_it_was(generated: Path) -> None:
    before = sorted(path.name for path in generated.parent.iterdir())
    found = steps(generated)
    bench = Workbench(ReadStore(generated).snapshot(), project(ReadStore(generated).snapshot()))
    wanted = {f"answer: {each.id}" for each in questions().values() if parameters(bench, each) is not None}
    names = [step["name"] for step in found["steps"]]  # type: ignore[index, attr-defined]
    assert wanted <= set(names)
    assert names[:2] == ["projection, first time", "projection, kept"]
    assert found["comments"] == 200
    assert sorted(path.name for path in generated.parent.iterdir()) == before


def test_plain_implementations_agree(generated: Path) -> None:
    found = compared(project(ReadStore(generated).snapshot()))
    assert "disagreement" not in found
    assert len(found["compared"]) == 5
