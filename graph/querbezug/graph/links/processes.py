"""Searching very many texts in several processes at a time."""

from __future__ import annotations

import os
import signal
import threading
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass
from itertools import islice
from multiprocessing import get_context, parent_process
from multiprocessing.connection import wait

from querbezug.graph.errors import StoreError
from querbezug.graph.identity import Identity
from querbezug.graph.links.decisions import Decisions
from querbezug.graph.links.describing import Describer
from querbezug.graph.links.outcome import Outcome
from querbezug.graph.links.searching import Search, Thing
from querbezug.graph.statements import Statements
from querbezug.ontology.topics import Topic

WORTH_IT = 4_000
"""For fewer things it takes longer to set up other processes than to search here."""

_MOST = 8
_AT_ONCE = 200
_AHEAD = 3
"""How many pieces of work wait for each process, so that none is idle."""

Opening = Callable[[], tuple[Statements, Identity]]
"""Opens in another process what the sources state, and what gives IRIs; it can be pickled."""


@dataclass(frozen=True, slots=True)
class Task:
    """What a process needs to search texts: the same as :class:`Search` has here."""

    opening: Opening
    decisions: Decisions
    lexicon: Sequence[Topic] | None

    def search(self) -> Search:
        """Set everything up."""
        stated, identity = self.opening()
        return Search(stated, Describer(identity, self.decisions), identity, self.lexicon)


def available() -> int:
    """Return how many processes may search at a time on this machine."""
    try:
        return min(len(os.sched_getaffinity(0)), _MOST)
    except AttributeError:  # not on macOS and Windows
        return min(os.cpu_count() or 1, _MOST)


def outcomes(task: Task, things: Iterable[Thing], count: int) -> Iterator[tuple[Thing, Outcome]]:
    """Yield things with what is stated because of them, in their order, searched by ``count`` processes.

    Parameters
    ----------
    task : Task
        What the processes need.
    things : iterable of tuple of TextUnit
        Things with their texts; some hundreds a process are held at a time.
    count : int
        How many processes.

    Raises
    ------
    StoreError
        If a process ends before its work is done, for want of memory say.
    """
    context = get_context("spawn")
    pool = ProcessPoolExecutor(count, mp_context=context, initializer=_set_up, initargs=(task,))
    try:
        remaining = iter(things)
        waiting: deque[tuple[list[Thing], Future[list[Outcome]]]] = deque()
        while True:
            while len(waiting) < count * _AHEAD and (batch := list(islice(remaining, _AT_ONCE))):
                waiting.append((batch, pool.submit(_search, batch)))
            if not waiting:
                return
            batch, found = waiting.popleft()
            yield from zip(batch, found.result(), strict=True)
    except BrokenProcessPool as error:
        raise StoreError("links.process-died") from error
    finally:
        pool.shutdown(cancel_futures=True)


_here: list[Search] = []
"""In another process: its search."""


def _set_up(task: Task) -> None:
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the process that started this one tells it to end
    threading.Thread(target=_end_with_parent, daemon=True).start()
    _here.append(task.search())


def _end_with_parent() -> None:
    """Wait until the process that started this one is gone, and go too: nobody else would tell it."""
    parent = parent_process()
    if parent is not None:
        wait([parent.sentinel])
        os._exit(1)


def _search(things: Sequence[Thing]) -> list[Outcome]:
    return [found for _, found in _here[0].outcomes(things)]
