"""XLSX: the values of one sheet, streamed; macros, links and formulas are never followed."""

from __future__ import annotations

import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, datetime, time
from decimal import Decimal
from itertools import islice

import openpyxl
from openpyxl.workbook import Workbook

from querbezug.graph.errors import SourceError
from querbezug.graph.readers.base import Notice, SourceFile
from querbezug.graph.readers.tables.archive import check_archive
from querbezug.graph.readers.tables.encoding import LARGEST
from querbezug.graph.readers.tables.header import LOOKED_AT, Header, extent, find_header
from querbezug.graph.readers.tables.mending import clean, mended
from querbezug.graph.readers.tables.row import Row
from querbezug.graph.readers.tables.table import Table
from querbezug.ontology.strings import message

MOST_ROWS = 1_048_576
"""What a sheet can have; a file that claims more was not made by a spreadsheet."""

_ERRORS = frozenset({"#N/A", "#NAME?", "#NULL!", "#NUM!", "#REF!", "#VALUE!", "#DIV/0!", "#GETTING_DATA"})


def open_spreadsheet(source: SourceFile, *, repair: bool, sheet: str | None = None) -> Table:
    """Return the table in the workbook ``source``: the sheet asked for, or the first with a header.

    Raises
    ------
    SourceError
        If it is no workbook, not safe to unpack, or has no sheet with a header.
    """
    if source.size > LARGEST:
        raise SourceError("reading.too-large", file=source.name, limit=LARGEST // 1_000_000)
    with _workbook(source) as workbook:
        names = tuple(one.title for one in workbook.worksheets)
        if sheet is not None and sheet not in names:
            raise SourceError("tables.no-such-sheet", file=source.name, sheet=sheet, sheets=", ".join(names))
        for name in (sheet,) if sheet is not None else names:
            header = find_header(list(islice(_cells(workbook, name, source), LOOKED_AT)))
            if header:
                others = tuple(other for other in names if other != name)
                return SpreadsheetTable(source, header, name, others, repair=repair)
    raise SourceError("tables.no-header", file=source.name)


class SpreadsheetTable(Table):
    """The rows of one sheet."""

    kind = "xlsx"
    decimal = "."

    def __init__(
        self, source: SourceFile, header: Header, sheet: str, others: tuple[str, ...], *, repair: bool
    ) -> None:
        columns = tuple(map(mended, header.columns)) if repair else header.columns
        super().__init__(source, columns, repair=repair)
        self.sheet = sheet
        self.other_sheets = others
        self._header = header.index

    def _encoding(self) -> str:
        return "UTF-8"

    def _rows(self) -> Iterator[Row | Notice]:
        if self.other_sheets:
            told = message("tables.other-sheets", read=self.sheet, others=", ".join(self.other_sheets))
            yield Notice(told)
        with _workbook(self.source) as workbook:
            numbered = enumerate(_cells(workbook, self.sheet or "", self.source), 1)
            for number, cells in islice(numbered, self._header + 1, None):
                filled = extent(cells)
                if filled > len(self.columns):
                    told = message("tables.row-too-long", cells=filled, columns=len(self.columns))
                    yield Notice(told, row=number, left_out=True)
                elif filled:
                    padded = cells + [""] * (len(self.columns) - len(cells))
                    yield Row(number, dict(zip(self.columns, padded, strict=False)))


@contextmanager
def _workbook(source: SourceFile) -> Iterator[Workbook]:
    with source.open() as stream:
        check_archive(source, stream)
        stream.seek(0)
        try:
            with warnings.catch_warnings():
                warnings.simplefilter("ignore")
                workbook = openpyxl.load_workbook(stream, read_only=True, data_only=True, keep_links=False)
        except Exception as error:  # openpyxl raises what its parsing stumbles over
            raise SourceError("tables.xlsx-damaged", file=source.name) from error
        try:
            yield workbook
        finally:
            workbook.close()


def _cells(workbook: Workbook, sheet: str, source: SourceFile) -> Iterator[list[str]]:
    """Yield the rows of ``sheet`` as text, empty ones as well."""
    try:
        worksheet = workbook[sheet]
        # The size a file states may be wrong, or so large that rows of empty cells fill the memory.
        worksheet.reset_dimensions()
        rows = worksheet.iter_rows(values_only=True)
    except Exception as error:  # see _workbook
        raise SourceError("tables.xlsx-damaged", file=source.name) from error
    for _ in range(MOST_ROWS):
        try:
            with warnings.catch_warnings():
                warnings.simplefilter("ignore")
                row = next(rows)
            cells = [cell_text(value) for value in row]
        except StopIteration:
            return
        except Exception as error:  # see _workbook
            raise SourceError("tables.xlsx-damaged", file=source.name) from error
        yield cells
    if next(rows, None) is not None:
        raise SourceError("tables.xlsx-damaged", file=source.name)


def cell_text(value: object) -> str:
    """Return the value of a cell as text: dates as ISO 8601, numbers without a float's noise.

    Examples
    --------
    >>> cell_text(12.0), cell_text(0.1 + 0.2), cell_text(None)
    ('12', '0.3', '')
    """
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, float):
        return _number(value)
    if isinstance(value, datetime):
        at_midnight = value.time() == time()
        return value.date().isoformat() if at_midnight else value.isoformat(timespec="seconds")
    if isinstance(value, date | time):
        return value.isoformat()
    text = str(value)
    return "" if text in _ERRORS else clean(text)


def _number(value: float) -> str:
    if value != value or value in {float("inf"), float("-inf")}:
        return ""
    # A float has about 15 digits that count; the sixteenth is noise.
    text = f"{Decimal(f'{value:.15g}'):f}"
    return text.rstrip("0").rstrip(".") if "." in text else text
