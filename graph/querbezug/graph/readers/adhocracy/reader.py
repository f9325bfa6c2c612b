"""The reader of adhocracy4's exports."""

from __future__ import annotations

from querbezug.graph.errors import SourceError
from querbezug.graph.readers.adhocracy.comments import CommentsConversion
from querbezug.graph.readers.adhocracy.conversion import AdhocracyConversion
from querbezug.graph.readers.adhocracy.ideas import IdeasConversion
from querbezug.graph.readers.adhocracy.layout import Subject, layout_of, subject_of
from querbezug.graph.readers.adhocracy.plans import PlansConversion
from querbezug.graph.readers.context import SourceContext
from querbezug.graph.readers.platform import Platform
from querbezug.graph.readers.tables import Table, TableReader

_CONVERSIONS: dict[Subject, type[AdhocracyConversion]] = {
    Subject.IDEAS: IdeasConversion,
    Subject.COMMENTS: CommentsConversion,
    Subject.PLANS: PlansConversion,
}


class AdhocracyReader(TableReader):
    """Reads the tables that adhocracy4, mein.Berlin and adhocracy+ export, in German and English."""

    name = "adhocracy4"
    version = "1"

    def matches(self, columns: frozenset[str]) -> bool:
        """Say whether ``columns`` are those of an export of adhocracy4."""
        return subject_of(columns) is not None

    def convert(self, context: SourceContext, table: Table) -> AdhocracyConversion:
        """Return the conversion of ``table``.

        Raises
        ------
        querbezug.graph.errors.SourceError
            If it has other columns.
        """
        subject = subject_of(table.columns)
        if subject is None:
            raise SourceError("adhocracy.no-export", file=table.name)
        layout = layout_of(table, subject)
        platform = Platform(context, context.scope(layout.link))
        return _CONVERSIONS[subject](platform, table, layout)
