"""All things in the order people list them: to be searched, filtered and counted."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import overload

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_array

from querbezug.graph.analysis import bulk
from querbezug.graph.analysis.lazily import CONTRIBUTED
from querbezug.graph.analysis.projection import Projection
from querbezug.graph.belonging import Belonging, stating
from querbezug.graph.folding import fold
from querbezug.graph.search import Hit, NameIndex
from querbezug.graph.store.reading import Snapshot
from querbezug.ontology.terms import DCTERMS, PROV, QUER

NO_STATUS = "none"
"""Asks for the measures of which nothing says how far they have come."""

MOST_CONTRIBUTIONS = 30_000
"""So many are searched and sorted by their wordings; of more, only those of one place or source."""

_Numbers = NDArray[np.int32]
_Mask = NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class Wanted:
    """What is looked for; empty where it does not matter.

    ``area`` is the IRI of a town, region or cooperation, ``source`` that of a source document,
    ``status`` a code of ``measure-status``, or :data:`NO_STATUS`.
    """

    kind: str = ""
    query: str = ""
    area: str = ""
    source: str = ""
    status: str = ""


class Hits(Sequence[Hit]):
    """Things in the order in which they are listed; their names are looked up when they are shown.

    Parameters
    ----------
    projection : Projection
        The store as arrays.
    numbers : array of int32
        The things.
    """

    def __init__(self, projection: Projection, numbers: _Numbers) -> None:
        self._projection, self.numbers = projection, numbers

    @overload
    def __getitem__(self, index: int) -> Hit: ...
    @overload
    def __getitem__(self, index: slice) -> list[Hit]: ...
    def __getitem__(self, index: int | slice) -> Hit | list[Hit]:
        if isinstance(index, slice):
            return [self._hit(number) for number in self.numbers[index].tolist()]
        return self._hit(int(self.numbers[index]))

    def __len__(self) -> int:
        return len(self.numbers)

    def _hit(self, number: int) -> Hit:
        found = self._projection
        iri = found.iris[number]
        return Hit(iri, found.kinds[number], found.labels[number], (0, 0, iri), number)


class Catalogue:
    """All things of one state of the store.

    Parameters
    ----------
    snapshot : Snapshot
        The state of the store.
    projection : Projection
        The same as arrays.
    """

    def __init__(self, snapshot: Snapshot, projection: Projection) -> None:
        self._store = snapshot.store
        self.projection = projection
        self._contributed = projection.numbers(*CONTRIBUTED)
        self.towns = Belonging(projection, lambda: self._stating[1])

    def prepare(self) -> None:
        """Work out beforehand what lists and searches need."""
        self.towns.sizes()
        self.names.search("a")

    def find(self, wanted: Wanted, among: Collection[int] | None = None) -> Sequence[Hit]:
        """Return what is wanted: by name, or the best fit first where words are looked for.

        Parameters
        ----------
        among : collection of int, optional
            Only these things.
        """
        mask = self._mask(wanted, among)
        if wanted.query.strip():
            return self._search(wanted, mask)
        return Hits(self.projection, self._by_name[mask[self._by_name]])

    def leaves_out(self, wanted: Wanted) -> bool:
        """Say whether there are so many contributions that :meth:`find` does not look into their wordings."""
        return bool(wanted.query.strip()) and not self._looks_into(self._mask(wanted, None))

    def _looks_into(self, mask: _Mask) -> bool:
        return self._few or int(mask[self._contributed].sum()) <= MOST_CONTRIBUTIONS

    @property
    def _few(self) -> bool:
        return len(self._contributed) <= MOST_CONTRIBUTIONS

    def _search(self, wanted: Wanted, mask: _Mask) -> list[Hit]:
        hits = [hit for hit in self.names.search(wanted.query) if mask[hit.number]]
        if not self._few and self._looks_into(mask):
            chosen = self._contributed[mask[self._contributed]]
            hits += NameIndex(self.projection, numbers=chosen.tolist()).search(wanted.query)
            hits.sort(key=lambda hit: hit.rank)
        return hits

    def _mask(self, wanted: Wanted, among: Collection[int] | None) -> _Mask:
        """Return which things are wanted, whatever words are looked for; shape (n,)."""
        size, index = len(self.projection.iris), self.projection.index
        mask = self.projection.is_kind(wanted.kind) if wanted.kind else ~self.projection.is_kind("authority")
        if wanted.status:
            coded = (n for n, code in self.statuses.items() if code == wanted.status)
            mask &= ~_among(self.statuses, size) if wanted.status == NO_STATUS else _among(coded, size)
            mask &= self.projection.is_kind("measure")
        if wanted.area:
            mask &= _among(self.in_area(wanted.area), size)
        if wanted.source:
            mask &= _among((index[iri] for iri in self._stated_by(wanted.source) if iri in index), size)
        return mask if among is None else mask & _among(among, size)

    @cached_property
    def names(self) -> NameIndex:
        """What can be searched at once: all things, or all but contributions where those are too many."""
        numbers = None if self._few else np.flatnonzero(~self.projection.is_kind(*CONTRIBUTED)).tolist()
        return NameIndex(self.projection, self._wordings(), numbers)

    def in_area(self, iri: str) -> Collection[int]:
        """Return the things that belong to a town, or to any town of a region or cooperation."""
        number = self.projection.index.get(iri)
        return frozenset() if number is None else frozenset(self.towns.things(number).tolist())

    def counts(self, iri: str) -> Counter[str]:
        """Return how many things of each kind belong to a town, region or cooperation."""
        number = self.projection.index.get(iri)
        return Counter() if number is None else self._counted(self.towns.things(number))

    def counts_in_source(self, iri: str) -> Counter[str]:
        """Return how many things of each kind a source document states."""
        index = self.projection.index
        return Counter(
            self.projection.kinds[index[thing]] for thing in self._stated_by(iri) if thing in index
        )

    def _counted(self, things: _Numbers) -> Counter[str]:
        names, codes = self._kind_codes
        counts = np.bincount(codes[things], minlength=len(names)).tolist()
        return Counter({name: count for name, count in zip(names, counts, strict=True) if count})

    @cached_property
    def _kind_codes(self) -> tuple[list[str], NDArray[np.int8]]:
        names = sorted(set(self.projection.kinds))
        codes = np.zeros(len(self.projection.kinds), np.int8)
        for code, name in enumerate(names):
            codes[self.projection.numbers(name)] = code
        return names, codes

    def is_source(self, iri: str) -> bool:
        """Say whether something is a source document that states things."""
        return next(bulk.subjects(self._store, PROV.hadPrimarySource, iri), None) is not None

    def sources(self) -> Mapping[str, int]:
        """Return how many things each source document states."""
        documents, matrix = self._stating
        counts = np.bincount(matrix.indices, minlength=len(documents)).tolist()
        return dict(zip(documents, counts, strict=True))

    @property
    def statuses(self) -> Mapping[int, str]:
        """The codes of ``measure-status`` of the measures that have one."""
        return self.projection.statuses

    def _stated_by(self, source: str) -> Iterator[str]:
        return bulk.subjects(self._store, PROV.hadPrimarySource, source)

    @cached_property
    def _stating(self) -> tuple[list[str], csr_array]:
        return stating(self.projection, bulk.pairs(self._store, PROV.hadPrimarySource))

    @cached_property
    def _by_name(self) -> _Numbers:
        """All things by name; where there are very many contributions, those stand last in their order."""
        projection = self.projection
        last = np.zeros(0, np.int32) if self._few else self._contributed
        named = np.setdiff1d(np.arange(len(projection.iris), dtype=np.int32), last)
        order = sorted(named.tolist(), key=lambda n: (name_order(projection.labels[n]), projection.iris[n]))
        return np.concatenate([np.array(order, dtype=np.int32), last])

    def _wordings(self) -> Mapping[int, str]:
        """Return what people and plans say in their own words, where it is more than the name."""
        index, labels = self.projection.index, self.projection.labels
        found: dict[int, str] = {}
        without = () if self._few else (QUER.Comment, QUER.Response)
        for predicate in (DCTERMS.description, QUER.verbatimText):
            for iri, wording in bulk.texts(self._store, predicate, without):
                number = index.get(iri)
                if number is not None and wording != labels[number]:
                    found[number] = wording
        return found


def numbers_of(found: Sequence[Hit]) -> list[int]:
    """Return the indices of the things in a list, without looking their names up."""
    return found.numbers.tolist() if isinstance(found, Hits) else [hit.number for hit in found]


def name_order(label: str) -> str:
    """Return what a name is sorted by: as search compares it, without quotation marks at its beginning."""
    return re.sub(r"^\W+", "", fold(label))


def _among(things: Collection[int] | Iterator[int], size: int) -> _Mask:
    mask = np.zeros(size, np.bool_)
    mask[np.fromiter(things, dtype=np.int64)] = True
    return mask
