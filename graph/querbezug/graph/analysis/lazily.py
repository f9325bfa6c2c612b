"""What is looked up in the store when somebody asks: wordings and sources of what people contributed.

There are very many contributions and few of them are ever shown, so reading all their wordings
beforehand would take most of the time and memory of a projection.
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
        Knows those of what people contributed.
    iris, kinds : sequence of str
        Of all things.
    known : mapping of int to tuple of str
        Those at hand: of all that nobody contributed.
    """

    def __init__(
        self,
        store: ox.Store,
        iris: Sequence[str],
        kinds: Sequence[str],
        known: Mapping[int, tuple[str, ...]],
    ) -> None:
        self._store, self._iris, self._kinds, self.known = store, iris, kinds, known

    def __getitem__(self, number: int) -> tuple[str, ...]:
        if number in self.known:
            return self.known[number]
        if not 0 <= number < len(self._iris) or self._kinds[number] not in CONTRIBUTED:
            raise KeyError(number)
        iri = self._iris[number]
        pages = _values(self._store, iri, DCTERMS.source)
        return tuple(pages or _values(self._store, iri, PROV.hadPrimarySource))

    def __iter__(self) -> Iterator[int]:
        said = (number for number, kind in enumerate(self._kinds) if kind in CONTRIBUTED)
        return iter(sorted({*self.known, *said}))

    def __len__(self) -> int:
        return sum(1 for _ in self)


def _values(store: ox.Store, iri: str, predicate: URIRef) -> list[str]:
    quads = store.quads_for_pattern(ox.NamedNode(iri), node(predicate), None, _MERGE)
    return sorted(q.object.value for q in quads if isinstance(q.object, ox.NamedNode | ox.Literal))
