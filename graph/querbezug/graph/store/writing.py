"""Writing the store: whole graphs are exchanged in one transaction, or nothing is."""

from __future__ import annotations

import hashlib
import secrets
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from types import TracebackType
from typing import Self

import pyoxigraph as ox

from querbezug.graph.errors import StoreError
from querbezug.graph.store import layout
from querbezug.graph.store.layout import DEFAULT_BASE, LEDGER, LOG, STORE, Layout, in_graph
from querbezug.ontology.iris import IriMinter

_MODULUS = 2**256


@dataclass(frozen=True, slots=True)
class Change:
    """What a commit did to the public triples: how many came and went."""

    added: int
    removed: int

    @property
    def nothing(self) -> bool:
        """Whether the store already said just this."""
        return not self.added and not self.removed


class WriteStore:
    """The one writer of a store; a context manager.

    A store that is not there yet is made by the first commit, so a load that fails leaves nothing.

    Parameters
    ----------
    path : Path
        The store's directory.
    base : str, optional
        Base of the IRIs to mint. A store keeps the base it was made with.

    Raises
    ------
    StoreError
        If another process is writing, the directory is something else, or the store has another
        base already.
    """

    def __init__(self, path: Path, base: str | None = None) -> None:
        self.path = path
        self._on_disk = (path / "CURRENT").is_file()
        self._store = _open(path) if self._on_disk else _open_nothing(path)
        self.layout = Layout(IriMinter(self._settle_base(base)))
        self.salt = self._settle(layout.SALT, secrets.token_hex(16))

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Write everything to disk and let the store go."""
        self._store.flush()
        del self._store

    @property
    def raw(self) -> ox.Store:
        """The Oxigraph store itself, for reading."""
        return self._store

    def triples(self, graph: ox.NamedNode) -> set[ox.Triple]:
        """Return the triples of ``graph``."""
        return set(layout.triples_of(self._store, graph))

    def commit(
        self,
        graphs: Mapping[ox.NamedNode, Collection[ox.Triple]],
        *,
        ledger: Iterable[ox.Triple] = (),
        log: Iterable[ox.Triple] = (),
    ) -> Change:
        """Exchange the content of ``graphs``, all at once.

        Parameters
        ----------
        graphs : mapping of NamedNode to triples
            New content of each public graph; an empty collection removes the graph.
        ledger, log : iterable of Triple
            Book-keeping to add in the same transaction; a log entry replaces the earlier one of
            the same subject and predicate.

        Returns
        -------
        Change
            How many quads of the data came and went.

        Raises
        ------
        StoreError
            If the disk is full or cannot be written; the store is as it was.
        """
        old = {graph: self.triples(graph) for graph in graphs}
        new = {graph: layout.as_stored(triples) for graph, triples in graphs.items()}
        added = {q for g in graphs for q in in_graph(new[g] - old[g], g)}
        removed = {q for g in graphs for q in in_graph(old[g] - new[g], g)}
        if not added and not removed:
            return Change(0, 0)
        gone = self._nowhere_else({q.triple for q in removed}, new)
        self._exchange(added, removed, gone, list(in_graph(ledger, LEDGER)), list(in_graph(log, LOG)))
        return Change(_of_data(added), _of_data(removed))

    def _exchange(
        self,
        added: Collection[ox.Quad],
        removed: Collection[ox.Quad],
        gone: Collection[ox.Triple],
        ledger: Collection[ox.Quad],
        log: Collection[ox.Quad],
    ) -> None:
        """Write what came and went to the graphs, to the merge of them all, and to the books."""
        merge = ox.DefaultGraph()
        inserts = [*added, *in_graph({q.triple for q in added}, merge), *ledger, *log]
        deletes = [*removed, *in_graph(gone, merge)]
        self._write(
            [*inserts, *self._stamp(added, removed)], [*deletes, *self._old_stamp(), *self._old_log(log)]
        )

    def _nowhere_else(
        self, candidates: set[ox.Triple], exchanged: Mapping[ox.NamedNode, set[ox.Triple]]
    ) -> set[ox.Triple]:
        """Return those of ``candidates`` that no public graph will state any more."""
        gone = set()
        for triple in candidates.difference(*exchanged.values()):
            stating = self._store.quads_for_pattern(triple.subject, triple.predicate, triple.object, None)
            if not any(layout.is_public(q.graph_name) and q.graph_name not in exchanged for q in stating):
                gone.add(triple)
        return gone

    def _stamp(self, added: Iterable[ox.Quad], removed: Iterable[ox.Quad]) -> list[ox.Quad]:
        """Return the quads that say which state the store is in now.

        The version is a sum of hashes, so it depends on the content and not on the way to it
        (Bellare and Micciancio, "A new paradigm for collision-free hashing", 1997).
        """
        version = int(layout.single(self._store, layout.VERSION) or "0", 16)
        version += sum(map(_quad_hash, added)) - sum(map(_quad_hash, removed))
        now = datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
        return [
            ox.Quad(STORE, layout.VERSION, ox.Literal(f"{version % _MODULUS:064x}"), LOG),
            ox.Quad(STORE, layout.MODIFIED, ox.Literal(now), LOG),
        ]

    def _old_stamp(self) -> list[ox.Quad]:
        return [
            quad
            for predicate in (layout.VERSION, layout.MODIFIED)
            for quad in self._store.quads_for_pattern(STORE, predicate, None, LOG)
        ]

    def _old_log(self, entries: Iterable[ox.Quad]) -> list[ox.Quad]:
        return [q for e in entries for q in self._store.quads_for_pattern(e.subject, e.predicate, None, LOG)]

    def _write(self, inserts: list[ox.Quad], deletes: list[ox.Quad]) -> None:
        """Delete and insert in one transaction, and flush."""
        try:
            self._settle_on_disk()
            if deletes:
                self._store.update(_update_text(inserts, deletes))
            elif inserts:
                self._store.extend(inserts)
            self._store.flush()
        except (OSError, RuntimeError) as error:
            raise StoreError("store.write-failed", path=self.path, reason=error) from error

    def _settle_on_disk(self) -> None:
        """Make the store's directory if this is the first commit to it."""
        if self._on_disk:
            return
        settled, store = list(self._store), _open(self.path)
        if len(store):
            raise StoreError("store.locked", path=self.path)  # another first load was faster
        store.extend(settled)
        self._store, self._on_disk = store, True

    def _settle(self, predicate: ox.NamedNode, value: str) -> str:
        """Return the book-keeping value, writing ``value`` the first time."""
        known = layout.single(self._store, predicate)
        if known is not None:
            return known
        self._store.add(ox.Quad(STORE, predicate, ox.Literal(value), LOG))
        return value

    def _settle_base(self, wanted: str | None) -> str:
        if layout.single(self._store, layout.BASE) is None and len(self._store):
            raise StoreError("store.foreign", path=self.path)
        base = self._settle(layout.BASE, wanted or DEFAULT_BASE)
        if wanted is not None and wanted != base:
            raise StoreError("store.other-base", path=self.path, base=base, wanted=wanted)
        return base


