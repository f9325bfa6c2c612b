"""OpenAPI, health, robots."""

from __future__ import annotations

from fastapi import APIRouter, Request
from fastapi.openapi.docs import get_swagger_ui_html
from fastapi.responses import HTMLResponse, PlainTextResponse
from pydantic import BaseModel, Field

from querbezug.api.http.context import ServiceDep
from querbezug.api.settings import VERSION

router = APIRouter(tags=["Service"])

_ROBOTS = "User-agent: *\nDisallow: /sparql\nDisallow: /api/\nAllow: /\n"


class Health(BaseModel):
    """Whether the service can answer."""

    status: str = Field(examples=["ok"])
    version: str = Field(examples=["0.1.0"])
    dataset: str = Field(description="Version of the dataset: a hash of its content")
    modified: str = Field(examples=["2026-11-22T18:00:00Z"])
    triples: int | None = Field(
        description="How many triples the data have; null while a server that has just started counts them"
    )


@router.get("/health", operation_id="health")
def health(service: ServiceDep) -> Health:
    """Say that the store can be read, and which state it is in."""
    snapshot = service.snapshot()
    return Health(
        status="ok",
        version=VERSION,
        dataset=snapshot.version,
        modified=snapshot.modified,
        triples=service.triples_at_hand(),
    )


@router.get("/docs", include_in_schema=False)
def docs(request: Request) -> HTMLResponse:
    """Show the OpenAPI description with Swagger UI from our own host."""
    title = f"{request.app.title} – OpenAPI"
    page = get_swagger_ui_html(
        openapi_url=str(request.app.openapi_url),
        title=title,
        swagger_js_url="/static/vendor/swagger/swagger-ui-bundle.js",
        swagger_css_url="/static/vendor/swagger/swagger-ui.css",
        swagger_favicon_url="/static/mark.svg",
    )
    return HTMLResponse(_without_inline_script(bytes(page.body).decode()))


def _without_inline_script(html: str) -> str:
    """Take FastAPI's inline start script out; ours does the same from a file."""
    before, _, rest = html.partition("<!-- `SwaggerUIBundle` is now available on the page -->")
    _, _, after = rest.partition("</script>")
    return f'{before}<script src="/static/swagger-start.js"></script>{after}'


@router.get("/robots.txt", include_in_schema=False)
def robots() -> PlainTextResponse:
    """Let search engines read the pages, not run queries."""
    return PlainTextResponse(_ROBOTS)
