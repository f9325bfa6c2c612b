"""What the sources state, asked piece by piece, so that nobody has to hold all of it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Protocol

import pyoxigraph as ox

Term = ox.NamedNode | ox.BlankNode | ox.Literal | ox.Triple
"""What may stand as the object of a statement."""


class Statements(Protocol):
    """What all sources state, asked by pattern; None stands for anything.

    Each statement comes once, however many sources make it. The order is no promise. While
    somebody goes through an answer, what is stated must stay as it is.
    """

    def triples(
        self, subject: ox.NamedNode | None, predicate: ox.NamedNode | None, value: Term | None, /
    ) -> Iterator[ox.Triple]:
        """Yield the statements that fit the pattern."""
        ...


class InMemory:
    """Statements held in memory, for tests and whoever has few of them.

    Parameters
    ----------
    triples : iterable of Triple
        All there is; one that comes twice counts once.
    """

    def __init__(self, triples: Iterable[ox.Triple]) -> None:
        self._store = ox.Store()
        self._store.extend(ox.Quad(t.subject, t.predicate, t.object) for t in triples)

    def triples(
        self, subject: ox.NamedNode | None, predicate: ox.NamedNode | None, value: Term | None, /
    ) -> Iterator[ox.Triple]:
        """Yield the statements that fit the pattern."""
        quads = self._store.quads_for_pattern(subject, predicate, value, ox.DefaultGraph())
        return (quad.triple for quad in quads)
