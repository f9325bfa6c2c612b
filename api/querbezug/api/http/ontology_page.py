"""Models of the pages about the data itself: the ontology, the dumps."""

from __future__ import annotations

import hashlib
from collections import Counter

from rdflib import OWL, RDF, RDFS, SKOS, Graph
from rdflib.term import Literal, URIRef

from querbezug.api.http.context import Paths
from querbezug.api.http.labels import local_name, written_date
from querbezug.api.http.provenance import source_entries
from querbezug.api.http.service import Service
from querbezug.api.page_models import CodeList, DataPage, Dump, Link, OntologyPage, Term
from querbezug.graph.export import FORMATS
from querbezug.ontology.resources import labels, ontology_graph
from querbezug.ontology.strings import Lang, text
from querbezug.ontology.terms import ONTOLOGY, QUER, SCHEMA


def ontology_model(service: Service, lang: Lang) -> OntologyPage:
    """Return the classes, properties and code lists with how often each is used."""
    graph = ontology_graph()
    used = _usage(service)
    namespace = str(QUER._NS)
    ours = sorted(
        iri for s in graph.subjects(RDFS.isDefinedBy, ONTOLOGY) if (iri := str(s)).startswith(namespace)
    )
    classes = [iri for iri in ours if (URIRef(iri), RDF.type, OWL.Class) in graph]
    properties = [iri for iri in ours if iri not in set(classes)]
    schemes = sorted(str(s) for s in graph.subjects(RDF.type, SKOS.ConceptScheme))
    return OntologyPage(
        namespace=namespace,
        version=str(graph.value(ONTOLOGY, OWL.versionInfo) or ""),
        classes=tuple(_term(graph, s, lang, used, RDFS.subClassOf) for s in classes),
        properties=tuple(_term(graph, s, lang, used, RDFS.subPropertyOf) for s in properties),
        code_lists=tuple(_code_list(graph, s, lang) for s in schemes),
        downloads=(
            Link("Turtle", "/ontology.ttl"),
            Link("SHACL", "/shapes.ttl"),
            Link("JSON-LD context", "/context.jsonld"),
        ),
    )


def _usage(service: Service) -> Counter[str]:
    """Return how often each class and property is used in the data."""
    counts: Counter[str] = Counter()
    for triple in service.snapshot().triples():
        counts[triple.predicate.value] += 1
        if triple.predicate.value == str(RDF.type):
            counts[getattr(triple.object, "value", "")] += 1
    return counts


def _term(graph: Graph, iri: str, lang: Lang, used: Counter[str], broader: URIRef) -> Term:
    known = labels()
    parents = sorted(
        known.label(str(p), lang) or local_name(str(p)) for p in graph.objects(URIRef(iri), broader)
    )
    uses = sorted(
        known.label(str(p), lang) or local_name(str(p))
        for p in graph.objects(URIRef(iri), SCHEMA.rangeIncludes)
    )
    return Term(
        iri,
        f"quer:{local_name(iri)}",
        known.label(iri, lang) or local_name(iri),
        known.definition(iri, lang) or "",
        tuple(parents),
        tuple(uses),
        used[iri],
    )


def _code_list(graph: Graph, iri: str, lang: Lang) -> CodeList:
    codes = sorted(str(s) for s in graph.subjects(SKOS.inScheme, URIRef(iri)))
    titles = [o for o in graph.objects(URIRef(iri), SKOS.prefLabel) if isinstance(o, Literal)]
    title = next((str(o) for o in titles if o.language == lang), local_name(iri))
    known = labels()
    terms = tuple(
        Term(c, local_name(c), known.label(c, lang) or local_name(c), known.definition(c, lang) or "")
        for c in codes
    )
    return CodeList(local_name(iri), title, terms)


MOST_WRITTEN = 500_000
"""Of so many triples the page of the data tells how large each dump is, and its checksum."""


def data_model(service: Service, lang: Lang, paths: Paths) -> DataPage:
    """Return what can be taken away, and under which terms."""
    triples = service.triple_count()
    dumps = tuple(_dump(service, name, lang, triples) for name in FORMATS)
    networks = (
        Link("GraphML", "/api/cities.graphml"),
        Link("GEXF", "/api/cities.gexf"),
        Link("JSON", "/api/cities"),
        Link("Turtle", "/api/cities.ttl"),
    )
    return DataPage(
        dumps=dumps,
        sources=source_entries(service, paths, lang),
        networks=networks,
        triples=triples,
        updated=written_date(service.snapshot().modified[:10], lang),
    )


def _dump(service: Service, name: str, lang: Lang, triples: int) -> Dump:
    # Writing all of a large store out takes minutes: nobody who only reads the page should wait for it.
    made = triples <= MOST_WRITTEN or service.is_dumped(name)
    entry, body = FORMATS[name], service.dump(name) if made else None
    return Dump(
        label=entry.title,
        href=f"/dumps/latest.{entry.extension}",
        media_type=entry.media_type,
        explanation=text(f"api.dump-{name}", lang),
        size=len(body) if body is not None else None,
        triples=triples if name != "trig" else None,
        licence=Link(text("api.licence-by-source", lang), "/daten#sources-head"),
        sha256=hashlib.sha256(body).hexdigest() if body is not None else "",
    )
