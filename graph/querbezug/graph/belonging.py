"""Which towns each thing belongs to, as far as links say: sparse matrices, however many things there are."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from functools import cached_property

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import coo_array, csc_array, csr_array

from querbezug.graph.analysis.projection import Projection
from querbezug.graph.analysis.sparse import marked, only_rows
from querbezug.ontology.terms import DCTERMS, QUER

_STEPS = 4
"""How far what a thing belongs to is followed: answer, comment, idea, process, town."""

_LIES_IN = (QUER.planningArea, QUER.territory, QUER.venue, DCTERMS.spatial, DCTERMS.isPartOf)
_BELONGS_TO = (
    QUER.about,
    QUER.respondsTo,
    QUER.replyTo,
    QUER.reportsOn,
    QUER.submittedIn,
    QUER.inPlan,
    QUER.contributesTo,
)
_USED_BY = (QUER.theme, QUER.responsible, QUER.originator)
_MEMBERS = QUER.hasMemberMunicipality

_Numbers = NDArray[np.int32]


class Belonging(Mapping[int, frozenset[int]]):
    """The towns (indices of things) of each thing that has any.

    A thing belongs to the towns it lies in, else to those of what it belongs to, else to those of
    what uses it in the same document.

    Parameters
    ----------
    projection : Projection
        The store as arrays, of n things.
    documents : callable
        Returns which source document states which thing, shape (n, documents), entries 1.
    """

    def __init__(self, projection: Projection, documents: Callable[[], csr_array]) -> None:
        self._projection = projection
        self._documents = documents
        members = projection.links(_MEMBERS)[1]
        self._towns = np.unique(np.concatenate([projection.numbers("municipality"), members]))

    def __getitem__(self, thing: int) -> frozenset[int]:
        found = self._matrix
        if not 0 <= thing < len(self._projection.iris) or found.indptr[thing] == found.indptr[thing + 1]:
            raise KeyError(thing)
        columns = found.indices[found.indptr[thing] : found.indptr[thing + 1]]
        return frozenset(self._towns[columns].tolist())

    def __iter__(self) -> Iterator[int]:
        return iter(np.flatnonzero(np.diff(self._matrix.indptr)).tolist())

    def __len__(self) -> int:
        return int((np.diff(self._matrix.indptr) > 0).sum())

    def things(self, area: int) -> _Numbers:
        """Return the things that belong to a town, or to any town of a region or cooperation, ascending."""
        found, columns = self._by_town, self._columns(area)
        parts = [found.indices[found.indptr[c] : found.indptr[c + 1]] for c in columns.tolist()]
        return np.unique(np.concatenate(parts)).astype(np.int32) if parts else np.zeros(0, np.int32)

    @cached_property
    def _sizes(self) -> Mapping[int, int]:
        counted = np.diff(self._by_town.indptr).tolist()
        found = dict(zip(self._towns.tolist(), counted, strict=True))
        areas = self._projection.of_kind("cooperation", "region")
        return found | {area: len(self.things(area)) for area in areas}

    def sizes(self) -> Mapping[int, int]:
        """Return how many things belong to each town, cooperation and region."""
        return self._sizes

    def _columns(self, area: int) -> _Numbers:
        return self._matrix.indices[self._matrix.indptr[area] : self._matrix.indptr[area + 1]]

    @cached_property
    def _by_town(self) -> csc_array:
        return csc_array(self._matrix)

    @cached_property
    def _matrix(self) -> csr_array:
        """Which thing belongs to which town, shape (n, towns), entries 1."""
        found = self._areas()
        for predicates in (_LIES_IN, _BELONGS_TO):
            things, owners, _ = self._projection.links(*predicates)
            found = _spread(things, owners, found)
        # A theme that only the program recognised in a text is not thereby one of the text's town.
        users, used, _ = self._projection.links(*_USED_BY)
        together = self._share_document(users, used)
        return _spread(used[together], users[together], found)

    def _areas(self) -> csr_array:
        """Return the towns of towns, cooperations and regions."""
        cooperations, members, _ = self._projection.links(_MEMBERS)
        own = self._projection.numbers("municipality")
        rows = np.concatenate([own, cooperations])
        columns = np.searchsorted(self._towns, np.concatenate([own, members]))
        ones = np.ones(len(rows), np.int32)
        direct = csr_array(
            coo_array((ones, (rows, columns)), shape=(len(self._projection.iris), len(self._towns)))
        )
        is_region = self._projection.is_kind("region")
        wholes, regions, _ = self._projection.links(QUER.territory)
        chosen = is_region[regions]
        return marked(direct + _links(regions[chosen], wholes[chosen], direct.shape[0]) @ direct)

    def _share_document(self, some: _Numbers, others: _Numbers) -> NDArray[np.bool_]:
        documents = self._documents()
        shared = documents[some].multiply(documents[others])
        return np.asarray(shared.sum(axis=1)).ravel() > 0


def stating(projection: Projection, pairs: Iterator[tuple[str, str]]) -> tuple[list[str], csr_array]:
    """Return the source documents, and which of them states which thing.

    Parameters
    ----------
    pairs : iterator of (str, str)
        IRIs of things and documents.

    Returns
    -------
    documents : list of str
        Their IRIs.
    matrix : csr_array, shape (n, documents)
        Entries 1.
    """
    index, columns = projection.index, dict[str, int]()
    cells = np.fromiter(
        (
            number
            for thing, document in pairs
            if thing in index
            for number in (index[thing], columns.setdefault(document, len(columns)))
        ),
        dtype=np.int32,
    ).reshape(-1, 2)
    values = (np.ones(len(cells), np.int32), (cells[:, 0], cells[:, 1]))
    return [*columns], marked(csr_array(coo_array(values, shape=(len(projection.iris), len(columns)))))


def _links(rows: _Numbers, columns: _Numbers, size: int) -> csr_array:
    return csr_array(coo_array((np.ones(len(rows), np.int32), (rows, columns)), shape=(size, size)))


def _spread(things: _Numbers, owners: _Numbers, found: csr_array) -> csr_array:
    """Give things what the things they point to have, unless they have something already."""
    links = _links(things, owners, found.shape[0])
    for _ in range(_STEPS):
        fresh = csr_array(only_rows(links, np.diff(found.indptr) == 0) @ found)
        if not fresh.nnz:
            break
        found = marked(found + fresh)
    return found
