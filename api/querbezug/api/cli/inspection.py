"""What can be found out about a file by looking at its beginning."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import islice
from pathlib import Path

import pyoxigraph as ox

from querbezug.graph.changes import changes_between
from querbezug.graph.errors import SourceError
from querbezug.graph.identity import Identity
from querbezug.graph.intake import telling
from querbezug.graph.ledger import Ledger
from querbezug.graph.mapping.mapper import SourceMapper
from querbezug.graph.mapping.planning import THEME_CLASSES
from querbezug.graph.opened import Prepared, open_file
from querbezug.graph.readers import READERS
from querbezug.graph.readers.base import Notice, ReadOptions, SourceFile, SourceInfo
from querbezug.graph.readers.generic_table import Description, GenericTableReader, describe
from querbezug.graph.readers.generic_table.sniffing import ColumnType
from querbezug.graph.readers.participation_page import ParticipationPageReader, describe_lines
from querbezug.graph.readers.tables import TableReader
from querbezug.graph.readers.web_page import WebPageReader
from querbezug.graph.records import AnyRecord, Comment, Idea, Record, Theme
from querbezug.graph.store.layout import DEFAULT_BASE
from querbezug.ontology.iris import IriMinter
from querbezug.ontology.strings import Lang, text

LOOKED_AT = 10_000
"""How many records are looked at: a file of a million rows shall be answered for at once."""

_LONGEST_TEXT = 300
_TABLES = frozenset(reader.name for reader in READERS if isinstance(reader, TableReader | GenericTableReader))


@dataclass(frozen=True, slots=True)
class Line:
    """A line of a page and what it is, or what becomes of it.

    Attributes
    ----------
    role : str
        A role of the participation page, or the local name of a class.
    is_class : bool
        Which of the two it is.
    """

    number: int
    role: str
    text: str
    is_class: bool = False


@dataclass(frozen=True, slots=True)
class Inspection:
    """What was found out.

    Attributes
    ----------
    source : SourceInfo or None
        ``None`` of a table that no reader knows.
    counts : mapping of str to int
        What would be described, by class.
    records : int
        How many records were looked at.
    complete : bool
        Whether these were all.
    table : Description or None
        The columns, if it is a table.
    """

    file: str
    source: SourceInfo | None
    counts: Mapping[str, int]
    records: int = 0
    complete: bool = True
    notices: Sequence[Notice] = ()
    lines: Sequence[Line] = ()
    table: Description | None = None


def look_at(path: Path, options: ReadOptions) -> Inspection:
    """Find out what the file at ``path`` is.

    Raises
    ------
    SourceError, ValidationError
        If it cannot be read, or is neither of a known format nor a table.
    """
    try:
        prepared = open_file(path, options)
    except SourceError as error:
        if error.message.key != "tables.no-mapping":
            raise
        return Inspection(path.name, None, {}, table=describe(SourceFile.from_path(path)))
    with telling(prepared.file):
        return _looked_at(prepared)


def _looked_at(prepared: Prepared) -> Inspection:
    items = iter(prepared.reading.items)
    seen = list(islice(items, LOOKED_AT))
    records = [item for item in seen if not isinstance(item, Notice)]
    notices = [item for item in seen if isinstance(item, Notice)]
    info = prepared.info
    return Inspection(
        file=prepared.file.name,
        source=info,
        counts=_counts(info, records),
        records=len(records),
        complete=next(items, None) is None,
        notices=notices,
        lines=list(_lines(prepared, records)),
        table=_described(prepared.file, notices) if info.reader in _TABLES else None,
    )


def _described(file: SourceFile, notices: Iterable[Notice]) -> Description:
    """Describe a table without showing what its reader knows to be about persons."""
    table = describe(file)
    personal = {notice.field for notice in notices if notice.message.key == "reading.personal-column"}
    columns = (
        replace(column, type=ColumnType.PERSONAL, samples=()) if column.name in personal else column
        for column in table.columns
    )
    return replace(table, columns=tuple(columns))


def _counts(info: SourceInfo, records: Iterable[AnyRecord]) -> Mapping[str, int]:
    """Count as loading does, by turning the records into triples."""
    mapper = SourceMapper(info, Identity(IriMinter(DEFAULT_BASE), Ledger(ox.Store()), salt=""))
    for record in records:
        mapper.add(record)
    mapper.finish()
    return changes_between((), mapper.sink.triples).now


def _lines(prepared: Prepared, records: Iterable[AnyRecord]) -> Iterator[Line]:
    if prepared.info.reader == ParticipationPageReader().name:
        for line in describe_lines(prepared.file):
            yield Line(line.number, line.role.value, line.text)
    elif prepared.info.reader == WebPageReader().name:
        found = [record for record in records if isinstance(record, Record)]
        for record in sorted(found, key=lambda record: record.origin.line or 0):
            if record.origin.line is not None:
                yield Line(record.origin.line, _class_of(record), _wording(record), is_class=True)


def _class_of(record: Record) -> str:
    if isinstance(record, Theme):
        return str(THEME_CLASSES[record.ref.kind]).rpartition("#")[2]
    return type(record).__name__


def _wording(record: Record) -> str:
    said = record.text if isinstance(record, Comment | Idea) else None
    parts = [part for part in (record.label, said) if part]
    told = " ".join(" – ".join(dict.fromkeys(parts)).split())
    return told if len(told) <= _LONGEST_TEXT else f"{told[:_LONGEST_TEXT]}…"


def separator_name(separator: str | None, lang: Lang) -> str | None:
    """Return a separator as it can be shown."""
    return text("cli.separator-tab", lang) if separator == "\t" else separator
