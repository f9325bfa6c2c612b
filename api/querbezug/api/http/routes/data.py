"""Doors for programs: dumps, ontology, JSON."""

from __future__ import annotations

import tempfile
from pathlib import Path
from typing import Annotated, Any

from fastapi import APIRouter, Query, Request
from fastapi.responses import JSONResponse, RedirectResponse, Response

from querbezug.api.http.context import LangDep, PathsDep, ServiceDep, page
from querbezug.api.http.labels import property_labels
from querbezug.api.http.ontology_page import ontology_model
from querbezug.api.http.responses import HTML, cached, negotiate
from querbezug.api.page_models import render_page
from querbezug.graph.analysis import neighbourhood, ties_between
from querbezug.graph.errors import NotFoundError
from querbezug.graph.export import FORMATS
from querbezug.graph.export.network import network_data, write_network
from querbezug.graph.export.ties import RDF_ENDINGS
from querbezug.ontology.resources import context, ontology_turtle, shapes_turtle
from querbezug.visualise.umfeld import expansion

router = APIRouter()

_TURTLE = "text/turtle"


@router.get("/dumps/", include_in_schema=False)
def dumps() -> RedirectResponse:
    """Lead to the page that lists the dumps."""
    return RedirectResponse("/daten", 303)


@router.get("/dumps/latest.{extension}", operation_id="dump", tags=["Dumps"], response_class=Response)
def dump(request: Request, service: ServiceDep, extension: str) -> Response:
    """Hand out the whole public graph: ttl, nt, jsonld or trig."""
    entry = next((f for f in FORMATS.values() if f.extension == extension), None)
    if entry is None:
        raise NotFoundError("http.no-format", known=", ".join(f.extension for f in FORMATS.values()))
    snapshot = service.snapshot()
    name = f"querbezug-{snapshot.modified[:10]}.{extension}"
    headers = {"Content-Disposition": f'attachment; filename="{name}"'}
    return cached(request, snapshot, lambda: service.dump(entry.name), entry.media_type, headers)


@router.get("/ontology", operation_id="ontology", tags=["Ontology"], response_class=Response)
def ontology(request: Request, service: ServiceDep, lang: LangDep) -> Response:
    """Hand out the ontology with its code lists: as a page, or in Turtle."""
    if negotiate(request, (_TURTLE, HTML)) == _TURTLE:
        return cached(request, service.snapshot(), ontology_turtle, _TURTLE)
    shown = page(request, "ontologie")
    return cached(
        request, service.snapshot(), lambda: render_page(ontology_model(service, lang), shown), HTML
    )


@router.get("/ontology.ttl", operation_id="ontologyTurtle", tags=["Ontology"], response_class=Response)
def ontology_file(request: Request, service: ServiceDep) -> Response:
    """Hand out the ontology in Turtle."""
    return cached(request, service.snapshot(), ontology_turtle, _TURTLE)


@router.get("/shapes.ttl", operation_id="shapes", tags=["Ontology"], response_class=Response)
def shapes(request: Request, service: ServiceDep) -> Response:
    """Hand out the SHACL shapes in Turtle."""
    return cached(request, service.snapshot(), shapes_turtle, _TURTLE)


@router.get("/context.jsonld", operation_id="context", tags=["Ontology"])
def jsonld_context() -> JSONResponse:
    """Hand out the JSON-LD context."""
    return JSONResponse(context(), media_type="application/ld+json")


@router.get("/api/cities", operation_id="cities", tags=["Analyses"])
def cities(service: ServiceDep) -> dict[str, Any]:
    """Hand out the network of the cities: ties with weights and reasons."""
    return network_data(service.cities())


@router.get("/api/cities.{extension}", operation_id="citiesFile", tags=["Analyses"], response_class=Response)
def cities_file(request: Request, service: ServiceDep, extension: str) -> Response:
    """Hand out the network of the cities: graphml or gexf for Gephi and others, ttl or nt as RDF."""
    as_rdf = RDF_ENDINGS.get(f".{extension}")
    if as_rdf:
        return cached(request, service.snapshot(), lambda: service.ties(as_rdf), FORMATS[as_rdf].media_type)
    if extension not in {"graphml", "gexf"}:
        raise NotFoundError("http.no-format", known="graphml, gexf, ttl, nt")

    def make() -> bytes:
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder) / f"cities.{extension}"
            write_network(service.cities(), path)
            return path.read_bytes()

    return cached(request, service.snapshot(), make, "application/xml")


@router.get("/api/ties", operation_id="ties", tags=["Analyses"])
def ties(
    service: ServiceDep,
    a: Annotated[str, Query(description="IRI of a municipality")],
    b: Annotated[str, Query(description="IRI of another municipality")],
) -> dict[str, Any]:
    """Hand out what ties two cities, the heaviest reason first."""
    bench = service.workbench()
    for iri in (a, b):
        if iri not in bench.projection.index:
            raise NotFoundError("graph.unknown-thing", iri=iri)
    return {"a": a, "b": b, "reasons": ties_between(bench.projection, a, b, bench.ties)}


@router.get("/api/umfeld", operation_id="umfeld", tags=["Analyses"])
def umfeld(
    service: ServiceDep,
    lang: LangDep,
    paths: PathsDep,
    iri: Annotated[str, Query(description="IRI of the thing in the middle")],
    budget: Annotated[int, Query(ge=1, le=100, description="How many more nodes at most")] = 12,
    kind: Annotated[
        str, Query(description="Only things of this kind that are linked to it", max_length=40)
    ] = "",
    without: Annotated[list[str] | None, Query(description="IRIs that are shown already")] = None,
) -> dict[str, Any]:
    """Hand out more of the graph around one thing, for a picture to grow."""
    around = neighbourhood(service.projection(), iri, budget + 1, 3 * budget, without or (), kind=kind)
    return dict(expansion(around, lang, paths.href, property_labels(lang)))
