"""Linked data: ``/id/…`` redirects to the page or the data of a thing."""

from __future__ import annotations

from typing import Annotated
from urllib.parse import urlencode

from fastapi import APIRouter, Path, Query, Request
from fastapi.responses import RedirectResponse, Response

from querbezug.api.http.context import LangDep, PathsDep, ServiceDep, page
from querbezug.api.http.listing import linked_page
from querbezug.api.http.paging import Seite
from querbezug.api.http.responses import HTML, cached, negotiate
from querbezug.api.http.review_desk import DeskDep
from querbezug.api.http.reviewing import answered
from querbezug.api.http.thing_page import thing_page
from querbezug.api.page_models import render_page
from querbezug.graph.alike import canonical
from querbezug.graph.describe import describe, tied_cities
from querbezug.graph.errors import NotFoundError
from querbezug.graph.export import FORMATS
from querbezug.graph.export.dump import serialise

router = APIRouter(tags=["Linked data"])

Kind = Annotated[str, Path(description="Kind of thing, for example place", examples=["place"])]
Slug = Annotated[str, Path(description="Its name in the IRI", examples=["rudolstadt"])]

_DATA = {name: FORMATS[name] for name in ("turtle", "jsonld", "ntriples")}
_MEDIA_TYPES = {entry.media_type: name for name, entry in _DATA.items()}
_EXTENSIONS = {entry.extension: name for name, entry in _DATA.items()}


def _iri(paths: PathsDep, kind: str, slug: str) -> str:
    iri = paths.iri(kind, slug)
    if iri is None:
        raise NotFoundError("graph.unknown-thing", iri=f"{kind}/{slug}")
    return iri


@router.get("/id/{kind}/{slug}", operation_id="thing", status_code=303, response_class=RedirectResponse)
def thing(request: Request, service: ServiceDep, paths: PathsDep, kind: Kind, slug: Slug) -> Response:
    """Redirect to what the client takes: the page (HTML) or the data (Turtle, JSON-LD, N-Triples).

    A name that merely names a thing, too, leads for good to the one under which the graph knows it.
    """
    iri = _iri(paths, kind, slug)
    known = canonical(service.snapshot(), iri)
    if known != iri:
        target = paths.href(known).replace("/doc/", "/id/", 1)
        return RedirectResponse(_with_query(request, target), 301)
    describe(service.snapshot(), iri)
    best = negotiate(request, (HTML, *_MEDIA_TYPES))
    suffix = "" if best == HTML else f".{_DATA[_MEDIA_TYPES[best]].extension}"
    target = f"/{'doc' if best == HTML else 'data'}/{kind}/{slug}{suffix}"
    return RedirectResponse(_with_query(request, target), 303, {"Vary": "Accept"})


def _with_query(request: Request, target: str) -> str:
    return f"{target}?{request.url.query}" if request.url.query else target


@router.get("/doc/{kind}/{slug}", operation_id="thingPage", response_class=Response)
def document(
    request: Request,
    service: ServiceDep,
    desk: DeskDep,
    paths: PathsDep,
    lang: LangDep,
    kind: Kind,
    slug: Slug,
    seite: Seite = 1,
) -> Response:
    """Show everything the graph says about a thing; in Turtle or JSON-LD for those who ask so."""
    iri = _iri(paths, kind, slug)
    known = canonical(service.snapshot(), iri)
    if known != iri:
        return RedirectResponse(_with_query(request, paths.href(known)), 301)
    cities = tied_cities(describe(service.snapshot(), iri))
    best = negotiate(request, (HTML, *_MEDIA_TYPES))
    if best != HTML:
        return _data(request, service, paths, kind, slug, _MEDIA_TYPES[best])
    if cities:  # the page that tells the reasons in words
        ends = dict(zip("ab", cities, strict=True))
        return RedirectResponse(f"/verbindung?{urlencode({**request.query_params, **ends})}", 303)
    shown = page(request)
    links = [
        f'</data/{kind}/{slug}.{f.extension}>; rel="alternate"; type="{f.media_type}"' for f in _DATA.values()
    ]
    headers = {"Link": ", ".join([*links, f'<{iri}>; rel="describes"']), "Content-Language": lang}
    model = thing_page(service, iri, lang, paths, seite)
    return answered(request, desk, lambda reader: render_page(model, shown, reader), headers)


Als = Annotated[str, Query(description="Last part of a property's IRI", examples=["planningArea"])]


@router.get("/doc/{kind}/{slug}/verweise", operation_id="thingReferences", response_class=Response)
def references(
    request: Request,
    service: ServiceDep,
    desk: DeskDep,
    paths: PathsDep,
    lang: LangDep,
    kind: Kind,
    slug: Slug,
    als: Als,
    seite: Seite = 1,
) -> Response:
    """List all things that point to a thing by one property, page by page."""
    iri = _iri(paths, kind, slug)
    model = linked_page(service, paths, lang, iri, als, backwards=True, page=seite)
    shown = page(request)
    return answered(request, desk, lambda reader: render_page(model, shown, reader))


@router.get("/doc/{kind}/{slug}/angaben", operation_id="thingFacts", response_class=Response)
def facts(
    request: Request,
    service: ServiceDep,
    desk: DeskDep,
    paths: PathsDep,
    lang: LangDep,
    kind: Kind,
    slug: Slug,
    als: Als,
    seite: Seite = 1,
) -> Response:
    """List all things that a thing points to by one property, page by page."""
    iri = _iri(paths, kind, slug)
    model = linked_page(service, paths, lang, iri, als, backwards=False, page=seite)
    shown = page(request)
    return answered(request, desk, lambda reader: render_page(model, shown, reader))


@router.get("/data/{kind}/{name}", operation_id="thingData", response_class=Response)
def data(request: Request, service: ServiceDep, paths: PathsDep, kind: Kind, name: Slug) -> Response:
    """Hand out what the graph says about a thing; ``.ttl``, ``.jsonld`` and ``.nt`` win over Accept."""
    slug, dot, extension = name.rpartition(".")
    if dot and extension in _EXTENSIONS:
        return _data(request, service, paths, kind, slug, _EXTENSIONS[extension])
    describe(service.snapshot(), _iri(paths, kind, name))
    best = negotiate(request, tuple(_MEDIA_TYPES))
    return _data(request, service, paths, kind, name, _MEDIA_TYPES[best])


def _data(
    request: Request, service: ServiceDep, paths: PathsDep, kind: str, slug: str, format_name: str
) -> Response:
    iri = _iri(paths, kind, slug)
    found = describe(service.snapshot(), iri)
    headers = {"Link": f'</doc/{kind}/{slug}>; rel="alternate"; type="text/html", <{iri}>; rel="describes"'}
    return cached(
        request,
        service.snapshot(),
        lambda: b"".join(serialise(found.triples(), format_name)),
        _DATA[format_name].media_type,
        headers,
    )
