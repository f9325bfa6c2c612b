"""What holds the groups of cities together, and what would be lost with it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

import networkx as nx
import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_array

from querbezug.graph.analysis.betweenness import Betweenness, betweenness
from querbezug.graph.analysis.commons import Rows
from querbezug.graph.analysis.cuts import Cut, Parting
from querbezug.graph.analysis.model import Layer
from querbezug.graph.analysis.sparse import row_of
from querbezug.graph.analysis.ties import CityTies
from querbezug.graph.analysis.two_mode import Between, TwoMode
from querbezug.graph.backends.converting import dispatched
from querbezug.ontology.terms import QUER

_MOST_PAIRS = 60
"""Of what ties more groups, the pairs of the groups in which most have it are looked at."""

_NOTHING = 1e-9


@dataclass(frozen=True, slots=True)
class Loss:
    """What two groups lose with a thing.

    Attributes
    ----------
    groups : (int, int)
        Numbers of the groups.
    reasons, of : int
        How many of how many reasons between a city of the one and a city of the other.
    share : float
        Its part of all that ties the two groups, by weight.
    strongest : bool
        Whether nothing else ties them more.
    """

    groups: tuple[int, int]
    reasons: int
    of: int
    share: float
    strongest: bool

    @property
    def only(self) -> bool:
        """Whether nothing else ties them."""
        return self.reasons == self.of


@dataclass(frozen=True, slots=True)
class Bridge:
    """A thing that ways between cities of different groups lead through.

    Attributes
    ----------
    layer : Layer
        What it is.
    things : tuple of int
        Its index in the projection; two where two comparable things tie together.
    cities : tuple of int
        Indices of the cities that have it.
    groups : tuple of int
        Numbers of the groups they are in.
    between, error : float
        Share of the shortest ways between cities that lead through it, and half the width of its
        95 % interval.
    loss : Loss
        Of the two groups that lose most with it.
    """

    layer: Layer
    things: tuple[int, ...]
    cities: tuple[int, ...]
    groups: tuple[int, ...]
    between: float
    error: float
    loss: Loss


@dataclass(frozen=True, slots=True)
class PlaceBridge:
    """A place where joint plans of different groups lie.

    ``joint`` are the goals and measures, ``cities`` those that have them, ``groups`` theirs.
    """

    place: int
    joint: tuple[int, ...]
    cities: tuple[int, ...]
    groups: tuple[int, ...]
    weight: float


@dataclass(frozen=True, slots=True)
class CityBridge:
    """A city that ways between others lead through; values as in :class:`Bridge`."""

    city: int
    groups: tuple[int, ...]
    between: float
    error: float


class Bridges:
    """The bridges between groups of cities.

    Parameters
    ----------
    ties : CityTies
        What ties the cities.
    groups : sequence of array of int
        Rows of the cities of each group.

    Notes
    -----
    Cities and what ties them are one graph with two sorts of nodes [1]_, in which rare joint things
    are near. A bridge is what many shortest ways between cities lead through (betweenness, see
    :func:`~querbezug.graph.analysis.betweenness.betweenness`) and what ties cities of different
    groups. Articulation points [2]_ of the same graph cut cities off.

    References
    ----------
    .. [1] S. P. Borgatti, M. G. Everett, "Network analysis of 2-mode data", Social Networks 19,
       1997.
    .. [2] J. Hopcroft, R. Tarjan, "Efficient algorithms for graph manipulation", Communications of
       the ACM 16 (6), 1973.
    """

    def __init__(self, ties: CityTies, groups: Rows) -> None:
        self.ties = ties
        self.columns = TwoMode.of(ties)
        self._graph = self.columns.graph()
        self._having = csr_array(self.columns.having.T)
        self._parting = Parting(self.columns.having)
        self._between: Between = self.columns.between(groups)
        self.group = np.zeros(len(ties.cities), dtype=np.int64)
        for number, rows in enumerate(groups):
            self.group[rows] = number
        self.measured: Betweenness = betweenness(self._graph, range(len(ties.cities)))

    @property
    def _values(self) -> NDArray[np.float64]:
        return self.measured.values[len(self.ties.cities) :]

    def things(self, most: int) -> list[Bridge]:
        """Return the things that most ways lead through and that tie several groups."""
        outward = self._between.outward() > 0
        found = np.flatnonzero(outward & (self._values > _NOTHING))
        order = found[np.lexsort((found, -np.round(self._values[found], 9)))]
        return [self._bridge(int(column)) for column in order[:most]]

    def _bridge(self, column: int) -> Bridge:
        cities = row_of(self._having, column)
        node = len(self.ties.cities) + column
        return Bridge(
            self.columns.layer_of(column),
            self._things_of(column),
            tuple(int(self.ties.cities[row]) for row in cities),
            tuple(self._between.groups_of(column)),
            float(self.measured.values[node]),
            float(self.measured.errors[node]),
            self._loss(column),
        )

    def _things_of(self, column: int) -> tuple[int, ...]:
        left, right = int(self.columns.left[column]), int(self.columns.right[column])
        return (left,) if left == right else (left, right)

    def _loss(self, column: int) -> Loss:
        """Return what the two groups lose that lose most."""
        losses = [self._of_pair(column, *pair) for pair in self._pairs(column)]
        return max(
            losses, key=lambda loss: (round(loss.share, 9), loss.reasons, -loss.groups[0], -loss.groups[1])
        )

    def _pairs(self, column: int) -> list[tuple[int, int]]:
        """Return pairs of groups that a column ties, those first in which most cities have it."""
        left, right = self._between.of_left(column), self._between.of_right(column)
        ties = Counter({(a, b): left[a] * right[b] for a in left for b in right if a < b})
        ties.update({(b, a): left[a] * right[b] for a in left for b in right if a > b})
        return sorted(ties, key=lambda pair: (-ties[pair], pair))[:_MOST_PAIRS]

    def _of_pair(self, column: int, a: int, b: int) -> Loss:
        columns, pairs = self._between.reasons(a, b)
        here = int(np.searchsorted(columns, column))
        weights = self.columns.weight[columns] * pairs
        return Loss(
            (a, b),
            int(pairs[here]),
            int(pairs.sum()),
            float(weights[here] / weights.sum()),
            bool(weights[here] >= weights.max() - _NOTHING),
        )

    def cities(self, most: int) -> list[CityBridge]:
        """Return the cities that most ways between others lead through, and that tie several groups."""
        found: list[CityBridge] = []
        rank = np.argsort(-np.round(self.measured.values[: len(self.ties.cities)], 9), kind="stable")
        for row in rank.tolist():
            if len(found) == most or self.measured.values[row] <= _NOTHING:
                break
            columns = row_of(self.columns.having, row)
            groups = np.unique([g for column in columns for g in self._between.groups_of(int(column))])
            if len(groups) > 1:
                numbers = tuple(int(group) for group in groups if group != self.group[row])
                value, error = float(self.measured.values[row]), float(self.measured.errors[row])
                found.append(CityBridge(int(self.ties.cities[row]), numbers, value, error))
        return found

    def cuts(self, most: int) -> list[Cut]:
        """Return what cuts cities off, the most cities first.

        Of very many articulation points those are tried that most ways lead through.
        """
        points = [int(node) for node in nx.articulation_points(dispatched(self._graph))]
        points.sort(key=lambda node: (-round(float(self.measured.values[node]), 9), node))
        cuts = [self._cut(node) for node in points[: 3 * most]]
        return sorted(cuts, key=lambda cut: (-len(cut.apart), cut.things))[:most]

    def _cut(self, node: int) -> Cut:
        size = len(self.ties.cities)
        cities = tuple(int(self.ties.cities[row]) for row in self._parting.apart(node))
        if node < size:
            return Cut(None, (int(self.ties.cities[node]),), cities)
        return Cut(self.columns.layer_of(node - size), self._things_of(node - size), cities)

    def places(self, most: int) -> list[PlaceBridge]:
        """Return the places in which most of what ties different groups is planned.

        A thing counts for each pair of cities of different groups it ties, times its weight.
        """
        projection = self.ties.projection
        planned = np.isin(self.columns.layer, [_code(Layer.MEASURE), _code(Layer.GOAL)])
        outward = self._between.outward() * planned
        score = np.zeros(len(projection.iris))
        np.add.at(score, self.columns.left, outward * self.columns.weight)
        located = csr_array(projection.incidence(QUER.planningArea).T)
        of_place = located @ score
        of_place[~projection.is_kind("place", "region")] = 0.0
        order = [int(n) for n in np.argsort(-np.round(of_place, 9), kind="stable")[:most] if of_place[n] > 0]
        return [self._place(place, located, score, float(of_place[place])) for place in order]

    def _place(
        self, place: int, located: csr_array, score: NDArray[np.float64], weight: float
    ) -> PlaceBridge:
        joint = sorted(int(thing) for thing in row_of(located, place) if score[thing] > 0)
        having = self.ties.areas.having[joint]
        towns = self.ties.areas.towns[np.unique(having.indices)]
        rows = [self.ties.row[int(town)] for town in towns if int(town) in self.ties.row]
        groups = tuple(np.unique(self.group[rows]).tolist())
        return PlaceBridge(place, tuple(joint), tuple(towns.tolist()), groups, weight)


def _code(layer: Layer) -> int:
    return tuple(Layer).index(layer)


def two_mode_network(bridges: Sequence[Bridge], ties: CityTies) -> nx.Graph[str]:
    """Return bridges and the cities that have them; nodes have ``label`` and ``kind``, edges ``weight``."""
    projection = ties.projection
    network: nx.Graph[str] = nx.Graph()
    for bridge in bridges:
        for number in (*bridge.things, *bridge.cities):
            network.add_node(
                projection.iris[number], label=projection.labels[number], kind=projection.kinds[number]
            )
        for thing in bridge.things:
            for city in bridge.cities:
                network.add_edge(projection.iris[city], projection.iris[thing], weight=1.0, reasons=[])
    return network
