"""One proposal, debate, investment or comment, whether it came as a row or as a JSON object."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cache

from querbezug.graph.readers.headers import Headers, plain_header, words
from querbezug.graph.readers.tables import Cell
from querbezug.graph.records import Origin

_OF_INVESTMENTS = frozenset(
    {"feasibility", "finished", "valuator", "valuation_group", "visible", "unfeasibility", "heading"}
)
_FEWEST = 2


class Subject(StrEnum):
    """What the entries of a table or list are, named as in the platform's addresses."""

    PROPOSALS = "proposal"
    INVESTMENTS = "investment"
    COMMENTS = "comment"


@cache
def headers() -> Headers:
    """Return the headers of ``headers.toml``."""
    return Headers.of(__package__)


@cache
def _meanings(table: str) -> Mapping[str, str]:
    return words(__package__, "headers.toml", table)


def meaning(table: str, word: str) -> str | None:
    """Return what ``word`` means in ``table`` of ``headers.toml``, whatever its case."""
    return _meanings(table).get(plain_header(word))


def subject_of(columns: Iterable[str]) -> Subject | None:
    """Return what a table with ``columns`` holds; ``None`` if it is none of CONSUL Democracy."""
    columns = tuple(columns)
    fields = headers().fields(columns)
    strange = any(headers().field(column) is None for column in columns)
    if {"id", "commentable_id", "commentable_type", "body"} <= fields:
        return None if strange else Subject.COMMENTS
    if not {"id", "title"} <= fields:
        return None
    if "description" in fields and len(fields & _OF_INVESTMENTS) >= _FEWEST:
        return Subject.INVESTMENTS
    if fields & {"votes_up", "retired_at"}:
        return Subject.PROPOSALS
    exported = {"summary", "created", "author"} <= fields or fields == {
        "id",
        "title",
        "summary",
        "description",
    }
    return Subject.PROPOSALS if exported and not strange else None


@dataclass(frozen=True, slots=True)
class Entry:
    """One thing of the platform.

    Attributes
    ----------
    type : str
        The word before its number: ``proposal``, ``debate``, ``investment``, ``comment``.
    cells : mapping of str to str or tuple of str
        By field.
    columns : mapping of str to str
        What the source calls each field.
    """

    type: str
    cells: Mapping[str, Cell]
    columns: Mapping[str, str]
    origin: Origin

    def text(self, *names: str) -> str:
        """Return the first of the fields ``names`` that is not empty, or ``""``."""
        for name in names:
            cell = self.cells.get(name, "")
            text = (cell if isinstance(cell, str) else ", ".join(cell)).strip()
            if text:
                return text
        return ""

    def values(self, name: str) -> tuple[str, ...]:
        """Return the entries of the field ``name``."""
        cell = self.cells.get(name, "")
        entries = cell.split(",") if isinstance(cell, str) else cell
        return tuple(stripped for entry in entries if (stripped := entry.strip()))
