"""What every answer owes its client: caching, HEAD, OPTIONS, CORS, compression, security headers."""

from datetime import datetime
from email.utils import parsedate_to_datetime

import httpx
import pytest

POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; "
    "font-src 'self'; base-uri 'none'; form-action 'self'; frame-ancestors 'self'"
)
QUERY = "/sparql?query=ASK%7B%7D"
CACHED = [
    "/",
    "/doc/place/rudolstadt",
    "/data/place/rudolstadt.ttl",
    "/dumps/latest.nt",
    "/views/umfeld",
    "/daten",
]
ALL = [
    *CACHED,
    "/health",
    QUERY,
    "/api/cities",
    "/openapi.json",
    "/docs",
    "/robots.txt",
    "/static/base.css",
    "/nix",
]
ALL += ["/id/place/rudolstadt", "/suche?q=rad", "/ontology", "/liste/goal", "/verbindung", "/dumps/"]
ALL += [
    "/fragen",
    "/fragen/ties?a=Saalfeld&b=Rudolstadt",
    "/api/questions",
    "/api/answers/ties?a=Saalfeld&b=Rudolstadt",
]


@pytest.mark.parametrize("path", ALL)
def test_security_headers_are_on_every_answer(client, path):
    headers = client.get(path).headers
    expected = (
        POLICY.replace("style-src 'self'", "style-src 'self' 'unsafe-inline'") if path == "/docs" else POLICY
    )
    assert headers["content-security-policy"] == expected
    assert headers["x-content-type-options"] == "nosniff"
    assert headers["referrer-policy"] == "same-origin"
    assert "server" not in headers
    assert "set-cookie" not in headers


@pytest.mark.parametrize("path", ALL)
def test_head_says_what_get_says_without_the_body(client, path):
    with_body, without = client.get(path), client.head(path)
    assert without.content == b""
    assert without.status_code == with_body.status_code
    for name in ("content-type", "content-length", "etag", "location"):
        assert without.headers.get(name) == with_body.headers.get(name), name


@pytest.mark.parametrize("path", [path for path in ALL if path != "/nix"])
def test_options_and_wrong_methods_name_the_right_ones(client, path):
    options = client.options(path)
    assert options.status_code == 204
    allowed = options.headers["allow"].split(", ")
    assert {"GET", "HEAD", "OPTIONS"} <= set(allowed)
    assert ("POST" in allowed) == path.startswith("/sparql")
    wrong = client.delete(path)
    assert wrong.status_code == 405
    assert wrong.headers["allow"] == options.headers["allow"]


@pytest.mark.parametrize("path", CACHED)
def test_what_the_client_has_is_not_sent_again(client, path):
    first = client.get(path)
    again = client.get(path, headers={"If-None-Match": first.headers["etag"]})
    assert (again.status_code, again.content) == (304, b"")
    assert again.headers["etag"] == first.headers["etag"]
    weak = client.get(path, headers={"If-None-Match": f'"x", W/{first.headers["etag"]}'})
    assert weak.status_code == 304
    assert client.get(path, headers={"If-None-Match": '"another"'}).status_code == 200
    assert parsedate_to_datetime(first.headers["last-modified"]) <= datetime.now().astimezone()


def test_each_language_and_format_has_its_own_tag(client):
    tags = [
        client.get("/doc/place/rudolstadt", headers={"Accept": "text/html"}),
        client.get("/doc/place/rudolstadt?lang=en", headers={"Accept": "text/html"}),
        client.get("/doc/place/rudolstadt", headers={"Accept": "text/turtle"}),
        client.get("/doc/place/rudolstadt", headers={"Accept": "application/ld+json"}),
    ]
    assert len({answer.headers["etag"] for answer in tags}) == len(tags)


def test_programs_on_other_sites_may_read(client):
    origin = {"Origin": "https://stadt.example"}
    for path in (QUERY, "/api/cities", "/data/place/rudolstadt.ttl", "/nix"):
        assert client.get(path, headers=origin).headers["access-control-allow-origin"] == "*"
    asked = origin | {
        "Access-Control-Request-Method": "POST",
        "Access-Control-Request-Headers": "Content-Type",
    }
    allowed = client.options("/sparql", headers=asked).headers
    assert allowed["access-control-allow-origin"] == "*"
    assert "POST" in allowed["access-control-allow-methods"]
    assert "access-control-allow-credentials" not in allowed


def test_large_answers_are_compressed_for_who_takes_it(site):
    packed = httpx.get(f"{site}/dumps/latest.nt", headers={"Accept-Encoding": "gzip"})
    plain = httpx.get(f"{site}/dumps/latest.nt", headers={"Accept-Encoding": "identity"})
    assert packed.headers["content-encoding"] == "gzip"
    assert "content-encoding" not in plain.headers
    assert packed.content == plain.content
    assert int(packed.headers["content-length"]) < len(plain.content) / 4
    assert "Accept-Encoding" in packed.headers["vary"]


def test_robots_read_pages_but_run_no_queries(client):
    answer = client.get("/robots.txt")
    assert answer.headers["content-type"].startswith("text/plain")
    assert "Disallow: /sparql" in answer.text.splitlines()


def test_health_says_that_the_store_can_be_read(client):
    health = client.get("/health").json()
    assert health["status"] == "ok"
    assert health["triples"] > 3000
    assert health["version"].count(".") == 2
