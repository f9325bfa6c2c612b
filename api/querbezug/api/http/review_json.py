"""The review as data for programs."""

from __future__ import annotations

from typing import Any

from querbezug.api.http.review_desk import Desk
from querbezug.api.http.review_page import Shown, where
from querbezug.graph.review import Assessment, Filter, Outcome, Reading
from querbezug.graph.store import Snapshot
from querbezug.ontology.strings import Lang


def queue_data(desk: Desk, wanted: Filter, after: str, limit: int, lang: Lang) -> dict[str, Any]:
    """Return a piece of the queue with how far the review is."""
    queue, snapshot = desk.queue(), desk.snapshot()
    reading = Reading(snapshot.store, snapshot.layout)
    piece = queue.page(wanted, reading.iri_of(after) if after else "", limit)
    counts = queue.counts()
    return {
        "writable": desk.access.enabled,
        "open": counts.open,
        "decided": counts.decided,
        "kinds": counts.kinds,
        "methods": counts.methods,
        "sources": counts.sources,
        "total": piece.total,
        "items": [item_data(snapshot, each, lang) for each in piece.items],
        "next": piece.after.rsplit("/", 1)[-1] or None,
    }


def item_data(snapshot: Snapshot, found: Assessment, lang: Lang) -> dict[str, Any]:
    """Return one assessment with its evidence."""
    item = Shown(snapshot, lang).item(found)
    return {
        "id": found.id,
        "iri": found.iri,
        "kind": found.kind,
        "unit": found.claim.unit,
        "body": found.claim.body,
        "target": found.claim.target or None,
        "says": item.says,
        "before": item.before,
        "quote": item.quote,
        "after": item.after,
        "start": found.start,
        "end": found.end,
        "method": found.method,
        "rule": item.rule,
        "confidence": found.confidence,
        "status": found.status,
        "sources": list(item.sources),
    }


def meant_data(desk: Desk, name: str, words: str, lang: Lang) -> dict[str, Any]:
    """Return what an assessment may be corrected to."""
    snapshot = desk.snapshot()
    reading = Reading(snapshot.store, snapshot.layout)
    hits = desk.meant(reading.assessment(reading.iri_of(name)), words)
    return {
        "things": [{"iri": h.iri, "label": h.label, "kind": h.kind, "where": where(h, lang)} for h in hits]
    }


def decision_data(outcome: Outcome) -> dict[str, Any]:
    """Return a decision that was taken."""
    decision = outcome.decision
    return {
        "id": outcome.iri.rsplit("/", 1)[-1],
        "iri": outcome.iri,
        "assessment": decision.review_of,
        "unit": decision.claim.unit,
        "body": decision.claim.body,
        "status": decision.status,
        "corrected_to": decision.corrected_to or None,
        "role": decision.role,
        "created": decision.created,
        "note": decision.note or None,
        "dataset": outcome.after,
    }
