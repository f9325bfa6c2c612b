"""Where plans have gaps: goals without measures, measures without goals, goals only people speak of."""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np

from querbezug.graph.analysis.gaps import AskedGoals, PlanCoverage, Things, asked_goals, plan_coverage
from querbezug.graph.answers.model import Answer, Column, Form, Listing, Row, Rows, Table, counted
from querbezug.graph.answers.questions import Given, Question
from querbezug.graph.answers.scope import (
    SCOPE,
    chosen,
    columns_of,
    counted_of,
    linked,
    named_apart,
    serving_of,
    sources_of,
    towns_of,
    where,
)
from querbezug.graph.answers.workbench import Workbench
from querbezug.ontology.strings import Message, message
from querbezug.ontology.terms import QUER

_GOALS = (
    Column("goal", Form.THING),
    Column("level"),
    Column("plan", Form.THINGS),
    Column("fields", Form.THINGS),
    Column("sources", Form.SOURCES),
)
_MEASURES = (
    Column("measure", Form.THING),
    Column("kind"),
    Column("fields", Form.THINGS),
    Column("cities", Form.THINGS),
    Column("sources", Form.SOURCES),
)
_FIELDS = (
    Column("field", Form.THING),
    Column("goals", Form.COUNT),
    Column("measures", Form.COUNT),
    Column("sources", Form.SOURCES),
)
_PLANS = (
    Column("plan", Form.THING),
    Column("goals", Form.COUNT),
    Column("without_measure", Form.COUNT),
)
_THEMES = ("field", "cross-cutting-theme")

_ASKED = (
    Column("goal", Form.THING),
    Column("comments", Form.COUNT),
    Column("ideas", Form.COUNT),
    Column("measures", Form.COUNT),
    Column("sources", Form.SOURCES),
)


def gaps(workbench: Workbench, given: Given) -> Answer:
    """Say which goals, measures and fields hang in the air.

    Parameters
    ----------
    workbench : Workbench
        The data.
    given : mapping
        ``city`` or ``cooperation``, or neither for all that is loaded.
    """
    found = plan_coverage(
        workbench.projection, workbench.ties.areas, serving_of(workbench), columns_of(workbench, given)
    )
    tables = (
        _plan_table(workbench, found),
        _goal_table(workbench, found.idle_goals),
        _measure_table(workbench, found.loose_measures),
        _field_table(workbench, found),
    )
    return Answer(
        "gaps",
        tuple(_sentences(workbench, given, found)),
        tuple(table for table in tables if table.rows),
        (message("gaps.method"),),
        chosen(workbench, given),
    )


def _sentences(workbench: Workbench, given: Given, found: PlanCoverage) -> Iterable[Message]:
    place = where(workbench, given)
    if not len(found.goals) and not len(found.measures):
        yield message("gaps.nothing", where=place)
        return
    goals, measures = len(found.idle_goals), len(found.loose_measures)
    if len(found.goals):
        yield counted_of("gaps.goals", goals, len(found.goals), where=place)
    else:
        yield message("gaps.no_goals", where=place)
    if len(found.measures):
        yield counted_of("gaps.measures", measures, len(found.measures))
    else:
        yield message("gaps.no_measures")
    for key, has_goals, has_measures in (
        ("gaps.fields_without_goal", False, True),
        ("gaps.fields_without_measure", True, False),
        ("gaps.fields_without_either", False, False),
    ):
        fields = found.fields_with(goals=has_goals, measures=has_measures)
        if len(fields):
            yield counted(key, len(fields), fields=Listing(named_apart(workbench, fields)))


def _plan_table(workbench: Workbench, found: PlanCoverage) -> Table:
    """Return how many goals of each plan have no measure; a table of one line would say nothing new."""
    plans = workbench.projection.incidence(QUER.inPlan)
    is_plan = workbench.projection.is_kind("plan").astype(np.int32)
    goals = np.asarray(plans[found.goals].sum(axis=0)).reshape(-1) * is_plan
    idle = np.asarray(plans[found.idle_goals].sum(axis=0)).reshape(-1)
    order = sorted(np.flatnonzero(goals).tolist(), key=lambda plan: (-int(idle[plan]), plan))
    rows = Rows(order, lambda plan: (workbench.thing(plan), int(goals[plan]), int(idle[plan])))
    return Table("plans", message("gaps.table_plans"), _PLANS, rows if len(rows) > 1 else ())


