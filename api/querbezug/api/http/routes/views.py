"""The views: pictures that answer a planner's question."""

from __future__ import annotations

from typing import Annotated
from urllib.parse import urlencode

from fastapi import APIRouter, Query, Request
from fastapi.responses import Response

from querbezug.api.http.context import LangDep, PathsDep, ServiceDep, page
from querbezug.api.http.labels import property_labels
from querbezug.api.http.map_page import map_page
from querbezug.api.http.paging import Seite
from querbezug.api.http.responses import HTML, cached
from querbezug.api.page_models import render_page
from querbezug.graph.analysis import closest_cities, neighbourhood
from querbezug.graph.analysis.neighbourhood import MOST_LINKS, MOST_NODES
from querbezug.graph.errors import NotFoundError
from querbezug.ontology.resources import queries
from querbezug.ontology.strings import Lang, text
from querbezug.visualise.crowds import MOST as MOST_CROWDS
from querbezug.visualise.page import render_view
from querbezug.visualise.staedteverbund import city_view
from querbezug.visualise.umfeld import neighbourhood_view
from querbezug.visualise.view import Download

router = APIRouter(prefix="/views", tags=["Views"])

_NEIGHBOURS = """# {title}
SELECT ?subject ?property ?object WHERE {{
  VALUES ?thing {{ <{iri}> }}
  {{ ?thing ?property ?object . BIND(?thing AS ?subject) FILTER(isIRI(?object)) }}
  UNION
  {{ ?subject ?property ?thing . BIND(?thing AS ?object) }}
}}
LIMIT 500"""


@router.get("/staedteverbund", operation_id="viewStaedteverbund", response_class=Response)
def staedteverbund(request: Request, service: ServiceDep, lang: LangDep, paths: PathsDep) -> Response:
    """Show which cities pull in the same direction, and why."""
    query = next(q.text for q in queries() if q.id.startswith("cq04"))
    downloads = (
        Download("JSON", "/api/cities"),
        Download("GraphML", "/api/cities.graphml"),
        Download("GEXF", "/api/cities.gexf"),
        Download("Turtle", "/api/cities.ttl"),
    )

    def make() -> str:
        view = city_view(service.cities(), lang, paths.href).with_doors(downloads, query)
        return render_view(view, page(request, "staedteverbund"))

    return cached(request, service.snapshot(), make, HTML)


@router.get("/umfeld", operation_id="viewUmfeld", response_class=Response)
def umfeld(
    request: Request,
    service: ServiceDep,
    lang: LangDep,
    paths: PathsDep,
    iri: Annotated[str | None, Query(description="The thing in the middle; a city without it")] = None,
) -> Response:
    """Show the surroundings of one thing."""
    center = iri or _well_connected(service)

    def make() -> str:
        around = neighbourhood(
            service.projection(),
            center,
            MOST_NODES - MOST_CROWDS,
            MOST_LINKS - MOST_CROWDS,
            ties=closest_cities(service.cities(), center),
        )
        view = neighbourhood_view(around, lang, paths.href, property_labels(lang))
        downloads = (Download("JSON", "/api/umfeld?" + urlencode({"iri": center, "budget": 30})),)
        return render_view(view.with_doors(downloads, _query(center, lang)), page(request, "umfeld"))

    return cached(request, service.snapshot(), make, HTML)


@router.get("/karte", operation_id="viewKarte", response_class=Response)
def karte(
    request: Request,
    service: ServiceDep,
    lang: LangDep,
    paths: PathsDep,
    q: Annotated[str, Query(description="Words to find", max_length=500)] = "",
    ort: Annotated[str, Query(description="Name in the IRI of a town, cooperation or region")] = "",
    quelle: Annotated[str, Query(description="Key of a source")] = "",
    art: Annotated[str, Query(description="Kind of things")] = "",
    bild: Annotated[str, Query(description="South, west, north, east in degrees", max_length=80)] = "",
    seite: Seite = 1,
) -> Response:
    """Show everything that has a place."""
    asked = {"q": q, "ort": ort, "quelle": quelle, "art": art, "bild": bild}
    model = map_page(service, paths, lang, asked, seite)
    shown = page(request, "karte")
    return cached(request, service.snapshot(), lambda: render_page(model, shown), HTML)


def _well_connected(service: ServiceDep) -> str:
    """Return the city with the heaviest ties: a good place to begin."""
    network = service.cities()
    if not network:
        raise NotFoundError("graph.unknown-thing", iri="–")
    weights = dict(network.degree(weight="weight"))
    return max(sorted(weights), key=lambda city: weights[city])


def _query(iri: str, lang: Lang) -> str:
    """Return the query behind the picture; the IRI is one that the graph knows."""
    return _NEIGHBOURS.format(iri=iri, title=text("api.neighbours-query", lang))
