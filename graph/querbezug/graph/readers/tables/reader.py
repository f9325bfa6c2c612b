"""The part of a reader that all platforms with table exports share."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Iterable, Iterator

from querbezug.graph.errors import QuerbezugError, SourceError
from querbezug.graph.readers.base import Notice, ReadOptions, SourceFile, SourceInfo, Stream
from querbezug.graph.readers.context import SourceContext
from querbezug.graph.readers.tables.opening import table_of
from querbezug.graph.readers.tables.personal import is_personal
from querbezug.graph.readers.tables.row import Row
from querbezug.graph.readers.tables.table import Table
from querbezug.graph.records import AnyRecord
from querbezug.ontology.strings import message


class RowError(QuerbezugError):
    """A row cannot become records; it is left out and told, and the next row is read.

    Parameters
    ----------
    key : str
        The sentence in the catalogue; row and column are told beside it.
    field : str, optional
        The column at fault.
    **values : object
        What to fill into the sentence.
    """

    def __init__(self, key: str, /, *, field: str | None = None, **values: object) -> None:
        super().__init__(key, **values)
        self.field = field

    def notice(self, row: int) -> Notice:
        """Return the line of the report for the row number ``row``."""
        return Notice(self.message, row=row, field=self.field, left_out=True)


class TableConversion(ABC):
    """What one table becomes; made anew for each file."""

    def begin(self) -> Iterable[AnyRecord | Notice]:
        """Return what comes before the first row."""
        return ()

    @abstractmethod
    def row(self, row: Row) -> Iterable[AnyRecord | Notice]:
        """Return what a row becomes.

        Raises
        ------
        RowError
            If it cannot become anything.
        """

    def end(self) -> Iterable[AnyRecord | Notice]:
        """Return what comes after the last row."""
        return ()


class TableReader(ABC):
    """Base of the readers of platform exports that are tables."""

    name: str
    version: str

    @abstractmethod
    def matches(self, columns: frozenset[str]) -> bool:
        """Say whether a table with these ``columns`` (in small letters) is of this format."""

    @abstractmethod
    def convert(self, context: SourceContext, table: Table) -> TableConversion:
        """Return the conversion of ``table``."""

    def info(self, context: SourceContext, table: Table) -> SourceInfo:
        """Return the description of the source."""
        del table
        return context.info(self.name, self.version)

    def recognises(self, source: SourceFile) -> bool:
        """Say whether ``source`` is a table with the columns of this format."""
        try:
            table = table_of(source)
        except SourceError:
            return False
        return table is not None and self.matches(table.lowered)

    def read(self, source: SourceFile, options: ReadOptions) -> Stream:
        """Read the table row by row.

        Raises
        ------
        querbezug.graph.errors.QuerbezugError
            If ``source`` is no table, its encoding cannot be told, or its note is broken.
        """
        table = table_of(source, repair=options.repair)
        if table is None:
            raise SourceError("tables.no-table", file=source.name)
        context = SourceContext.of(source, options)
        return self.stream(context, table)

    def stream(self, context: SourceContext, table: Table) -> Stream:
        """Return the reading of ``table``; its encoding is settled before the first row."""
        conversion = self.convert(context, table)
        return Stream(self.info(context, table), read_rows(conversion, table, encoding=table.encoding))


def read_rows(
    conversion: TableConversion, table: Table, *, encoding: str, harmless: frozenset[str] = frozenset()
) -> Iterator[AnyRecord | Notice]:
    """Yield what ``table`` becomes; a row that cannot be read becomes a notice.

    Parameters
    ----------
    conversion : TableConversion
        What to make of a row.
    table : Table
        The table.
    encoding : str
        Its encoding, settled already.
    harmless : frozenset of str
        Columns that hold no data about persons although their names sound so.
    """
    if encoding == "Windows-1252":
        yield Notice(message("reading.windows-1252"))
    for column in table.columns:
        if is_personal(column) and column not in harmless:
            yield Notice(message("reading.personal-column", column=column), field=column)
    yield from conversion.begin()
    for row in table.rows():
        if isinstance(row, Notice):
            yield row
            continue
        try:
            yield from conversion.row(row)
        except RowError as error:
            yield error.notice(row.number)
    yield from conversion.end()
