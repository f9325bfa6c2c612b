"""What linking found as triples: assessments with their evidence, runs, and what is new."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator

import pyoxigraph as ox
from rdflib.term import URIRef

from querbezug.graph.gazetteer import gazetteer
from querbezug.graph.identity import Identity
from querbezug.graph.links.candidates import Candidate
from querbezug.graph.links.corpus import Found
from querbezug.graph.links.references import NewExample
from querbezug.graph.nodes import node
from querbezug.graph.records import Ref
from querbezug.ontology.strings import text
from querbezug.ontology.terms import FOAF, METHOD, OA, PROV, QUER, RDF, RDFS, REVIEW_STATUS, SCHEMA, XSD

VERSION = "2"
"""Version of the rules; a new one whenever they may find something else."""

SHORTCUT_FROM = 0.5
"""Confidence from which a link is stated as a plain triple too."""

# Said of every assessment; looking them up anew each time takes longer than searching the text.
_TYPE, _HAS_BODY, _ASSESSES = node(RDF.type), node(OA.hasBody), node(QUER.assesses)
_QUOTE, _START, _END = node(QUER.quote), node(QUER.start), node(QUER.end)
_CONFIDENCE, _METHOD, _GENERATED_BY = node(QUER.confidence), node(QUER.method), node(PROV.wasGeneratedBy)
_REVIEW_STATUS, _PROPOSED = node(QUER.reviewStatus), node(REVIEW_STATUS.proposed)
_DECIMAL, _INTEGER = node(XSD.decimal), node(XSD.integer)


class Describer:
    """Puts what was found into triples, each of them once.

    Parameters
    ----------
    identity : Identity
        Gives IRIs to what is new.
    """

    def __init__(self, identity: Identity) -> None:
        self._identity = identity
        self._described: set[tuple[str, str]] = set()
        self._runs: dict[str, ox.NamedNode] = {}

    def links(self, found: Iterable[tuple[Found, URIRef, tuple[URIRef, ...]]]) -> Iterator[ox.Triple]:
        """Yield what was found in the wordings of one thing: the class of each assessment, its shortcuts.

        A link found in two wordings of the thing is stated once, with its first evidence.
        """
        assessed: set[tuple[str, str]] = set()
        shortcuts: set[ox.Triple] = set()
        for each, cls, predicates in found:
            if (each.method, each.body) in assessed:
                continue
            assessed.add((each.method, each.body))
            yield from self._assessment(each, cls)
            if each.confidence >= SHORTCUT_FROM:
                unit, body = ox.NamedNode(each.unit), ox.NamedNode(each.body)
                shortcuts |= {ox.Triple(unit, node(predicate), body) for predicate in predicates}
        yield from shortcuts

    def _assessment(self, found: Found, cls: URIRef) -> Iterator[ox.Triple]:
        digest = hashlib.sha256(f"{found.unit} {found.method} {found.body}".encode()).hexdigest()[:16]
        subject = ox.NamedNode(self._identity.minter.thing("assessment", digest))
        yield ox.Triple(subject, _TYPE, node(cls))
        yield ox.Triple(subject, _ASSESSES, ox.NamedNode(found.unit))
        yield ox.Triple(subject, _HAS_BODY, ox.NamedNode(found.body))
        yield from self._evidence(subject, found.method, found.confidence)
        yield from _quotation(subject, found.quote, found.start, found.end)

    def candidate(self, candidate: Candidate) -> Iterator[ox.Triple]:
        """Yield the proposal that two things are the same; the quote is the first one's label."""
        method = candidate.method
        digest = hashlib.sha256(f"{candidate.one} {method} {candidate.other}".encode()).hexdigest()[:16]
        subject = ox.NamedNode(self._identity.minter.thing("assessment", digest))
        yield _link(subject, RDF.type, QUER.IdentityCandidate)
        yield _link(subject, QUER.candidateFor, candidate.one)
        yield _link(subject, QUER.candidate, candidate.other)
        yield _link(subject, OA.hasBody, candidate.other)
        yield from self._evidence(subject, method, candidate.confidence)
        yield from _quotation(subject, candidate.quote, 0, len(candidate.quote))

    def _evidence(self, subject: ox.NamedNode, method: str, confidence: float) -> Iterator[ox.Triple]:
        if method not in self._runs:
            self._runs[method] = ox.NamedNode(self._identity.minter.thing("run", f"{method}-{VERSION}"))
            yield from _run(self._runs[method], method)
        yield ox.Triple(subject, _CONFIDENCE, ox.Literal(f"{confidence:.2f}", datatype=_DECIMAL))
        yield ox.Triple(subject, _REVIEW_STATUS, _PROPOSED)
        yield ox.Triple(subject, _METHOD, node(METHOD[method]))
        yield ox.Triple(subject, _GENERATED_BY, self._runs[method])

    def example(self, new: NewExample, sources: Iterable[str]) -> Iterator[ox.Triple]:
        """Yield what is known of an example that only a text cites."""
        subject = ox.NamedNode(new.iri)
        yield from self._stated_by(sources, new.iri)
        if self._first(new.iri):
            yield _link(subject, RDF.type, QUER.ReferenceExample)
            yield _words(subject, RDFS.label, new.label)
            if new.page:
                yield _link(subject, FOAF.page, new.page)
            if new.place:
                yield _link(subject, QUER.exampleFrom, new.place)

    def place(self, iri: str, ref: Ref, name: str, sources: Iterable[str]) -> Iterator[ox.Triple]:
        """Yield what is known of a place that only a text names.

        A municipality is called what the official register calls it, whatever the text says.
        """
        yield from self._stated_by(sources, iri)
        if not self._first(iri):
            return
        subject = ox.NamedNode(iri)
        entry = gazetteer().by_ags(ref.key.removeprefix("ags:"))
        yield _link(subject, RDF.type, QUER.Place)
        yield _words(subject, RDFS.label, entry.label if entry else name)
        if entry:
            yield _link(subject, RDF.type, QUER.Municipality)
            yield ox.Triple(subject, node(QUER.municipalityKey), ox.Literal(entry.ags))

    def _stated_by(self, sources: Iterable[str], iri: str) -> Iterator[ox.Triple]:
        for source in sources:
            if self._first(iri, source):
                yield _link(ox.NamedNode(iri), PROV.hadPrimarySource, source)

    def _first(self, iri: str, source: str = "") -> bool:
        """Say whether this is the first time that something new is described, or ascribed to a source."""
        known = len(self._described)
        self._described.add((iri, source))
        return len(self._described) > known


def _run(run: ox.NamedNode, method: str) -> Iterator[ox.Triple]:
    yield _link(run, RDF.type, QUER.LinkingRun)
    yield _words(run, RDFS.label, text("links.run", method=method, version=VERSION))
    yield _link(run, QUER.method, METHOD[method])
    yield ox.Triple(run, node(SCHEMA.softwareVersion), ox.Literal(VERSION))


def _quotation(subject: ox.NamedNode, quote: str, start: int, end: int) -> Iterator[ox.Triple]:
    yield ox.Triple(subject, _QUOTE, ox.Literal(quote))
    yield ox.Triple(subject, _START, ox.Literal(str(start), datatype=_INTEGER))
    yield ox.Triple(subject, _END, ox.Literal(str(end), datatype=_INTEGER))


def _link(subject: ox.NamedNode, predicate: URIRef, value: str) -> ox.Triple:
    return ox.Triple(subject, node(predicate), ox.NamedNode(value))


def _words(subject: ox.NamedNode, predicate: URIRef, value: str) -> ox.Triple:
    return ox.Triple(subject, node(predicate), ox.Literal(value, language="de"))
