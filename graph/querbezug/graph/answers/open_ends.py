"""What people asked and proposed, and what came of it: open questions, fates of proposals."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_array

from querbezug.graph.analysis.gaps import within
from querbezug.graph.analysis.proposals import Fate, Proposals, proposals
from querbezug.graph.analysis.responses import Responses, responses
from querbezug.graph.analysis.sparse import in_row
from querbezug.graph.answers.model import Answer, Column, Form, Row, Rows, Table, counted
from querbezug.graph.answers.questions import Asks, Given, Parameter, Question
from querbezug.graph.answers.scope import (
    CITY,
    SCOPE,
    chosen,
    columns_of,
    counted_of,
    linked,
    named,
    named_all,
    serving_of,
    sources_of,
    towns_of,
    where,
)
from querbezug.graph.answers.workbench import Workbench
from querbezug.ontology.strings import Message, message
from querbezug.ontology.terms import DCTERMS, QUER

Numbers = NDArray[np.int32]

_OPEN = (
    Column("contribution", Form.THING),
    Column("wording", Form.QUOTE),
    Column("about", Form.THINGS),
    Column("votes", Form.COUNT),
    Column("date"),
    Column("sources", Form.SOURCES),
)
_PLANNED = (Column("measure", Form.THING), Column("cities", Form.THINGS), Column("sources", Form.SOURCES))
_PROPOSALS = (
    Column("proposal", Form.THING),
    Column("fate"),
    Column("targets", Form.THINGS),
    Column("similar", Form.THINGS),
    Column("votes", Form.COUNT),
    Column("sources", Form.SOURCES),
)


def unanswered(workbench: Workbench, given: Given) -> Answer:
    """Say which questions and ideas the administration has not answered.

    Parameters
    ----------
    workbench : Workbench
        The data.
    given : mapping
        ``city`` or ``cooperation``, or neither for all that is loaded.
    """
    found = responses(workbench.projection, workbench.ties.areas, columns_of(workbench, given))
    questions = _by_votes(workbench, found.open_questions)
    ideas = _by_votes(workbench, found.open_ideas)
    tables = (
        Table("questions", message("gaps.table_questions"), _OPEN, _rows(workbench, questions)),
        Table("ideas", message("gaps.table_open_ideas"), _OPEN, _rows(workbench, ideas)),
    )
    return Answer(
        "unanswered",
        tuple(_open_sentences(workbench, given, found, ideas)),
        tuple(table for table in tables if table.rows),
        (message("gaps.unanswered_method"),),
        chosen(workbench, given),
    )


def _open_sentences(
    workbench: Workbench, given: Given, found: Responses, ideas: list[int]
) -> Iterable[Message]:
    place = where(workbench, given)
    if not len(found.contributions):
        yield message("gaps.unanswered_nothing", where=place)
        return
    if not found.official:
        yield message("gaps.no_response", where=place)
    yield counted_of("gaps.questions", len(found.open_questions), int(found.asks.sum()), where=place)
    if found.is_idea.any():
        yield counted_of("gaps.open_ideas", len(ideas), int(found.is_idea.sum()))
    best = _votes(workbench, ideas[0]) if ideas else 0
    if best:
        yield message("gaps.open_best", idea=named(workbench, ideas[0]), votes=counted("gaps.votes", best))


def _votes(workbench: Workbench, number: int) -> int:
    return workbench.projection.votes.get(number, (0, 0))[0]


def _by_votes(workbench: Workbench, numbers: Numbers) -> list[int]:
    return sorted(numbers.tolist(), key=lambda number: (-_votes(workbench, number), number))


def _rows(workbench: Workbench, numbers: list[int]) -> Rows:
    return Rows(numbers, lambda number: _open_row(workbench, number))


def _open_row(workbench: Workbench, number: int) -> Row:
    iri = workbench.projection.iris[number]
    facts = workbench.facts
    return (
        named(workbench, number),
        facts.value(iri, QUER.verbatimText) or "",
        linked(workbench, number, QUER.about, "idea", "goal", "measure", "plan", "field", "process"),
        _votes(workbench, number) if number in workbench.projection.votes else None,
        facts.value(iri, DCTERMS.created) or "",
        sources_of(workbench, number),
    )


def proposals_on(workbench: Workbench, given: Given) -> Answer:
    """Say what people propose on a theme, and whether plans have taken it up.

    Parameters
    ----------
    workbench : Workbench
        The data.
    given : mapping
        ``field``: the theme; ``city``, or nothing for all towns.
    """
    serving = serving_of(workbench)
    themes = serving.family(given["field"])
    columns = columns_of(workbench, given)
    found = proposals(workbench.projection, workbench.ties.areas, serving, themes, columns)
    rows = Rows(range(len(found.things)), lambda n: _proposal_row(workbench, found, n))
    table = Table("proposals", message("plan.table_proposals"), _PROPOSALS, rows)
    planned = _planned_table(workbench, themes, columns)
    return Answer(
        "proposals",
        (*_proposal_sentences(workbench, given, found), *_planned_sentences(planned)),
        tuple(each for each in (table, planned) if each.rows),
        (message("plan.proposals_method"),),
        chosen(workbench, given),
    )


def _proposal_sentences(workbench: Workbench, given: Given, found: Proposals) -> Iterable[Message]:
    names = {"where": where(workbench, given), "field": workbench.thing(given["field"])}
    yield counted("plan.proposals", len(found.things), **names)
    counts = Counter(found.fates)
    for fate in Fate:
        if counts[fate]:
            yield counted_of(f"plan.fate_{fate.value}", counts[fate], len(found.things))


def _planned_table(workbench: Workbench, themes: Numbers, columns: Numbers | None) -> Table:
    """Return the measures of the towns that serve one of the themes."""
    measures = workbench.projection.numbers("measure")
    serves = in_row(csr_array(serving_of(workbench).themes[measures][:, themes])) > 0
    measures = measures[serves & within(workbench.ties.areas.having, columns)[measures]]
    rows = Rows(
        measures.tolist(),
        lambda n: (workbench.thing(n), towns_of(workbench, n), sources_of(workbench, n)),
    )
    return Table("planned", message("plan.table_planned"), _PLANNED, rows)


def _planned_sentences(planned: Table) -> Iterable[Message]:
    yield counted("plan.planned", planned.total)


def _proposal_row(workbench: Workbench, found: Proposals, n: int) -> Row:
    number = int(found.things[n])
    return (
        named(workbench, number),
        message(f"plan.is_{found.fates[n].value}"),
        named_all(workbench, found.targets[n].tolist()),
        linked(workbench, number, QUER.mentions, "measure", "goal"),
        _votes(workbench, number) if number in workbench.projection.votes else None,
        sources_of(workbench, number),
    )


QUESTIONS = (
    Question("unanswered", "gaps", "voices", unanswered, SCOPE),
    Question("proposals", "plan", "voices", proposals_on, (Parameter("field", Asks.FIELD), CITY)),
)
