"""Places, cooperations and organisations as triples."""

from __future__ import annotations

import pyoxigraph as ox
from rdflib.term import URIRef

from querbezug.graph.gazetteer import gazetteer
from querbezug.graph.mapping.places import position
from querbezug.graph.mapping.sink import Sink
from querbezug.graph.records import Cooperation, Kind, Organisation, Place, PlaceKind, PopulationFigure, Ref
from querbezug.ontology.terms import DCTERMS, FOAF, ORG, PROV, QUER, RDF, RDFS, SKOS, XSD

_PLACE_CLASSES: dict[PlaceKind, URIRef] = {
    PlaceKind.MUNICIPALITY: QUER.Municipality,
    PlaceKind.DISTRICT: QUER.District,
    PlaceKind.COUNTY: QUER.County,
    PlaceKind.SITE: QUER.Site,
    PlaceKind.LANDSCAPE: QUER.Landscape,
}


def place(sink: Sink, record: Place) -> None:
    """State a place; what the official register knows better is left to it."""
    subject = sink.iri(record.ref)
    sink.start(subject, record, _PLACE_CLASSES[record.place_kind], QUER.Place)
    for label in record.alt_labels:
        sink.words(subject, SKOS.altLabel, label)
    key = QUER.municipalityKey if record.place_kind is PlaceKind.MUNICIPALITY else QUER.countyKey
    sink.string(subject, key, record.ags)
    sink.link(subject, DCTERMS.isPartOf, record.part_of, record=record, attribute="part_of")
    if record.latitude is not None and record.longitude is not None:
        position(sink, subject, record.latitude, record.longitude)
    for figure in record.population:
        _population(sink, subject, figure)


def _population(sink: Sink, subject: ox.NamedNode, figure: PopulationFigure) -> None:
    suffix = "-prognose" if figure.forecast else ""
    resource = ox.NamedNode(f"{subject.value}#einwohner-{figure.date}{suffix}")
    sink.add(subject, QUER.populationFigure, resource)
    sink.add(resource, RDF.type, QUER.PopulationFigure)
    sink.typed(resource, QUER.population, figure.value, XSD.integer)
    sink.date(resource, DCTERMS.date, figure.date)
    sink.typed(resource, QUER.forecast, str(figure.forecast).lower(), XSD.boolean)
    sink.pages(resource, DCTERMS.source, figure.url)


def cooperation(sink: Sink, record: Cooperation) -> None:
    """State a cooperation, its members and the region it plans for."""
    subject = sink.iri(record.ref)
    sink.start(subject, record, QUER.InterMunicipalCooperation, ORG.OrganizationalCollaboration)
    for label in record.alt_labels:
        sink.words(subject, SKOS.altLabel, label)
    sink.string(subject, QUER.cooperationKind, record.category)
    sink.string(subject, QUER.founded, record.founded)
    sink.words(subject, DCTERMS.description, record.description)
    for member in record.members:
        _member(sink, subject, member, record)
    if record.region:
        region = sink.iri(record.region)
        sink.add(subject, QUER.territory, region)
        sink.origins.setdefault(region.value, (record.origin, record.label))
        sink.add(region, RDF.type, QUER.Region)
        sink.add(region, RDF.type, QUER.Place)
        sink.words(region, RDFS.label, record.label)
        sink.add(region, PROV.hadPrimarySource, sink.source)


def _member(sink: Sink, subject: ox.NamedNode, member: Ref, record: Cooperation) -> None:
    """State a member: a cooperation itself, or the authority of a municipality."""
    target = sink.iri(member)
    if member.kind is not Kind.PLACE:
        sink.link(subject, ORG.hasMember, member, record=record, attribute="members")
        return
    slug = target.value.rsplit("/", 1)[1]
    authority = ox.NamedNode(sink.identity.minter.thing(Kind.ORGANISATION, slug))
    sink.add(subject, ORG.hasMember, authority)
    sink.link(subject, QUER.hasMemberMunicipality, member, record=record, attribute="members")
    sink.add(authority, RDF.type, QUER.LocalAuthority)
    sink.add(authority, RDF.type, ORG.Organization)
    sink.add(authority, QUER.territory, target)
    sink.add(authority, PROV.hadPrimarySource, sink.source)
    sink.authorities[member] = authority


def name_authorities(sink: Sink) -> None:
    """Give the authorities of member municipalities their names: Stadt X, Markt Y, Gemeinde Z.

    Done when all records are known, because a source may call a municipality otherwise than the
    official register does.
    """
    for member, authority in sink.authorities.items():
        entry = gazetteer().by_ags(member.key.removeprefix("ags:"))
        official = entry.kind if entry else ""
        kind = next((word for word in ("Stadt", "Markt") if word.lower() in official.lower()), "Gemeinde")
        name = sink.labels.get(member) or (entry.label if entry else member.key)
        sink.words(authority, RDFS.label, f"{kind} {name}")


def organisation(sink: Sink, record: Organisation) -> None:
    """State an organisation."""
    subject = sink.iri(record.ref)
    sink.start(subject, record, ORG.Organization)
    sink.string(subject, QUER.organisationKind, record.category)
    sink.string(subject, QUER.seat, record.seat)
    sink.words(subject, DCTERMS.description, record.role)
    sink.pages(subject, FOAF.page, record.page)
