"""A participation page with a filter bar, saved as HTML: its blocks read as the lines of the text."""

from __future__ import annotations

from dataclasses import replace

from querbezug.graph.readers.base import Notice
from querbezug.graph.readers.context import SourceContext
from querbezug.graph.readers.participation_page.conversion import Conversion
from querbezug.graph.readers.participation_page.lines import Role as LineRole
from querbezug.graph.readers.participation_page.page import Page as ListedPage
from querbezug.graph.readers.participation_page.parser import parse
from querbezug.graph.readers.participation_page.vocabulary import vocabulary
from querbezug.graph.readers.web_page.blocks import Page, Role
from querbezug.graph.records import AnyRecord, Comment, Goal, Origin, Theme

_FEWEST_FACETS = 3


def listed_page(page: Page) -> ListedPage | None:
    """Return ``page`` as its lines read, if it has a filter bar, a goal and comments."""
    lines = [
        f"{'  ' * b.level}- {b.text}" if b.role in {Role.ITEM, Role.FACET} and b.marker else b.text
        for b in page.blocks
    ]
    listed = parse(lines, vocabulary())
    facets = sum(role is LineRole.FACET for role in listed.roles)
    return listed if facets >= _FEWEST_FACETS and listed.comments and listed.goals else None


def listed_records(
    listed: ListedPage, page: Page, context: SourceContext
) -> tuple[tuple[AnyRecord, ...], list[Notice]]:
    """Return records and notices of a listed page, each with its line in the file.

    Raises
    ------
    SourceError
        If the note beside the page matches a wording to a thing of another kind.
    """
    lines = [block.line for block in page.blocks]
    conversion = Conversion(listed, file=context.source.name, key=context.key, note=context.note)
    found = conversion.records()
    records = tuple(
        replace(record, origin=Origin(line=_line(record.origin.line, lines)))
        for record in found
        if isinstance(record, Theme | Goal | Comment)
    )
    notices = [_moved(notice, lines) for notice in (*listed.notices, *conversion.notices)]
    return records, notices


def _line(number: int | None, lines: list[int]) -> int | None:
    return lines[number - 1] if number else None


def _moved(notice: Notice, lines: list[int]) -> Notice:
    line = _line(notice.line, lines)
    values = dict(notice.message.values)
    for name in ("line", "first"):
        if isinstance(number := values.get(name), int) and 0 < number <= len(lines):
            values[name] = lines[number - 1]
    return replace(notice, line=line, message=replace(notice.message, values=values))
