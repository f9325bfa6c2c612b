"""Results of accountability: each a measure, with its status and the proposals it came from."""

from __future__ import annotations

from collections.abc import Iterator

from querbezug.graph.readers.base import Notice
from querbezug.graph.readers.context import SourceContext
from querbezug.graph.readers.decidim.codes import COMMENT_TYPE, status
from querbezug.graph.readers.decidim.columns import address, addresses, bases, first_words, identifier, spoken
from querbezug.graph.readers.decidim.conversion import DecidimConversion, Start, Told, look_ahead
from querbezug.graph.readers.decidim.themes import Themes
from querbezug.graph.readers.keys import url_ref
from querbezug.graph.readers.tables import RowError, Table, TableReader
from querbezug.graph.readers.tables.values import parse_number
from querbezug.graph.records import AnyRecord, Kind, Measure, Place, Ref
from querbezug.ontology.strings import message, text

_CORE = frozenset({"id", "title", "description"})
_MARKS = frozenset({"parent/id", "progress", "proposal_urls", "status/key", "status/id", "children_count"})
_FEWEST_MARKS = 3
_ALL = 100


class DecidimResults(TableReader):
    """The export ``results``."""

    name = "decidim-results"
    version = "1"

    def matches(self, columns: frozenset[str]) -> bool:
        """Say whether ``columns`` are those of results."""
        return bases(columns) >= _CORE and len(columns & _MARKS) >= _FEWEST_MARKS

    def convert(self, context: SourceContext, table: Table) -> DecidimConversion:
        """Return the conversion of ``table``."""
        return _Results(context, table, look_ahead(table, COMMENT_TYPE))


class _Results(DecidimConversion):
    def __init__(self, context: SourceContext, table: Table, start: Start) -> None:
        super().__init__(context, table, start)
        self._themes = Themes(self)
        self._sites: set[Ref] = set()

    def end(self) -> Iterator[AnyRecord | Notice]:
        """Yield the themes whose names became clear at the end."""
        return self._themes.end()

    def fill(self, told: Told) -> None:
        row = told.row
        ref = self.own_ref(row, Kind.MEASURE, "result")
        title, description = self.title(told), self.words(told, "description")
        if not title and not description:
            raise RowError("decidim.no-text", field="title")
        code, note = self._status(told)
        parent = identifier(row, "parent/id")
        latitude, longitude = self.point(told)
        page = address(row, "url")
        measure = Measure(
            ref=ref,
            label=title or first_words(description),
            origin=row.origin(),
            urls=(page,) if page else (),
            same_as=self.also_known_as(row, Kind.MEASURE),
            code=self.line(told, "reference"),
            plan=self.context.note.plan if self.context.note else None,
            part_of=self.thing(Kind.MEASURE, "result", parent) if parent else None,
            themes=self._themes.of(told),
            places=(*self.context.places, *self._site(told, latitude, longitude)),
            status=code,
            status_note=note,
            description=description or None,
            begin=self.day(told, "start_date"),
            end=self.day(told, "end_date"),
            from_ideas=tuple(url_ref(Kind.IDEA, url) for url in addresses(row, "proposal_urls")),
            latitude=latitude,
            longitude=longitude,
        )
        told.records.append(measure)

    def _status(self, told: Told) -> tuple[str | None, str | None]:
        """Return the code of the status, and the source's own words with the progress."""
        key, name = told.row.text("status/key"), self.title(told, "status/name")
        words = name or self.line(told, "status/key") or ""
        code = status(key, name, spoken(told.row, "status/name").text)
        if words and code is None:
            self.once(told, "decidim.unknown-status", "status/key", status=words[:80])
        return code, self._with_progress(told, words)

    def _with_progress(self, told: Told, words: str) -> str | None:
        cell = told.row.text("progress")
        if not cell:
            return words or None
        progress = parse_number(cell, self.decimal or ".")
        if progress is None or not 0 <= progress <= _ALL:
            self.say(told, message("decidim.no-progress", progress=cell[:80]), "progress")
            return words or None
        done = text("decidim.progress", progress=f"{progress.normalize():f}".replace(".", ","))
        return f"{words} ({done})" if words else done

    def _site(self, told: Told, latitude: float | None, longitude: float | None) -> Iterator[Ref]:
        """Yield the place of the measure, where it has an address."""
        name = self.line(told, "address")
        if not name:
            return
        ref = self.context.worded(Kind.PLACE, name, self.scope)
        if ref not in self._sites:
            self._sites.add(ref)
            told.records.append(
                Place(
                    ref=ref,
                    label=name,
                    origin=told.row.origin(),
                    part_of=self.context.municipality,
                    latitude=latitude,
                    longitude=longitude,
                )
            )
        yield ref
