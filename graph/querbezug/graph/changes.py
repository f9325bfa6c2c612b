"""What came, went and changed between two states of one source."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

import pyoxigraph as ox

from querbezug.graph.nodes import node
from querbezug.ontology.terms import QUER, RDF

# Of the classes a thing has, the most telling one is counted.
_MOST_TELLING_FIRST = (
    "Comment",
    "CrossCuttingGoal",
    "Goal",
    "Measure",
    "FieldOfAction",
    "CrossCuttingTheme",
    "Topic",
    "Category",
    "Municipality",
    "District",
    "County",
    "Site",
    "Landscape",
    "Region",
    "Place",
    "InterMunicipalCooperation",
    "LocalAuthority",
    "Organization",
    "PlanDocument",
    "StatusReport",
    "CouncilPaper",
    "Decision",
    "ParticipationProcess",
    "Idea",
    "ReferenceExample",
    "Response",
)

_PLACE = frozenset({node(QUER.lineNumber), node(QUER.sequence)})


@dataclass(frozen=True, slots=True)
class Changes:
    """Numbers of things by class (local name) that are there now, came, went or changed."""

    now: Mapping[str, int] = field(default_factory=dict)
    came: Mapping[str, int] = field(default_factory=dict)
    went: Mapping[str, int] = field(default_factory=dict)
    changed: Mapping[str, int] = field(default_factory=dict)

    @property
    def nothing(self) -> bool:
        """Whether both states say the same."""
        return not (self.came or self.went or self.changed)


class Counting:
    """Counts what came, went and changed while the things of both states pass by, one at a time.

    A thing whose place in the source is all that differs has not changed.
    """

    def __init__(self) -> None:
        self._now: Counter[str] = Counter()
        self._came: Counter[str] = Counter()
        self._went: Counter[str] = Counter()
        self._changed: Counter[str] = Counter()

    def here(self, triples: Iterable[ox.Triple], before: Iterable[ox.Triple]) -> None:
        """Count a thing of the new state, of which the old one said ``before``."""
        stated, known = set(triples), set(before)
        name = _most_telling(stated)
        if name is None:
            return
        self._now[name] += 1
        if not known:
            self._came[name] += 1
        elif _content(stated) != _content(known):
            self._changed[name] += 1

    def gone(self, before: Iterable[ox.Triple]) -> None:
        """Count a thing that only the old state knows."""
        name = _most_telling(before)
        if name is not None:
            self._went[name] += 1

    def changes(self) -> Changes:
        """Return the counts so far."""
        return Changes(*map(_ordered, (self._now, self._came, self._went, self._changed)))


def changes_between(old: Iterable[ox.Triple], new: Iterable[ox.Triple]) -> Changes:
    """Compare two states of one small source.

    Parameters
    ----------
    old, new : iterable of Triple
        The graph before and after.
    """
    before, after = _by_subject(old), _by_subject(new)
    counting = Counting()
    for subject, triples in after.items():
        counting.here(triples, before.get(subject, ()))
    for subject, triples in before.items():
        if subject not in after:
            counting.gone(triples)
    return counting.changes()


def _by_subject(triples: Iterable[ox.Triple]) -> dict[str, set[ox.Triple]]:
    grouped: dict[str, set[ox.Triple]] = defaultdict(set)
    for triple in triples:
        if isinstance(triple.subject, ox.NamedNode):
            grouped[triple.subject.value].add(triple)
    return grouped


def _ordered(counts: Mapping[str, int]) -> dict[str, int]:
    return {name: counts[name] for name in _MOST_TELLING_FIRST if counts.get(name)}


def _content(triples: Iterable[ox.Triple]) -> set[ox.Triple]:
    return {triple for triple in triples if triple.predicate not in _PLACE}


def _most_telling(triples: Iterable[ox.Triple]) -> str | None:
    """Return the local name of the class to count a thing under, or None for helper nodes."""
    names = {
        triple.object.value.rsplit("#", 1)[-1].rsplit("/", 1)[-1]
        for triple in triples
        if triple.predicate == node(RDF.type) and isinstance(triple.object, ox.NamedNode)
    }
    return next((name for name in _MOST_TELLING_FIRST if name in names), None)
