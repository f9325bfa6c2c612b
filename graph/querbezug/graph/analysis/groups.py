"""Cities that pull in the same direction, and those that hold the groups together."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

import networkx as nx

from querbezug.graph.analysis.model import CityGroup, Layer, Reason

_SEED = 20201123  # the first day of the region's participation; any fixed number would do
MOST_BRIDGES = 4


def city_groups(network: nx.Graph[str]) -> list[CityGroup]:
    """Return groups of cities, the largest first.

    Parameters
    ----------
    network : networkx.Graph
        Edges with ``weight`` and ``reasons``.

    Notes
    -----
    Louvain communities [1]_ with a fixed seed over nodes in a fixed order, so the groups are the
    same on each run. A group is named by what all or most of its members share: first a
    cooperation, else their heaviest common thing.

    References
    ----------
    .. [1] V. D. Blondel et al., "Fast unfolding of communities in large networks", Journal of
       Statistical Mechanics, 2008, P10008.
    """
    ordered: nx.Graph[str] = nx.Graph()
    ordered.add_nodes_from(sorted(network))
    ordered.add_weighted_edges_from(sorted(network.edges(data="weight")))
    communities = nx.community.louvain_communities(ordered, weight="weight", seed=_SEED)
    ranked = sorted(communities, key=lambda members: (-len(members), min(members)))
    return [
        CityGroup(number, _group_label(network, members), tuple(sorted(members)))
        for number, members in enumerate(ranked)
    ]


def _group_label(network: nx.Graph[str], members: set[str]) -> str:
    if len(members) == 1:
        return str(network.nodes[min(members)]["label"])
    belonging = Counter(name for city in members for name in network.nodes[city]["cooperations"])
    fitting = [
        (count - 0.5 * _outsiders(network, name, members), name)
        for name, count in belonging.items()
        if 2 * count > len(members)
    ]
    if fitting:
        return str(max(fitting)[1])
    return _heaviest_thing(d["reasons"] for _, _, d in network.subgraph(members).edges(data=True))


def _outsiders(network: nx.Graph[str], cooperation: str, members: set[str]) -> int:
    """Return how many cities of a cooperation are not in the group: the fewer, the better a name."""
    return sum(
        cooperation in names for city, names in network.nodes(data="cooperations") if city not in members
    )


def _heaviest_thing(reasons: Iterable[list[Reason]]) -> str:
    weights: Counter[str] = Counter()
    for each in reasons:
        for reason in each:
            if reason.layer is not Layer.CO_MENTION:
                weights[reason.label] += int(1000 * reason.weight)
    return max(weights, key=lambda label: (weights[label], label)) if weights else ""


def bridge_cities(network: nx.Graph[str]) -> set[str]:
    """Return the cities that most ways between groups lead through.

    Betweenness [1]_ is taken over the backbone, where strong ties are short, and only cities with a
    tie into another group count.

    References
    ----------
    .. [1] L. C. Freeman, "A set of measures of centrality based on betweenness", Sociometry 40,
       1977.
    """
    backbone: nx.Graph[str] = nx.Graph()
    for left, right, data in network.edges(data=True):
        if data["backbone"]:
            backbone.add_edge(left, right, distance=1 / data["weight"])
    between = nx.betweenness_centrality(backbone, weight="distance")
    group = {city: int(data["group"]) for city, data in network.nodes(data=True)}
    outward = {c for c in backbone if any(group[other] != group[c] for other in backbone[c])}
    ranked = sorted((c for c in outward if between[c] > 0), key=lambda c: (-between[c], c))
    return set(ranked[:MOST_BRIDGES])
