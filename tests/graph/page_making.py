"""Reading pages in tests: pages by name or text, and what came of them."""

from __future__ import annotations

from pathlib import Path

import pytest

from querbezug.graph.errors import SourceError
from querbezug.graph.readers.base import ReadOptions, ReadResult, SourceFile
from querbezug.graph.readers.participation_page import ParticipationPageReader, describe_lines
from querbezug.graph.records import Comment, Goal, Theme

PAGES = Path(__file__).parent / "pages"
SEED = Path(__file__).parents[2] / "examples" / "saalebogen" / "beteiligung-digitalisierung.txt"
READER = ParticipationPageReader()
HEAD = (
    "- Handlungsfeld\n- Thema\n-\nQuerschnittsthema Digitalisierung\n- Systeme aufbauen\nQuerschnittsthemen\n"
)


def source(text: str | bytes, name: str = "seite.txt") -> SourceFile:
    return SourceFile(name, text.encode() if isinstance(text, str) else text)


def read(text: str | bytes, **options: bool) -> ReadResult:
    return READER.read(source(text), ReadOptions(**options))


def page(name: str) -> ReadResult:
    return READER.read(SourceFile.from_path(PAGES / name), ReadOptions())


def themes(result: ReadResult) -> list[Theme]:
    return [record for record in result.records if isinstance(record, Theme)]


def goals(result: ReadResult) -> list[Goal]:
    return [record for record in result.records if isinstance(record, Goal)]


def comments(result: ReadResult) -> list[Comment]:
    return [record for record in result.records if isinstance(record, Comment)]


def texts(result: ReadResult) -> list[str]:
    return [comment.text for comment in comments(result)]


def noticed(result: ReadResult) -> set[tuple[str, int | None]]:
    return {(notice.message.key.removeprefix("page."), notice.line) for notice in result.notices}


def roles(text: str) -> list[str]:
    return [line.role.value for line in describe_lines(source(text))]


def refusal(text: str | bytes, **options: bool) -> str:
    with pytest.raises(SourceError) as caught:
        read(text, **options)
    assert caught.value.text("en")
    return caught.value.text("de")
