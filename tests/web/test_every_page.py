"""Each kind of page is accessible, fits a telephone, runs without errors, and asks nobody else."""

from urllib.parse import quote

import pytest
from axe_playwright_python.sync_playwright import Axe

PLACE = "https://w3id.org/querbezug/id/place"
A, B = quote(f"{PLACE}/saalfeld-saale", safe=""), quote(f"{PLACE}/rudolstadt", safe="")
RULES = {"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa"], "resultTypes": ["violations"]}

PAGES = {
    "start": "/",
    "english": "/?lang=en",
    "found": "/suche?q=rudolstadt",
    "nothing found": "/suche?q=xyzxyz",
    "list": "/liste/measure",
    "place": "/doc/place/rudolstadt",
    "county": "/doc/place/landkreis-saalfeld-rudolstadt",
    "goal": "/doc/goal/saalebogen_gemeinsame-digitale-systeme",
    "comment": "/doc/comment/saalebogen-digitalisierung-05",
    "source": "/doc/source/saalebogen",
    "cooperation": "/doc/cooperation/saalebogen_verbund",
    "cities": "/views/staedteverbund",
    "surroundings": f"/views/umfeld?iri={B}",
    "connection": f"/verbindung?a={A}&b={B}",
    "choose": "/verbindung",
    "editor": "/sparql",
    "result": "/sparql?format=html&query=" + quote("SELECT ?g WHERE { ?g a quer:Goal } LIMIT 5"),
    "data": "/daten",
    "ontology": "/ontology",
    "missing": "/doc/place/nirgendwo",
}

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def axe():
    return Axe()


@pytest.mark.parametrize("page", ["wide", "narrow"], indirect=True)
@pytest.mark.parametrize("name", PAGES)
def test_it_is_accessible_and_fits(page, site, axe, name):
    answer = page.goto(f"{site}{PAGES[name]}")
    assert answer.status == (404 if name == "missing" else 200)
    page.wait_for_load_state("networkidle")
    page.emulate_media(reduced_motion="reduce")
    found = axe.run(page, options=RULES)
    assert found.violations_count == 0, found.generate_report()
    assert page.evaluate("document.documentElement.scrollWidth - window.innerWidth") <= 0
    assert page.locator("h1").count() == 1


def test_the_description_of_the_api_is_shown_without_help_from_outside(page, site):
    page.goto(f"{site}/docs")
    page.wait_for_selector(".opblock-summary")
    assert page.locator(".opblock").count() > 15


def test_hostile_labels_do_not_run_in_a_browser(browser, hostile_site):
    opened = browser.new_page()
    answer = opened.request.get(f"{hostile_site}/api/cities").json()
    left, right = (quote(city["iri"], safe="") for city in answer["cities"])
    measure = quote("https://w3id.org/querbezug/id/measure/boese_massnahme-0", safe="")
    paths = ["/", "/suche?q=script", "/liste/measure", "/doc/measure/boese_massnahme-1", "/daten"]
    paths += ["/views/staedteverbund", f"/views/umfeld?iri={measure}", f"/verbindung?a={left}&b={right}"]
    for path in paths:
        opened.goto(f"{hostile_site}{path}")
        opened.wait_for_load_state("networkidle")
        assert opened.evaluate("window.broken") is None, path
    opened.close()
