"""Which ties carry the network: enough for a picture that reads well."""

from __future__ import annotations

from dataclasses import dataclass

import networkx as nx
import numpy as np
from numpy.typing import NDArray
from scipy.sparse import coo_array
from scipy.sparse.csgraph import minimum_spanning_tree

from querbezug.graph.analysis.settings import group_settings

MOST_EDGES = 90
STRONGEST_EACH = 2


@dataclass(frozen=True, slots=True)
class Backbone:
    """The ties that carry.

    Attributes
    ----------
    edges : frozenset of frozenset of str
        Pairs of cities.
    significant : int
        How many ties the disparity filter finds significant.
    by_filter : bool
        Whether those are the backbone, with a maximum spanning forest so that nothing comes apart;
        otherwise the filter found too few or too many, and the strongest ties of each city take
        their place.
    alpha : float
        The level of significance.
    """

    edges: frozenset[frozenset[str]]
    significant: int
    by_filter: bool
    alpha: float


def backbone(network: nx.Graph[str]) -> Backbone:
    """Return the ties that carry: significant ones, or the strongest where the filter does not help.

    Parameters
    ----------
    network : networkx.Graph
        Edges with ``weight``.

    Notes
    -----
    The disparity filter [1]_ keeps a tie that is stronger than chance would make it at either end.
    Where cities have few ties of like strength it keeps nearly none, and where they have very many,
    far more than anybody can read; ``groups.toml`` says what is too few and too many.

    References
    ----------
    .. [1] M. Á. Serrano, M. Boguñá, A. Vespignani, "Extracting the multiscale backbone of complex
       weighted networks", PNAS 106 (16), 2009.
    """
    settings = group_settings()
    alpha = settings["alpha"]
    edges = list(network.edges)
    forest = {frozenset(edges[number]) for number in _forest(network)}
    kept = {frozenset(edges[number]) for number in np.flatnonzero(disparity(network) < alpha)}
    tied = sum(1 for _, degree in network.degree if degree)
    by_filter = settings["fewest-each"] * tied <= len(kept) <= settings["most-each"] * tied and bool(kept)
    carrying = forest | kept if by_filter else _strongest(network, forest)
    return Backbone(frozenset(carrying), len(kept), by_filter, alpha)


def disparity(network: nx.Graph[str]) -> NDArray[np.float64]:
    """Return how likely chance would make each tie as strong, at the end where that is less likely.

    A city with k ties that divide its strength at random has one of at least the share p with
    probability ``(1 - p) ** (k - 1)``; one with a single tie says nothing.

    Parameters
    ----------
    network : networkx.Graph
        Edges with ``weight``.

    Returns
    -------
    array of float64, shape (m,)
        In the order of ``network.edges``; 1 where neither end says anything.
    """
    ends, weights = _edges(network)
    both, twice = ends.T.ravel(), np.tile(weights, 2)
    degree = np.bincount(both, minlength=len(network))
    strength = np.bincount(both, weights=twice, minlength=len(network))
    chance: NDArray[np.float64] = (1 - twice / strength[both]) ** (degree[both] - 1)
    likely: NDArray[np.float64] = np.where(degree[both] > 1, chance, 1.0).reshape(2, -1).min(axis=0)
    return likely


def _forest(network: nx.Graph[str]) -> NDArray[np.int64]:
    """Return the edges of a maximum spanning forest as positions in ``network.edges``.

    Of equally heavy ones the first is taken, as networkx does.
    """
    ends, weights = _edges(network)
    # Ranks instead of weights: all are different, so there is but one forest.
    ranks = np.empty(len(weights), dtype=np.float64)
    ranks[np.argsort(-weights, kind="stable")] = np.arange(1, len(weights) + 1)
    cells = (ranks, (ends[:, 0], ends[:, 1]))
    chosen = minimum_spanning_tree(coo_array(cells, shape=(len(network),) * 2).tocsr())
    found: NDArray[np.int64] = np.flatnonzero(np.isin(ranks, chosen.data))
    return found


def _edges(network: nx.Graph[str]) -> tuple[NDArray[np.int64], NDArray[np.float64]]:
    """Return ends (m, 2), as positions of the cities, and weights (m,) of the edges in their order."""
    number = {city: position for position, city in enumerate(network)}
    ends = np.array([(number[a], number[b]) for a, b in network.edges], dtype=np.int64).reshape(-1, 2)
    weights = np.array([tie["weight"] for *_, tie in network.edges(data=True)], dtype=np.float64)
    return ends, weights


def _strongest(network: nx.Graph[str], forest: set[frozenset[str]]) -> set[frozenset[str]]:
    """Add each city's strongest ties; the weakest of them are left out where they are too many to see."""
    kept = set(forest)
    strongest: dict[frozenset[str], float] = {}
    for city in network:
        ties = sorted((-float(tie["weight"]), other) for other, tie in network[city].items())
        strongest |= {frozenset((city, other)): -weight for weight, other in ties[:STRONGEST_EACH]}
    for edge, _ in sorted(strongest.items(), key=lambda item: (-item[1], sorted(item[0]))):
        if len(kept) >= MOST_EDGES:
            break
        kept.add(edge)
    return kept
