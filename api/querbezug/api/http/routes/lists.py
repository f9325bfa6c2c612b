"""Lists of things for programs: filtered, and handed out page by page."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Annotated, Any
from urllib.parse import urlencode

from fastapi import APIRouter, Query, Request
from fastapi.responses import JSONResponse

from querbezug.api.http.context import PathsDep, ServiceDep
from querbezug.api.http.labels import local_name
from querbezug.api.http.listing import wanted
from querbezug.api.http.responses import BadRequestError
from querbezug.graph.catalogue import numbers_of
from querbezug.graph.describe import incoming
from querbezug.graph.errors import NotFoundError
from querbezug.graph.search import Hit

router = APIRouter(tags=["Lists"])

KNOWN = ("kind", "q", "ort", "quelle", "stand", "to", "property", "limit", "after", "lang")
MOST = 1000


@router.get("/api/things", operation_id="things")
def things(
    request: Request,
    service: ServiceDep,
    paths: PathsDep,
    kind: Annotated[str, Query(description="Kind of things", examples=["idea"])] = "",
    q: Annotated[str, Query(description="Words to find in names and wordings", max_length=500)] = "",
    ort: Annotated[str, Query(description="Name in the IRI of a town, cooperation or region")] = "",
    quelle: Annotated[str, Query(description="Key of a source")] = "",
    stand: Annotated[str, Query(description="Code of measure-status, or none")] = "",
    to: Annotated[str, Query(description="IRI of a thing that they point to")] = "",
    property_: Annotated[
        str, Query(alias="property", description="Last part of the IRI of the property they point with")
    ] = "",
    limit: Annotated[int, Query(ge=1, le=MOST, description="How many at most")] = 50,
    after: Annotated[str, Query(description="IRI of the last thing of the page before")] = "",
) -> JSONResponse:
    """Hand out things by name (the best fit first where words are looked for), page by page.

    ``next`` in the answer, and the header ``Link``, lead to the next page.
    """
    unknown = sorted(set(request.query_params) - set(KNOWN))
    if unknown:
        raise BadRequestError("http.unknown-parameter", name=unknown[0], known=", ".join(KNOWN))
    among = _pointing(service, to, property_) if to else None
    found = service.catalogue().find(wanted(service, paths, kind, q, ort, quelle, stand), among)
    chosen, more = _page(found, limit, after, service.projection().index)
    answer: dict[str, Any] = {
        "total": len(found),
        "items": [_item(service, hit) for hit in chosen],
        "next": _next(request, chosen[-1].iri) if more else None,
    }
    headers = {"Link": f'<{answer["next"]}>; rel="next"'} if more else {}
    return JSONResponse(answer, headers=headers)


def _pointing(service: ServiceDep, iri: str, name: str) -> set[int]:
    """Return what points to a thing, by any property or the one called ``name``."""
    index = service.projection().index
    if iri not in index:
        raise NotFoundError("graph.unknown-thing", iri=iri)
    found = incoming(service.snapshot(), iri)
    pointing = (each for term, ends in found.items() if name in ("", local_name(term)) for each in ends)
    return {index[each] for each in pointing if each in index}


def _page(
    found: Sequence[Hit], limit: int, after: str, index: Mapping[str, int]
) -> tuple[Sequence[Hit], bool]:
    start = 0
    if after:
        number = index.get(after, -1)
        places = (place for place, each in enumerate(numbers_of(found), 1) if each == number)
        position = next(places, None)
        if position is None:
            raise BadRequestError("http.unknown-after", after=after)
        start = position
    return found[start : start + limit], start + limit < len(found)


def _item(service: ServiceDep, hit: Hit) -> dict[str, Any]:
    projection, catalogue = service.projection(), service.catalogue()
    position = projection.positions.get(hit.number)
    towns = catalogue.towns.get(hit.number, frozenset())
    item: dict[str, Any] = {"iri": hit.iri, "kind": hit.kind, "label": hit.label}
    item["towns"] = sorted(projection.iris[town] for town in towns)
    if hit.number in catalogue.statuses:
        item["status"] = catalogue.statuses[hit.number]
    if position:
        item["latitude"], item["longitude"] = position
    if hit.snippet:
        item["snippet"] = hit.snippet
    return item


def _next(request: Request, last: str) -> str:
    kept = [(name, value) for name, value in request.query_params.multi_items() if name != "after"]
    return f"{request.url.path}?{urlencode([*kept, ('after', last)])}"
