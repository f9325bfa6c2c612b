"""What cuts cities off from the rest if it is lost."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from scipy.sparse import coo_array, csr_array
from scipy.sparse.csgraph import connected_components

from querbezug.graph.analysis.model import Layer
from querbezug.graph.analysis.sparse import row_of


@dataclass(frozen=True, slots=True)
class Cut:
    """Something whose loss cuts cities off from the rest: a city or what ties cities.

    ``things`` as in :class:`Bridge`, ``layer`` is None for a city; ``apart`` are the cities that
    hang on it, the largest part that remains together left out.
    """

    layer: Layer | None
    things: tuple[int, ...]
    apart: tuple[int, ...]


class Parting:
    """Takes single nodes out of the graph of cities and what they have.

    Parameters
    ----------
    having : csr_array, shape (c, k)
        Which city has what; the nodes are first the cities, then the things.
    """

    def __init__(self, having: csr_array) -> None:
        self._cities = having.shape[0]
        one_way = coo_array(having)
        rows, columns = one_way.row, one_way.col + self._cities
        cells = (np.ones(2 * len(rows), np.int32), (np.r_[rows, columns], np.r_[columns, rows]))
        self._matrix = csr_array(coo_array(cells, shape=(sum(having.shape),) * 2))
        self._rows = np.repeat(np.arange(self._matrix.shape[0]), np.diff(self._matrix.indptr))

    def apart(self, node: int) -> list[int]:
        """Return the rows of the cities that hang on a node, ascending.

        Its component falls into parts without it; the largest of them, by cities, is left out.
        """
        return sorted(row for part in self._parts(node)[1:] for row in part)

    def _parts(self, node: int) -> list[list[int]]:
        matrix = self._matrix
        kept = (self._rows != node) & (matrix.indices != node)
        cells = (matrix.data[kept], (self._rows[kept], matrix.indices[kept]))
        _, part = connected_components(coo_array(cells, shape=matrix.shape), directed=False)
        of_cities = part[: self._cities]
        parts = [np.flatnonzero(of_cities == each).tolist() for each in np.unique(part[row_of(matrix, node)])]
        return sorted(parts, key=lambda each: (-len(each), each))
