"""Named dependencies of the routes: the service, the language, the page."""

from __future__ import annotations

from typing import Annotated, cast
from urllib.parse import quote

from fastapi import Depends, Query, Request

from querbezug.api.http.labels import written_date
from querbezug.api.http.service import Service
from querbezug.api.settings import VERSION
from querbezug.ontology.iris import IriMinter
from querbezug.ontology.strings import LANGUAGES, Lang
from querbezug.ontology.terms import TOPIC
from querbezug.ontology.topics import topic_codes
from querbezug.visualise.page import PageContext


def service(request: Request) -> Service:
    """Return the service of this application."""
    return cast("Service", request.app.state.service)


def language(request: Request) -> Lang:
    """Return the language the reader chose with ``?lang=``, else German."""
    wanted = request.query_params.get("lang")
    return next((lang for lang in LANGUAGES if lang == wanted), "de")


LangQuery = Annotated[str | None, Query(alias="lang", description="de or en")]
ServiceDep = Annotated[Service, Depends(service)]
LangDep = Annotated[Lang, Depends(language)]


def page(request: Request, active: str = "") -> PageContext:
    """Return what the page of this request knows."""
    path = request.url.path + (f"?{request.url.query}" if request.url.query else "")
    lang = language(request)
    updated = written_date(service(request).snapshot().modified[:10], lang) if active != "error" else ""
    chosen = request.query_params.get("lang") in LANGUAGES
    return PageContext(lang, path, active, VERSION, chosen, updated)


class Paths:
    """From IRIs to addresses of pages on this site, and back.

    Parameters
    ----------
    minter : IriMinter
        Knows the base of the store's IRIs.
    """

    def __init__(self, minter: IriMinter) -> None:
        self._minter = minter

    def href(self, iri: str) -> str:
        """Return the page of a thing of ours or of a topic, or the web address itself."""
        if iri.startswith(str(TOPIC)):
            return f"/doc/topic/{quote(iri.removeprefix(str(TOPIC)))}"
        found = self._minter.split(iri.partition("#")[0])
        return f"/doc/{found[0]}/{quote(found[1])}" if found else iri

    def iri(self, kind: str, slug: str) -> str | None:
        """Return the IRI behind a path, or None if it cannot be one."""
        if kind == "topic" and slug in topic_codes():
            return str(TOPIC[slug])
        try:
            return self._minter.thing(kind, slug)
        except ValueError:
            return None


def paths(request: Request) -> Paths:
    """Return the paths of the store."""
    return Paths(service(request).snapshot().layout.minter)


PathsDep = Annotated[Paths, Depends(paths)]
