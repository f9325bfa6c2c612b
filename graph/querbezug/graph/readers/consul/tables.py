"""CONSUL Democracy's tables: the CSV of the administration area and of open data portals."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from querbezug.graph.errors import SourceError
from querbezug.graph.readers.base import Notice
from querbezug.graph.readers.consul.conversion import ConsulConversion
from querbezug.graph.readers.consul.entry import Entry, Subject, headers, subject_of
from querbezug.graph.readers.context import SourceContext
from querbezug.graph.readers.platform import Items
from querbezug.graph.readers.tables import Row, Table, TableConversion, TableReader


class _TableConversion(TableConversion):
    def __init__(self, context: SourceContext, table: Table, subject: Subject) -> None:
        self._conversion = ConsulConversion(context)
        self._table = table
        self._subject = subject
        self._columns: Mapping[str, str] = headers().columns(table.columns)

    def begin(self) -> Iterator[Notice]:
        yield from self._conversion.begin()
        for column in self._table.columns:
            yield from self._conversion.column(column)

    def row(self, row: Row) -> Items:
        items: Items = []
        cells = {name: row.cells.get(column, "") for name, column in self._columns.items()}
        entry = Entry(self._subject.value, cells, self._columns, row.origin())
        if self._subject is Subject.COMMENTS:
            self._conversion.comment(entry, items)
        else:
            self._conversion.contribution(entry, items)
        return items


class ConsulTableReader(TableReader):
    """Reads tables of proposals, budget investments and comments, in German, English and Spanish."""

    name = "consul"
    version = "1"

    def matches(self, columns: frozenset[str]) -> bool:
        """Say whether ``columns`` are those of a table of CONSUL Democracy."""
        return subject_of(columns) is not None

    def convert(self, context: SourceContext, table: Table) -> TableConversion:
        """Return the conversion of ``table``.

        Raises
        ------
        querbezug.graph.errors.SourceError
            If it has other columns.
        """
        subject = subject_of(table.columns)
        if subject is None:
            raise SourceError("consul.no-export", file=table.name)
        return _TableConversion(context, table, subject)
