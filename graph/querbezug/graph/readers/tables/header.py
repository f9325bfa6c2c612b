"""Where the header of a table stands, and what its columns are called."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from querbezug.graph.readers.tables.mending import clean

LOOKED_AT = 60
"""How many rows are looked at to find the header."""

LONGEST_NAME = 300
MOST_COLUMNS = 5_000
_SHARE = 0.6


@dataclass(frozen=True, slots=True)
class Header:
    """Which row is the header (from 0), and the columns, each with a name of its own."""

    index: int
    columns: tuple[str, ...]


def find_header(rows: Sequence[Sequence[str]]) -> Header | None:
    """Return the header among the first ``rows``: the first row that is as wide as the table.

    What stands above it (a title, a date) fills a cell or two only.
    """
    widths = Counter(width for row in rows[:LOOKED_AT] if (width := extent(row)) > 1)
    if not widths:
        return None
    most = max(widths.values())
    usual = max(width for width, count in widths.items() if count == most)
    for index, row in enumerate(rows[:LOOKED_AT]):
        filled = sum(bool(cell.strip()) for cell in row)
        if filled >= max(2, usual * _SHARE):
            columns = column_names(row)
            return Header(index, columns) if len(columns) <= MOST_COLUMNS else None
    return None


def column_names(cells: Sequence[str]) -> tuple[str, ...]:
    """Return names for the columns: stripped, without empty ones at the end, none of them twice."""
    names: list[str] = []
    taken: set[str] = set()
    for position, cell in enumerate(cells[: extent(cells)], 1):
        name = " ".join(clean(cell).removeprefix("\ufeff").split())[:LONGEST_NAME] or f"#{position}"
        unique, number = name, 1
        while unique in taken:
            number += 1
            unique = f"{name} ({number})"
        taken.add(unique)
        names.append(unique)
    return tuple(names)


def extent(cells: Sequence[str]) -> int:
    """Return how many cells a row has without empty ones at its end."""
    length = len(cells)
    while length and not cells[length - 1].strip():
        length -= 1
    return length
