"""A graph of the store with some triples more and some less, without a copy of all the rest."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import ExitStack
from dataclasses import dataclass
from itertools import islice
from pathlib import Path

import pyoxigraph as ox

from querbezug.graph.store.layout import Value, triples_of
from querbezug.graph.store.lines import written
from querbezug.graph.store.staging import Staged

_AT_ONCE = 10_000


class Amendment:
    """New content of a graph, as a difference to what the store has in it.

    Parameters
    ----------
    store : pyoxigraph.Store
        Where the graph is; it must stay as it is as long as this is used.
    graph : NamedNode
        The graph.
    added : Staged
        What is in the new content; it may be in the old one, too.
    removed : Staged
        What is no more, unless it is in ``added``; it may be missing in the old content already.

    Attributes
    ----------
    is_new : bool
        Whether there is no old content.
    """

    def __init__(self, store: ox.Store, graph: ox.NamedNode, added: Staged, removed: Staged) -> None:
        self._store = store
        self._graph = graph
        self._added = added
        self._removed = removed
        self.is_new = not any(triples_of(store, graph))

    def coming(self, predicate: ox.NamedNode | None = None) -> Iterator[ox.Triple]:
        """Yield the triples that the store does not have in this graph; all, or those of one property."""
        added = self._added.triples(None, predicate)
        return added if self.is_new else (each for each in added if not self._stored(each))

    def lines_coming(self) -> Iterator[bytes]:
        """Yield what :meth:`coming` does as lines of N-Triples, which is quicker where all is new."""
        if self.is_new:
            yield from self._added.lines()
            return
        coming = self.coming()
        while batch := list(islice(coming, _AT_ONCE)):
            yield from written(batch).split(b"\n")[:-1]

    def going(self, predicate: ox.NamedNode | None = None) -> Iterator[ox.Triple]:
        """Yield the triples that the store has in this graph and should not."""
        gone = self._removed.triples(None, predicate)
        return (triple for triple in gone if self._stored(triple) and triple not in self._added)

    def states_anew(self, triple: ox.Triple) -> bool:
        """Say whether ``triple`` is among what was added, whatever the store has."""
        return triple in self._added

    def __contains__(self, triple: ox.Triple) -> bool:
        return triple in self._added or (self._stored(triple) and triple not in self._removed)

    def __iter__(self) -> Iterator[ox.Triple]:
        return self.triples()

    def __len__(self) -> int:
        """Count the triples one by one; of a large graph that takes a while."""
        return sum(1 for _ in self)

    def triples(
        self,
        subject: ox.NamedNode | None = None,
        predicate: ox.NamedNode | None = None,
        value: Value | None = None,
        /,
    ) -> Iterator[ox.Triple]:
        """Yield the triples of the new content that match; ``None`` stands for anything."""
        yield from self._added.triples(subject, predicate, value)
        for quad in self._store.quads_for_pattern(subject, predicate, value, self._graph):
            if quad.triple not in self._removed and quad.triple not in self._added:
                yield quad.triple

    def close(self) -> None:
        """Give memory and disk back."""
        self._added.close()
        self._removed.close()

    def _stored(self, triple: ox.Triple) -> bool:
        return ox.Quad(triple.subject, triple.predicate, triple.object, self._graph) in self._store


@dataclass(frozen=True, slots=True)
class Memory:
    """What a private graph has to keep besides, and what no more; what is both is kept."""

    graph: ox.NamedNode
    added: Staged
    removed: Staged

    def close(self) -> None:
        """Give memory and disk back."""
        self.added.close()
        self.removed.close()


def exchanged(
    store: ox.Store,
    graph: ox.NamedNode,
    new: Iterable[ox.Triple],
    folder: Path | None,
    stack: ExitStack,
) -> Amendment:
    """Return new content of a graph as a difference to what the store has in it.

    Parameters
    ----------
    store : pyoxigraph.Store
        Where the graph is.
    graph : NamedNode
        The graph.
    new : iterable of Triple
        All that shall be in it.
    folder : Path or None
        Where to go when memory gets short.
    stack : ExitStack
        Gives memory and disk back in the end.
    """
    staged = new if isinstance(new, Staged) else stack.enter_context(Staged(new, folder))
    removed = stack.enter_context(Staged(folder=folder))
    if not any(triples_of(store, graph)):
        return Amendment(store, graph, staged, removed)
    added = stack.enter_context(Staged(folder=folder))
    added.add(t for t in staged if ox.Quad(t.subject, t.predicate, t.object, graph) not in store)
    removed.add(triple for triple in triples_of(store, graph) if triple not in staged)
    return Amendment(store, graph, added, removed)
