"""Nothing that a stranger sends ends in a traceback, an empty page or markup that runs."""

from html.parser import HTMLParser
from urllib.parse import quote

import httpx
import pytest

from querbezug.api.http.errors import status_of
from querbezug.graph import errors

SCRIPT = "<script>window.broken=1</script>"
CITY = "https://w3id.org/querbezug/id/place/saalfeld-saale"

PATHS = [
    ("/nix", 404),
    ("/id/%2e%2e/x", 404),
    ("/id/../etc/passwd", 404),
    ("/static/..%2f..%2fpage.py", 404),
    ("/static/%2e%2e/page.py", 404),
    ("/static/", 404),
    ("/static/nix.js", 404),
    ("/doc/place/%00", 404),
    ("/doc/%00/x", 404),
    ("/doc/place/a%0d%0aX-Evil:%201", 404),
    ("/doc/place/%ff%fe", 404),
    (f"/doc/place/{'a' * 7000}", 404),
    ("/doc/Place/rudolstadt", 404),
    ("/doc/weird%20kind/x", 404),
    ("/doc/place/a%3Eb", 404),
    ("/data/place/rudolstadt.exe", 404),
    ("/data/place/.ttl", 404),
    ("/dumps/latest.exe", 404),
    ("/api/cities.exe", 404),
    ("/liste/nix", 404),
    ("/liste/place?seite=0", 400),
    ("/liste/place?seite=viele", 400),
    (f"/suche?q={'a' * 600}", 400),
    (f"/suche?q={quote(SCRIPT)}", 200),
    ("/suche?q=%00%ff%22%27", 200),
    (f"/liste/goal?q={quote(SCRIPT)}", 200),
    ("/views/umfeld?iri=javascript:alert(1)", 404),
    (f"/views/umfeld?iri={quote(SCRIPT)}", 404),
    (f"/views/umfeld?iri={CITY}%3E%20b", 404),
    ("/api/umfeld", 400),
    ("/api/umfeld?iri=%00", 404),
    (f"/api/umfeld?iri={CITY}&budget=0", 400),
    (f"/api/umfeld?iri={CITY}&budget=1000000000", 400),
    ("/api/ties?a=x", 400),
    ("/api/ties?a=x&b=y", 404),
    (f"/verbindung?a={quote(SCRIPT)}&b=x", 404),
    (f"/verbindung?a={CITY}&b={CITY}", 200),
    ("/fragen/nix", 404),
    (f"/fragen/ties?a={quote(SCRIPT)}&b=Rudolstadt", 200),
    (f"/api/answers/ties?a={quote(SCRIPT)}&b=Rudolstadt", 400),
    ("/api/answers/ties?a=Saalfeld", 400),
    ("/api/answers/ties?a=Saalfeld&b=Rudolstadt&c=1", 400),
    ("/api/answers/ties.csv?a=Saalfeld&b=Rudolstadt&table=nix", 404),
    ("/api/answers/ties.docx?a=Saalfeld&b=Rudolstadt", 404),
    ("/api/answers/ties.gexf?a=Saalfeld&b=Rudolstadt", 404),
    ("/api/answers/changes?before=../../etc/passwd", 400),
    (f"/?lang={quote(SCRIPT)}", 200),
    (f"/sparql?query={quote(SCRIPT)}&format=html", 200),
]


class Scripts(HTMLParser):
    """Collects what would run: scripts that are no data and come from no file, and handlers."""

    def __init__(self, html):
        super().__init__()
        self.found = []
        self.feed(html)

    def handle_starttag(self, tag, attrs):
        attributes = dict(attrs)
        is_data = attributes.get("type") == "application/json"
        if tag == "script" and not is_data and not (attributes.get("src") or "").startswith("/static/"):
            self.found.append(attributes)
        self.found += [name for name, value in attrs if name.startswith("on") or name == "style"]
        self.found += [
            value for name, value in attrs if (value or "").strip().lower().startswith("javascript:")
        ]
        if tag in ("iframe", "object", "embed", "base"):
            self.found.append(tag)


@pytest.mark.parametrize(("path", "status"), PATHS, ids=[path[:50] for path, _ in PATHS])
def test_strange_addresses_get_a_page_and_a_problem(client, path, status):
    page = client.get(path, headers={"Accept": "text/html"})
    assert page.status_code == status
    assert page.text.startswith("<!doctype html>")
    assert Scripts(page.text).found == []
    assert "Traceback" not in page.text
    assert "x-evil" not in page.headers
    if status == 200:
        return
    assert f"<title>{status}" in page.text or str(status) in page.text
    problem = client.get(path)
    assert problem.status_code == status
    assert problem.headers["content-type"] == "application/problem+json"
    assert set(problem.json()) == {"type", "title", "status", "detail"}
    english = client.get(path + ("&" if "?" in path else "?") + "lang=en").json()
    assert english["detail"] != problem.json()["detail"]


def test_errors_of_the_lower_floors_have_a_status():
    found = {cls: status_of(cls("cli.yes")) for cls in _all_errors()}
    assert found[errors.NotFoundError] == 404
    assert found[errors.QueryTimeoutError] == found[errors.StoreError] == 503
    assert found[errors.QueryTooLargeError] == 413
    assert found[errors.QuerySyntaxError] == found[errors.QueryRefusedError] == 400
    assert all(400 <= status < 600 for status in found.values())


def _all_errors():
    return [v for v in vars(errors).values() if isinstance(v, type) and issubclass(v, errors.QuerbezugError)]


def test_a_failure_of_ours_tells_nothing_of_the_inside(slow_client, monkeypatch):
    def fail(*_):
        raise RuntimeError("the secret reason")

    monkeypatch.setattr("querbezug.api.http.routes.pages.start_page", fail)
    for accept in ("text/html", "application/json"):
        answer = slow_client.get("/?fresh", headers={"Accept": accept, "Connection": "close"})
        assert answer.status_code == 500
        assert "secret" not in answer.text
        assert "Traceback" not in answer.text
        assert "default-src 'none'" in answer.headers["content-security-policy"]


def test_hostile_labels_stay_text_on_every_page(hostile_site):
    base = "https://w3id.org/querbezug/id"
    with httpx.Client(base_url=hostile_site, timeout=30, headers={"Accept": "text/html"}) as client:
        found = client.get("/api/cities", headers={"Accept": "application/json"}).json()
        left, right = (city["iri"] for city in found["cities"])
        query = "SELECT DISTINCT ?s WHERE { ?s rdfs:label ?l FILTER(STRSTARTS(STR(?s), '" + base + "')) }"
        rows = client.get("/sparql", params={"query": query}, headers={"Accept": "text/csv"}).text.split()[1:]
        paths = [iri.replace(base, "/doc") for iri in rows]
        assert len(paths) > 25
        paths += ["/", "/daten", "/suche?q=script", "/suche?q=img", "/liste/goal", "/liste/field"]
        paths += ["/views/staedteverbund", f"/verbindung?a={left}&b={right}"]
        paths += [f"/views/umfeld?iri={iri}" for iri in rows]
        paths += [
            "/fragen",
            f"/fragen/ties?a={left}&b={right}",
            "/fragen/gaps",
            "/fragen/one-city",
            "/fragen/groups",
        ]
        for path in paths:
            page = client.get(path)
            assert page.status_code in (200, 404), path
            assert Scripts(page.text).found == [], path
