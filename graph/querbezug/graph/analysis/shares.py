"""What towns share apart from cooperations, and who cooperates already."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_array, hstack

from querbezug.graph.analysis.layers import Layers, weight_of
from querbezug.graph.analysis.model import Layer
from querbezug.graph.analysis.projection import Projection

Floats = NDArray[np.float64]


@dataclass(frozen=True)
class Shares:
    """What towns share apart from cooperations.

    Attributes
    ----------
    towns : array of int32, shape (c,)
        Indices of the municipalities.
    having : csr_array, shape (c, k)
        Which town has which thing, entries 1.
    counts : array of int64, shape (k,)
        How many towns have each thing.
    ties : array of float64, shape (k,)
        What each thing weighs in the ties of cities.
    cooperating : csr_array, shape (c, c)
        How many cooperations each two towns belong to.
    """

    towns: NDArray[np.int32]
    having: csr_array
    counts: NDArray[np.int64]
    ties: Floats
    cooperating: csr_array

    @classmethod
    def of(cls, projection: Projection, towns: NDArray[np.int32] | None = None) -> Shares:
        """Take them from the store as arrays; see :meth:`of_layers`."""
        return cls.of_layers(Layers(projection), towns)

    @classmethod
    def of_layers(cls, layers: Layers, towns: NDArray[np.int32] | None = None) -> Shares:
        """Take them from the layers of ties.

        Parameters
        ----------
        layers : Layers
            All of them.
        towns : array of int32, optional
            The towns to take, ascending; all that share or cooperate unless told.
        """
        areas = layers.areas
        parts, weights = _parts(layers)
        having = csr_array(hstack(parts, format="csr", dtype=np.float64))
        members = csr_array(areas.members.T)
        if towns is None:
            rows = np.flatnonzero((np.diff(having.indptr) > 0) | (np.diff(members.indptr) > 0))
        else:
            rows = np.searchsorted(areas.towns, towns)
        having, members = csr_array(having[rows]), csr_array(members[rows])
        cooperating = csr_array(members @ members.T)
        counts = np.bincount(having.indices, minlength=having.shape[1])
        return cls(areas.towns[rows], having, counts, np.concatenate(weights), cooperating)


def _parts(layers: Layers) -> tuple[list[csr_array], list[Floats]]:
    """Return the layers, each towns × things, and what their things weigh."""
    count = len(layers.areas.towns)
    parts: list[csr_array] = []
    weights: list[Floats] = []
    for shared in layers.shared:
        if shared.layer is not Layer.COOPERATION:
            parts.append(shared.having)
            weights.append(weight_of(shared.layer, shared.counts, count))
    for pair in layers.crossing:
        parts.append(csr_array(pair.of_left + pair.of_right).sign())
        weights.append(weight_of(pair.layer, pair.counts, count))
    return parts, weights
