"""Very many triples in a file, with an index beside it as soon as somebody needs one."""

from __future__ import annotations

from array import array
from collections.abc import Iterable, Iterator
from itertools import islice
from mmap import ACCESS_READ, mmap
from pathlib import Path

import pyoxigraph as ox

from querbezug.graph.store.layout import Value, triples_of
from querbezug.graph.store.lines import Canonical, triples_in, written

_AT_ONCE = 20_000
_WORTH_BULK = 10_000
_FILE, _INDEX = "triples.nt", "index"


class Spool:
    """A set of triples on disk.

    What is merely written and read back needs no index; one is made when somebody asks for what
    only an index tells, and then kept up. Of each line 8 bytes are held in memory, by which those
    that may have come twice are known.

    Parameters
    ----------
    folder : Path
        An empty folder of its own.
    """

    def __init__(self, folder: Path) -> None:
        self._path = folder / _FILE
        self._index_path = folder / _INDEX
        self._stream = self._path.open("ab")
        self._hashes = array("q")
        self._index: ox.Store | None = None
        self._is_stale = False
        self._canonical = Canonical()

    def close(self) -> None:
        """Let the files go."""
        self._stream.close()
        self._index = None

    def add(self, triples: Iterable[ox.Triple]) -> None:
        """Take in ``triples``."""
        self.add_lines(self._canonical.lines(triples))

    def add_lines(self, lines: Iterable[bytes]) -> None:
        """Take in lines."""
        lines = list(lines)
        self._hashes.extend(map(hash, lines))
        text = b"".join(line + b"\n" for line in lines)
        self._stream.write(text)
        if self._index is not None:
            load = self._index.bulk_load if len(lines) >= _WORTH_BULK else self._index.load
            load(text, ox.RdfFormat.N_TRIPLES, lenient=True)

    def remove(self, triple: ox.Triple) -> None:
        """Leave out ``triple`` again; from then on only the index tells what there is."""
        self.index().remove(ox.Quad(triple.subject, triple.predicate, triple.object))
        self._is_stale = True

    def index(self) -> ox.Store:
        """Return all triples in a store that finds them by any pattern."""
        if self._index is None:
            self._stream.flush()
            self._index = ox.Store(str(self._index_path))
            self._index.bulk_load(path=str(self._path), format=ox.RdfFormat.N_TRIPLES, lenient=True)
        return self._index

    def triples(
        self, subject: ox.NamedNode | None, predicate: ox.NamedNode | None, value: Value | None
    ) -> Iterator[ox.Triple]:
        """Yield the triples that match; those of one property are found without an index, too."""
        if self._index is None and subject is None and value is None and predicate is not None:
            return self._of_predicate(predicate)
        found = self.index().quads_for_pattern(subject, predicate, value, ox.DefaultGraph())
        return (quad.triple for quad in found)

    def lines(self) -> Iterator[bytes]:
        """Yield each line once."""
        return self._from_index() if self._is_stale else self._from_file()

    def _from_index(self) -> Iterator[bytes]:
        triples = triples_of(self.index(), ox.DefaultGraph())
        while batch := list(islice(triples, _AT_ONCE)):
            yield from written(batch).split(b"\n")[:-1]

    def _from_file(self) -> Iterator[bytes]:
        self._stream.flush()
        with self._path.open("rb") as stream:
            yield from self._each_once(ended[:-1] for ended in stream)

    def _each_once(self, lines: Iterable[bytes]) -> Iterator[bytes]:
        doubtful, seen = self._doubtful(), set[bytes]()
        for line in lines:
            if doubtful and hash(line) in doubtful:
                if line in seen:
                    continue
                seen.add(line)
            yield line

    def _of_predicate(self, predicate: ox.NamedNode) -> Iterator[ox.Triple]:
        found = self._each_once(self._lines_with(f" {predicate} ".encode()))
        while batch := list(islice(found, _AT_ONCE)):
            yield from triples_in(batch)

    def _lines_with(self, predicate: bytes) -> Iterator[bytes]:
        """Yield the lines whose second part this is."""
        self._stream.flush()
        with self._path.open("rb") as stream, mmap(stream.fileno(), 0, access=ACCESS_READ) as text:
            at = text.find(predicate)
            while at >= 0:
                start = text.rfind(b"\n", 0, at) + 1
                end = text.find(b"\n", at)
                # The subject has no blank in it; further on the same may stand in somebody's words.
                if text.find(b" ", start) == at:
                    yield text[start:end]
                at = text.find(predicate, end)

    def _doubtful(self) -> frozenset[int]:
        """Return the hashes that several lines have."""
        import numpy as np  # only for what is large: commands that load little start sooner without it

        hashes = np.sort(np.array(self._hashes, dtype=np.int64))
        return frozenset(hashes[1:][hashes[1:] == hashes[:-1]].tolist())
