"""What plans pursue and people wish, in terms that hold beyond one plan."""

from __future__ import annotations

from functools import cached_property

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import coo_array, csr_array
from scipy.sparse.csgraph import connected_components

from querbezug.graph.analysis.areas import Areas
from querbezug.graph.analysis.projection import Projection
from querbezug.graph.analysis.sparse import closure, in_column, in_row, marked, only_rows, row_of
from querbezug.ontology.terms import QUER, SKOS

THEMES = ("topic", "field", "cross-cutting-theme", "category")
PLANNED = ("goal", "measure")
_DEEPEST = 8
"""How many steps a theme may lie below another."""


class Subjects:
    """Themes, and goals and measures that are comparable, each group as one subject.

    Themes that match over registers (``skos:exactMatch``, ``skos:closeMatch``) are one subject, so are
    goals or measures that are comparable. A goal or measure pursues itself, the goals it
    contributes to, its themes and what is broader than these.

    Parameters
    ----------
    projection : Projection
        The store as arrays, of n things.
    areas : Areas
        Which of the c towns has what.
    """

    def __init__(self, projection: Projection, areas: Areas) -> None:
        self.projection = projection
        self.areas = areas
        self._size = len(projection.iris)

    @cached_property
    def _components(self) -> NDArray[np.int32]:
        left, right, _ = self.projection.links(SKOS.exactMatch, SKOS.closeMatch, QUER.comparableTo)
        fitting = np.zeros(len(left), np.bool_)
        for kinds in (THEMES, ("goal",), ("measure",)):
            mask = self.projection.is_kind(*kinds)
            fitting |= mask[left] & mask[right]
        _, labels = connected_components(_matrix(left[fitting], right[fitting], self._size), directed=False)
        return labels.astype(np.int32)

    @cached_property
    def first(self) -> NDArray[np.int32]:
        """The thing that stands for the subject of each thing, a topic where there is one; shape (n,)."""
        rank = np.lexsort((np.arange(self._size), ~self.projection.is_kind("topic")))
        _, at = np.unique(self._components[rank], return_index=True)
        found: NDArray[np.int32] = rank[at].astype(np.int32)[self._components]
        return found

    @cached_property
    def is_common(self) -> NDArray[np.bool_]:
        """Whether a subject can be met in more than one plan: topics, and groups of several; shape (n,)."""
        sizes = np.bincount(self._components, minlength=1)
        return self.projection.is_kind("topic") | (sizes[self._components] > 1)

    @cached_property
    def as_subjects(self) -> csr_array:
        """Each thing's subject, shape (n, n)."""
        return _matrix(np.arange(self._size), self.first, self._size)

    @cached_property
    def broader(self) -> csr_array:
        """What is broader than each subject, over all steps; shape (n, n)."""
        step = _matrix(*self._narrower_and_broader(), self._size)
        return closure(step, step, _DEEPEST)

    def _narrower_and_broader(self) -> tuple[NDArray[np.int32], NDArray[np.int32]]:
        narrower, broader, _ = self.projection.links(SKOS.broader)
        return self.first[narrower], self.first[broader]

    @cached_property
    def pursuing(self) -> csr_array:
        """Which goal or measure pursues which subject, shape (n, n), entries 1."""
        planned = self.projection.is_kind(*PLANNED)
        own = _matrix(np.flatnonzero(planned), self.first[planned], self._size)
        links = self.projection.incidence(QUER.contributesTo) + self.projection.incidence(QUER.theme)
        direct = csr_array(csr_array(links) @ self.as_subjects)
        found = marked(own + direct + direct @ self.broader)
        return only_rows(found, planned)

    @cached_property
    def of_towns(self) -> csr_array:
        """How many goals and measures of each town pursue each subject, shape (c, n)."""
        return csr_array(csr_array(self.areas.having.T) @ self.pursuing)

    @cached_property
    def rarity(self) -> NDArray[np.float64]:
        """``ln(1 + N / n)`` for a subject that n of the N planning towns pursue; shape (n,)."""
        towns = int((in_row(self.of_towns) > 0).sum())
        pursued = in_column(self.of_towns)
        found: NDArray[np.float64] = np.where(pursued, np.log1p(towns / np.maximum(pursued, 1)), 0.0)
        return found

    def things_of(self, town: int, subject: int) -> list[int]:
        """Return the goals and measures by which a town (index of a thing) pursues a subject, ascending."""
        own = row_of(self._having_by_town, self.areas.column[town])
        return [int(number) for number in np.intersect1d(own, row_of(self._things_by_subject, subject))]

    def as_in(self, subject: int, town: int) -> int:
        """Return the goal or measure of a town that is the subject there; the subject itself if none is."""
        if not self.projection.is_kind(*PLANNED)[subject]:
            return subject
        own = row_of(self._having_by_town, self.areas.column[town])
        alike = own[self.first[own] == subject]
        return int(alike[0]) if len(alike) else subject

    @cached_property
    def _having_by_town(self) -> csr_array:
        return csr_array(self.areas.having.T)

    @cached_property
    def _things_by_subject(self) -> csr_array:
        return csr_array(self.pursuing.T)


def _matrix(rows: NDArray[np.integer], columns: NDArray[np.integer], size: int) -> csr_array:
    cells = (np.ones(len(rows), np.int32), (rows.astype(np.int32), columns.astype(np.int32)))
    return marked(csr_array(coo_array(cells, shape=(size, size))))
