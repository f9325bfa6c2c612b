"""What a commit will write, and writing it all or not at all, however much it is.

A small plan is one transaction. A large one would not fit into memory as one, so it is written to
files beside the store first; once they are complete it is carried out piece by piece, and if that
is interrupted the next writer carries it out again from its beginning. Each piece says what shall
be there and what not, so doing it twice does no harm. (Write-ahead logging with redo: Mohan et
al., "ARIES", ACM TODS 17, 1992.)
"""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterable, Iterator
from contextlib import suppress
from itertools import islice
from pathlib import Path
from types import TracebackType
from typing import Self

import pyoxigraph as ox

from querbezug.graph.errors import StoreError
from querbezug.graph.store.bulk import Progress, delete, in_one_transaction, insert
from querbezug.graph.store.interrupts import undisturbed

MODULUS = 2**256
SMALL = 20_000
"""The most quads that are written in one transaction; more are several times quicker from a file."""

_CHUNK = 50_000
_INSERTS, _DELETES, _READY, _DRAFT = "inserts.nq", "deletes.nq", "ready", "ready.draft"


class Plan:
    """Quads to insert and to delete; a context manager that tidies up after itself.

    Parameters
    ----------
    store : Path
        The store's directory; a large plan is kept beside it.
    salt : str
        The store's own secret: a plan is never carried out on another store of the same name.

    Attributes
    ----------
    balance : int
        Sum of the hashes of all data quads added, minus those removed. A store's version is such
        a sum, so it depends on the content and not on the way to it (Bellare and Micciancio, "A
        new paradigm for collision-free hashing", 1997).
    changes_data : bool
        Whether any data comes or goes.
    """

    def __init__(self, store: Path, salt: str) -> None:
        self._path = store
        self._salt = salt
        self._folder = pending_folder(store)
        self._inserts = _Lines(self._folder / _INSERTS)
        self._deletes = _Lines(self._folder / _DELETES)
        self.balance = 0
        self.changes_data = False

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if not (self._inserts.small and self._deletes.small) and not is_pending(self._path):
            _clear(self._folder)

    def add(self, graph: ox.NamedNode, lines: Iterable[bytes]) -> Iterator[int]:
        """Plan to add triples to a graph of the data, and to state them in the merge of all graphs.

        Parameters
        ----------
        graph : NamedNode
            The graph.
        lines : iterable of bytes
            The triples as lines of N-Triples, each once, with values as Oxigraph gives them back.

        Yields
        ------
        int
            How many were planned just now: some thousands, until all are.
        """
        ending = f" {graph}".encode()
        remaining = iter(lines)
        while batch := list(islice(remaining, _CHUNK)):
            named = [line[:-2] + ending for line in batch]
            self._inserts.add(batch)
            self._inserts.add(line + b" ." for line in named)
            self.balance += sum(map(_hash, named))
            self.changes_data = True
            yield len(batch)

    def add_quad(self, quad: ox.Quad) -> None:
        """Plan to add one quad of the data, and to state it in the merge of all graphs."""
        self._inserts.add([_line(quad), f"{quad.triple} .".encode()])
        self.balance += _hash(str(quad).encode())
        self.changes_data = True

    def remove(self, quad: ox.Quad) -> None:
        """Plan to remove a quad of the data from its graph."""
        self._deletes.add([_line(quad)])
        self.balance -= _hash(str(quad).encode())
        self.changes_data = True

    def insert(self, quads: Iterable[ox.Quad]) -> None:
        """Plan to insert quads of the book-keeping."""
        self._inserts.add(map(_line, quads))

    def insert_lines(self, graph: ox.NamedNode, lines: Iterable[bytes]) -> None:
        """Plan to insert triples of the book-keeping, given as lines of N-Triples."""
        ending = f" {graph} .".encode()
        self._inserts.add(line[:-2] + ending for line in lines)

    def delete(self, quads: Iterable[ox.Quad]) -> None:
        """Plan to delete quads of the book-keeping, or of the merge."""
        self._deletes.add(map(_line, quads))

    def carry_out(self, store: ox.Store, progress: Progress = lambda _done, _total: None) -> None:
        """Write everything.

        Parameters
        ----------
        store : pyoxigraph.Store
            Where to.
        progress : callable, optional
            Is told how many quads of a large plan are written, and how many there are.

        Raises
        ------
        OSError, RuntimeError
            If the disk is full or cannot be written; the store is as it was.
        StoreError
            If that happens half-way through a large plan: the next writer will finish it.
        """
        if self._inserts.small and self._deletes.small:
            in_one_transaction(store, self._inserts.quads(), self._deletes.quads())
            return
        self._inserts.to_disk()
        self._deletes.to_disk()
        _write_durably(self._folder / _READY, self._salt)
        _redo(self._path, store, progress, self._inserts.count)


