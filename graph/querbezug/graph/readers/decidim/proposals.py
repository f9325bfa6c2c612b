"""Proposals: each an idea, with the administration's answer where there is one."""

from __future__ import annotations

from collections.abc import Iterator

from querbezug.graph.readers.base import Notice
from querbezug.graph.readers.context import SourceContext
from querbezug.graph.readers.decidim.answers import answer
from querbezug.graph.readers.decidim.codes import COMMENT_TYPE, WITHDRAWN
from querbezug.graph.readers.decidim.columns import address, bases, first_words, is_true
from querbezug.graph.readers.decidim.conversion import DecidimConversion, Start, Told, look_ahead
from querbezug.graph.readers.decidim.themes import Themes
from querbezug.graph.readers.tables import RowError, Table, TableReader
from querbezug.graph.records import AnyRecord, Idea, Kind
from querbezug.ontology.strings import message, text

_CORE = frozenset({"id", "title", "body"})
_COMPONENTS = frozenset({"component/id", "feature/id"})
# Blog posts have title, body and component too; one of these they have not.
_MARKS = frozenset(
    {"state", "meeting_urls", "related_proposals", "supports", "is_amend", "endorsements/total_count"}
)


class DecidimProposals(TableReader):
    """The export ``proposals``."""

    name = "decidim-proposals"
    version = "1"

    def matches(self, columns: frozenset[str]) -> bool:
        """Say whether ``columns`` are those of proposals, before or after version 0.30."""
        names = bases(columns)
        return names >= _CORE and bool(columns & _COMPONENTS) and bool(names & _MARKS)

    def convert(self, context: SourceContext, table: Table) -> DecidimConversion:
        """Return the conversion of ``table``."""
        return _Proposals(context, table, look_ahead(table, COMMENT_TYPE))


class _Proposals(DecidimConversion):
    def __init__(self, context: SourceContext, table: Table, start: Start) -> None:
        super().__init__(context, table, start)
        self._themes = Themes(self)

    def end(self) -> Iterator[AnyRecord | Notice]:
        """Yield the themes whose names became clear at the end."""
        return self._themes.end()

    def fill(self, told: Told) -> None:
        row = told.row
        ref = self.own_ref(row, Kind.IDEA, "proposal")
        if is_true(row, WITHDRAWN) or row.text("state").lower() == WITHDRAWN:
            self.say(told, message("decidim.withdrawn", number=row.text("id")), "state")
            return
        title, body = self.title(told), self.words(told, "body")
        if not title and not body:
            raise RowError("decidim.no-text", field="title")
        is_redacted = told.redacted
        latitude, longitude = self.point(told)
        idea = Idea(
            ref=ref,
            label=title or first_words(body),
            origin=row.origin(),
            note=self._amendment(told),
            same_as=self.also_known_as(row, Kind.IDEA),
            themes=self._themes.of(told),
            places=self.context.places,
            text=body or None,
            redacted=is_redacted,
            process=self.process(told),
            date=self.day(told, "published_at", "created_at"),
            latitude=latitude,
            longitude=longitude,
            supports=self.count(told, "votes", "supports"),
            page=address(row, "url"),
        )
        told.records.append(idea)
        told.records.extend(answer(self, told, ref))

    def _amendment(self, told: Told) -> str | None:
        """Return the remark that the proposal wants to change another one, where it does."""
        if not is_true(told.row, "is_amend"):
            return None
        original = self.title(told, "original_proposal/title")
        page = address(told.row, "original_proposal/url")
        if original:
            return text("decidim.amendment", title=original)
        return text("decidim.amendment-of-page", page=page) if page else text("decidim.amendment-alone")
