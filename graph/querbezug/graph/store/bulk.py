"""Writing quads to a store: few in one transaction, many from a file, piece by piece."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from itertools import islice
from pathlib import Path

import pyoxigraph as ox

Progress = Callable[[int, int], None]
"""Told how much is written, and how much there is."""

_CHUNK = 50_000
_PIECE = 96 * 2**20
_WRITERS = 2


def delete(store: ox.Store, file: Path) -> None:
    """Delete the quads in a file."""
    for chunk in _chunks(file, _CHUNK):
        store.update(f"DELETE DATA {{\n{_data(chunk)}\n}}")


def insert(store: ox.Store, file: Path, progress: Progress, count: int = 0) -> None:
    """Insert the quads in a file; Oxigraph sorts them without Python's lock, so two pieces at a time.

    Parameters
    ----------
    store : pyoxigraph.Store
        Where to.
    file : Path
        N-Quads, one a line, written by Oxigraph.
    progress : callable
        Is told how many quads are written, and how many there are.
    count : int, optional
        How many there are; 0 if that is not known.
    """
    done = 0
    progress(0, count)
    writing: deque[tuple[int, Future[None]]] = deque()
    with ThreadPoolExecutor(_WRITERS) as threads:
        for piece in _pieces(file):
            written = threads.submit(store.bulk_load, piece, ox.RdfFormat.N_QUADS, lenient=True)
            writing.append((piece.count(b"\n"), written))
            if len(writing) == _WRITERS:
                done += _finished(*writing.popleft())
                progress(done, count)
        while writing:
            done += _finished(*writing.popleft())
            progress(done, count)


def _finished(size: int, written: Future[None]) -> int:
    written.result()
    return size


def _chunks(path: Path, size: int) -> Iterator[list[ox.Quad]]:
    with path.open("rb") as stream:
        quads = iter(ox.parse(stream, format=ox.RdfFormat.N_QUADS))
        while chunk := list(islice(quads, size)):
            yield chunk


def _pieces(path: Path) -> Iterator[bytes]:
    """Yield a file of one quad a line in pieces that fit into memory."""
    with path.open("rb") as stream:
        while piece := stream.read(_PIECE):
            yield piece + stream.readline()


def in_one_transaction(store: ox.Store, inserts: list[ox.Quad], deletes: list[ox.Quad]) -> None:
    """Delete and insert quads, all at once."""
    if deletes:
        # Oxigraph itself writes the terms, so nothing in them can become part of the request.
        store.update(f"DELETE DATA {{\n{_data(deletes)}\n}} ;\nINSERT DATA {{\n{_data(inserts)}\n}}")
    elif inserts:
        store.extend(inserts)


def _data(quads: Iterable[ox.Quad]) -> str:
    by_graph: dict[str, list[ox.Triple]] = {}
    for quad in quads:
        name = "" if isinstance(quad.graph_name, ox.DefaultGraph) else str(quad.graph_name)
        by_graph.setdefault(name, []).append(quad.triple)
    blocks = []
    for name, triples in by_graph.items():
        text = ox.serialize(triples, format=ox.RdfFormat.N_TRIPLES)
        assert text is not None  # noqa: S101 - without an output, serialize returns bytes
        block = text.decode()
        blocks.append(f"GRAPH {name} {{\n{block}}}" if name else block)
    return "\n".join(blocks)
