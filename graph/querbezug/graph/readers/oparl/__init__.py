"""OParl 1.0 and 1.1: papers, decisions, organisations and places of a council information system."""

from __future__ import annotations

from querbezug.graph.readers.oparl.reader import OParlReader

__all__ = ["OParlReader"]
