"""Linking: comments a second and memory, all of them and 1 % new, against a search name by name.

``python -m bench linking`` measures 1,000 and 10,000 comments; give other numbers to measure them:
``python -m bench linking 100000``.
"""

from __future__ import annotations

import re
import resource
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from multiprocessing import get_context
from pathlib import Path

import pyoxigraph as ox
from rich.console import Console
from rich.table import Table

from bench import comments
from querbezug.graph.links import link_all
from querbezug.graph.links.corpus import Corpus, TextUnit
from querbezug.graph.links.describing import Describer
from querbezug.graph.links.duplicates import near_duplicates
from querbezug.graph.links.finders import Link
from querbezug.graph.links.incremental import LINKED, Incremental
from querbezug.graph.links.knowledge import Known
from querbezug.graph.links.places import PlaceFinder
from querbezug.graph.links.planned import Scopes, planning_things
from querbezug.graph.links.relevance import RelevanceFinder
from querbezug.graph.links.words import inflected, short_forms
from querbezug.graph.store.layout import in_graph
from querbezug.ontology.terms import QUER

SIZES = (1_000, 10_000)
NEW = 100
"""One comment in so many is new when linking again."""

_BATCH = 512
_LINKS = comments.LAYOUT.links
_PEER_AT_MOST = 1_000

Links = list[tuple[TextUnit, ...]]


@dataclass(frozen=True, slots=True)
class Measured:
    """What one way to link came to."""

    task: str
    comments: int
    seconds: float
    computing: float
    megabytes: float
    found: int


def _everything(path: Path, count: int) -> Measured:
    """Measure the linking that a load does."""
    stated = comments.stated(ox.Store(str(path)))
    return _measured(
        "all methods, all comments", count, lambda: sum(1 for _ in link_all(stated, comments.identity()))
    )


def _relevance(path: Path, count: int) -> Measured:
    """Measure the goals and measures alone."""
    corpus = Corpus(comments.stated(ox.Store(str(path))))

    def find() -> int:
        finder = RelevanceFinder(planning_things(corpus), Scopes(corpus))
        batches = _batches(corpus.units())
        return sum(
            len(links) for batch in batches for links in finder.find_batch([u for us in batch for u in us])
        )

    return _measured("goals and measures alone", count, find)


def _duplicates(path: Path, count: int) -> Measured:
    """Measure the near-duplicates alone."""
    corpus = Corpus(comments.stated(ox.Store(str(path))))
    units = (unit for units in corpus.units() for unit in units)
    return _measured("near-duplicates alone", count, lambda: sum(1 for _ in near_duplicates(units)))


def _peer(path: Path, count: int) -> Measured:
    """Measure the obvious way: search each text for each form of each place's name."""
    corpus = Corpus(comments.stated(ox.Store(str(path))))
    forms = {form for n in comments.towns().values() for short in short_forms(n) for form in inflected(short)}
    patterns = [re.compile(rf"\b{re.escape(form)}\b") for form in sorted(forms)]
    texts = [
        unit.text
        for _, units in zip(range(min(count, _PEER_AT_MOST)), corpus.units(), strict=False)
        for unit in units
    ]
    return _measured(
        "peer: places only, name by name",
        len(texts),
        lambda: sum(1 for text in texts for pattern in patterns if pattern.search(text)),
    )


def _first(path: Path, count: int) -> Measured:
    """Measure linking into a store that remembers nothing yet."""
    return _measured("places, goals: first time", count, lambda: _linked(ox.Store(str(path))))


def _again(path: Path, count: int) -> Measured:
    """Measure linking again when 1 % of the comments are new."""
    store = ox.Store(str(path))
    comments.add_comments(store, count + 1, count + count // NEW)
    return _measured("places, goals: again, 1 % new", count, lambda: _linked(store))


def _linked(store: ox.Store) -> int:
    """Link what has to be linked, write it, and return how many things were searched."""
    corpus = Corpus(comments.stated(store))
    places = list(corpus.named(QUER.Place))
    finder = PlaceFinder(places, frozenset(corpus.instances(QUER.Municipality)))
    goals = RelevanceFinder(planning_things(corpus), Scopes(corpus))
    run = Incremental(
        store,
        _LINKS,
        version="1",
        known=[Known(each.iri, repr((each.names, sorted(each.sources))), each.names) for each in places],
        extra=lambda unit: (goals.fingerprint(unit),),
    )
    for batch in _batches(run.to_search(corpus.units())):
        relevant = goals.find_batch([unit for units in batch for unit in units])
        for units in batch:
            links = [
                Link(found, QUER.Mention, (QUER.mentions,))
                for unit in units
                for found in (*finder.find(unit), *next(relevant))
            ]
            run.found(units, Describer(comments.identity()).links(links))
    new = run.finish()
    changes = [(list(new.going()), list(new.coming()), _LINKS)]
    changes.append((list(run.memory.removed), list(run.memory.added), LINKED))
    for going, coming, graph in changes:
        for quad in in_graph(going, graph):
            store.remove(quad)
        store.bulk_extend(in_graph(coming, graph))
    return run.searched


def _batches(things: Iterator[tuple[TextUnit, ...]]) -> Iterator[Links]:
    batch: Links = []
    for units in things:
        batch.append(units)
        if len(batch) == _BATCH:
            yield batch
            batch = []
    yield batch


def _measured(task: str, count: int, work: Callable[[], int]) -> Measured:
    start, computed = time.perf_counter(), time.process_time()
    found = work()
    seconds, computing = time.perf_counter() - start, time.process_time() - computed
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    return Measured(task, count, seconds, computing, memory, found)


def _made(path: Path, count: int) -> None:
    comments.store_with(path, count).flush()


def _alone(work: Callable[[Path, int], Measured | None], path: Path, count: int) -> Measured | None:
    """Do work in a process of its own, so that its memory can be told from that of all else."""
    with ProcessPoolExecutor(1, mp_context=get_context("spawn")) as pool:
        return pool.submit(work, path, count).result()


def measure(count: int) -> list[Measured]:
    """Return all measurements with so many comments."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "store"
        _alone(_made, path, count)
        ways = (_everything, _relevance, _duplicates, _peer, _first, _again)
        return [each for way in ways if (each := _alone(way, path, count))]


def main(arguments: Sequence[str]) -> None:
    """Measure and print a table."""
    table = Table(title="Linking, in one process")
    table.add_column("task")
    for column in ("comments", "seconds", "CPU (s)", "comments / s", "peak memory (MB)", "came to"):
        table.add_column(column, justify="right")
    for count in map(int, arguments or SIZES):
        for each in measure(count):
            rate = f"{each.comments / each.seconds:,.0f}"
            times = (f"{each.seconds:.2f}", f"{each.computing:.2f}", rate)
            table.add_row(
                each.task, f"{each.comments:,}", *times, f"{each.megabytes:,.0f}", f"{each.found:,}"
            )
    Console().print(table)


if __name__ == "__main__":
    main(sys.argv[1:])
