"""Pages for people: start, search, lists, connections, data."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Query, Request
from fastapi.responses import Response

from querbezug.api.http import browsing
from querbezug.api.http.context import LangDep, PathsDep, ServiceDep, page
from querbezug.api.http.listing import list_page
from querbezug.api.http.ontology_page import data_model
from querbezug.api.http.paging import Seite
from querbezug.api.http.responses import HTML, cached
from querbezug.api.http.review_desk import DeskDep
from querbezug.api.http.reviewing import answered
from querbezug.api.http.start import start_page
from querbezug.api.page_models import render_page

router = APIRouter(tags=["Pages"], default_response_class=Response)


Words = Annotated[str, Query(alias="q", description="Words to find", max_length=500)]
Ort = Annotated[str, Query(description="Name in the IRI of a town, cooperation or region", max_length=200)]
Quelle = Annotated[str, Query(description="Key of a source", max_length=200)]


@router.get("/", operation_id="start")
def start(request: Request, service: ServiceDep, paths: PathsDep, lang: LangDep) -> Response:
    """Show what this is and where to begin."""
    shown = page(request, "start")
    return cached(
        request, service.snapshot(), lambda: render_page(start_page(service, paths, lang), shown), HTML
    )


@router.get("/suche", operation_id="search")
def search(
    request: Request,
    service: ServiceDep,
    paths: PathsDep,
    lang: LangDep,
    q: Words = "",
    ort: Ort = "",
    quelle: Quelle = "",
) -> Response:
    """Find things by name and by their wording."""
    asked = {"q": q, "ort": ort, "quelle": quelle}
    model = browsing.search_page(service, asked, lang, paths)
    shown = page(request, "suche")
    return cached(request, service.snapshot(), lambda: render_page(model, shown), HTML)


@router.get("/liste/{kind}", operation_id="list")
def listing(
    request: Request,
    service: ServiceDep,
    paths: PathsDep,
    lang: LangDep,
    kind: str,
    q: Words = "",
    ort: Ort = "",
    quelle: Quelle = "",
    stand: Annotated[str, Query(description="Code of measure-status, or none", max_length=40)] = "",
    seite: Seite = 1,
) -> Response:
    """List the things of a kind, page by page."""
    asked = {"q": q, "ort": ort, "quelle": quelle, "stand": stand}
    model = list_page(service, paths, lang, kind, asked, seite)
    shown = page(request)
    return cached(request, service.snapshot(), lambda: render_page(model, shown), HTML)


@router.get("/verbindung", operation_id="connection")
def connection(
    request: Request,
    service: ServiceDep,
    desk: DeskDep,
    paths: PathsDep,
    lang: LangDep,
    a: Annotated[str, Query(description="IRI or name of a municipality", max_length=400)] = "",
    b: Annotated[str, Query(description="IRI or name of another municipality", max_length=400)] = "",
) -> Response:
    """Say what ties two cities."""
    model = browsing.connection_page(service, a, b, lang, paths)
    shown = page(request, "verbindung")
    return answered(request, desk, lambda reader: render_page(model, shown, reader))


@router.get("/daten", operation_id="data")
def data(request: Request, service: ServiceDep, paths: PathsDep, lang: LangDep) -> Response:
    """Show what can be taken away, and under which terms."""
    shown = page(request, "daten")
    return cached(
        request, service.snapshot(), lambda: render_page(data_model(service, lang, paths), shown), HTML
    )
