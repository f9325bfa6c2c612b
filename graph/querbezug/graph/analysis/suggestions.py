"""Towns that share much and do not work together yet: link prediction over what towns share."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import coo_array, csr_array

from querbezug.graph.analysis.neighbours import EARTH_KM, unit_vectors
from querbezug.graph.analysis.projection import Projection
from querbezug.graph.analysis.shares import Floats, Shares

_BLOCK = 512
_NOTHING = 1e-12
_NOWHERE = -2.0
"""Less than any cosine: for pairs that are not to be found."""
_DENSE_SHARE = 0.05
"""What more than this share of the towns have goes into a dense matrix: it ties nearly all pairs."""
REACH_KM = 60.0
"""The distance over which a pair loses all but ``1/e`` of its score, where distance counts."""

Rows = NDArray[np.int64]


class Method(StrEnum):
    """How what two towns share is weighed; see :class:`Affinity`."""

    COMMON = "common"
    COSINE = "cosine"
    ADAMIC_ADAR = "adamic-adar"
    RESOURCES = "resource-allocation"
    TIES = "ties"
    DISTANCE = "distance"


CHOSEN = Method.TIES


class Affinity:
    """Scores pairs of towns by what they share.

    ``COMMON`` counts the things both have; ``COSINE`` divides by the root of how many each has;
    ``ADAMIC_ADAR`` weighs a thing that d towns have with ``1 / ln d`` [1]_; ``RESOURCES`` with ``1 / d``
    [2]_; ``TIES`` with its weight in the ties of cities; ``DISTANCE`` counts nothing. With ``reach`` a
    score s becomes ``(1 + s) exp(-kilometres / reach)``, so that towns that share nothing are still told
    apart by how near they are.

    Parameters
    ----------
    shares : Shares
        What the c towns share.
    projection : Projection
        For where they lie.
    method : Method
        How to weigh.
    reach : float, optional
        Kilometres; distance does not count unless told.

    References
    ----------
    .. [1] L. A. Adamic, E. Adar, "Friends and neighbors on the Web", Social Networks 25 (3), 2003.
    .. [2] T. Zhou, L. Lü, Y.-C. Zhang, "Predicting missing links via local information", European
       Physical Journal B 71, 2009.
    """

    def __init__(
        self, shares: Shares, projection: Projection, method: Method, reach: float | None = None
    ) -> None:
        self.shares = shares
        self._method = method
        self._reach = reach
        unknown = (np.nan, np.nan)
        places = [projection.positions.get(int(town), unknown) for town in shares.towns]
        self._points = unit_vectors(np.radians(np.array(places, dtype=np.float64).reshape(-1, 2)))
        self._all_placed = not np.isnan(self._points).any()

    @cached_property
    def _weighted(self) -> csr_array:
        """Towns × things, so that products of rows are scores but for the distance."""
        counts = np.maximum(self.shares.counts, 2).astype(np.float64)
        weights = {
            Method.COMMON: np.ones(len(counts)),
            Method.COSINE: np.ones(len(counts)),
            Method.ADAMIC_ADAR: 1 / np.log(counts),
            Method.RESOURCES: 1 / counts,
            Method.TIES: self.shares.ties,
            Method.DISTANCE: np.zeros(len(counts)),
        }[self._method]
        found = self.shares.having.astype(np.float64)
        found.data = np.sqrt(weights)[found.indices]
        if self._method is Method.COSINE:
            sizes = np.diff(found.indptr)
            found.data = found.data / np.sqrt(np.repeat(sizes, sizes))
        return found

    @cached_property
    def _split(self) -> tuple[NDArray[np.float64], csr_array]:
        """The things that many have as a dense matrix, the others as a sparse one."""
        many = self.shares.counts > max(_DENSE_SHARE * len(self.shares.towns), 2)
        dense = self._weighted[:, np.flatnonzero(many)].toarray()
        return dense, csr_array(self._weighted[:, np.flatnonzero(~many)])

    @cached_property
    def _turned(self) -> csr_array:
        """The sparse part turned round: turning it for each block would take longer than the product."""
        return csr_array(self._split[1].T)

    def block(self, start: int, stop: int) -> Floats:
        """Return the scores of the rows from ``start`` to ``stop`` with all towns, shape (rows, c)."""
        return self._by_distance(self._shared(start, stop), lambda: self._points[start:stop] @ self._points.T)

    def _shared(self, start: int, stop: int) -> Floats:
        dense, sparse = self._split
        found: Floats = dense[start:stop] @ dense.T + (sparse[start:stop] @ self._turned).toarray()
        return found

    def of_pairs(self, left: Rows, right: Rows) -> Floats:
        """Return the scores of pairs of rows, shape (k,)."""
        weighted = self._weighted
        parts = [np.zeros(0)]
        for start in range(0, len(left), 100 * _BLOCK):
            part = slice(start, start + 100 * _BLOCK)
            products = weighted[left[part]].multiply(weighted[right[part]])
            parts.append(np.asarray(csr_array(products).sum(axis=1)))
        points = self._points
        return self._by_distance(
            np.concatenate(parts), lambda: np.einsum("ij,ij->i", points[left], points[right])
        )

    def _by_distance(self, scores: Floats, cosines: Callable[[], Floats]) -> Floats:
        """Return the scores with the distance in them; nothing where nobody knows where a town lies."""
        if self._reach is None:
            return scores
        kilometres = EARTH_KM * np.arccos(np.clip(cosines(), -1.0, 1.0))
        found: Floats = (1 + scores) * np.nan_to_num(np.exp(-kilometres / self._reach))
        return found

    def kilometres(self, left: int, right: int) -> float | None:
        """Return the distance of two towns (indices of things); None where it is not known."""
        rows = np.searchsorted(self.shares.towns, (left, right))
        cosine = float(np.clip(self._points[rows[0]] @ self._points[rows[1]], -1.0, 1.0))
        return None if np.isnan(cosine) else float(EARTH_KM * np.arccos(cosine))

    def best(self, most: int, row: int | None = None) -> tuple[Rows, Rows, Floats]:
        """Return the pairs with the highest scores that share something but no cooperation, the best first.

        Parameters
        ----------
        most : int
            How many at most.
        row : int, optional
            Only pairs of the town in this row.

        Returns
        -------
        left, right : array of int64
            Rows; left is smaller, or the one asked for.
        scores : array of float64
            All greater than nothing.
        """
        count = len(self.shares.towns)
        blocks = (
            [(row, row + 1)]
            if row is not None
            else [(n, min(n + _BLOCK, count)) for n in range(0, count, _BLOCK)]
        )
        found = (np.zeros(0, np.int64), np.zeros(0, np.int64), np.zeros(0))
        for start, stop in blocks:
            limit = float(found[2][-1]) if len(found[2]) == most else 0.0
            fresh = self._better(start, stop, limit, most, upper=row is None)
            left, right, scores = (np.concatenate(part) for part in zip(found, fresh, strict=True))
            order = np.lexsort((right, left, -scores))[:most]
            found = left[order], right[order], scores[order]
        return found

    def _better(
        self, start: int, stop: int, limit: float, most: int, *, upper: bool
    ) -> tuple[Rows, Rows, Floats]:
        """Return the best pairs of a block from a score on that share something but no cooperation."""
        if self._method is Method.DISTANCE:
            left, right, shared = self._nearest(start, stop, limit, most, upper=upper)
        else:
            left, right, shared = self._sharing(start, stop, limit, upper=upper)
        points = self._points
        scores = self._by_distance(shared, lambda: np.einsum("ij,ij->i", points[left], points[right]))
        least = max(limit, _NOTHING, _greatest(scores, most))
        kept = scores >= least
        return left[kept], right[kept], scores[kept]

    def _sharing(self, start: int, stop: int, limit: float, *, upper: bool) -> tuple[Rows, Rows, Floats]:
        """Return the pairs of a block that share something and may reach a score, with what they share.

        A score is at most what the pair would have without any distance, so most need no distance at all.
        """
        dense, sparse = self._split
        block = csr_array(sparse[start:stop] @ self._turned)
        pairs = coo_array(dense[start:stop] @ dense.T + block.toarray() if dense.size else block)
        wanted = (pairs.data > 0) & (pairs.data + (self._reach is not None) >= limit)
        left, right = pairs.row[wanted].astype(np.int64) + start, pairs.col[wanted].astype(np.int64)
        apart = (left < right if upper else left != right) & ~self._cooperate(left, right)
        return left[apart], right[apart], pairs.data[wanted][apart].astype(np.float64)

    def _nearest(
        self, start: int, stop: int, limit: float, most: int, *, upper: bool
    ) -> tuple[Rows, Rows, Floats]:
        """Return the nearest pairs of a block, as near as a score asks for; they share nothing."""
        first = start if upper else 0
        cosines = self._points[start:stop] @ self._points[first:].T
        if not self._all_placed:
            cosines[np.isnan(cosines)] = _NOWHERE
        together = coo_array(self.shares.cooperating[start:stop, first:])
        cosines[together.row, together.col] = _NOWHERE
        rows = np.arange(start, stop)
        cosines[rows - start, rows - first] = _NOWHERE
        if upper:
            cosines[np.tril_indices(stop - start)] = _NOWHERE
        least = self._cosine_of(limit)
        if np.count_nonzero(cosines >= least) > most:
            least = max(least, _greatest(cosines.ravel(), most) - _NOTHING)
        left, right = np.nonzero(cosines >= least)
        return left + start, right + first, np.zeros(len(left))

    def _cooperate(self, left: Rows, right: Rows) -> NDArray[np.bool_]:
        """Say which pairs cooperate already, shape (k,)."""
        keys = left * len(self.shares.towns) + right
        known = self._cooperating
        found: NDArray[np.bool_] = np.append(known, -1)[np.searchsorted(known, keys)] == keys
        return found

    @cached_property
    def _cooperating(self) -> Rows:
        """The pairs that cooperate as one number each, ascending."""
        pairs = coo_array(self.shares.cooperating)
        return np.sort(pairs.row.astype(np.int64) * len(self.shares.towns) + pairs.col)

    def _cosine_of(self, limit: float) -> float:
        """Return the cosine of the distance at which a pair that shares nothing has a score."""
        if self._reach is None or limit <= 0:
            return -1.0
        return float(np.cos(min(-self._reach * np.log(limit) / EARTH_KM, np.pi))) - _NOTHING


def _greatest(values: Floats, most: int) -> float:
    """Return the last of the ``most`` greatest values; no limit where there are fewer."""
    return float(np.partition(values, -most)[-most]) if len(values) > most else -np.inf


@dataclass(frozen=True, slots=True)
class Suggestion:
    """Two towns (indices of things) that might work together; ``score`` orders, it has no unit."""

    left: int
    right: int
    score: float


def chosen(shares: Shares, projection: Projection) -> Affinity:
    """Return the way of scoring that the back-test favours; see docs/analysis-partners.md."""
    return Affinity(shares, projection, CHOSEN, REACH_KM)


def suggestions(affinity: Affinity, most: int, town: int | None = None) -> Sequence[Suggestion]:
    """Return pairs of towns that share much and are in no cooperation together, the best first.

    Parameters
    ----------
    affinity : Affinity
        Scores the pairs.
    most : int
        How many at most.
    town : int, optional
        Only those of this town (index of a thing).
    """
    towns = affinity.shares.towns
    row = None
    if town is not None:
        row = int(np.searchsorted(towns, town))
        if row >= len(towns) or towns[row] != town:
            return []
    left, right, scores = (part.tolist() for part in affinity.best(most, row))
    return [
        Suggestion(int(towns[a]), int(towns[b]), score)
        for a, b, score in zip(left, right, scores, strict=True)
    ]
