"""Reviewing over HTTP: nobody may write without the token, no other site can make a browser do it."""

from __future__ import annotations

import re
import shutil
from urllib.parse import parse_qs, urlsplit

import httpx
import pytest
from doors import serving

TOKEN = "ein-langer-Schluessel-2026"  # noqa: S105 - of the servers of these tests only
PLACE = "https://w3id.org/querbezug/id/place"
BEARER = {"Authorization": f"Bearer {TOKEN}"}


@pytest.fixture(scope="module")
def desk(store, tmp_path_factory):
    """A server with a store of its own, on which one may decide."""
    folder = tmp_path_factory.mktemp("review")
    shutil.copytree(store, folder / "store")
    with (
        serving(folder / "store", folder / "log.txt", QUERBEZUG_TOKEN=TOKEN) as address,
        httpx.Client(base_url=address, timeout=30, headers={"Accept": "application/json"}) as client,
    ):
        yield client
    log = (folder / "log.txt").read_text()
    assert "Traceback" not in log
    assert TOKEN not in log


@pytest.fixture
def item(desk):
    """The first open assessment of a place; what was decided about it is taken back."""
    found = desk.get("/api/review", params={"kind": "place"}).json()["items"][0]
    yield found
    desk.delete(f"/api/review/decisions/{found['id']}", headers=BEARER)


def decide(desk, item, status="rejected", headers=BEARER, **more):
    body = {"assessment": item["id"], "status": status, **more}
    return desk.post("/api/review/decisions", json=body, headers=headers)


def mentions(desk, item):
    query = f"ASK {{ <{item['unit']}> quer:mentions <{item['body']}> }}"
    return desk.get("/sparql", params={"query": query}).json()["boolean"]


def form(desk, path, headers=None, **fields):
    answer = desk.post(path, data=fields, headers=headers or {})
    desk.cookies.clear()
    return answer


@pytest.fixture
def sign_in(desk):
    """Sign browsers in; each call returns one, and what its forms have to say."""
    opened = []

    def new_browser(role="Stadtplanung"):
        browser = httpx.Client(base_url=desk.base_url, timeout=30, headers={"Accept": "text/html"})
        opened.append(browser)
        answer = browser.post("/pruefen/anmelden", data={"token": TOKEN, "role": role, "back": "/pruefen"})
        assert answer.status_code == 303
        csrf = re.search(r'name="csrf" value="(\w+)"', browser.get("/pruefen").text).group(1)
        return browser, csrf

    yield new_browser
    for browser in opened:
        browser.close()


def problem(answer, status):
    assert answer.status_code == status, answer.text
    assert answer.headers["content-type"] == "application/problem+json"
    assert set(answer.json()) == {"type", "title", "status", "detail"}
    assert TOKEN not in answer.text
    return answer.json()["detail"]


def test_the_queue_is_open_to_all_and_comes_in_pieces(desk):
    first = desk.get("/api/review", params={"limit": 3}).json()
    assert first["writable"] is True
    assert len(first["items"]) == 3 < first["total"] == first["open"]
    iris, after = [each["iri"] for each in first["items"]], first["next"]
    while after:
        piece = desk.get("/api/review", params={"limit": 100, "after": after}).json()
        assert piece["items"]
        iris += [each["iri"] for each in piece["items"]]
        after = piece["next"]
    assert len(set(iris)) == len(iris) == first["open"]
    for each in first["items"]:
        assert each["quote"] in each["before"] + each["quote"] + each["after"]
        assert desk.get(f"/api/review/{each['id']}").json() == each


def test_a_decision_is_seen_at_once_and_taken_back(desk, item):
    assert mentions(desk, item)
    before = desk.get("/health").json()["dataset"]
    answer = decide(desk, item, note="gemeint ist etwas anderes", role="Bauamt")
    assert answer.status_code == 201
    taken = answer.json()
    assert (taken["status"], taken["role"]) == ("rejected", "Bauamt")
    assert not mentions(desk, item)
    assert desk.get(f"/api/review/{item['id']}").json()["status"] == "rejected"
    assert item["id"] not in {each["id"] for each in desk.get("/api/review?limit=100").json()["items"]}
    assert decide(desk, item).status_code == 200
    assert "verworfen" in problem(decide(desk, item, "confirmed"), 409)
    assert desk.delete(answer.headers["location"], headers=BEARER).status_code == 204
    assert mentions(desk, item)
    assert desk.get("/health").json()["dataset"] == before
    problem(desk.delete(answer.headers["location"], headers=BEARER), 404)


