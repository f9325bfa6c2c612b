"""Loading and linking comments: all of them, and again with 1 % new, against a search name by name.

``python -m bench linking`` measures 1,000 and 10,000 comments; give other numbers to measure them:
``python -m bench linking 100000``. All goes the way a user's files go: read, masked, mapped, checked,
linked with all methods, stored.
"""

from __future__ import annotations

import os
import re
import resource
import sys
import tempfile
import time
from collections import defaultdict
from collections.abc import Callable, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from multiprocessing import get_context
from pathlib import Path

from rich.console import Console
from rich.table import Table

from bench import comments
from querbezug.graph.links.words import inflected, short_forms
from querbezug.graph.loading import load
from querbezug.graph.store import WriteStore

SIZES = (1_000, 10_000)
NEW = 100
"""One comment in so many is new when linking again."""

_PEER_AT_MOST = 1_000
_STORE = "store"
_STEPS = {
    "cli.step-reading": "reading",
    "cli.step-checking": "reading",
    "cli.step-linking": "linking",
    "cli.step-storing": "storing",
}


@dataclass(frozen=True, slots=True)
class Measured:
    """What one task came to.

    ``steps`` are the seconds by the clock of reading, linking and storing, ``seconds`` all of them;
    ``processors`` the seconds of all processors, ``megabytes`` the peak of the process that loads.
    """

    task: str
    comments: int
    seconds: float
    processors: float
    steps: dict[str, float]
    megabytes: float
    searched: int
    links: int


class Clock:
    """Tells the steps of a load apart: its progress tells when another one has begun."""

    def __init__(self) -> None:
        self._start = self._since = time.perf_counter()
        self._steps: dict[str, float] = defaultdict(float)
        self._step = "cli.step-reading"
        self._processors = _processors()

    def tell(self, step: str, _done: int, _total: int) -> None:
        """Be told how far a load is."""
        now = time.perf_counter()
        self._steps[_STEPS[self._step]] += now - self._since
        self._step, self._since = step, now

    def measured(self, task: str, count: int, searched: int, links: int) -> Measured:
        """Return what was measured when the task is over."""
        self.tell(self._step, 0, 0)
        return Measured(
            task=task,
            comments=count,
            seconds=self._since - self._start,
            processors=_processors() - self._processors,
            steps=dict(self._steps),
            megabytes=_peak(),
            searched=searched,
            links=links,
        )


def first(folder: Path, count: int) -> Measured:
    """Load a plan and all comments into an empty store."""
    files = [comments.write_plan(folder), comments.write_comments(folder, "kommentare", 1, count)]
    return _loaded("first time", folder, files)


def file_of_new(folder: Path, count: int) -> Measured:
    """Load a further file of 1 % new comments."""
    file = comments.write_comments(folder, "neue", count + 1, count + count // NEW)
    return _loaded("1 % new, a file of their own", folder, [file])


def file_with_new(folder: Path, count: int) -> Measured:
    """Load the first file again, with 1 % more comments in it."""
    last = count + 2 * (count // NEW)
    return _loaded("1 % new, the whole file again", folder, [_again(folder, count, last)])


def _again(folder: Path, count: int, last: int) -> Path:
    """Write the first file once more, with others behind."""
    path = comments.write_comments(folder, "weitere", count + count // NEW + 1, last)
    more = path.read_text(encoding="utf-8").split("\n", 1)[1]
    whole = folder / "kommentare.csv"
    with whole.open("a", encoding="utf-8", newline="") as stream:
        stream.write(more)
    return whole


def nothing_new(folder: Path, _count: int) -> Measured:
    """Load the first file again as it is."""
    return _loaded("nothing new", folder, [folder / "kommentare.csv"])


def new_place(folder: Path, _count: int) -> Measured:
    """Load a register with one more place, so all texts have to be looked through."""
    path = comments.write_place(folder)
    return _loaded("one more place", folder, [path])


def peer(_folder: Path, count: int) -> Measured:
    """Measure the obvious way: search each text for each form of each place's name."""
    forms = {form for n in comments.towns().values() for short in short_forms(n) for form in inflected(short)}
    patterns = [re.compile(rf"\b{re.escape(form)}\b") for form in sorted(forms)]
    texts = [comments.comment(number)[0] for number in range(1, min(count, _PEER_AT_MOST) + 1)]
    clock = Clock()
    found = sum(1 for text in texts for pattern in patterns if pattern.search(text))
    clock.tell("cli.step-linking", 0, 0)
    return clock.measured("peer: places only, name by name", len(texts), len(texts), found)


def _loaded(task: str, folder: Path, files: Sequence[Path]) -> Measured:
    clock = Clock()
    with WriteStore(folder / _STORE) as store:
        report = load(files, store, progress=clock.tell)
    records = sum(source.changes.now.get("Comment", 0) for source in report.sources)
    return clock.measured(task, records, report.run.searched, report.run.links)


def _peak() -> float:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def _processors() -> float:
    """Return the seconds that processors have worked for this process and those it has waited for."""
    spent = os.times()
    return spent.user + spent.system + spent.children_user + spent.children_system


def _alone(work: Callable[[Path, int], Measured], folder: Path, count: int) -> Measured:
    """Do work in a process of its own, so that its memory can be told from that of all else."""
    with ProcessPoolExecutor(1, mp_context=get_context("spawn")) as pool:
        return pool.submit(work, folder, count).result()


def measure(count: int) -> list[Measured]:
    """Return all measurements with so many comments."""
    with tempfile.TemporaryDirectory() as folder:
        ways = (first, file_of_new, nothing_new, file_with_new, new_place, peer)
        return [_alone(way, Path(folder), count) for way in ways]


def main(arguments: Sequence[str]) -> None:
    """Measure and print a table."""
    table = Table(title="Loading and linking, each from a process of its own: seconds by the clock")
    table.add_column("task")
    for column in (
        "comments",
        "reading",
        "linking",
        "storing",
        "all",
        "processors",
        "searched",
        "links",
        "peak (MB)",
    ):
        table.add_column(column, justify="right")
    for count in map(int, arguments or SIZES):
        for each in measure(count):
            steps = (f"{each.steps.get(step, 0):.1f}" for step in ("reading", "linking", "storing"))
            seconds = (f"{each.seconds:.1f}", f"{each.processors:.1f}")
            counts = (f"{each.searched:,}", f"{each.links:,}", f"{each.megabytes:,.0f}")
            table.add_row(each.task, f"{each.comments:,}", *steps, *seconds, *counts)
    Console(width=120).print(table)


if __name__ == "__main__":
    main(sys.argv[1:])