class _Lines:
    """Quads as lines of N-Quads, which move into a file when they get many."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._lines: list[bytes] = []
        self._in_file = False
        self.count = 0

    @property
    def small(self) -> bool:
        return not self._in_file

    def add(self, lines: Iterable[bytes]) -> None:
        remaining = iter(lines)
        while more := list(islice(remaining, SMALL - len(self._lines))):
            self._lines += more
            self.count += len(more)
            if len(self._lines) >= SMALL:
                self.to_disk()

    def quads(self) -> list[ox.Quad]:
        return list(ox.parse(b"\n".join(self._lines), format=ox.RdfFormat.N_QUADS))

    def to_disk(self) -> None:
        self._path.parent.mkdir(exist_ok=True)
        with self._path.open("ab") as stream:
            stream.writelines(line + b"\n" for line in self._lines)
            stream.flush()
            os.fsync(stream.fileno())
        self._lines = []
        self._in_file = True


def pending_folder(store: Path) -> Path:
    """Return where a large commit to ``store`` is kept until it is carried out."""
    return store.with_name(store.name + ".pending")


def is_pending(store: Path, salt: str | None = None) -> bool:
    """Say whether a large commit to the store at ``store`` has been begun and not been finished.

    With the ``salt`` of a store, only a commit to that very store counts.
    """
    try:
        mark = (pending_folder(store) / _READY).read_text(encoding="ascii")
    except (OSError, ValueError):
        return False
    return salt is None or mark == salt


def finish_interrupted(path: Path, store: ox.Store, salt: str | None) -> None:
    """Carry out what an earlier writer had ready for this store, and clear away all else.

    Raises
    ------
    StoreError
        If it cannot be finished now either.
    """
    if salt is not None and is_pending(path, salt):
        with undisturbed(KeyboardInterrupt):
            _redo(path, store)
    else:
        _clear(pending_folder(path))


def _redo(
    path: Path, store: ox.Store, progress: Progress = lambda _done, _total: None, count: int = 0
) -> None:
    """Delete, then insert: what the plan both removes and adds is there in the end."""
    folder = pending_folder(path)
    try:
        delete(store, folder / _DELETES)
        insert(store, folder / _INSERTS, progress, count)
        store.flush()
    except (OSError, RuntimeError) as error:
        raise StoreError("store.write-pending", path=path, reason=error) from error
    _clear(folder)


def _clear(folder: Path) -> None:
    """Remove the files of a plan, and their folder unless somebody keeps other things in it."""
    with suppress(OSError):
        for name in (_READY, _DRAFT, _INSERTS, _DELETES):
            (folder / name).unlink(missing_ok=True)
        folder.rmdir()


def _write_durably(path: Path, mark: str) -> None:
    """Write ``mark`` so that it is there with all other files of its folder, or not at all."""
    draft = path.with_name(_DRAFT)
    with draft.open("w", encoding="ascii") as stream:
        stream.write(mark)
        stream.flush()
        os.fsync(stream.fileno())
    draft.replace(path)
    _sync_folder(path.parent)
    _sync_folder(path.parent.parent)


def _sync_folder(folder: Path) -> None:
    """Have the names in ``folder`` survive a power cut, where the system offers that."""
    with suppress(OSError):
        number = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(number)
        finally:
            os.close(number)


def _line(quad: ox.Quad) -> bytes:
    return f"{quad} .".encode()


def _hash(quad: bytes) -> int:
    return int.from_bytes(hashlib.sha256(quad).digest(), "big")
