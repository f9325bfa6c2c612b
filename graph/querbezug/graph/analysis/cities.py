"""What ties cities together: a networkx graph whose edges carry their reasons."""

from __future__ import annotations

import tomllib
from collections import defaultdict
from collections.abc import Iterator
from functools import cache
from importlib.resources import files
from itertools import product
from math import log

import networkx as nx
import numpy as np
from scipy.sparse import csr_array, triu

from querbezug.graph.analysis.backbone import backbone_edges
from querbezug.graph.analysis.groups import bridge_cities, city_groups
from querbezug.graph.analysis.layers import CityLayers, Item
from querbezug.graph.analysis.model import Layer, Reason
from querbezug.graph.analysis.projection import Projection


@cache
def layer_weights() -> dict[str, float]:
    """Return the weights of ``weights.toml``."""
    return tomllib.loads(files(__package__).joinpath("weights.toml").read_text(encoding="utf-8"))


def city_network(projection: Projection) -> nx.Graph[str]:
    """Return the network of the cities and what ties them.

    Parameters
    ----------
    projection : Projection
        The store as arrays.

    Returns
    -------
    networkx.Graph
        Nodes are IRIs of municipalities with ``label``, ``population``, ``latitude``, ``longitude``,
        ``cooperations`` (labels), ``group`` (position in ``graph["groups"]``) and ``bridge``. Edges
        have ``weight``, ``reasons`` (:class:`Reason`, heaviest first) and ``backbone``.

    Notes
    -----
    The weight of a tie is the sum over all shared things of the layer's weight times
    ``ln(1 + N / n)``, where ``n`` of the ``N`` cities have the thing [1]_; a link that editors
    concluded counts half.

    References
    ----------
    .. [1] K. Spärck Jones, "A statistical interpretation of term specificity and its application
       in retrieval", Journal of Documentation 28 (1), 1972.
    """
    ties = _Ties(projection)
    network: nx.Graph[str] = nx.Graph()
    for city in ties.layers.cities:
        latitude, longitude = projection.positions.get(city, (None, None))
        network.add_node(
            projection.iris[city],
            label=projection.labels[city],
            population=projection.population.get(city),
            latitude=latitude,
            longitude=longitude,
            cooperations=ties.cooperations_of(city),
        )
    for left, right in ties.pairs():
        reasons = ties.reasons(left, right)
        weight = sum(reason.weight for reason in reasons)
        network.add_edge(projection.iris[left], projection.iris[right], weight=weight, reasons=reasons)
    return _described(network)


def ties_between(projection: Projection, left: str, right: str) -> list[Reason]:
    """Return what ties two cities, the heaviest reason first.

    Parameters
    ----------
    left, right : str
        IRIs of municipalities.

    Raises
    ------
    KeyError
        If the graph does not know one of them.
    """
    ties = _Ties(projection)
    return ties.reasons(projection.index[left], projection.index[right])


def _described(network: nx.Graph[str]) -> nx.Graph[str]:
    """Add groups, backbone and bridges to the network."""
    kept = backbone_edges(network)
    for left, right, data in network.edges(data=True):
        data["backbone"] = frozenset((left, right)) in kept
    groups = city_groups(network)
    network.graph["groups"] = groups
    network.graph["total_edges"] = network.number_of_edges()
    for group in groups:
        for member in group.members:
            network.nodes[member]["group"] = group.number
    bridges = bridge_cities(network)
    for city, data in network.nodes(data=True):
        data["bridge"] = city in bridges
    return network


class _Ties:
    """The layers as one weighted incidence matrix."""

    def __init__(self, projection: Projection) -> None:
        self.projection = projection
        self.layers = CityLayers(projection)
        self._items = list(self.layers.items())
        self._row = {city: number for number, city in enumerate(self.layers.cities)}
        self._crossing = self._comparable()
        self._incidence = self._matrix()

    def _matrix(self) -> csr_array:
        """Return which city has which item, shape (cities, items)."""
        cells = [(self._row[c], j) for j, item in enumerate(self._items) for c in item.cities]
        rows, columns = np.array(cells, dtype=np.int32).reshape(-1, 2).T
        shape = (len(self._row), len(self._items))
        return csr_array((np.ones(len(cells), dtype=np.int8), (rows, columns)), shape=shape)

    def pairs(self) -> Iterator[tuple[int, int]]:
        """Yield the pairs of cities that share anything, in a stable order."""
        shared = triu(self._incidence.astype(np.int32) @ self._incidence.T.astype(np.int32), k=1).tocoo()
        cities = self.layers.cities
        found = {(cities[a], cities[b]) for a, b in zip(shared.row, shared.col, strict=True)}
        yield from sorted(found | set(self._crossing))

    def reasons(self, left: int, right: int) -> list[Reason]:
        """Return what ties two cities (indices in the projection), the heaviest first."""
        reasons = list(self._crossing.get((min(left, right), max(left, right)), ()))
        if left in self._row and right in self._row:
            both = self._columns(left) & self._columns(right)
            reasons += [self._reason(self._items[j], left, right) for j in sorted(both)]
        return sorted(reasons, key=lambda reason: (-reason.weight, reason.layer, reason.iri))

    def cooperations_of(self, city: int) -> list[str]:
        """Return the labels of the cooperations a city belongs to."""
        items = (i for i in self._items if i.layer is Layer.COOPERATION and city in i.cities)
        return sorted(self.projection.labels[item.thing] for item in items)

    def _columns(self, city: int) -> set[int]:
        row = self._row[city]
        start, end = self._incidence.indptr[row], self._incidence.indptr[row + 1]
        return {int(column) for column in self._incidence.indices[start:end]}

    def _reason(self, item: Item, left: int, right: int) -> Reason:
        here, there = item.between(left, right)
        matched = here != there and item.matched_by_editors
        inferred = item.cities[left] or item.cities[right] or matched
        detail = self._name(there) if here != there else ""
        return self._make(item.layer, here, len(item.cities), inferred, detail)

    def _comparable(self) -> dict[tuple[int, int], list[Reason]]:
        """Return the ties by comparable things, which join the cities of the two sides only."""
        found: dict[tuple[int, int], list[Reason]] = defaultdict(list)
        for bridge in self.layers.bridges():
            having = len(bridge.left_cities | bridge.right_cities)
            reason = self._make(
                Layer.COMPARABLE, bridge.left, having, bridge.inferred, self._name(bridge.right)
            )
            for a, b in product(bridge.left_cities, bridge.right_cities):
                if a != b and reason not in found[min(a, b), max(a, b)]:
                    found[min(a, b), max(a, b)].append(reason)
        return found

    def _make(self, layer: Layer, thing: int, having: int, inferred: bool, detail: str) -> Reason:
        weights = layer_weights()
        rarity = log(1 + max(len(self.layers.cities), having) / having)
        weight = weights[layer] * rarity * (weights["inferred-share"] if inferred else 1.0)
        iri, sources = self.projection.iris[thing], self.projection.sources.get(thing, ())
        return Reason(layer, iri, self._name(thing), weight, inferred, sources, detail)

    def _name(self, thing: int) -> str:
        return self.projection.labels[thing]


def closest_cities(network: nx.Graph[str], city: str, most: int = 6) -> dict[str, float]:
    """Return the cities that ``city`` is tied to most, with the weights; none for other things."""
    if city not in network:
        return {}
    ranked = sorted((-float(tie["weight"]), other) for other, tie in network[city].items())
    return {other: -weight for weight, other in ranked[:most]}
