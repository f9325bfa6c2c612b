"""How plans go on: what is overdue or has no state, what of an older plan lives on."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date, datetime

import numpy as np

from querbezug.graph.analysis.deadlines import Deadline, Said, deadline, overdue
from querbezug.graph.analysis.gaps import Things, within
from querbezug.graph.analysis.succession import Editions, Succession, Trace, editions, successions
from querbezug.graph.answers.model import Answer, Column, Form, Number, Row, Rows, Table, counted
from querbezug.graph.answers.questions import Asks, Given, Parameter, Question
from querbezug.graph.answers.scope import (
    SCOPE,
    chosen,
    columns_of,
    counted_of,
    linked,
    literals,
    sources_of,
    towns_of,
    where,
)
from querbezug.graph.answers.workbench import Workbench
from querbezug.ontology.strings import Message, message
from querbezug.ontology.terms import QUER, SCHEMA

_DUE = (
    Column("measure", Form.THING),
    Column("due"),
    Column("said"),
    Column("words", Form.QUOTE),
    Column("status"),
    Column("cities", Form.THINGS),
    Column("sources", Form.SOURCES),
)
_WITHOUT = (
    Column("measure", Form.THING),
    Column("plan", Form.THINGS),
    Column("cities", Form.THINGS),
    Column("sources", Form.SOURCES),
)
_LIVING = (
    Column("older", Form.THING),
    Column("newer", Form.THING),
    Column("trace"),
    Column("common", Form.THINGS),
    Column("sources", Form.SOURCES),
)


def late_measures(workbench: Workbench, given: Given) -> Answer:
    """Say which measures are overdue, and of which nobody says how they stand.

    Parameters
    ----------
    workbench : Workbench
        The data.
    given : mapping
        ``city`` or ``cooperation``, or neither for all; ``year``: its end is the day that counts,
        the day when the data last changed without it.
    """
    measures = workbench.projection.numbers("measure")
    inside = within(workbench.ties.areas.having, columns_of(workbench, given))
    measures = measures[inside[measures]]
    day, statuses = _day(workbench, given), _statuses(workbench)
    due = _deadlines(workbench, measures)
    late = overdue(due, statuses, day)
    silent = _silent(workbench, measures, statuses)
    tables = (_due_table(workbench, late, statuses, day), _silent_table(workbench, silent))
    sentences = _late_sentences(workbench, given, len(measures), due, late, silent, statuses)
    return Answer(
        "overdue",
        tuple(sentences),
        tuple(table for table in tables if table.rows),
        (message("plan.overdue_method", day=_written(day)),),
        {name: each for name, each in chosen(workbench, given, ("year",)).items() if each != 0},
    )


def _due_table(workbench: Workbench, late: list[Deadline], statuses: dict[int, str], day: date) -> Table:
    rows = Rows(late, lambda each: _due_row(workbench, each, statuses.get(each.measure, "")))
    return Table("overdue", message("plan.table_overdue", day=_written(day)), _DUE, rows)


def _silent_table(workbench: Workbench, silent: list[int]) -> Table:
    rows = Rows(silent, lambda measure: _silent_row(workbench, measure))
    return Table("silent", message("plan.table_silent"), _WITHOUT, rows)


def _day(workbench: Workbench, given: Given) -> date:
    """Return the day that counts: the end of the year chosen, or the last change of the data."""
    year = given.get("year", 0)
    if 1 <= year <= date.max.year:
        return date(year, 12, 31)
    modified = workbench.projection.modified
    return datetime.fromisoformat(modified).date() if modified else date.max


def _written(day: date) -> Message:
    return message("plan.day", d=f"{day:%d}", m=f"{day:%m}", y=day.year)


def _statuses(workbench: Workbench) -> dict[int, str]:
    """Return the state of each measure, by its own word or its latest report's; codes."""
    latest: dict[int, tuple[str, str]] = {}
    reported = literals(workbench, QUER.measureStatus)
    periods = literals(workbench, QUER.period)
    for report, measure, _ in workbench.projection.pairs(QUER.reportsOn):
        if report in reported:
            told = (periods.get(report, ""), reported[report].rsplit("/", 1)[-1])
            latest[measure] = max(latest.get(measure, ("", "")), told)
    return {measure: code for measure, (_, code) in latest.items()} | dict(workbench.projection.statuses)


