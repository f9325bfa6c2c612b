"""From errors to answers; nobody sees a traceback."""

from __future__ import annotations

import logging
from collections.abc import Awaitable, Callable
from http import HTTPStatus
from typing import TypeVar, cast

from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import Response
from starlette.exceptions import HTTPException
from starlette.routing import Match, Mount

from querbezug.api.http.context import language
from querbezug.api.http.middleware import RequestTooLargeError, security_headers
from querbezug.api.http.responses import (
    BadRequestError,
    NotAcceptableError,
    UnsupportedMediaTypeError,
    problem,
)
from querbezug.api.http.review_access import ForbiddenError, SwitchedOffError, UnauthorizedError
from querbezug.graph import errors
from querbezug.graph.review import ReviewConflictError
from querbezug.ontology.strings import text

log = logging.getLogger("querbezug")

Failure = TypeVar("Failure", bound=Exception)

# The first class that fits decides.
_STATUS: tuple[tuple[type[errors.QuerbezugError], HTTPStatus], ...] = (
    (NotAcceptableError, HTTPStatus.NOT_ACCEPTABLE),
    (RequestTooLargeError, HTTPStatus.REQUEST_ENTITY_TOO_LARGE),
    (UnsupportedMediaTypeError, HTTPStatus.UNSUPPORTED_MEDIA_TYPE),
    (BadRequestError, HTTPStatus.BAD_REQUEST),
    (UnauthorizedError, HTTPStatus.UNAUTHORIZED),
    (SwitchedOffError, HTTPStatus.FORBIDDEN),
    (ForbiddenError, HTTPStatus.FORBIDDEN),
    (ReviewConflictError, HTTPStatus.CONFLICT),
    (errors.NotFoundError, HTTPStatus.NOT_FOUND),
    (errors.QueryTimeoutError, HTTPStatus.SERVICE_UNAVAILABLE),
    (errors.QueryTooLargeError, HTTPStatus.REQUEST_ENTITY_TOO_LARGE),
    (errors.QueryError, HTTPStatus.BAD_REQUEST),
    (errors.StoreError, HTTPStatus.SERVICE_UNAVAILABLE),
    (errors.QuerbezugError, HTTPStatus.BAD_REQUEST),
)

_HEADERS = {
    HTTPStatus.SERVICE_UNAVAILABLE: {"Retry-After": "5"},
    HTTPStatus.UNAUTHORIZED: {"WWW-Authenticate": 'Bearer realm="Querbezug"'},
}

_METHODS = ("GET", "POST", "PUT", "PATCH", "DELETE")


def status_of(error: errors.QuerbezugError) -> HTTPStatus:
    """Return the HTTP status an error of the lower floors stands for."""
    return next(status for cls, status in _STATUS if isinstance(error, cls))


def register(app: FastAPI) -> None:
    """Tell the application how to answer when something goes wrong."""
    _register(app, errors.QuerbezugError, _known)
    _register(app, RequestValidationError, _parameters)
    _register(app, HTTPException, _http)
    _register(app, Exception, _unknown)


def _register(
    app: FastAPI, cls: type[Failure], answer: Callable[[Request, Failure], Awaitable[Response]]
) -> None:
    """Let ``answer`` have the errors of a class; Starlette's annotations know only handlers of all."""
    app.add_exception_handler(cls, cast("Callable[[Request, Exception], Awaitable[Response]]", answer))


async def _known(request: Request, error: errors.QuerbezugError) -> Response:
    status = status_of(error)
    return problem(request, status, error.text(language(request)), _HEADERS.get(status, {}))


async def _parameters(request: Request, error: RequestValidationError) -> Response:
    lang, first = language(request), error.errors()[0]
    reason = text("http.missing" if first["type"] == "missing" else "http.wrong", lang)
    sentence = text("http.parameter", lang, name=first["loc"][-1], reason=reason)
    return problem(request, HTTPStatus.BAD_REQUEST, sentence)


async def _http(request: Request, error: HTTPException) -> Response:
    headers, lang = dict(error.headers or {}), language(request)
    if error.status_code != HTTPStatus.METHOD_NOT_ALLOWED:
        sentence = text("http.not-found", lang) if error.status_code == HTTPStatus.NOT_FOUND else error.detail
        return problem(request, error.status_code, sentence, headers)
    headers["Allow"] = ", ".join(sorted(_allowed(request, headers.get("Allow", "GET"))))
    if request.method == "OPTIONS":
        return Response(status_code=HTTPStatus.NO_CONTENT, headers=headers)
    sentence = text("http.method", lang, method=request.method, allowed=headers["Allow"])
    return problem(request, HTTPStatus.METHOD_NOT_ALLOWED, sentence, headers)


def _allowed(request: Request, known: str) -> set[str]:
    """Return the methods of an address over all its routes; ``known`` are those of the first."""
    found = {"OPTIONS", *known.split(", ")}
    routes = [route for route in request.app.routes if not isinstance(route, Mount)]
    for method in _METHODS:
        asked = {**request.scope, "method": method}
        if any(route.matches(asked)[0] is Match.FULL for route in routes):
            found.add(method)
    return found | {"HEAD"} if "GET" in found else found


async def _unknown(request: Request, error: Exception) -> Response:
    log.error("failed: %s %s", request.method, request.url.path, exc_info=error)
    # This answer comes from outside of all middleware, so it brings its headers itself.
    headers = security_headers(request.url.path)
    return problem(request, HTTPStatus.INTERNAL_SERVER_ERROR, text("http.failed", language(request)), headers)
