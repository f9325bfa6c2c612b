"""Polis: statements with their votes, and the conversation they belong to."""

from __future__ import annotations

import json
from contextlib import suppress
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from querbezug.graph.errors import QuerbezugError
from querbezug.graph.readers.base import ReadOptions, ReadResult, SourceFile, collect
from querbezug.graph.readers.first_words import LONGEST_HEADING, first_words
from querbezug.graph.readers.polis import PolisCommentsReader, PolisSummaryReader
from querbezug.graph.records import Idea, Kind, Process, Ref

SAMPLES = Path(__file__).parent / "samples" / "polis"
COMMENTS = (SAMPLES / "comments.csv").read_bytes()
SUMMARY = (SAMPLES / "summary.csv").read_bytes()
STATEMENTS = PolisCommentsReader()
CONVERSATION = PolisSummaryReader()


def statements(data: bytes) -> ReadResult:
    return collect(STATEMENTS.read(SourceFile("comments.csv", data), ReadOptions()))


def conversation(data: bytes) -> ReadResult:
    return collect(CONVERSATION.read(SourceFile("summary.csv", data), ReadOptions()))


def test_a_statement_becomes_an_idea_with_its_votes() -> None:
    process, first, second = statements(COMMENTS).records
    assert isinstance(process, Process)
    assert process.ref == Ref(Kind.PROCESS, "comments/verfahren")
    assert isinstance(first, Idea)
    assert first.ref == Ref(Kind.IDEA, "comments/statement-12")
    assert first.text == (
        'Wärme soll dezentral in das "Netz" eingespeist werden können, wenn die Leitung in der Nähe liegt.'
    )
    assert first.label == 'Wärme soll dezentral in das "Netz" eingespeist werden können, wenn die Leitung…'
    assert (first.date, first.supports, first.objections) == ("2022-05-05", 29, 4)
    assert (first.process, first.origin.row) == (process.ref, 2)
    assert isinstance(second, Idea)
    assert (second.label, second.ref.key) == ("Mehr Photovoltaik auf Dächern", "comments/statement-14")


def test_what_the_moderation_rejected_is_told_and_not_in_the_graph() -> None:
    result = statements(COMMENTS)
    assert "Abgelehnte" not in repr(result.records)
    (told,) = [notice for notice in result.notices if notice.message.key == "polis.rejected"]
    assert (told.message.values, told.row, told.field, told.left_out) == ({"count": 1}, 3, "moderated", False)


def test_a_statement_without_number_or_text_is_left_out_and_told() -> None:
    result = statements(COMMENTS + b"1651502303840,,15,490,1,0,1,\n")
    assert [(notice.message.key, notice.row) for notice in result.notices if notice.left_out] == [
        ("polis.no-number", 5),
        ("polis.no-text", 6),
    ]


def test_the_numbers_of_participants_are_nowhere() -> None:
    result = statements(COMMENTS)
    assert "4711" not in repr(result)
    assert "reading.personal-column" in [notice.message.key for notice in result.notices]


def test_personal_data_in_a_statement_is_masked() -> None:
    data = COMMENTS + b"1651502303840,,15,490,1,0,1,Schreiben Sie an anna@stadt.example\n"
    idea = statements(data).records[-1]
    assert isinstance(idea, Idea)
    assert idea.text == "Schreiben Sie an [E-Mail entfernt]"
    assert idea.redacted


def test_the_columns_of_talk_to_the_city_are_read_too() -> None:
    data = "comment-id,comment-body,agree,disagree,timestamp\n1,Mehr Bäume,7,2,2024-02-03\n".encode()
    idea = statements(data).records[-1]
    assert isinstance(idea, Idea)
    assert (idea.label, idea.supports, idea.objections, idea.date) == ("Mehr Bäume", 7, 2, "2024-02-03")


def test_the_conversation_becomes_a_process() -> None:
    result = conversation(SUMMARY)
    assert tuple(result.records) == (
        Process(
            ref=Ref(Kind.PROCESS, "pol-is/conversation-4beispiel1"),
            label="Wärmewende",
            origin=result.records[0].origin,
            note="Wie heizen wir morgen?\n\nSagen Sie, was Sie denken.",
            same_as=(Ref(Kind.PROCESS, "url:https://pol.is/4beispiel1"),),
            entries=104,
            page="https://pol.is/4beispiel1",
        ),
    )
    assert result.source.title == "Wärmewende"
    assert result.source.url == "https://pol.is/4beispiel1"


def test_with_the_address_in_the_note_both_files_meet(tmp_path: Path) -> None:
    table = tmp_path / "comments.csv"
    table.write_bytes(COMMENTS)
    note = {"kennung": "waermewende", "titel": "Wärmewende", "plattform": "https://pol.is/4beispiel1"}
    (tmp_path / "comments.csv.quelle.json").write_text(json.dumps(note), encoding="utf-8")
    process, idea, _ = collect(STATEMENTS.read(SourceFile.from_path(table), ReadOptions())).records
    assert process.ref == conversation(SUMMARY).records[0].ref
    assert idea.ref == Ref(Kind.IDEA, "pol-is/conversation-4beispiel1-statement-12")


def test_each_file_is_recognised_by_its_own_reader_only() -> None:
    tables = SourceFile("a", COMMENTS), SourceFile("b", SUMMARY), SourceFile("c", b"id;title;body\n1;A;B\n")
    assert [STATEMENTS.recognises(table) for table in tables] == [True, False, False]
    assert [CONVERSATION.recognises(table) for table in tables] == [False, True, False]


@pytest.mark.parametrize(
    ("text", "heading"),
    [
        ("Kurz", "Kurz"),
        ("zwei\n Zeilen", "zwei Zeilen"),
        ("a" * 100, "a" * 79 + "…"),
        ("a" * 79 + " b", "a" * 79 + "…"),
        ("a" * 70 + ", bcdefghijklmnop", "a" * 70 + "…"),
    ],
)
def test_a_heading_is_cut_between_words(text: str, heading: str) -> None:
    assert first_words(text) == heading


@given(st.text(max_size=300))
def test_a_heading_is_never_too_long(text: str) -> None:
    assert len(first_words(text)) <= LONGEST_HEADING


CELL = st.text(st.characters(exclude_categories=["Cs"]), max_size=20).map(
    lambda cell: cell.replace('"', '""')
)


@given(st.lists(CELL, min_size=8, max_size=8))
def test_no_cell_raises_a_strange_error(cells: list[str]) -> None:
    row = ",".join(f'"{cell}"' for cell in cells)
    assert_tame(COMMENTS + row.encode() + b"\n")


@given(st.binary(max_size=30), st.integers(0, 700), st.integers(0, 30), st.sampled_from([COMMENTS, SUMMARY]))
def test_no_bytes_raise_a_strange_error(noise: bytes, at: int, cut: int, data: bytes) -> None:
    assert_tame(data[:at] + noise + data[at + cut :])


def assert_tame(data: bytes) -> None:
    for reader in (STATEMENTS, CONVERSATION):
        source = SourceFile("quelle.csv", data)
        reader.recognises(source)
        with suppress(QuerbezugError):
            collect(reader.read(source, ReadOptions()))
