"""The store: Oxigraph on disk, one writer, any number of readers."""

from querbezug.graph.store.interrupts import LateInterrupt
from querbezug.graph.store.layout import Layout, is_public
from querbezug.graph.store.reading import ReadStore, Snapshot
from querbezug.graph.store.writing import Change, WriteStore

__all__ = ["Change", "LateInterrupt", "Layout", "ReadStore", "Snapshot", "WriteStore", "is_public"]
