"""Where things come from: the source documents, for the pages of things and of the data."""

from __future__ import annotations

from collections.abc import Iterable
from urllib.parse import urlsplit

import pyoxigraph as ox

from querbezug.api.http.context import Paths
from querbezug.api.http.labels import local_name, written_date
from querbezug.api.http.service import Service
from querbezug.api.naming import format_name, licence_name
from querbezug.api.page_models import Link, Provenance, SourceEntry
from querbezug.graph.store.layout import LOADED_AT, LOG
from querbezug.ontology.strings import Lang
from querbezug.ontology.terms import DCTERMS, FOAF, QUER, RDF, RDFS


def provenance(service: Service, sources: Iterable[str], paths: Paths, lang: Lang) -> tuple[Provenance, ...]:
    """Return what is known of the source documents ``sources`` (IRIs)."""
    return tuple(_document(service, iri, paths, lang) for iri in sources)


def source_entries(service: Service, paths: Paths, lang: Lang) -> tuple[SourceEntry, ...]:
    """Return all sources with the number of triples each brought."""
    snapshot = service.snapshot()
    entries = []
    for graph in snapshot.data_graphs():
        key = snapshot.layout.source_key(graph)
        if graph == snapshot.layout.gazetteer:
            key = "gemeindeverzeichnis"
        if key is None:
            continue
        iri = snapshot.layout.minter.thing("source", key)
        count = service.triples_in(graph)
        found = _document(service, iri, paths, lang)
        entries.append(SourceEntry(found.label, found.href, count, found.loaded, found.licence, found.page))
    return tuple(entries)


def _document(service: Service, iri: str, paths: Paths, lang: Lang) -> Provenance:
    store, subject = service.snapshot().store, ox.NamedNode(iri)
    facts = {
        quad.predicate.value: quad.object.value
        for quad in store.quads_for_pattern(subject, None, None, ox.DefaultGraph())
        if isinstance(quad.object, ox.NamedNode | ox.Literal) and quad.predicate.value != str(RDF.type)
    }
    times = store.quads_for_pattern(subject, LOADED_AT, None, LOG)
    loaded = [quad.object.value for quad in times if isinstance(quad.object, ox.Literal)]
    page = facts.get(str(FOAF.page))
    reader = format_name(facts.get(str(QUER.reader), ""), lang)
    return Provenance(
        label=facts.get(str(RDFS.label), local_name(iri)),
        href=paths.href(iri),
        sha256=facts.get(str(QUER.sha256), ""),
        reader=f"{reader} {facts.get(str(QUER.readerVersion), '')}".strip(),
        loaded=written_date(loaded[0][:10], lang) if loaded else "",
        licence=_licence(facts),
        page=Link(urlsplit(page).netloc, page) if page else None,
    )


def _licence(facts: dict[str, str]) -> Link | None:
    address = facts.get(str(DCTERMS.license))
    if address:
        return Link(licence_name(address), address)
    rights = facts.get(str(DCTERMS.rights))
    return Link(rights, "") if rights else None
