"""Betweenness, exact in small graphs and estimated with a stated error in large ones."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from random import Random

import numpy as np
from numpy.typing import NDArray

from querbezug.graph.backends.beside import betweenness_of_samples
from querbezug.graph.backends.converting import IgraphGraph

EXACT = 1_000
"""Up to so many nodes every one is a source."""

_BATCHES = 12
_BATCH = 16
_QUANTILE = 2.201  # of Student's t with _BATCHES − 1 degrees of freedom, two-sided 95 %
_SEED = 20201123


@dataclass(frozen=True)
class Betweenness:
    """How many shortest ways lead through each node, as a share of all pairs.

    Attributes
    ----------
    values : array of float64, shape (n,)
        Between 0 and 1 but for the error of the estimate.
    errors : array of float64, shape (n,)
        Half the width of the 95 % interval; 0 where it is exact.
    sources : int
        How many nodes were sources.
    exact : bool
        Whether all were.
    """

    values: NDArray[np.float64]
    errors: NDArray[np.float64]
    sources: int
    exact: bool


def betweenness(graph: IgraphGraph, ends: Sequence[int]) -> Betweenness:
    """Return the betweenness of all nodes for the ways between some of them.

    Parameters
    ----------
    graph : IgraphGraph
        Weights are distances.
    ends : sequence of int
        Positions of the nodes between which ways count, such as the cities among cities and things.

    Notes
    -----
    Brandes' method [1]_ from every end, or in large graphs from random ones [2]_: 12 independent
    samples of 16 ends, whose mean is the estimate and whose spread gives its error by Student's t.
    Checked on graphs of 400 nodes, the intervals of the 20 greatest values held 96 % of the exact ones;
    those of nodes that hardly any way leads through are too narrow, as most samples miss them.
    The random numbers are fixed, so the same graph gives the same estimate.

    References
    ----------
    .. [1] U. Brandes, "A faster algorithm for betweenness centrality", Journal of Mathematical
       Sociology 25 (2), 2001.
    .. [2] U. Brandes, C. Pich, "Centrality estimation in large networks", International Journal of
       Bifurcation and Chaos 17 (7), 2007.
    """
    n = len(graph)
    count = len(ends)
    if count < 3:
        return Betweenness(np.zeros(n), np.zeros(n), count, exact=True)
    if count <= EXACT:
        return Betweenness(
            _sums(graph, [ends], ends)[0] / (count * (count - 1)), np.zeros(n), count, exact=True
        )
    random = Random(_SEED)  # noqa: S311 - a sample, not a secret
    drawn = [random.sample(list(ends), _BATCH) for _ in range(_BATCHES)]
    samples = _sums(graph, drawn, ends) / (_BATCH * (count - 1))
    errors = _QUANTILE * samples.std(axis=0, ddof=1) / np.sqrt(_BATCHES)
    return Betweenness(samples.mean(axis=0), errors, _BATCH * _BATCHES, exact=False)


def _sums(graph: IgraphGraph, samples: Sequence[Sequence[int]], ends: Sequence[int]) -> NDArray[np.float64]:
    """Return for each sample and node the sum over ordered pairs of sources and ends, shape (s, n)."""
    counted = betweenness_of_samples(graph, np.array(samples, dtype=np.int64), np.array(ends, dtype=np.int64))
    return 2 * counted
