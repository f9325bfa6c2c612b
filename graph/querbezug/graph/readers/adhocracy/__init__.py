"""Exports of adhocracy4 (mein.Berlin, adhocracy+): ideas, proposals, comments and plans."""

from __future__ import annotations

from querbezug.graph.readers.adhocracy.reader import AdhocracyReader

__all__ = ["AdhocracyReader"]