def _goal_table(workbench: Workbench, goals: Things) -> Table:
    rows = Rows(goals.tolist(), lambda goal: _goal_row(workbench, goal))
    return Table("goals", message("gaps.table_goals"), _GOALS, rows)


def _goal_row(workbench: Workbench, goal: int) -> Row:
    iri = workbench.projection.iris[goal]
    return (
        workbench.thing(goal),
        workbench.facts.value(iri, QUER.goalLevel) or "",
        linked(workbench, goal, QUER.inPlan, "plan"),
        linked(workbench, goal, QUER.theme, *_THEMES),
        sources_of(workbench, goal),
    )


def _measure_table(workbench: Workbench, measures: Things) -> Table:
    rows = Rows(measures.tolist(), lambda measure: _measure_row(workbench, measure))
    return Table("measures", message("gaps.table_measures"), _MEASURES, rows)


def _measure_row(workbench: Workbench, measure: int) -> Row:
    return (
        workbench.thing(measure),
        workbench.facts.value(workbench.projection.iris[measure], QUER.measureKind) or "",
        linked(workbench, measure, QUER.theme, *_THEMES),
        towns_of(workbench, measure),
        sources_of(workbench, measure),
    )


def _field_table(workbench: Workbench, found: PlanCoverage) -> Table:
    lacking = np.flatnonzero((found.goals_of_field == 0) | (found.measures_of_field == 0))
    names = named_apart(workbench, found.fields[lacking])

    def row(place: int) -> Row:
        n = int(lacking[place])
        counts = int(found.goals_of_field[n]), int(found.measures_of_field[n])
        return names[place], *counts, sources_of(workbench, int(found.fields[n]))

    return Table("fields", message("gaps.table_fields"), _FIELDS, Rows(range(len(lacking)), row))


def goals_asked_for(workbench: Workbench, given: Given) -> Answer:
    """Say on which goals people speak though no measure pursues them.

    Parameters
    ----------
    workbench : Workbench
        The data.
    given : mapping
        ``city`` or ``cooperation``, or neither for all that is loaded.
    """
    found = asked_goals(
        workbench.projection, workbench.ties.areas, serving_of(workbench), columns_of(workbench, given)
    )
    idle_first = np.lexsort((np.arange(len(found.goals)), found.measures > 0))
    rows = Rows(
        idle_first.tolist(),
        lambda n: (
            workbench.thing(int(found.goals[n])),
            int(found.comments[n]),
            int(found.ideas[n]),
            int(found.measures[n]),
            sources_of(workbench, int(found.goals[n])),
        ),
    )
    table = Table("goals", message("gaps.table_asked"), _ASKED, rows)
    return Answer(
        "goals-asked-for",
        tuple(_asked_sentences(workbench, given, found)),
        (table,) if rows else (),
        (message("gaps.asked_method"),),
        chosen(workbench, given),
    )


def _asked_sentences(workbench: Workbench, given: Given, found: AskedGoals) -> Iterable[Message]:
    place = where(workbench, given)
    if not len(found.goals):
        yield message("gaps.asked_never", where=place)
        return
    idle = np.flatnonzero(found.measures == 0)
    yield counted_of("gaps.asked", len(idle), len(found.goals), where=place)
    if len(idle):
        most = int(idle[0])
        yield message(
            "gaps.asked_most",
            goal=workbench.thing(int(found.goals[most])),
            comments=counted("gaps.comments", int(found.comments[most])),
            ideas=counted("gaps.ideas", int(found.ideas[most])),
        )


QUESTIONS = (
    Question("gaps", "gaps", "gaps", gaps, SCOPE),
    Question("goals-asked-for", "gaps", "gaps", goals_asked_for, SCOPE),
)
