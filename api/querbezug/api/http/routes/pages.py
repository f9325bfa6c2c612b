"""Pages for people: start, search, lists, connections, data."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Query, Request
from fastapi.responses import Response

from querbezug.api.http import browsing
from querbezug.api.http.context import LangDep, PathsDep, ServiceDep, page
from querbezug.api.http.ontology_page import data_model
from querbezug.api.http.responses import HTML, cached
from querbezug.api.page_models import render_page

router = APIRouter(tags=["Pages"], default_response_class=Response)


@router.get("/", operation_id="start")
def start(request: Request, service: ServiceDep, paths: PathsDep) -> Response:
    """Show what this is and where to begin."""
    shown = page(request, "start")
    return cached(
        request, service.snapshot(), lambda: render_page(browsing.start_page(service, paths), shown), HTML
    )


@router.get("/suche", operation_id="search")
def search(
    request: Request,
    service: ServiceDep,
    paths: PathsDep,
    q: Annotated[str, Query(description="Words to find in names and comments", max_length=500)] = "",
) -> Response:
    """Find things by name."""
    shown = page(request, "suche")
    return cached(
        request, service.snapshot(), lambda: render_page(browsing.search_page(service, q, paths), shown), HTML
    )


@router.get("/liste/{kind}", operation_id="list")
def listing(
    request: Request,
    service: ServiceDep,
    paths: PathsDep,
    kind: str,
    q: Annotated[str, Query(description="Words to find", max_length=500)] = "",
    after: Annotated[int, Query(ge=0, description="How many to leave out")] = 0,
) -> Response:
    """List all things of a kind."""
    model = browsing.list_page(service, kind, q, after, paths)
    shown = page(request)
    return cached(request, service.snapshot(), lambda: render_page(model, shown), HTML)


@router.get("/verbindung", operation_id="connection")
def connection(
    request: Request,
    service: ServiceDep,
    paths: PathsDep,
    lang: LangDep,
    a: Annotated[str, Query(description="IRI of a municipality")] = "",
    b: Annotated[str, Query(description="IRI of another municipality")] = "",
) -> Response:
    """Say what ties two cities."""
    model = browsing.connection_page(service, a, b, lang, paths)
    shown = page(request, "verbindung")
    return cached(request, service.snapshot(), lambda: render_page(model, shown), HTML)


@router.get("/daten", operation_id="data")
def data(request: Request, service: ServiceDep, paths: PathsDep, lang: LangDep) -> Response:
    """Show what can be taken away, and under which terms."""
    shown = page(request, "daten")
    return cached(
        request, service.snapshot(), lambda: render_page(data_model(service, lang, paths), shown), HTML
    )
