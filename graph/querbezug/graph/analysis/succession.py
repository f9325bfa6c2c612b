"""What of an older plan lives on: its measures, and today's that take them up or lie at the same place."""

from __future__ import annotations

from dataclasses import dataclass
from enum import IntEnum

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import coo_array, csr_array

from querbezug.graph.analysis.areas import Areas
from querbezug.graph.analysis.projection import Projection
from querbezug.graph.analysis.sparse import closure, in_column, marked, only_columns, row_of
from querbezug.ontology.terms import DCTERMS, QUER

_DEEPEST = 8
"""How many editions of a plan, one replacing the other, are followed."""

Things = NDArray[np.int32]


class Trace(IntEnum):
    """By what a measure is taken for a later one's forerunner, the surest first."""

    STATED = 0
    SITE = 1
    TOPIC = 2


@dataclass(frozen=True, slots=True)
class Succession:
    """A measure of an older plan and one of today; ``common`` are the sites or topics of both."""

    older: int
    newer: int
    trace: Trace
    common: tuple[int, ...] = ()


@dataclass(frozen=True)
class Editions:
    """Measures of plans that another plan replaced, and all others.

    Attributes
    ----------
    older, newer : array of int32
        Indices of measures, ascending.
    """

    older: Things
    newer: Things


def editions(projection: Projection) -> Editions:
    """Return which measures stand in a plan that a later one has replaced.

    A measure that stands in no plan counts as one of today.
    """
    replaced = np.zeros(len(projection.iris), dtype=np.bool_)
    replaced[projection.links(DCTERMS.replaces)[1]] = True
    old_plans = only_columns(projection.incidence(QUER.inPlan), replaced)
    measures = projection.numbers("measure")
    is_old = np.diff(old_plans.indptr)[measures] > 0
    return Editions(measures[is_old], measures[~is_old])


def successions(projection: Projection, areas: Areas, made: Editions) -> list[Succession]:
    """Return which measures of today may carry on which of an older plan.

    Parameters
    ----------
    projection : Projection
        The store as arrays.
    areas : Areas
        The towns of everything.
    made : Editions
        The measures of older plans and of today.

    Returns
    -------
    list of Succession
        One for each pair, by the surest trace: a link that is stated, the same site or district,
        the same topic in the same town; in this order, then by the rarity of what they share.
    """
    found: dict[tuple[int, int], tuple[Succession, float]] = {}
    sites = only_columns(projection.incidence(QUER.planningArea), projection.is_kind("place"))
    topics = only_columns(projection.incidence(QUER.theme), projection.is_kind("topic"))
    for trace, matrix in (
        (Trace.STATED, _stated(projection)),
        (Trace.SITE, sites),
        (Trace.TOPIC, topics),
    ):
        for each, rarity in _pairs(made, trace, matrix, areas):
            found.setdefault((each.older, each.newer), (each, rarity))
    order = sorted(found.values(), key=lambda pair: (pair[0].trace, -pair[1], pair[0].older, pair[0].newer))
    return [each for each, _ in order]


def _stated(projection: Projection) -> csr_array:
    """Return which measures are tied as parts, comparable or replacing; each is tied to itself; (n, n)."""
    tied = projection.incidence(DCTERMS.replaces, DCTERMS.isPartOf, QUER.comparableTo)
    is_measure = projection.is_kind("measure")
    own = np.flatnonzero(is_measure)
    itself = coo_array((np.ones(len(own), np.int32), (own, own)), shape=tied.shape)
    forth = closure(csr_array(itself), only_columns(tied, is_measure), _DEEPEST)
    return marked(forth + csr_array(forth.T))


def _pairs(made: Editions, trace: Trace, matrix: csr_array, areas: Areas) -> list[tuple[Succession, float]]:
    """Return the pairs of an older and a newer measure that share a column of the matrix."""
    older, newer = csr_array(matrix[made.older]), csr_array(matrix[made.newer])
    together = marked(older @ newer.T)
    if trace is Trace.TOPIC:
        together = csr_array(together.multiply(areas.having[made.older] @ areas.having[made.newer].T))
    if trace is Trace.STATED:
        together = marked(csr_array(matrix[made.older][:, made.newer]))
    frequent = in_column(marked(older)) + in_column(marked(newer))
    cells = coo_array(together)
    found = []
    for row, column in zip(cells.row.tolist(), cells.col.tolist(), strict=True):
        common = np.intersect1d(row_of(older, row), row_of(newer, column))
        rarity = float(np.sum(1 / np.maximum(frequent[common], 1)))
        shared = () if trace is Trace.STATED else tuple(common.tolist())
        found.append((Succession(int(made.older[row]), int(made.newer[column]), trace, shared), rarity))
    return found
