"""What people come for, click by click: from the start page to what ties two cities."""

import re

import pytest

pytestmark = pytest.mark.browser

PLACE = "https://w3id.org/querbezug/id/place"
ROWS = "#tables table >> nth=0 >> tbody tr"
MORE_ROWS = "(before) => document.querySelectorAll('#tables table')[0].tBodies[0].rows.length > before"


def click_on_a_node(page):
    """Click about in the picture until a thing, not a tie, is chosen; return its name."""
    box = page.locator("#picture canvas").bounding_box()
    names = page.locator(f"{ROWS} >> td:first-child").all_inner_texts()
    for down in range(1, 12):
        for across in range(1, 12):
            page.mouse.click(box["x"] + box["width"] * across / 12, box["y"] + box["height"] * down / 12)
            if page.locator("#details").is_visible() and page.inner_text("#details-head") in names:
                return page.inner_text("#details-head")
    return None


def test_from_the_start_to_the_surroundings_of_rudolstadt(page, site):
    page.goto(site)
    page.fill("main input[name=q]", "Rudolstadt")
    page.keyboard.press("Enter")
    page.wait_for_url("**/suche?q=Rudolstadt*")
    page.get_by_role("main").get_by_role("link", name="Rudolstadt", exact=True).first.click()
    page.wait_for_url("**/doc/place/rudolstadt")
    assert page.inner_text("h1") == "Rudolstadt"
    page.click("main a[href*='/views/umfeld'] >> nth=0")
    page.wait_for_selector("#picture canvas")
    before = page.locator(ROWS).count()
    assert before > 3
    page.focus("#picture")
    page.keyboard.press("Home")
    assert page.inner_text("#details-head") == "Rudolstadt"
    page.click("#details .actions button")
    page.wait_for_function(MORE_ROWS, arg=before)


def test_a_click_on_a_city_shows_what_ties_it(page, site):
    page.goto(f"{site}/views/staedteverbund")
    page.fill("#search-field", "Rudolstadt")
    page.keyboard.press("Enter")
    page.wait_for_selector("#details:not([hidden])")
    assert page.inner_text("#details-head") == "Rudolstadt"
    assert "Saalfeld/Saale" in page.inner_text("#details-body")
    page.keyboard.press("Escape")
    assert page.locator("#details").is_hidden()


def test_a_node_is_chosen_and_expanded_by_mouse(page, site):
    page.goto(f"{site}/views/umfeld?iri={PLACE}/rudolstadt")
    page.wait_for_selector("#picture canvas")
    page.wait_for_timeout(500)
    before = page.locator(ROWS).count()
    assert click_on_a_node(page) is not None
    page.click("#details .actions button")
    page.wait_for_function(MORE_ROWS, arg=before)


def test_two_cities_and_their_reasons(page, site):
    page.goto(f"{site}/verbindung")
    page.select_option("select[name=a]", f"{PLACE}/saalfeld-saale")
    page.select_option("select[name=b]", f"{PLACE}/rudolstadt")
    page.click("main form button[type=submit]")
    page.wait_for_url("**/verbindung?a=*")
    assert page.inner_text("h1").count("Saalfeld/Saale") == 1
    assert "Städtedreieck am Saalebogen" in page.inner_text("main")
    assert page.locator("main ol > li").count() > 5


def test_the_language_is_switched_and_carried_along(page, site):
    page.goto(f"{site}/doc/place/rudolstadt")
    assert page.get_attribute("html", "lang") == "de"
    page.click(".languages a[lang=en]")
    page.wait_for_url("**/doc/place/rudolstadt?lang=en")
    assert page.get_attribute("html", "lang") == "en"
    page.click(".site-nav a[href*='/daten']")
    page.wait_for_url("**/daten?lang=en")
    assert page.get_attribute("html", "lang") == "en"


def test_an_example_runs_in_the_editor_and_leads_to_pages(page, site):
    page.goto(f"{site}/sparql")
    page.click("#examples a >> nth=0")
    page.wait_for_selector("#result-body table tbody tr")
    assert re.search(r"\d", page.inner_text("#result-status"))
    page.fill("#query", "SELECT ?c WHERE { ?c a quer:Comment } LIMIT 3")
    page.keyboard.press("Control+Enter")
    page.wait_for_function("() => document.querySelectorAll('#result-body tbody tr').length === 3")
    page.click("#result-body tbody a >> nth=0")
    page.wait_for_url("**/doc/comment/*")


def test_the_keyboard_reaches_the_table_behind_a_picture(page, site):
    page.goto(f"{site}/views/staedteverbund")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.getAttribute('href')") == "#inhalt"
    for _ in range(40):
        if page.evaluate("document.activeElement.id") == "table-toggle":
            break
        page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.id") == "table-toggle"
    page.keyboard.press("Enter")
    assert page.locator("#tables").is_visible()
    for _ in range(20):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.closest('#tables') !== null"):
            return
    pytest.fail("no part of the table takes the focus")


def test_without_scripts_the_pages_still_answer(browser, site):
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{site}/sparql")
    page.fill("#query", "SELECT (COUNT(?c) AS ?n) WHERE { ?c a quer:Comment }")
    page.click("#editor button[type=submit]")
    assert page.inner_text("#result-body tbody td") == "16"
    page.goto(f"{site}/views/staedteverbund")
    assert page.locator("#tables").is_visible()
    assert "Rudolstadt" in page.inner_text("#tables")
    context.close()
