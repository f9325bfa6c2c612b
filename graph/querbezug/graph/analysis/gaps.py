"""Gaps in plans: goals nobody works on, measures that serve no goal, fields with only one of both."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_array

from querbezug.graph.analysis.areas import Areas
from querbezug.graph.analysis.projection import Projection
from querbezug.graph.analysis.serving import Serving
from querbezug.graph.analysis.sparse import in_column, in_row, marked
from querbezug.ontology.terms import DCTERMS, QUER

Things = NDArray[np.int32]
Counts = NDArray[np.int64]


def within(matrix: csr_array, columns: Things | None) -> NDArray[np.bool_]:
    """Return which rows have an entry in any of the columns, all rows where ``columns`` is None.

    Parameters
    ----------
    matrix : csr_array, shape (n, c)
        Towns of everything, as in :class:`~querbezug.graph.analysis.areas.Areas`.
    columns : array of int32, shape (k,), or None
        The towns that are asked about.

    Returns
    -------
    array of bool, shape (n,)
    """
    if columns is None:
        return np.ones(matrix.shape[0], dtype=np.bool_)
    chosen = np.zeros(matrix.shape[1], dtype=np.int32)
    chosen[columns] = 1
    found: NDArray[np.bool_] = (matrix @ chosen) > 0
    return found


@dataclass(frozen=True)
class PlanCoverage:
    """What serves what in the plans of some towns.

    Counts go over everything that is loaded: a goal of two towns is pursued if either has a measure.

    Attributes
    ----------
    goals, measures, fields : array of int32
        Indices of the things in question, ascending; fields are fields of action and cross-cutting
        themes.
    measures_of_goal : array of int64
        Measures that contribute to each goal or to a goal below it.
    goals_of_measure : array of int64
        Goals that each measure, or the project it is a part of, contributes to.
    goals_of_field, measures_of_field : array of int64
        Goals that name each field; measures that name it or contribute to one of its goals.
    """

    goals: Things
    measures: Things
    fields: Things
    measures_of_goal: Counts
    goals_of_measure: Counts
    goals_of_field: Counts
    measures_of_field: Counts

    @property
    def idle_goals(self) -> Things:
        """Goals that no measure contributes to."""
        found: Things = self.goals[self.measures_of_goal == 0]
        return found

    @property
    def loose_measures(self) -> Things:
        """Measures that contribute to no goal."""
        found: Things = self.measures[self.goals_of_measure == 0]
        return found

    def fields_with(self, *, goals: bool, measures: bool) -> Things:
        """Return the fields that have goals or not, and measures or not."""
        wanted = ((self.goals_of_field > 0) == goals) & ((self.measures_of_field > 0) == measures)
        found: Things = self.fields[wanted]
        return found


def plan_coverage(
    projection: Projection, areas: Areas, serving: Serving, columns: Things | None = None
) -> PlanCoverage:
    """Return what serves what among the goals, measures and fields of some towns.

    Parameters
    ----------
    projection : Projection
        The store as arrays.
    areas : Areas
        The towns of everything.
    serving : Serving
        Which measure serves which goal and theme.
    columns : array of int32, optional
        Columns of the towns in question; all things unless told.
    """
    inside = within(areas.having, columns)
    measures = projection.numbers("measure")
    all_goals = projection.numbers("goal")
    of_measures = _with_parents(projection, serving)
    goals = all_goals[inside[all_goals]]
    chosen = measures[inside[measures]]
    fields = _fields(projection, areas, serving, columns, inside)
    return PlanCoverage(
        goals=goals,
        measures=chosen,
        fields=fields,
        measures_of_goal=in_column(csr_array(serving.goals[measures]))[goals],
        goals_of_measure=in_row(of_measures)[chosen],
        goals_of_field=in_column(csr_array(serving.named[all_goals]))[fields],
        measures_of_field=in_column(csr_array(serving.themes[measures]))[fields],
    )


def _with_parents(projection: Projection, serving: Serving) -> csr_array:
    """Return the goals of everything, those of the project a measure is a part of among them; (n, n)."""
    return marked(serving.goals + projection.incidence(DCTERMS.isPartOf) @ serving.goals)


def _fields(
    projection: Projection,
    areas: Areas,
    serving: Serving,
    columns: Things | None,
    inside: NDArray[np.bool_],
) -> Things:
    """Return the fields of the towns: of their region, or named by a goal or measure of theirs."""
    fields = projection.numbers("field", "cross-cutting-theme")
    if columns is None:
        return fields
    by_region = within(marked(projection.incidence(DCTERMS.spatial) @ areas.places), columns)
    planned = np.flatnonzero(inside & projection.is_kind("goal", "measure"))
    by_use = in_column(csr_array(serving.named[planned])) > 0
    return fields[by_region[fields] | by_use[fields]]


@dataclass(frozen=True)
class AskedGoals:
    """Goals with the voices on them and the measures for them.

    Attributes
    ----------
    goals : array of int32, shape (g,)
        Indices of the goals that anybody commented on or that an idea contributes to.
    comments, ideas, measures : array of int64, shape (g,)
        Comments listed under each, ideas and measures that contribute to it or to a goal below it.
    """

    goals: Things
    comments: Counts
    ideas: Counts
    measures: Counts


def asked_goals(
    projection: Projection, areas: Areas, serving: Serving, columns: Things | None = None
) -> AskedGoals:
    """Return the goals that people speak of, the most spoken of first.

    Parameters
    ----------
    projection, areas, serving, columns
        As for :func:`plan_coverage`.
    """
    inside = within(areas.having, columns)
    goals = projection.numbers("goal")
    goals = goals[inside[goals]]
    about = projection.incidence(QUER.about)
    comments = in_column(csr_array(about[projection.numbers("comment")]))[goals]
    ideas = in_column(csr_array(serving.goals[projection.numbers("idea")]))[goals]
    measures = in_column(csr_array(serving.goals[projection.numbers("measure")]))[goals]
    order = np.lexsort((goals, -(comments + ideas)))
    order = order[(comments + ideas)[order] > 0]
    return AskedGoals(goals[order], comments[order], ideas[order], measures[order])