def test_a_correction_over_http(desk, item):
    hits = desk.get("/api/review/things", params={"assessment": item["id"], "q": "rudolst"}).json()["things"]
    assert f"{PLACE}/rudolstadt" in {hit["iri"] for hit in hits}
    answer = decide(desk, item, "corrected", corrected_to=f"{PLACE}/rudolstadt")
    assert answer.status_code == 201
    assert mentions(desk, {**item, "body": f"{PLACE}/rudolstadt"})
    assert not mentions(desk, item)


@pytest.mark.parametrize(
    "headers",
    [{}, {"Authorization": "Bearer x"}, {"Authorization": f"Basic {TOKEN}"},
     {"Authorization": f"Bearer {TOKEN}x"},
     {"Authorization": "Bearer"}, {"Authorization": f"Bearer {TOKEN[:-1]}"},
     {"Cookie": f"querbezug-pruefen={TOKEN}"},
     {"Cookie": "querbezug-pruefen=9999999999.aa.UmVk.00"}, {"Cookie": "querbezug-pruefen=..."}],
)  # fmt: skip
def test_without_the_token_nothing_is_decided(desk, item, headers):
    answer = decide(desk, item, headers=headers)
    problem(answer, 401)
    assert answer.headers["www-authenticate"].startswith("Bearer")
    problem(desk.delete(f"/api/review/decisions/{item['id']}", headers=headers), 401)
    assert mentions(desk, item)


@pytest.mark.parametrize(
    ("body", "status"),
    [
        ({"assessment": "0" * 16, "status": "rejected"}, 404),
        ({"assessment": "<script>", "status": "rejected"}, 404),
        ({"assessment": "x" * 400, "status": "rejected"}, 400),
        ({"status": "rejected"}, 400),
        ({"assessment": "", "status": "rejected", "name": "Erika"}, 400),
        ([], 400),
    ],
)
def test_what_is_wrong_is_told_as_a_problem(desk, body, status):
    problem(desk.post("/api/review/decisions", json=body, headers=BEARER), status)


def test_other_wrong_decisions(desk, item):
    problem(decide(desk, item, "maybe"), 400)
    problem(decide(desk, item, "corrected"), 400)
    problem(decide(desk, item, "corrected", corrected_to="javascript:alert(1)"), 404)
    problem(decide(desk, item, note="x" * 501), 400)
    for name in ("%00", "x" * 300, "..%2f..", "0" * 16):
        problem(desk.delete(f"/api/review/decisions/{name}", headers=BEARER), 404)
        problem(desk.get(f"/api/review/{name}"), 404)
    problem(desk.get("/api/review", params={"after": "<x>"}), 404)
    problem(desk.get("/api/review", params={"limit": 0}), 400)


def test_a_browser_signs_in_decides_and_takes_back(desk, item, sign_in):
    browser, csrf = sign_in()
    cookie = next(c for c in browser.cookies.jar if c.name == "querbezug-pruefen")
    assert TOKEN not in cookie.value
    assert cookie.has_nonstandard_attr("HttpOnly")
    assert cookie.get_nonstandard_attr("SameSite").lower() == "strict"
    fields = {"assessment": item["id"], "status": "confirmed", "csrf": csrf, "back": "/pruefen?art=place"}
    answer = browser.post("/pruefen/entscheiden", data=fields)
    assert answer.status_code == 303
    shown = urlsplit(answer.headers["location"])
    last = parse_qs(shown.query)["zuletzt"][0]
    assert (shown.path, parse_qs(shown.query)["art"]) == ("/pruefen", ["place"])
    page = browser.get(answer.headers["location"]).text
    assert "Bestätigt:" in page
    role = desk.get("/sparql", params={"query": "SELECT ?r { ?d quer:reviewerRole ?r }"}).json()
    assert [row["r"]["value"] for row in role["results"]["bindings"]] == ["Stadtplanung"]
    answer = browser.post("/pruefen/zuruecknehmen", data={"decision": last, "csrf": csrf, "back": "/pruefen"})
    assert parse_qs(urlsplit(answer.headers["location"]).query)["id"] == [item["id"]]
    assert desk.get(f"/api/review/{item['id']}").json()["status"] == "proposed"
    browser.post("/pruefen/abmelden", data={"csrf": csrf})
    assert not browser.cookies.get("querbezug-pruefen")


