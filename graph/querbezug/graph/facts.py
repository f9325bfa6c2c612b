"""Looking things up in a snapshot, one thing and one property at a time."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

import pyoxigraph as ox
from rdflib.term import URIRef

from querbezug.graph.nodes import node
from querbezug.graph.store.reading import Snapshot

_MERGE = ox.DefaultGraph()


@dataclass(frozen=True, slots=True)
class Facts:
    """What the public graph says, as plain texts and IRIs.

    Parameters
    ----------
    snapshot : Snapshot
        The state of the store that is asked.
    """

    snapshot: Snapshot

    def own(self, iri: str) -> Mapping[str, tuple[str, ...]]:
        """Return all that ``iri`` is the subject of: values by property, in a stable order."""
        found: dict[str, list[str]] = {}
        for quad in self.snapshot.store.quads_for_pattern(ox.NamedNode(iri), None, None, _MERGE):
            if isinstance(quad.object, ox.NamedNode | ox.Literal):
                found.setdefault(quad.predicate.value, []).append(quad.object.value)
        return {predicate: tuple(sorted(values)) for predicate, values in found.items()}

    def values(self, iri: str, predicate: URIRef) -> list[str]:
        """Return what ``iri`` has for ``predicate``."""
        quads = self.snapshot.store.quads_for_pattern(ox.NamedNode(iri), node(predicate), None, _MERGE)
        return sorted(q.object.value for q in quads if isinstance(q.object, ox.NamedNode | ox.Literal))

    def value(self, iri: str, predicate: URIRef) -> str | None:
        """Return the first of what ``iri`` has for ``predicate``, or None."""
        return next(iter(self.values(iri, predicate)), None)

    def subjects(self, predicate: URIRef, iri: str) -> list[str]:
        """Return the things that have ``iri`` for ``predicate``."""
        quads = self.snapshot.store.quads_for_pattern(None, node(predicate), ox.NamedNode(iri), _MERGE)
        return sorted(quad.subject.value for quad in quads if isinstance(quad.subject, ox.NamedNode))

    def pairs(self, predicate: URIRef) -> Iterator[tuple[str, str]]:
        """Yield subject and value of everything stated with ``predicate``."""
        for quad in self.snapshot.store.quads_for_pattern(None, node(predicate), None, _MERGE):
            if isinstance(quad.subject, ox.NamedNode) and isinstance(quad.object, ox.NamedNode | ox.Literal):
                yield quad.subject.value, quad.object.value


def number(own: Mapping[str, tuple[str, ...]], predicate: URIRef) -> int | None:
    """Return a whole number among the values of :meth:`Facts.own`, or None."""
    values = own.get(str(predicate), ())
    return int(values[0]) if values and values[0].lstrip("-").isdigit() else None


def first(own: Mapping[str, tuple[str, ...]], *predicates: URIRef) -> str:
    """Return the first value that there is for one of ``predicates``, or nothing."""
    return next((own[str(each)][0] for each in predicates if own.get(str(each))), "")
