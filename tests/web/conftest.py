"""A page of a real browser that notices errors, and requests to anybody else."""

from urllib.parse import urlsplit

import pytest

SIZES = {"wide": (1440, 900), "narrow": (390, 844)}
NOT_FOUND = "Failed to load resource: the server responded with a status of 404"


@pytest.fixture
def page(request, browser, site):
    width, height = SIZES[getattr(request, "param", "wide")]
    opened = browser.new_page(viewport={"width": width, "height": height})
    said, asked = [], set()
    opened.on("console", lambda entry: said.append(entry.text) if entry.type == "error" else None)
    opened.on("pageerror", lambda error: said.append(str(error)))
    opened.on("dialog", lambda dialog: (said.append(f"dialog: {dialog.message}"), dialog.dismiss()))
    opened.on("request", lambda sent: asked.add(sent.url))
    yield opened
    opened.close()
    assert [text for text in said if not text.startswith(NOT_FOUND)] == []
    hosts = {urlsplit(url).hostname for url in asked if urlsplit(url).scheme not in ("data", "blob", "about")}
    assert hosts <= {"127.0.0.1"}
