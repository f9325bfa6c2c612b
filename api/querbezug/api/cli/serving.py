"""The command that opens the doors: ``querbezug serve``."""

from __future__ import annotations

import socket
from typing import Annotated

import typer

from querbezug.api.cli.console import StoreOption, out, say
from querbezug.graph.errors import QuerbezugError
from querbezug.graph.store import ReadStore

Host = Annotated[str, typer.Option("--host", help=say("cli.opt-host"))]
Port = Annotated[int, typer.Option("--port", min=1, max=65535, help=say("cli.opt-port"), envvar="PORT")]
GRACE = 3
"""Seconds that requests may still take once the server was told to end."""

ReviewToken = Annotated[
    str | None,
    typer.Option("--review-token", help=say("review.opt-token"), envvar="QUERBEZUG_TOKEN", show_envvar=False),
]


def serve(
    store: StoreOption, host: Host = "127.0.0.1", port: Port = 8000, review_token: ReviewToken = None
) -> None:
    """Serve the store until Ctrl-C."""
    # The other commands need no web framework and start sooner without it.
    import uvicorn

    from querbezug.api.http import create_app
    from querbezug.api.http.review_access import SHORTEST_TOKEN

    if review_token and len(review_token) < SHORTEST_TOKEN:
        raise QuerbezugError("review.short-token", shortest=SHORTEST_TOKEN)
    ReadStore(store).snapshot()
    check_port(host, port)
    app = create_app(store, review_token=review_token or None, warm=True)
    shown = f"[{host}]" if ":" in host else host
    out.print(say("cli.serving", url=f"http://{shown}:{port}"), soft_wrap=True)
    uvicorn.run(
        app,
        host=host,
        port=port,
        log_level="warning",
        server_header=False,
        proxy_headers=True,
        timeout_graceful_shutdown=GRACE,
    )


def check_port(host: str, port: int) -> None:
    """Make sure the address is free before any work is done."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.socket(family, socket.SOCK_STREAM) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError as error:
            raise QuerbezugError("cli.port-taken", host=host, port=port, reason=error.strerror) from error
