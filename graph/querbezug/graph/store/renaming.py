"""Giving a thing another IRI, wherever it occurs."""

from __future__ import annotations

from collections.abc import Container, Iterator, Mapping
from itertools import chain

import pyoxigraph as ox

from querbezug.graph.store.layout import is_public, triples_of
from querbezug.graph.store.staging import Staged, working_folder
from querbezug.graph.store.writing import WriteStore


def rename_staged(staged: Staged, old: str, new: str) -> None:
    """Say ``new`` for ``old`` in triples on their way to the store, and so for what is part of it."""
    names = {ox.NamedNode(old): ox.NamedNode(new)}
    for triple in staged.triples(ox.NamedNode(old)):
        if isinstance(triple.object, ox.NamedNode) and triple.object.value.startswith(f"{old}#"):
            names[triple.object] = ox.NamedNode(new + triple.object.value.removeprefix(old))
    found = {
        triple for name in names for triple in (*staged.triples(name), *staged.triples(None, None, name))
    }
    for triple in found:
        staged.remove(triple)
    staged.add(_renamed(triple, names) for triple in found)


def rename_in_store(
    store: WriteStore, exchanged: Container[ox.NamedNode], old: str, new: str
) -> Iterator[tuple[ox.NamedNode, Staged]]:
    """Yield the graphs of sources and decisions that say ``old``, with ``new`` said instead.

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
        is_stated = store.layout.source_key(graph) or graph == store.layout.decisions
        if is_stated and graph not in exchanged:
            staged = Staged(triples_of(store.raw, graph), working_folder(store.path))
            rename_staged(staged, old, new)
            yield graph, staged


def _renamed(triple: ox.Triple, names: Mapping[ox.NamedNode, ox.NamedNode]) -> ox.Triple:
    subject, value = triple.subject, triple.object
    if isinstance(subject, ox.NamedNode):
        subject = names.get(subject, subject)
    if isinstance(value, ox.NamedNode):
        value = names.get(value, value)
    return ox.Triple(subject, triple.predicate, value)
