"""Handing the graph out: dumps that are the same bytes for the same content."""

from querbezug.graph.export.dump import FORMATS, DumpFormat, dump, format_for_path
from querbezug.graph.export.turtle import turtle

__all__ = ["FORMATS", "DumpFormat", "dump", "format_for_path", "turtle"]
