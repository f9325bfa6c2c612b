"""``/pruefen`` for people, ``/api/review`` for programs: the queue, decisions, taking them back."""

from __future__ import annotations

from typing import Annotated, Any
from urllib.parse import parse_qs, urlencode, urlsplit

from fastapi import APIRouter, Body, Query, Request
from fastapi.concurrency import run_in_threadpool
from fastapi.responses import JSONResponse, RedirectResponse, Response
from pydantic import BaseModel, ConfigDict, Field

from querbezug.api.http.context import LangDep, page
from querbezug.api.http.responses import HTML, BadRequestError, UnsupportedMediaTypeError
from querbezug.api.http.review_access import COOKIE, CSRF_FIELD, SECONDS, UnauthorizedError
from querbezug.api.http.review_desk import Desk, DeskDep
from querbezug.api.http.review_json import decision_data, item_data, meant_data, queue_data
from querbezug.api.http.review_page import Asked, render_review, review_page
from querbezug.api.http.reviewing import LAST
from querbezug.graph.review import LONGEST_NOTE, LONGEST_ROLE, Filter, Reading, Verdict

router = APIRouter(tags=["Review"])

_FORM = "application/x-www-form-urlencoded"
_LONGEST_FORM = 20_000
_OURS = ("/pruefen", "/doc/", "/verbindung")
"""Beginnings of the pages with links, to which a form may lead back."""
_PROBLEMS: dict[int | str, dict[str, Any]] = {
    400: {"description": "The decision makes no sense"},
    401: {"description": "No token, or a wrong one"},
    403: {"description": "Writing is switched off, or the request came from another site"},
    404: {"description": "There is no such assessment, decision or thing"},
    409: {"description": "Something else was decided already"},
    503: {"description": "Another program is writing"},
}

Name = Annotated[str, Query(max_length=300, description="Id or IRI of an assessment")]
Word = Annotated[str, Query(max_length=100)]


class DecisionBody(BaseModel):
    """A decision to take."""

    model_config = ConfigDict(extra="forbid")

    assessment: str = Field(max_length=300, description="Id or IRI", examples=["370745590a7953a6"])
    status: str = Field(max_length=20, examples=["confirmed", "rejected", "corrected"])
    corrected_to: str = Field("", max_length=2000, description="IRI of what is meant instead")
    role: str = Field("", max_length=4 * LONGEST_ROLE, description="Role, never a name")
    note: str = Field("", max_length=4 * LONGEST_NOTE, description="Why")


@router.get("/pruefen", operation_id="reviewPage", tags=["Pages"], response_class=Response)
def show(
    request: Request,
    desk: DeskDep,
    art: Word = "",
    methode: Word = "",
    quelle: Word = "",
    nach: Name = "",
    chosen: Annotated[str, Query(alias="id", max_length=300, description="Show just this one")] = "",
    zuletzt: Word = "",
    berichtigen: Word = "",
    q: Word = "",
    ansicht: Word = "",
    zurueck: Annotated[str, Query(max_length=2000, description="The page to go back to")] = "",
) -> Response:
    """Show the claim whose review is of most use, or the one asked for."""
    asked = Asked(
        wanted=Filter(art, methode, quelle),
        after=nach,
        id=chosen,
        last=zuletzt,
        query=q,
        correcting=bool(berichtigen or q),
        decisions=ansicht == "entscheidungen",
        back=_back(zurueck) if zurueck else "",
    )
    return _page(request, desk, asked)


@router.post("/pruefen/anmelden", include_in_schema=False)
async def sign_in(request: Request, desk: DeskDep) -> Response:
    """Sign a browser in that says the token."""
    form = await form_of(request)
    desk.access.demand_from_here(request)
    if not desk.access.is_token(form.get("token", "").strip()):
        raise UnauthorizedError("review.wrong-token")
    answer = RedirectResponse(_back(form.get("back", "")), 303, {"Cache-Control": "no-store"})
    role = " ".join(form.get("role", "").split())[:LONGEST_ROLE]
    answer.set_cookie(
        COOKIE,
        desk.access.sign_in(role),
        max_age=SECONDS,
        httponly=True,
        samesite="strict",
        secure=request.url.scheme == "https",
    )
    return answer


@router.post("/pruefen/abmelden", include_in_schema=False)
async def sign_out(request: Request, desk: DeskDep) -> Response:
    """Sign a browser out."""
    form = await form_of(request)
    desk.access.demand(request, form.get(CSRF_FIELD, ""))
    answer = RedirectResponse("/pruefen", 303, {"Cache-Control": "no-store"})
    answer.delete_cookie(COOKIE, httponly=True, samesite="strict")
    return answer


@router.post("/pruefen/entscheiden", include_in_schema=False)
async def decide_in_form(request: Request, desk: DeskDep) -> Response:
    """Take the decision of a form and show what comes next."""
    form = await form_of(request)
    role = desk.access.demand(request, form.get(CSRF_FIELD, ""))
    verdict = Verdict(
        form.get("assessment", ""),
        form.get("status", ""),
        form.get("corrected_to", ""),
        role,
        form.get("note", ""),
    )
    outcome = await run_in_threadpool(desk.decide, verdict)
    return _next(form.get("back", ""), outcome.iri.rsplit("/", 1)[-1])


