"""The municipalities of the register as arrays: where they lie, how large they are, who is near.

Groups come from cutting the map in halves, again and again, each time across its longer side at the
median (a k-d tree: Bentley, "Multidimensional binary search trees", CACM 18, 1975). So they are
compact, of almost the same size, and cut across counties as planning regions do.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.spatial import cKDTree

from querbezug.graph.gazetteer import Entry, Level, gazetteer

_CENTRE = 51.16, 10.45
_KM_A_DEGREE = 111.2
_GROUP_SIZE = 110
_UNCOVERED = 0.1
_NEAREST = 24

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]


@dataclass(frozen=True)
class Cities:
    """The chosen municipalities.

    Attributes
    ----------
    entries : list of Entry
        By official key, ascending; all arrays are in this order.
    population : array of float, shape (n,)
        Inhabitants, at least 1.
    group : array of int, shape (n,)
        Number of the group of cities; -1 where nobody lives.
    covered : array of bool, shape (n,)
        Whether anybody plans there; the others are gaps on purpose.
    near : array of int, shape (n, k)
        The covered cities of the same group, the nearest first; -1 where there are no more.
    centres : array of float, shape (groups, 2)
        Mean position of each group in kilometres.
    """

    entries: list[Entry]
    population: Floats
    position: Floats
    group: Ints
    covered: NDArray[np.bool_]
    near: Ints
    centres: Floats

    def __len__(self) -> int:
        return len(self.entries)

    def land(self, city: int) -> str:
        """Return the two digits of the federal state."""
        return self.entries[city].ags[:2]

    def members(self, group: int) -> Ints:
        """Return the covered cities of a group, the largest first."""
        found = np.flatnonzero((self.group == group) & self.covered)
        return found[np.argsort(-self.population[found], kind="stable")]


def choose(count: int, chance: np.random.Generator) -> Cities:
    """Return the ``count`` municipalities nearest to the middle of Germany.

    Parameters
    ----------
    count : int
        How many; as many as there are, if it is larger.
    chance : numpy.random.Generator
        Decides who is covered by no plan.
    """
    entries = sorted(_nearest(count), key=lambda entry: entry.ags)
    population = np.array([max(entry.population or 0, 1) for entry in entries], dtype=np.float64)
    position = np.array([_kilometres(entry) for entry in entries])
    lived_in = np.array([bool(entry.population and entry.latitude) for entry in entries])
    group = _groups(position, lived_in)
    covered = lived_in & ~_left_out(population, lived_in, chance)
    centres = np.array([position[group == number].mean(axis=0) for number in range(group.max() + 1)])
    near = _near(position, group, covered)
    return Cities(entries, population, position, group, covered, near, centres)


def _nearest(count: int) -> list[Entry]:
    known = [entry for entry in gazetteer() if entry.level is Level.MUNICIPALITY]
    middle = np.array(_place(*_CENTRE))

    def distance(entry: Entry) -> tuple[bool, float, str]:
        nobody = not (entry.latitude and entry.population)
        return nobody, float(np.hypot(*(np.array(_kilometres(entry)) - middle))), entry.ags

    return sorted(known, key=distance)[:count]


def _kilometres(entry: Entry) -> tuple[float, float]:
    return _place(entry.latitude or _CENTRE[0], entry.longitude or _CENTRE[1])


def _place(latitude: float, longitude: float) -> tuple[float, float]:
    """Return kilometres east and north, flat enough for distances within Germany."""
    return longitude * _KM_A_DEGREE * float(np.cos(np.radians(_CENTRE[0]))), latitude * _KM_A_DEGREE


def _groups(position: Floats, lived_in: NDArray[np.bool_]) -> Ints:
    group = np.full(len(position), -1, dtype=np.int64)
    cities = np.flatnonzero(lived_in)
    halvings = max(2, round(float(np.log2(len(cities) / _GROUP_SIZE))))
    parts = [cities]
    for _ in range(halvings):
        parts = [half for part in parts for half in _halves(position, part)]
    for number, part in enumerate(parts):
        group[part] = number
    return group


def _halves(position: Floats, part: Ints) -> tuple[Ints, Ints]:
    side = int(np.argmax(np.ptp(position[part], axis=0)))
    order = part[np.argsort(position[part, side], kind="stable")]
    return order[: len(order) // 2], order[len(order) // 2 :]


def _left_out(
    population: Floats, lived_in: NDArray[np.bool_], chance: np.random.Generator
) -> NDArray[np.bool_]:
    """Choose the places nobody plans for among those with fewer inhabitants than the median."""
    small = np.flatnonzero(lived_in & (population < np.median(population[lived_in])))
    chosen = chance.choice(small, size=int(_UNCOVERED * lived_in.sum()), replace=False)
    left_out = np.zeros(len(population), dtype=np.bool_)
    left_out[chosen] = True
    return left_out


def _near(position: Floats, group: Ints, covered: NDArray[np.bool_]) -> Ints:
    near = np.full((len(position), _NEAREST), -1, dtype=np.int64)
    for number in range(group.max() + 1):
        own = np.flatnonzero(group == number)
        there = own[covered[own]]
        wanted = min(_NEAREST + 1, len(there))
        _, found = cKDTree(position[there]).query(position[own], k=wanted)
        for city, neighbours in zip(own, there[found.reshape(len(own), -1)], strict=True):
            others = neighbours[neighbours != city][:_NEAREST]
            near[city, : len(others)] = others
    return near
