"""Plans of the Vorhabenliste of mein.Berlin: what the city does, so measures."""

from __future__ import annotations

import re
from typing import NamedTuple

from querbezug.graph.readers.adhocracy.conversion import AdhocracyConversion, meaning
from querbezug.graph.readers.platform import Items
from querbezug.graph.readers.tables import Row, RowError
from querbezug.graph.readers.tables.values import parse_date, parse_int
from querbezug.graph.records import Kind, Measure, Ref

_SPAN = re.compile(r"(.{4,30}?)\s*(?:[-–—]|\bbis\b|\bto\b)\s*(.{4,30})", re.IGNORECASE)
_LARGEST_COST = 10**12


class Status(NamedTuple):
    """How far a plan is: our code, else the words of the platform."""

    code: str | None
    note: str | None


class PlansConversion(AdhocracyConversion):
    """Turns the rows of an export of plans into measures."""

    def convert(self, row: Row, items: Items) -> None:
        """Append the measure of ``row``, its district, its topics and its organisation."""
        title, text = self.cell(row, "title"), self.cell(row, "description")
        if meaning("truth", self.layout.text(row, "draft")):
            raise RowError("adhocracy.draft", field=self.layout.columns.get("draft"))
        label = self.platform.label(title.text, title.origin, title.column, items)
        if not label:
            raise RowError("adhocracy.plan-without-title", field=title.column)
        page = self.page(row, items)
        status, period = self._status(row, items), self._line(row, "duration", items)
        begin, end = span_of(period or "")
        latitude, longitude = self.point(row, items)
        cost = self._cost(row)
        context = self.platform.context
        ref, same_as = self.identity(Kind.MEASURE, "plan", row, page)
        items.append(
            Measure(
                ref=ref,
                label=label,
                origin=row.origin(),
                note=self._remarks(row, cost, items),
                urls=(page,) if page else (),
                same_as=same_as,
                plan=context.note.plan if context.note else None,
                themes=self.categories(row, "topics", items),
                places=self._places(row, items),
                responsible=self._responsible(row, items),
                status=status.code,
                status_note=status.note,
                period=period,
                description=self.platform.text(text.text, text.origin, text.column, items).text or None,
                begin=begin,
                end=end,
                cost_eur=cost,
                latitude=latitude,
                longitude=longitude,
            )
        )

    def _line(self, row: Row, name: str, items: Items) -> str | None:
        cell = self.cell(row, name)
        return self.platform.label(cell.text, cell.origin, cell.column, items) or None

    def _status(self, row: Row, items: Items) -> Status:
        words = self._line(row, "status", items)
        code = meaning("statuses", words or "")
        return Status(code, None if code else words)

    def _remarks(self, row: Row, cost: int | None, items: Items) -> str | None:
        """Return how far citizens take part, why, and a cost that is no mere sum, as it stands there."""
        why = self.cell(row, "explanation")
        said = [
            self._titled(row, "participation", items),
            self.platform.text(why.text, why.origin, why.column, items).text,
            self._titled(row, "cost", items) if cost is None else "",
        ]
        return "\n".join(line for line in said if line) or None

    def _titled(self, row: Row, name: str, items: Items) -> str:
        line = self._line(row, name, items)
        return f"{self.layout.columns[name]}: {line}" if line else ""

    def _places(self, row: Row, items: Items) -> tuple[Ref, ...]:
        cell, city = self.cell(row, "district"), self.platform.context.places
        if not cell.text or meaning("everywhere", cell.text):
            return city
        district = self.platform.district(cell.text, cell.origin, cell.column, items)
        return (*city, district) if district else city

    def _responsible(self, row: Row, items: Items) -> tuple[Ref, ...]:
        cell = self.cell(row, "organisation")
        found = self.platform.organisation(cell.text, cell.origin, cell.column, items)
        return (found,) if found else ()

    def _cost(self, row: Row) -> int | None:
        """Return the sum in whole euros, where the field is nothing but a sum."""
        cost = parse_int(self.layout.text(row, "cost"))
        return cost if cost is not None and 0 <= cost <= _LARGEST_COST else None


def span_of(period: str) -> tuple[str | None, str | None]:
    """Return begin and end, where ``period`` is nothing but two dates in their order.

    Examples
    --------
    >>> span_of("2019 – 2024"), span_of("voraussichtlich drei Jahre")
    (('2019', '2024'), (None, None))
    """
    found = _SPAN.fullmatch(period.strip())
    begin, end = (parse_date(found[1]), parse_date(found[2])) if found else (None, None)
    return (begin, end) if begin and end and begin[:4] <= end[:4] else (None, None)
