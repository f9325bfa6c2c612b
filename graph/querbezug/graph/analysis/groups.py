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
_SHARE = 0.1


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
    cities, ends, weights = _arrays(network, ties)
    settings = group_settings()
    found = consensus_communities(
        cities,
        ends,
        weights,
        resolution=settings["resolution"],
        runs=int(settings["runs"]),
    )
    members = [tuple(sorted(group)) for group in found]
    index = ties.projection.index
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


def bridge_cities(network: nx.Graph[str], ties: CityTies) -> set[str]:
    """Return the cities that most ways between groups lead through.

    Betweenness [1]_ is taken over all ties as they make groups, where strong ties are short; only
    cities with a tie into another group count, and only those with a tenth of the greatest
    betweenness or more. In large networks it is estimated, see
    :func:`~querbezug.graph.analysis.betweenness.betweenness`.

    Parameters
    ----------
    network : networkx.Graph
        Cities by their IRIs with ``group``, edges with ``weight``.
    ties : CityTies
        What ties the cities.

    References
    ----------
    .. [1] L. C. Freeman, "A set of measures of centrality based on betweenness", Sociometry 40,
       1977.
    """
    cities, ends, weights = _arrays(network, ties)
    between = betweenness(IgraphGraph(cities, ends, 1 / weights), range(len(cities))).values
    group = np.array([int(network.nodes[city]["group"]) for city in cities], dtype=np.int64)
    parting = ends[group[ends[:, 0]] != group[ends[:, 1]]]
    least = max(_NOTHING, _SHARE * float(between.max(initial=0.0)))
    outward = [city for city in np.unique(parting).tolist() if between[city] > least]
    ranked = sorted(outward, key=lambda city: (-round(float(between[city]), 9), city))
    return {cities[city] for city in ranked[:MOST_BRIDGES]}


def _arrays(
    network: nx.Graph[str], ties: CityTies
) -> tuple[list[str], NDArray[np.int64], NDArray[np.float64]]:
    """Return the cities, sorted, and the ends (m, 2) and weights (m,) of their ties but for topics."""
    cities = sorted(network)
    number = {city: position for position, city in enumerate(cities)}
    edges = sorted((*sorted((number[a], number[b])), tie["weight"]) for a, b, tie in network.edges(data=True))
    table = np.array(edges, dtype=np.float64).reshape(-1, 3)
    ends, index = table[:, :2].astype(np.int64), ties.projection.index
    row = np.array([ties.row[index[city]] for city in cities], dtype=np.int64)
    weights = table[:, 2] - _by_topics(ties, row[ends[:, 0]], row[ends[:, 1]])
    return cities, ends[weights > _NOTHING], weights[weights > _NOTHING]
