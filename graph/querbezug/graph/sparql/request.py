"""A query on its way to a worker, and the answer on its way back."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class QueryForm(StrEnum):
    """The four forms of a query, as far as formats care: rows and booleans, or a graph."""

    ROWS = "rows"
    GRAPH = "graph"


@dataclass(frozen=True, slots=True)
class ResultFormat:
    """A way to write a result: its name, media type, and which form of query it fits."""

    name: str
    media_type: str
    form: QueryForm
    charset: bool = False

    @property
    def content_type(self) -> str:
        """The header's value."""
        return f"{self.media_type}; charset=utf-8" if self.charset else self.media_type


FORMATS: tuple[ResultFormat, ...] = (
    ResultFormat("json", "application/sparql-results+json", QueryForm.ROWS),
    ResultFormat("xml", "application/sparql-results+xml", QueryForm.ROWS),
    ResultFormat("csv", "text/csv", QueryForm.ROWS, charset=True),
    ResultFormat("tsv", "text/tab-separated-values", QueryForm.ROWS, charset=True),
    ResultFormat("turtle", "text/turtle", QueryForm.GRAPH, charset=True),
    ResultFormat("ntriples", "application/n-triples", QueryForm.GRAPH),
    ResultFormat("jsonld", "application/ld+json", QueryForm.GRAPH),
    ResultFormat("rdfxml", "application/rdf+xml", QueryForm.GRAPH),
)
"""All result formats; the first of each form is its default."""


def formats_of(form: QueryForm) -> tuple[ResultFormat, ...]:
    """Return the formats a query of ``form`` may be answered in, the default first."""
    return tuple(entry for entry in FORMATS if entry.form is form)


@dataclass(frozen=True, slots=True)
class SparqlRequest:
    """What a worker needs to know.

    Attributes
    ----------
    query : str
        SPARQL 1.1 query.
    rows_format, graph_format : str
        Names of the formats to use, whichever form the query turns out to have.
    default_graphs, named_graphs : tuple of str
        The dataset of the protocol; empty for the store's own.
    """

    query: str
    rows_format: str = "json"
    graph_format: str = "turtle"
    default_graphs: tuple[str, ...] = ()
    named_graphs: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Answer:
    """A finished result.

    Attributes
    ----------
    format_name : str
        Name of the format ``body`` is in.
    body : bytes
        The whole result, never a part of it.
    version : str
        Version of the dataset that was asked.
    """

    format_name: str
    body: bytes
    version: str
