"""Which towns should talk, and how good these suggestions are."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence

import networkx as nx

from querbezug.graph.analysis import CityTies, Layer, Reason
from querbezug.graph.analysis.backtest import METHODS, REPEATS, Backtest, Result, backtest
from querbezug.graph.analysis.shares import Shares
from querbezug.graph.analysis.suggestions import CHOSEN, Method, Suggestion, chosen, suggestions
from querbezug.graph.analysis.trials import POPULARITY, RANDOM, name_of
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
from querbezug.graph.answers.questions import Asks, Given, Parameter, Question
from querbezug.graph.answers.scope import CITY, named_all
from querbezug.graph.answers.scope import chosen as repeated
from querbezug.graph.answers.workbench import Workbench
from querbezug.ontology.strings import Message, message

_TOLD = 3
_MOST_REASONS = 5
_MOST_PAIRS = 200
"""So many suggestions are worked out at most, whatever is asked for: each needs its reasons."""
_MANY_TOWNS = 300
_FEW_REPEATS = 2
_QUICK = ((CHOSEN, True), (Method.DISTANCE, True))
"""What is compared where there are very many towns."""

_PAIRS = (
    Column("a", Form.THING),
    Column("b", Form.THING),
    Column("reasons", Form.THINGS),
    Column("counts"),
    Column("kilometres_apart", Form.NUMBER),
    Column("score", Form.NUMBER),
    Column("sources", Form.SOURCES),
)
_RESULTS = (
    Column("way"),
    Column("auc", Form.NUMBER),
    Column("auc_between"),
    Column("precision", Form.SHARE),
    Column("precision_between"),
)


def _shares(workbench: Workbench) -> Shares:
    return workbench.once("shares", lambda: Shares.of_layers(workbench.layers))


def _ties(workbench: Workbench) -> CityTies:
    """Return the ties without cooperations, for the reasons."""
    layers = frozenset(Layer) - {Layer.COOPERATION}
    return workbench.once(
        "ties without cooperations", lambda: CityTies(workbench.projection, layers, workbench.layers)
    )


def suggested(workbench: Workbench, given: Given) -> Answer:
    """Say which towns share much and do not cooperate yet.

    Parameters
    ----------
    workbench : Workbench
        The data.
    given : mapping
        ``city``, or none for all pairs; ``most``, how many.
    """
    given = {**given, "most": min(given["most"], _MOST_PAIRS)}
    affinity = chosen(_shares(workbench), workbench.projection)
    found = suggestions(affinity, given["most"], given.get("city"))
    reasons = [_ties(workbench).reasons(each.left, each.right) for each in found]
    rows = tuple(
        _pair_row(workbench, each, why, affinity.kilometres(each.left, each.right))
        for each, why in zip(found, reasons, strict=True)
    )
    table = Table("pairs", message("suggestions.pairs"), _PAIRS, rows)
    return Answer(
        "suggestions",
        tuple(_sentences(workbench, given, found, reasons)),
        (table,) if rows else (),
        (message("suggestions.method"), message("suggestions.see_quality")),
        repeated(workbench, given, ("most",)),
        _network(workbench, found, reasons) if found else None,
    )


def _sentences(
    workbench: Workbench, given: Given, found: Sequence[Suggestion], reasons: Sequence[Sequence[Reason]]
) -> Iterator[Message]:
    if not found:
        key = "suggestions.none_city" if "city" in given else "suggestions.none"
        yield message(key, **({"city": workbench.thing(given["city"])} if "city" in given else {}))
        return
    for number, (pair, why) in enumerate(zip(found[:_TOLD], reasons, strict=False)):
        key = "suggestions.first" if number == 0 else "suggestions.next"
        names = {"a": workbench.thing(pair.left), "b": workbench.thing(pair.right)}
        yield message(key, **names, counts=_counts(why), example=_thing(workbench, why[0]))


def _counts(reasons: Sequence[Reason]) -> Listing:
    """Return how many reasons there are of each kind."""
    counts = Counter(reason.layer for reason in reasons)
    return Listing(
        tuple(counted(f"ties.count_{layer.value}", counts[layer]) for layer in Layer if counts[layer]),
        most=len(Layer),
    )


def _thing(workbench: Workbench, reason: Reason) -> Thing:
    return named_all(workbench, [workbench.projection.index[reason.iri]])[0]


def _pair_row(
    workbench: Workbench, pair: Suggestion, reasons: Sequence[Reason], kilometres: float | None
) -> Row:
    best = [reason for reason in reasons if reason.layer is not Layer.NEIGHBOUR][:_MOST_REASONS]
    return (
        workbench.thing(pair.left),
        workbench.thing(pair.right),
        tuple(_thing(workbench, reason) for reason in best),
        message("suggestions.counts", counts=_counts(reasons)),
        kilometres,
        pair.score,
        tuple(sorted({source for reason in best for source in reason.sources})),
    )


def _network(
    workbench: Workbench, found: Sequence[Suggestion], reasons: Sequence[Sequence[Reason]]
) -> nx.Graph[str]:
    network: nx.Graph[str] = nx.Graph()
    projection = workbench.projection
    for pair, why in zip(found, reasons, strict=True):
        for end in (pair.left, pair.right):
            latitude, longitude = projection.positions.get(end, (None, None))
            network.add_node(
                projection.iris[end],
                label=projection.labels[end],
                kind=projection.kinds[end],
                latitude=latitude,
                longitude=longitude,
            )
        labels = [reason.label for reason in why]
        network.add_edge(
            projection.iris[pair.left], projection.iris[pair.right], weight=pair.score, reasons=labels
        )
    return network


def quality(workbench: Workbench, given: Given) -> Answer:
    """Say how good the suggestions are, by cooperations that were hidden and suggested again.

    Parameters
    ----------
    workbench : Workbench
        The data.
    given : mapping
        ``first``: how many suggestions are looked at.
    """
    k = min(given["first"], _MOST_PAIRS)
    tested = workbench.once(f"backtest {k}", lambda: _tested(workbench, k))
    if tested is None:
        return Answer("suggestions-quality", (message("suggestions.untestable"),), given={"first": k})
    rows = tuple(_result_row(result) for result in tested.results)
    table = Table("results", message("suggestions.results", k=Number(k)), _RESULTS, rows)
    notes = (message("suggestions.testing"), message("suggestions.choice"))
    return Answer("suggestions-quality", tuple(_judged(tested, k)), (table,), notes, {"first": k})


def _tested(workbench: Workbench, k: int) -> Backtest | None:
    many = len(_shares(workbench).towns) > _MANY_TOWNS
    return backtest(
        workbench.projection,
        repeats=_FEW_REPEATS if many else REPEATS,
        k=k,
        methods=_QUICK if many else METHODS,
        layers=workbench.layers,
    )


def _judged(tested: Backtest, k: int) -> Iterator[Message]:
    ours = tested.of(name_of(CHOSEN, distance=True))
    near = tested.of(name_of(Method.DISTANCE, distance=True))
    chance, popular = tested.of(RANDOM), tested.of(POPULARITY)
    yield message(
        "suggestions.hits",
        k=Number(k),
        ours=Number(ours.precision.mean * k, 1),
        chance=Number(chance.precision.mean * k, 1),
    )
    yield message(
        "suggestions.hid",
        repeats=Number(tested.repeats),
        pairs=Number(tested.hidden),
        towns=Number(tested.towns),
    )
    yield message("suggestions.auc", ours=Share(ours.auc.mean), popular=Share(popular.auc.mean))
    yield message(
        "suggestions.near", k=Number(k), auc=Share(near.auc.mean), near=Number(near.precision.mean * k, 1)
    )
    yield message("suggestions.sharing", share=Share(tested.sharing))


def _result_row(result: Result) -> Row:
    method, _, distance = result.name.partition("+")
    name = message(f"suggestions.way_{method}")
    if distance:
        name = message("suggestions.with_distance", way=name)
    return (
        name,
        result.auc.mean,
        message("suggestions.between", low=Number(result.auc.low, 2), high=Number(result.auc.high, 2)),
        result.precision.mean,
        message("suggestions.between", low=Share(result.precision.low), high=Share(result.precision.high)),
    )


QUESTIONS = (
    Question(
        "suggestions",
        "suggestions",
        "partners",
        suggested,
        (CITY, Parameter("most", Asks.NUMBER, required=False, default=20)),
    ),
    Question(
        "suggestions-quality",
        "suggestions",
        "partners",
        quality,
        (Parameter("first", Asks.NUMBER, required=False, default=20),),
    ),
)
