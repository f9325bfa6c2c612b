"""What people prefer to what they object to, as linking found it or a person corrected it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
import pyoxigraph as ox
from rdflib.term import URIRef
from scipy.sparse import csr_array

from querbezug.graph.analysis.projecting import SURE
from querbezug.graph.analysis.projection import Projection
from querbezug.graph.analysis.sparse import row_of
from querbezug.graph.nodes import node
from querbezug.graph.store.reading import Snapshot
from querbezug.ontology.terms import QUER, REVIEW_STATUS, STANCE

_MERGE = ox.DefaultGraph()


@dataclass(frozen=True, slots=True)
class Priority:
    """A contribution that objects to something and names what it prefers.

    Attributes
    ----------
    contribution : int
        Index of the comment or idea.
    targets : tuple of int
        What it objects to.
    preferred : tuple of int
        What it names instead: topics, goals, measures, ideas.
    quote : str
        Its words.
    confidence : float
        How sure linking is, between 0 and 1.
    """

    contribution: int
    targets: tuple[int, ...]
    preferred: tuple[int, ...]
    quote: str
    confidence: float


def priorities(snapshot: Snapshot, projection: Projection) -> list[Priority]:
    """Return all objections that name another priority, one for each contribution, the surest first.

    What linking is less sure of than of a plain link, and what a person rejected, is left out. An objection
    to the very thing that the same contribution prefers is one of linking's mistakes and left out too.

    Parameters
    ----------
    snapshot : Snapshot
        The state of the store.
    projection : Projection
        The same as arrays.
    """
    found: dict[int, list[_Found]] = {}
    for assessment in sorted(_assessments(snapshot.store), key=lambda subject: subject.value):
        each = _found(snapshot.store, projection, assessment)
        if each is not None:
            found.setdefault(each.contribution, []).append(each)
    joined = [_joined(parts) for parts in found.values()]
    told = [each for each in joined if each.targets and each.preferred]
    return sorted(told, key=lambda each: (-each.confidence, each.contribution))


@dataclass(frozen=True, slots=True)
class _Found:
    contribution: int
    target: int
    preferred: frozenset[int]
    quote: str
    confidence: float


def _assessments(store: ox.Store) -> set[ox.NamedNode]:
    quads = store.quads_for_pattern(None, node(QUER.alternative), None, _MERGE)
    return {quad.subject for quad in quads if isinstance(quad.subject, ox.NamedNode)}


def _found(store: ox.Store, projection: Projection, assessment: ox.NamedNode) -> _Found | None:
    def value(predicate: URIRef) -> str:
        return next(_values(store, assessment, predicate), "")

    settled = {str(REVIEW_STATUS["rejected"]), str(REVIEW_STATUS["corrected"])}
    confidence = float(value(QUER.confidence) or 1)
    if value(QUER.reviewStatus) in settled or value(QUER.stance) != str(STANCE["objection"]):
        return None
    index = projection.index
    contribution, target = index.get(value(QUER.assesses)), index.get(value(QUER.stanceTarget))
    if confidence < SURE or contribution is None or target is None:
        return None
    named = (index.get(iri) for iri in _values(store, assessment, QUER.alternative))
    preferred = frozenset(number for number in named if number is not None)
    return _Found(contribution, target, preferred, value(QUER.quote), confidence)


def _values(store: ox.Store, subject: ox.NamedNode, predicate: URIRef) -> Iterator[str]:
    for quad in store.quads_for_pattern(subject, node(predicate), None, _MERGE):
        if isinstance(quad.object, ox.NamedNode | ox.Literal):
            yield quad.object.value


def _joined(parts: list[_Found]) -> Priority:
    best = max(parts, key=lambda each: (each.confidence, each.quote))
    preferred = frozenset[int]().union(*(each.preferred for each in parts))
    targets = {each.target for each in parts} - preferred
    return Priority(
        best.contribution, tuple(sorted(targets)), tuple(sorted(preferred)), best.quote, best.confidence
    )


def fields_of(projection: Projection, thing: int, near: frozenset[int] = frozenset()) -> list[int]:
    """Return the fields of action that a thing belongs to, the likeliest first.

    A goal, measure or idea belongs to its own fields; a topic to those in which most goals and measures
    are about it.

    Parameters
    ----------
    projection : Projection
        The store as arrays.
    thing : int
        Index of a topic, goal, measure or idea.
    near : frozenset of int
        Goals and measures that come before all others: those of the town in question.
    """
    themes = projection.incidence(QUER.theme)
    is_field = projection.is_kind("field", "cross-cutting-theme")
    if projection.kinds[thing] in ("field", "cross-cutting-theme"):
        return [thing]
    if projection.kinds[thing] != "topic":
        return [each for each in row_of(themes, thing).tolist() if is_field[each]]
    planned = projection.is_kind("goal", "measure")
    about = [each for each in row_of(csr_array(themes.T), thing).tolist() if planned[each]]
    there = [each for each in about if each in near]
    counts = np.zeros(len(projection.iris), np.int64)
    for each in there or about:
        np.add.at(counts, [field for field in row_of(themes, each).tolist() if is_field[field]], 1)
    found = np.flatnonzero(counts)
    return [int(field) for field in found[np.lexsort((found, -counts[found]))]]
