"""What people in a town ask for, and which other towns pursue it already."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import coo_array, csr_array

from querbezug.graph.analysis.projection import FUNCTIONS
from querbezug.graph.analysis.sparse import in_column, in_row, marked, only_columns, only_rows, row_of
from querbezug.graph.analysis.subjects import PLANNED, Subjects
from querbezug.ontology.terms import QUER

_NO_WISH = ("question", "information")
MOST_MODELS = 1_000
"""So many are described at most, however many there are."""


@dataclass(frozen=True, slots=True)
class Wish:
    """A subject that people in a town ask for.

    Attributes
    ----------
    subject : int
        Index of the thing that stands for it.
    askers : int
        How many contributions ask for it.
    weight : float
        How much it counts.
    own : int
        How many goals and measures of the town itself pursue it.
    """

    subject: int
    askers: int
    weight: float
    own: int


@dataclass(frozen=True, slots=True)
class Model:
    """Towns that pursue, by the same goals and measures, what is asked for elsewhere.

    Attributes
    ----------
    towns : tuple of int
        Indices of the municipalities.
    score : float
        The weight of the wishes they pursue, each times ``k / (k + 1)`` for k goals and measures.
    by_wish : tuple of (int, tuple of int)
        Subjects, the most important first, with the goals and measures.
    """

    towns: tuple[int, ...]
    score: float
    by_wish: tuple[tuple[int, tuple[int, ...]], ...]


class Wishes:
    """What the contributions of all towns ask for.

    Ideas and suggestions ask for their topics and the goals or measures they are about; whoever
    objects asks for what the objection prefers. A comment that the graph has as an idea counts once.

    Parameters
    ----------
    subjects : Subjects
        What is pursued.
    preferred : collection of (int, int)
        Contributions, and what they prefer to what they object to.

    Notes
    -----
    The weight of a wish is ``ln(1 + a) ln(1 + N / n)``: a contributions of the town ask for it, and
    those of n of the N towns in which anything is asked for (TF-IDF [1]_). How firmly a town pursues
    it saturates as ``k / (k + 1)`` in the number k of its goals and measures, as in BM25 [2]_.

    References
    ----------
    .. [1] G. Salton, C. Buckley, "Term-weighting approaches in automatic text retrieval", Information
       Processing & Management 24 (5), 1988.
    .. [2] S. Robertson, H. Zaragoza, "The probabilistic relevance framework: BM25 and beyond",
       Foundations and Trends in Information Retrieval 3 (4), 2009.
    """

    def __init__(self, subjects: Subjects, preferred: Collection[tuple[int, int]] = ()) -> None:
        self.subjects = subjects
        self._projection = subjects.projection
        self._preferred = np.array(sorted(preferred), dtype=np.int32).reshape(-1, 2)

    @cached_property
    def asking(self) -> csr_array:
        """Which contribution asks for which subject, shape (n, n), entries 1."""
        projection, size = self._projection, len(self._projection.iris)
        topic = projection.is_kind("topic")
        topics = only_columns(projection.incidence(QUER.theme), topic)
        planned = projection.is_kind(*PLANNED)
        items = projection.incidence(QUER.about) + projection.incidence(QUER.contributesTo)
        voiced = csr_array(projection.incidence(QUER.expressesIdea).T)
        named = csr_array(topics + voiced @ topics + only_columns(csr_array(items), planned))
        asked = only_rows(csr_array(named @ self.subjects.as_subjects), self._is_wish())
        rows, columns = self._preferred.T
        cells = (np.ones(len(rows), np.int32), (rows, self.subjects.first[columns]))
        return self._narrowest(marked(csr_array(asked + csr_array(coo_array(cells, shape=(size, size))))))

    def _is_wish(self) -> NDArray[np.bool_]:
        """Return which contributions ask for something, shape (n,)."""
        projection = self._projection
        functions = projection.functions if len(projection.functions) else np.zeros(len(projection.iris))
        other = np.isin(functions, [FUNCTIONS.index(name) for name in _NO_WISH])
        suggests = functions == FUNCTIONS.index("suggestion")
        ideas = projection.is_kind("idea") & ~other
        expressing, idea, _ = projection.links(QUER.expressesIdea)
        comments = projection.is_kind("comment") & suggests
        comments[expressing[ideas[idea]]] = False
        found: NDArray[np.bool_] = ideas | comments
        return found

    def _narrowest(self, asking: csr_array) -> csr_array:
        """Return the matrix without subjects where the same contribution asks for a narrower one."""
        broader = csr_array(asking @ self.subjects.broader).sign()
        found = csr_array(asking - asking.multiply(broader))
        found.eliminate_zeros()
        found.sort_indices()
        return found

    @cached_property
    def of_towns(self) -> csr_array:
        """How many contributions of each town ask for each subject, shape (c, n)."""
        return csr_array(csr_array(self.subjects.areas.home.T) @ self.asking)

    @cached_property
    def _rarity(self) -> NDArray[np.float64]:
        wishing = int((in_row(self.of_towns) > 0).sum())
        towns = in_column(self.of_towns)
        found: NDArray[np.float64] = np.log1p(wishing / np.maximum(towns, 1))
        return found

    def of(self, town: int) -> list[Wish]:
        """Return what people in a town (index of a thing) ask for, the weightiest first."""
        column = self.subjects.areas.column[town]
        subjects, askers = _entries(self.of_towns, column)
        weights = np.log1p(askers) * self._rarity[subjects]
        own = dict(zip(*(part.tolist() for part in _entries(self.subjects.of_towns, column)), strict=True))
        found = [
            Wish(subject, asked, weight, int(own.get(subject, 0)))
            for subject, asked, weight in zip(
                subjects.tolist(), askers.tolist(), weights.tolist(), strict=True
            )
        ]
        return sorted(found, key=lambda wish: (-wish.weight, -wish.askers, wish.subject))

    def contributions(self, town: int, subject: int) -> list[int]:
        """Return the contributions of a town that ask for a subject, ascending."""
        home = csr_array(self.subjects.areas.home[:, [self.subjects.areas.column[town]]])
        there = np.flatnonzero(in_row(home))
        return [int(number) for number in np.intersect1d(row_of(self._askers, subject), there)]

    @cached_property
    def _askers(self) -> csr_array:
        return csr_array(self.asking.T)

    def models(self, town: int, most: int) -> list[Model]:
        """Return the towns that pursue what people in a town ask for, the best first.

        What both towns have does not count: there is nothing to ask about it. Towns that pursue it by
        the very same goals and measures come as one.

        Parameters
        ----------
        town : int
            Index of the municipality.
        most : int
            How many at most.
        """
        wishes = self.of(town)
        if not wishes:
            return []
        areas = self.subjects.areas
        wanted = np.array([wish.subject for wish in wishes])
        weights = np.array([wish.weight for wish in wishes])
        pursuing = csr_array(self.subjects.pursuing[:, wanted])
        own = in_row(csr_array(areas.having[:, [areas.column[town]]])) > 0
        things = np.flatnonzero((in_row(pursuing) > 0) & ~own)
        having = csr_array(areas.having[things].T)
        counts = csr_array(having @ pursuing[things]).astype(np.float64)
        counts.data = counts.data / (counts.data + 1)
        scores = np.asarray(counts @ weights)
        return self._grouped(wanted, having, things, pursuing[things], scores)[:most]

    def _grouped(
        self,
        wanted: NDArray[np.int64],
        having: csr_array,
        things: NDArray[np.int64],
        pursuing: csr_array,
        scores: NDArray[np.float64],
    ) -> list[Model]:
        groups: dict[bytes, list[int]] = {}
        for column in np.flatnonzero(scores > 0).tolist():
            groups.setdefault(row_of(having, column).tobytes(), []).append(column)
        ranked = sorted(groups.values(), key=lambda columns: (-scores[columns[0]], columns))
        towns = self.subjects.areas.towns
        return [
            Model(
                tuple(int(towns[column]) for column in columns),
                float(scores[columns[0]]),
                _by_wish(wanted, things, pursuing, row_of(having, columns[0])),
            )
            for columns in ranked[:MOST_MODELS]
        ]


def _by_wish(
    wanted: NDArray[np.int64], things: NDArray[np.int64], pursuing: csr_array, rows: NDArray[np.int32]
) -> tuple[tuple[int, tuple[int, ...]], ...]:
    found: dict[int, list[int]] = {}
    for row in rows.tolist():
        for column in row_of(pursuing, row).tolist():
            found.setdefault(column, []).append(int(things[row]))
    return tuple((int(wanted[column]), tuple(found[column])) for column in sorted(found))


def _entries(matrix: csr_array, row: int) -> tuple[NDArray[np.int32], NDArray[np.int32]]:
    """Return the columns and values of one row."""
    start, end = matrix.indptr[row], matrix.indptr[row + 1]
    return matrix.indices[start:end], matrix.data[start:end]
