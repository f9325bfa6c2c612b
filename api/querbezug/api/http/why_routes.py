"""``/api/why``: what a link between two things rests on, for the panels of the views and for programs."""

from __future__ import annotations

from typing import Annotated, Any

from fastapi import APIRouter, Query

from querbezug.api.http.browsing import named_together
from querbezug.api.http.context import LangDep, PathsDep, ServiceDep
from querbezug.api.http.why import Why
from querbezug.api.page_models.review import ReviewItem
from querbezug.graph.errors import NotFoundError
from querbezug.ontology.strings import Lang, text
from querbezug.visualise.page import percent

router = APIRouter(tags=["Review"])

MOST = 6
"""So many assessments are told of one pair of things at most."""

Thing = Annotated[str, Query(max_length=2000, description="IRI of a thing")]


@router.get("/api/why", operation_id="why", responses={404: {"description": "There is no such thing"}})
def why(service: ServiceDep, lang: LangDep, paths: PathsDep, a: Thing, b: Thing) -> dict[str, Any]:
    """Hand out what the links between two things rest on that no source states, the surest first.

    For two municipalities that are the comments that name both.
    """
    index = service.projection().index
    for iri in (a, b):
        if iri not in index:
            raise NotFoundError("graph.unknown-thing", iri=iri)
    found = list(Why(service.snapshot(), lang).between(a, b))
    if not found and a in service.cities() and b in service.cities():
        found = [item for items in named_together(service, a, b, lang, paths).values() for item in items]
    return {"total": len(found), "items": [_data(item, lang) for item in found[:MOST]]}


def _data(item: ReviewItem, lang: Lang) -> dict[str, Any]:
    status = text(f"review.status-{item.status}", lang)
    sure = f"{text('review.confidence', lang)}: {item.sureness} ({percent(item.confidence, lang)})"
    return {
        "id": item.id,
        "says": item.says,
        "before": item.lead,
        "quote": item.quote,
        "after": item.trail,
        "rule": item.rule,
        "cues": list(item.cues),
        "method": item.method,
        "confidence": item.confidence,
        "status": item.status,
        "summary": f"{item.method} · {sure} · {status}",
        "unit": item.unit.href,
        "decide": f"/pruefen?id={item.id}",
    }
