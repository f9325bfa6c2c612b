"""The JSON-LD context names every term and loses nothing on the way there and back."""

from __future__ import annotations

import json
from typing import Any

import pyoxigraph as ox
import pytest
from rdflib import OWL, RDF, RDFS, XSD, Graph, Literal, URIRef

from querbezug.ontology.resources import context, ontology_graph
from querbezug.ontology.terms import DCTERMS, ONTOLOGY, PREFIXES, QUER, SKOS

# rdflib's JSON-LD parser uses rdflib's own deprecated classes.
pytestmark = pytest.mark.filterwarnings("ignore:ConjunctiveGraph is deprecated:DeprecationWarning")

THING = URIRef("https://example.org/thing")


def to_json(graph: Graph) -> str:
    return graph.serialize(format="json-ld", context=context()["@context"])


def there_and_back(graph: Graph) -> set[Any]:
    return set(Graph().parse(data=to_json(graph), format="json-ld"))


def test_the_sample_comes_back_unchanged(sample_graph: Graph) -> None:
    assert there_and_back(sample_graph) == set(sample_graph)


def test_another_reader_of_json_ld_sees_the_same(sample_graph: Graph) -> None:
    quads = ox.parse(to_json(sample_graph), ox.RdfFormat.JSON_LD)
    turtle = ox.parse(sample_graph.serialize(format="nt"), ox.RdfFormat.N_TRIPLES)
    assert {quad.triple for quad in quads} == {quad.triple for quad in turtle}


def test_unusual_values_come_back_unchanged() -> None:
    graph = Graph()
    for predicate in (SKOS.altLabel, SKOS.note, RDFS.label, QUER.verbatimText):
        for text, language in (("a", "de"), ('b\n"c" 😀', "de"), ("d", "en"), ("e", "de-DE"), ("f", None)):
            graph.add((THING, predicate, Literal(text, lang=language)))
    for value in (Literal(5), Literal("5", datatype=XSD.nonNegativeInteger), Literal("5")):
        graph.add((THING, QUER.population, value))
    for value in (Literal("0.50", datatype=XSD.decimal), Literal(1), Literal("1.0", datatype=XSD.double)):
        graph.add((THING, QUER.confidence, value))
    for predicate in (DCTERMS.creator, DCTERMS.publisher, DCTERMS.source, QUER.theme):
        graph.add((THING, predicate, Literal("text")))
        graph.add((THING, predicate, URIRef("https://example.org/other")))
    graph.add((THING, QUER.forecast, Literal(False)))
    graph.add((THING, DCTERMS.date, Literal("2030", datatype=XSD.gYear)))
    assert there_and_back(graph) == set(graph)


def test_every_term_of_ours_has_a_short_name() -> None:
    entries = context()["@context"]
    for term in ontology_graph().subjects(RDFS.isDefinedBy, ONTOLOGY):
        name = str(term).removeprefix(str(QUER._NS))
        if name == "inverseLabel":
            continue
        entry = entries[name]
        assert (entry if isinstance(entry, str) else entry["@id"]) == f"quer:{name}"
        if (term, RDF.type, OWL.ObjectProperty) in ontology_graph():
            assert entry["@type"] == "@id"


def test_the_prefixes_are_those_of_turtle() -> None:
    entries = context()["@context"]
    assert {name: uri for name, uri in PREFIXES.items() if name not in entries} == {
        name: PREFIXES[name] for name in ("qsh", "sioc")
    }
    assert all(entries[name] == uri for name, uri in PREFIXES.items() if name in entries)


def test_a_comment_reads_well(sample_graph: Graph) -> None:
    subject = next(sample_graph.subjects(QUER.sequence, Literal("1", datatype=XSD.integer)))
    graph = Graph()
    for triple in sample_graph.triples((subject, None, None)):
        graph.add(triple)
    document = json.loads(to_json(graph))
    assert document["type"] == "Comment"
    assert document["verbatimText"] == {
        "de": "Können die städtischen EVUs nicht den Glasfaserausbau übernehmen ?"
    }
    assert document["about"].endswith("goal/rek_digitale-systeme")
