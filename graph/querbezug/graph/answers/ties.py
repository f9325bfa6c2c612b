"""What ties two cities: ranked reasons, each down to the source."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from querbezug.graph.analysis import Layer, Reason
from querbezug.graph.answers.model import (
    Answer,
    Column,
    Form,
    Listing,
    Number,
    Row,
    Share,
    Table,
    Thing,
    counted,
)
from querbezug.graph.answers.questions import Given, Parameter, Question
from querbezug.graph.answers.workbench import Workbench
from querbezug.ontology.strings import Message, message

_COLUMNS = (
    Column("reason", Form.THING),
    Column("layer"),
    Column("detail"),
    Column("weight", Form.NUMBER),
    Column("origin"),
    Column("sources", Form.SOURCES),
)


def ties(workbench: Workbench, given: Given) -> Answer:
    """Say what ties two cities, the heaviest reason first.

    Parameters
    ----------
    workbench : Workbench
        The data.
    given : mapping
        ``a`` and ``b``: indices of the cities.
    """
    a, b = given["a"], given["b"]
    reasons = workbench.ties.reasons(a, b)
    names = {"a": workbench.thing(a), "b": workbench.thing(b)}
    table = Table(
        "reasons",
        message("ties.table", **names),
        _COLUMNS,
        tuple(_row(workbench, reason) for reason in reasons),
    )
    sentences = tuple(_sentences(workbench, a, b, reasons)) if reasons else (message("ties.none", **names),)
    return Answer("ties", sentences, (table,), (message("ties.method"),), names)


def _sentences(workbench: Workbench, a: int, b: int, reasons: Sequence[Reason]) -> list[Message]:
    names = {"a": workbench.thing(a), "b": workbench.thing(b)}
    counts = Counter(reason.layer for reason in reasons)
    layers = [layer for layer in Layer if counts[layer]]
    told = Listing(
        tuple(counted(f"ties.count_{layer.value}", counts[layer]) for layer in layers), most=len(Layer)
    )
    whole = sum(reason.weight for reason in reasons)
    best = reasons[0]
    found = [
        message("ties.by", **names, counts=told),
        message("ties.best", thing=_thing(workbench, best), share=Share(best.weight / whole)),
    ]
    partners = workbench.ties.closest(a, len(workbench.ties.cities))
    rank = next((n for n, (city, _) in enumerate(partners, start=1) if city == b), 0)
    if rank:
        found.append(message("ties.rank", **names, rank=Number(rank), n=Number(len(partners))))
    concluded = sum(reason.inferred for reason in reasons)
    if concluded:
        found.append(counted("ties.concluded", concluded))
    return found


def _row(workbench: Workbench, reason: Reason) -> Row:
    origin = message("ties.concluded-one" if reason.inferred else "ties.stated-one")
    return (
        _thing(workbench, reason),
        message(f"ties.layer_{reason.layer.value}"),
        message("ties.kilometres", n=reason.detail) if reason.layer is Layer.NEIGHBOUR else reason.detail,
        reason.weight,
        origin,
        reason.sources,
    )


def _thing(workbench: Workbench, reason: Reason) -> Thing:
    return Thing(reason.iri, reason.label, workbench.projection.kinds[workbench.projection.index[reason.iri]])


QUESTIONS = (Question("ties", "ties", "cities", ties, (Parameter("a"), Parameter("b"))),)
