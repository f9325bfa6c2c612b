"""Deciding where links and terms stand: adopt, dismiss, take back; nobody who is not signed in may."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import httpx
import pytest
from doors import querbezug, serving

from querbezug.graph.links.adopted import Lexicon
from querbezug.graph.store.reading import take_snapshot

TOKEN = "ein-langer-Schluessel-2026"  # noqa: S105 - of the servers of these tests only
BONN = Path(__file__).parents[2] / "examples" / "bonn" / "raddialog-2017.jsonl"
SEED = BONN.parents[1] / "saalebogen" / "beteiligung-digitalisierung.txt"
COMMENT = "/doc/comment/saalebogen-digitalisierung-05"
TERMS = "/pruefen/begriffe"


@pytest.fixture(scope="module")
def loaded(tmp_path_factory):
    path = tmp_path_factory.mktemp("terms-http") / "store"
    ended = querbezug("load", BONN, SEED, "--store", path)
    assert ended.returncode == 0, ended.stderr.decode()
    return path


@pytest.fixture
def stored(loaded, tmp_path):
    return Path(shutil.copytree(loaded, tmp_path / "store"))


@pytest.fixture
def site(stored, tmp_path):
    with (
        serving(stored, tmp_path / "log.txt", QUERBEZUG_TOKEN=TOKEN) as address,
        httpx.Client(base_url=address, timeout=60, headers={"Accept": "text/html"}) as browser,
    ):
        yield browser
    assert "Traceback" not in (tmp_path / "log.txt").read_text()


def sign_in(browser):
    answer = browser.post("/pruefen/anmelden", data={"token": TOKEN, "role": "Stadtplanung", "back": TERMS})
    assert (answer.status_code, answer.headers["location"]) == (303, TERMS)
    return re.search(r'name="csrf" value="(\w+)"', browser.get("/pruefen").text).group(1)


def lexicon(stored):
    snapshot = take_snapshot(stored)
    return Lexicon.of(snapshot.store, snapshot.layout)


def terms(browser):
    return re.findall(r'<h2 id="term-\d+" lang="de">(.*?)</h2>', browser.get(TERMS).text)


def act(browser, path, **fields):
    return browser.post(f"{TERMS}/{path}", data=fields)


def test_a_term_is_adopted_dismissed_and_taken_back(site, stored):
    first, second = terms(site)[:2]
    csrf = sign_in(site)
    answer = act(site, "entscheiden", csrf=csrf, act="adopt", term=first, label=first, words="Wort, Wörter,")
    assert answer.status_code == 303
    page = site.get(answer.headers["location"]).text
    assert f"„{first}“ ist übernommen" in page
    act(site, "entscheiden", csrf=csrf, act="dismiss", term=second)
    assert not {first, second} & set(terms(site))
    [adopted] = lexicon(stored).adoptions.values()
    assert (adopted.label, adopted.words, adopted.role) == (first, ("Wort", "Wörter"), "Stadtplanung")
    assert lexicon(stored).dismissed == (second,)
    act(site, "zuruecknehmen", csrf=csrf, name=adopted.iri)
    act(site, "zuruecknehmen", csrf=csrf, name=second)
    assert terms(site)[:2] == [first, second]
    assert not lexicon(stored).adoptions


def test_nobody_decides_without_being_signed_in_or_from_another_site(site, stored):
    term = terms(site)[0]
    fields = {"act": "adopt", "term": term}
    assert act(site, "entscheiden", **fields).status_code == 401
    csrf = sign_in(site)
    assert act(site, "entscheiden", **fields).status_code == 403
    foreign = {"Sec-Fetch-Site": "cross-site"}
    answer = site.post(f"{TERMS}/entscheiden", data={**fields, "csrf": csrf}, headers=foreign)
    assert answer.status_code == 403
    assert act(site, "entscheiden", csrf=csrf, act="drop", term=term).status_code == 400
    assert not lexicon(stored).adoptions


def test_words_of_others_stay_text_and_nothing_is_said_that_is_not_so(site):
    csrf = sign_in(site)
    hostile = "<img src=x onerror=alert(1)>"
    act(site, "entscheiden", csrf=csrf, act="adopt", term=hostile, words=hostile)
    page = site.get(TERMS, params={"getan": "adopted", "begriff": hostile}).text
    assert "&lt;img" in page
    assert "<img src=x" not in page
    assert "Sie wurden gehackt" not in site.get(f"{TERMS}?getan=adopted&begriff=Sie+wurden+gehackt").text
    assert site.get(f"{TERMS}?seite=999").status_code == 404


def test_a_link_is_decided_where_it_stands(site):
    before = site.get(COMMENT)
    assert "csrf" not in before.text
    assert "/pruefen?id=" in before.text
    assert before.headers["etag"]
    csrf = sign_in(site)
    page = site.get(COMMENT)
    assert page.headers["cache-control"] == "no-store"
    found = re.search(r'name="assessment" value="(\w+)"', page.text).group(1)
    fields = {"csrf": csrf, "assessment": found, "status": "rejected", "back": f"{COMMENT}?lang=en"}
    answer = site.post("/pruefen/entscheiden", data=fields)
    assert answer.headers["location"].startswith(f"{COMMENT}?lang=en&zuletzt=")
    told = site.get(answer.headers["location"]).text
    assert "Rejected:" in told
    decision = re.search(r'name="decision" value="(\w+)"', told).group(1)
    undone = site.post("/pruefen/zuruecknehmen", data={"csrf": csrf, "decision": decision, "back": COMMENT})
    assert undone.headers["location"] == COMMENT
    assert site.get(COMMENT).text == page.text


def test_the_panel_of_a_view_is_told_why(site):
    base = "https://w3id.org/querbezug/id"
    pair = {"a": f"{base}/place/schwarzburg", "b": f"{base}/comment/saalebogen-digitalisierung-05"}
    answer = site.get("/api/why", params=pair).json()
    [item] = answer["items"]
    assert item["quote"] == "Schwarzburg"
    assert item["decide"] == f"/pruefen?id={item['id']}"
    stated = site.get("/api/why", params={**pair, "a": f"{base}/process/none"})
    assert stated.status_code == 404
