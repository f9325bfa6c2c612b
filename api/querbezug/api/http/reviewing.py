"""Deciding about links on the pages that show them: who reads, and what may be kept by a browser."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from urllib.parse import parse_qsl, urlencode

from fastapi import Request
from fastapi.responses import Response

from querbezug.api.http.context import language
from querbezug.api.http.responses import HTML, cached
from querbezug.api.http.review_desk import Desk
from querbezug.api.http.review_page import Shown
from querbezug.api.page_models.review import Reviewing

LAST = "zuletzt"
"""The parameter that names what was decided just before."""


def reviewing(request: Request, desk: Desk) -> Reviewing:
    """Return what a page with links knows of its reader."""
    session = desk.access.session(request)
    last = request.query_params.get(LAST, "")[:100]
    shown = Shown(desk.snapshot(), language(request)) if session and last else None
    return Reviewing(
        back=_address(request),
        writable=desk.access.enabled,
        csrf=session.csrf if session else "",
        last=shown.last(last) if shown else None,
    )


def answered(
    request: Request,
    desk: Desk,
    make: Callable[[Reviewing], str],
    headers: Mapping[str, str] | None = None,
) -> Response:
    """Return a page with links: kept by nobody where it holds what the forms of a reader have to say.

    Parameters
    ----------
    make : callable
        Makes the page for its reader.
    """
    reader = reviewing(request, desk)
    more = {"Vary": "Accept, Cookie", **(headers or {})} if desk.access.enabled else dict(headers or {})
    if not reader.signed_in:
        return cached(request, desk.snapshot(), lambda: make(reader), HTML, more)
    more["Cache-Control"] = "no-store"
    return Response(make(reader), media_type=f"{HTML}; charset=utf-8", headers=more)


def _address(request: Request) -> str:
    """Return the address of the page, without what only this answer shows."""
    pairs = [pair for pair in parse_qsl(request.url.query, True) if pair[0] not in (LAST, "lang")]
    return f"{request.url.path}?{urlencode(pairs)}" if pairs else request.url.path
