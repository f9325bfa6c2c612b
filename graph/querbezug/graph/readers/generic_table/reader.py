"""Reads any table that a mapping file explains."""

from __future__ import annotations

from pathlib import Path

from querbezug.graph.errors import SourceError
from querbezug.graph.readers.base import ReadOptions, SourceFile, Stream
from querbezug.graph.readers.context import SourceContext
from querbezug.graph.readers.generic_table.conversion import MappedTable
from querbezug.graph.readers.generic_table.mapping_file import load_mapping, mapping_path
from querbezug.graph.readers.tables import table_of
from querbezug.graph.readers.tables.reader import read_rows


class GenericTableReader:
    """The last resort for tables: CSV, TSV, XLSX, JSON and JSONL with a mapping file.

    It recognises every table, also one that is refused, so that its sentence says what to do:
    write a mapping, or mend the file.
    """

    name = "tabelle"
    version = "1"

    def recognises(self, source: SourceFile) -> bool:
        """Say whether ``source`` is a table, or is refused as one."""
        try:
            return table_of(source) is not None
        except SourceError:
            return True

    def has_mapping(self, source: SourceFile) -> bool:
        """Say whether a mapping stands beside ``source``; it counts more than any other format."""
        return source.path is not None and mapping_path(source.path).is_file()

    def read(self, source: SourceFile, options: ReadOptions) -> Stream:
        """Read the table as its mapping says.

        Raises
        ------
        querbezug.graph.errors.SourceError
            If ``source`` is no table or has no mapping.
        querbezug.graph.errors.ValidationError
            If the mapping is wrong, or names columns the table does not have.
        """
        if table_of(source, repair=options.repair) is None:
            raise SourceError("tables.no-table", file=source.name)
        loaded = load_mapping(_mapping_of(source, options))
        table = table_of(source, repair=options.repair, sheet=loaded.mapping.blatt)
        if table is None:
            raise SourceError("tables.no-table", file=source.name)
        context = SourceContext.of(source, options)
        conversion = MappedTable(context, table, loaded)
        info = context.info(self.name, self.version, title=loaded.mapping.titel, url=loaded.mapping.plattform)
        declared = frozenset(loaded.mapping.keine_personen)
        return Stream(info, read_rows(conversion, table, encoding=table.encoding, harmless=declared))


def _mapping_of(source: SourceFile, options: ReadOptions) -> Path:
    if options.mapping is not None:
        return options.mapping
    beside = mapping_path(source.path) if source.path else None
    if beside is None or not beside.is_file():
        raise SourceError("tables.no-mapping", file=source.name, mapping=mapping_path(Path(source.name)).name)
    return beside
