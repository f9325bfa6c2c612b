"""Cities and what ties them as one graph with two sorts of nodes."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import coo_array, csr_array, hstack

from querbezug.graph.analysis.commons import Rows, membership
from querbezug.graph.analysis.layers import layer_weights, weight_of
from querbezug.graph.analysis.model import Layer
from querbezug.graph.analysis.ties import CityTies
from querbezug.graph.backends.converting import IgraphGraph

_LAYERS = tuple(Layer)

_SPOKEN = frozenset({Layer.TOPIC, Layer.CO_MENTION})
"""Layers of words: what people or plans speak of."""


@dataclass(frozen=True)
class TwoMode:
    """What ties at least two cities: one column for each thing, or for each pair of comparable things.

    Neighbourhood is not among it, nor are comments that name several towns and topics that the
    program recognised in texts: nobody can give them up.

    Attributes
    ----------
    cities : array of int32, shape (c,)
        Indices in the projection.
    left, right : array of int32, shape (k,)
        The things, as indices in the projection; two where it takes two to tie, else the same twice.
    layer : array of int32, shape (k,)
        Positions in :class:`Layer`.
    weight : array of float64, shape (k,)
        What each adds to a tie, as in :class:`CityTies`; that editors concluded it halves only pairs.
    of_left, of_right : csr_array, shape (c, k)
        Which city has which, entries 1.
    """

    cities: NDArray[np.int32]
    left: NDArray[np.int32]
    right: NDArray[np.int32]
    layer: NDArray[np.int32]
    weight: NDArray[np.float64]
    of_left: csr_array
    of_right: csr_array

    @classmethod
    def of(cls, ties: CityTies) -> TwoMode:
        """Return what the layers say; what ties no two cities is left out."""
        parts = list(_parts(ties))
        of_left = csr_array(hstack([part.of_left for part in parts]))
        of_right = csr_array(hstack([part.of_right for part in parts]))
        having = np.bincount(csr_array(of_left + of_right).indices, minlength=of_left.shape[1])
        weight = np.concatenate([part.weight for part in parts])
        kept = np.flatnonzero((having > 1) & (weight > 0))
        return cls(
            ties.cities,
            np.concatenate([part.left for part in parts])[kept],
            np.concatenate([part.right for part in parts])[kept],
            np.concatenate([part.code for part in parts])[kept],
            weight[kept],
            csr_array(of_left[:, kept]),
            csr_array(of_right[:, kept]),
        )

    def layer_of(self, column: int) -> Layer:
        """Return in which way a column ties."""
        return _LAYERS[int(self.layer[column])]

    @cached_property
    def having(self) -> csr_array:
        """Which city has a column's thing, on either side; shape (c, k), entries 1."""
        return csr_array(csr_array(self.of_left + self.of_right).sign())

    @cached_property
    def is_pair(self) -> NDArray[np.bool_]:
        """Whether it takes two things, shape (k,)."""
        crosswise: NDArray[np.bool_] = self.left != self.right
        return crosswise

    def graph(self) -> IgraphGraph:
        """Return the graph: first the cities, then a node for each column, named by their numbers.

        An edge is as long as the thing's weight is small, so that rare joint things are near.
        """
        found = coo_array(self.having)
        size = len(self.cities)
        ends = np.stack([found.row, found.col + size], axis=1)
        return IgraphGraph(range(size + len(self.left)), ends, 1 / self.weight[found.col])

    def between(self, groups: Rows) -> Between:
        """Return how the columns tie groups of cities."""
        return Between(self, membership(groups, len(self.cities)))


@dataclass(frozen=True)
class Between:
    """How the columns tie groups; ``within`` is (groups, cities)."""

    columns: TwoMode
    within: csr_array

    @cached_property
    def left(self) -> csr_array:
        """How many cities of each group have a column's left thing, shape (groups, k)."""
        return csr_array(self.within @ self.columns.of_left)

    @cached_property
    def right(self) -> csr_array:
        """How many cities of each group have a column's right thing, shape (groups, k)."""
        return csr_array(self.within @ self.columns.of_right)

    @cached_property
    def _by_column(self) -> tuple[csr_array, csr_array]:
        """:attr:`left` and :attr:`right` turned round, for looking into one column."""
        return csr_array(self.left.T), csr_array(self.right.T)

    def of_left(self, column: int) -> Mapping[int, int]:
        """Return how many cities of which groups have a column's left thing."""
        return _entries(self._by_column[0], column)

    def of_right(self, column: int) -> Mapping[int, int]:
        """Return how many cities of which groups have a column's right thing."""
        return _entries(self._by_column[1], column)

    def groups_of(self, column: int) -> list[int]:
        """Return the groups that a column concerns, ascending."""
        return sorted({*self.of_left(column), *self.of_right(column)})

    def reasons(self, a: int, b: int) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
        """Return what ties two groups: columns, and the number of pairs of cities each ties.

        Returns
        -------
        columns, pairs : arrays, shape (j,)
        """
        crosswise = self.columns.is_pair
        forth = csr_array(self.left[[a]].multiply(self.right[[b]]))
        back = csr_array(self.left[[b]].multiply(self.right[[a]]))
        total = csr_array(forth + back)
        total.sort_indices()
        found = total.indices.astype(np.int64)
        # A shared thing is on both sides, so each of its pairs came twice.
        pairs = np.where(crosswise[found], total.data, total.data // 2).astype(np.int64)
        return found, pairs

    def outward(self) -> NDArray[np.float64]:
        """Return for each column between how many pairs of cities of different groups it ties, shape (k,)."""
        left, right = (np.asarray(part.sum(axis=0), dtype=np.float64) for part in (self.left, self.right))
        inside = np.asarray(self.left.multiply(self.right).sum(axis=0), dtype=np.float64)
        pairs: NDArray[np.float64] = left * right - inside
        return np.where(self.columns.is_pair, pairs, pairs / 2)


@dataclass(frozen=True)
class _Part:
    """The columns of one layer."""

    layer: Layer
    left: NDArray[np.int32]
    right: NDArray[np.int32]
    of_left: csr_array
    of_right: csr_array
    weight: NDArray[np.float64]

    @property
    def code(self) -> NDArray[np.int32]:
        """The layer's number for each column."""
        return np.full(len(self.left), _LAYERS.index(self.layer), dtype=np.int32)


def _parts(ties: CityTies) -> Iterator[_Part]:
    """Yield the layers, two comparable things as one column."""
    size, half = len(ties.cities), layer_weights()["inferred-share"]
    none, nobody = np.zeros(0, np.int32), csr_array(np.zeros((size, 0), np.int32))
    yield _Part(Layer.MEASURE, none, none, nobody, nobody, np.zeros(0))  # so that there is always one
    for shared in ties.shared:
        if shared.layer in _SPOKEN:
            continue
        weights = weight_of(shared.layer, shared.counts, size)
        yield _Part(shared.layer, shared.things, shared.things, shared.having, shared.having, weights)
    for pair in ties.crossing:
        weights = weight_of(pair.layer, pair.counts, size) * np.where(pair.inferred, half, 1.0)
        yield _Part(pair.layer, pair.left, pair.right, pair.of_left, pair.of_right, weights)


def _entries(matrix: csr_array, row: int) -> Mapping[int, int]:
    part = slice(int(matrix.indptr[row]), int(matrix.indptr[row + 1]))
    return dict(zip(matrix.indices[part].tolist(), matrix.data[part].tolist(), strict=True))
