"""Things of several registers that may be the same, and what is proposed of them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import pyoxigraph as ox
from graph.making import identity, mapped

from querbezug.graph.links.linking import link_all
from querbezug.graph.records import (
    AnyRecord,
    Kind,
    Measure,
    Ref,
)
from querbezug.graph.statements import InMemory

SAALFELD, RUDOLSTADT = Ref(Kind.PLACE, "ags:16073077"), Ref(Kind.PLACE, "ags:16073076")

Found = tuple[str, str, str, float]
"""What a candidate is for, what it proposes, its quote and its confidence."""


def proposed(*sources: Sequence[AnyRecord]) -> list[Found]:
    """Return the candidates between things of ``sources``, by the ends of their IRIs."""
    by = identity()
    triples = [
        triple for n, records in enumerate(sources) for triple in mapped(*records, key=f"q{n}", by=by).triples
    ]
    return candidates_in(link_all(InMemory(triples), by))


def candidates_in(triples: Iterable[ox.Triple]) -> list[Found]:
    facts: dict[str, dict[str, str]] = {}
    for triple in triples:
        name = triple.predicate.value.rsplit("#", 1)[-1]
        facts.setdefault(str(triple.subject), {})[name] = triple.object.value  # type: ignore[union-attr]
    found = [fact for fact in facts.values() if "candidateFor" in fact]
    assert all(fact["hasBody"] == fact["candidate"] for fact in found)
    assert all((fact["start"], int(fact["end"])) == ("0", len(fact["quote"])) for fact in found)
    return sorted(
        (_end(fact["candidateFor"]), _end(fact["candidate"]), fact["quote"], float(fact["confidence"]))
        for fact in found
    )


def _end(iri: str) -> str:
    return iri.rsplit("/", 1)[1]


def measure(register: str, label: str, *places: Ref, number: int = 1, plan: Ref | None = None) -> Measure:
    return Measure(ref=Ref(Kind.MEASURE, f"{register}/m{number}"), label=label, places=places, plan=plan)


def pair(one: str, other: str, here: Ref | None = SAALFELD, there: Ref | None = SAALFELD) -> list[Found]:
    """Return the candidates between two measures of different sources."""
    places = [(place,) if place else () for place in (here, there)]
    return proposed([measure("a", one, *places[0])], [measure("b", other, *places[1])])
