"""Reading a snapshot into arrays, each statement once, however many there are."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

import numpy as np
import pyoxigraph as ox
from numpy.typing import NDArray
from rdflib.term import URIRef

from querbezug.graph.analysis.lazily import CONTRIBUTED, Labels, Sources
from querbezug.graph.analysis.projection import FUNCTIONS, PREDICATES, Projection
from querbezug.graph.nodes import node
from querbezug.graph.store.reading import Snapshot
from querbezug.ontology.terms import (
    CONTRIBUTION_FUNCTION,
    DCTERMS,
    ORG,
    PROV,
    QUER,
    RDF,
    RDFS,
    REVIEW_STATUS,
    WGS84,
)
from querbezug.ontology.topics import topics

# The first class that fits gives a thing its kind.
_KINDS: tuple[tuple[URIRef, str], ...] = (
    (QUER.Municipality, "municipality"),
    (QUER.Region, "region"),
    (QUER.Place, "place"),
    (QUER.InterMunicipalCooperation, "cooperation"),
    (QUER.FieldOfAction, "field"),
    (QUER.CrossCuttingTheme, "cross-cutting-theme"),
    (QUER.Topic, "topic"),
    (QUER.Category, "category"),
    (QUER.Goal, "goal"),
    (QUER.Measure, "measure"),
    (QUER.PlanDocument, "plan"),
    (QUER.ParticipationProcess, "process"),
    (QUER.Idea, "idea"),
    (QUER.ReferenceExample, "example"),
    (QUER.Comment, "comment"),
    (QUER.Response, "response"),
    (QUER.StatusReport, "report"),
    (QUER.CouncilPaper, "paper"),
    (QUER.Decision, "decision"),
    (QUER.LocalAuthority, "authority"),
    (ORG.Organization, "organisation"),
)

SURE = 0.5
"""From this confidence on, what linking says of a contribution counts; the same as for plain links."""

_MERGE = ox.DefaultGraph()
_Number = NDArray[np.int32]


def project(snapshot: Snapshot) -> Projection:
    """Return the public graph of a snapshot as arrays."""
    store = snapshot.store
    kinds = _things(store)
    iris = sorted(kinds)
    index = {iri: number for number, iri in enumerate(iris)}
    kind_of = [kinds[iri] for iri in iris]
    source, target, predicate, inferred = _links(store, index)
    return Projection(
        version=snapshot.version,
        iris=iris,
        kinds=kind_of,
        labels=Labels(store, iris, _labels(store, index, kind_of)),
        source=source,
        target=target,
        predicate=predicate,
        inferred=inferred,
        positions=_positions(store, index),
        population={index[s]: int(v) for s, v in _values(store, QUER.population) if s in index},
        sources=Sources(store, iris, kind_of, _sources(store, index, kind_of)),
        statuses={
            index[s]: v.rsplit("/", 1)[-1]
            for s, v in _values(store, QUER.measureStatus)
            if s in index and kinds[s] == "measure"
        },
        functions=_functions(store, index),
        votes=_votes(store, index),
        modified=snapshot.modified,
    )


def _quads(
    store: ox.Store, predicate: URIRef, value: ox.NamedNode | ox.Literal | None = None
) -> Iterator[ox.Quad]:
    return store.quads_for_pattern(None, node(predicate), value, _MERGE)


def _values(store: ox.Store, predicate: URIRef) -> Iterator[tuple[str, str]]:
    """Yield subject and value of everything stated with ``predicate``, as text."""
    for quad in _quads(store, predicate):
        if isinstance(quad.subject, ox.NamedNode) and isinstance(quad.object, ox.NamedNode | ox.Literal):
            yield quad.subject.value, quad.object.value


def _things(store: ox.Store) -> dict[str, str]:
    found: dict[str, str] = {}
    for cls, kind in _KINDS:
        for quad in _quads(store, RDF.type, node(cls)):
            if isinstance(quad.subject, ox.NamedNode):
                found.setdefault(quad.subject.value, kind)
    return found | dict.fromkeys(_topics(store), "topic")


def _topics(store: ox.Store) -> Iterator[str]:
    """Yield the topics of the shipped lexicon that anything is about, and those above them."""
    for topic in topics():
        if next(_quads(store, QUER.theme, ox.NamedNode(topic.iri)), None) is not None:
            yield topic.iri
            if topic.broader:
                yield topic.broader


def _labels(store: ox.Store, index: Mapping[str, int], kinds: Sequence[str]) -> dict[int, str]:
    """Return the German label of all that has one, the wording of what has none and is no contribution."""
    named: dict[int, str] = {}
    for quad in _quads(store, RDFS.label):
        number = index.get(quad.subject.value) if isinstance(quad.subject, ox.NamedNode) else None
        if number is None or not isinstance(quad.object, ox.Literal):
            continue
        if quad.object.language in (None, "de"):
            named[number] = min(quad.object.value, named.get(number, quad.object.value))
    for iri, number in index.items():
        if number not in named and kinds[number] not in CONTRIBUTED:
            named[number] = _first(store, ox.NamedNode(iri), QUER.verbatimText) or iri
    return named


def _positions(store: ox.Store, index: Mapping[str, int]) -> dict[int, tuple[float, float]]:
    latitudes = {s: float(v) for s, v in _values(store, WGS84.lat)}
    longitudes = {s: float(v) for s, v in _values(store, WGS84.long)}
    return {index[s]: (lat, longitudes[s]) for s, lat in latitudes.items() if s in longitudes and s in index}


def _sources(store: ox.Store, index: Mapping[str, int], kinds: Sequence[str]) -> dict[int, tuple[str, ...]]:
    """Return what states each thing that nobody contributed; equal tuples are one, to save memory."""
    found: dict[int, tuple[str, ...]] = {}
    known: dict[tuple[str, ...], tuple[str, ...]] = {}
    for iri, number in index.items():
        if kinds[number] not in CONTRIBUTED:
            subject = ox.NamedNode(iri)
            named = _all(store, subject, DCTERMS.source) or _all(store, subject, PROV.hadPrimarySource)
            if named:
                found[number] = known.setdefault(named, named)
    return found


def _all(store: ox.Store, subject: ox.NamedNode, predicate: URIRef) -> tuple[str, ...]:
    quads = store.quads_for_pattern(subject, node(predicate), None, _MERGE)
    return tuple(sorted(q.object.value for q in quads if isinstance(q.object, ox.NamedNode | ox.Literal)))


def _links(store: ox.Store, index: Mapping[str, int]) -> tuple[_Number, _Number, _Number, NDArray[np.bool_]]:
    """Return the links sorted by property, source and target."""
    concluded = _concluded(store, index)
    parts = [_ends(store, predicate, index) for predicate in PREDICATES]
    marks = []
    for code, (source, target) in enumerate(parts):
        wanted = concluded.get(code)
        keys = source.astype(np.int64) * len(index) + target
        marks.append(np.zeros(len(keys), np.bool_) if wanted is None else np.isin(keys, wanted))
    codes = [np.full(len(source), code, dtype=np.int32) for code, (source, _) in enumerate(parts)]
    return (
        np.concatenate([source for source, _ in parts]),
        np.concatenate([target for _, target in parts]),
        np.concatenate(codes),
        np.concatenate(marks),
    )


def _ends(store: ox.Store, predicate: URIRef, index: Mapping[str, int]) -> tuple[_Number, _Number]:
    """Return both ends of all links with one property, sorted."""
    place = index.get
    ends = np.fromiter(
        (
            number
            for quad in _quads(store, predicate)
            for number in (place(_name(quad.subject), -1), place(_name(quad.object), -1))
        ),
        dtype=np.int32,
    ).reshape(-1, 2)
    ends = ends[(ends >= 0).all(axis=1)]
    ends = ends[np.lexsort((ends[:, 1], ends[:, 0]))]
    return ends[:, 0], ends[:, 1]


def _name(term: ox.NamedNode | ox.BlankNode | ox.Literal | ox.Triple) -> str:
    return term.value if isinstance(term, ox.NamedNode) else ""


def _concluded(store: ox.Store, index: Mapping[str, int]) -> dict[int, NDArray[np.int64]]:
    """Return for each property the links that editors concluded, as source × n + target."""
    codes = {str(predicate): code for code, predicate in enumerate(PREDICATES)}
    subjects = dict(_values(store, RDF.subject))
    predicates = dict(_values(store, RDF.predicate))
    objects = dict(_values(store, RDF.object))
    found: dict[int, list[int]] = {}
    for statement in sorted(subjects):
        ends = index.get(subjects[statement]), index.get(objects.get(statement, ""))
        code = codes.get(predicates.get(statement, ""))
        if code is not None and ends[0] is not None and ends[1] is not None:
            found.setdefault(code, []).append(ends[0] * len(index) + ends[1])
    return {code: np.array(keys, dtype=np.int64) for code, keys in found.items()}


def _functions(store: ox.Store, index: Mapping[str, int]) -> NDArray[np.int8]:
    """Return what each contribution does, where a person said so or linking is sure enough."""
    found = np.zeros(len(index), dtype=np.int8)
    rejected = {
        _name(quad.subject)
        for status in ("rejected", "corrected")
        for quad in _quads(store, QUER.reviewStatus, node(REVIEW_STATUS[status]))
    }
    for code, function in enumerate(FUNCTIONS[1:], start=1):
        for quad in _quads(store, QUER.contributionFunction, node(CONTRIBUTION_FUNCTION[function])):
            assessment = quad.subject
            if not isinstance(assessment, ox.NamedNode) or assessment.value in rejected:
                continue
            number = index.get(_first(store, assessment, QUER.assesses), -1)
            if number >= 0 and float(_first(store, assessment, QUER.confidence) or 0) >= SURE:
                found[number] = code
    return found


def _first(store: ox.Store, subject: ox.NamedNode, predicate: URIRef) -> str:
    quads = store.quads_for_pattern(subject, node(predicate), None, _MERGE)
    return next(
        (quad.object.value for quad in quads if isinstance(quad.object, ox.NamedNode | ox.Literal)), ""
    )


def _votes(store: ox.Store, index: Mapping[str, int]) -> dict[int, tuple[int, int]]:
    support = {index[s]: int(v) for s, v in _values(store, QUER.supportCount) if s in index}
    objection = {index[s]: int(v) for s, v in _values(store, QUER.objectionCount) if s in index}
    return {n: (support.get(n, 0), objection.get(n, 0)) for n in sorted(support.keys() | objection.keys())}
