"""Answering foreign SPARQL queries in processes whose death costs one request."""

from querbezug.graph.sparql.guard import check_query
from querbezug.graph.sparql.pool import QueryPool
from querbezug.graph.sparql.request import Answer, QueryForm, ResultFormat, SparqlRequest

__all__ = ["Answer", "QueryForm", "QueryPool", "ResultFormat", "SparqlRequest", "check_query"]
