"""Taking decisions and taking them back: one transaction each, and only what they touch changes."""

from __future__ import annotations

import threading
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

import pyoxigraph as ox

from querbezug.graph.errors import NotFoundError
from querbezug.graph.links.decisions import Decision, Decisions
from querbezug.graph.review.effects import effects
from querbezug.graph.review.items import Reading
from querbezug.graph.review.verdicts import Verdict, decision_of, refuse_conflict
from querbezug.graph.store.layout import REVIEWED, VERSION, in_graph, single, triples_of
from querbezug.graph.store.reading import open_read_only
from querbezug.graph.store.writing import WriteStore

writing = threading.Lock()
"""Threads of one program wait for each other; another program that writes is told so."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of a decision.

    Attributes
    ----------
    decision : Decision
        The decision taken, or taken back.
    iri : str
        Its IRI.
    before, after : str
        The versions of the store before and after.
    """

    decision: Decision
    iri: str
    before: str
    after: str


def decide(path: Path, verdict: Verdict) -> Outcome:
    """Take a decision; the same decision once more changes nothing.

    Parameters
    ----------
    path : Path
        The store's directory.
    verdict : Verdict
        What is decided of which assessment.

    Raises
    ------
    NotFoundError
        If there is no such assessment, or no such thing to correct it to.
    ReviewConflictError
        If something else was decided about it already.
    ReviewError
        If the verdict makes no sense.
    StoreError
        If another program is writing, or the store cannot be written.
    """
    open_read_only(path)
    with writing, WriteStore(path) as store:
        known = Decisions.of(triples_of(store.raw, store.layout.decisions))
        decision = decision_of(Reading(store.raw, store.layout), verdict)
        before = known.on(decision.claim)
        if before and (before.status, before.corrected_to) == (decision.status, decision.corrected_to):
            version = single(store.raw, VERSION) or "0"
            return Outcome(before, before.iri(store.layout.minter), version, version)
        refuse_conflict(known, decision)
        return _write(store, known, decision, [*known, decision], decision.status)


def undo(path: Path, name: str) -> Outcome:
    """Take a decision back: what the methods say counts again.

    Parameters
    ----------
    path : Path
        The store's directory.
    name : str
        IRI or end of the IRI of the assessment decided on, or of the decision.

    Raises
    ------
    NotFoundError
        If nothing was decided about it.
    StoreError
        If another program is writing, or the store cannot be written.
    """
    open_read_only(path)
    with writing, WriteStore(path) as store:
        known = Decisions.of(triples_of(store.raw, store.layout.decisions))
        decision = _named(Reading(store.raw, store.layout), known, name)
        rest = [each for each in known if each.claim != decision.claim]
        return _write(store, known, decision, rest, "undone")


def _named(reading: Reading, known: Decisions, name: str) -> Decision:
    """Return the decision that is called by itself or by the assessment it is about."""
    slug = name.rsplit("/", 1)[-1]
    for each in known:
        if slug in (each.iri(reading.layout.minter).rsplit("/", 1)[-1], each.review_of.rsplit("/", 1)[-1]):
            return each
    claim = reading.assessment(reading.iri_of(name)).claim
    decision = known.on(claim) or next((each for each in known if each.standing == claim), None)
    if decision is None:
        raise NotFoundError("review.undecided", id=slug)
    return decision


def _write(
    store: WriteStore, known: Decisions, decision: Decision, rest: Iterable[Decision], event: str
) -> Outcome:
    layout, wanted = store.layout, Decisions(rest)
    before, iri = single(store.raw, VERSION) or "0", decision.iri(store.layout.minter)
    links = effects(Reading(store.raw, layout), known, wanted, decision.claim.unit)
    stated = set(decision.triples(layout.minter))
    told, gone = (stated, set[ox.Triple]()) if wanted.on(decision.claim) else (set[ox.Triple](), stated)
    store.amend(
        [*in_graph(links.added, layout.links), *in_graph(told, layout.decisions)],
        [*in_graph(links.removed, layout.links), *in_graph(gone, layout.decisions)],
        log=[_history(iri, decision, event)],
    )
    return Outcome(decision, iri, before, single(store.raw, VERSION) or "0")


def _history(iri: str, decision: Decision, event: str) -> ox.Triple:
    """Return the entry of the private log: when, what, in which role."""
    now = datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
    entry = f"{now} {event} {decision.corrected_to} ({decision.role})".replace("  ", " ")
    return ox.Triple(ox.NamedNode(iri), REVIEWED, ox.Literal(entry))
