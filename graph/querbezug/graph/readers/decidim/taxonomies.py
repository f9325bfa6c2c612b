"""Taxonomies: the tree of categories since version 0.30."""

from __future__ import annotations

from querbezug.graph.readers.context import SourceContext
from querbezug.graph.readers.decidim.codes import COMMENT_TYPE
from querbezug.graph.readers.decidim.columns import bases, identifier
from querbezug.graph.readers.decidim.conversion import DecidimConversion, Told, look_ahead
from querbezug.graph.readers.tables import RowError, Table, TableReader
from querbezug.graph.records import Kind, Theme

_CORE = frozenset({"id", "name", "parent_id"})
_MARKS = frozenset({"is_root", "taxonomizations_count", "filters_count", "filter_items_count"})
_FEWEST_MARKS = 2


class DecidimTaxonomies(TableReader):
    """The export ``taxonomies``."""

    name = "decidim-taxonomies"
    version = "1"

    def matches(self, columns: frozenset[str]) -> bool:
        """Say whether ``columns`` are those of taxonomies."""
        return bases(columns) >= _CORE and len(columns & _MARKS) >= _FEWEST_MARKS

    def convert(self, context: SourceContext, table: Table) -> DecidimConversion:
        """Return the conversion of ``table``."""
        return _Taxonomies(context, table, look_ahead(table, COMMENT_TYPE))


class _Taxonomies(DecidimConversion):
    def fill(self, told: Told) -> None:
        ref = self.own_ref(told.row, Kind.CATEGORY, "taxonomy")
        name = self.title(told, "name")
        if not name:
            raise RowError("decidim.no-text", field="name")
        parent = identifier(told.row, "parent_id")
        broader = self.thing(Kind.CATEGORY, "taxonomy", parent) if parent else None
        told.records.append(Theme(ref=ref, label=name, origin=told.row.origin(), broader=broader))
