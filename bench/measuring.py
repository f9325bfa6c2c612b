"""Timing two ways to do one thing, turn and turn about, and showing the medians side by side."""

from __future__ import annotations

import gc
import statistics
import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import TypeVar

from rich.console import Console
from rich.table import Table

RUNS = 5

Result = TypeVar("Result")


@dataclass(frozen=True, slots=True)
class Measurement:
    """Median seconds of both sides over the same runs; both came to the same result."""

    task: str
    size: str
    peer: str
    ours_seconds: float
    peer_seconds: float
    agreed: str


class DisagreementError(Exception):
    """The two sides came to different results, so their times say nothing."""


def compare(
    task: str,
    size: str,
    peer: str,
    ours: Callable[[], Result],
    theirs: Callable[[], Result],
    runs: int = RUNS,
) -> Measurement:
    """Time ``ours`` and ``theirs`` alternately.

    Parameters
    ----------
    ours, theirs : callable
        Each returns what it came to, in a form that can be compared: a number, a set.

    Raises
    ------
    DisagreementError
        If they do not come to the same.
    """
    ours_times, peer_times = [], []
    for _ in range(runs):
        seconds, result = _timed(ours)
        ours_times.append(seconds)
        seconds, expected = _timed(theirs)
        peer_times.append(seconds)
        if result != expected:
            raise DisagreementError(f"{task}: {_brief(result)} is not {_brief(expected)}")
    return Measurement(
        task, size, peer, statistics.median(ours_times), statistics.median(peer_times), _brief(result)
    )


def _timed(work: Callable[[], Result]) -> tuple[float, Result]:
    gc.collect()
    start = time.perf_counter()
    result = work()
    return time.perf_counter() - start, result


def _brief(result: object) -> str:
    return f"{len(result):,} edges" if isinstance(result, frozenset) else f"{result:,}"


def show(measurements: Iterable[Measurement]) -> None:
    """Print the measurements as a table."""
    table = Table(title=f"Medians of {RUNS} runs, one after the other on this machine")
    table.add_column("task")
    table.add_column("peer")
    for column in ("size", "both came to", "ours (s)", "peer (s)", "peer / ours"):
        table.add_column(column, justify="right")
    for each in measurements:
        ratio = each.peer_seconds / each.ours_seconds
        table.add_row(
            each.task,
            each.peer,
            each.size,
            each.agreed,
            f"{each.ours_seconds:.3f}",
            f"{each.peer_seconds:.3f}",
            f"{ratio:.2f}",
        )
    Console().print(table)
