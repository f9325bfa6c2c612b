"""The SPARQL page for browsers: examples, an editor, and results without scripts."""

from __future__ import annotations

import json
from typing import Any

from querbezug.api.http.context import Paths
from querbezug.api.http.service import Service
from querbezug.api.page_models import ExampleQuery, ResultCell, SparqlPage, SparqlResult
from querbezug.graph.errors import QueryError
from querbezug.graph.sparql import SparqlRequest
from querbezug.ontology.resources import queries
from querbezug.ontology.strings import Lang
from querbezug.ontology.terms import PREFIXES

MOST_ROWS = 1000


def editor_page(service: Service, lang: Lang, query: str | None) -> SparqlPage:
    """Return the editor with the competency questions as examples."""
    examples = tuple(ExampleQuery(q.id, q.title(lang), q.text) for q in queries())
    return SparqlPage(
        query=query if query is not None else examples[0].query,
        examples=examples,
        prefixes="\n".join(f"PREFIX {prefix}: <{namespace}>" for prefix, namespace in PREFIXES.items()),
        base=service.snapshot().layout.minter.base,
    )


def result_page(service: Service, lang: Lang, query: str, paths: Paths) -> SparqlPage:
    """Return the editor with the result of ``query``, for readers without scripts."""
    page = editor_page(service, lang, query)
    try:
        answer = service.pool.answer(SparqlRequest(query))
    except QueryError as error:
        return _with(page, error=error.text(lang))
    if answer.format_name != "json":
        lines = answer.body.decode().splitlines()
        rows = tuple((ResultCell(line),) for line in lines[:MOST_ROWS])
        return _with(page, result=SparqlResult(("Turtle",), rows, len(lines) > MOST_ROWS))
    return _with(page, result=_table(json.loads(answer.body), paths))


def _table(results: dict[str, Any], paths: Paths) -> SparqlResult:
    if "boolean" in results:
        return SparqlResult(("ASK",), ((ResultCell(str(results["boolean"]).lower()),),))
    names = tuple(results["head"]["vars"])
    bindings = results["results"]["bindings"]
    rows = tuple(tuple(_cell(row.get(name), paths) for name in names) for row in bindings[:MOST_ROWS])
    return SparqlResult(names, rows, len(bindings) > MOST_ROWS)


def _cell(term: dict[str, str] | None, paths: Paths) -> ResultCell:
    if term is None:
        return ResultCell("")
    return ResultCell(term["value"], paths.href(term["value"]) if term["type"] == "uri" else "")


def _with(page: SparqlPage, result: SparqlResult | None = None, error: str = "") -> SparqlPage:
    return SparqlPage(
        page.query, page.examples, page.prefixes, page.endpoint, page.base, result=result, error=error
    )
