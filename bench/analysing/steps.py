"""Every step of the analysis of one store, one after the other in this process."""

from __future__ import annotations

import json
import os
import resource
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

from querbezug.graph.analysis import project
from querbezug.graph.analysis.states import States
from querbezug.graph.answers import Answer, Question, Workbench, ask, choices_of, questions
from querbezug.graph.answers.questions import Asks, Parameter
from querbezug.graph.store import ReadStore

Work = Callable[[], object]

MOST_ROWS = 200
"""Of each table are shown on a page."""


def steps(store: Path) -> dict[str, object]:
    """Return the size of the store, and what each step took in seconds, processor seconds and bytes."""
    snapshot = ReadStore(store).snapshot()
    with tempfile.TemporaryDirectory() as folder:
        # States are kept elsewhere, so that a measured store stays as it was.
        states = States(Path(folder) / "measured")
        taken = [_timed("projection, first time", lambda: states.keep(project(snapshot)))]
        taken.append(_timed("projection, kept", lambda: states.load(snapshot.version, snapshot.store)))
        projection = states.load(snapshot.version, snapshot.store)
    bench = Workbench(replace(snapshot, path=None), projection)
    taken += [_timed(name, work) for name, work in _analyses(bench)]
    return {
        "comments": len(bench.projection.numbers("comment")),
        "things": len(bench.projection.iris),
        "links": len(bench.projection.source),
        "steps": taken,
    }


def _analyses(bench: Workbench) -> Iterator[tuple[str, Work]]:
    yield "layers of ties", lambda: bench.ties
    yield "network with groups, backbone, bridges", lambda: bench.network
    for each in questions().values():
        given = parameters(bench, each)
        if given is not None:
            yield f"answer: {each.id}", lambda each=each, given=given: _shown(ask(bench, each.id, given))  # type: ignore[misc]


def _shown(answer: Answer) -> None:
    """Make the rows that a page shows: the others are made for whoever takes the table away."""
    for table in answer.tables:
        list(table.rows[:MOST_ROWS])


def parameters(bench: Workbench, question: Question) -> dict[str, str] | None:
    """Return sensible choices for a question: large cities, much used themes; None where there are none."""
    found: dict[str, str] = {}
    for parameter in question.parameters:
        if not parameter.required:
            continue
        choice = _choice(bench, parameter, taken=len(found))
        if choice is None:
            return None
        found[parameter.name] = choice
    return found


def _choice(bench: Workbench, parameter: Parameter, taken: int) -> str | None:
    if parameter.asks is Asks.NUMBER:
        return str(parameter.default)
    if parameter.asks is Asks.STATE:
        return None
    projection = bench.projection
    degree = projection.adjacency.indptr
    weight = projection.population if parameter.asks is Asks.CITY else None
    ranked = sorted(
        choices_of(bench, parameter.asks),
        key=lambda n: (-(weight.get(n, 0) if weight is not None else int(degree[n + 1] - degree[n])), n),
    )
    return projection.iris[ranked[min(taken, len(ranked) - 1)]] if ranked else None


def _timed(name: str, work: Work) -> dict[str, object]:
    start, processor = time.perf_counter(), _processor()
    work()
    return {
        "name": name,
        "seconds": time.perf_counter() - start,
        "processor": _processor() - processor,
        "peak": _peak(),
    }


def _processor() -> float:
    """Return the processor seconds of this process and of those it has set to work."""
    used = os.times()
    return used.user + used.system + used.children_user + used.children_system


def _peak() -> int:
    """Return the most memory of this process so far, in bytes.

    What it sets to work counts as large as itself until it has begun, so that cannot be measured from here.
    """
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024


if __name__ == "__main__":
    print(json.dumps(steps(Path(sys.argv[1]))))
