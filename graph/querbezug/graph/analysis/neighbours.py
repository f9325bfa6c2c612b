"""Which towns lie next to each other, by the points of the official register."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import coo_array, csr_array
from scipy.spatial import cKDTree

from querbezug.graph.analysis.layers import layer_weights
from querbezug.graph.analysis.projection import Projection

EARTH_KM = 6371.0


def neighbours(projection: Projection, cities: NDArray[np.int32]) -> csr_array:
    """Return the kilometres between towns that are near each other.

    Distances are great circles on a sphere; how near counts as near stands in ``weights.toml``.

    Parameters
    ----------
    projection : Projection
        Knows where they lie.
    cities : array of int32, shape (c,)
        Indices of the municipalities.

    Returns
    -------
    csr_array, shape (c, c)
        Symmetric; nothing where towns are farther apart or nobody knows where they lie.
    """
    placed = np.array(
        [n for n, city in enumerate(cities) if int(city) in projection.positions], dtype=np.int64
    )
    degrees = np.array([projection.positions[int(cities[n])] for n in placed]).reshape(-1, 2)
    shape = (len(cities),) * 2
    if not len(placed):
        return csr_array(shape, dtype=np.float64)
    points = unit_vectors(np.radians(degrees))
    limit = layer_weights()["neighbour-km"]
    pairs = cKDTree(points).query_pairs(2 * np.sin(limit / EARTH_KM / 2), output_type="ndarray")
    chords = np.linalg.norm(points[pairs[:, 0]] - points[pairs[:, 1]], axis=1)
    kilometres = np.maximum(2 * EARTH_KM * np.arcsin(chords / 2), 0.01)  # 0 would be no neighbour
    left, right = placed[pairs[:, 0]], placed[pairs[:, 1]]
    cells = (np.r_[kilometres, kilometres], (np.r_[left, right], np.r_[right, left]))
    return csr_array(coo_array(cells, shape=shape))


def unit_vectors(radians: NDArray[np.float64]) -> NDArray[np.float64]:
    """Return points on the unit sphere, shape (k, 3), for latitudes and longitudes, shape (k, 2)."""
    north, east = radians[:, 0], radians[:, 1]
    return np.stack([np.cos(north) * np.cos(east), np.cos(north) * np.sin(east), np.sin(north)], axis=1)
