"""What the official register knows of the municipalities and counties in use."""

from __future__ import annotations

from collections.abc import Collection
from itertools import chain

import pyoxigraph as ox

from querbezug.graph.gazetteer import REGISTER_DATE, TABLE, Entry, checksum, gazetteer
from querbezug.graph.identity import Identity
from querbezug.graph.mapping.places import position
from querbezug.graph.mapping.sink import Sink
from querbezug.graph.nodes import node
from querbezug.graph.records import Kind, Ref
from querbezug.graph.statements import Statements
from querbezug.ontology.terms import DCTERMS, PROV, QUER, RDF, RDFS, SKOS, XSD

_LABEL = node(RDFS.label)
SOURCE_KEY = "gemeindeverzeichnis"

_PUBLISHER = "Statistische Ämter des Bundes und der Länder; Koordinaten: GeoBasis-DE / BKG"
_RIGHTS = "Gemeindeverzeichnis GV-ISys, verändert: Auszug, Schlüssel zusammengefügt"
_LICENSE = "https://www.govdata.de/dl-de/by-2-0"


def official_triples(identity: Identity, stated: Statements, links: Statements) -> frozenset[ox.Triple]:
    """Return what the official register says of each municipality or county with a known key.

    Parameters
    ----------
    identity : Identity
        Gives the register's own source document its IRI.
    stated, links : Statements
        All that the sources state and the links say; their keys tell which places are in use,
        their labels which need no label from here.
    """
    keys = (node(QUER.municipalityKey), node(QUER.countyKey))
    places = {
        triple.subject: triple.object.value
        for statements in (stated, links)
        for key in keys
        for triple in statements.triples(None, key, None)
        if isinstance(triple.subject, ox.NamedNode) and isinstance(triple.object, ox.Literal)
    }
    labels = _labels(places, stated, links)
    sink = Sink(identity, identity.minter.thing(Kind.SOURCE, SOURCE_KEY))
    for subject, key in sorted(places.items(), key=lambda item: item[1]):
        entry = gazetteer().by_ags(key)
        if entry:
            _place(sink, subject, entry, labels[subject])
    if sink.triples:
        _source(sink)
    return frozenset(sink.triples)


def _labels(
    places: Collection[ox.NamedNode], stated: Statements, links: Statements
) -> dict[ox.NamedNode, set[str]]:
    """Return what the sources and the links call each of the places."""
    labels: dict[ox.NamedNode, set[str]] = {place: set() for place in places}
    of_places = (stated.triples(place, _LABEL, None) for place in places)
    # Links name few things, but are very many: looking one thing up may take an index that nobody else needs.
    for triple in chain(links.triples(None, _LABEL, None), *of_places):
        if isinstance(triple.subject, ox.NamedNode) and isinstance(triple.object, ox.Literal):
            labels.get(triple.subject, set()).add(triple.object.value)
    return labels


def _place(sink: Sink, subject: ox.NamedNode, entry: Entry, known: set[str]) -> None:
    if not known:
        sink.words(subject, RDFS.label, entry.label)
    elif entry.label not in known:
        sink.words(subject, SKOS.altLabel, entry.label)
    sink.add(subject, PROV.hadPrimarySource, sink.source)
    sink.typed(subject, QUER.population, entry.population, XSD.integer)
    if entry.latitude is not None and entry.longitude is not None:
        position(sink, subject, entry.latitude, entry.longitude)
    county = gazetteer().county_of(entry.ags)
    if county:
        sink.add(subject, DCTERMS.isPartOf, _county(sink, county))


def _county(sink: Sink, entry: Entry) -> ox.NamedNode:
    """State the county a municipality lies in."""
    subject = sink.iri(Ref(Kind.PLACE, f"ags:{entry.ags}"))
    sink.add(subject, RDF.type, QUER.County)
    sink.add(subject, RDF.type, QUER.Place)
    sink.words(subject, RDFS.label, entry.label)
    sink.string(subject, QUER.countyKey, entry.ags)
    sink.add(subject, PROV.hadPrimarySource, sink.source)
    return subject


def _source(sink: Sink) -> None:
    sink.add(sink.source, RDF.type, QUER.SourceDocument)
    sink.add(sink.source, RDF.type, PROV.Entity)
    sink.words(sink.source, RDFS.label, "Amtliches Gemeindeverzeichnis (GV-ISys)")
    sink.words(sink.source, DCTERMS.publisher, _PUBLISHER)
    sink.words(sink.source, DCTERMS.rights, _RIGHTS)
    sink.pages(sink.source, DCTERMS.license, _LICENSE)
    sink.date(sink.source, DCTERMS.date, REGISTER_DATE)
    sink.string(sink.source, QUER.fileName, TABLE)
    sink.typed(sink.source, QUER.sha256, checksum(), XSD.hexBinary)
    sink.string(sink.source, QUER.reader, SOURCE_KEY)
    sink.string(sink.source, QUER.readerVersion, "1")
