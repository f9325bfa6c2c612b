"""Which town has what: plans, goals and measures by their areas, contributions by what they are about.

A town has what is planned for it, for a place in it, or for a region it belongs to; where neither
says where, the plan's own area counts.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property

import networkx as nx
import numpy as np
from numpy.typing import NDArray
from scipy.sparse import coo_array, csr_array

from querbezug.graph.analysis.projection import Projection
from querbezug.graph.analysis.sparse import marked, only_rows
from querbezug.ontology.terms import DCTERMS, ORG, QUER

_DEEPEST = 8
"""How many steps a place may lie below its town, and a contribution below what it is about."""

_BELONGS_TO = (
    QUER.about,
    QUER.respondsTo,
    QUER.replyTo,
    QUER.reportsOn,
    QUER.submittedIn,
    QUER.contributesTo,
)


class Areas:
    """The towns of everything, as sparse matrices with one column for each municipality.

    Parameters
    ----------
    projection : Projection
        The store as arrays, of n things.

    Attributes
    ----------
    towns : array of int32, shape (c,)
        Indices of the municipalities, ascending: what the columns stand for.
    """

    def __init__(self, projection: Projection) -> None:
        self.projection = projection
        self.towns: NDArray[np.int32] = projection.numbers("municipality")
        self._size = len(projection.iris)

    @cached_property
    def column(self) -> dict[int, int]:
        """The column of each municipality."""
        return {int(town): number for number, town in enumerate(self.towns)}

    @cached_property
    def members(self) -> csr_array:
        """The towns of each cooperation, also through cooperations that are members; shape (n, c)."""
        cooperations = self.projection.numbers("cooperation")
        network: nx.DiGraph[int] = nx.DiGraph()
        network.add_nodes_from(cooperations.tolist())
        known = set(network)
        parts = self.projection.pairs(ORG.hasMember)
        network.add_edges_from((whole, part) for whole, part, _ in parts if part in known)
        belonging = [(c, each) for c in network for each in (c, *nx.descendants(network, c))]
        rows, columns = np.array(belonging, dtype=np.int32).reshape(-1, 2).T
        within = coo_array((np.ones(len(rows), np.int32), (rows, columns)), shape=(self._size, self._size))
        direct = self.projection.incidence(QUER.hasMemberMunicipality)[:, self.towns]
        return marked(csr_array(within) @ direct)

    @cached_property
    def places(self) -> csr_array:
        """The towns that a place means: itself, the one it lies in, a region's members; shape (n, c)."""
        regions = marked(self.projection.incidence(QUER.territory).T @ self.members)
        is_region = np.diff(regions.indptr) > 0
        town = self._town_of_places()
        rows = np.flatnonzero((town >= 0) & ~is_region)
        columns = np.searchsorted(self.towns, town[rows])
        lying = coo_array((np.ones(len(rows), np.int32), (rows, columns)), shape=regions.shape)
        return marked(csr_array(lying) + regions)

    def _town_of_places(self) -> NDArray[np.int32]:
        """Return for each thing the municipality it lies in, or -1, by ``dct:isPartOf``."""
        parent = np.full(self._size, -1, dtype=np.int32)
        part, whole, _ = self.projection.links(DCTERMS.isPartOf)
        parent[part] = whole
        is_town = self.projection.is_kind("municipality")
        current = np.arange(self._size, dtype=np.int32)
        for _ in range(_DEEPEST):
            above = parent[current]
            climbing = ~is_town[current] & (above >= 0)
            current = np.where(climbing, above, current)
        return np.where(is_town[current], current, -1).astype(np.int32)

    @cached_property
    def having(self) -> csr_array:
        """The towns that have a measure, goal or plan, by whoever's word; shape (n, c)."""
        return self._planned(stated_only=False)

    @cached_property
    def stated(self) -> csr_array:
        """The same, only where a source states it; shape (n, c)."""
        return self._planned(stated_only=True)

    def _planned(self, *, stated_only: bool) -> csr_array:
        own = self._own_areas(stated_only=stated_only)
        # Only what has no area at all, not even a concluded one, takes that of its plan.
        nowhere = np.diff(self._own_areas(stated_only=False).indptr) == 0
        by_plan = only_rows(self.projection.incidence(QUER.inPlan), nowhere)
        return marked(own + by_plan @ own)

    def _own_areas(self, *, stated_only: bool) -> csr_array:
        return marked(self.projection.incidence(QUER.planningArea, stated_only=stated_only) @ self.places)

    @cached_property
    def home(self) -> csr_array:
        """The towns of anything, contributions by what they are about or where they were handed in.

        Shape (n, c). What has towns of its own, as a place or a planned thing, keeps those.
        """
        found = marked(self.having + self.places + self.members)
        leading = [self.projection.incidence(predicate) for predicate in _BELONGS_TO]
        for _ in range(_DEEPEST):
            fresh = _first_reached(leading, found)
            if not fresh.nnz:
                break
            found = marked(found + fresh)
        return found

    def above(self, things: NDArray[np.integer]) -> NDArray[np.int64]:
        """Return these things and all that they belong to, however indirectly: what :attr:`home` looks at."""
        found = np.zeros(self._size, np.bool_)
        found[things] = True
        source, target, _ = self.projection.links(*_BELONGS_TO)
        while not found[target[found[source]]].all():
            found[target[found[source]]] = True
        return np.flatnonzero(found)

    def of(self, matrix: csr_array, thing: int) -> NDArray[np.int32]:
        """Return the municipalities (indices of things) in a thing's row of one of the matrices."""
        columns = matrix.indices[matrix.indptr[thing] : matrix.indptr[thing + 1]]
        return self.towns[np.sort(columns)]


def _first_reached(leading: Sequence[csr_array], found: csr_array) -> csr_array:
    """Return for each row still empty what the first step that leads anywhere reaches; shape (n, c)."""
    empty = np.flatnonzero(np.diff(found.indptr) == 0)
    rows, columns = [], []
    for steps in leading:
        reached = coo_array(steps[empty] @ found)
        rows.append(empty[reached.row])
        columns.append(reached.col)
        lead = np.zeros(len(empty), np.bool_)
        lead[reached.row] = True
        empty = empty[~lead]
    cells = np.concatenate(rows), np.concatenate(columns)
    return csr_array(coo_array((np.ones(len(cells[0]), np.int32), cells), shape=found.shape))
