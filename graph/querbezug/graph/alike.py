"""Other IRIs of a thing: those that name it too, and things that may be the same."""

from __future__ import annotations

from dataclasses import dataclass

import pyoxigraph as ox

from querbezug.graph.facts import Facts, first
from querbezug.graph.ledger import Ledger
from querbezug.graph.store.layout import LEDGER, SAME_AS
from querbezug.graph.store.reading import Snapshot
from querbezug.ontology.terms import QUER


@dataclass(frozen=True, slots=True)
class Alike:
    """A thing that may be the same as another one.

    Attributes
    ----------
    other : str
        Its IRI.
    confidence : float
        How sure that is, 0 to 1.
    quote : str
        The words that told so.
    method, review : str
        IRIs of codes: how it was found, whether a person has looked at it.
    """

    other: str
    confidence: float
    quote: str
    method: str
    review: str


def alike(snapshot: Snapshot, iri: str) -> tuple[Alike, ...]:
    """Return the things that may be the same as ``iri``, the likeliest first."""
    facts = Facts(snapshot)
    found = []
    for here, there in ((QUER.candidateFor, QUER.candidate), (QUER.candidate, QUER.candidateFor)):
        for entry in facts.subjects(here, iri):
            own = facts.own(entry)
            found.append(
                Alike(
                    other=first(own, there),
                    confidence=float(first(own, QUER.confidence) or 0),
                    quote=first(own, QUER.quote),
                    method=first(own, QUER.method),
                    review=first(own, QUER.reviewStatus),
                )
            )
    return tuple(sorted((a for a in found if a.other), key=lambda a: (-a.confidence, a.other)))


def canonical(snapshot: Snapshot, iri: str) -> str:
    """Return the IRI under which the graph knows the thing that ``iri`` names: mostly that one."""
    store = snapshot.store
    try:
        name = ox.NamedNode(iri)
    except ValueError:
        return iri
    if not any(store.quads_for_pattern(name, SAME_AS, None, LEDGER)):
        return iri
    return Ledger(store).canonical(iri)
