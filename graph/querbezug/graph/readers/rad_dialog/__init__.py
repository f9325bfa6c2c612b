"""The Bonner Rad-Dialog of 2017: one proposal with its whole thread on each line of a JSONL file."""

from __future__ import annotations

from querbezug.graph.readers.rad_dialog.reader import RadDialogReader

__all__ = ["RadDialogReader"]
