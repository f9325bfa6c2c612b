"""How themes hang together: fields coupled by shared measures and topics, themes that are only on paper."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

import networkx as nx
import numpy as np
from numpy.typing import NDArray
from scipy.sparse import coo_array, csr_array, triu

from querbezug.graph.analysis.model import Layer, Reason
from querbezug.graph.analysis.projection import Projection
from querbezug.graph.analysis.serving import Serving
from querbezug.graph.analysis.sparse import in_column, in_row, marked, row_of
from querbezug.ontology.terms import QUER

Things = NDArray[np.int32]
Counts = NDArray[np.int64]

MOST_REASONS = 20
"""So many measures are named as reasons of one coupling; the count tells of the rest."""


def field_network(
    projection: Projection, serving: Serving, measures: Things, fields: Things, strongest: int = 500
) -> nx.Graph[str]:
    """Return the network of fields that are coupled by the measures that serve both.

    Parameters
    ----------
    projection : Projection
        The store as arrays.
    serving : Serving
        Which measure serves which theme.
    measures, fields : array of int32
        Indices of the measures that count, and of the fields of action and cross-cutting themes.
    strongest : int
        Only the so many strongest couplings.

    Returns
    -------
    networkx.Graph
        Nodes are IRIs of fields with ``label``, ``kind`` and ``measures`` (how many). Edges have
        ``measures`` (how many serve both), ``weight``, ``topics`` (labels of shared topics, the
        rarest first) and ``reasons`` (a tuple of :class:`Reason`, the heaviest first, at most
        :data:`MOST_REASONS`). ``graph["total_edges"]`` counts all couplings.

    Notes
    -----
    One-mode projection of measures × fields. A measure that serves k fields adds 1 / (k - 1) to the
    weight of each pair of them, so that one measure for everything does not couple everything [1]_.

    References
    ----------
    .. [1] M. E. J. Newman, "Scientific collaboration networks. II. Shortest paths, weighted
       networks, and centrality", Physical Review E 64, 016132, 2001.
    """
    serves = csr_array(serving.themes[measures][:, fields])
    shares = _shares(in_row(serves))
    network: nx.Graph[str] = nx.Graph()
    for field, count in zip(fields.tolist(), in_column(serves).tolist(), strict=True):
        iri = projection.iris[field]
        network.add_node(iri, label=projection.labels[field], kind=projection.kinds[field], measures=count)
    of_field = csr_array(serves.T)
    shared = _SharedTopics(projection, serving, measures, fields)
    cells = coo_array(triu(of_field @ (serves * shares[:, None]), k=1))
    network.graph["total_edges"] = cells.nnz
    for left, right, weight in _strongest(cells, strongest):
        together = np.intersect1d(row_of(of_field, left), row_of(of_field, right))
        network.add_edge(
            projection.iris[fields[left]],
            projection.iris[fields[right]],
            measures=len(together),
            weight=weight,
            topics=shared.labels(left, right),
            reasons=_reasons(projection, measures[together], shares[together]),
        )
    return network


def _shares(per_measure: Counts) -> NDArray[np.float64]:
    """Return what a measure that serves so many fields adds to each pair of them."""
    return np.where(per_measure > 1, 1 / np.maximum(per_measure - 1, 1), 0.0)


def _strongest(cells: coo_array, most: int) -> Iterator[tuple[int, int, float]]:
    """Yield the largest entries, the largest first."""
    order = np.lexsort((cells.col, cells.row, -cells.data))[:most]
    yield from zip(*(part[order].tolist() for part in (cells.row, cells.col, cells.data)), strict=True)


def _reasons(projection: Projection, measures: Things, shares: NDArray[np.float64]) -> tuple[Reason, ...]:
    order = np.lexsort((measures, -shares))[:MOST_REASONS]
    return tuple(
        Reason(
            Layer.MEASURE,
            projection.iris[measures[n]],
            projection.labels[measures[n]],
            float(shares[n]),
            sources=projection.sources.get(int(measures[n]), ()),
        )
        for n in order
    )


class _SharedTopics:
    """The topics of the goals and measures of fields, to be compared pair by pair."""

    def __init__(self, projection: Projection, serving: Serving, measures: Things, fields: Things) -> None:
        self._labels = projection.labels
        self._topics = projection.numbers("topic")
        planned = np.r_[projection.numbers("goal"), measures]
        of_field = csr_array(csr_array(serving.themes[planned][:, fields]).T)
        self._having = marked(of_field @ csr_array(serving.named[planned][:, self._topics]))
        self._frequent = in_column(self._having)

    def labels(self, left: int, right: int) -> tuple[str, ...]:
        """Return the topics that two fields share, the rarest first."""
        common = np.intersect1d(row_of(self._having, left), row_of(self._having, right))
        order = np.lexsort((common, self._frequent[common]))
        return tuple(self._labels[self._topics[common[n]]] for n in order)


class Standing(StrEnum):
    """How much there is behind a cross-cutting theme."""

    LIVED = "lived"
    """A measure contributes to one of its goals."""
    NAMED = "named"
    """Measures name it, but none contributes to a goal of it."""
    PAPER = "paper"
    """No measure has anything to do with it."""


@dataclass(frozen=True)
class ThemeUse:
    """What stands behind themes.

    Attributes
    ----------
    themes : array of int32, shape (t,)
        Indices of the themes, ascending.
    goals, naming, pursuing : array of int64, shape (t,)
        Goals that name each; measures that name it; measures that contribute to one of its goals.
    stated : array of int64, shape (t,)
        Of the measures that name it, those where a source says so and no editor concluded it.
    """

    themes: Things
    goals: Counts
    naming: Counts
    pursuing: Counts
    stated: Counts

    def standing(self, number: int) -> Standing:
        """Return how much there is behind the theme at a position."""
        if self.pursuing[number]:
            return Standing.LIVED
        return Standing.NAMED if self.naming[number] else Standing.PAPER


def theme_use(projection: Projection, serving: Serving, themes: Things) -> ThemeUse:
    """Return what stands behind each of some themes, over everything that is loaded.

    Parameters
    ----------
    projection : Projection
        The store as arrays.
    serving : Serving
        Which measure serves which theme.
    themes : array of int32, shape (t,)
        Indices of cross-cutting themes or fields.
    """
    goals, measures = projection.numbers("goal"), projection.numbers("measure")
    surely = projection.incidence(QUER.theme, stated_only=True)
    return ThemeUse(
        themes=themes,
        goals=in_column(csr_array(serving.named[goals]))[themes],
        naming=in_column(csr_array(serving.named[measures]))[themes],
        pursuing=in_column(csr_array(serving.by_goal[measures]))[themes],
        stated=in_column(csr_array(surely[measures]))[themes],
    )


def serving_several(serving: Serving, measures: Things, themes: Things) -> list[tuple[int, Things]]:
    """Return the measures that serve two or more of some themes, those of most themes first.

    Returns
    -------
    list of (int, array of int32)
        Index of each measure, and of the themes it serves, ascending.
    """
    serves = csr_array(serving.themes[measures][:, themes])
    many = np.flatnonzero(in_row(serves) > 1)
    order = many[np.lexsort((measures[many], -in_row(serves)[many]))]
    return [(int(measures[n]), themes[row_of(serves, int(n))]) for n in order]


@dataclass(frozen=True)
class ServingBoth:
    """Measures that serve two themes.

    Attributes
    ----------
    measures : array of int32, shape (k,)
        Their indices, ascending.
    first, second : tuple of array of int32
        Of each measure: the themes of either side that it names, and the goals of either side that
        it contributes to, ascending.
    """

    measures: Things
    first: tuple[Things, ...]
    second: tuple[Things, ...]


def serving_both(serving: Serving, measures: Things, first: Things, second: Things) -> ServingBoth:
    """Return the measures that serve both of two groups of themes.

    Parameters
    ----------
    serving : Serving
        Which measure serves which goal and theme.
    measures : array of int32
        Indices of the measures that count.
    first, second : array of int32
        Themes of either side, as :meth:`Serving.family` finds them.
    """
    serves = serving.themes[measures]
    either = [in_row(csr_array(serves[:, side])) > 0 for side in (first, second)]
    found = measures[either[0] & either[1]]
    goals_of = [np.flatnonzero(in_row(csr_array(serving.named[:, side])) > 0) for side in (first, second)]
    ways = [
        tuple(_ways(serving, int(measure), side, goals) for measure in found)
        for side, goals in zip((first, second), goals_of, strict=True)
    ]
    return ServingBoth(found, ways[0], ways[1])


def _ways(serving: Serving, measure: int, themes: Things, goals: NDArray[np.int64]) -> Things:
    """Return the themes that a measure names and the goals it contributes to, of those given."""
    named = np.intersect1d(row_of(serving.named, measure), themes)
    pursued = np.intersect1d(row_of(serving.goals, measure), goals)
    found: Things = np.r_[named, pursued].astype(np.int32)
    return found
