"""Where plans and wishes fall: places with and without measures, spots on the map with many ideas."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from rdflib.term import URIRef
from scipy.sparse import csr_array

from querbezug.graph.analysis.projection import Projection
from querbezug.graph.analysis.sparse import closure, only_columns, only_rows
from querbezug.ontology.terms import DCTERMS, QUER

_DEEPEST = 8
"""How many places one inside the other are followed: site, quarter, district, town …"""

METRES_PER_DEGREE = 111_195.0
"""Length of a degree of latitude on a sphere of 6,371 km."""

Things = NDArray[np.int32]


def at_places(projection: Projection, things: Things, *predicates: URIRef) -> csr_array:
    """Return which things are at which place, a place counting what lies in it up to its town.

    Parameters
    ----------
    projection : Projection
        The store as arrays.
    things : array of int32, shape (k,)
        Indices of measures, ideas, comments …
    *predicates : URIRef
        What ties them to places.

    Returns
    -------
    csr_array, shape (k, n), entries 1
        Only places and municipalities have columns with entries.
    """
    is_place = projection.is_kind("place", "municipality")
    start = only_columns(csr_array(projection.incidence(*predicates)[things]), is_place)
    inside = only_columns(projection.incidence(DCTERMS.isPartOf), is_place)
    return closure(start, only_rows(inside, projection.is_kind("place")), _DEEPEST)


def measures_at(projection: Projection) -> csr_array:
    """Return :func:`at_places` of all measures by their planning areas, shape (measures, n)."""
    return at_places(projection, projection.numbers("measure"), QUER.planningArea)


def ideas_at(projection: Projection) -> csr_array:
    """Return :func:`at_places` of all ideas and comments, shape (ideas and comments, n)."""
    said = projection.numbers("idea", "comment")
    return at_places(projection, said, QUER.planningArea, QUER.mentions)


@dataclass(frozen=True)
class Spot:
    """A spot where ideas lie close to each other.

    Attributes
    ----------
    members : array of int64, shape (k,)
        Positions of its points in what was given, ascending.
    latitude, longitude : float
        Mean of its points, WGS 84 degrees.
    """

    members: NDArray[np.int64]
    latitude: float
    longitude: float


def spots(
    latitude: NDArray[np.float64], longitude: NDArray[np.float64], metres: float, least: int
) -> Iterator[Spot]:
    """Yield the spots with the most points, the fullest first; no point is in two of them.

    Points are counted in a grid; the fullest window of two by two cells is taken with its points,
    and so on. A mean shift with a square window [1]_ would move each window on to the mean; the
    half-step grid finds windows at most a quarter of their width away from that, in time linear in
    the points.

    Parameters
    ----------
    latitude, longitude : array of float64, shape (k,)
        WGS 84 degrees.
    metres : float
        Width of a spot.
    least : int
        Fewer points make no spot.

    References
    ----------
    .. [1] Y. Cheng, "Mean shift, mode seeking, and clustering", IEEE Transactions on Pattern
       Analysis and Machine Intelligence 17 (8), 1995.
    """
    cells, cell_of = np.unique(_cells(latitude, longitude, metres / 2), axis=0, return_inverse=True)
    cell_of = cell_of.reshape(-1)
    counts = np.bincount(cell_of, minlength=len(cells))
    windows = _windows(cells)
    order = np.argsort(cell_of, kind="stable")
    ends = np.searchsorted(cell_of[order], np.arange(len(cells) + 1))
    while len(windows):
        full = np.where(windows >= 0, counts[windows], 0).sum(axis=1)
        best = int(np.argmax(full))
        if full[best] < max(least, 1):
            return
        taken = windows[best][windows[best] >= 0]
        members = np.sort(np.concatenate([order[ends[c] : ends[c + 1]] for c in taken if counts[c]]))
        counts[taken] = 0
        yield Spot(members, float(latitude[members].mean()), float(longitude[members].mean()))


def _cells(latitude: NDArray[np.float64], longitude: NDArray[np.float64], side: float) -> NDArray[np.int64]:
    """Return row and column of each point in a grid of ``side`` metres, shape (k, 2)."""
    row = np.floor(latitude * METRES_PER_DEGREE / side)
    # The width of a degree is that of the row, so that all points of a row share one grid.
    middle = np.radians((row + 0.5) * side / METRES_PER_DEGREE)
    column = np.floor(longitude * METRES_PER_DEGREE * np.cos(middle) / side)
    return np.stack([row, column], axis=1).astype(np.int64)


def _windows(cells: NDArray[np.int64]) -> NDArray[np.int64]:
    """Return all windows of two by two cells with any in it, as numbers of cells, -1 where there is none."""
    if not len(cells):
        return np.zeros((0, 4), dtype=np.int64)
    low = cells.min(axis=0) - 1
    width = int(cells[:, 1].max() - low[1]) + 2
    keys = (cells[:, 0] - low[0]) * width + cells[:, 1] - low[1]
    steps = np.array([0, 1, width, width + 1])
    wanted = np.unique(keys[:, None] - steps)[:, None] + steps
    found = np.minimum(np.searchsorted(keys, wanted), len(keys) - 1)
    return np.where(keys[found] == wanted, found, -1)
