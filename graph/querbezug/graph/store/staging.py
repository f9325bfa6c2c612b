"""New triples on their way to the store: in memory while they are few, on disk when they are many."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from types import TracebackType
from typing import Self

import pyoxigraph as ox

from querbezug.graph.errors import StoreError
from querbezug.graph.store.layout import Value, triples_of
from querbezug.graph.store.lines import triples_in, written
from querbezug.graph.store.spool import Spool

IN_MEMORY = 200_000
"""How many triples are kept in memory at most."""

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
        What is in it from the beginning. On disk, blank nodes would get other names.
    folder : Path, optional
        Where to go when memory gets short, made if need be; by default the system's place for
        temporary files.

    Raises
    ------
    StoreError
        By any method, if there is no room on the disk.
    """

    def __init__(self, triples: Iterable[ox.Triple] = (), folder: Path | None = None) -> None:
        self._few = ox.Store()
        self._many: Spool | None = None
        self._folder = folder
        self._disk: tempfile.TemporaryDirectory[str] | None = None
        self._waiting: list[ox.Triple] = []
        self.add(triples)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def __contains__(self, triple: ox.Triple) -> bool:
        return ox.Quad(triple.subject, triple.predicate, triple.object) in self._index()

    def __iter__(self) -> Iterator[ox.Triple]:
        return self.triples()

    def __len__(self) -> int:
        return len(self._index())

    @property
    def on_disk(self) -> bool:
        """Whether there are too many triples for memory; then subjects come one after the other."""
        return self._many is not None

    def add(self, triples: Iterable[ox.Triple]) -> None:
        """Take in ``triples``."""
        remaining = iter(triples)
        while more := list(islice(remaining, IN_MEMORY - len(self._waiting))):
            self._waiting += more
            if len(self._waiting) >= IN_MEMORY:
                self._settle()

    def add_lines(self, lines: Iterable[bytes]) -> None:
        """Take in triples as lines of N-Triples, with values as Oxigraph gives them back."""
        if self._many is None:
            self.add(triples_in(lines))
            return
        with _telling(self._folder):
            self._many.add_lines(lines)

    def remove(self, triple: ox.Triple) -> None:
        """Leave out ``triple`` again."""
        self._settle()
        if self._many is None:
            self._few.remove(ox.Quad(triple.subject, triple.predicate, triple.object))
            return
        with _telling(self._folder):
            self._many.remove(triple)

    def lines(self) -> Iterator[bytes]:
        """Yield the triples as lines of N-Triples, without line breaks."""
        self._settle()
        if self._many is not None:
            return self._many.lines()
        return iter(written(triples_of(self._few, _MERGE)).split(b"\n")[:-1])

    def triples(
        self,
        subject: ox.NamedNode | None = None,
        predicate: ox.NamedNode | None = None,
        value: Value | None = None,
    ) -> Iterator[ox.Triple]:
        """Yield the triples that match; ``None`` stands for anything."""
        self._settle()
        if self._many is not None:
            with _telling(self._folder):
                return self._many.triples(subject, predicate, value)
        return (q.triple for q in self._few.quads_for_pattern(subject, predicate, value, _MERGE))

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
        self._few = ox.Store()
        if self._many:
            self._many.close()
            self._many = None
        if self._disk:
            self._disk.cleanup()
            self._disk = None
            if self._folder:
                with suppress(OSError):  # others are still waiting there
                    self._folder.rmdir()

    def _index(self) -> ox.Store:
        """Return all triples in a store."""
        self._settle()
        if self._many is None:
            return self._few
        with _telling(self._folder):
            return self._many.index()

    def _settle(self) -> None:
        """Bring what waits to where the rest is."""
        if not self._waiting:
            return
        waiting, self._waiting = self._waiting, []
        with _telling(self._folder):
            if self._many is None and len(self._few) + len(waiting) > IN_MEMORY:
                self._to_disk()
            if self._many is None:
                self._few.extend(ox.parse(written(waiting), format=ox.RdfFormat.N_TRIPLES))
            else:
                self._many.add(waiting)

    def _to_disk(self) -> None:
        if self._folder:
            self._folder.mkdir(parents=True, exist_ok=True)
        self._disk = tempfile.TemporaryDirectory(prefix=_PREFIX, dir=self._folder)
        self._many = Spool(Path(self._disk.name))
        self._many.add(triples_of(self._few, _MERGE))
        self._few = ox.Store()

    def copy(self, folder: Path) -> Copy:
        """Return a copy for another process; what is on disk is shared with a snapshot in ``folder``."""
        if not self.on_disk:
            return Copy(None, written(self.triples()))
        with _telling(folder):
            path = Path(tempfile.mkdtemp(dir=folder)) / "copy"
            self._index().backup(str(path))
        return Copy(str(path), b"")

    @classmethod
    def of_copy(cls, copy: Copy) -> Self:
        """Return what another process has put aside, to be read only."""
        staged = cls()
        if copy.path:
            staged._few = ox.Store.read_only(copy.path)
        else:
            staged._few.load(copy.text, ox.RdfFormat.N_TRIPLES, lenient=True)
        return staged


@dataclass(frozen=True, slots=True)
class Copy:
    """A set of triples that another process can open: a snapshot on disk, or all of it as N-Triples."""

    path: str | None
    text: bytes


@contextmanager
def copies_folder(store: Path) -> Iterator[Path]:
    """Make a place for copies beside the store, and remove it in the end."""
    folder = working_folder(store)
    with _telling(folder):
        folder.mkdir(parents=True, exist_ok=True)
        made = tempfile.TemporaryDirectory(prefix=_PREFIX, dir=folder)
    with made as name:
        yield Path(name)
    with suppress(OSError):  # others are still waiting there
        folder.rmdir()


@contextmanager
def _telling(folder: Path | None) -> Iterator[None]:
    try:
        yield
    except (OSError, RuntimeError) as error:
        path = folder or tempfile.gettempdir()
        raise StoreError("store.staging-failed", path=path, reason=error) from error


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
