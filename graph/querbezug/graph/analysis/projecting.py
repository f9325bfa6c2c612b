"""Reading a snapshot into arrays, each statement once, however many there are."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from concurrent.futures import Executor, ThreadPoolExecutor

import numpy as np
import pyoxigraph as ox
from numpy.typing import NDArray
from rdflib.term import URIRef

from querbezug.graph.analysis import bulk
from querbezug.graph.analysis.lazily import CONTRIBUTED, Labels, Sources
from querbezug.graph.analysis.projection import FUNCTIONS, PREDICATES, Projection
from querbezug.graph.nodes import node
from querbezug.graph.store.reading import Snapshot
from querbezug.ontology.terms import (
    CONTRIBUTION_FUNCTION,
    ORG,
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

_READERS = 2
"""How many properties are read at a time; Oxigraph reads while Python works."""

_MERGE = ox.DefaultGraph()
_Number = NDArray[np.int32]


def project(snapshot: Snapshot) -> Projection:
    """Return the public graph of a snapshot as arrays."""
    store = snapshot.store
    with ThreadPoolExecutor(_READERS) as readers:
        # Names take long to read and need nobody: they come in while the rest is worked out.
        named = readers.submit(lambda: list(bulk.names(store, RDFS.label, "de")))
        kinds = _things(store, readers)
        iris = sorted(kinds)
        index = {iri: number for number, iri in enumerate(iris)}
        kind_of = [kinds[iri] for iri in iris]
        functions = readers.submit(_functions, store, index)
        source, target, predicate, inferred = _links(store, index, readers)
        labels = _labels(store, index, kind_of, named.result())
    return Projection(
        version=snapshot.version,
        iris=iris,
        kinds=kind_of,
        labels=Labels(store, iris, labels),
        source=source,
        target=target,
        predicate=predicate,
        inferred=inferred,
        positions=_positions(store, index),
        population={index[s]: int(v) for s, v in _values(store, QUER.population) if s in index},
        sources=Sources(store, iris),
        statuses={
            index[s]: v.rsplit("/", 1)[-1]
            for s, v in bulk.pairs(store, QUER.measureStatus)
            if s in index and kinds[s] == "measure"
        },
        functions=functions.result(),
        votes=_votes(store, index),
        modified=snapshot.modified,
    )


def _values(store: ox.Store, predicate: URIRef) -> Iterator[tuple[str, str]]:
    """Yield subject and value of everything stated with ``predicate``, as text."""
    for quad in store.quads_for_pattern(None, node(predicate), None, _MERGE):
        if isinstance(quad.subject, ox.NamedNode) and isinstance(quad.object, ox.NamedNode | ox.Literal):
            yield quad.subject.value, quad.object.value


def _things(store: ox.Store, readers: Executor) -> dict[str, str]:
    found: dict[str, str] = {}
    for (_, kind), iris in zip(
        _KINDS, readers.map(lambda pair: list(bulk.instances(store, pair[0])), _KINDS), strict=True
    ):
        for iri in iris:
            found.setdefault(iri, kind)
    return found | dict.fromkeys(_topics(store), "topic")


def _topics(store: ox.Store) -> Iterator[str]:
    """Yield the topics of the shipped lexicon that anything is about, and those above them."""
    for topic in topics():
        about = store.quads_for_pattern(None, node(QUER.theme), ox.NamedNode(topic.iri), _MERGE)
        if next(about, None) is not None:
            yield topic.iri
            if topic.broader:
                yield topic.broader


def _labels(
    store: ox.Store, index: Mapping[str, int], kinds: Sequence[str], names: Sequence[tuple[str, str]]
) -> dict[int, str]:
    """Return the German label of all that has one, the wording of what has none and is no contribution."""
    named: dict[int, str] = {}
    for iri, name in names:
        number = index.get(iri)
        if number is not None:
            named[number] = min(name, named.get(number, name))
    for iri, number in index.items():
        if number not in named and kinds[number] not in CONTRIBUTED:
            named[number] = _first(store, ox.NamedNode(iri), QUER.verbatimText) or iri
    return named


def _positions(store: ox.Store, index: Mapping[str, int]) -> dict[int, tuple[float, float]]:
    latitudes = {s: float(v) for s, v in _values(store, WGS84.lat)}
    longitudes = {s: float(v) for s, v in _values(store, WGS84.long)}
    return {index[s]: (lat, longitudes[s]) for s, lat in latitudes.items() if s in longitudes and s in index}


def _links(
    store: ox.Store, index: Mapping[str, int], readers: Executor
) -> tuple[_Number, _Number, _Number, NDArray[np.bool_]]:
    """Return the links sorted by property, source and target."""
    concluded = _concluded(store, index)
    parts = list(readers.map(lambda predicate: _ends(store, predicate, index), PREDICATES))
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
            for subject, value in bulk.pairs(store, predicate)
            for number in (place(subject, -1), place(value, -1))
        ),
        dtype=np.int32,
    ).reshape(-1, 2)
    ends = ends[(ends >= 0).all(axis=1)]
    ends = ends[np.lexsort((ends[:, 1], ends[:, 0]))]
    return ends[:, 0], ends[:, 1]


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
    refused = {str(REVIEW_STATUS["rejected"]), str(REVIEW_STATUS["corrected"])}
    rejected = {iri for iri, status in bulk.pairs(store, QUER.reviewStatus) if status in refused}
    for code, function in enumerate(FUNCTIONS[1:], start=1):
        value = node(CONTRIBUTION_FUNCTION[function])
        for iri, thing, sure in bulk.assessed(
            store, QUER.assesses, QUER.confidence, QUER.contributionFunction, value
        ):
            number = index.get(thing, -1)
            if number >= 0 and sure >= SURE and iri not in rejected:
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
