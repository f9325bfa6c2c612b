"""Comments on proposals, results, projects, debates and meetings, with their replies."""

from __future__ import annotations

import re

from querbezug.graph.readers.context import SourceContext
from querbezug.graph.readers.decidim.codes import (
    COMMENT_TYPE,
    Commentable,
    commentable,
    commentable_by_path,
    is_official,
)
from querbezug.graph.readers.decidim.columns import address, bases, identifier, plain
from querbezug.graph.readers.decidim.conversion import (
    DecidimConversion,
    Start,
    Told,
    look_ahead,
    space_of,
)
from querbezug.graph.readers.keys import url_ref
from querbezug.graph.readers.tables import Row, RowError, Table, TableReader
from querbezug.graph.records import Comment, Kind, Ref
from querbezug.ontology.strings import message

_CORE = frozenset({"id", "body", "commentable_id", "commentable_type"})
# The comments of CONSUL share the core; these they have not.
_MARKS = frozenset({"root_commentable_url", "alignment", "depth"})
_FEWEST_MARKS = 2

# …/processes/radverkehr/f/12/proposals/345?locale=de
_NUMBERED_PAGE = re.compile(r"/(?P<path>[a-z_]+)/(?P<number>\d{1,18})/?(?:[?#].*)?\Z", re.DOTALL)
_SIDES = {"1": 1, "-1": -1}
_NO_SIDE = frozenset({"", "0"})


class DecidimComments(TableReader):
    """The exports ``proposal_comments``, ``result_comments`` and the like."""

    name = "decidim-comments"
    version = "1"

    def matches(self, columns: frozenset[str]) -> bool:
        """Say whether ``columns`` are those of comments."""
        return bases(columns) >= _CORE and len(columns & _MARKS) >= _FEWEST_MARKS

    def convert(self, context: SourceContext, table: Table) -> DecidimConversion:
        """Return the conversion of ``table``."""
        return _Comments(context, table, look_ahead(table, COMMENT_TYPE))


class _Comments(DecidimConversion):
    def __init__(self, context: SourceContext, table: Table, start: Start) -> None:
        super().__init__(context, table, start)
        # One export has the comments on one class of things; replies name the root's address only.
        self._usual = commentable(start.commented_type)
        self._count = 0

    def fill(self, told: Told) -> None:
        self._count += 1
        row = told.row
        ref = self.own_ref(row, Kind.COMMENT, "comment")
        body = self.words(told, "body")
        if not body:
            raise RowError("decidim.no-text", field="body")
        root = self._root(told)
        is_event = root is not None and root.kind is Kind.PROCESS
        told.records.append(
            Comment(
                ref=ref,
                text=body,
                sequence=self._count,
                origin=row.origin(),
                about=None if is_event else root,
                process=root if is_event else self._space(told),
                date=self.day(told, "created_at"),
                redacted=told.redacted,
                reply_to=self._reply_to(row),
                official=is_official(row.text("author/name")),
                alignment=self._alignment(told),
            )
        )

    def _root(self, told: Told) -> Ref | None:
        """Return what the thread is about: by number, else by address."""
        row = told.row
        decidim_class, number = row.text("commentable_type"), identifier(row, "commentable_id")
        if decidim_class != COMMENT_TYPE:
            known = commentable(decidim_class)
            if known is None:
                self.once(told, "decidim.unknown-commentable", "commentable_type", kind=decidim_class[:80])
                return None
            return self.thing(known.kind, known.word, number) if number else self._by_address(row, known)
        return self._by_address(row, self._usual)

    def _by_address(self, row: Row, usual: Commentable | None) -> Ref | None:
        """Return the root by its page; Decidim's addresses end with the number of the thing."""
        page = address(row, "root_commentable_url")
        if page is None:
            return None
        numbered = _NUMBERED_PAGE.search(page)
        known = commentable_by_path(numbered["path"]) if numbered else None
        if numbered and known:
            return self.thing(known.kind, known.word, str(int(numbered["number"])))
        return url_ref(usual.kind, page) if usual else None

    def _reply_to(self, row: Row) -> Ref | None:
        number = identifier(row, "commentable_id")
        if row.text("commentable_type") != COMMENT_TYPE or not number:
            return None
        return self.thing(Kind.COMMENT, "comment", number)

    def _space(self, told: Told) -> Ref | None:
        note = self.context.note
        if note and note.process:
            return note.process
        page = space_of(address(told.row, "root_commentable_url"))
        return self.space(told, page) if page else None

    def _alignment(self, told: Told) -> int | None:
        """Return 1 or -1 where the author took a side; 0 is what Decidim puts in for nothing said."""
        cell = plain(told.row.text("alignment")).removesuffix(".0")
        if cell not in _SIDES and cell not in _NO_SIDE:
            self.say(told, message("decidim.no-alignment", alignment=cell[:40]), "alignment")
        return _SIDES.get(cell)
