"""The CSV files that the editors of DIPAS export: contributions and comments."""

from __future__ import annotations

from querbezug.graph.readers.context import SourceContext
from querbezug.graph.readers.dipas.contributions import Contribution, Remark, comment_items, idea_items
from querbezug.graph.readers.dipas.platform import Items, Platform, number_of
from querbezug.graph.readers.tables import Row, RowError, Table, TableConversion, TableReader


class DipasContributionsReader(TableReader):
    """``contributions.csv`` of a DIPAS project."""

    name = "dipas-beitraege"
    version = "1"

    def matches(self, columns: frozenset[str]) -> bool:
        """Say whether these are the columns of the export of contributions."""
        return {"node id", "contributiontext", "title"} <= columns

    def convert(self, context: SourceContext, table: Table) -> TableConversion:
        """Return the conversion of ``table``."""
        del table
        return _Contributions(context)


class DipasCommentsReader(TableReader):
    """``contributioncomments.csv`` and ``conceptioncomments.csv`` of a DIPAS project."""

    name = "dipas-kommentare"
    version = "1"

    def matches(self, columns: frozenset[str]) -> bool:
        """Say whether these are the columns of the export of comments."""
        return {"contribution id", "comment id", "comment text"} <= columns

    def convert(self, context: SourceContext, table: Table) -> TableConversion:
        """Return the conversion of ``table``."""
        del table
        return _Comments(context)


class _Export(TableConversion):
    def __init__(self, context: SourceContext) -> None:
        self._platform = Platform(context)
        self._scope = self._platform.scope()
        self._process = context.process()

    def begin(self) -> Items:
        """Yield the process; the file itself does not name its project."""
        yield from self._platform.told_process(self._process, "")


class _Contributions(_Export):
    def row(self, row: Row) -> Items:
        """Yield the contribution in ``row``."""
        yield from idea_items(
            self._platform,
            Contribution(
                number=_number(row, "Node ID"),
                scope=self._scope,
                origin=row.origin(),
                process=self._process,
                title=row.text("Title"),
                text=row.text("Contributiontext"),
                category=row.text("Category"),
                rubric=row.text("Rubric"),
                keywords=row.text("Selected Keywords"),
                created=row.text("Created (UTC)"),
                pro=row.text("Upvotes"),
                contra=row.text("Downvotes"),
            ),
        )


class _Comments(_Export):
    def row(self, row: Row) -> Items:
        """Yield the comment in ``row``; the export does not say what it replies to."""
        yield from comment_items(
            self._platform,
            Remark(
                number=_number(row, "Comment ID"),
                contribution=_number(row, "Contribution ID"),
                scope=self._scope,
                origin=row.origin(),
                process=self._process,
                title=row.text("Comment Subject"),
                text=row.text("Comment Text"),
                created=row.text("created (UTC)", "Created (UTC)"),
            ),
        )


def _number(row: Row, column: str) -> str:
    number = number_of(row.text(column))
    if not number:
        raise RowError("dipas.no-number", field=column, column=column)
    return number
