"""Which towns are comparable, and what they pursue that one town does not."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from math import log

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_array

from querbezug.graph.analysis.sparse import in_row
from querbezug.graph.analysis.subjects import Subjects
from querbezug.graph.analysis.ties import CityTies

COMPARED = 6
_FACTOR = 10.0
"""Towns that are so many times larger or smaller are not compared."""


@dataclass(frozen=True, slots=True)
class Comparable:
    """A town that is comparable to another; the three likenesses lie between 0 and 1.

    ``likeness`` is the mean of the likeness in ``size``, in ``ties`` and in the ``profile`` of what is
    planned.
    """

    town: int
    likeness: float
    size: float
    ties: float
    profile: float


@dataclass(frozen=True, slots=True)
class Missing:
    """A subject that comparable towns pursue and the town does not.

    ``towns`` are those of the compared that do; ``things`` their goals and measures; ``weight`` is the
    share of the compared times the rarity of the subject among all towns.
    """

    subject: int
    towns: tuple[int, ...]
    things: tuple[int, ...]
    weight: float


class Comparison:
    """Compares towns.

    Size: one minus the logarithm of the ratio of inhabitants, to the base 10, at least 0. Ties: the
    weight of the tie as a share of the town's strongest. Profile: the cosine of what both pursue, where
    rare subjects count more [1]_. Towns with a common plan are left out, for they know each other, and towns
    that are ten times larger or smaller.

    Parameters
    ----------
    subjects : Subjects
        What towns pursue.
    ties : CityTies
        What ties them.

    References
    ----------
    .. [1] G. Salton, A. Wong, C. S. Yang, "A vector space model for automatic indexing",
       Communications of the ACM 18 (11), 1975.
    """

    def __init__(self, subjects: Subjects, ties: CityTies) -> None:
        self.subjects = subjects
        self._ties = ties

    @cached_property
    def _profiles(self) -> csr_array:
        """Unit vectors of what each town pursues, of subjects met in several plans; shape (c, n)."""
        subjects = self.subjects
        found = csr_array(subjects.of_towns.sign().astype(np.float64))
        found.data = subjects.rarity[found.indices] * subjects.is_common[found.indices]
        found.eliminate_zeros()
        length = np.sqrt(np.asarray(found.multiply(found).sum(axis=1)))
        found.data = found.data / np.repeat(length, np.diff(found.indptr))
        return found

    def comparable(self, town: int, most: int = COMPARED) -> list[Comparable]:
        """Return the towns that are most comparable to a town (index of a thing), the likest first.

        Where nobody knows how many inhabitants it has, size does not count.
        """
        areas = self.subjects.areas
        column = areas.column[town]
        profile = np.asarray((self._profiles @ csr_array(self._profiles[[column]]).T).toarray())[:, 0]
        ties = self._tie_shares(town)
        candidates = np.flatnonzero(self._planning & ~self._common_plan(column))
        sizes = np.array([self._likeness_of_size(town, int(areas.towns[each])) for each in candidates])
        if town in self.subjects.projection.population:
            candidates, sizes = candidates[sizes > 0], sizes[sizes > 0]
        likeness = (sizes + ties[candidates] + profile[candidates]) / 3
        order = np.lexsort((candidates, -likeness))[:most]
        return [
            Comparable(
                int(areas.towns[candidates[at]]),
                float(likeness[at]),
                float(sizes[at]),
                float(ties[candidates[at]]),
                float(profile[candidates[at]]),
            )
            for at in order.tolist()
        ]

    @cached_property
    def _planning(self) -> NDArray[np.bool_]:
        """Which towns pursue anything, shape (c,)."""
        found: NDArray[np.bool_] = in_row(self.subjects.of_towns) > 0
        return found

    def _common_plan(self, column: int) -> NDArray[np.bool_]:
        """Return which towns have a plan together with the one in a column, and itself; shape (c,)."""
        plans = self.subjects.areas.having[self.subjects.projection.numbers("plan")]
        common = np.asarray((csr_array(plans.T) @ csr_array(plans[:, [column]])).toarray())[:, 0] > 0
        common[column] = True
        return common

    def _tie_shares(self, town: int) -> NDArray[np.float64]:
        areas, ties = self.subjects.areas, self._ties
        found = np.zeros(len(areas.towns))
        row = ties.row.get(town)
        if row is None:
            return found
        weights = ties.block(row, row + 1).toarray()[0]
        found[np.searchsorted(areas.towns, ties.cities)] = weights / max(float(weights.max()), 1e-12)
        return found

    def _likeness_of_size(self, left: int, right: int) -> float:
        population = self.subjects.projection.population
        here, there = population.get(left, 0), population.get(right, 0)
        if not here or not there:
            return 0.0
        return max(0.0, 1 - abs(log(here / there)) / log(_FACTOR))

    def missing(self, town: int, compared: list[Comparable], at_least: int = 2) -> list[Missing]:
        """Return what some of the compared towns pursue and the town does not, the weightiest first.

        Parameters
        ----------
        town : int
            Index of the municipality.
        compared : list of Comparable
            Towns to compare it with.
        at_least : int
            How many of them must pursue it.
        """
        subjects = self.subjects
        columns = np.array([subjects.areas.column[each.town] for each in compared], dtype=np.int64)
        pursued = csr_array(subjects.of_towns[columns]).sign().tocsc()
        counts = np.diff(pursued.indptr)
        own = subjects.of_towns[[subjects.areas.column[town]]]
        wanted = (counts >= at_least) & subjects.is_common
        wanted[own.indices] = False
        found = []
        for subject in np.flatnonzero(wanted).tolist():
            rows = pursued.indices[pursued.indptr[subject] : pursued.indptr[subject + 1]]
            towns = tuple(compared[row].town for row in np.sort(rows).tolist())
            things = {thing for each in towns for thing in subjects.things_of(each, subject)}
            weight = float(len(towns) / len(compared) * subjects.rarity[subject])
            found.append(Missing(subject, towns, tuple(sorted(things)), weight))
        return sorted(found, key=lambda each: (-each.weight, each.subject))
