"""The table of the region's 24 questions tells where each is answered, and nothing that is not there."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from querbezug.graph.answers import question, questions

PAGE = (Path(__file__).parents[2] / "docs" / "questions.md").read_text(encoding="utf-8")
ROWS = [
    [cell.strip() for cell in line.strip("|").split("|")]
    for line in PAGE.splitlines()
    if re.match(r"\| \d+ \|", line)
]
CODE = re.compile(r"`([a-z_-]+)`")


def test_all_24_questions_stand_in_the_table() -> None:
    assert [int(row[0]) for row in ROWS] == list(range(1, 25))


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row[0])
def test_each_names_questions_of_the_registry_with_their_parameters(row: list[str]) -> None:
    answering = [question(id) for id in CODE.findall(row[2])]  # noqa: A001 - the name of the field
    assert answering
    told = {name: f"(`{name}`)" in row[3] for name in CODE.findall(row[3])}
    known = {each.name: not each.required for asked in answering for each in asked.parameters}
    assert told == known
    assert row[4]


def test_every_question_is_on_the_page() -> None:
    assert set(questions()) <= set(CODE.findall(PAGE))
