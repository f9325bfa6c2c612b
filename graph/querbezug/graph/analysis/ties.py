"""What ties cities: weights of all pairs by blocks of rows, and the reasons of any one pair on demand."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from functools import cached_property, partial

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import coo_array, csr_array

from querbezug.graph.analysis.areas import Areas
from querbezug.graph.analysis.layers import Crossing, Layers, Shared, layer_weights, nearness, weight_of
from querbezug.graph.analysis.model import Layer, Reason
from querbezug.graph.analysis.neighbours import neighbours
from querbezug.graph.analysis.projection import Projection
from querbezug.graph.analysis.reasons import ReasonFinder, ReasonsLater

_BLOCK = 512

_NOTHING = 1e-9
"""What is left of a difference of equal sums."""

_Floats = NDArray[np.float64]


class CityTies:
    """All layers of one projection.

    The weight of a tie is the sum over all reasons of the layer's weight times ``ln(1 + N / n)``,
    where ``n`` of the ``N`` cities have the thing [1]_; what editors concluded counts half. For
    neighbours it is the layer's weight times how near they are. Weights are never held as a whole:
    of c cities there are c² pairs.

    Parameters
    ----------
    projection : Projection
        The store as arrays.
    layers : collection of Layer, optional
        The layers that count; all unless told.
    made : Layers, optional
        All layers, where somebody has them already.

    Attributes
    ----------
    cities : array of int32, shape (c,)
        Indices of the municipalities that anything concerns, ascending. A city's position in it is
        its row.
    areas : Areas
        Which town has what.

    References
    ----------
    .. [1] K. Spärck Jones, "A statistical interpretation of term specificity and its application
       in retrieval", Journal of Documentation 28 (1), 1972.
    """

    def __init__(
        self, projection: Projection, layers: Collection[Layer] | None = None, made: Layers | None = None
    ) -> None:
        self.projection = projection
        self.layers = frozenset(Layer if layers is None else layers)
        made = made or Layers(projection)
        self.areas: Areas = made.areas
        concerned = _concerned(made)
        self.cities: NDArray[np.int32] = self.areas.towns[concerned]
        self._shared = [each.of_rows(concerned) for each in made.shared if each.layer in self.layers]
        self._crossing = [each.of_rows(concerned) for each in made.crossing if each.layer in self.layers]

    @property
    def shared(self) -> Sequence[Shared]:
        """The layers of shared things that count, a row for each city."""
        return self._shared

    @property
    def crossing(self) -> Sequence[Crossing]:
        """The layers of pairs of things that count, a row for each city."""
        return self._crossing

    @cached_property
    def row(self) -> Mapping[int, int]:
        """The row of each city."""
        return {int(city): number for number, city in enumerate(self.cities)}

    @cached_property
    def _near(self) -> csr_array:
        """Kilometres between neighbours, shape (c, c)."""
        if Layer.NEIGHBOUR not in self.layers:
            return csr_array((len(self.cities),) * 2, dtype=np.float64)
        return neighbours(self.projection, self.cities)

    @cached_property
    def _operands(self) -> list[tuple[csr_array, csr_array]]:
        """What to multiply to get the weights: the sum over the pairs of ``left @ right``.

        The right ones are turned round here, for turning them for each block would take longer than the
        product.
        """
        found: list[tuple[csr_array, csr_array]] = []
        half = layer_weights()["inferred-share"]
        for shared in self._shared:
            weights = weight_of(shared.layer, shared.counts, len(self.cities))
            found.append((_scaled(shared.having, half * weights), csr_array(shared.having.T)))
            found.append((_scaled(shared.stated, (1 - half) * weights), csr_array(shared.stated.T)))
        for pair in self._crossing:
            both = csr_array(pair.of_left.multiply(pair.of_right))
            weights = weight_of(pair.layer, pair.counts, len(self.cities))
            weights = weights * np.where(pair.inferred, half, 1.0)
            found.append((_scaled(pair.of_left, weights), csr_array(pair.of_right.T)))
            found.append((_scaled(pair.of_right, weights), csr_array(pair.of_left.T)))
            found.append((_scaled(both, -weights), csr_array(both.T)))
        return [(left, right) for left, right in found if left.nnz]

    @cached_property
    def _loose(self) -> csr_array:
        """What themes that only editors matched weigh less than the operands say, shape (c, c)."""
        share = 1 - layer_weights()["inferred-share"]
        cells: list[tuple[int, int, float]] = []
        for shared in self._shared:
            weights = weight_of(shared.layer, shared.counts, len(self.cities))
            columns = csr_array(shared.stated.T)
            for column, forms in shared.forms.items():
                rows = columns.indices[columns.indptr[column] : columns.indptr[column + 1]].tolist()
                pairs = ((a, b) for a in rows for b in rows if a != b and forms[a].isdisjoint(forms[b]))
                cells += [(a, b, share * float(weights[column])) for a, b in pairs]
        rows, others, values = np.array(cells, dtype=np.float64).reshape(-1, 3).T
        places = (rows.astype(np.int32), others.astype(np.int32))
        return csr_array(coo_array((values, places), shape=(len(self.cities),) * 2))

    @cached_property
    def _nearness(self) -> csr_array:
        """What neighbourhood weighs, shape (c, c)."""
        found = self._near.copy()
        found.data = nearness(found.data)
        return found

    def block(self, start: int, stop: int) -> csr_array:
        """Return the weights of the rows from ``start`` to ``stop`` with all cities, shape (rows, c)."""
        total = csr_array((stop - start, len(self.cities)), dtype=np.float64)
        for left, right in self._operands:
            total = csr_array(total + left[start:stop] @ right)
        total = csr_array(total - self._loose[start:stop] + self._nearness[start:stop])
        rows = np.repeat(np.arange(start, stop), np.diff(total.indptr))
        total.data[(total.indices == rows) | (total.data < _NOTHING)] = 0.0
        total.eliminate_zeros()
        total.sort_indices()
        return total

    def pairs(self, strongest: int | None = None) -> tuple[NDArray[np.int32], NDArray[np.int32], _Floats]:
        """Return the pairs of cities that anything ties, and the weights.

        Parameters
        ----------
        strongest : int, optional
            Only the so many strongest ties of each city; a tie is there if it is among the
            strongest of either of its ends. All ties unless told.

        Returns
        -------
        left, right : array of int32, shape (k,)
            Rows, left smaller than right, ascending.
        weights : array of float64, shape (k,)
        """
        found: list[tuple[NDArray[np.int32], NDArray[np.int32], _Floats]] = []
        for start in range(0, len(self.cities), _BLOCK):
            block = self.block(start, min(start + _BLOCK, len(self.cities)))
            kept = coo_array(block if strongest is None else _strongest(block, strongest))
            left, right = kept.row.astype(np.int32) + np.int32(start), kept.col.astype(np.int32)
            found.append((np.minimum(left, right), np.maximum(left, right), kept.data))
        if not found:
            return np.zeros(0, np.int32), np.zeros(0, np.int32), np.zeros(0)
        left, right, weights = (np.concatenate(part) for part in zip(*found, strict=True))
        _, first = np.unique(left.astype(np.int64) * len(self.cities) + right, return_index=True)
        return left[first], right[first], weights[first]

    def closest(self, city: int, most: int) -> list[tuple[int, float]]:
        """Return the cities (indices in the projection) most tied to a city, with the weights."""
        row = self.row.get(city)
        if row is None:
            return []
        block = self.block(row, row + 1)
        order = np.lexsort((block.indices, -block.data))[:most]
        return [(int(self.cities[block.indices[n]]), float(block.data[n])) for n in order]

    def reasons(self, left: int, right: int) -> list[Reason]:
        """Return what ties two cities (indices in the projection), the heaviest first."""
        a, b = self.row.get(left), self.row.get(right)
        if a is None or b is None or a == b:
            return []
        return list(self._reasons.between(a, b))

    def reasons_later(self, left: int, right: int) -> ReasonsLater:
        """Return the same of two cities that are tied, to be worked out when somebody looks at them."""
        return ReasonsLater(partial(self._reasons.between, self.row[left], self.row[right]))

    @cached_property
    def _reasons(self) -> ReasonFinder:
        return ReasonFinder(self.projection, self.cities, self._shared, self._crossing, self._near)

    def cooperations_of(self, city: int) -> list[int]:
        """Return the cooperations (indices in the projection) a city belongs to, ascending."""
        column = self.areas.column.get(city)
        if column is None:
            return []
        members = csr_array(self.areas.members[:, [column]])
        return [int(number) for number in np.flatnonzero(np.diff(members.indptr))]


def _concerned(made: Layers) -> NDArray[np.int64]:
    """Return the columns of the municipalities that anything concerns, whatever layers count."""
    concerned = np.asarray(made.areas.members.sum(axis=0)) > 0
    for each in made.shared:
        concerned |= np.diff(each.having.indptr) > 0
    for pair in made.crossing:
        concerned |= (np.diff(pair.of_left.indptr) > 0) | (np.diff(pair.of_right.indptr) > 0)
    return np.flatnonzero(concerned)


def _scaled(matrix: csr_array, weights: _Floats) -> csr_array:
    """Return the matrix with each column times its weight."""
    scaled = (matrix.data * weights[matrix.indices], matrix.indices, matrix.indptr)
    return csr_array(scaled, shape=matrix.shape)


def _strongest(block: csr_array, most: int) -> csr_array:
    """Return the block with the ``most`` largest values of each row; of equal ones the first."""
    kept = np.zeros(block.nnz, dtype=np.bool_)
    for row in range(block.shape[0]):
        start, end = int(block.indptr[row]), int(block.indptr[row + 1])
        values = block.data[start:end]
        if len(values) <= most:
            kept[start:end] = True
            continue
        enough = np.flatnonzero(values >= np.partition(values, len(values) - most)[len(values) - most])
        order = np.lexsort((block.indices[start:end][enough], -values[enough]))[:most]
        kept[start + enough[order]] = True
    found = block.copy()
    found.data = np.where(kept, found.data, 0.0)
    found.eliminate_zeros()
    return found
