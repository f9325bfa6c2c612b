"""Plans written as a table with a column for the parent: fields, measures and reports on them.

Klimawatch tells the climate plan of Münster that way. Parents may come after their children, so
the tree is made out before the first row is read.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from querbezug.graph.errors import SourceError
from querbezug.graph.readers.base import Notice
from querbezug.graph.readers.context import SourceContext
from querbezug.graph.readers.plan_words import NEEDED, TELLING, Colour, period_of, plan_words
from querbezug.graph.readers.tables import Row, RowError, Table, TableConversion, TableReader
from querbezug.graph.readers.wording import label, wording
from querbezug.graph.records import AnyRecord, Kind, Measure, Origin, Ref, StatusReport, Theme
from querbezug.ontology.strings import message, text

MOST_ROWS = 100_000
MOST_LEVELS = 20


class PlanTableReader(TableReader):
    """Reads a plan as a table: Handlungsfelder, Maßnahmen below them, reports below these."""

    name = "plan-tabelle"
    version = "1"

    def matches(self, columns: frozenset[str]) -> bool:
        """Say whether ``columns`` hold an identifier, a title, a parent, and a judgement or a weight."""
        roles = plan_words().roles(columns).keys()
        return roles >= NEEDED and bool(roles & TELLING)

    def convert(self, context: SourceContext, table: Table) -> TableConversion:
        """Return the conversion of ``table``."""
        return _PlanConversion(context, table, plan_words().roles(table.columns))


@dataclass(frozen=True, slots=True)
class _Branch:
    """What is kept of each row: where it hangs, and what its neighbours need of it."""

    parent: str
    title: str
    row: int
    colour: str


@dataclass(slots=True)
class _Tree:
    column: str
    branches: dict[str, _Branch] = field(default_factory=dict)
    children: dict[str, list[str]] = field(default_factory=dict)

    def add(self, name: str, branch: _Branch) -> None:
        if name and name not in self.branches:
            self.branches[name] = branch
            self.children.setdefault(branch.parent, []).append(name)

    def ancestors(self, name: str) -> list[str]:
        """Return the rows above ``name``, the nearest first.

        Raises
        ------
        RowError
            If one of them does not exist, they form a circle, or there are too many.
        """
        found = [name]
        while parent := self.branches[found[-1]].parent:
            if parent not in self.branches:
                raise RowError("plantable.no-parent", field=self.column, parent=parent[:80])
            if parent in found:
                raise RowError("plantable.circle", field=self.column)
            if len(found) > MOST_LEVELS:
                raise RowError("plantable.too-deep", field=self.column, limit=MOST_LEVELS)
            found.append(parent)
        return found[1:]


class _PlanConversion(TableConversion):
    def __init__(self, context: SourceContext, table: Table, roles: Mapping[str, str]) -> None:
        self.context = context
        self.table = table
        self.roles = roles
        self.scope = context.scope()
        self.plan = context.plan()
        self.tree = _Tree(roles["parent"])

    def begin(self) -> Iterator[AnyRecord | Notice]:
        for number, row in enumerate(self.table.rows()):
            if number >= MOST_ROWS:
                raise SourceError("plantable.too-many-rows", file=self.table.name, limit=MOST_ROWS)
            if isinstance(row, Row):
                self.tree.add(self.cell(row, "id"), self._branch(row))
        yield from self.context.plan_record(self.plan)

    def row(self, row: Row) -> Iterable[AnyRecord | Notice]:
        name = self.cell(row, "id")
        if not name:
            raise RowError("plantable.no-id", field=self.roles["id"])
        first = self.tree.branches[name].row
        if first != row.number:
            raise RowError("plantable.twice", field=self.roles["id"], id=name[:80], first=first)
        above = self.tree.ancestors(name)
        entry = _Entry(self, row, name, above)
        if not entry.name:
            raise RowError("plantable.no-title", field=self.roles["title"])
        if not above:
            return [entry.theme(), *entry.notices]
        if plan_words().is_report(entry.title) and not self.tree.children.get(name):
            return [entry.report(), *entry.notices]
        return [entry.measure(), *entry.notices]

    def _branch(self, row: Row) -> _Branch:
        title = self.cell(row, "title")
        title = label(title, row.origin()).text or title
        return _Branch(self.cell(row, "parent"), title, row.number, self.cell(row, "assessment"))

    def cell(self, row: Row, role: str) -> str:
        """Return what stands in the column that plays ``role``; empty if none does."""
        return row.text(self.roles[role]) if role in self.roles else ""

    def ref(self, name: str, above: int) -> Ref:
        """Return the reference to the field (nothing above it) or measure ``name``."""
        kind = Kind.MEASURE if above else Kind.FIELD
        return self.context.thing(kind, self.scope, str(kind), name)

    def latest_colour(self, name: str) -> Colour | None:
        """Return the colour of the latest judging report on ``name``."""
        found: list[tuple[str, Colour]] = []
        for child in self.tree.children.get(name, ()):
            branch = self.tree.branches[child]
            colour, period = plan_words().colour(branch.colour), period_of(branch.title)
            if colour and colour.judges and period and plan_words().is_report(branch.title):
                found.append((period, colour))
        return max(found, key=lambda pair: pair[0])[1] if found else None


class _Entry:
    """One row on its way to a record."""

    def __init__(self, plan: _PlanConversion, row: Row, name: str, above: list[str]) -> None:
        self.plan = plan
        self.id = name
        self.above = above
        self.origin: Origin = row.origin()
        self.notices: list[Notice] = []
        self.title = self._label(plan.cell(row, "title"), "title")
        self.text = self._wording(plan.cell(row, "text"))
        self.name = self.title or self._label(plan.cell(row, "text"), "text")
        self.code = label(name, self.origin).text
        self.colour_cell = plan.cell(row, "assessment")
        self.weights = [(key, value) for key in ("priority", "potential") if (value := plan.cell(row, key))]

    def theme(self) -> Theme:
        """Return the row as a Handlungsfeld."""
        return Theme(
            ref=self.plan.ref(self.id, 0),
            label=self.name,
            origin=self.origin,
            notation=self.code,
            description=self._description(),
            note=self._note(with_colour=True),
        )

    def measure(self) -> Measure:
        """Return the row as a measure of its Handlungsfeld, and a part of the measure above it."""
        colour = self._colour()
        status_note = self._status_note("plantable.status-note", colour)
        if not (colour and colour.judges):
            colour = self.plan.latest_colour(self.id)
            status_note = self._status_note("plantable.status-note-report", colour) or status_note
        above = len(self.above)
        return Measure(
            ref=self.plan.ref(self.id, above),
            label=self.name,
            origin=self.origin,
            code=self.code,
            plan=self.plan.plan,
            part_of=self.plan.ref(self.above[0], above - 1) if above > 1 else None,
            themes=(self.plan.ref(self.above[-1], 0),),
            places=self.plan.context.places,
            status=colour.code if colour else None,
            status_note=status_note,
            description=self._description(),
            note=self._note(),
        )

    def report(self) -> StatusReport:
        """Return the row as a report on the measure above it.

        Raises
        ------
        RowError
            If there is no measure above it, or the report says nothing.
        """
        if len(self.above) == 1:
            raise RowError("plantable.report-on-field", field=self.plan.roles["parent"])
        if not self.text:
            raise RowError("plantable.no-report-text", field=self.plan.roles.get("text"))
        colour = self._colour()
        judging = colour if colour and colour.judges else None
        parent = self.plan.tree.branches[self.above[0]].title or self.above[0]
        return StatusReport(
            ref=self.plan.context.thing(Kind.REPORT, self.plan.scope, "report", self.id),
            label=text("plantable.report", "de", title=self.name, measure=parent),
            origin=self.origin,
            text=self.text,
            reports_on=self.plan.ref(self.above[0], len(self.above) - 1),
            period=period_of(self.title),
            status=judging.code if judging else None,
            assessment=judging.word if judging else None,
        )

    def _colour(self) -> Colour | None:
        role = self.plan.roles.get("assessment")
        if role is None:
            return None
        found = plan_words().colour(self.colour_cell)
        if found:
            return found
        if not self.colour_cell:
            self._tell(Notice(message("plantable.no-colour"), row=self.origin.row, field=role))
            return None
        word = self._label(self.colour_cell, "assessment")
        self._tell(
            Notice(message("plantable.unknown-colour", value=word[:80]), row=self.origin.row, field=role)
        )
        return Colour(word) if word else None

    def _status_note(self, key: str, colour: Colour | None) -> str | None:
        if colour is None or not colour.judges:
            return None
        if not colour.meaning:
            return text("plantable.status-note-word", "de", word=colour.word)
        return text(key, "de", word=colour.word, meaning=colour.meaning)

    def _note(self, *, with_colour: bool = False) -> str | None:
        parts = [text(f"plantable.{key}", "de", value=self._label(value, key)) for key, value in self.weights]
        colour = self._status_note("plantable.status-note", self._colour()) if with_colour else None
        return "; ".join([*filter(None, [colour]), *parts]) or None

    def _description(self) -> str | None:
        same = " ".join(self.text.split()) == self.name
        return None if same else self.text or None

    def _label(self, raw: str, role: str) -> str:
        found = label(raw, self.origin, self.plan.roles.get(role))
        self._tell(*found.notices)
        return found.text

    def _wording(self, raw: str) -> str:
        found = wording(raw, self.origin, self.plan.roles.get("text"))
        self._tell(*found.notices)
        return found.text

    def _tell(self, *notices: Notice) -> None:
        self.notices += [notice for notice in notices if notice not in self.notices]
