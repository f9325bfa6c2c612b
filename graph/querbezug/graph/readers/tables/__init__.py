"""Tables of every kind as one: separated text, XLSX, JSON and JSONL become rows of text cells."""

from __future__ import annotations

from querbezug.graph.readers.tables.opening import table_of
from querbezug.graph.readers.tables.personal import is_personal
from querbezug.graph.readers.tables.reader import RowError, TableConversion, TableReader
from querbezug.graph.readers.tables.row import Cell, Row
from querbezug.graph.readers.tables.table import Table

__all__ = ["Cell", "Row", "RowError", "Table", "TableConversion", "TableReader", "is_personal", "table_of"]
