"""The values that a mapping takes from one row: texts, dates, numbers and places."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime
from functools import cached_property

from querbezug.graph.readers.base import Notice
from querbezug.graph.readers.generic_table.model import FieldMapping, RecordMapping
from querbezug.graph.readers.generic_table.setup import Setup
from querbezug.graph.readers.keys import is_address
from querbezug.graph.readers.tables.row import Row
from querbezug.graph.readers.tables.values import parse_coordinate, parse_date, parse_int, parse_number
from querbezug.graph.readers.wording import Wording, label, wording
from querbezug.graph.records import Origin
from querbezug.ontology.strings import message

_TRUE = frozenset({"1", "ja", "x", "true", "wahr", "yes"})
_LONGEST_QUOTE = 60
_LONGEST_TITLE = 80


class Values:
    """What one record takes from one row.

    Parameters
    ----------
    setup : Setup
        What all rows share.
    mapping : RecordMapping
        Which columns give what.
    row : Row
        The row.

    Attributes
    ----------
    notices : list of Notice
        What could not be taken, or was masked.
    """

    def __init__(self, setup: Setup, mapping: RecordMapping, row: Row) -> None:
        self.setup = setup
        self.mapping = mapping
        self.row = row
        self.origin: Origin = row.origin()
        self.notices: list[Notice] = []
        self._fields = mapping.fields()

    def column(self, key: str) -> str | None:
        """Return the first column that ``key`` is taken from."""
        return next((field.spalte for field in self._fields.get(key, ()) if field.spalte), None)

    def entries(self, key: str) -> Iterator[tuple[str, FieldMapping]]:
        """Yield every value of ``key``, translated, with the field that gave it."""
        for field in self._fields.get(key, ()):
            translated = {name.strip().casefold(): value for name, value in field.werte.items()}
            for raw in _raw(self.row, field):
                value = translated.get(raw.casefold(), raw) if translated else raw
                if value:
                    yield value, field

    def first(self, key: str) -> str:
        """Return the first value of ``key``; ``""`` if there is none."""
        return next((value for value, _ in self.entries(key)), "")

    def label(self, key: str) -> str:
        """Return ``key`` as a line that may be published."""
        return self._told(label(self.first(key), self.origin, self.column(key))).text

    def label_of(self, text: str, field: FieldMapping) -> str:
        """Return ``text`` as a line that may be published."""
        return self._told(label(text, self.origin, field.spalte)).text

    def text(self, key: str) -> Wording:
        """Return ``key`` as a text that may be published."""
        return self._told(wording(self.first(key), self.origin, self.column(key)))

    def optional(self, key: str) -> str | None:
        """Return ``key`` as a text that may be published, ``None`` if it is empty."""
        return self.text(key).text or None

    def _told(self, worded: Wording) -> Wording:
        self.notices += worded.notices
        return worded

    def date(self, key: str) -> str | None:
        """Return ``key`` as a date; what is none is told and left out."""
        for value, field in self.entries(key):
            read = _formatted(value, field.datumsformat) if field.datumsformat else parse_date(value)
            if read:
                return read
            self.tell("tables.bad-date", field, value)
        return None

    def integer(self, key: str) -> int | None:
        """Return ``key`` as a whole number of at least 0; what is none is told and left out."""
        for value, field in self.entries(key):
            number = parse_int(value, self.setup.decimal)
            if number is not None and number >= 0:
                return number
            self.tell("tables.bad-number", field, value)
        return None

    def euro(self, key: str) -> int | None:
        """Return ``key`` in whole euros; what is no number is told and left out."""
        for value, field in self.entries(key):
            number = parse_number(value, self.setup.decimal)
            if number is not None and number >= 0:
                return round(number)
            self.tell("tables.bad-number", field, value)
        return None

    def point(self) -> tuple[float | None, float | None]:
        """Return latitude and longitude, or twice ``None``."""
        latitude, longitude = self.first("breite"), self.first("laenge")
        if not latitude and not longitude:
            return None, None
        found = parse_coordinate(latitude, longitude)
        is_nowhere = parse_number(latitude, ".") == 0 == parse_number(longitude, ".")
        if found is None and not is_nowhere:
            field = self._fields["breite" if "breite" in self._fields else "laenge"][0]
            self.tell("tables.bad-coordinate", field, f"{latitude} / {longitude}")
        return found or (None, None)

    @cached_property
    def page(self) -> str | None:
        """The web address of the record; what is none is told and left out."""
        for value, field in self.entries("adresse"):
            if is_address(value):
                return value
            self.tell("tables.bad-address", field, value)
        return None

    def truth(self, key: str) -> bool:
        """Say whether ``key`` is ticked."""
        return self.first(key).casefold() in _TRUE

    def title(self, text: str = "") -> str:
        """Return the label of the record: its name, else the first words of ``text``."""
        named = self.label("bezeichnung")
        if named:
            return named
        line = " ".join(text.split())
        if len(line) <= _LONGEST_TITLE:
            return line
        return line[:_LONGEST_TITLE].rsplit(" ", 1)[0].rstrip(" ,;:.-–") + "…"

    def tell(self, key: str, field: FieldMapping, value: str) -> None:
        """Note that ``value`` could not be taken."""
        # What was put into the wrong column may be a telephone number.
        quoted = label(value, self.origin).text
        if len(quoted) > _LONGEST_QUOTE:
            quoted = quoted[: _LONGEST_QUOTE - 1] + "…"
        notice = Notice(message(key, value=quoted), field=field.spalte, left_out=True)
        self.notices.append(replace(notice, row=self.row.number))


def _raw(row: Row, field: FieldMapping) -> Iterator[str]:
    if field.wert is not None:
        yield field.wert
    elif field.merkmalsspalten:
        ticked = {value.casefold() for value in field.gilt_bei}
        yield from (column for column in field.merkmalsspalten if row.text(column).casefold() in ticked)
    elif field.spalte:
        if field.trennzeichen or isinstance(row.cells.get(field.spalte), tuple):
            yield from row.values(field.spalte, field.trennzeichen or ",")
        else:
            yield row.text(field.spalte)


def _formatted(value: str, form: str) -> str | None:
    try:
        moment = datetime.strptime(value.strip(), form)
    except ValueError:
        return None
    written = moment.date().isoformat()
    if "%d" in form or "%j" in form:
        return written
    return written[:7] if "%m" in form else written[:4]
