"""The pictures work in a real browser under the strict content policy, with mouse and keyboard."""

import json
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import pytest
import pyvis
from visualise.samples import HOSTILE, cities, href, iri, neighbourhood

from querbezug.graph.analysis.model import Link, Neighbour, Neighbourhood
from querbezug.visualise.page import STATIC, PageContext, render_view
from querbezug.visualise.staedteverbund import city_view
from querbezug.visualise.umfeld import expansion, neighbourhood_view

POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; "
    "font-src 'self'; base-uri 'none'; form-action 'self'; frame-ancestors 'self'"
)
TYPES = {".js": "text/javascript", ".css": "text/css", ".svg": "image/svg+xml"}
VENDOR = next(Path(pyvis.__file__).parent.glob("templates/lib/vis-9.1*/vis-network.min.js"))

pytestmark = pytest.mark.browser


def word(predicate):
    return predicate.rsplit("#", 1)[-1]


def more_around(center):
    """Two new things and one that the page has already."""
    nodes = tuple(Neighbour(iri("goal", f"neu-{n}"), "goal", f"Neues Ziel {n}", 1, 1) for n in range(2))
    known = Neighbour(iri("measure", "n-0"), "measure", "Schon da", 3, 1)
    links = tuple(Link(center, node.iri, "x#contributesTo") for node in nodes)
    here = Neighbour(center, "municipality", "Mitte", 80, 0)
    return expansion(Neighbourhood(center, (here, *nodes, known), links, 90), "de", href, word)


class Pages(BaseHTTPRequestHandler):
    def do_GET(self):
        body, kind = self.answer()
        self.send_response(200 if body else 404)
        self.send_header("Content-Type", f"{kind}; charset=utf-8")
        self.send_header("Content-Security-Policy", POLICY)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def answer(self):
        address, page = urlsplit(self.path), PageContext("de", self.path, version="1")
        if address.path.startswith("/static/"):
            file = VENDOR if "/vendor/" in address.path else STATIC / address.path.removeprefix("/static/")
            return file.read_bytes(), TYPES[file.suffix]
        if address.path == "/cities":
            return render_view(city_view(cities(HOSTILE), "de", href), page).encode(), "text/html"
        if address.path == "/umfeld":
            view = neighbourhood_view(neighbourhood(), "de", href, word)
            return render_view(view, page).encode(), "text/html"
        if address.path == "/api/umfeld":
            center = parse_qs(address.query)["iri"][0]
            return json.dumps(more_around(center)).encode(), "application/json"
        return b"", "text/plain"

    def log_message(self, *_):
        """Say nothing while tests run."""


@pytest.fixture(scope="module")
def site():
    server = ThreadingHTTPServer(("127.0.0.1", 0), Pages)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    server.server_close()
    thread.join()


SIZES = [(1440, 900), (768, 1024), (390, 844)]
on_all_screens = pytest.mark.parametrize("page", SIZES, ids=["wide", "middle", "narrow"], indirect=True)


@pytest.fixture
def page(request, browser):
    width, height = getattr(request, "param", SIZES[0])
    opened = browser.new_page(viewport={"width": width, "height": height})
    complaints: list[str] = []
    opened.on("console", lambda said: complaints.append(said.text) if said.type == "error" else None)
    opened.on("pageerror", lambda error: complaints.append(str(error)))
    yield opened
    assert complaints == []
    assert opened.evaluate("window.broken") is None
    assert opened.evaluate("document.documentElement.scrollWidth <= window.innerWidth")
    opened.close()


@on_all_screens
def test_a_city_is_found_chosen_restored_and_let_go(page, site):
    page.goto(f"{site}/cities")
    page.fill("#search-field", "saale 12")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    assert page.inner_text("#details-head") == "Bad Musterstadt an der Saale 12"
    assert page.locator("#details ol > li").count() > 0
    chosen = page.url
    page.goto("about:blank")
    page.goto(chosen)
    page.wait_for_selector("#details:not([hidden])")
    assert page.inner_text("#details-head") == "Bad Musterstadt an der Saale 12"
    page.keyboard.press("Escape")
    assert page.locator("#details").is_hidden()
    assert page.locator("#facts").is_visible()


def test_arrows_walk_through_the_picture(page, site):
    page.goto(f"{site}/cities")
    page.focus("#picture")
    page.keyboard.press("Home")
    first = page.inner_text("#details-head")
    page.keyboard.press("ArrowRight")
    page.keyboard.press("ArrowDown")
    assert page.inner_text("#details-head") != first
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "details"


def test_hostile_names_are_shown_as_text(page, site):
    page.goto(f"{site}/cities")
    for name in HOSTILE[:3]:
        page.fill("#search-field", name)
        page.keyboard.press("Enter")
        assert page.inner_text("#details-head") == name


def test_the_legend_hides_and_the_link_remembers(page, site):
    page.goto(f"{site}/cities")
    page.click("#legend button >> nth=0")
    assert page.get_attribute("#legend button >> nth=0", "aria-pressed") == "false"
    assert "ohne=group-" in page.url
    page.reload()
    page.wait_for_selector('#legend button[aria-pressed="false"]')


@on_all_screens
def test_the_table_takes_the_place_of_the_picture(page, site):
    page.goto(f"{site}/cities")
    assert page.locator("#tables").is_hidden()
    page.click("#table-toggle")
    assert page.locator("#tables").is_visible()
    assert page.locator("#stage").is_hidden()
    assert page.locator("#tables table >> nth=0").locator("tbody tr").count() == 44
    page.click("#table-toggle")
    assert page.locator("#stage").is_visible()


@on_all_screens
def test_surroundings_grow_without_doubles_and_are_restored(page, site):
    page.goto(f"{site}/umfeld")
    page.focus("#picture")
    page.keyboard.press("Home")
    before = page.locator("#tables table >> nth=0").locator("tbody tr").count()
    page.click("#details .actions button")
    page.wait_for_function("() => document.querySelector('#details .note').textContent.startsWith('2 neue')")
    assert page.locator("#tables table >> nth=0").locator("tbody tr").count() == before + 2
    page.click("#details .actions button")
    page.wait_for_function("() => !document.querySelector('#details .note').textContent.includes('neue')")
    assert page.locator("#tables table >> nth=0").locator("tbody tr").count() == before + 2
    page.reload()
    page.wait_for_function(
        f"() => document.querySelectorAll('#tables table')[0].rows.length === {before + 3}"
    )


def test_the_picture_can_be_taken_along(page, site):
    page.goto(f"{site}/cities")
    with page.expect_download() as download:
        page.click("#save-png")
    assert download.value.suggested_filename == "querbezug-staedteverbund.png"
    assert download.value.path().read_bytes().startswith(b"\x89PNG")


def test_the_picture_is_not_empty(page, site):
    page.goto(f"{site}/cities")
    page.wait_for_timeout(300)
    colours = page.evaluate(
        """() => {
            const canvas = document.querySelector('#picture canvas');
            const data = canvas.getContext('2d').getImageData(0, 0, canvas.width, canvas.height).data;
            const seen = new Set();
            for (let i = 0; i < data.length; i += 4) {
                if (data[i + 3] === 255) seen.add(`${data[i]},${data[i + 1]},${data[i + 2]}`);
            }
            return [...seen];
        }"""
    )
    for fill in ("0,114,178", "230,159,0", "0,158,115"):
        assert fill in colours
