"""Collects the triples of one source and remembers which record each node came from."""

from __future__ import annotations

import hashlib

import pyoxigraph as ox
from rdflib.term import URIRef

from querbezug.graph.errors import SourceError
from querbezug.graph.gazetteer import Level, gazetteer
from querbezug.graph.identity import Identity
from querbezug.graph.nodes import node
from querbezug.graph.records import Origin, Record, Ref, Relation
from querbezug.ontology.iris import is_safe_iri
from querbezug.ontology.terms import DCTERMS, PROV, QUER, RDF, RDFS, SKOS, XSD

Term = ox.NamedNode | ox.Literal


def check_address(url: str) -> None:
    """Make sure that ``url`` can be an IRI.

    Raises
    ------
    SourceError
        If it cannot.
    """
    if not is_safe_iri(url):
        raise SourceError("mapping.bad-iri", url=url)


class Sink:
    """Takes triples, one source at a time.

    Parameters
    ----------
    identity : Identity
        Turns references into IRIs.
    source : str
        IRI of the source document all this comes from.

    Attributes
    ----------
    triples : set of Triple
        What has been stated and not yet been taken by :meth:`take`.
    labels : dict of Ref to str
        Labels that the source itself gives to municipalities and counties.
    authorities : dict of Ref to NamedNode
        Authorities of member municipalities that still need a name.
    region : NamedNode or None
        The region whose themes the source lists, where it is about one.
    origins : dict of str to (Origin, str)
        For each described IRI, where its record stands and its label.
    moved : dict of Ref to str
        Comments of this source whose number today is not the one in their IRI.
    """

    def __init__(self, identity: Identity, source: str) -> None:
        self.identity = identity
        self.source = ox.NamedNode(source)
        self.triples: set[ox.Triple] = set()
        self.labels: dict[Ref, str] = {}
        self.authorities: dict[Ref, ox.NamedNode] = {}
        self.region: ox.NamedNode | None = None
        self.origins: dict[str, tuple[Origin, str]] = {}
        self.moved: dict[Ref, str] = {}
        self._official: dict[Ref, ox.NamedNode] = {}
        self._regional: set[ox.NamedNode] = set()

    def take(self) -> set[ox.Triple]:
        """Hand out what has been stated since the last time."""
        taken, self.triples = self.triples, set()
        return taken

    def place(self, iri: str, origin: Origin, label: str = "") -> None:
        """Remember where the description of ``iri`` stands."""
        self.origins.setdefault(iri, (origin, label))

    def iri(self, ref: Ref) -> ox.NamedNode:
        """Return the node of ``ref``."""
        return ox.NamedNode(self.moved.get(ref) or self.identity.iri(ref))

    def add(self, subject: ox.NamedNode, predicate: URIRef, value: Term | URIRef) -> None:
        """State ``subject predicate value``."""
        term = node(value) if isinstance(value, URIRef) else value
        self.triples.add(ox.Triple(subject, node(predicate), term))

    def start(self, subject: ox.NamedNode, record: Record, *classes: URIRef) -> None:
        """State what every described thing has: classes, label, provenance, remark."""
        self.place(subject.value, record.origin, record.label)
        if record.label and record.ref.key.startswith("ags:"):
            self.labels.setdefault(record.ref, record.label)
        for each in classes:
            self.add(subject, RDF.type, each)
        # A name that the source does not state only holds until some source states one.
        self.words(subject, SKOS.altLabel if record.is_inferred("label") else RDFS.label, record.label)
        self.add(subject, PROV.hadPrimarySource, self.source)
        self.words(subject, SKOS.note, record.note)
        self.pages(subject, DCTERMS.source, *record.urls)

    def words(self, subject: ox.NamedNode, predicate: URIRef, value: str | None) -> None:
        """State a German text, if there is one."""
        if value:
            self.add(subject, predicate, ox.Literal(value, language="de"))

    def string(self, subject: ox.NamedNode, predicate: URIRef, value: str | None) -> None:
        """State a string without a language, if there is one."""
        if value:
            self.add(subject, predicate, ox.Literal(value))

    def typed(self, subject: ox.NamedNode, predicate: URIRef, value: object, datatype: URIRef) -> None:
        """State a typed value, if there is one."""
        if value is not None:
            self.add(subject, predicate, ox.Literal(str(value), datatype=node(datatype)))

    def date(self, subject: ox.NamedNode, predicate: URIRef, value: str | None) -> None:
        """State a date as precisely as it is known: year, month or day."""
        if value:
            precision = {4: XSD.gYear, 7: XSD.gYearMonth, 10: XSD.date}.get(len(value))
            if precision is None:
                self.string(subject, predicate, value)
            else:
                self.typed(subject, predicate, value, precision)

    def pages(self, subject: ox.NamedNode, predicate: URIRef, *urls: str | None) -> None:
        """State web addresses.

        Raises
        ------
        SourceError
            If one cannot be an IRI.
        """
        for url in urls:
            if url is not None:
                check_address(url)
                self.add(subject, predicate, ox.NamedNode(url))

    def link(
        self, subject: ox.NamedNode, predicate: URIRef, *refs: Ref | None, record: Record, attribute: str
    ) -> None:
        """State links to other things; mark those the editors concluded.

        A link is marked where ``record.inferred`` holds ``attribute``, or ``attribute:kind`` for
        links to things of one kind only.
        """
        for ref in refs:
            if ref is None:
                continue
            target = self.iri(ref)
            self.add(subject, predicate, target)
            if ref.key.startswith("ags:"):
                self._official[ref] = target
            if {attribute, f"{attribute}:{ref.kind}"} & record.inferred:
                self._mark_inferred(self._mark(record, predicate, ref), subject, node(predicate), target)

    def in_region(self, subject: ox.NamedNode) -> None:
        """Remember that ``subject`` belongs to the region of the source, once that is known."""
        self._regional.add(subject)

    def finish(self) -> None:
        """State what could only be known at the end of the source."""
        if self.region:
            for subject in self._regional:
                self.add(subject, DCTERMS.spatial, self.region)
        for ref, target in self._official.items():
            self._describe_official(ref, target)

    def _describe_official(self, ref: Ref, target: ox.NamedNode) -> None:
        """Describe a unit of the official register that the source names by its key alone."""
        entry = gazetteer().by_ags(ref.key.removeprefix("ags:"))
        if ref in self.labels or entry is None:
            return
        is_county = entry.level is Level.COUNTY
        self.add(target, RDF.type, QUER.County if is_county else QUER.Municipality)
        self.add(target, RDF.type, QUER.Place)
        self.words(target, RDFS.label, entry.label)
        self.string(target, QUER.countyKey if is_county else QUER.municipalityKey, entry.ags)
        self.add(target, PROV.hadPrimarySource, self.source)

    def _mark(self, record: Record, predicate: URIRef, ref: Ref) -> ox.NamedNode:
        """Return the node of a mark; it does not depend on what else names the two things."""
        of = record.subject if isinstance(record, Relation) else record.ref
        text = f"{self.identity.own_iri(of)} {predicate} {self.identity.own_iri(ref)}"
        slug = hashlib.sha256(text.encode()).hexdigest()[:16]
        return ox.NamedNode(self.identity.minter.thing("statement", slug))

    def _mark_inferred(
        self,
        statement: ox.NamedNode,
        subject: ox.NamedNode,
        predicate: ox.NamedNode,
        target: ox.NamedNode,
    ) -> None:
        self.add(statement, RDF.type, QUER.InferredStatement)
        self.add(statement, RDF.subject, subject)
        self.add(statement, RDF.predicate, predicate)
        self.add(statement, RDF.object, target)
        self.add(statement, PROV.hadPrimarySource, self.source)
