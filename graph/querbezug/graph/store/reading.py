"""Reading the store beside a writer: each snapshot sees the state of one moment."""

from __future__ import annotations

import os
import threading
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pyoxigraph as ox

from querbezug.graph.errors import StoreError
from querbezug.graph.store import layout
from querbezug.graph.store.plan import is_pending
from querbezug.ontology.iris import IriMinter

# A writer may tidy its files away just while a reader opens them: wait a moment and look again.
_ATTEMPTS = 40
_PAUSE_SECONDS = 0.025


@dataclass(frozen=True, slots=True)
class Snapshot:
    """The store as it was when the snapshot was taken.

    Attributes
    ----------
    store : pyoxigraph.Store
        Read-only.
    version : str
        Hash over all public quads: equal content has an equal version, on any machine.
    modified : str
        Time of the last change, ISO 8601 in UTC.
    path : Path, optional
        The store's directory.
    """

    store: ox.Store
    layout: layout.Layout
    version: str
    modified: str
    path: Path | None = None

    def graphs(self) -> list[ox.NamedNode]:
        """Return the names of the public graphs."""
        return layout.public_graphs(self.store)

    def data_graphs(self) -> list[ox.NamedNode]:
        """Return the names of the public graphs that hold data: all but the ontology's."""
        return [graph for graph in self.graphs() if graph != layout.ONTOLOGY_GRAPH]

    def triples(self) -> Iterator[ox.Triple]:
        """Yield each triple of the data once."""
        ontology = set(layout.triples_of(self.store, layout.ONTOLOGY_GRAPH))
        merged = layout.triples_of(self.store, ox.DefaultGraph())
        return (triple for triple in merged if triple not in ontology)


class ReadStore:
    """Hands out snapshots, a new one whenever the store on disk has changed.

    While a large load is being written piece by piece, the state before it is handed out.

    Parameters
    ----------
    path : Path
        The store's directory.
    """

    def __init__(self, path: Path) -> None:
        self.path = path
        self._lock = threading.Lock()
        self._stamp: tuple[tuple[str, int], ...] = ()
        self._snapshot: Snapshot | None = None

    def snapshot(self) -> Snapshot:
        """Return the current state.

        Raises
        ------
        StoreError
            If there is no store, or it cannot be read.
        """
        with self._lock:
            if self._snapshot is not None and is_pending(self.path):
                return self._snapshot
            stamp = write_stamp(self.path)
            if self._snapshot is None or stamp != self._stamp:
                self._snapshot = take_snapshot(self.path)
                self._stamp = stamp
            return self._snapshot


def write_stamp(path: Path) -> tuple[tuple[str, int], ...]:
    """Return something that differs after each write to the store at ``path``."""
    try:
        with os.scandir(path) as entries:
            return tuple(
                sorted(
                    (entry.name, entry.stat().st_size)
                    for entry in entries
                    if entry.name.endswith(".log") or entry.name.startswith("MANIFEST")
                )
            )
    except OSError:  # no store, or a file went away just now: opening it will tell
        return ()


def open_read_only(path: Path) -> ox.Store:
    """Open the Oxigraph store at ``path`` for reading.

    Raises
    ------
    StoreError
        If there is no store, or it cannot be read.
    """
    if not (path / "CURRENT").is_file():
        raise StoreError("store.missing", path=path)
    problem: Exception | None = None
    for _ in range(_ATTEMPTS):
        try:
            return ox.Store.read_only(str(path))
        except (OSError, RuntimeError) as error:
            problem = error
            time.sleep(_PAUSE_SECONDS)
    raise StoreError("store.unreadable", path=path, reason=problem) from problem


def _open_at_rest(path: Path) -> ox.Store:
    """Open the store, again if somebody wrote just then: a large load may have come and gone."""
    for _ in range(_ATTEMPTS):
        stamp = write_stamp(path)
        store = open_read_only(path)
        if write_stamp(path) == stamp:
            break
    return store


def take_snapshot(path: Path) -> Snapshot:
    """Open the store at ``path`` and read its book-keeping.

    Raises
    ------
    StoreError
        If there is no store, it cannot be read, Querbezug did not write it, or it is half-way
        through a large load.
    """
    store = _open_at_rest(path)
    base = layout.single(store, layout.BASE)
    if base is None:
        raise StoreError("store.foreign", path=path)
    if is_pending(path, layout.single(store, layout.SALT)):
        raise StoreError("store.unfinished", path=path)
    return Snapshot(
        store=store,
        layout=layout.Layout(IriMinter(base)),
        version=layout.single(store, layout.VERSION) or "0",
        modified=layout.single(store, layout.MODIFIED) or "1970-01-01T00:00:00Z",
        path=path,
    )
