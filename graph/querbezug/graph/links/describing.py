"""What linking found as triples: assessments with their evidence, runs, and what is new."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Iterator

import pyoxigraph as ox
from rdflib.term import URIRef

from querbezug.graph.gazetteer import Level, gazetteer
from querbezug.graph.identity import Identity
from querbezug.graph.links.candidates import Candidate
from querbezug.graph.links.claims import CONFIRMED, CORRECTED, PROPOSED, REJECTED, Claim
from querbezug.graph.links.decisions import Decision, Decisions, body, hand_made
from querbezug.graph.links.finders import Link
from querbezug.graph.links.models import Model
from querbezug.graph.links.references import CitedPage, NewExample
from querbezug.graph.nodes import node
from querbezug.graph.records import Ref
from querbezug.ontology.strings import text
from querbezug.ontology.terms import FOAF, METHOD, OA, PROV, QUER, RDF, RDFS, REVIEW_STATUS, SCHEMA, XSD

VERSION = "4"
"""Version of the rules; a new one whenever they may find something else."""

# Said of every assessment; looking them up anew each time takes longer than searching the text.
_TYPE, _HAS_BODY, _ASSESSES = node(RDF.type), node(OA.hasBody), node(QUER.assesses)
_QUOTE, _START, _END = node(QUER.quote), node(QUER.start), node(QUER.end)
_CONFIDENCE, _METHOD, _GENERATED_BY = node(QUER.confidence), node(QUER.method), node(PROV.wasGeneratedBy)
_REVIEW_STATUS = node(QUER.reviewStatus)
_STATUS = {code: node(REVIEW_STATUS[code]) for code in (PROPOSED, CONFIRMED, REJECTED, CORRECTED)}
_DECIMAL, _INTEGER = node(XSD.decimal), node(XSD.integer)


class Describer:
    """Puts what was found into triples, each of them once.

    Parameters
    ----------
    identity : Identity
        Gives IRIs to what is new.
    decisions : Decisions, optional
        What people decided about links.

    Attributes
    ----------
    met_lately : set of Claim
        What people had decided about, and was claimed since :meth:`again` was called.
    """

    def __init__(self, identity: Identity, decisions: Decisions | None = None) -> None:
        self._identity = identity
        self._decisions = decisions or Decisions()
        self._met: set[Claim] = set()
        self.met_lately: set[Claim] = set()
        self._described: set[tuple[str, str]] = set()
        self._runs: dict[str, ox.NamedNode] = {}
        self._models: dict[str, Model] = {}

    def with_model(self, model: Model, *methods: str) -> None:
        """Say in the runs of these methods that they went by a language model, and which."""
        self._models |= dict.fromkeys(methods, model)

    def links(self, links: Iterable[Link]) -> Iterator[ox.Triple]:
        """Yield what was found in the wordings of one thing: assessments, and the plain links.

        A link found in two wordings of the thing is stated once, with its first evidence.
        """
        assessed: set[tuple[str, str, str]] = set()
        shortcuts: set[ox.Triple] = set()
        for link in links:
            found = link.found
            if (found.method, found.body, link.target) in assessed:
                continue
            assessed.add((found.method, found.body, link.target))
            claim = Claim(found.unit, found.body, link.target)
            yield from self._assessment(link, claim)
            if self._decisions.stands(claim, found.confidence):
                shortcuts |= claim.plain(link.plain)
        yield from shortcuts

    def by_hand(self, stands: Callable[[Decision], bool]) -> Iterator[ox.Triple]:
        """Yield what stands by a decision alone; to be asked once, when all links are described.

        Parameters
        ----------
        stands : callable
            Says whether the words a decision rests on are still there.
        """
        for decision in self._decisions.by_hand(self._met):
            if stands(decision):
                yield from hand_made(decision, self._identity.minter)

    def again(self) -> None:
        """Describe what is new once more, because of another thing."""
        self._described.clear()
        self.met_lately = set()

    def meet(self, claims: Iterable[Claim]) -> None:
        """Take down that what people decided about is claimed."""
        self._met.update(claims)

    def is_new(self, iri: str) -> bool:
        """Say whether this run described the thing ``iri`` for the first time."""
        return (iri, "") in self._described

    def _assessment(self, link: Link, claim: Claim) -> Iterator[ox.Triple]:
        found = link.found
        words = f"{found.unit} {found.method} {found.body} {link.target}".rstrip()
        digest = hashlib.sha256(words.encode()).hexdigest()[:16]
        subject = ox.NamedNode(self._identity.minter.thing("assessment", digest))
        yield ox.Triple(subject, _TYPE, node(link.cls))
        yield ox.Triple(subject, _ASSESSES, ox.NamedNode(found.unit))
        yield from body(subject, str(link.cls), claim)
        for topic in link.alternatives:
            yield _link(subject, QUER.alternative, topic)
        yield from self._evidence(subject, found.method, found.confidence, claim)
        if link.kilometres is None:
            yield from _quotation(subject, found.quote, found.start, found.end)
        else:
            distance = ox.Literal(f"{link.kilometres:.2f}", datatype=_DECIMAL)
            yield ox.Triple(subject, node(QUER.distance), distance)

    def candidate(self, candidate: Candidate, start: int = 0) -> Iterator[ox.Triple]:
        """Yield the proposal that two things are the same; the quote stands in the first one's words."""
        method = candidate.method
        digest = hashlib.sha256(f"{candidate.one} {method} {candidate.other}".encode()).hexdigest()[:16]
        subject = ox.NamedNode(self._identity.minter.thing("assessment", digest))
        yield _link(subject, RDF.type, QUER.IdentityCandidate)
        yield _link(subject, QUER.candidateFor, candidate.one)
        yield _link(subject, QUER.candidate, candidate.other)
        yield _link(subject, OA.hasBody, candidate.other)
        claim = Claim(candidate.one, candidate.other)
        yield from self._evidence(subject, method, candidate.confidence, claim)
        yield from _quotation(subject, candidate.quote, start, start + len(candidate.quote))

    def _evidence(
        self, subject: ox.NamedNode, method: str, confidence: float, claim: Claim
    ) -> Iterator[ox.Triple]:
        if self._decisions.on(claim):
            self._met.add(claim)
            self.met_lately.add(claim)
        if method not in self._runs:
            model = self._models.get(method)
            key = f"{method}-{VERSION}-{model.digest[:12]}" if model else f"{method}-{VERSION}"
            self._runs[method] = ox.NamedNode(self._identity.minter.thing("run", key))
            yield from _run(self._runs[method], method, model)
        yield ox.Triple(subject, _CONFIDENCE, ox.Literal(f"{confidence:.2f}", datatype=_DECIMAL))
        yield ox.Triple(subject, _REVIEW_STATUS, _STATUS[self._decisions.status(claim)])
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

    def page(self, page: CitedPage, sources: Iterable[str]) -> Iterator[ox.Triple]:
        """Yield what is known of a page that a text gives the address of."""
        yield from self._stated_by(sources, page.iri)
        if self._first(page.iri):
            yield _link(ox.NamedNode(page.iri), RDF.type, FOAF.Document)
            yield _words(ox.NamedNode(page.iri), RDFS.label, page.label)

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
            is_county = entry.level is Level.COUNTY
            yield _link(subject, RDF.type, QUER.County if is_county else QUER.Municipality)
            key = QUER.countyKey if is_county else QUER.municipalityKey
            yield ox.Triple(subject, node(key), ox.Literal(entry.ags))

    def _stated_by(self, sources: Iterable[str], iri: str) -> Iterator[ox.Triple]:
        for source in sources:
            if self._first(iri, source):
                yield _link(ox.NamedNode(iri), PROV.hadPrimarySource, source)

    def _first(self, iri: str, source: str = "") -> bool:
        """Say whether this is the first time that something new is described, or ascribed to a source."""
        known = len(self._described)
        self._described.add((iri, source))
        return len(self._described) > known


def _run(run: ox.NamedNode, method: str, model: Model | None) -> Iterator[ox.Triple]:
    yield _link(run, RDF.type, QUER.LinkingRun)
    yield _words(run, RDFS.label, text("links.run", method=method, version=VERSION))
    yield _link(run, QUER.method, METHOD[method])
    yield ox.Triple(run, node(SCHEMA.softwareVersion), ox.Literal(VERSION))
    if model:
        yield ox.Triple(run, node(SCHEMA.softwareVersion), ox.Literal(model.told))


def _quotation(subject: ox.NamedNode, quote: str, start: int, end: int) -> Iterator[ox.Triple]:
    yield ox.Triple(subject, _QUOTE, ox.Literal(quote))
    yield ox.Triple(subject, _START, ox.Literal(str(start), datatype=_INTEGER))
    yield ox.Triple(subject, _END, ox.Literal(str(end), datatype=_INTEGER))


def _link(subject: ox.NamedNode, predicate: URIRef, value: str) -> ox.Triple:
    return ox.Triple(subject, node(predicate), ox.NamedNode(value))


def _words(subject: ox.NamedNode, predicate: URIRef, value: str) -> ox.Triple:
    return ox.Triple(subject, node(predicate), ox.Literal(value, language="de"))
