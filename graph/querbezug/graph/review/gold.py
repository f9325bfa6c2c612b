"""Decisions as a gold file: one JSON object a line, to measure methods with."""

from __future__ import annotations

import json
from collections.abc import Iterator

from querbezug.graph.links.decisions import Decision, Decisions
from querbezug.graph.review.items import Reading
from querbezug.graph.store.layout import triples_of
from querbezug.graph.store.reading import Snapshot


def gold_lines(snapshot: Snapshot) -> Iterator[str]:
    """Yield the decisions in the order of their IRIs, each as a line of JSON.

    ``text`` is the whole wording the evidence stands in; where it changed since, or its source
    is gone, the line has ``text`` null and tells only what was decided.
    """
    reading = Reading(snapshot.store, snapshot.layout)
    decisions = Decisions.of(triples_of(snapshot.store, snapshot.layout.decisions))
    minter = snapshot.layout.minter
    for decision in sorted(decisions, key=lambda each: each.iri(minter)):
        yield json.dumps(_entry(reading, decision), ensure_ascii=False) + "\n"


def _entry(reading: Reading, decision: Decision) -> dict[str, object]:
    claim, meant = decision.claim, decision.corrected_to
    wordings = reading.wordings(claim.unit)
    text = next((each for each in wordings if decision.is_quoted([each])), None)
    return {
        "id": decision.iri(reading.layout.minter).rsplit("/", 1)[-1],
        "unit": claim.unit,
        "text": text,
        "quote": decision.quote,
        "start": decision.start,
        "end": decision.end,
        "claim": {
            "class": decision.cls.rsplit("#", 1)[-1],
            "body": claim.body,
            "label": reading.label(claim.body),
            "target": claim.target or None,
        },
        "decision": decision.status,
        "corrected_to": {"body": meant, "label": reading.label(meant)} if meant else None,
        "role": decision.role,
        "created": decision.created,
        "note": decision.note or None,
    }
