"""CONSUL Democracy: GraphQL answers, JSON lists and CSV of proposals, debates, investments, comments."""

from __future__ import annotations

from querbezug.graph.readers.consul.documents import ConsulJsonReader
from querbezug.graph.readers.consul.tables import ConsulTableReader

__all__ = ["ConsulJsonReader", "ConsulTableReader"]
