"""What is looked up in the store when somebody asks: sources, and wordings of what people contributed.

There are very many things and few of them are ever shown, so reading all sources and the wordings of
all contributions beforehand would take most of the time and memory of a projection.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import overload

import pyoxigraph as ox
from rdflib.term import URIRef

from querbezug.graph.nodes import node
from querbezug.ontology.terms import DCTERMS, PROV, QUER

CONTRIBUTED = frozenset({"comment", "response"})
"""The kinds whose names are their wordings."""

_MERGE = ox.DefaultGraph()


class Labels(Sequence[str]):
    """The names of all things, in the order of their IRIs.

    Parameters
    ----------
    store : pyoxigraph.Store
        Knows the wordings.
    iris : sequence of str
        Of all things.
    known : mapping of int to str
        The names that are at hand.
    """

    def __init__(self, store: ox.Store, iris: Sequence[str], known: Mapping[int, str]) -> None:
        self._store, self._iris, self.known = store, iris, known

    @overload
    def __getitem__(self, index: int) -> str: ...
    @overload
    def __getitem__(self, index: slice) -> list[str]: ...
    def __getitem__(self, index: int | slice) -> str | list[str]:
        if isinstance(index, slice):
            return [self[number] for number in range(*index.indices(len(self)))]
        number = index if index >= 0 else len(self) + index
        name = self.known.get(number)
        if name is None:
            iri = self._iris[number]
            name = next(iter(_values(self._store, iri, QUER.verbatimText)), iri)
        return name

    def __len__(self) -> int:
        return len(self._iris)


class Sources(Mapping[int, tuple[str, ...]]):
    """What states each thing: web addresses, else the IRIs of its source documents.

    Parameters
    ----------
    store : pyoxigraph.Store
        Knows them.
    iris : sequence of str
        Of all things.
    """

    def __init__(self, store: ox.Store, iris: Sequence[str]) -> None:
        self._store, self._iris = store, iris

    def __getitem__(self, number: int) -> tuple[str, ...]:
        if not 0 <= number < len(self._iris):
            raise KeyError(number)
        iri = self._iris[number]
        found = _values(self._store, iri, DCTERMS.source) or _values(self._store, iri, PROV.hadPrimarySource)
        if not found:
            raise KeyError(number)
        return tuple(found)

    def __iter__(self) -> Iterator[int]:
        return (number for number in range(len(self._iris)) if number in self)

    def __len__(self) -> int:
        return sum(1 for _ in self)


def _values(store: ox.Store, iri: str, predicate: URIRef) -> list[str]:
    quads = store.quads_for_pattern(ox.NamedNode(iri), node(predicate), None, _MERGE)
    return sorted(q.object.value for q in quads if isinstance(q.object, ox.NamedNode | ox.Literal))
