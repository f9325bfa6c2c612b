"""A linking run: all methods over all texts, and what they found as triples."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable

import pyoxigraph as ox
from rdflib.term import URIRef

from querbezug.graph.identity import Identity
from querbezug.graph.links import places, references, themes
from querbezug.graph.links.corpus import Corpus, Found, TextUnit
from querbezug.graph.mapping.sink import Sink
from querbezug.graph.records import Ref
from querbezug.ontology.strings import text
from querbezug.ontology.terms import FOAF, METHOD, OA, PROV, QUER, RDF, RDFS, REVIEW_STATUS, SCHEMA, XSD

VERSION = "1"
"""Version of the rules; a new one whenever they may find something else."""

SHORTCUT_FROM = 0.5
"""Confidence from which a link is stated as a plain triple too."""

_THEME_CLASSES = (QUER.FieldOfAction, QUER.CrossCuttingTheme)


def link_all(stated: Iterable[ox.Triple], identity: Identity) -> frozenset[ox.Triple]:
    """Find the links in all texts of the loaded sources.

    Parameters
    ----------
    stated : iterable of Triple
        What the sources state; nothing that an earlier run concluded.
    identity : Identity
        Gives IRIs to what is new.

    Returns
    -------
    frozenset of Triple
        Assessments with evidence, shortcuts, the runs, and the examples found. The same input
        gives the same triples.
    """
    return _Run(Corpus.of(stated), identity).triples()


class _Run:
    """Everything one run needs, set up once."""

    def __init__(self, corpus: Corpus, identity: Identity) -> None:
        known_places = list(corpus.named(QUER.Place))
        self._corpus = corpus
        self._identity = identity
        self._sink = Sink(identity, identity.minter.thing("source", "querbezug"), {})
        self._places = places.PlaceFinder(known_places, corpus.of_class(QUER.Municipality))
        self._municipalities = places.CuedMunicipalityFinder(identity)
        self._themes = themes.ThemeFinder(corpus.named(*_THEME_CLASSES))
        self._urls = references.UrlFinder(identity, corpus.pages())
        self._examples = references.ExampleFinder(identity, known_places)

    def triples(self) -> frozenset[ox.Triple]:
        for unit in self._corpus.texts():
            self._link(unit)
        return frozenset(self._sink.triples)

    def _link(self, unit: TextUnit) -> None:
        named = list(self._places.find(unit))
        for found in named:
            self._assess(found, QUER.Mention, QUER.mentions)
        if not unit.is_comment:
            return
        for found in self._themes.find(unit):
            self._assess(found, QUER.ThemeAssignment, QUER.theme)
        for found, ref in self._municipalities.find(unit, [(f.start, f.end) for f in named]):
            self._assess(found, QUER.Mention, QUER.mentions)
            self._describe_municipality(found.body, found.quote, ref, unit)
        for found, new in [*self._urls.find(unit), *self._examples.find(unit)]:
            self._assess(found, QUER.Mention, QUER.mentions, QUER.refersToExample)
            if new:
                self._describe_example(new, unit)

    def _assess(self, found: Found, cls: URIRef, *shortcuts: URIRef) -> None:
        """State one assessment with its evidence, and the plain link where it is sure enough."""
        digest = hashlib.sha256(f"{found.unit} {found.method} {found.body}".encode()).hexdigest()[:16]
        subject = ox.NamedNode(self._identity.minter.thing("assessment", digest))
        unit, body = ox.NamedNode(found.unit), ox.NamedNode(found.body)
        self._sink.add(subject, RDF.type, cls)
        self._sink.add(subject, QUER.assesses, unit)
        self._sink.add(subject, OA.hasBody, body)
        self._sink.string(subject, QUER.quote, found.quote)
        self._sink.typed(subject, QUER.start, found.start, XSD.integer)
        self._sink.typed(subject, QUER.end, found.end, XSD.integer)
        self._sink.typed(subject, QUER.confidence, f"{found.confidence:.2f}", XSD.decimal)
        self._sink.add(subject, QUER.reviewStatus, REVIEW_STATUS.proposed)
        self._sink.add(subject, QUER.method, METHOD[found.method])
        self._sink.add(subject, PROV.wasGeneratedBy, self._run(found.method))
        if found.confidence >= SHORTCUT_FROM:
            for shortcut in shortcuts:
                self._sink.add(unit, shortcut, body)

    def _run(self, method: str) -> ox.NamedNode:
        run = ox.NamedNode(self._identity.minter.thing("run", f"{method}-{VERSION}"))
        self._sink.add(run, RDF.type, QUER.LinkingRun)
        self._sink.words(run, RDFS.label, text("links.run", method=method, version=VERSION))
        self._sink.add(run, QUER.method, METHOD[method])
        self._sink.string(run, SCHEMA.softwareVersion, VERSION)
        return run

    def _describe_municipality(self, iri: str, name: str, ref: Ref, unit: TextUnit) -> None:
        subject = ox.NamedNode(iri)
        self._sink.add(subject, RDF.type, QUER.Municipality)
        self._sink.add(subject, RDF.type, QUER.Place)
        self._sink.words(subject, RDFS.label, name)
        self._sink.string(subject, QUER.municipalityKey, ref.key.removeprefix("ags:"))
        self._from_source_of(unit, subject)

    def _describe_example(self, new: references.NewExample, unit: TextUnit) -> None:
        subject = ox.NamedNode(new.iri)
        self._sink.add(subject, RDF.type, QUER.ReferenceExample)
        self._sink.words(subject, RDFS.label, new.label)
        self._sink.pages(subject, FOAF.page, new.page)
        self._from_source_of(unit, subject)
        if not new.place:
            return
        place = ox.NamedNode(new.place)
        self._sink.add(subject, QUER.exampleFrom, place)
        if new.place_label:
            self._sink.add(place, RDF.type, QUER.Place)
            self._sink.words(place, RDFS.label, new.place_label)
            self._from_source_of(unit, place)
        if new.place_ags:
            self._sink.add(place, RDF.type, QUER.Municipality)
            self._sink.string(place, QUER.municipalityKey, new.place_ags)

    def _from_source_of(self, unit: TextUnit, subject: ox.NamedNode) -> None:
        for source in self._corpus.sources(unit.iri):
            self._sink.add(subject, PROV.hadPrimarySource, ox.NamedNode(source))
