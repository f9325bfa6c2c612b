"""Reading very many statements: Oxigraph writes them out as text, and several at a time.

Turning each statement into Python objects takes longer than looking it up, and lets nothing else
run meanwhile. All IRIs in the queries are terms of vocabularies.
"""

from __future__ import annotations

import json
from collections.abc import Collection, Iterator
from io import BytesIO, TextIOWrapper

import pyoxigraph as ox
from rdflib.term import URIRef

from querbezug.graph.nodes import node
from querbezug.graph.store import layout

_Row = dict[str, dict[str, str]]

_BETWEEN = ">\t<"
"""What stands between two IRIs, and in no literal: those write tabs as ``\\t``."""


def instances(store: ox.Store, cls: URIRef) -> Iterator[str]:
    """Yield the IRIs of the things of a class in the merge of all public graphs."""
    for line in _lines(store, f"SELECT ?s {{ ?s a {node(cls)} }}"):
        if line.startswith("<"):
            yield line[1:-2]


def pairs(store: ox.Store, predicate: URIRef) -> Iterator[tuple[str, str]]:
    """Yield both ends of all statements with a property whose ends are IRIs."""
    for line in _lines(store, f"SELECT ?s ?o {{ ?s {node(predicate)} ?o }}"):
        subject, between, value = line.partition(_BETWEEN)
        if between:
            yield subject[1:], value[:-2]


def subjects(store: ox.Store, predicate: URIRef, iri: str) -> Iterator[str]:
    """Yield the IRIs of the things that have ``iri`` for a property."""
    try:
        value = ox.NamedNode(iri)
    except ValueError:
        return
    for quad in store.quads_for_pattern(None, node(predicate), value, ox.DefaultGraph()):
        if isinstance(quad.subject, ox.NamedNode):
            yield quad.subject.value


def names(store: ox.Store, predicate: URIRef, language: str) -> Iterator[tuple[str, str]]:
    """Yield IRIs and texts of all statements with a property, in a language or in none."""
    for row in _rows(store, f"SELECT ?s ?text {{ ?s {node(predicate)} ?text }}"):
        if _is_text(row) and row["text"].get("xml:lang", language) == language:
            yield row["s"]["value"], row["text"]["value"]


def texts(store: ox.Store, predicate: URIRef, without: Collection[URIRef] = ()) -> Iterator[tuple[str, str]]:
    """Yield IRIs and texts of all statements with a property, but those of things of some classes."""
    others = " ".join(f"FILTER NOT EXISTS {{ ?s a {node(cls)} }}" for cls in without)
    for row in _rows(store, f"SELECT ?s ?text {{ ?s {node(predicate)} ?text {others} }}"):
        if _is_text(row):
            yield row["s"]["value"], row["text"]["value"]


def count(store: ox.Store) -> int:
    """Return how many triples the merge of all public graphs holds, the ontology's left out."""
    merged = "SELECT (COUNT(*) AS ?n) { ?s ?p ?o }"
    doubled = f"SELECT (COUNT(*) AS ?n) {{ GRAPH {layout.ONTOLOGY_GRAPH} {{ ?s ?p ?o }} ?s ?p ?o }}"
    return _number(store, merged) - _number(store, doubled)


def count_in(store: ox.Store, graph: ox.NamedNode) -> int:
    """Return how many triples one graph holds."""
    return _number(store, f"SELECT (COUNT(*) AS ?n) {{ GRAPH {graph} {{ ?s ?p ?o }} }}")


def _number(store: ox.Store, query: str) -> int:
    return int(_rows(store, query)[0]["n"]["value"])


def assessed(
    store: ox.Store, assesses: URIRef, confidence: URIRef, predicate: URIRef, value: ox.NamedNode
) -> Iterator[tuple[str, str, float]]:
    """Yield assessment, what it assesses, and the confidence, of those with a value for a property."""
    query = (
        f"SELECT ?s ?thing ?sure {{ ?s {node(predicate)} {value} ; {node(assesses)} ?thing . "
        f"OPTIONAL {{ ?s {node(confidence)} ?sure }} }}"
    )
    for row in _rows(store, query):
        if row["s"]["type"] == row["thing"]["type"] == "uri":
            yield (
                row["s"]["value"],
                row["thing"]["value"],
                float(row["sure"]["value"]) if "sure" in row else 0.0,
            )


def _is_text(row: _Row) -> bool:
    return row["s"]["type"] == "uri" and row["text"]["type"] == "literal"


def _solutions(store: ox.Store, query: str) -> ox.QuerySolutions:
    found = store.query(query)
    if not isinstance(found, ox.QuerySolutions):
        raise TypeError("the query selects nothing")  # a mistake of ours
    return found


def _lines(store: ox.Store, query: str) -> Iterator[str]:
    """Yield the rows of a result as TSV lines, each with its end."""
    written = _solutions(store, query).serialize(format=ox.QueryResultsFormat.TSV) or b""
    # Only "\n" ends a row: an IRI may hold what Python takes for other ends of lines.
    lines = TextIOWrapper(BytesIO(written), encoding="utf-8", newline="\n")
    next(lines, "")
    yield from lines


def _rows(store: ox.Store, query: str) -> list[_Row]:
    written = _solutions(store, query).serialize(format=ox.QueryResultsFormat.JSON) or b""
    rows: list[_Row] = json.loads(written)["results"]["bindings"]
    return rows
