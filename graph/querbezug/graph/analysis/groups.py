"""Cities that pull in the same direction, and those that hold the groups together."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

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


@dataclass(frozen=True)
class GroupingTies:
    """The ties that make groups: all but topics that the program recognised in texts.

    To speak of the same is not yet to do something together.

    Attributes
    ----------
    cities : list of str
        IRIs, sorted.
    ends : array of int64, shape (m, 2)
        Positions of both cities of each tie.
    weights : array of float64, shape (m,)
        Greater than nothing.
    """

    cities: list[str]
    ends: NDArray[np.int64]
    weights: NDArray[np.float64]

    @classmethod
    def of(cls, network: nx.Graph[str], ties: CityTies) -> GroupingTies:
        """Take them from a network of cities by their IRIs, whose edges have ``weight``."""
        cities = sorted(network)
        number = {city: position for position, city in enumerate(cities)}
        found = np.array([(number[a], number[b]) for a, b in network.edges], dtype=np.int64).reshape(-1, 2)
        ends = np.sort(found, axis=1)
        order = np.lexsort((ends[:, 1], ends[:, 0]))
        ends, index = ends[order], ties.projection.index
        whole = np.array([tie["weight"] for *_, tie in network.edges(data=True)], dtype=np.float64)[order]
        row = np.array([ties.row[index[city]] for city in cities], dtype=np.int64)
        weights = whole - _by_topics(ties, row[ends[:, 0]], row[ends[:, 1]])
        return cls(cities, ends[weights > _NOTHING], weights[weights > _NOTHING])


def city_groups(grouping: GroupingTies, ties: CityTies) -> list[CityGroup]:
    """Return groups of cities, the largest first, named by what they share.

    The same data give the same groups, in whatever order they come; how is told at
    :func:`~querbezug.graph.analysis.communities.consensus_communities`.

    Parameters
    ----------
    grouping : GroupingTies
        What makes groups.
    ties : CityTies
        What ties the cities.
    """
    settings = group_settings()
    found = consensus_communities(
        grouping.cities,
        grouping.ends,
        grouping.weights,
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


def bridge_cities(grouping: GroupingTies, groups: Sequence[CityGroup]) -> set[str]:
    """Return the cities that most ways between groups lead through.

    Betweenness [1]_ is taken over all ties as they make groups, where strong ties are short; only
    cities with a tie into another group count, and only those with a tenth of the greatest
    betweenness or more. In large networks it is estimated, see
    :func:`~querbezug.graph.analysis.betweenness.betweenness`.

    Parameters
    ----------
    grouping : GroupingTies
        What makes groups.
    groups : sequence of CityGroup
        The groups of all cities.

    References
    ----------
    .. [1] L. C. Freeman, "A set of measures of centrality based on betweenness", Sociometry 40,
       1977.
    """
    cities, ends = grouping.cities, grouping.ends
    between = betweenness(IgraphGraph(cities, ends, 1 / grouping.weights), range(len(cities))).values
    number_of = {member: group.number for group in groups for member in group.members}
    group = np.array([number_of[city] for city in cities], dtype=np.int64)
    parting = ends[group[ends[:, 0]] != group[ends[:, 1]]]
    least = max(_NOTHING, _SHARE * float(between.max(initial=0.0)))
    outward = [city for city in np.unique(parting).tolist() if between[city] > least]
    ranked = sorted(outward, key=lambda city: (-round(float(between[city]), 9), city))
    return {cities[city] for city in ranked[:MOST_BRIDGES]}
