"""What people reject because something else matters more to them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import numpy as np
from scipy.sparse import csr_array

from querbezug.graph.analysis.priorities import Priority, fields_of
from querbezug.graph.answers.evidence import priorities_of
from querbezug.graph.answers.model import Answer, Column, Form, Listing, Row, Rows, Table, counted
from querbezug.graph.answers.questions import Given, Question
from querbezug.graph.answers.scope import (
    SCOPE,
    chosen,
    columns_of,
    named,
    named_all,
    sources_of,
    where,
)
from querbezug.graph.answers.workbench import Workbench
from querbezug.ontology.strings import Message, message

_TOLD = 3

_PRIORITIES = (
    Column("voice", Form.THING),
    Column("quote", Form.QUOTE),
    Column("rejects", Form.THINGS),
    Column("prefers", Form.THINGS),
    Column("belongs_to", Form.THINGS),
    Column("confidence", Form.SHARE),
    Column("sources", Form.SOURCES),
)


def other_priorities(workbench: Workbench, given: Given) -> Answer:
    """Say which objections name another priority, and to which field of action that belongs.

    Parameters
    ----------
    workbench : Workbench
        The data.
    given : mapping
        ``city`` or ``cooperation``, or neither for all that is loaded.
    """
    found = [each for each in priorities_of(workbench) if _here(workbench, given, each.contribution)]
    rows = Rows(found, lambda each: _priority_row(workbench, each))
    table = Table("priorities", message("priorities.table"), _PRIORITIES, rows)
    return Answer(
        "other-priorities",
        tuple(_priority_sentences(workbench, given, found)),
        (table,) if rows else (),
        (message("contested.recognised"), message("priorities.belonging")),
        chosen(workbench, given),
    )


def _here(workbench: Workbench, given: Given, contribution: int) -> bool:
    columns = columns_of(workbench, given)
    home = workbench.ties.areas.home
    own = home.indices[home.indptr[contribution] : home.indptr[contribution + 1]]
    return columns is None or bool(np.isin(own, columns).any())


def _priority_sentences(workbench: Workbench, given: Given, found: Sequence[Priority]) -> Iterator[Message]:
    yield counted("priorities.rejecting", len(found), where=where(workbench, given))
    for each in found[:_TOLD]:
        fields = _fields(workbench, each)
        yield message(
            "priorities.rather_in" if fields else "priorities.rather",
            quote=each.quote,
            rejects=Listing(named_all(workbench, each.targets)),
            prefers=Listing(named_all(workbench, each.preferred)),
            fields=Listing(named_all(workbench, fields)),
        )


def _priority_row(workbench: Workbench, each: Priority) -> Row:
    return (
        named(workbench, each.contribution),
        each.quote,
        named_all(workbench, each.targets),
        named_all(workbench, each.preferred),
        named_all(workbench, _fields(workbench, each)),
        each.confidence,
        sources_of(workbench, each.contribution),
    )


def _fields(workbench: Workbench, each: Priority) -> list[int]:
    """Return the likeliest field of each preferred thing, of the plans of the same town first."""
    areas = workbench.ties.areas
    home = areas.home.indices[areas.home.indptr[each.contribution] : areas.home.indptr[each.contribution + 1]]
    there = csr_array(areas.having[:, home])
    near = frozenset(np.flatnonzero(np.diff(there.indptr)).tolist())
    likeliest = (fields_of(workbench.projection, thing, near)[:1] for thing in each.preferred)
    return list(dict.fromkeys(field for fields in likeliest for field in fields))


QUESTIONS = (Question("other-priorities", "priorities", "voices", other_priorities, SCOPE),)
