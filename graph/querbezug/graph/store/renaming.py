"""Giving a thing another IRI, wherever it occurs."""

from __future__ import annotations

from collections.abc import Container, Iterator
from itertools import chain

import pyoxigraph as ox

from querbezug.graph.store.layout import is_public, triples_of
from querbezug.graph.store.staging import Staged
from querbezug.graph.store.writing import WriteStore


def rename_staged(staged: Staged, old: str, new: str) -> None:
    """Say ``new`` for ``old`` in triples on their way to the store."""
    before, after = ox.NamedNode(old), ox.NamedNode(new)
    found = [*staged.triples(before), *staged.triples(None, None, before)]
    for triple in found:
        staged.remove(triple)
    staged.add(_renamed(triple, before, after) for triple in found)


def rename_in_store(
    store: WriteStore, exchanged: Container[ox.NamedNode], old: str, new: str
) -> Iterator[tuple[ox.NamedNode, Staged]]:
    """Yield the source graphs that say ``old``, with ``new`` said instead.

    Graphs that are exchanged anyway are passed over; so are those that follow from the sources.
    """
    before = ox.NamedNode(old)
    mentions = chain(
        store.raw.quads_for_pattern(before, None, None, None),
        store.raw.quads_for_pattern(None, None, before, None),
    )
    graphs = {
        quad.graph_name
        for quad in mentions
        if isinstance(quad.graph_name, ox.NamedNode) and is_public(quad.graph_name)
    }
    for graph in sorted(graphs, key=lambda each: each.value):
        if store.layout.source_key(graph) and graph not in exchanged:
            staged = Staged(triples_of(store.raw, graph), store.path.parent)
            rename_staged(staged, old, new)
            yield graph, staged


def _renamed(triple: ox.Triple, old: ox.NamedNode, new: ox.NamedNode) -> ox.Triple:
    subject = new if triple.subject == old else triple.subject
    value = new if triple.object == old else triple.object
    return ox.Triple(subject, triple.predicate, value)
