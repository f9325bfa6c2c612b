"""Projects of a participatory budget: each a measure that was put to the vote."""

from __future__ import annotations

from collections.abc import Iterator

from querbezug.graph.readers.base import Notice
from querbezug.graph.readers.context import SourceContext
from querbezug.graph.readers.decidim.codes import COMMENT_TYPE
from querbezug.graph.readers.decidim.columns import address, addresses, bases, first_words, identifiers
from querbezug.graph.readers.decidim.conversion import DecidimConversion, Start, Told, look_ahead
from querbezug.graph.readers.decidim.themes import Themes
from querbezug.graph.readers.keys import url_ref
from querbezug.graph.readers.tables import RowError, Table, TableReader
from querbezug.graph.readers.tables.values import parse_number
from querbezug.graph.records import AnyRecord, Kind, Measure, Ref
from querbezug.ontology.strings import message, text

_CORE = frozenset({"id", "title", "description", "budget_amount", "component"})
_MARKS = frozenset({"confirmed_votes", "related_proposals", "related_proposal_urls", "budget"})
_FEWEST_MARKS = 2
_MOST_EURO = 10**15


class DecidimProjects(TableReader):
    """The export ``projects``."""

    name = "decidim-projects"
    version = "1"

    def matches(self, columns: frozenset[str]) -> bool:
        """Say whether ``columns`` are those of budgeting projects."""
        names = bases(columns)
        return names >= _CORE and len(names & _MARKS) >= _FEWEST_MARKS

    def convert(self, context: SourceContext, table: Table) -> DecidimConversion:
        """Return the conversion of ``table``."""
        return _Projects(context, table, look_ahead(table, COMMENT_TYPE))


class _Projects(DecidimConversion):
    def __init__(self, context: SourceContext, table: Table, start: Start) -> None:
        super().__init__(context, table, start)
        self._themes = Themes(self)

    def end(self) -> Iterator[AnyRecord | Notice]:
        """Yield the themes whose names became clear at the end."""
        return self._themes.end()

    def fill(self, told: Told) -> None:
        row = told.row
        ref = self.own_ref(row, Kind.MEASURE, "project")
        title, description = self.title(told), self.words(told, "description")
        if not title and not description:
            raise RowError("decidim.no-text", field="title")
        selected = self.day(told, "selected_at")
        latitude, longitude = self.point(told)
        page = address(row, "url")
        measure = Measure(
            ref=ref,
            label=title or first_words(description),
            origin=row.origin(),
            urls=(page,) if page else (),
            same_as=self.also_known_as(row, Kind.MEASURE),
            code=self.line(told, "reference"),
            themes=self._themes.of(told),
            places=self.context.places,
            status="adopted" if selected else "proposed",
            status_note=self._vote(told, selected),
            description=description or None,
            cost_eur=self._cost(told),
            from_ideas=self._ideas(told),
            latitude=latitude,
            longitude=longitude,
        )
        told.records.append(measure)

    def _vote(self, told: Told, selected: str | None) -> str | None:
        """Return how the vote went, in words: what was chosen when, with how many votes."""
        votes = self.count(told, "confirmed_votes")
        parts = (
            text("decidim.selected", date=".".join(reversed(selected.split("-")))) if selected else "",
            text("decidim.votes", votes=votes) if votes is not None else "",
        )
        return "; ".join(part for part in parts if part) or None

    def _cost(self, told: Told) -> int | None:
        cell = told.row.text("budget_amount")
        amount = parse_number(cell, self.decimal or ".") if cell else None
        if cell and (amount is None or not 0 <= amount < _MOST_EURO):
            self.say(told, message("decidim.no-count", number=cell[:80]), "budget_amount")
            return None
        return None if amount is None else round(amount)

    def _ideas(self, told: Told) -> tuple[Ref, ...]:
        """Return the proposals behind the project: by number, or else by address."""
        numbers = identifiers(told.row, "related_proposals")
        if numbers and all(number.isdecimal() for number in numbers):
            return tuple(self.thing(Kind.IDEA, "proposal", number) for number in dict.fromkeys(numbers))
        urls = addresses(told.row, "related_proposal_urls") or addresses(told.row, "related_proposals")
        return tuple(url_ref(Kind.IDEA, url) for url in urls)
