"""What ties cities together: a networkx graph whose edges carry their reasons."""

from __future__ import annotations

from collections import defaultdict

import networkx as nx

from querbezug.graph.analysis.backbone import backbone
from querbezug.graph.analysis.groups import GroupingTies, bridge_cities, city_groups
from querbezug.graph.analysis.model import Reason
from querbezug.graph.analysis.projection import Projection
from querbezug.graph.analysis.ties import CityTies

MOST_PAIRWISE = 1_500
"""With more cities than these, only the strongest ties of each are kept."""

STRONGEST = 10


def city_network(
    projection: Projection, *, ties: CityTies | None = None, strongest: int | None = None
) -> nx.Graph[str]:
    """Return the network of the cities and what ties them.

    Parameters
    ----------
    projection : Projection
        The store as arrays.
    ties : CityTies, optional
        What ties them, by all layers or some; all layers unless told.
    strongest : int, optional
        Only the so many strongest ties of each city; all of them up to :data:`MOST_PAIRWISE`
        cities, :data:`STRONGEST` beyond, unless told.

    Returns
    -------
    networkx.Graph
        Nodes are IRIs of municipalities with ``label``, ``population``, ``latitude``, ``longitude``,
        ``cooperations`` (labels), ``group`` (position in ``graph["groups"]``) and ``bridge``. Edges
        have ``weight``, ``reasons`` (a sequence of :class:`Reason`, heaviest first, worked out when
        looked at) and ``backbone``; ``graph["backbone"]`` says how that was found.

    Notes
    -----
    The weight of a tie is explained at :class:`~querbezug.graph.analysis.ties.CityTies`.
    """
    ties = ties or CityTies(projection)
    network: nx.Graph[str] = nx.Graph()
    cooperations = _cooperations(ties)
    for city in ties.cities.tolist():
        latitude, longitude = projection.positions.get(city, (None, None))
        network.add_node(
            projection.iris[city],
            label=projection.labels[city],
            population=projection.population.get(city),
            latitude=latitude,
            longitude=longitude,
            cooperations=cooperations.get(city, []),
        )
    if strongest is None and len(network) > MOST_PAIRWISE:
        strongest = STRONGEST
    for left, right, weight in zip(*(part.tolist() for part in ties.pairs(strongest)), strict=True):
        a, b = int(ties.cities[left]), int(ties.cities[right])
        network.add_edge(
            projection.iris[a], projection.iris[b], weight=weight, reasons=ties.reasons_later(a, b)
        )
    return _described(network, ties)


def _cooperations(ties: CityTies) -> dict[int, list[str]]:
    """Return the labels of the cooperations that each city belongs to."""
    members = ties.areas.members.tocoo()
    found: dict[int, list[str]] = defaultdict(list)
    for cooperation, column in zip(members.row.tolist(), members.col.tolist(), strict=True):
        found[int(ties.areas.towns[column])].append(ties.projection.labels[cooperation])
    return {city: sorted(names) for city, names in found.items()}


def ties_between(projection: Projection, left: str, right: str, ties: CityTies | None = None) -> list[Reason]:
    """Return what ties two cities, the heaviest reason first.

    Parameters
    ----------
    left, right : str
        IRIs of municipalities.
    ties : CityTies, optional
        What ties the cities, where somebody has it already.

    Raises
    ------
    KeyError
        If the graph does not know one of them.
    """
    ties = ties or CityTies(projection)
    return ties.reasons(projection.index[left], projection.index[right])


def _described(network: nx.Graph[str], ties: CityTies) -> nx.Graph[str]:
    """Add groups, backbone and bridges to the network."""
    carrying = backbone(network)
    for left, right, data in network.edges(data=True):
        data["backbone"] = frozenset((left, right)) in carrying.edges
    grouping = GroupingTies.of(network, ties)
    groups = city_groups(grouping, ties)
    network.graph["backbone"] = carrying
    network.graph["groups"] = groups
    network.graph["total_edges"] = network.number_of_edges()
    for group in groups:
        for member in group.members:
            network.nodes[member]["group"] = group.number
    bridges = bridge_cities(grouping, groups)
    for city, data in network.nodes(data=True):
        data["bridge"] = city in bridges
    return network


def closest_cities(network: nx.Graph[str], city: str, most: int = 6) -> dict[str, float]:
    """Return the cities that ``city`` is tied to most, with the weights; none for other things."""
    if city not in network:
        return {}
    ranked = sorted((-float(tie["weight"]), other) for other, tie in network[city].items())
    return {other: -weight for weight, other in ranked[:most]}
