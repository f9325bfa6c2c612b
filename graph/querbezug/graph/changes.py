"""What came, went and changed between two states of one source."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

import pyoxigraph as ox

from querbezug.graph.nodes import node
from querbezug.ontology.terms import RDF

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
    "ParticipationProcess",
    "Idea",
    "ReferenceExample",
    "Response",
)


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


def changes_between(old: Iterable[ox.Triple], new: Iterable[ox.Triple]) -> Changes:
    """Compare two states of one source.

    Parameters
    ----------
    old, new : iterable of Triple
        The graph before and after.
    """
    before, after = _by_subject(old), _by_subject(new)
    changed = {subject for subject in before.keys() & after.keys() if before[subject] != after[subject]}
    return Changes(
        now=_count(after, after.keys()),
        came=_count(after, after.keys() - before.keys()),
        went=_count(before, before.keys() - after.keys()),
        changed=_count(after, changed),
    )


def _by_subject(triples: Iterable[ox.Triple]) -> dict[str, set[ox.Triple]]:
    grouped: dict[str, set[ox.Triple]] = defaultdict(set)
    for triple in triples:
        if isinstance(triple.subject, ox.NamedNode):
            grouped[triple.subject.value].add(triple)
    return grouped


def _count(things: Mapping[str, set[ox.Triple]], subjects: Iterable[str]) -> dict[str, int]:
    counts: Counter[str] = Counter()
    for subject in subjects:
        cls = _most_telling(things[subject])
        if cls:
            counts[cls] += 1
    return {cls: counts[cls] for cls in _MOST_TELLING_FIRST if cls in counts}


def _most_telling(triples: Iterable[ox.Triple]) -> str | None:
    """Return the local name of the class to count a thing under, or None for helper nodes."""
    names = {
        triple.object.value.rsplit("#", 1)[-1].rsplit("/", 1)[-1]
        for triple in triples
        if triple.predicate == node(RDF.type) and isinstance(triple.object, ox.NamedNode)
    }
    return next((name for name in _MOST_TELLING_FIRST if name in names), None)
