"""Any table, by a mapping file that says what its columns mean."""

from __future__ import annotations

from querbezug.graph.readers.generic_table.drafting import draft_mapping
from querbezug.graph.readers.generic_table.reader import GenericTableReader
from querbezug.graph.readers.generic_table.sniffing import Column, Description, describe

__all__ = ["Column", "Description", "GenericTableReader", "describe", "draft_mapping"]
