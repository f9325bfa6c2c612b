"""A store to review, and what it says of its assessments."""

from __future__ import annotations

from pathlib import Path

import pyoxigraph as ox
from graph.making import rows, snapshot_of, thing

from querbezug.graph.identity import Identity
from querbezug.graph.ledger import Ledger
from querbezug.graph.links.decisions import Decisions
from querbezug.graph.links.linking import link_all
from querbezug.graph.review import (
    Assessment,
    Reading,
)
from querbezug.graph.store import WriteStore
from querbezug.graph.store.layout import as_stored
from querbezug.graph.store.stated import Stated

RUDOLSTADT, SAALFELD = thing("place", "rudolstadt"), thing("place", "saalfeld-saale")
SCHWARZBURG = thing("place", "schwarzburg")
DIGITAL = thing("cross-cutting-theme", "saalebogen_digitalisierung")
FIRST = thing("comment", "saalebogen-digitalisierung-05")


def assessments(store: Path) -> list[Assessment]:
    snapshot = snapshot_of(store)
    return list(Reading(snapshot.store, snapshot.layout).all())


def find(store: Path, unit: str, body: str) -> Assessment:
    [found] = [
        a for a in assessments(store) if (a.claim.unit, a.claim.body) == (unit, body) and not a.by_hand
    ]
    return found


def statuses(store: Path) -> dict[str, str]:
    return {each.iri: each.status for each in assessments(store)}


def says(store: Path, subject: str, predicate: str, value: str) -> bool:
    return bool(
        rows(snapshot_of(store), f"SELECT ?p {{ <{subject}> ?p <{value}> FILTER(?p = {predicate}) }}")
    )


def linked_anew(store: Path) -> set[ox.Triple]:
    """Return what a new linking run says, given the decisions in the store."""
    with WriteStore(store) as writer:
        identity = Identity(writer.layout.minter, Ledger(writer.raw), writer.salt)
        decisions = Decisions.of(writer.triples(writer.layout.decisions))
        return as_stored(link_all(Stated(writer.raw, writer.layout, {}), identity, decisions=decisions))


def links(store: Path) -> set[ox.Triple]:
    with WriteStore(store) as writer:
        return writer.triples(writer.layout.links)
