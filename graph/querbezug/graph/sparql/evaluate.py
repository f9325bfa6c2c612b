"""Evaluating one query inside a worker, over the public part of the store only."""

from __future__ import annotations

import pyoxigraph as ox

from querbezug.graph.errors import QueryRefusedError, QuerySyntaxError, QueryTooLargeError
from querbezug.graph.export.dump import serialise
from querbezug.graph.sparql.dataset import dataset
from querbezug.graph.sparql.guard import check_query
from querbezug.graph.sparql.request import Answer, SparqlRequest
from querbezug.graph.store.reading import Snapshot
from querbezug.ontology.terms import PREFIXES

MAX_RESULT_BYTES = 100_000_000

_ROWS = {
    "json": ox.QueryResultsFormat.JSON,
    "xml": ox.QueryResultsFormat.XML,
    "csv": ox.QueryResultsFormat.CSV,
    "tsv": ox.QueryResultsFormat.TSV,
}


def evaluate(snapshot: Snapshot, request: SparqlRequest) -> Answer:
    """Answer one query.

    Parameters
    ----------
    snapshot : Snapshot
        What to ask.
    request : SparqlRequest
        The query, its dataset and the formats wanted.

    Raises
    ------
    QuerySyntaxError, QueryRefusedError, QueryTooLargeError
        If the query is no SPARQL, not allowed, or its result too large.
    """
    check_query(request.query)
    try:
        results = _run(snapshot, request)
        if isinstance(results, ox.QueryTriples):
            return _graph_answer(snapshot, request, results)
        body = results.serialize(format=_ROWS[request.rows_format]) or b""
    except SyntaxError as error:
        raise QuerySyntaxError("sparql.syntax", reason=_first_line(error)) from error
    except (OSError, ValueError) as error:
        # Oxigraph evaluates while it writes the result, so errors come as late as here.
        raise QueryRefusedError("sparql.failed", reason=_first_line(error)) from error
    return Answer(request.rows_format, _within_limit(body), snapshot.version)


def _run(snapshot: Snapshot, request: SparqlRequest) -> ox.QuerySolutions | ox.QueryBoolean | ox.QueryTriples:
    graphs = dataset(snapshot, request)
    return snapshot.store.query(
        request.query, prefixes=dict(PREFIXES), default_graph=graphs.default, named_graphs=graphs.named
    )


def _graph_answer(snapshot: Snapshot, request: SparqlRequest, results: ox.QueryTriples) -> Answer:
    triples = list(results)
    if request.graph_format == "rdfxml":
        body = ox.serialize(triples, format=ox.RdfFormat.RDF_XML, prefixes=dict(PREFIXES)) or b""
    else:
        body = b"".join(serialise(triples, request.graph_format))
    return Answer(request.graph_format, _within_limit(body), snapshot.version)


def _within_limit(body: bytes) -> bytes:
    if len(body) > MAX_RESULT_BYTES:
        raise QueryTooLargeError("sparql.result-too-large", limit=MAX_RESULT_BYTES // 1_000_000)
    return body


def _first_line(error: BaseException) -> str:
    return str(error).strip().replace("\n", " ")[:500]
