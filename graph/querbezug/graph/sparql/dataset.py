"""Which graphs a query asks: those of the protocol, else those of its FROM clauses, else all public ones.

Oxigraph leaves FROM aside as soon as it is told which graphs are allowed, and it must be told,
because some are private. So the clauses are read here.
"""

from __future__ import annotations

from dataclasses import dataclass

import pyoxigraph as ox

from querbezug.graph.sparql.request import SparqlRequest
from querbezug.graph.sparql.tokens import tokens
from querbezug.graph.store.layout import is_public
from querbezug.graph.store.reading import Snapshot
from querbezug.ontology.terms import PREFIXES

_FORMS = frozenset({"SELECT", "ASK", "CONSTRUCT", "DESCRIBE"})

Graph = ox.NamedNode | ox.BlankNode | ox.DefaultGraph


@dataclass(frozen=True, slots=True)
class Dataset:
    """The graphs that make the default graph, and those that ``GRAPH`` may name."""

    default: list[Graph]
    named: list[ox.NamedNode | ox.BlankNode]


def dataset(snapshot: Snapshot, request: SparqlRequest) -> Dataset:
    """Return the dataset of a query, without the private graphs whoever asks for them.

    Raises
    ------
    SyntaxError
        If a FROM clause names a graph by an undeclared prefix.
    """
    default, named = list(request.default_graphs), list(request.named_graphs)
    if not default and not named:
        default, named = _from_clauses(request.query)
    if not default and not named:
        return Dataset([ox.DefaultGraph()], list(snapshot.graphs()))
    return Dataset(list(_public(default)), list(_public(named)))


def _public(iris: list[str]) -> list[ox.NamedNode]:
    return [graph for graph in map(ox.NamedNode, iris) if is_public(graph)]


def _from_clauses(query: str) -> tuple[list[str], list[str]]:
    """Return the IRIs after FROM and those after FROM NAMED."""
    found = list(tokens(query))
    words = [text.upper() if kind == "word" else "" for kind, text, _ in found]
    prologue = next((query[: found[n][2]] for n, word in enumerate(words) if word in _FORMS), "")
    default: list[str] = []
    named: list[str] = []
    for number in (n for n, word in enumerate(words) if word == "FROM"):
        is_named = words[number + 1 : number + 2] == ["NAMED"]
        name = found[number + 1 + is_named : number + 2 + is_named]
        if name and name[0][0] in {"iri", "word"}:
            (named if is_named else default).append(_resolved(prologue, name[0][1]))
    return default, named


def _resolved(prologue: str, name: str) -> str:
    """Return the IRI that ``name`` stands for after ``prologue``, as Oxigraph itself reads it."""
    solutions = ox.Store().query(f"{prologue} SELECT ({name} AS ?graph) {{}}", prefixes=dict(PREFIXES))
    assert isinstance(solutions, ox.QuerySolutions)  # noqa: S101 - it is a SELECT
    graph = next(iter(solutions))["graph"]
    return graph.value if isinstance(graph, ox.NamedNode) else ""
