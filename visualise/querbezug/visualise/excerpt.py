"""Of a network too large to be looked at: the large cities of the large groups, and their strongest ties."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from itertools import islice

import networkx as nx

MOST_CITIES = 60
MOST_TIES = 90
OF_A_GROUP = 5
"""So many cities stand for a group in the first round; what is free then goes to further cities."""


def excerpt(
    graph: nx.Graph[str], most_cities: int = MOST_CITIES, most_ties: int = MOST_TIES
) -> nx.Graph[str]:
    """Return the network, or what can be drawn of it where it has more cities than that.

    Parameters
    ----------
    graph : networkx.Graph
        The city network: nodes with ``population`` and ``group``, edges with ``weight``.
    most_cities, most_ties : int
        How many to keep at most.

    Returns
    -------
    networkx.Graph
        The same object where it is small enough; else a new one whose edges have a ``backbone`` of
        their own: a maximum spanning forest and the strongest other ties. ``graph["left_out"]`` is
        how many cities it lacks, ``graph["total_edges"]`` how many ties the whole has.
    """
    if len(graph) <= most_cities:
        return graph
    chosen = graph.subgraph(_large_ones(graph, most_cities)).copy()
    drawn = _strongest(chosen, most_ties)
    for a, b, data in chosen.edges(data=True):
        data["backbone"] = frozenset((a, b)) in drawn
    chosen.graph["left_out"] = len(graph) - len(chosen)
    return chosen


def _large_ones(graph: nx.Graph[str], most: int) -> set[str]:
    """Return large cities of the groups with most inhabitants, some of each, tied to each other."""
    people = {city: data.get("population") or 0 for city, data in graph.nodes(data=True)}
    members: dict[int, set[str]] = defaultdict(set)
    for city, data in graph.nodes(data=True):
        members[data["group"]].add(city)
    groups = sorted(members, key=lambda group: (-sum(people[c] for c in members[group]), group))
    growing = [_grown(graph, members[group], people) for group in groups]
    chosen: set[str] = set()
    while len(chosen) < most:
        for each in growing:
            chosen.update(islice(each, min(OF_A_GROUP, most - len(chosen))))
    return chosen


def _grown(graph: nx.Graph[str], members: set[str], people: Mapping[str, int]) -> Iterator[str]:
    """Yield the cities of a group: the largest, then always the largest that is tied to one before."""
    left, near = set(members), set[str]()
    while left:
        city = min(near or left, key=lambda city: (-people[city], city))
        left.discard(city)
        near = (near | set(graph[city])) & left
        yield city


def _strongest(graph: nx.Graph[str], most: int) -> set[frozenset[str]]:
    forest = {frozenset(edge) for edge in nx.maximum_spanning_edges(graph, weight="weight", data=False)}
    weights = {frozenset((a, b)): float(data["weight"]) for a, b, data in graph.edges(data=True)}
    rest = sorted(weights.keys() - forest, key=lambda tie: (-weights[tie], *sorted(tie)))
    return forest | set(islice(rest, max(0, most - len(forest))))
