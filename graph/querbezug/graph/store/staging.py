"""New triples on their way to the store: in memory while they are few, on disk when they are many."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from types import TracebackType
from typing import Self

import pyoxigraph as ox

from querbezug.graph.errors import StoreError
from querbezug.graph.store.layout import Value, in_graph

IN_MEMORY = 200_000
"""How many triples are kept in memory at most."""

_WORTH_BULK = 10_000
_PREFIX = "querbezug-"
_MERGE = ox.DefaultGraph()


def working_folder(store: Path) -> Path:
    """Return where triples on their way to ``store`` wait when memory gets short."""
    return store.with_name(store.name + ".working")


def clear_working_folder(store: Path) -> None:
    """Remove what a writer left that was killed; to be called by the only writer."""
    folder = working_folder(store)
    for left in folder.glob(f"{_PREFIX}*"):
        shutil.rmtree(left, ignore_errors=True)
    with suppress(OSError):
        folder.rmdir()


class Staged:
    """A set of triples of any size, kept apart from the store; a context manager.

    Values are as Oxigraph gives them back (``0.90`` as ``0.9``), so that they can be compared
    with the content of a store.

    Parameters
    ----------
    triples : iterable of Triple, optional
        What is in it from the beginning.
    folder : Path, optional
        Where to go when memory gets short, made if need be; by default the system's place for
        temporary files.

    Raises
    ------
    StoreError
        By any method, if there is no room on the disk.
    """

    def __init__(self, triples: Iterable[ox.Triple] = (), folder: Path | None = None) -> None:
        self._store = ox.Store()
        self._folder = folder
        self._disk: tempfile.TemporaryDirectory[str] | None = None
        self._waiting: list[ox.Quad] = []
        self.add(triples)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def __contains__(self, triple: ox.Triple) -> bool:
        self._settle()
        return ox.Quad(triple.subject, triple.predicate, triple.object) in self._store

    def __iter__(self) -> Iterator[ox.Triple]:
        return self.triples()

    def __len__(self) -> int:
        self._settle()
        return len(self._store)

    @property
    def on_disk(self) -> bool:
        """Whether there are too many triples for memory; then subjects come one after the other."""
        return self._disk is not None

    def add(self, triples: Iterable[ox.Triple]) -> None:
        """Take in ``triples``."""
        for quad in in_graph(triples, _MERGE):
            self._waiting.append(quad)
            if len(self._waiting) >= IN_MEMORY:
                self._settle()

    def remove(self, triple: ox.Triple) -> None:
        """Leave out ``triple`` again."""
        self._settle()
        self._store.remove(ox.Quad(triple.subject, triple.predicate, triple.object))

    def triples(
        self,
        subject: ox.NamedNode | None = None,
        predicate: ox.NamedNode | None = None,
        value: Value | None = None,
    ) -> Iterator[ox.Triple]:
        """Yield the triples that match; ``None`` stands for anything."""
        self._settle()
        return (q.triple for q in self._store.quads_for_pattern(subject, predicate, value, _MERGE))

    def subjects(self) -> Iterator[tuple[ox.NamedNode, set[ox.Triple]]]:
        """Yield each subject with all its triples."""
        if not self.on_disk:
            groups: dict[ox.NamedNode, set[ox.Triple]] = {}
            for triple in self.triples():
                if isinstance(triple.subject, ox.NamedNode):
                    groups.setdefault(triple.subject, set()).add(triple)
            yield from groups.items()
            return
        yield from by_subject(self.triples())

    def close(self) -> None:
        """Give memory and disk back."""
        self._waiting = []
        self._store = ox.Store()
        if self._disk:
            self._disk.cleanup()
            self._disk = None
            if self._folder:
                with suppress(OSError):  # others are still waiting there
                    self._folder.rmdir()

    def _settle(self) -> None:
        if not self._waiting:
            return
        with self._telling():
            if self._disk is None and len(self._store) + len(self._waiting) > IN_MEMORY:
                self._to_disk()
            if self._disk is None or len(self._waiting) < _WORTH_BULK:
                self._store.extend(self._waiting)
            else:
                self._store.bulk_extend(self._waiting)
            self._waiting = []

    def _to_disk(self) -> None:
        if self._folder:
            self._folder.mkdir(parents=True, exist_ok=True)
        self._disk = tempfile.TemporaryDirectory(prefix=_PREFIX, dir=self._folder)
        store = ox.Store(self._disk.name)
        store.bulk_extend(self._store)
        self._store = store

    @contextmanager
    def _telling(self) -> Iterator[None]:
        try:
            yield
        except (OSError, RuntimeError) as error:
            folder = self._folder or tempfile.gettempdir()
            raise StoreError("store.staging-failed", path=folder, reason=error) from error


def by_subject(triples: Iterable[ox.Triple]) -> Iterator[tuple[ox.NamedNode, set[ox.Triple]]]:
    """Group triples whose subjects come one after the other, as an on-disk store yields them."""
    current: ox.NamedNode | None = None
    group: set[ox.Triple] = set()
    for triple in triples:
        if triple.subject != current:
            if current is not None:
                yield current, group
            current, group = (triple.subject if isinstance(triple.subject, ox.NamedNode) else None), set()
        group.add(triple)
    if current is not None:
        yield current, group
