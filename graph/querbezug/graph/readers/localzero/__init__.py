"""The tree of a LocalZero monitoring: what a local team says of its municipality's climate plan."""

from __future__ import annotations

from querbezug.graph.readers.localzero.reader import LocalZeroReader

__all__ = ["LocalZeroReader"]
