"""What a table of adhocracy4 is about, and which of its columns nobody named holds the category."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from functools import cache
from itertools import islice

from querbezug.graph.readers.headers import Headers, plain_header
from querbezug.graph.readers.tables import Row, Table, is_personal

LOOKED_AT = 500
"""How many rows are looked at to find the platform and the column of the category."""

_LONGEST_CATEGORY = 80
_FEWEST_FILLED = 2
_BESIDES_IDEAS = frozenset(
    {"comment_count", "positive", "negative", "support", "longitude", "latitude", "remark", "labels"}
)
_FEWEST_BESIDES = 2


class Subject(StrEnum):
    """What the rows of a table are."""

    IDEAS = "ideas"
    COMMENTS = "comments"
    PLANS = "plans"


@cache
def headers() -> Headers:
    """Return the headers of ``headers.toml``."""
    return Headers.of(__package__)


def subject_of(columns: Sequence[str] | frozenset[str]) -> Subject | None:
    """Return what a table with ``columns`` is about; ``None`` if it is no export of adhocracy4."""
    fields = headers().fields(columns)
    if {"comment", "link", "created"} <= fields and fields & {"reply_to", "about"}:
        return Subject.COMMENTS
    if {"title", "description", "cost", "duration", "participation"} <= fields:
        return Subject.PLANS
    if {"link", "title"} <= fields and _is_about_ideas(fields):
        return Subject.IDEAS
    return None


def _is_about_ideas(fields: frozenset[str]) -> bool:
    besides = len(fields & _BESIDES_IDEAS)
    if "reference" in fields:
        return "description" in fields or besides > 0
    return {"description", "created"} <= fields and besides >= _FEWEST_BESIDES


@dataclass(slots=True)
class Layout:
    """Where each field stands.

    Attributes
    ----------
    columns : dict of str to str
        The column of each field.
    taken : dict of str to str
        Fields (``category``, ``labels``) whose column was found by what stands in it.
    unclear : tuple of str
        Columns that could each be the category's.
    unknown : tuple of str
        Columns that no field is known for and that are not read.
    link : str
        The first web address in the table.
    """

    columns: dict[str, str]
    taken: dict[str, str] = field(default_factory=dict)
    unclear: tuple[str, ...] = ()
    unknown: tuple[str, ...] = ()
    link: str = ""

    def text(self, row: Row, name: str) -> str:
        """Return what ``row`` says in the field ``name``; ``""`` if there is none."""
        column = self.columns.get(name)
        return row.text(column) if column else ""

    def values(self, row: Row, name: str) -> tuple[str, ...]:
        """Return the entries of the field ``name``."""
        column = self.columns.get(name)
        return row.values(column) if column else ()


def layout_of(table: Table, subject: Subject) -> Layout:
    """Return the layout of ``table``, having looked at its first rows."""
    columns = headers().columns(table.columns)
    rows = [row for row in islice(table.rows(), LOOKED_AT) if isinstance(row, Row)]
    layout = Layout(columns)
    layout.link = next((link for row in rows if (link := layout.text(row, "link"))), "")
    strange = [column for column in table.columns if _is_strange(column)]
    if subject is Subject.IDEAS:
        _find_category(layout, table.columns, [c for c in strange if _holds_categories(c, rows)])
    left = (*layout.taken.values(), *layout.unclear)
    layout.unknown = tuple(column for column in strange if column not in left)
    return layout


def _is_strange(column: str) -> bool:
    return headers().field(column) is None and not is_personal(column)


def _holds_categories(column: str, rows: Sequence[Row]) -> bool:
    """Say whether the cells are few short wordings that come again and again."""
    cells = [text for row in rows if (text := row.text(column))]
    if len(cells) < _FEWEST_FILLED or any(len(text) > _LONGEST_CATEGORY or "\n" in text for text in cells):
        return False
    if not any(character.isalpha() for text in cells for character in text):
        return False
    return len({plain_header(text) for text in cells}) <= len(cells) // 2


def _find_category(layout: Layout, columns: Sequence[str], candidates: Sequence[str]) -> None:
    """Settle which columns with a title of the project's own are the category and the labels.

    The platform puts the labels right behind the category, whatever both are called.
    """
    wanted = [name for name in ("category", "labels") if name not in layout.columns]
    if "category" not in wanted or not candidates:
        return
    places = [columns.index(column) for column in candidates]
    if len(candidates) == 1:
        found = {"category": candidates[0]}
    elif len(candidates) == len(wanted) and places[1] == places[0] + 1:
        found = dict(zip(wanted, candidates, strict=True))
    else:
        layout.unclear = tuple(candidates)
        return
    layout.taken = found
    layout.columns.update(found)
