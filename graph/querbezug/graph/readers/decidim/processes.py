"""Participatory spaces (processes, assemblies) and their events (meetings, debates)."""

from __future__ import annotations

from collections.abc import Mapping

from querbezug.graph.readers.context import SourceContext
from querbezug.graph.readers.decidim.codes import COMMENT_TYPE, WITHDRAWN
from querbezug.graph.readers.decidim.columns import address, bases, is_true
from querbezug.graph.readers.decidim.conversion import DecidimConversion, Start, Told, look_ahead
from querbezug.graph.readers.tables import RowError, Table, TableReader
from querbezug.graph.records import Kind, Process
from querbezug.ontology.strings import message

# What each export has that no other has, under the word that goes before its numbers.
_KINDS: Mapping[str, frozenset[str]] = {
    "process": frozenset({"slug", "participatory_structure", "start_date", "end_date"}),
    "assembly": frozenset({"slug", "participatory_structure", "purpose_of_action", "composition"}),
    "meeting": frozenset({"start_time", "end_time", "attendees", "location_hints"}),
    "debate": frozenset({"start_time", "end_time", "instructions", "information_updates"}),
}


def _kind(columns: frozenset[str]) -> str | None:
    names = bases(columns)
    if not names >= {"id", "title", "description"}:
        return None
    return next((word for word, marks in _KINDS.items() if names >= marks), None)


class DecidimProcesses(TableReader):
    """The exports ``participatory_processes``, ``assemblies``, ``meetings`` and ``debates``."""

    name = "decidim-processes"
    version = "1"

    def matches(self, columns: frozenset[str]) -> bool:
        """Say whether ``columns`` are those of processes or of their events."""
        return _kind(columns) is not None

    def convert(self, context: SourceContext, table: Table) -> DecidimConversion:
        """Return the conversion of ``table``."""
        word = _kind(table.lowered) or "process"
        return _Processes(context, table, look_ahead(table, COMMENT_TYPE), word)


class _Processes(DecidimConversion):
    def __init__(self, context: SourceContext, table: Table, start: Start, word: str) -> None:
        super().__init__(context, table, start)
        self._word = word

    def fill(self, told: Told) -> None:
        row = told.row
        ref = self.own_ref(row, Kind.PROCESS, self._word)
        if is_true(row, WITHDRAWN) or is_true(row, "private_meeting"):
            self.say(told, message("decidim.no-public-event", number=row.text("id")), "id")
            return
        title = self.title(told)
        if not title:
            raise RowError("decidim.no-text", field="title")
        told.records.append(
            Process(
                ref=ref,
                label=title,
                origin=row.origin(),
                same_as=self.also_known_as(row, Kind.PROCESS),
                begin=self.day(told, "start_date", "start_time", "creation_date"),
                end=self.day(told, "end_date", "end_time", "closing_date"),
                topic=self.words(told, "short_description") or self.words(told, "description") or None,
                region=self.context.municipality,
                page=address(row, "url"),
            )
        )
