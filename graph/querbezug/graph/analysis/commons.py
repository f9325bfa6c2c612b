"""What the cities of a group share, and names of groups made of it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import coo_array, csr_array

from querbezug.graph.analysis.layers import Shared, layer_weights, weight_of
from querbezug.graph.analysis.model import Layer
from querbezug.graph.analysis.ties import CityTies

_TELLING = (Layer.COOPERATION, Layer.GOAL, Layer.MEASURE, Layer.THEME)
"""Layers whose things say what a group is about."""

_MOST = 12

Rows = Sequence[NDArray[np.int64]]
"""For each group the rows of its cities in :class:`CityTies`."""


@dataclass(frozen=True, slots=True)
class Common:
    """Something that several cities of a group have.

    Attributes
    ----------
    layer : Layer
        What it is.
    thing : int
        Its index in the projection.
    cities : int
        How many of the group have it.
    weight : float
        What it adds to the ties within the group.
    """

    layer: Layer
    thing: int
    cities: int
    weight: float


def membership(groups: Rows, cities: int) -> csr_array:
    """Return which city is in which group, shape (groups, cities), entries 1."""
    rows = np.repeat(np.arange(len(groups)), [len(group) for group in groups])
    columns = np.concatenate([*groups, np.zeros(0, np.int64)]).astype(np.int64)
    return csr_array(coo_array((np.ones(len(rows), np.int64), (rows, columns)), shape=(len(groups), cities)))


def common_things(ties: CityTies, groups: Rows, most: int = _MOST) -> list[list[Common]]:
    """Return what the cities of each group share, the heaviest first.

    Parameters
    ----------
    ties : CityTies
        What ties the cities.
    groups : sequence of array of int
        Rows of the cities of each group.
    most : int
        At most so many things of each layer for a group.

    Notes
    -----
    A thing that k of the group's cities have adds its weight to k(k − 1)/2 ties; where editors
    concluded that a city has it, half of that.
    """
    within = membership(groups, len(ties.cities))
    found: list[list[Common]] = [[] for _ in groups]
    for shared in ties.shared:
        for group, common in _of_layer(shared, within, len(ties.cities), most):
            found[group].append(common)
    return [sorted(each, key=lambda one: (-one.weight, one.layer, one.thing)) for each in found]


def _of_layer(shared: Shared, within: csr_array, cities: int, most: int) -> Iterator[tuple[int, Common]]:
    half = layer_weights()["inferred-share"]
    having, stated = csr_array(within @ shared.having), csr_array(within @ shared.stated)
    pairs = csr_array(_pairs(having) * half + _pairs(stated) * (1 - half))
    pairs.eliminate_zeros()
    weights = weight_of(shared.layer, shared.counts, cities)
    for group in range(within.shape[0]):
        columns = pairs.indices[pairs.indptr[group] : pairs.indptr[group + 1]]
        values = pairs.data[pairs.indptr[group] : pairs.indptr[group + 1]] * weights[columns]
        for n in np.lexsort((columns, -values))[:most]:
            column = int(columns[n])
            yield (
                group,
                Common(
                    shared.layer, int(shared.things[column]), int(having[group, column]), float(values[n])
                ),
            )


def _pairs(counts: csr_array) -> csr_array:
    found = counts.astype(np.float64)
    found.data = found.data * (found.data - 1) / 2
    return found


def group_names(ties: CityTies, groups: Rows) -> list[tuple[str, str]]:
    """Return a name for each group and the IRI of the thing it comes from; no name comes twice.

    A group is called by the cooperation that fits it best, if most of its cities belong to it; else
    by the heaviest thing that they share; else by its largest city.

    Parameters
    ----------
    groups : sequence of array of int
        Rows of the cities of each group.
    """
    projection = ties.projection
    names: dict[int, tuple[str, str]] = {}
    taken: set[str] = set()
    wishes = [*_fitting(ties, groups), *_heaviest(common_things(ties, groups))]
    for group, thing in wishes:
        label = projection.labels[thing]
        if group not in names and label not in taken and len(groups[group]) > 1:
            names[group] = (label, projection.iris[thing])
            taken.add(label)
    for group, rows in enumerate(groups):
        if group not in names:
            label = _by_city(ties, rows, taken)
            names[group] = (label, "")
            taken.add(label)
    return [names[group] for group in range(len(groups))]


def _fitting(ties: CityTies, groups: Rows) -> Iterator[tuple[int, int]]:
    """Yield groups with cooperations of most of their cities, those that fit best (F1) first."""
    columns = np.searchsorted(ties.areas.towns, ties.cities)
    members = csr_array(ties.areas.members[:, columns])
    size = np.diff(members.indptr)
    shared = coo_array(membership(groups, len(ties.cities)) @ members.T)
    sizes = np.array([len(group) for group in groups])
    fits = 2 * shared.data / (sizes[shared.row] + size[shared.col])
    labels = ties.projection.labels
    ranked = sorted(
        zip((-fits).tolist(), shared.row.tolist(), shared.col.tolist(), shared.data.tolist(), strict=True),
        key=lambda each: (*each[:2], labels[each[2]]),
    )
    for _, group, cooperation, count in ranked:
        if 2 * count > len(groups[group]):
            yield group, cooperation


def _heaviest(commons: Iterable[list[Common]]) -> Iterator[tuple[int, int]]:
    for group, things in enumerate(commons):
        telling = [each for each in things if each.layer in _TELLING]
        yield from ((group, each.thing) for each in telling)


def _by_city(ties: CityTies, rows: NDArray[np.int64], taken: set[str]) -> str:
    """Return the largest city's name; with the last part of its IRI where another is called so."""
    projection = ties.projection
    population: Mapping[int, int] = projection.population
    cities = [int(ties.cities[row]) for row in rows]
    largest = min(cities, key=lambda city: (-population.get(city, 0), projection.iris[city]))
    label = projection.labels[largest]
    return label if label not in taken else f"{label} ({projection.iris[largest].rsplit('/', 1)[-1]})"
