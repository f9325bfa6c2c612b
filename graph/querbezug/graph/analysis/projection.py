"""The store as arrays: things with a kind and a label, and the links between them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property

import numpy as np
import pyoxigraph as ox
from numpy.typing import NDArray
from rdflib.term import URIRef
from scipy.sparse import coo_array, csr_array

from querbezug.graph.nodes import node
from querbezug.graph.store.reading import Snapshot
from querbezug.ontology.terms import DCTERMS, ORG, PROV, QUER, RDF, RDFS, SKOS, WGS84

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

LINKS: tuple[URIRef, ...] = (
    QUER.about,
    QUER.theme,
    QUER.contributesTo,
    QUER.planningArea,
    QUER.inPlan,
    QUER.hasMemberMunicipality,
    QUER.territory,
    QUER.mentions,
    QUER.expressesIdea,
    QUER.exampleFrom,
    QUER.responsible,
    QUER.comparableTo,
    QUER.submittedIn,
    QUER.respondsTo,
    QUER.discusses,
    QUER.venue,
    ORG.hasMember,
    DCTERMS.isPartOf,
    DCTERMS.replaces,
    DCTERMS.creator,
    DCTERMS.spatial,
    SKOS.exactMatch,
    SKOS.closeMatch,
    SKOS.broader,
    QUER.replyTo,
    QUER.reportsOn,
    QUER.evolvedInto,
    QUER.originator,
    QUER.decides,
    QUER.decidedBy,
)
"""The properties that tie two things; their numbers are the positions in this tuple."""

_CODES = {predicate: code for code, predicate in enumerate(LINKS)}


@dataclass(frozen=True)
class Projection:
    """Things and links as arrays.

    Attributes
    ----------
    version : str
        Version of the dataset it was made from.
    iris, kinds, labels : list of str
        For each of the n things; labels are German.
    source, target, predicate : array of int32, shape (m,)
        For each of the m links: indices of the things, number of the property in :data:`LINKS`.
    inferred : array of bool, shape (m,)
        Whether editors concluded the link.
    positions : mapping of int to (float, float)
        Latitude and longitude (WGS 84) of the things that have them.
    population : mapping of int to int
        Inhabitants by the official register.
    sources : mapping of int to tuple of str
        Web addresses that state a thing; where there are none, the IRIs of its source documents.
    """

    version: str
    iris: list[str]
    kinds: list[str]
    labels: list[str]
    source: NDArray[np.int32]
    target: NDArray[np.int32]
    predicate: NDArray[np.int32]
    inferred: NDArray[np.bool_]
    positions: Mapping[int, tuple[float, float]]
    population: Mapping[int, int]
    sources: Mapping[int, tuple[str, ...]]

    @classmethod
    def of(cls, snapshot: Snapshot) -> Projection:
        """Read the public graph once."""
        store = snapshot.store
        kinds = _things(store)
        labels = _labels(store)
        iris = sorted(kinds)
        index = {iri: number for number, iri in enumerate(iris)}
        concluded = _inferred(store)
        rows = [
            (index[s], index[o], code, (s, LINKS[code].toPython(), o) in concluded)
            for code, s, o in _links(store)
            if s in index and o in index
        ]
        table = np.array(sorted(rows), dtype=np.int32).reshape(-1, 4)
        return cls(
            version=snapshot.version,
            iris=iris,
            kinds=[kinds[iri] for iri in iris],
            labels=[labels.get(iri, iri) for iri in iris],
            source=table[:, 0],
            target=table[:, 1],
            predicate=table[:, 2],
            inferred=table[:, 3].astype(np.bool_),
            positions=_positions(store, index),
            population={index[s]: int(v.value) for s, v in _values(store, QUER.population) if s in index},
            sources=_sources(store, index),
        )

    @cached_property
    def index(self) -> Mapping[str, int]:
        """Position of each IRI."""
        return {iri: number for number, iri in enumerate(self.iris)}

    def of_kind(self, *kinds: str) -> list[int]:
        """Return the indices of the things of these kinds, ascending."""
        return [number for number, kind in enumerate(self.kinds) if kind in kinds]

    def pairs(self, *predicates: URIRef) -> Iterator[tuple[int, int, bool]]:
        """Yield source, target and whether it was concluded, for links with these properties."""
        codes = [_CODES[predicate] for predicate in predicates]
        for number in np.flatnonzero(np.isin(self.predicate, codes)):
            yield int(self.source[number]), int(self.target[number]), bool(self.inferred[number])

    @cached_property
    def adjacency(self) -> csr_array:
        """Undirected adjacency, shape (n, n), entries 1; authorities are left out."""
        hidden = np.array([kind == "authority" for kind in self.kinds], dtype=np.bool_)
        shown = ~(hidden[self.source] | hidden[self.target]) if len(self.source) else np.zeros(0, np.bool_)
        rows, columns = self.source[shown], self.target[shown]
        size = len(self.iris)
        ones = np.ones(2 * len(rows), dtype=np.int8)
        both = coo_array((ones, (np.r_[rows, columns], np.r_[columns, rows])), shape=(size, size))
        matrix = csr_array(both)
        matrix.sum_duplicates()
        matrix.data[:] = 1
        return matrix


def _values(store: ox.Store, predicate: URIRef) -> Iterator[tuple[str, ox.NamedNode | ox.Literal]]:
    for quad in store.quads_for_pattern(None, node(predicate), None, ox.DefaultGraph()):
        if isinstance(quad.subject, ox.NamedNode) and isinstance(quad.object, ox.NamedNode | ox.Literal):
            yield quad.subject.value, quad.object


def _things(store: ox.Store) -> dict[str, str]:
    classes: dict[str, set[str]] = {}
    for subject, cls in _values(store, RDF.type):
        classes.setdefault(subject, set()).add(cls.value)
    found = {}
    for subject, names in classes.items():
        kind = next((kind for cls, kind in _KINDS if str(cls) in names), None)
        if kind:
            found[subject] = kind
    return found


def _labels(store: ox.Store) -> dict[str, str]:
    """Return the German label of everything; a comment is called by its first words."""
    labels: dict[str, str] = {}
    for subject, value in _values(store, QUER.verbatimText):
        labels[subject] = value.value
    for subject, value in sorted(_values(store, RDFS.label), key=lambda item: item[1].value, reverse=True):
        if isinstance(value, ox.Literal) and value.language in (None, "de"):
            labels[subject] = value.value
    return labels


def _positions(store: ox.Store, index: Mapping[str, int]) -> dict[int, tuple[float, float]]:
    latitudes = {s: float(v.value) for s, v in _values(store, WGS84.lat)}
    longitudes = {s: float(v.value) for s, v in _values(store, WGS84.long)}
    return {index[s]: (lat, longitudes[s]) for s, lat in latitudes.items() if s in longitudes and s in index}


def _sources(store: ox.Store, index: Mapping[str, int]) -> dict[int, tuple[str, ...]]:
    found: dict[int, set[str]] = {}
    for subject, value in _values(store, DCTERMS.source):
        if subject in index:
            found.setdefault(index[subject], set()).add(value.value)
    pages = set(found)
    for subject, value in _values(store, PROV.hadPrimarySource):
        if subject in index and index[subject] not in pages:
            found.setdefault(index[subject], set()).add(value.value)
    return {number: tuple(sorted(values)) for number, values in found.items()}


def _links(store: ox.Store) -> Iterator[tuple[int, str, str]]:
    for code, predicate in enumerate(LINKS):
        for subject, value in _values(store, predicate):
            yield code, subject, value.value


def _inferred(store: ox.Store) -> set[tuple[str, str, str]]:
    """Return the links that editors concluded, as subject, predicate, object."""
    subjects = dict(_values(store, RDF.subject))
    predicates = dict(_values(store, RDF.predicate))
    objects = dict(_values(store, RDF.object))
    return {
        (subjects[s].value, predicates[s].value, objects[s].value)
        for s in subjects
        if s in predicates and s in objects
    }
