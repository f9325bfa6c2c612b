"""The application: its parts put together, nothing of its own."""

from __future__ import annotations

import logging
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import fastapi_offline
from fastapi import FastAPI
from fastapi.middleware.cors import CORSMiddleware
from fastapi.middleware.gzip import GZipMiddleware
from fastapi.staticfiles import StaticFiles

from querbezug.api.http import errors, review_routes, terms_routes, why_routes
from querbezug.api.http.middleware import BodyLimit, HeadAsGet, SecurityHeaders
from querbezug.api.http.review_desk import Desk
from querbezug.api.http.routes import data, docs, lists, pages, questions, sparql, things, views
from querbezug.api.http.service import Service
from querbezug.api.settings import VERSION
from querbezug.ontology.strings import text
from querbezug.visualise.page import STATIC

log = logging.getLogger("querbezug")

QUERY_TIMEOUT = 20.0
"""Seconds a SPARQL query may take over HTTP."""


def create_app(
    store: Path,
    query_timeout: float = QUERY_TIMEOUT,
    review_token: str | None = None,
    *,
    warm: bool = False,
) -> FastAPI:
    """Return the application that serves the store at ``store``.

    Parameters
    ----------
    store : Path
        Directory of a store that exists.
    query_timeout : float
        Seconds a SPARQL query may take.
    review_token : str, optional
        What has to be said to decide about links; without it the server only reads.
    warm : bool
        Whether to work out in the background, from the start on, what most pages need.
    """

    @asynccontextmanager
    async def lifespan(app: FastAPI) -> AsyncIterator[None]:
        app.state.service = Service(store, query_timeout, warm=warm)
        if warm:
            app.state.service.workbench()
        with app.state.service.pool:
            yield

    app = FastAPI(
        title="Querbezug",
        version=VERSION,
        summary=text("api.summary", "en"),
        description=text("api.description", "en"),
        license_info={"name": "EUPL-1.2", "identifier": "EUPL-1.2"},
        docs_url=None,
        redoc_url=None,
        lifespan=lifespan,
    )
    app.state.review = Desk(store, review_token)
    for part in (
        pages,
        questions,
        things,
        lists,
        views,
        sparql,
        data,
        docs,
        why_routes,
        terms_routes,
        review_routes,
    ):
        app.include_router(part.router)
    _mount_static(app)
    errors.register(app)
    # The last added is the outermost.
    app.add_middleware(GZipMiddleware, minimum_size=1000)
    app.add_middleware(BodyLimit)
    app.add_middleware(
        CORSMiddleware,
        allow_origins=["*"],
        allow_methods=["GET", "HEAD", "OPTIONS", "POST"],
        allow_headers=["Accept", "Content-Type"],
        expose_headers=["ETag", "Link", "Last-Modified"],
    )
    app.add_middleware(SecurityHeaders)
    app.add_middleware(HeadAsGet)
    return app


def _mount_static(app: FastAPI) -> None:
    """Serve our own files, and the scripts that installed packages bring."""
    import pyvis  # only its place is needed

    vis = Path(pyvis.__file__).parent / "templates" / "lib" / "vis-9.1.2"
    swagger = Path(fastapi_offline.__file__).parent / "static"
    app.mount("/static/vendor/swagger", StaticFiles(directory=swagger), name="swagger")
    app.mount("/static/vendor", StaticFiles(directory=vis), name="vis-network")
    app.mount("/static", StaticFiles(directory=STATIC), name="static")
