"""The service description: what an endpoint says of itself (SPARQL 1.1 Service Description)."""

from __future__ import annotations

import pyoxigraph as ox

from querbezug.graph.store.layout import ONTOLOGY_GRAPH
from querbezug.graph.store.reading import Snapshot
from querbezug.ontology.terms import RDF

_SD = "http://www.w3.org/ns/sparql-service-description#"
_FORMATS = "http://www.w3.org/ns/formats/"
_RESULT_FORMATS = (
    "SPARQL_Results_JSON",
    "SPARQL_Results_XML",
    "SPARQL_Results_CSV",
    "SPARQL_Results_TSV",
    "Turtle",
    "N-Triples",
    "JSON-LD",
    "RDF_XML",
)


def service_description(snapshot: Snapshot, endpoint: str) -> list[ox.Triple]:
    """Return what the endpoint at ``endpoint`` offers over ``snapshot``."""
    service = ox.NamedNode(endpoint)
    dataset, default = ox.NamedNode(f"{endpoint}#dataset"), ox.NamedNode(f"{endpoint}#default")
    kind = ox.NamedNode(str(RDF.type))
    triples = [
        ox.Triple(service, kind, _term("Service")),
        ox.Triple(service, _term("endpoint"), service),
        ox.Triple(service, _term("supportedLanguage"), _term("SPARQL11Query")),
        ox.Triple(service, _term("defaultDataset"), dataset),
        ox.Triple(dataset, kind, _term("Dataset")),
        ox.Triple(dataset, _term("defaultGraph"), default),
        ox.Triple(default, kind, _term("Graph")),
    ]
    triples += [
        ox.Triple(service, _term("resultFormat"), ox.NamedNode(f"{_FORMATS}{name}"))
        for name in _RESULT_FORMATS
    ]
    for number, graph in enumerate(g for g in snapshot.graphs() if g != ONTOLOGY_GRAPH):
        named = ox.NamedNode(f"{endpoint}#graph-{number}")
        triples += [
            ox.Triple(dataset, _term("namedGraph"), named),
            ox.Triple(named, kind, _term("NamedGraph")),
            ox.Triple(named, _term("name"), graph),
        ]
    return triples


def _term(name: str) -> ox.NamedNode:
    return ox.NamedNode(f"{_SD}{name}")
