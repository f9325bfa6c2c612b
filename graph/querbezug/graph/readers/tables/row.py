"""One row of a table: cells by the name of their column, all of them text."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from querbezug.graph.records import Origin

Cell = str | tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Row:
    """One row.

    Attributes
    ----------
    number : int
        The row as a spreadsheet counts it (the header is row 1); in separated text and JSONL the
        line it begins on, in JSON the number of the record.
    cells : mapping of str to str or tuple of str
        By column, as the header writes it; what is missing is ``""``. Nested objects have columns
        such as ``title/de``, lists of plain values are tuples.
    """

    number: int
    cells: Mapping[str, Cell]

    def text(self, *columns: str) -> str:
        """Return the first of ``columns`` that is not empty, stripped; ``""`` if none is.

        A list is joined with ``", "``.
        """
        for column in columns:
            cell = self.cells.get(column, "")
            text = (cell if isinstance(cell, str) else ", ".join(cell)).strip()
            if text:
                return text
        return ""

    def values(self, column: str, separator: str = ",") -> tuple[str, ...]:
        """Return the entries of a cell that holds several, stripped and without empty ones.

        Parameters
        ----------
        column : str
            The column.
        separator : str
            What stands between the entries where the source has no lists of its own.
        """
        cell = self.cells.get(column, "")
        entries = cell.split(separator) if isinstance(cell, str) else cell
        return tuple(stripped for entry in entries if (stripped := entry.strip()))

    def origin(self) -> Origin:
        """Return where the row stands."""
        return Origin(row=self.number)