@router.post("/pruefen/zuruecknehmen", include_in_schema=False)
async def undo_in_form(request: Request, desk: DeskDep) -> Response:
    """Take a decision back and show what it was about."""
    form = await form_of(request)
    desk.access.demand(request, form.get(CSRF_FIELD, ""))
    outcome = await run_in_threadpool(desk.undo, form.get("decision", ""))
    reviewed = outcome.decision.review_of.rsplit("/", 1)[-1]
    return _next(form.get("back", ""), "", reviewed)


@router.get("/api/review", operation_id="reviewQueue", responses={404: _PROBLEMS[404]})
def queue(
    desk: DeskDep,
    lang: LangDep,
    kind: Word = "",
    method: Word = "",
    source: Word = "",
    after: Name = "",
    limit: Annotated[int, Query(ge=1, le=100)] = 20,
) -> dict[str, Any]:
    """Hand out the open assessments, those whose review is of most use first."""
    return queue_data(desk, Filter(kind, method, source), after, limit, lang)


@router.get("/api/review/things", operation_id="reviewThings", responses={404: _PROBLEMS[404]})
def things(desk: DeskDep, lang: LangDep, assessment: Name, q: Word = "") -> dict[str, Any]:
    """Hand out what an assessment may be corrected to."""
    return meant_data(desk, assessment, q, lang)


@router.get("/api/review/{name}", operation_id="reviewItem", responses={404: _PROBLEMS[404]})
def item(desk: DeskDep, lang: LangDep, name: str) -> dict[str, Any]:
    """Hand out one assessment with its evidence."""
    snapshot = desk.snapshot()
    reading = Reading(snapshot.store, snapshot.layout)
    return item_data(snapshot, reading.assessment(reading.iri_of(name)), lang)


@router.post("/api/review/decisions", operation_id="decide", status_code=201, responses=_PROBLEMS)
def decide(request: Request, desk: DeskDep, asked: Annotated[DecisionBody, Body()]) -> JSONResponse:
    """Take a decision; the same once more changes nothing. Needs the token."""
    role = desk.access.demand(request)
    verdict = Verdict(
        asked.assessment, asked.status, asked.corrected_to, asked.role.strip() or role, asked.note
    )
    outcome = desk.decide(verdict)
    name = outcome.iri.rsplit("/", 1)[-1]
    headers = {"Location": f"/api/review/decisions/{name}", "Cache-Control": "no-store"}
    return JSONResponse(decision_data(outcome), 201 if outcome.before != outcome.after else 200, headers)


@router.delete(
    "/api/review/decisions/{name}",
    operation_id="undo",
    status_code=204,
    response_class=Response,
    responses=_PROBLEMS,
)
def undo(request: Request, desk: DeskDep, name: str) -> Response:
    """Take a decision back, called by its id or by that of the assessment. Needs the token."""
    desk.access.demand(request)
    desk.undo(name)
    return Response(status_code=204)


def _page(request: Request, desk: Desk, asked: Asked) -> Response:
    model = review_page(request, desk, asked)
    html = render_review(model, page(request, model.active))
    # What the page shows depends on who is signed in, and it holds what forms have to say.
    return Response(html, media_type=f"{HTML}; charset=utf-8", headers={"Cache-Control": "no-store"})


async def form_of(request: Request) -> dict[str, str]:
    """Return the fields of a form, each once."""
    media_type = request.headers.get("content-type", "").partition(";")[0].strip().lower()
    if media_type != _FORM:
        raise UnsupportedMediaTypeError("review.form-only")
    body = await request.body()
    if len(body) > _LONGEST_FORM:
        raise BadRequestError("http.too-large", limit=_LONGEST_FORM)
    try:
        fields = parse_qs(body.decode("utf-8"), keep_blank_values=True, max_num_fields=50)
    except (UnicodeDecodeError, ValueError) as error:
        raise BadRequestError("review.form-broken") from error
    return {name: values[0] for name, values in fields.items()}


def _next(back: str, last: str, reviewed: str = "") -> Response:
    """Lead back to the page a form stood on, with what was decided."""
    path, _, query = _back(back).partition("?")
    pairs = {name: values[0] for name, values in parse_qs(query).items()}
    if path == "/pruefen":
        pairs = {
            name: value for name, value in pairs.items() if name not in {"id", "zuletzt", "berichtigen", "q"}
        }
        pairs |= {"zuletzt": last} if last else {"id": reviewed}
    else:
        pairs = {name: value for name, value in pairs.items() if name != LAST} | (
            {LAST: last} if last else {}
        )
    address = f"{path}?{urlencode(pairs)}" if pairs else path
    return RedirectResponse(address, 303, {"Cache-Control": "no-store"})


def _back(address: str) -> str:
    """Return a page of this site, whatever a form says."""
    parts = urlsplit(address.replace("\\", "/"))
    is_ours = not parts.scheme and not parts.netloc and parts.path.startswith(_OURS)
    return parts._replace(fragment="").geturl() if is_ours and address.isprintable() else "/pruefen"
