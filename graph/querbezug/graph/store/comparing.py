"""What has to come and go in a store, so that its graphs have their new content: as parts of a plan."""

from __future__ import annotations

from collections.abc import Mapping

import pyoxigraph as ox

from querbezug.graph.store.amendment import Amendment, Memory
from querbezug.graph.store.bulk import Progress
from querbezug.graph.store.layout import ONTOLOGY_GRAPH, in_graph, is_public, triples_of
from querbezug.graph.store.plan import Plan


def plan_amendments(
    store: ox.Store,
    amended: Mapping[ox.NamedNode, Amendment],
    plan: Plan,
    progress: Progress = lambda _done, _total: None,
) -> tuple[int, int]:
    """Plan what has to come and go in public graphs, and in the merge of them all.

    Parameters
    ----------
    store : pyoxigraph.Store
        The store as it is.
    amended : mapping of NamedNode to Amendment
        The new content of some graphs.
    plan : Plan
        Takes it down.
    progress : callable, optional
        Is told now and then how many triples have been compared.

    Returns
    -------
    int, int
        How many triples of the data come and go; those of the ontology do not count.
    """
    added = removed = done = 0
    for graph, new in amended.items():
        is_counted = graph != ONTOLOGY_GRAPH
        for count in plan.add(graph, new.lines_coming()):
            added += count * is_counted
            done += count
            progress(done, 0)
        for triple in new.going():
            plan.remove(ox.Quad(triple.subject, triple.predicate, triple.object, graph))
            if _nowhere_else(store, triple, amended):
                plan.delete([ox.Quad(triple.subject, triple.predicate, triple.object)])
            removed += is_counted
    return added, removed


def _nowhere_else(store: ox.Store, triple: ox.Triple, amended: Mapping[ox.NamedNode, Amendment]) -> bool:
    """Say whether no public graph will state ``triple`` any more."""
    if any(new.states_anew(triple) for new in amended.values()):
        return False
    stating = store.quads_for_pattern(triple.subject, triple.predicate, triple.object, None)
    for graph in (quad.graph_name for quad in stating if is_public(quad.graph_name)):
        new = amended.get(graph) if isinstance(graph, ox.NamedNode) else None
        if new is None or triple in new:
            return False
    return True


def plan_memory(store: ox.Store, memory: Memory, plan: Plan) -> bool:
    """Plan what to keep in a private graph and what to forget; say whether anything changes."""
    changes = False
    for quad in in_graph(memory.removed, memory.graph):
        if quad in store and quad.triple not in memory.added:
            plan.delete([quad])
            changes = True
    if not any(triples_of(store, memory.graph)):
        plan.insert_lines(memory.graph, memory.added.lines())
        return changes or any(memory.added.lines())
    for quad in in_graph(memory.added, memory.graph):
        if quad not in store:
            plan.insert([quad])
            changes = True
    return changes
