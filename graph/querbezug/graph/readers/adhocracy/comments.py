"""Comments of adhocracy4 and the threads they make."""

from __future__ import annotations

from urllib.parse import urlsplit, urlunsplit

from querbezug.graph.readers.adhocracy.conversion import (
    AdhocracyConversion,
    meaning,
    reference_in,
)
from querbezug.graph.readers.adhocracy.layout import Layout
from querbezug.graph.readers.platform import Items, Platform
from querbezug.graph.readers.tables import Row, RowError, Table
from querbezug.graph.records import Comment, Kind, Ref


class CommentsConversion(AdhocracyConversion):
    """Turns the rows of an export of comments into comments."""

    def __init__(self, platform: Platform, table: Table, layout: Layout) -> None:
        super().__init__(platform, table, layout)
        self._sequence = 0
        self._ideas: dict[str, Ref] = {}  # by the address of their page, for replies without reference

    def convert(self, row: Row, items: Items) -> None:
        """Append the comment of ``row``."""
        text = self.cell(row, "comment")
        worded = self.platform.text(text.text, text.origin, text.column, items)
        if not worded.text:
            raise RowError("adhocracy.empty-comment", field=text.column)
        self._sequence += 1
        number, parent = self.layout.text(row, "id"), self.layout.text(row, "reply_to")
        page = self.page(row, items)
        items.append(
            Comment(
                ref=self._ref(number) if number else self._unnumbered(),
                origin=row.origin(),
                text=worded.text,
                sequence=self._sequence,
                about=self._about(self.layout.text(row, "about"), page),
                process=self.platform.process(items),
                date=self.date(row, "created", items),
                redacted=worded.redacted,
                reply_to=self._ref(parent) if parent else None,
                official=meaning("roles", self.layout.text(row, "creator")) is not None,
                supports=self.count(row, items, "positive"),
                objections=self.count(row, items, "negative"),
                page=page,
            )
        )

    def _ref(self, number: str) -> Ref:
        return self.platform.thing(Kind.COMMENT, "comment", number)

    def _unnumbered(self) -> Ref:
        return Ref(Kind.COMMENT, f"{self.platform.context.key}/{self._sequence}")

    def _about(self, reference: str, page: str | None) -> Ref | None:
        """Return the idea commented on, for replies the one their page shows."""
        shown = _without_comment(page) if page else ""
        written = reference_in(shown)
        if not reference and not written:
            return self._ideas.get(shown)
        idea = self.platform.thing(Kind.IDEA, "idea", reference or written)
        if shown and not written:
            self._ideas[shown] = idea
        return idea


def _without_comment(page: str) -> str:
    """Return the address of the page without what leads to one comment on it."""
    return urlunsplit((*urlsplit(page)[:3], "", ""))
