"""Storing and asking, and dumping: our store and our Turtle against rdflib's."""

from __future__ import annotations

import tempfile
from pathlib import Path

import pyoxigraph as ox
from rdflib import Graph
from rdflib.query import ResultRow

from bench.generated import comment_triples
from bench.measuring import Measurement, compare
from querbezug.graph.export import turtle
from querbezug.graph.store import ReadStore, WriteStore
from querbezug.ontology.terms import PREFIXES, QUER

COMMENTS = 10_000
_COUNT = f"SELECT (COUNT(?c) AS ?n) {{ ?c a <{QUER.Comment}> ; <{QUER.about}> ?goal }}"


def storing() -> Measurement:
    """Measure from N-Triples to a counted answer: our store on disk against rdflib in memory."""
    text = ox.serialize(comment_triples(COMMENTS), format=ox.RdfFormat.N_TRIPLES) or b""
    return compare(
        "parse, store, count by SPARQL",
        f"{COMMENTS:,} comments",
        "rdflib, in memory",
        lambda: _stored_by_us(text),
        lambda: _stored_by_rdflib(text),
    )


def _stored_by_us(text: bytes) -> int:
    triples = [quad.triple for quad in ox.parse(text, format=ox.RdfFormat.N_TRIPLES)]
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "store"
        with WriteStore(path) as store:
            store.commit({store.layout.source("bench"): triples})
        solutions = ReadStore(path).snapshot().store.query(_COUNT)
        assert isinstance(solutions, ox.QuerySolutions)
        number = next(iter(solutions))["n"]
    assert isinstance(number, ox.Literal)
    return int(number.value)


def _stored_by_rdflib(text: bytes) -> int:
    graph = Graph().parse(data=text, format="nt")
    (row,) = graph.query(_COUNT)
    assert isinstance(row, ResultRow)
    return int(str(row["n"]))


def dumping() -> Measurement:
    """Measure writing Turtle from what each side has in memory; both are parsed to count triples."""
    triples = comment_triples(COMMENTS)
    graph = Graph().parse(data=ox.serialize(triples, format=ox.RdfFormat.N_TRIPLES) or b"", format="nt")
    for prefix, namespace in PREFIXES.items():
        graph.bind(prefix, namespace)
    _check_same(triples, graph)
    return compare(
        "dump as Turtle, sorted",
        f"{COMMENTS:,} comments",
        "rdflib, turtle serializer",
        lambda: "".join(turtle(triples)).count(" a quer:Comment "),
        lambda: graph.serialize(format="turtle").count(" a quer:Comment "),
    )


def _check_same(triples: frozenset[ox.Triple], graph: Graph) -> None:
    """Make sure, outside the time taken, that both dumps say the same."""
    ours = {q.triple for q in ox.parse("".join(turtle(triples)), format=ox.RdfFormat.TURTLE)}
    theirs = {q.triple for q in ox.parse(graph.serialize(format="turtle"), format=ox.RdfFormat.TURTLE)}
    assert ours == theirs == triples
