"""Reading very many statements: Oxigraph writes them out as text, and several at a time.

Turning each statement into Python objects takes longer than looking it up, and lets nothing else
run meanwhile. The text is taken apart as a whole, not row by row, where very many rows may come.
All IRIs in the queries are terms of vocabularies.
"""

from __future__ import annotations

import json
from collections.abc import Collection, Iterator

import pyoxigraph as ox
from rdflib.term import URIRef

from querbezug.graph.nodes import node
from querbezug.graph.store import layout

_Row = dict[str, dict[str, str]]


def instances(store: ox.Store, cls: URIRef) -> list[str]:
    """Return the IRIs of the things of a class in the merge of all public graphs."""
    return _iris(store, f"SELECT ?s {{ ?s a {node(cls)} }}")


def pairs(store: ox.Store, predicate: URIRef) -> Iterator[tuple[str, str]]:
    """Yield both ends of all statements with a property whose ends are IRIs."""
    both = iter(ends(store, predicate))
    return zip(both, both, strict=True)


def ends(store: ox.Store, predicate: URIRef) -> list[str]:
    """Return the same one after the other: subject, object, the next subject, and so on."""
    return _iris(store, f"SELECT ?s ?o {{ ?s {node(predicate)} ?o }}")


def numbers(store: ox.Store, predicate: URIRef) -> Iterator[tuple[str, str]]:
    """Yield IRIs and values, as they are written, of all statements with a property that has numbers."""
    for subject, value in _cells(store, f"SELECT ?s ?o {{ ?s {node(predicate)} ?o }}"):
        if _is_iri(subject) and _is_literal(value):
            yield subject[1:-1], _lexical(value)


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
    for subject, text in _cells(store, f"SELECT ?s ?text {{ ?s {node(predicate)} ?text }}"):
        tag = text.rpartition('"')[2]
        if _is_iri(subject) and _is_literal(text) and (not tag.startswith("@") or tag[1:] == language):
            yield subject[1:-1], _lexical(text)


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
        f"SELECT ?s ?thing ?sure {{ ?s {node(predicate)} {value} ; {node(assesses)} ?thing "
        f"OPTIONAL {{ ?s {node(confidence)} ?sure }} }}"
    )
    for assessment, thing, sure in _cells(store, query):
        if _is_iri(assessment) and _is_iri(thing):
            yield assessment[1:-1], thing[1:-1], float(_lexical(sure) or 0)


def _is_text(row: _Row) -> bool:
    return row["s"]["type"] == "uri" and row["text"]["type"] == "literal"


def _solutions(store: ox.Store, query: str) -> ox.QuerySolutions:
    found = store.query(query)
    if not isinstance(found, ox.QuerySolutions):
        raise TypeError("the query selects nothing")  # a mistake of ours
    return found


def _iris(store: ox.Store, query: str) -> list[str]:
    """Return the cells of a result row by row, of those rows that hold nothing but IRIs."""
    # Asking for IRIs in the query would look up the text of each once more.
    written = _written(store, query)
    cells = written.replace("\t", "\n")
    # No IRI holds a bracket or the end of a line, and nothing else begins or ends with a bracket.
    if cells[:1] == "<" and cells[-2:] == ">\n" and cells.count(">\n<") == cells.count("\n") - 1:
        return cells[1:-2].split(">\n<")
    rows = (row.split("\t") for row in written.split("\n")[:-1])
    return [cell[1:-1] for row in rows if all(map(_is_iri, row)) for cell in row]


def _cells(store: ox.Store, query: str) -> Iterator[list[str]]:
    """Yield the rows of a result as SPARQL writes terms; nothing where a variable has no value."""
    # Only "\n" ends a row: an IRI may hold what Python takes for other ends of lines.
    return (row.split("\t") for row in _written(store, query).split("\n")[:-1])


def _written(store: ox.Store, query: str) -> str:
    """Return a result as TSV, without the names of the columns."""
    written = _solutions(store, query).serialize(format=ox.QueryResultsFormat.TSV) or b""
    return written[written.index(b"\n") + 1 :].decode()


def _is_iri(cell: str) -> bool:
    return cell.startswith("<")


def _is_literal(cell: str) -> bool:
    return not cell.startswith(("<", "_:"))


def _lexical(cell: str) -> str:
    """Return the text of a literal: numbers may stand without quotation marks, and so does nothing."""
    text, quoted, _ = cell[1:].rpartition('"')
    if not quoted:
        return cell
    return json.loads(f'"{text}"', strict=False) if "\\" in text else text


def _rows(store: ox.Store, query: str) -> list[_Row]:
    written = _solutions(store, query).serialize(format=ox.QueryResultsFormat.JSON) or b""
    rows: list[_Row] = json.loads(written)["results"]["bindings"]
    return rows
