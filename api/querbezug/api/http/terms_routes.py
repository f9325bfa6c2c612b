"""``/pruefen/begriffe``: adopting terms as topics, dismissing them, taking either back."""

from __future__ import annotations

import re
from typing import Annotated
from urllib.parse import urlencode

from fastapi import APIRouter, Query, Request
from fastapi.concurrency import run_in_threadpool
from fastapi.responses import RedirectResponse, Response

from querbezug.api.http.context import page
from querbezug.api.http.paging import Seite
from querbezug.api.http.responses import HTML, BadRequestError
from querbezug.api.http.review_access import CSRF_FIELD
from querbezug.api.http.review_desk import DeskDep
from querbezug.api.http.review_routes import form_of
from querbezug.api.http.terms_page import PATH, terms_page
from querbezug.api.page_models import TEMPLATES
from querbezug.graph.review.terms import TermOutcome
from querbezug.visualise.page import render

router = APIRouter(tags=["Review"])

_BETWEEN = re.compile(r"[,;\n]")

Said = Annotated[str, Query(max_length=20, description="What was done just before")]
Label = Annotated[str, Query(max_length=200, description="What it was done to")]


@router.get(PATH, operation_id="termsPage", tags=["Pages"], response_class=Response)
def show(
    request: Request, desk: DeskDep, seite: Seite = 1, getan: Said = "", begriff: Label = ""
) -> Response:
    """Show the terms that many texts have and no topic, and what was decided about them."""
    model = terms_page(request, desk, seite, getan, begriff)
    html = render(model.template, page(request, model.active), (TEMPLATES,), model=model)
    return Response(html, media_type=f"{HTML}; charset=utf-8", headers={"Cache-Control": "no-store"})


@router.post(f"{PATH}/entscheiden", include_in_schema=False)
async def decide(request: Request, desk: DeskDep) -> Response:
    """Adopt the term of a form, or dismiss it."""
    form = await form_of(request)
    role = desk.access.demand(request, form.get(CSRF_FIELD, ""))
    if form.get("act") == "dismiss":
        outcome = await run_in_threadpool(desk.dismiss, form.get("term", ""), role)
    elif form.get("act") == "adopt":
        words = _BETWEEN.split(form.get("words", ""))
        label = form.get("label", "") or form.get("term", "")
        outcome = await run_in_threadpool(desk.adopt, label, form.get("broader", ""), words, role)
    else:
        raise BadRequestError("review.unknown-verdict", known="adopt, dismiss")
    return _next(form, outcome)


@router.post(f"{PATH}/zuruecknehmen", include_in_schema=False)
async def undo(request: Request, desk: DeskDep) -> Response:
    """Take an adoption or a dismissal back."""
    form = await form_of(request)
    role = desk.access.demand(request, form.get(CSRF_FIELD, ""))
    return _next(form, await run_in_threadpool(desk.take_back, form.get("name", ""), role))


def _next(form: dict[str, str], outcome: TermOutcome) -> Response:
    """Lead back to the list, with what was done."""
    pairs = {"getan": outcome.status, "begriff": outcome.label}
    if form.get("lang") in ("de", "en"):
        pairs["lang"] = form["lang"]
    return RedirectResponse(f"{PATH}?{urlencode(pairs)}", 303, {"Cache-Control": "no-store"})
