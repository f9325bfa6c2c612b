"""Who is responsible for what, and on whose word the links of planning stand."""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np
from rdflib.term import URIRef
from scipy.sparse import csr_array

from querbezug.graph.analysis.gaps import within
from querbezug.graph.analysis.sparse import in_column, in_row, only_columns, row_of
from querbezug.graph.answers.model import Answer, Column, Form, Number, Rows, Share, Table, Thing, counted
from querbezug.graph.answers.questions import Given, Question
from querbezug.graph.answers.scope import (
    SCOPE,
    chosen,
    columns_of,
    counted_of,
    query_text,
    sources_of,
    where,
)
from querbezug.graph.answers.workbench import Workbench
from querbezug.ontology.resources import labels
from querbezug.ontology.strings import Message, message
from querbezug.ontology.terms import QUER

_BODIES = (
    Column("body", Form.THING),
    Column("measures", Form.COUNT),
    Column("which", Form.THINGS),
    Column("sources", Form.SOURCES),
)
_LINKS = (
    Column("property", Form.THING),
    Column("links", Form.COUNT),
    Column("stated", Form.COUNT),
    Column("inferred", Form.COUNT),
    Column("share_stated", Form.SHARE),
)
_PLANNING: tuple[URIRef, ...] = (
    QUER.theme,
    QUER.contributesTo,
    QUER.planningArea,
    QUER.inPlan,
    QUER.responsible,
)
_MOST_NAMED = 50
"""So many measures of one body are named."""


def responsible(workbench: Workbench, given: Given) -> Answer:
    """Say who is responsible for which measures.

    Parameters
    ----------
    workbench : Workbench
        The data.
    given : mapping
        ``city`` or ``cooperation``, or neither for all that is loaded.
    """
    projection = workbench.projection
    measures = projection.numbers("measure")
    measures = measures[within(workbench.ties.areas.having, columns_of(workbench, given))[measures]]
    bearing = only_columns(
        csr_array(projection.incidence(QUER.responsible)[measures]),
        projection.is_kind("organisation", "authority"),
    )
    counts, by_body = in_column(bearing), csr_array(bearing.T)
    bodies = np.flatnonzero(counts)
    bodies = bodies[np.lexsort((bodies, -counts[bodies]))]
    rows = Rows(
        bodies.tolist(),
        lambda body: (
            workbench.thing(body),
            int(counts[body]),
            workbench.things(measures[row_of(by_body, body)[:_MOST_NAMED]].tolist()),
            sources_of(workbench, body),
        ),
    )
    told = int((in_row(bearing) > 0).sum())
    most = (workbench.thing(int(bodies[0])), int(counts[bodies[0]])) if len(bodies) else None
    return Answer(
        "responsible",
        tuple(_body_sentences(workbench, given, told, len(measures), most)),
        (Table("bodies", message("queries.table_responsible"), _BODIES, rows),) if rows else (),
        (message("queries.method_responsible"),),
        chosen(workbench, given),
        query=query_text("cq21-responsible-bodies"),
    )


def _body_sentences(
    workbench: Workbench, given: Given, told: int, whole: int, most: tuple[Thing, int] | None
) -> Iterable[Message]:
    yield counted_of("queries.responsible", told, whole, where=where(workbench, given))
    if most:
        yield counted("queries.responsible_most", most[1], body=most[0])


def provenance(workbench: Workbench, given: Given) -> Answer:
    """Say how many of the links of planning sources state, and how many editors concluded.

    Parameters
    ----------
    workbench : Workbench
        The data.
    given : mapping
        Empty.
    """
    projection = workbench.projection
    is_comment = projection.is_kind("comment")
    counts: list[tuple[URIRef, int, int]] = []
    for predicate in _PLANNING:
        source, _, inferred = projection.links(predicate)
        planned = ~is_comment[source]
        if planned.any():
            counts.append((predicate, int(planned.sum()), int(inferred[planned].sum())))
    rows = tuple(
        (
            Thing(str(predicate), labels().label(predicate) or str(predicate)),
            links,
            links - inferred,
            inferred,
            (links - inferred) / links,
        )
        for predicate, links, inferred in counts
    )
    whole, concluded = sum(each[1] for each in counts), sum(each[2] for each in counts)
    names = {"share": Share(1 - concluded / max(whole, 1)), "inferred": Number(concluded)}
    return Answer(
        "provenance",
        (counted("queries.provenance", whole, **names),),
        (Table("links", message("queries.table_provenance"), _LINKS, rows),) if rows else (),
        (message("queries.method_provenance"),),
        chosen(workbench, given),
        query=query_text("cq12-stated-and-inferred-links"),
    )


QUESTIONS = (
    Question("responsible", "queries", "plan", responsible, SCOPE),
    Question("provenance", "queries", "data", provenance),
)
