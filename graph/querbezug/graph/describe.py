"""Everything the public graph says about one thing."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice

import pyoxigraph as ox

from querbezug.graph.errors import NotFoundError
from querbezug.graph.nodes import node
from querbezug.graph.store.reading import Snapshot
from querbezug.ontology.terms import QUER

MOST_INCOMING = 2000

_OF_TIES = frozenset(map(node, (QUER.between, QUER.tieThing, QUER.tieCounterpart)))
"""What published ties say of cities and things: so much that it would crowd out what sources say."""


@dataclass(frozen=True, slots=True)
class Description:
    """The triples about one thing.

    Attributes
    ----------
    own : tuple of Triple
        What it is the subject of.
    parts : tuple of Triple
        What belongs to it alone: its point, its population figures.
    incoming : tuple of Triple
        What others say of it, up to :data:`MOST_INCOMING`; published ties of cities are left out.
    assessments : tuple of Triple
        The links found in it, if it is a comment or has a label that was searched.
    """

    iri: str
    own: tuple[ox.Triple, ...]
    parts: tuple[ox.Triple, ...]
    incoming: tuple[ox.Triple, ...]
    assessments: tuple[ox.Triple, ...]

    def triples(self) -> Iterator[ox.Triple]:
        """Yield all of it, as a document about the thing would hold it."""
        yield from self.own
        yield from self.parts
        yield from self.incoming
        yield from self.assessments


def describe(snapshot: Snapshot, iri: str) -> Description:
    """Return what the public graph says about ``iri``.

    Raises
    ------
    NotFoundError
        If it says nothing.
    """
    try:
        subject = ox.NamedNode(iri)
    except ValueError as error:
        raise NotFoundError("graph.unknown-thing", iri=iri) from error
    own = _sorted(_pattern(snapshot, subject, None))
    pointing = list(islice(_pointing(snapshot, subject), MOST_INCOMING))
    if not own and not pointing:
        raise NotFoundError("graph.unknown-thing", iri=iri)
    parts = [
        part
        for triple in own
        if isinstance(triple.object, ox.NamedNode) and triple.object.value.startswith(f"{iri}#")
        for part in _pattern(snapshot, triple.object, None)
    ]
    found = [
        part
        for triple in _pattern(snapshot, None, subject, node(QUER.assesses))
        if isinstance(triple.subject, ox.NamedNode)
        for part in _pattern(snapshot, triple.subject, None)
    ]
    return Description(iri, own, _sorted(parts), _sorted(pointing), _sorted(found))


def tied_cities(found: Description) -> tuple[str, str] | None:
    """Return the IRIs of the two cities, if a published tie is described; else None."""
    ends = [
        triple.object.value
        for triple in found.own
        if triple.predicate == node(QUER.between) and isinstance(triple.object, ox.NamedNode)
    ]
    return (ends[0], ends[1]) if len(ends) == 2 else None


def incoming(snapshot: Snapshot, iri: str) -> dict[str, list[str]]:
    """Return the IRIs of all things but ties that point to ``iri``, by property; as many as there are."""
    found: dict[str, list[str]] = {}
    for triple in _pointing(snapshot, ox.NamedNode(iri)):
        if isinstance(triple.subject, ox.NamedNode):
            found.setdefault(triple.predicate.value, []).append(triple.subject.value)
    return found


def _pointing(snapshot: Snapshot, subject: ox.NamedNode) -> Iterator[ox.Triple]:
    found = _pattern(snapshot, None, subject)
    return (triple for triple in found if triple.predicate not in _OF_TIES)


def _pattern(
    snapshot: Snapshot,
    subject: ox.NamedNode | None,
    value: ox.NamedNode | None,
    predicate: ox.NamedNode | None = None,
) -> Iterator[ox.Triple]:
    quads = snapshot.store.quads_for_pattern(subject, predicate, value, ox.DefaultGraph())
    return (quad.triple for quad in quads)


def _sorted(triples: Iterator[ox.Triple] | list[ox.Triple]) -> tuple[ox.Triple, ...]:
    return tuple(sorted(set(triples), key=str))