def _deadlines(workbench: Workbench, measures: Things) -> list[Deadline]:
    ends, periods = literals(workbench, SCHEMA.endDate), literals(workbench, QUER.period)
    notes, horizons = literals(workbench, QUER.statusNote), literals(workbench, QUER.horizon)
    plans = {measure: plan for measure, plan, _ in workbench.projection.pairs(QUER.inPlan)}

    def told(measure: int) -> Iterator[tuple[Said, str]]:
        yield Said.END, ends.get(measure, "")
        yield Said.PERIOD, periods.get(measure, "")
        yield Said.REMARK, notes.get(measure, "")
        yield Said.PLAN, horizons.get(plans.get(measure, -1), "")

    found = (deadline(measure, told(measure)) for measure in measures.tolist())
    return [each for each in found if each is not None]


def _silent(workbench: Workbench, measures: Things, statuses: dict[int, str]) -> list[int]:
    """Return the measures without a state: no code, no report, no remark."""
    reported = set(workbench.projection.links(QUER.reportsOn)[1].tolist())
    spoken = statuses.keys() | reported | literals(workbench, QUER.statusNote).keys()
    return [measure for measure in measures.tolist() if measure not in spoken]


def _late_sentences(
    workbench: Workbench,
    given: Given,
    whole: int,
    due: list[Deadline],
    late: list[Deadline],
    silent: list[int],
    statuses: dict[int, str],
) -> Iterable[Message]:
    place = where(workbench, given)
    if not whole:
        yield message("plan.no_measures", where=place)
        return
    if not due:
        yield counted("plan.no_deadline", whole, where=place)
    else:
        yield counted_of("plan.overdue", len(late), len(due), where=place)
    unknown = sum(each.measure not in statuses for each in late)
    if unknown > 1 and unknown == len(late):
        yield message("plan.unknown_all")
    elif unknown:
        yield counted("plan.unknown", unknown)
    if late:
        yield message("plan.longest", measure=workbench.thing(late[0].measure), day=_written(late[0].day))
    yield counted_of("plan.silent", len(silent), whole)


def _due_row(workbench: Workbench, each: Deadline, status: str) -> Row:
    return (
        workbench.thing(each.measure),
        each.day.isoformat(),
        message(f"plan.said_{each.said.value}"),
        each.words,
        _status(status),
        towns_of(workbench, each.measure),
        sources_of(workbench, each.measure),
    )


def _status(code: str) -> Message | str:
    """Return what a code of ``measure-status`` is called."""
    return message(f"plan.status_{code or 'unknown'}")


def _silent_row(workbench: Workbench, measure: int) -> Row:
    return (
        workbench.thing(measure),
        linked(workbench, measure, QUER.inPlan, "plan"),
        towns_of(workbench, measure),
        sources_of(workbench, measure),
    )


def lives_on(workbench: Workbench, given: Given) -> Answer:
    """Say which measures of older plans live on in those of today.

    Parameters
    ----------
    workbench : Workbench
        The data.
    given : mapping
        ``city`` or ``cooperation``, or neither for all that is loaded.
    """
    inside = within(workbench.ties.areas.having, columns_of(workbench, given))
    made = editions(workbench.projection)
    made = Editions(made.older[inside[made.older]], made.newer[inside[made.newer]])
    found = successions(workbench.projection, workbench.ties.areas, made)
    rows = Rows(found, lambda each: _living_row(workbench, each))
    table = Table("successions", message("plan.table_living"), _LIVING, rows)
    return Answer(
        "lives-on",
        tuple(_living_sentences(workbench, given, made, found)),
        (table,) if rows else (),
        (message("plan.living_method"),),
        chosen(workbench, given),
    )


def _living_sentences(
    workbench: Workbench, given: Given, made: Editions, found: list[Succession]
) -> Iterable[Message]:
    names = {"where": where(workbench, given), "of": Number(len(made.older))}
    if not len(made.older):
        yield message("plan.no_older", **names)
        return
    surest: dict[int, Trace] = {}
    for each in found:
        surest[each.older] = min(each.trace, surest.get(each.older, each.trace))
    yield message("plan.older", **names)
    traces = np.array(list(surest.values()), dtype=np.int64)
    for trace in Trace:
        number = int((traces == trace).sum())
        if number or trace is not Trace.TOPIC:
            yield counted(f"plan.living_{trace.name.lower()}", number)
    yield counted("plan.lost", len(made.older) - len(surest))


def _living_row(workbench: Workbench, each: Succession) -> Row:
    return (
        workbench.thing(each.older),
        workbench.thing(each.newer),
        message(f"plan.trace_{each.trace.name.lower()}"),
        workbench.things(each.common),
        tuple(dict.fromkeys((*sources_of(workbench, each.older), *sources_of(workbench, each.newer)))),
    )


QUESTIONS = (
    Question(
        "overdue",
        "plan",
        "plan",
        late_measures,
        (*SCOPE, Parameter("year", Asks.NUMBER, required=False)),
    ),
    Question("lives-on", "plan", "plan", lives_on, SCOPE),
)
