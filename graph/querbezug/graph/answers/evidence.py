"""What answers about partners and opinions share: things worked out once, words of sources, networks."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import networkx as nx

from querbezug.graph.analysis.priorities import Priority, priorities
from querbezug.graph.analysis.subjects import Subjects
from querbezug.graph.analysis.wishes import Wishes
from querbezug.graph.answers.scope import shortened, sources_of
from querbezug.graph.answers.workbench import Workbench
from querbezug.ontology.terms import QUER

_LONGEST_QUOTE = 400
_LOOKED_AT = 60


def subjects_of(workbench: Workbench) -> Subjects:
    """Return what towns pursue, worked out once."""
    return workbench.once("subjects", lambda: Subjects(workbench.projection, workbench.ties.areas))


def priorities_of(workbench: Workbench) -> list[Priority]:
    """Return the objections that name another priority, looked up once."""
    return workbench.once("priorities", lambda: priorities(workbench.snapshot, workbench.projection))


def wishes_of(workbench: Workbench) -> Wishes:
    """Return what people ask for, worked out once."""

    def make() -> Wishes:
        preferred = {(p.contribution, thing) for p in priorities_of(workbench) for thing in p.preferred}
        return Wishes(subjects_of(workbench), preferred)

    return workbench.once("wishes", make)


def sources_of_all(workbench: Workbench, things: Sequence[int]) -> tuple[str, ...]:
    """Return what states any of several things, sorted."""
    return tuple(sorted({source for thing in things for source in sources_of(workbench, thing)}))


def wording(workbench: Workbench, contribution: int) -> str:
    """Return what a contribution says, cut where it is long."""
    iri = workbench.projection.iris[contribution]
    words = workbench.facts.value(iri, QUER.verbatimText) or workbench.projection.labels[contribution]
    return shortened(words, _LONGEST_QUOTE)


def join(
    workbench: Workbench,
    network: nx.Graph[str],
    left: int,
    right: int,
    weight: float,
    things: Sequence[int],
) -> None:
    """Add two things to a network and the tie between them, with the names of the things that make it."""
    projection = workbench.projection
    for end in (left, right):
        network.add_node(projection.iris[end], label=projection.labels[end], kind=projection.kinds[end])
    reasons = [projection.labels[thing] for thing in things]
    network.add_edge(projection.iris[left], projection.iris[right], weight=weight, reasons=reasons)


@dataclass(frozen=True, slots=True)
class Words:
    """What a contribution says for or against a thing, and how sure linking is (None: a person said so)."""

    contribution: int
    quote: str
    confidence: float | None


def stance_words(workbench: Workbench, contributions: Sequence[int], thing: int) -> list[Words]:
    """Return the words by which contributions support or oppose a thing, the surest first.

    Only the first of very many contributions are looked at.
    """
    found = [_stance_words(workbench, each, thing) for each in contributions[:_LOOKED_AT]]
    return sorted(found, key=lambda words: (-(words.confidence or 1.0), words.contribution))


def _stance_words(workbench: Workbench, contribution: int, thing: int) -> Words:
    facts, iris = workbench.facts, workbench.projection.iris
    for assessment in facts.subjects(QUER.assesses, iris[contribution]):
        own = facts.own(assessment)
        if iris[thing] in own.get(str(QUER.stanceTarget), ()) and own.get(str(QUER.quote)):
            confidence = own.get(str(QUER.confidence))
            quote = shortened(own[str(QUER.quote)][0], _LONGEST_QUOTE)
            return Words(contribution, quote, float(confidence[0]) if confidence else None)
    return Words(contribution, wording(workbench, contribution), None)
