"""Cells whose umlauts were broken on their way here ("StraÃŸe"): refused, or repaired and counted."""

from __future__ import annotations

import re
from collections.abc import Iterator

import ftfy

from querbezug.graph.errors import SourceError
from querbezug.graph.readers.base import Notice
from querbezug.graph.readers.tables.row import Cell, Row
from querbezug.ontology.strings import message

_BROKEN = re.compile("[ÂÃ][\u0080-\u00bfŒœŠšŸŽžƒˆ˜–—‘’‚“”„†‡•…‰‹›€™]|â€[\u0080-\u00bfœžŸ˜™š“”¦]")
_UNWANTED = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff]")
_UMLAUT = re.compile("[äöüßÄÖÜ]")
_SURE = 3
_SHARE = 10


def clean(text: str) -> str:
    """Return ``text`` without characters that no text may hold."""
    return text if text.isprintable() else _UNWANTED.sub("", text)


def mended(text: str) -> str:
    """Return ``text`` with wrongly decoded characters repaired."""
    return ftfy.fix_encoding(text) if _BROKEN.search(text) else text


class Mender:
    """Watches the cells of one table.

    Parameters
    ----------
    file : str
        The file's name.
    repair : bool
        Whether to repair cells instead of refusing a file that is broken throughout.
    """

    def __init__(self, file: str, *, repair: bool) -> None:
        self._file = file
        self._repair = repair
        self._sound = 0
        self._broken = 0
        self._repaired = 0
        self._first = 0

    def check(self, row: Row) -> Iterator[Row | Notice]:
        """Yield ``row``, repaired if that is wanted, and a notice for what looks broken in it.

        Raises
        ------
        querbezug.graph.errors.SourceError
            If too much was broken up to here.
        """
        broken = self._broken_columns(row)
        if not broken:
            yield row
        elif self._repair:
            cells = dict(row.cells) | {column: _mended_cell(row.cells[column]) for column in broken}
            self._repaired += len(broken)
            yield Row(row.number, cells)
        else:
            self._broken += len(broken)
            self._first = self._first or row.number
            if self._broken >= _SURE and self._broken * _SHARE > self._sound:
                raise self._refusal()
            for column in broken:
                yield Notice(message("tables.mojibake-cell", column=column), row=row.number, field=column)
            yield row

    def finish(self) -> Iterator[Notice]:
        """Yield how much was repaired.

        Raises
        ------
        querbezug.graph.errors.SourceError
            If all umlauts of the table are broken, however few they are.
        """
        if self._broken and not self._sound:
            raise self._refusal()
        if self._repaired:
            yield Notice(message("tables.repaired", count=self._repaired))

    def _refusal(self) -> SourceError:
        return SourceError("tables.mojibake", file=self._file, row=self._first)

    def _broken_columns(self, row: Row) -> list[str]:
        broken: list[str] = []
        for column, cell in row.cells.items():
            text = cell if isinstance(cell, str) else "\n".join(cell)
            if text.isascii():
                continue
            if _BROKEN.search(text) and mended(text) != text:
                broken.append(column)
            elif _UMLAUT.search(text):
                self._sound += 1
        return broken


def _mended_cell(cell: Cell) -> Cell:
    return mended(cell) if isinstance(cell, str) else tuple(map(mended, cell))
