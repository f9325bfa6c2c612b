"""Generated data into a store like a loaded one, in one stream and without the loading pipeline."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import IO, cast

import pyoxigraph as ox

from querbezug.graph.store import WriteStore
from querbezug.graph.store.layout import LOADED_AT, LOG, ONTOLOGY_GRAPH, STORE, VERSION, ontology_triples
from querbezug.graph.store.plan import MODULUS

Graph = Mapping[str, Iterable[str]]
"""Lines of N-Triples without their full stop, by the IRI of their graph."""


class QuadStream:
    """A file to read once: each line in its graph, and in the merge of all graphs.

    Parameters
    ----------
    batches : iterable of Graph
        Each line may come once only.

    Attributes
    ----------
    balance : int
        Sum of the hashes of all quads read, as :class:`querbezug.graph.store.plan.Plan` sums them.
    quads : int
        How many quads of the data were read.
    """

    def __init__(self, batches: Iterable[Graph]) -> None:
        self.balance = self.quads = 0
        self._chunks = self._written(batches)
        self._rest = memoryview(b"")

    def read(self, size: int = -1) -> bytes:
        """Return the next bytes, at most ``size``; none at the end."""
        if not self._rest:
            self._rest = memoryview(next(self._chunks, b""))
        wanted = len(self._rest) if size < 0 else size
        taken, self._rest = self._rest[:wanted], self._rest[wanted:]
        return bytes(taken)

    def _written(self, batches: Iterable[Graph]) -> Iterator[bytes]:
        for batch in batches:
            for graph, lines in batch.items():
                yield self._text(graph, list(lines)).encode()

    def _text(self, graph: str, lines: list[str]) -> str:
        digest, total, written = hashlib.sha256, 0, []
        for line in lines:
            quad = f"{line} <{graph}>"
            total += int.from_bytes(digest(quad.encode()).digest(), "big")
            written.append(f"{quad} .\n{line} .\n")
        self.balance += total
        self.quads += len(lines)
        return "".join(written)


def begin(path: Path, base: str, sources: Iterable[str]) -> None:
    """Make a store that knows only the ontology, its base, and when its sources were loaded."""
    with WriteStore(path, base) as store:
        thing = store.layout.minter.thing
        now = "2020-11-23T00:00:00Z"
        log = [ox.Triple(ox.NamedNode(thing("source", key)), LOADED_AT, ox.Literal(now)) for key in sources]
        store.commit({ONTOLOGY_GRAPH: ontology_triples()}, log=log)


def fill(path: Path, batches: Iterable[Graph]) -> int:
    """Add all batches to the store at ``path``, and to its version; return how many quads came."""
    store = ox.Store(str(path))
    stream = QuadStream(batches)
    store.bulk_load(cast("IO[bytes]", stream), format=ox.RdfFormat.N_QUADS, lenient=True)
    (old,) = store.quads_for_pattern(STORE, VERSION, None, LOG)
    assert isinstance(old.object, ox.Literal)
    version = (int(old.object.value, 16) + stream.balance) % MODULUS
    store.remove(old)
    store.add(ox.Quad(STORE, VERSION, ox.Literal(f"{version:064x}"), LOG))
    store.flush()
    return stream.quads
