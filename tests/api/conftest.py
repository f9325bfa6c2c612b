"""An application in this process, where a test needs one with other settings."""

import threading
import time

import httpx
import pytest
import uvicorn
from doors import free_port

from querbezug.api.http import create_app


@pytest.fixture(scope="module")
def slow_client(store):
    """A client of an application that gives queries little time."""
    port = free_port()
    app = create_app(store, query_timeout=3)
    server = uvicorn.Server(uvicorn.Config(app, port=port, log_level="critical"))
    thread = threading.Thread(target=server.run)
    thread.start()
    while not server.started and thread.is_alive():
        time.sleep(0.05)
    with httpx.Client(base_url=f"http://127.0.0.1:{port}", timeout=30) as opened:
        yield opened
    server.should_exit = True
    thread.join(20)
    assert not thread.is_alive()
