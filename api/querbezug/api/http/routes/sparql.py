"""SPARQL 1.1 Protocol, queries only: GET, POST form, POST application/sparql-query."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Annotated, Any
from urllib.parse import parse_qsl

import pyoxigraph as ox
from fastapi import APIRouter, Query, Request
from fastapi.concurrency import run_in_threadpool
from fastapi.responses import Response

from querbezug.api.http.context import LangDep, PathsDep, ServiceDep, page
from querbezug.api.http.editor import editor_page, result_page
from querbezug.api.http.responses import (
    HTML,
    BadRequestError,
    NotAcceptableError,
    UnsupportedMediaTypeError,
    cached,
    negotiate,
    wants_html,
)
from querbezug.api.page_models import render_page
from querbezug.graph.export.dump import SERIALISED, serialise
from querbezug.graph.sparql import QueryForm, SparqlRequest
from querbezug.graph.sparql.description import service_description
from querbezug.graph.sparql.request import FORMATS, ResultFormat, formats_of

router = APIRouter(tags=["SPARQL"])

_FORM = "application/x-www-form-urlencoded"
_QUERY = "application/sparql-query"
_MEDIA_TYPES = tuple(entry.media_type for entry in FORMATS)
_RESPONSES: dict[int | str, dict[str, Any]] = {
    200: {"content": {entry.media_type: {} for entry in FORMATS}},
    400: {"description": "Not a valid query"},
    406: {"description": "No such format"},
    413: {"description": "Query or result too large"},
    503: {"description": "Took too long"},
}

FormatQuery = Annotated[
    str | None,
    Query(alias="format", description="json, xml, csv, tsv, turtle, ntriples, jsonld, rdfxml"),
]


@router.get("/sparql", operation_id="sparqlGet", responses=_RESPONSES, response_class=Response)
async def sparql_get(
    request: Request,
    service: ServiceDep,
    lang: LangDep,
    paths: PathsDep,
    query: Annotated[str | None, Query(description="SPARQL 1.1 query")] = None,
    wanted: FormatQuery = None,
) -> Response:
    """Answer a query; without one, a browser gets the editor."""
    pairs = parse_qsl(request.url.query, keep_blank_values=True)
    if wants_html(request, _MEDIA_TYPES) and wanted in (None, "html"):
        shown = page(request, "sparql")
        if query is None or wanted is None:
            model = editor_page(service, lang, query)
            return cached(request, service.snapshot(), lambda: render_page(model, shown), HTML)
        model = await run_in_threadpool(result_page, service, lang, query, paths)
        return Response(render_page(model, shown), media_type=HTML)
    if not pairs:
        return _description(request, service)
    return await _answer(request, service, _parsed(pairs), wanted)


def _description(request: Request, service: ServiceDep) -> Response:
    """Say what this endpoint offers, as the protocol asks for a request without a query."""
    offered = {entry.media_type: entry for entry in formats_of(QueryForm.GRAPH) if entry.name in SERIALISED}
    entry = offered[negotiate(request, tuple(offered))]
    snapshot = service.snapshot()
    triples = service_description(snapshot, str(request.url.replace(query="")))
    return cached(request, snapshot, lambda: b"".join(serialise(triples, entry.name)), entry.media_type)


@router.post("/sparql", operation_id="sparqlPost", responses=_RESPONSES, response_class=Response)
async def sparql_post(request: Request, service: ServiceDep) -> Response:
    """Answer a query in the body."""
    media_type = request.headers.get("content-type", "").partition(";")[0].strip().lower()
    body = await request.body()
    try:
        text = body.decode("utf-8")
    except UnicodeDecodeError as error:
        raise BadRequestError("sparql.not-utf8") from error
    pairs = parse_qsl(request.url.query, keep_blank_values=True)
    if media_type == _QUERY:
        pairs = [*pairs, ("query", text)]
    elif media_type == _FORM:
        pairs = [*pairs, *parse_qsl(text, keep_blank_values=True)]
    else:
        raise UnsupportedMediaTypeError("sparql.media-type", given=media_type or "–")
    return await _answer(request, service, _parsed(pairs), dict(pairs).get("format"))


def _parsed(pairs: list[tuple[str, str]]) -> SparqlRequest:
    """Read the parameters of the protocol."""
    names = [name for name, _ in pairs]
    if "update" in names:
        raise BadRequestError("sparql.read-only")
    queries = [value for name, value in pairs if name == "query"]
    if len(queries) != 1:
        raise BadRequestError("sparql.two-queries" if queries else "sparql.no-query")
    return SparqlRequest(
        queries[0],
        default_graphs=_graphs(pairs, "default-graph-uri"),
        named_graphs=_graphs(pairs, "named-graph-uri"),
    )


def _graphs(pairs: list[tuple[str, str]], wanted: str) -> tuple[str, ...]:
    """Return the graphs that the protocol's parameter ``wanted`` names."""
    graphs = tuple(value for name, value in pairs if name == wanted)
    for graph in graphs:
        try:
            ox.NamedNode(graph)
        except ValueError as error:
            raise BadRequestError("sparql.not-an-iri", name=wanted, given=graph) from error
    return graphs


async def _answer(
    request: Request, service: ServiceDep, asked: SparqlRequest, wanted: str | None
) -> Response:
    formats = _chosen(wanted) if wanted is not None else _liked(request)
    if not formats:
        raise _not_acceptable(FORMATS)
    asked = replace(
        asked,
        rows_format=formats.get(QueryForm.ROWS, "json"),
        graph_format=formats.get(QueryForm.GRAPH, "turtle"),
    )
    answer = await run_in_threadpool(service.pool.answer, asked)
    entry = next(entry for entry in FORMATS if entry.name == answer.format_name)
    if entry.form not in formats:
        raise _not_acceptable(formats_of(entry.form))
    headers = {"Vary": "Accept", "Cache-Control": "no-cache"}
    return Response(answer.body, media_type=entry.content_type, headers=headers)


def _chosen(name: str) -> dict[QueryForm, str]:
    """Return the format that the parameter ``format`` names, by the form of query it fits."""
    return {entry.form: entry.name for entry in FORMATS if entry.name == name}


def _liked(request: Request) -> dict[QueryForm, str]:
    """Return the client's best format for each form of query; which form it has only the worker finds out."""
    found = {}
    for form in QueryForm:
        offered = {entry.media_type: entry.name for entry in formats_of(form)}
        aliases = {"application/json": "json", "text/plain": "csv"} if form is QueryForm.ROWS else {}
        try:
            found[form] = {**offered, **aliases}[negotiate(request, [*offered, *aliases])]
        except NotAcceptableError:
            continue
    return found


def _not_acceptable(entries: Sequence[ResultFormat]) -> NotAcceptableError:
    known = ", ".join(f"{entry.media_type} ({entry.name})" for entry in entries)
    return NotAcceptableError("sparql.not-acceptable", known=known)
