"""What all tables have in common, whatever file they come from."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Iterator
from functools import cached_property
from typing import Literal

from querbezug.graph.readers.base import Notice, SourceFile
from querbezug.graph.readers.tables.mending import Mender
from querbezug.graph.readers.tables.row import Row

TableKind = Literal["csv", "xlsx", "json", "jsonl"]


class Table(ABC):
    """A table that is read row by row, never as a whole.

    Parameters
    ----------
    source : SourceFile
        The file.
    columns : tuple of str
        The header as the file writes it, without blanks around it; what occurs twice has a
        number after it. JSON has no header: these are the keys of its first records, and later
        ones may have more.
    repair : bool
        Repair text that was decoded wrongly instead of refusing it.

    Attributes
    ----------
    kind : {"csv", "xlsx", "json", "jsonl"}
        What the file is.
    separator : str or None
        What stands between the cells of separated text.
    sheet : str or None
        The sheet of a workbook that is read.
    decimal : str or None
        ``"."`` where numbers are a machine's, to be handed to the functions of
        :mod:`~querbezug.graph.readers.tables.values`; ``None`` where people wrote them.
    """

    kind: TableKind
    separator: str | None = None
    sheet: str | None = None
    decimal: str | None = None

    def __init__(self, source: SourceFile, columns: tuple[str, ...], *, repair: bool) -> None:
        self.source = source
        self.columns = columns
        self.repair = repair

    @property
    def name(self) -> str:
        """The file's name."""
        return self.source.name

    @cached_property
    def encoding(self) -> str:
        """The encoding of the text (``UTF-8``); found by going through the whole file.

        Raises
        ------
        querbezug.graph.errors.SourceError
            If it is none that can be told for certain.
        """
        return self._encoding()

    @cached_property
    def lowered(self) -> frozenset[str]:
        """The columns in small letters."""
        return frozenset(column.casefold() for column in self.columns)

    def rows(self) -> Iterator[Row | Notice]:
        """Yield the rows in order, and a notice for each that could not be read.

        Raises
        ------
        querbezug.graph.errors.SourceError
            If the rest of the file cannot be read, or its umlauts are broken throughout.
        """
        mender = Mender(self.name, repair=self.repair)
        for item in self._rows():
            if isinstance(item, Row):
                yield from mender.check(item)
            else:
                yield item
        yield from mender.finish()

    @abstractmethod
    def _rows(self) -> Iterator[Row | Notice]:
        """Yield rows and notices as they stand in the file."""

    @abstractmethod
    def _encoding(self) -> str:
        """Return the name of the encoding."""