@pytest.mark.parametrize(
    ("headers", "with_csrf"),
    [({}, False), ({"Sec-Fetch-Site": "cross-site"}, True), ({"Sec-Fetch-Site": "same-site"}, True),
     ({"Origin": "https://boese.example"}, True), ({"Origin": "null"}, True)],
)  # fmt: skip
def test_another_site_cannot_make_a_browser_decide(desk, item, sign_in, headers, with_csrf):
    browser, csrf = sign_in()
    fields = {"assessment": item["id"], "status": "rejected", "csrf": csrf if with_csrf else ""}
    answer = browser.post("/pruefen/entscheiden", data=fields, headers=headers)
    assert answer.status_code == 403
    assert mentions(desk, item)
    undone = browser.post(
        "/pruefen/zuruecknehmen", data={"decision": item["id"], "csrf": fields["csrf"]}, headers=headers
    )
    assert undone.status_code == 403
    as_json = {"assessment": item["id"], "status": "rejected"}
    sent = {**headers, "X-Querbezug-Csrf": fields["csrf"]}
    assert browser.post("/api/review/decisions", json=as_json, headers=sent).status_code == 403


def test_the_form_of_one_browser_is_of_no_use_to_another(item, sign_in):
    _, foreign = sign_in()
    browser, _ = sign_in()
    fields = {"assessment": item["id"], "status": "rejected", "csrf": foreign}
    assert browser.post("/pruefen/entscheiden", data=fields).status_code == 403


@pytest.mark.parametrize("token", ["", "x", TOKEN + " x", "\udcff".encode("utf-8", "surrogateescape").hex()])
def test_a_wrong_key_signs_nobody_in(desk, token):
    answer = form(desk, "/pruefen/anmelden", token=token)
    problem(answer, 401)
    assert "set-cookie" not in answer.headers


@pytest.mark.parametrize(
    "back", ["https://boese.example/", "//boese.example", "/\\boese.example", "javascript:alert(1)",
             "/sparql", "/pruefen\r\nX-Evil: 1", "", "http:/pruefen"],
)  # fmt: skip
def test_a_form_leads_nowhere_else(desk, back):
    answer = form(desk, "/pruefen/anmelden", token=TOKEN, back=back)
    assert answer.status_code == 303
    assert answer.headers["location"] == "/pruefen"
    assert "x-evil" not in answer.headers


def test_forms_are_forms_and_not_large(desk):
    problem(
        desk.post("/pruefen/entscheiden", content=b"{}", headers={"Content-Type": "application/json"}), 415
    )
    problem(form(desk, "/pruefen/anmelden", token="x" * 30_000), 400)
    problem(form(desk, "/pruefen/anmelden", **{f"f{n}": "" for n in range(60)}), 400)


def test_programs_of_other_sites_may_read_but_not_send_the_token(desk):
    asked = {
        "Origin": "https://stadt.example",
        "Access-Control-Request-Method": "POST",
        "Access-Control-Request-Headers": "Authorization",
    }
    assert desk.options("/api/review/decisions", headers=asked).status_code == 400


def test_a_server_without_token_only_reads(client):
    assert client.get("/api/review").json()["writable"] is False
    page = client.get("/pruefen", headers={"Accept": "text/html"}).text
    assert "--review-token" in page
    assert 'name="csrf"' not in page
    assert 'type="password"' not in page
    sent = {"json": {"assessment": "0" * 16, "status": "rejected"}, "headers": BEARER}
    problem(client.post("/api/review/decisions", **sent), 403)
    problem(client.delete("/api/review/decisions/x", headers=BEARER), 403)
    problem(form(client, "/pruefen/anmelden", token=TOKEN), 403)
    problem(form(client, "/pruefen/entscheiden", assessment="x"), 403)


def test_the_page_is_not_kept_by_anybody(desk):
    answer = desk.get("/pruefen", headers={"Accept": "text/html"})
    assert answer.headers["cache-control"] == "no-store"
    assert "set-cookie" not in answer.headers
