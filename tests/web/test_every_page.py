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
    "questions": "/fragen",
    "question to be completed": "/fragen/ties",
    "answer": f"/fragen/ties?a={A}&b={B}",
    "answer with a wrong name": "/fragen/ties?a=Salfeld&b=Rudolstadt&lang=en",
    "answer with several tables": f"/fragen/gaps?city={A}",
    "editor": "/sparql",
    "result": "/sparql?format=html&query=" + quote("SELECT ?g WHERE { ?g a quer:Goal } LIMIT 5"),
    "data": "/daten",
    "ontology": "/ontology",
    "missing": "/doc/place/nirgendwo",
}

ID = "https://w3id.org/querbezug/id"
BONN = quote(f"{ID}/place/bonn", safe="")

REPORTED = "Mobilpunkte zur Optimierung der Verkehrsmittelverknüpfung im Umweltverbund"

# The same on a store with all that ships; where a slug is computed, {label} is looked up by its name.
WHOLE = {
    "start with single towns": "/",
    "town of ideas": "/doc/place/bonn",
    "town of measures": "/doc/place/muenster-05515000?lang=en",
    "town of strategies": "/doc/place/mainz",
    "idea with a conversation": "/doc/idea/{Benutzungspflicht aufheben.}",
    "comment with its context": "/doc/comment/{Genau}",
    "measure with reports": f"/doc/measure/{{{REPORTED}}}",
    "measure with parts": "/doc/measure/{Öffentlicher Nahverkehr}",
    "report": f"/doc/report/{{geplant: {REPORTED}}}",
    "category": "/doc/category/{Radverkehrsführung}",
    "field": "/doc/field/{Energieumwandlung, EE}",
    "plan": "/doc/plan/{Klimaschutzkonzept 2020 der Stadt Münster mit Sachstandsberichten}",
    "process": "/doc/process/{Bonner Rad-Dialog 2017}",
    "perhaps the same": "/doc/field/rodachtal_bauen-und-wohnen",
    "source of ideas": "/doc/source/bonn-raddialog-2017",
    "paper": "/doc/paper/{Neue Radabstellanlage am Bahnhof}",
    "decision": "/doc/decision/{Neue Radabstellanlage am Bahnhof}",
    "references": "/doc/place/bonn/verweise?als=planningArea&seite=2",
    "ideas page by page": "/liste/idea?ort=bonn&seite=3",
    "measures by state": "/liste/measure?stand=running&lang=en",
    "search in wordings": "/suche?q=ampel&ort=bonn",
    "surroundings of many": f"/views/umfeld?iri={BONN}",
    "all cities": "/views/staedteverbund",
    "map": "/views/karte",
    "answer on a town of ideas": f"/fragen/whom-to-ask?city={BONN}&lang=en",
    "map of a town": "/views/karte?ort=bonn&lang=en",
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


@pytest.mark.parametrize("page", ["wide", "narrow"], indirect=True)
@pytest.mark.parametrize("name", WHOLE)
def test_it_is_accessible_and_fits_with_all_that_ships(page, whole_site, axe, name):
    answer = page.goto(f"{whole_site}{filled(page, whole_site, WHOLE[name])}")
    assert answer.status == 200
    page.wait_for_load_state("networkidle")
    page.emulate_media(reduced_motion="reduce")
    found = axe.run(page, options=RULES)
    assert found.violations_count == 0, found.generate_report()
    assert page.evaluate("document.documentElement.scrollWidth - window.innerWidth") <= 0
    assert page.locator("h1").count() == 1


def filled(page, site, path):
    """Put the last part of the IRI of the thing called {…} into a path."""
    before, brace, rest = path.partition("{")
    if not brace:
        return path
    label = rest.removesuffix("}")
    asked = {"kind": before.split("/")[2], "q": label}
    items = page.request.get(f"{site}/api/things", params=asked).json()["items"]
    slug = next(item["iri"].rsplit("/", 1)[-1] for item in items if item["label"] == label)
    return before + slug


def test_a_crowd_in_the_surroundings_is_expanded_and_counts_down(page, whole_site):
    page.goto(f"{whole_site}/views/umfeld?iri={BONN}")
    page.wait_for_selector("#picture canvas")
    page.fill("#search-field", "weitere Ideen")
    page.keyboard.press("Enter")
    page.wait_for_selector("#details:not([hidden])")
    assert page.inner_text("#details-head") == "+ 295 weitere Ideen"
    page.click("#details .actions button")
    page.wait_for_function(
        "() => document.querySelector('#details-head').textContent === '+ 283 weitere Ideen'"
    )


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
