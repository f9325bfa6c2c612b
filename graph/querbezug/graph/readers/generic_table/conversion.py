"""A whole table by its mapping: checked against the columns, then row by row to records."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from querbezug.graph.readers.base import Notice
from querbezug.graph.readers.context import SourceContext
from querbezug.graph.readers.generic_table.building import build
from querbezug.graph.readers.generic_table.mapping_file import LoadedMapping
from querbezug.graph.readers.generic_table.model import RecordMapping
from querbezug.graph.readers.generic_table.references import References
from querbezug.graph.readers.generic_table.setup import Setup
from querbezug.graph.readers.generic_table.values import Values
from querbezug.graph.readers.planning_register.references import nearest
from querbezug.graph.readers.tables import Row, RowError, Table, TableConversion, is_personal
from querbezug.graph.records import AnyRecord
from querbezug.ontology.strings import Message, message

_CONTRIBUTIONS = frozenset({"idee", "kommentar"})
_PLANNED = frozenset({"massnahme", "ziel"})
_MAY_BE_PERSONAL = frozenset({"amtlich"})


class MappedTable(TableConversion):
    """Turns the rows of one table into records.

    Parameters
    ----------
    context : SourceContext
        What is known of the source.
    table : Table
        The table, for its columns.
    loaded : LoadedMapping
        What the columns mean.

    Raises
    ------
    querbezug.graph.errors.ValidationError
        If the mapping names columns that the table does not have, or columns of persons.
    """

    def __init__(self, context: SourceContext, table: Table, loaded: LoadedMapping) -> None:
        self._mapping = loaded.mapping
        self._table = table
        self._setup = Setup(context, loaded.mapping, table.decimal)
        findings = [*_missing_columns(table, loaded), *_personal_columns(loaded)]
        if findings:
            raise loaded.refusal(findings)

    def begin(self) -> Iterator[AnyRecord | Notice]:
        """Yield the columns nobody asked for, and what all records belong to."""
        used = {column for one in self._mapping.datensaetze for column in one.columns()}
        known = used | set(self._mapping.uebergehen)
        for column in self._table.columns:
            if column not in known and not is_personal(column):
                yield Notice(message("tables.unused-column", column=column), field=column)
        kinds = {one.art for one in self._mapping.datensaetze}
        context, title = self._setup.context, self._mapping.titel
        if kinds & _CONTRIBUTIONS:
            yield from context.process_record(context.process(), title)
        if kinds & _PLANNED:
            yield from context.plan_record(context.plan(), title)

    def row(self, row: Row) -> Iterable[AnyRecord | Notice]:
        """Yield the records of a row, each after those it refers to for the first time."""
        taken = [one for one in self._mapping.datensaetze if _applies(one, row)]
        if not taken:
            raise RowError("tables.row-of-no-kind")
        faults: list[Notice] = []
        for one in taken:
            try:
                yield from self._one(one, row)
            except RowError as error:
                faults.append(error.notice(row.number))
        yield from faults

    def _one(self, mapping: RecordMapping, row: Row) -> Iterator[AnyRecord | Notice]:
        values = Values(self._setup, mapping, row)
        references = References(values)
        built: list[AnyRecord] = []
        fault: RowError | None = None
        try:
            built += filter(None, [build(values, references)])
        except RowError as error:
            fault = error
        # What the row names for the first time counts as told of, even if the row is left out.
        yield from references.records
        yield from values.notices
        yield from built
        if fault:
            raise fault


def _applies(mapping: RecordMapping, row: Row) -> bool:
    return all(
        row.text(column).casefold() in {value.strip().casefold() for value in values}
        for column, values in mapping.nur_wenn.items()
    )


def _missing_columns(table: Table, loaded: LoadedMapping) -> Iterator[Message]:
    for number, one in enumerate(loaded.mapping.datensaetze):
        for path, column in _named_columns(one):
            if column in table.columns:
                continue
            place = ("datensaetze", number, *path)
            like = nearest(column, list(table.columns))
            if like:
                yield loaded.finding(place, "tables.fault-no-column-like", column=column, like=like)
            else:
                columns = ", ".join(table.columns[:30])
                yield loaded.finding(place, "tables.fault-no-column", column=column, columns=columns)


def _named_columns(mapping: RecordMapping) -> Iterator[tuple[tuple[int | str, ...], str]]:
    for column in mapping.nur_wenn:
        yield ("nur_wenn", column), column
    for key, fields in mapping.fields().items():
        for number, field in enumerate(fields):
            columns = [field.spalte] if field.spalte else field.merkmalsspalten
            yield from (((key, number), column) for column in columns)


def _personal_columns(loaded: LoadedMapping) -> Iterator[Message]:
    for number, one in enumerate(loaded.mapping.datensaetze):
        for key, fields in one.fields().items():
            for field in fields if key not in _MAY_BE_PERSONAL else ():
                column = field.spalte
                if column and is_personal(column) and column not in loaded.mapping.keine_personen:
                    place = ("datensaetze", number, key)
                    yield loaded.finding(place, "tables.fault-personal-column", column=column)
