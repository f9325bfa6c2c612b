"""How a network looks when Gephi opens it: colours by group or kind, sizes, positions."""

from __future__ import annotations

from math import cos, log10, radians
from typing import Any

import networkx as nx

# Okabe and Ito, "Color Universal Design", 2008: told apart by colour-blind readers, too.
_COLOURS = ("0072b2", "e69f00", "009e73", "d55e00", "56b4e9", "cc79a7", "f0e442", "999999")
_SEED = 20201123
_MOST = 1_500
"""Networks with more nodes are not laid out: Gephi does that quicker."""

_SCALE = 100.0
_MIDDLE = cos(radians(51.0))
"""How much shorter a degree of longitude is than one of latitude in the middle of Germany."""


def gephi_looks(network: nx.Graph[str]) -> dict[str, dict[str, Any]]:
    """Return for each node what GEXF calls ``viz``: colour, size and, where there is one, position."""
    places = _positions(network)
    sorts = {node: str(data.get("group", data.get("kind", ""))) for node, data in network.nodes(data=True)}
    numbers = {sort: number for number, sort in enumerate(sorted(set(sorts.values())))}
    looks: dict[str, dict[str, Any]] = {}
    for node, data in network.nodes(data=True):
        looks[node] = {"color": _colour(numbers[sorts[node]]), "size": _size(data.get("population"))}
        if node in places:
            x, y = places[node]
            looks[node]["position"] = {"x": x, "y": y, "z": 0.0}
    return looks


def _colour(number: int) -> dict[str, Any]:
    code = _COLOURS[number % len(_COLOURS)]
    return {"r": int(code[:2], 16), "g": int(code[2:4], 16), "b": int(code[4:], 16), "a": 1.0}


def _size(population: object) -> float:
    inhabitants = float(population) if isinstance(population, int | float) else 0.0
    return round(max(4.0, 4.0 * log10(max(inhabitants, 10.0))), 2)


def _positions(network: nx.Graph[str]) -> dict[str, tuple[float, float]]:
    """Return where nodes lie: on the map if all are on it, else by forces (Fruchterman, Reingold 1991)."""
    on_map = {
        node: (_SCALE * _MIDDLE * data["longitude"], _SCALE * data["latitude"])
        for node, data in network.nodes(data=True)
        if data.get("latitude") is not None and data.get("longitude") is not None
    }
    if len(on_map) == len(network) or len(network) > _MOST:
        return on_map
    ordered: nx.Graph[str] = nx.Graph()
    ordered.add_nodes_from(sorted(network))
    weights = {
        (min(left, right), max(left, right)): float(data.get("weight", 1.0))
        for left, right, data in network.edges(data=True)
    }
    ordered.add_weighted_edges_from((*ends, weight) for ends, weight in sorted(weights.items()))
    laid = nx.spring_layout(ordered, seed=_SEED, weight="weight")
    return {node: (10 * _SCALE * float(x), 10 * _SCALE * float(y)) for node, (x, y) in laid.items()}
