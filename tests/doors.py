"""The doors as people use them: the installed command, a real server, a browser."""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import httpx
import prepared
import pyoxigraph as ox

ROOT = Path(__file__).parents[1]
EXAMPLES = ROOT / "examples"
SEED = EXAMPLES / "saalebogen" / "beteiligung-digitalisierung.txt"
REGISTER = EXAMPLES / "saalebogen" / "planungsregister.json"
COMMAND = Path(sys.executable).with_name("querbezug")
CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
CHROMIUM_FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
]


def environment(**changes: str) -> dict[str, str]:
    """Return the environment of a command, without what this machine may say about Querbezug."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith("QUERBEZUG_")}
    for name in ("PORT", "NO_COLOR", "FORCE_COLOR"):
        kept.pop(name, None)
    return kept | {"COLUMNS": "100"} | changes


def querbezug(
    *arguments: object, folder: Path | None = None, stdin: bytes = b"", **changes: str
) -> subprocess.CompletedProcess[bytes]:
    """Run the command to its end, in a process that has the libraries already."""
    return prepared.run([*map(str, arguments)], folder, environment(**changes), stdin, timeout=120)


def installed(
    *arguments: object, folder: Path | None = None, stdin: bytes = b"", **changes: str
) -> subprocess.CompletedProcess[bytes]:
    """Run the installed command to its end, as a shell does."""
    return subprocess.run(
        [COMMAND, *map(str, arguments)],
        cwd=folder,
        input=stdin,
        capture_output=True,
        env=environment(**changes),
        timeout=120,
        check=False,
    )


def triples(body: bytes, form: ox.RdfFormat) -> set[ox.Triple]:
    """Return what a document says."""
    return {quad.triple for quad in ox.parse(body, format=form)}


def free_port() -> int:
    """Return a port that nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@contextmanager
def serving(store: Path, log: Path, **changes: str) -> Iterator[str]:
    """Serve ``store`` as the command does; its output goes to ``log``."""
    port = free_port()
    address = f"http://127.0.0.1:{port}"
    arguments = ["serve", "--store", str(store), "--port", str(port)]
    server = prepared.start(arguments, None, environment(**changes), (Path(os.devnull), log, log))
    try:
        wait_for(address, lambda: server.exitcode)
        yield address
    finally:
        server.terminate()
        server.join(20)
        assert server.exitcode is not None, "the server does not end"


def wait_for(address: str, ended: Callable[[], int | None]) -> None:
    """Wait until the service at ``address`` is in good health; ``ended`` tells its exit code."""
    for _ in range(600):
        if ended() is not None:
            raise AssertionError(f"the server ended with {ended()}")
        try:
            if httpx.get(f"{address}/health", timeout=5).status_code == 200:
                return
        except httpx.TransportError:
            time.sleep(0.05)
    raise AssertionError("the server did not start")
