"""What all sources state once a load is done: the store, with the graphs that the load exchanges."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

import pyoxigraph as ox

from querbezug.graph.store.layout import Layout, Value, public_graphs
from querbezug.graph.store.staging import Staged


class Stated:
    """All statements of the sources, asked by pattern; ``None`` stands for anything.

    Parameters
    ----------
    store : pyoxigraph.Store
        What is stored now.
    layout : Layout
        Tells sources from other graphs.
    exchanged : mapping of NamedNode to Staged
        New content of some graphs; what the store has in them does not count any more.
    """

    def __init__(self, store: ox.Store, layout: Layout, exchanged: Mapping[ox.NamedNode, Staged]) -> None:
        self._store = store
        self._exchanged = [staged for graph, staged in exchanged.items() if layout.source_key(graph)]
        self._kept = [g for g in public_graphs(store) if layout.source_key(g) and g not in exchanged]
        self._kept_names = frozenset(self._kept)

    def triples(
        self,
        subject: ox.NamedNode | None = None,
        predicate: ox.NamedNode | None = None,
        value: Value | None = None,
        /,
    ) -> Iterator[ox.Triple]:
        """Yield each statement that matches once."""
        if subject is not None:
            yield from dict.fromkeys(self._matching(subject, predicate, value))
            return
        for number, staged in enumerate(self._exchanged):
            for triple in staged.triples(subject, predicate, value):
                if not any(triple in earlier for earlier in self._exchanged[:number]):
                    yield triple
        for number, graph in enumerate(self._kept):
            for quad in self._store.quads_for_pattern(subject, predicate, value, graph):
                if not self._met(quad, number):
                    yield quad.triple

    def _matching(
        self, subject: ox.NamedNode, predicate: ox.NamedNode | None, value: Value | None
    ) -> Iterator[ox.Triple]:
        """Yield what matches, as often as it is stated; about one thing that is never much."""
        for staged in self._exchanged:
            yield from staged.triples(subject, predicate, value)
        for quad in self._store.quads_for_pattern(subject, predicate, value, None):
            if quad.graph_name in self._kept_names:
                yield quad.triple

    def _met(self, quad: ox.Quad, number: int) -> bool:
        """Say whether a graph that came before has the same statement."""
        if any(quad.triple in staged for staged in self._exchanged):
            return True
        return any(
            ox.Quad(quad.subject, quad.predicate, quad.object, graph) in self._store
            for graph in self._kept[:number]
        )
