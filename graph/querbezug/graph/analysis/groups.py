"""Cities that pull in the same direction, and those that hold the groups together."""

from __future__ import annotations

import networkx as nx
import numpy as np
from numpy.typing import NDArray

from querbezug.graph.analysis.betweenness import betweenness
from querbezug.graph.analysis.commons import group_names
from querbezug.graph.analysis.communities import consensus_communities
from querbezug.graph.analysis.layers import layer_weights, weight_of
from querbezug.graph.analysis.model import CityGroup, Layer
from querbezug.graph.analysis.settings import group_settings
from querbezug.graph.analysis.ties import CityTies
from querbezug.graph.backends.converting import IgraphGraph

MOST_BRIDGES = 4
_NOTHING = 1e-9


def city_groups(network: nx.Graph[str], ties: CityTies) -> list[CityGroup]:
    """Return groups of cities, the largest first, named by what they share.

    The same data give the same groups, in whatever order they come; how is told at
    :func:`~querbezug.graph.analysis.communities.consensus_communities`. Topics that the program
    recognised in texts do not make a group: to speak of the same is not yet to do something together.

    Parameters
    ----------
    network : networkx.Graph
        Cities by their IRIs, edges with ``weight``.
    ties : CityTies
        What ties the cities.
    """
    cities, ends, weights = _arrays(network)
    index = ties.projection.index
    row = np.array([ties.row[index[city]] for city in cities], dtype=np.int64)
    weights = weights - _by_topics(ties, row[ends[:, 0]], row[ends[:, 1]])
    ends, weights = ends[weights > _NOTHING], weights[weights > _NOTHING]
    settings = group_settings()
    found = consensus_communities(
        cities,
        ends,
        weights,
        resolution=settings["resolution"],
        runs=int(settings["runs"]),
    )
    members = [tuple(sorted(group)) for group in found]
    rows = [np.array([ties.row[index[city]] for city in group], dtype=np.int64) for group in members]
    names = group_names(ties, rows)
    return [
        CityGroup(position, label, members[position], thing) for position, (label, thing) in enumerate(names)
    ]


def _by_topics(ties: CityTies, left: NDArray[np.int64], right: NDArray[np.int64]) -> NDArray[np.float64]:
    """Return how much topics found in texts add to the ties between cities in these rows, shape (m,)."""
    total = np.zeros(len(left))
    half = layer_weights()["inferred-share"]
    for shared in ties.shared:
        if shared.layer is Layer.TOPIC:
            weights = weight_of(shared.layer, shared.counts, len(ties.cities))
            for having, share in ((shared.having, half), (shared.stated, 1 - half)):
                total += share * (having[left].multiply(having[right]) @ weights)
    return total


def bridge_cities(network: nx.Graph[str]) -> set[str]:
    """Return the cities that most ways between groups lead through.

    Betweenness [1]_ is taken over all ties, where strong ties are short, and only cities with a tie
    into another group count. In large networks it is estimated, see
    :func:`~querbezug.graph.analysis.betweenness.betweenness`.

    References
    ----------
    .. [1] L. C. Freeman, "A set of measures of centrality based on betweenness", Sociometry 40,
       1977.
    """
    cities, ends, weights = _arrays(network)
    between = betweenness(IgraphGraph(cities, ends, 1 / weights), range(len(cities))).values
    group = np.array([int(network.nodes[city]["group"]) for city in cities], dtype=np.int64)
    parting = ends[group[ends[:, 0]] != group[ends[:, 1]]]
    # What is as good as nothing is rounding: no way leads through the city.
    outward = [city for city in np.unique(parting).tolist() if between[city] > _NOTHING]
    ranked = sorted(outward, key=lambda city: (-round(float(between[city]), 9), city))
    return {cities[city] for city in ranked[:MOST_BRIDGES]}


def _arrays(network: nx.Graph[str]) -> tuple[list[str], NDArray[np.int64], NDArray[np.float64]]:
    """Return the cities, sorted, and the ends (m, 2) and weights (m,) of the ties, in a fixed order."""
    cities = sorted(network)
    number = {city: position for position, city in enumerate(cities)}
    edges = sorted((*sorted((number[a], number[b])), tie["weight"]) for a, b, tie in network.edges(data=True))
    table = np.array(edges, dtype=np.float64).reshape(-1, 3)
    return cities, table[:, :2].astype(np.int64), table[:, 2]
