"""Separated text: CSV with commas, semicolons or bars, and TSV."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator

from querbezug.graph.readers.base import Notice, SourceFile
from querbezug.graph.readers.tables.encoding import encoding_of, text_stream
from querbezug.graph.readers.tables.header import extent
from querbezug.graph.readers.tables.layout import Layout
from querbezug.graph.readers.tables.mending import clean, mended
from querbezug.graph.readers.tables.row import Row
from querbezug.graph.readers.tables.table import Table
from querbezug.ontology.strings import message

LONGEST_CELL = 4_000_000
"""The most characters of a cell, and of a line; the module :mod:`csv` knows one limit for all."""


class _Lines:
    """The lines of a text, counted; a line that never ends is cut and told.

    Attributes
    ----------
    ended : bool
        Whether someone asked for a line after the last.
    """

    def __init__(self, text: io.TextIOWrapper) -> None:
        self._text = text
        self.ended = False

    def __iter__(self) -> Iterator[str]:
        return self

    def __next__(self) -> str:
        line = self._text.readline(LONGEST_CELL)
        if not line:
            self.ended = True
            raise StopIteration
        return line


class SeparatedTable(Table):
    """Rows of separated text."""

    kind = "csv"

    def __init__(self, source: SourceFile, layout: Layout, *, repair: bool) -> None:
        columns = tuple(map(mended, layout.columns)) if repair else layout.columns
        super().__init__(source, columns, repair=repair)
        self.separator = layout.separator
        self._skipped = layout.skipped

    def _encoding(self) -> str:
        return encoding_of(self.source)

    def _rows(self) -> Iterator[Row | Notice]:
        csv.field_size_limit(LONGEST_CELL)
        with text_stream(self.source, self.encoding) as text:
            lines = _Lines(text)
            reader = csv.reader(lines, delimiter=self.separator or ",")
            while True:
                start = reader.line_num + 1
                try:
                    cells = next(reader)
                except StopIteration:
                    return
                except csv.Error:
                    yield _left_out("tables.cell-too-long", start, limit=LONGEST_CELL, last=reader.line_num)
                    continue
                if start <= self._skipped:
                    continue
                if lines.ended:
                    yield _left_out("tables.open-quote", start, last=reader.line_num)
                    return
                yield from self._row(start, cells)

    def _row(self, number: int, cells: list[str]) -> Iterator[Row | Notice]:
        filled, wanted = extent(cells), len(self.columns)
        if not filled:
            return
        if filled > wanted:
            yield _left_out("tables.row-too-long", number, cells=filled, columns=wanted)
            return
        if len(cells) < wanted:
            missing = self.columns[len(cells)]
            told = message("tables.row-too-short", cells=len(cells), columns=wanted)
            yield Notice(told, row=number, field=missing)
            cells += [""] * (wanted - len(cells))
        yield Row(number, dict(zip(self.columns, map(clean, cells), strict=False)))


def _left_out(key: str, row: int, **values: object) -> Notice:
    return Notice(message(key, **values), row=row, left_out=True)
