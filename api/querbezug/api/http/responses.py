"""Answers: negotiated, cacheable, and errors in the shape each reader understands."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import datetime
from email.utils import format_datetime
from http import HTTPStatus

import mimeparse
from fastapi import Request
from fastapi.responses import JSONResponse, PlainTextResponse, Response, StreamingResponse

from querbezug.api.http.context import language, page
from querbezug.api.page_models import ErrorPage, render_page
from querbezug.api.settings import VERSION
from querbezug.graph.errors import QuerbezugError
from querbezug.graph.store import Snapshot
from querbezug.ontology.strings import text

HTML = "text/html"
PROBLEM = "application/problem+json"


class NotAcceptableError(QuerbezugError):
    """None of the formats the client takes is available."""


class BadRequestError(QuerbezugError):
    """The request itself is wrong."""


class UnsupportedMediaTypeError(QuerbezugError):
    """The body of the request has a type that is not read here."""


def negotiate(request: Request, offered: Sequence[str]) -> str:
    """Return the media type of ``offered`` that the client likes best; the first when it does not care.

    Raises
    ------
    NotAcceptableError
        If the client takes none of them.
    """
    accept = request.headers.get("accept") or "*/*"
    try:
        # Of equals mimeparse takes the last, and our default stands first.
        best = mimeparse.best_match(list(reversed(offered)), accept)
    except (ValueError, mimeparse.MimeTypeParseException):
        best = offered[0]
    if not best:
        raise NotAcceptableError("sparql.not-acceptable", known=", ".join(offered))
    return str(best)


def wants_html(request: Request, others: Sequence[str] = ("application/json",)) -> bool:
    """Say whether a browser is asking: HTML is asked for by name, and liked no less than the others."""
    if HTML not in request.headers.get("accept", ""):
        return False
    try:
        return negotiate(request, (HTML, *others)) == HTML
    except NotAcceptableError:
        return False


def cached(
    request: Request,
    snapshot: Snapshot,
    make: Callable[[], str | bytes | Iterator[str]],
    media_type: str,
    headers: Mapping[str, str] | None = None,
) -> Response:
    """Return what ``make`` makes, at once or part by part, or 304 where the client has it already.

    The entity tag is a hash over the dataset's version, the program's version, the address and
    the media type: all that the answer depends on.
    """
    depends_on = "\n".join((snapshot.version, VERSION, str(request.url), media_type))
    tag = f'"{hashlib.sha256(depends_on.encode()).hexdigest()[:32]}"'
    modified = format_datetime(datetime.fromisoformat(snapshot.modified), usegmt=True)
    shared = {"ETag": tag, "Last-Modified": modified, "Cache-Control": "no-cache", "Vary": "Accept"}
    all_headers = {**shared, **(headers or {})}
    if _has(request, tag):
        return Response(status_code=304, headers=all_headers)
    charset = "; charset=utf-8" if media_type.startswith("text/") else ""
    body, media_type = make(), f"{media_type}{charset}"
    if isinstance(body, str | bytes):
        return Response(body, media_type=media_type, headers=all_headers)
    return StreamingResponse(body, media_type=media_type, headers=all_headers)


def _has(request: Request, tag: str) -> bool:
    known = request.headers.get("if-none-match", "")
    return known.strip() == "*" or tag in {entry.strip().removeprefix("W/") for entry in known.split(",")}


def problem(
    request: Request, status: int, sentence: str, headers: Mapping[str, str] | None = None
) -> Response:
    """Return an error as plain text, problem JSON (RFC 9457) or a page, as the client wants it.

    Parameters
    ----------
    status : int
        HTTP status.
    sentence : str
        What is wrong and what to do, in the reader's language.
    """
    extra = {"Vary": "Accept", **(headers or {})}
    if wants_html(request):
        return _error_page(request, status, sentence, extra)
    if request.url.path.startswith("/sparql"):
        return PlainTextResponse(f"{sentence}\n", status, extra)
    body = {"type": "about:blank", "title": HTTPStatus(status).phrase, "status": status, "detail": sentence}
    return JSONResponse(body, status, {**extra, "Content-Language": language(request)}, PROBLEM)


def _error_page(request: Request, status: int, sentence: str, headers: Mapping[str, str]) -> Response:
    lang = language(request)
    hint = text("http.hint-search", lang) if status == HTTPStatus.NOT_FOUND else ""
    model = ErrorPage(status=status, message=sentence, hint=hint)
    html = render_page(model, page(request, "error"))
    return Response(html, status, dict(headers), media_type="text/html; charset=utf-8")