def _open_nothing(path: Path) -> ox.Store:
    """Return an empty store in memory, having made sure that ``path`` can become a store."""
    if path.exists() and not path.is_dir():
        raise StoreError("store.not-a-directory", path=path)
    if path.is_dir() and any(path.iterdir()):
        raise StoreError("store.foreign", path=path)
    return ox.Store()


def _open(path: Path) -> ox.Store:
    try:
        return ox.Store(str(path))
    except (OSError, RuntimeError) as error:
        key = "store.locked" if "lock" in str(error).lower() else "store.unreadable"
        raise StoreError(key, path=path, reason=error) from error


def _of_data(quads: Iterable[ox.Quad]) -> int:
    """Count the quads that a dump would hold: all but those of the ontology."""
    return sum(quad.graph_name != layout.ONTOLOGY_GRAPH for quad in quads)


def _quad_hash(quad: ox.Quad) -> int:
    return int.from_bytes(hashlib.sha256(str(quad).encode()).digest(), "big")


def _update_text(inserts: Iterable[ox.Quad], deletes: Iterable[ox.Quad]) -> str:
    """Return one SPARQL Update request; Oxigraph itself writes the terms."""
    return f"DELETE DATA {{\n{_data(deletes)}\n}} ;\nINSERT DATA {{\n{_data(inserts)}\n}}"


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
