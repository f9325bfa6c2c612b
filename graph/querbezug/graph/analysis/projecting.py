"""Reading a snapshot into arrays, each statement once, however many there are."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from concurrent.futures import Executor, Future, ThreadPoolExecutor
from dataclasses import dataclass
from itertools import repeat

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

_COMMENTS_FIRST = sorted(_KINDS, key=lambda pair: pair[1] != "comment")
"""The same, comments first: they are most, and while they are read the others are."""

_LARGEST_FIRST = sorted(PREDICATES, key=lambda predicate: predicate not in (QUER.about, QUER.submittedIn))
"""What every contribution has comes first, so that both readers are done at about the same time."""

_REFUSED = ("rejected", "corrected")
"""What a person refused does not count, whatever the confidence."""

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
        asked = _Asked.of(store, readers)
        kinds = asked.kinds()
        index = asked.index(kinds)
        iris = list(index)
        kind_of = list(map(kinds.__getitem__, iris))
        source, target, predicate, inferred = _together(asked.ends(), _concluded(store, index), len(iris))
        labels = _labels(store, index, kind_of, asked.names.result())
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
            population=_counts(store, QUER.population, index),
            sources=Sources(store, iris),
            statuses=_statuses(store, index, kinds),
            functions=asked.functions.result(),
            votes=asked.votes.result(),
            modified=snapshot.modified,
        )


@dataclass(frozen=True)
class _Asked:
    """What takes long to read, each in its turn.

    What says something of things by their numbers reads first, and then waits for :attr:`numbers`.
    """

    store: ox.Store
    numbers: Future[dict[str, int]]
    things: Mapping[str, Future[list[str]]]
    links: Mapping[URIRef, Future[tuple[_Number, _Number]]]
    functions: Future[NDArray[np.int8]]
    names: Future[list[tuple[str, str]]]
    votes: Future[dict[int, tuple[int, int]]]

    @classmethod
    def of(cls, store: ox.Store, readers: Executor) -> _Asked:
        numbers: Future[dict[str, int]] = Future()
        return cls(
            store,
            numbers,
            {kind: readers.submit(bulk.instances, store, each) for each, kind in _COMMENTS_FIRST},
            {each: readers.submit(_ends, store, each, numbers) for each in _LARGEST_FIRST},
            readers.submit(_functions, store, numbers),
            readers.submit(lambda: list(bulk.names(store, RDFS.label, "de"))),
            readers.submit(_votes, store, numbers),
        )

    def kinds(self) -> dict[str, str]:
        """Return the kind of each thing: the first class that fits."""
        kinds: dict[str, str] = {}
        try:
            for _, kind in reversed(_KINDS):
                kinds.update(dict.fromkeys(self.things[kind].result(), kind))
            return kinds | dict.fromkeys(_topics(self.store), "topic")
        except BaseException as error:
            self.numbers.set_exception(error)  # nobody shall wait for ever
            raise

    def index(self, kinds: Mapping[str, str]) -> dict[str, int]:
        """Return the number of each thing, in the order of their IRIs."""
        index = {iri: number for number, iri in enumerate(sorted(kinds))}
        self.numbers.set_result(index)
        return index

    def ends(self) -> list[tuple[_Number, _Number]]:
        """Return both ends of the links with each property."""
        return [self.links[predicate].result() for predicate in PREDICATES]


def _values(store: ox.Store, predicate: URIRef) -> Iterator[tuple[str, str]]:
    """Yield subject and value of everything stated with ``predicate``, as text."""
    for quad in store.quads_for_pattern(None, node(predicate), None, _MERGE):
        if isinstance(quad.subject, ox.NamedNode) and isinstance(quad.object, ox.NamedNode | ox.Literal):
            yield quad.subject.value, quad.object.value


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
    # Registers write 0 and 0, a spot in the Gulf of Guinea, where they know no place.
    latitudes = {s: float(v) for s, v in bulk.numbers(store, WGS84.lat)}
    longitudes = {s: float(v) for s, v in bulk.numbers(store, WGS84.long)}
    found = {index[s]: (lat, longitudes[s]) for s, lat in latitudes.items() if s in longitudes and s in index}
    return {number: spot for number, spot in found.items() if spot != (0.0, 0.0)}


def _counts(store: ox.Store, predicate: URIRef, index: Mapping[str, int]) -> dict[int, int]:
    return {index[s]: int(v) for s, v in bulk.numbers(store, predicate) if s in index}


def _statuses(store: ox.Store, index: Mapping[str, int], kinds: Mapping[str, str]) -> dict[int, str]:
    """Return the code of the status of each measure that has one."""
    return {
        index[measure]: status.rsplit("/", 1)[-1]
        for measure, status in bulk.pairs(store, QUER.measureStatus)
        if kinds.get(measure) == "measure"
    }


def _ends(store: ox.Store, predicate: URIRef, numbered: Future[dict[str, int]]) -> tuple[_Number, _Number]:
    """Return both ends of all links with one property, sorted."""
    read = bulk.ends(store, predicate)
    ends = np.fromiter(map(numbered.result().get, read, repeat(-1)), np.int32, len(read)).reshape(-1, 2)
    source, target = ends[(ends >= 0).all(axis=1)].T
    order = np.lexsort((target, source))
    return source[order], target[order]


def _together(
    parts: Sequence[tuple[_Number, _Number]], concluded: Mapping[int, NDArray[np.int64]], size: int
) -> tuple[_Number, _Number, _Number, NDArray[np.bool_]]:
    """Return the links of all properties one after the other, and which of them editors concluded."""
    marks = []
    for code, (source, target) in enumerate(parts):
        wanted = concluded.get(code)
        keys = source.astype(np.int64) * size + target
        marks.append(np.zeros(len(keys), np.bool_) if wanted is None else np.isin(keys, wanted))
    codes = [np.full(len(source), code, dtype=np.int32) for code, (source, _) in enumerate(parts)]
    return (
        np.concatenate([source for source, _ in parts]),
        np.concatenate([target for _, target in parts]),
        np.concatenate(codes),
        np.concatenate(marks),
    )


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


def _functions(store: ox.Store, numbered: Future[dict[str, int]]) -> NDArray[np.int8]:
    """Return what each contribution does, where a person said so or linking is sure enough."""
    said = [
        list(
            bulk.assessed(
                store,
                QUER.assesses,
                QUER.confidence,
                QUER.contributionFunction,
                node(CONTRIBUTION_FUNCTION[function]),
            )
        )
        for function in FUNCTIONS[1:]
    ]
    rejected = {
        iri for status in _REFUSED for iri in bulk.subjects(store, QUER.reviewStatus, REVIEW_STATUS[status])
    }
    index = numbered.result()
    found = np.zeros(len(index), dtype=np.int8)
    for code, assessments in enumerate(said, start=1):
        for iri, thing, sure in assessments:
            number = index.get(thing, -1)
            if number >= 0 and sure >= SURE and iri not in rejected:
                found[number] = code
    return found


def _first(store: ox.Store, subject: ox.NamedNode, predicate: URIRef) -> str:
    quads = store.quads_for_pattern(subject, node(predicate), None, _MERGE)
    return next(
        (quad.object.value for quad in quads if isinstance(quad.object, ox.NamedNode | ox.Literal)), ""
    )


def _votes(store: ox.Store, numbered: Future[dict[str, int]]) -> dict[int, tuple[int, int]]:
    said = [list(bulk.numbers(store, predicate)) for predicate in (QUER.supportCount, QUER.objectionCount)]
    index = numbered.result()
    support, objection = ({index[s]: int(v) for s, v in each if s in index} for each in said)
    return {n: (support.get(n, 0), objection.get(n, 0)) for n in sorted(support.keys() | objection.keys())}
