"""What the conversions of all tables of adhocracy4 share."""

from __future__ import annotations

import re
from abc import abstractmethod
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from urllib.parse import urlsplit

from querbezug.graph.readers.adhocracy.layout import Layout, headers
from querbezug.graph.readers.base import Notice
from querbezug.graph.readers.headers import plain_header, table_of_words, words
from querbezug.graph.readers.keys import is_address, url_ref
from querbezug.graph.readers.platform import Items, Platform, notice
from querbezug.graph.readers.tables import Row, RowError, Table, TableConversion, is_personal
from querbezug.graph.readers.tables.values import parse_coordinate
from querbezug.graph.records import AnyRecord, Kind, Origin, Ref
from querbezug.ontology.strings import message

_REFERENCE = re.compile(r"/([0-9]{4}-[0-9]{4,9})(?=[/?#]|\Z)")


@cache
def meanings(table: str) -> dict[str, str]:
    """Return what each word of ``table`` in ``headers.toml`` means."""
    return dict(words(__package__, "headers.toml", table))


def meaning(table: str, word: str) -> str | None:
    """Return what ``word`` means, whatever its case."""
    return meanings(table).get(plain_header(word))


def reference_in(link: str) -> str:
    """Return the reference number at the end of the page's address ``link``, or ``""``.

    Examples
    --------
    >>> reference_in("https://example.org/ideen/2024-00012/?comment=7")
    '2024-00012'
    """
    try:
        found = _REFERENCE.findall(urlsplit(link).path)
    except ValueError:
        return ""
    return found[-1] if found else ""


@dataclass(slots=True)
class Cell:
    """One field of one row: its text, and where it stands."""

    text: str
    origin: Origin
    column: str | None


class AdhocracyConversion(TableConversion):
    """Turns rows into records; a subclass for each subject.

    Parameters
    ----------
    platform : Platform
        The platform the table comes from.
    table : Table
        The table.
    layout : Layout
        Where each field stands.
    """

    def __init__(self, platform: Platform, table: Table, layout: Layout) -> None:
        self.platform = platform
        self.table = table
        self.layout = layout

    def begin(self) -> Iterator[AnyRecord | Notice]:
        """Yield what was decided about the columns."""
        left_out = table_of_words(__package__, "headers.toml")["left_out"]
        for column in self.table.columns:
            name = headers().field(column)
            if name in left_out["personal"] and not is_personal(column):
                yield Notice(message("reading.personal-column", column=column), field=column)
            elif name in left_out["internal"]:
                yield Notice(message("adhocracy.internal-column", column=column), field=column)
            elif name == "comments":
                yield Notice(message("adhocracy.comments-in-cell", column=column), field=column)
        for name, column in self.layout.taken.items():
            key = "adhocracy.taken-as-category" if name == "category" else "adhocracy.taken-as-labels"
            yield Notice(message(key, column=column), field=column)
        if self.layout.unclear:
            columns = ", ".join(f"„{column}“" for column in self.layout.unclear)
            yield Notice(message("adhocracy.unclear-category", columns=columns))
        for column in self.layout.unknown:
            yield Notice(message("adhocracy.unknown-column", column=column), field=column)

    def row(self, row: Row) -> Items:
        """Return what ``row`` becomes."""
        items: Items = []
        self.convert(row, items)
        return items

    @abstractmethod
    def convert(self, row: Row, items: Items) -> None:
        """Append what ``row`` becomes to ``items``."""

    def identity(self, kind: Kind, word: str, row: Row, page: str | None) -> tuple[Ref, tuple[Ref, ...]]:
        """Return the reference to what ``row`` is, and the one by its page's address.

        Raises
        ------
        RowError
            If it has neither number nor address.
        """
        reference = self.layout.text(row, "reference") or reference_in(page or "")
        by_address = (url_ref(kind, page),) if page else ()
        if reference:
            return self.platform.thing(kind, word, reference), by_address
        if by_address:
            return by_address[0], ()
        raise RowError("adhocracy.no-reference")

    def categories(self, row: Row, name: str, items: Items) -> tuple[Ref, ...]:
        """Return the categories listed in the field ``name``."""
        column = self.layout.columns.get(name)
        return self.platform.categories(self.layout.values(row, name), row.origin(), column, items)

    def cell(self, row: Row, name: str) -> Cell:
        """Return the field ``name`` of ``row``."""
        return Cell(self.layout.text(row, name), row.origin(), self.layout.columns.get(name))

    def date(self, row: Row, name: str, items: Items) -> str | None:
        """Return the day in the field ``name``."""
        cell = self.cell(row, name)
        return self.platform.date(cell.text, cell.origin, cell.column, items)

    def count(self, row: Row, items: Items, *names: str) -> int | None:
        """Return the number in the first of the fields ``names`` that is not empty."""
        for name in names:
            cell = self.cell(row, name)
            if cell.text:
                return self.platform.count(cell.text, cell.origin, cell.column, items)
        return None

    def page(self, row: Row, items: Items) -> str | None:
        """Return the address of the row's page."""
        cell = self.cell(row, "link")
        if cell.text and not is_address(cell.text):
            items.append(notice(message("adhocracy.no-address"), cell.origin, cell.column))
            return None
        return cell.text or None

    def point(self, row: Row, items: Items) -> tuple[float, float] | tuple[None, None]:
        """Return latitude and longitude."""
        latitude, longitude = self.cell(row, "latitude"), self.cell(row, "longitude")
        if not latitude.text and not longitude.text:
            return None, None
        point = parse_coordinate(latitude.text, longitude.text)
        if point is None:
            items.append(notice(message("adhocracy.no-point"), latitude.origin, latitude.column))
            return None, None
        return point
