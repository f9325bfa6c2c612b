"""The desk at which people decide: the queue, kept up to date, and the one door to writing."""

from __future__ import annotations

import threading
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated, cast

import pyoxigraph as ox
from fastapi import Depends, Request

from querbezug.api.http.review_access import Access
from querbezug.graph.folding import fold
from querbezug.graph.links.adopted import Lexicon
from querbezug.graph.nodes import node
from querbezug.graph.review import Assessment, Outcome, Queue, Reading, Verdict, decide, undo
from querbezug.graph.review.term_queue import TermList, term_list
from querbezug.graph.review.terms import TermOutcome, adopt, dismiss, take_back
from querbezug.graph.store import Snapshot
from querbezug.graph.store.reading import ReadStore
from querbezug.ontology.terms import QUER, RDF, RDFS, SKOS, VOCABULARY

MOST_HITS = 12

_MEANT = (
    QUER.Place, QUER.Region, QUER.FieldOfAction, QUER.CrossCuttingTheme, QUER.Topic, QUER.Category,
    QUER.Goal, QUER.Measure, QUER.Idea, QUER.ReferenceExample, QUER.PlanDocument,
)  # fmt: skip
_CODES = {
    str(QUER.StanceAssessment): ("stance", ("support", "conditional-support", "objection", "neutral")),
    str(QUER.FunctionAssessment): (
        "contribution-function",
        ("question", "suggestion", "argument", "information"),
    ),
}


@dataclass(frozen=True, slots=True)
class Meant:
    """A thing that an assessment may be corrected to."""

    iri: str
    label: str
    kind: str
    where: str = ""


class Desk:
    """What reviewers of one store work with; made once for each application.

    Parameters
    ----------
    path : Path
        The store's directory.
    token : str or None
        What has to be said to decide.
    """

    def __init__(self, path: Path, token: str | None) -> None:
        self.access = Access(token)
        self._path = path
        self._store = ReadStore(path)
        self._lock = threading.RLock()
        self._queue: Queue | None = None
        self._names: list[tuple[str, Meant]] | None = None
        self._terms: TermList | None = None
        self._terms_version = ""

    def snapshot(self) -> Snapshot:
        """Return the newest state of the store."""
        return self._store.snapshot()

    def queue(self) -> Queue:
        """Return what is to be reviewed in the newest state of the store."""
        with self._lock:
            snapshot = self.snapshot()
            if self._queue is None or self._queue.version != snapshot.version:
                self._queue, self._names = Queue(snapshot), None
            return self._queue

    def decide(self, verdict: Verdict) -> Outcome:
        """Take a decision; the queue knows of it at once."""
        return self._followed(decide(self._path, verdict))

    def undo(self, name: str) -> Outcome:
        """Take a decision back."""
        return self._followed(undo(self._path, name))

    def terms(self) -> TermList:
        """Return the terms of the newest state of the store.

        The texts are read again only where somebody else changed the store: decisions change none.
        """
        with self._lock:
            snapshot = self.snapshot()
            if self._terms is None or self._terms_version != snapshot.version:
                self._terms, self._terms_version = term_list(snapshot), snapshot.version
            return self._terms

    def adopt(self, label: str, broader: str, words: Iterable[str], role: str) -> TermOutcome:
        """Adopt a term as a topic."""
        return self._settled(adopt(self._path, label, broader, words, role))

    def dismiss(self, term: str, role: str) -> TermOutcome:
        """Say that a term is not to be proposed again."""
        return self._settled(dismiss(self._path, term, role))

    def take_back(self, name: str, role: str) -> TermOutcome:
        """Take an adoption or a dismissal back."""
        return self._settled(take_back(self._path, name, role))

    def _settled(self, outcome: TermOutcome) -> TermOutcome:
        with self._lock:
            snapshot = self.snapshot()
            if self._terms and (self._terms_version, snapshot.version) == (outcome.before, outcome.after):
                self._terms, self._terms_version = term_list(snapshot, self._terms), outcome.after
        return outcome

    def _followed(self, outcome: Outcome) -> Outcome:
        with self._lock:
            if self._terms_version == outcome.before:
                self._terms_version = outcome.after
            if self._queue is not None and not self._queue.follow(outcome, self.snapshot()):
                self._queue, self._names = None, None
        return outcome

    def meant(self, found: Assessment, words: str) -> list[Meant]:
        """Return what an assessment may be corrected to, best first.

        A function or stance may be corrected to the other codes; anything else to a thing whose
        name holds all the words.
        """
        snapshot = self.snapshot()
        if found.cls in _CODES:
            scheme, codes = _CODES[found.cls]
            reading = Reading(snapshot.store, snapshot.layout)
            iris = [f"{VOCABULARY}{scheme}/{code}" for code in codes]
            return [Meant(iri, reading.label(iri), found.kind) for iri in iris if iri != found.claim.body]
        wanted = fold(words).split()
        if not wanted:
            return []
        hits = [
            (not name.startswith(wanted[0]), len(name), meant.iri, meant)
            for name, meant in self._index()
            if all(word in name for word in wanted) and meant.iri != found.claim.body
        ]
        return list(dict.fromkeys(meant for *_, meant in sorted(hits, key=lambda hit: hit[:3])))[:MOST_HITS]

    def _index(self) -> list[tuple[str, Meant]]:
        """Return the names of all things that somebody may mean; decisions add none."""
        with self._lock:
            self.queue()
            if self._names is None:
                self._names = _names(self.snapshot())
            return self._names


def _names(snapshot: Snapshot) -> list[tuple[str, Meant]]:
    reading, names = Reading(snapshot.store, snapshot.layout), []
    things = {
        quad.subject.value
        for cls in _MEANT
        for quad in snapshot.store.quads_for_pattern(None, node(RDF.type), node(cls), ox.DefaultGraph())
        if isinstance(quad.subject, ox.NamedNode)
    }
    for iri in sorted(things):
        called = [*reading.values(iri, RDFS.label), *reading.values(iri, SKOS.altLabel)]
        if called:
            sources = ", ".join(reading.sources(iri)[:2])
            meant = Meant(iri, called[0], reading.kind_of(iri), sources)
            names += [(fold(name), meant) for name in called]
    for topic in Lexicon.of(snapshot.store, snapshot.layout).topics():
        meant = Meant(topic.iri, topic.label, "theme")
        names += [(fold(name), meant) for name in (topic.label, *topic.words)]
    return names


def desk(request: Request) -> Desk:
    """Return the desk of this application."""
    return cast("Desk", request.app.state.review)


DeskDep = Annotated[Desk, Depends(desk)]
