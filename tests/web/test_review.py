"""Reviewing in a real browser: by keys alone, without scripts, on a telephone; hostile words stay words."""

from __future__ import annotations

import json
import shutil
from urllib.parse import quote

import pytest
from axe_playwright_python.sync_playwright import Axe
from doors import querbezug, serving
from hostile import hostile_register

TOKEN = "ein-langer-Schluessel-2026"  # noqa: S105 - of the servers of these tests only
RULES = {"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa"], "resultTypes": ["violations"]}
SIZES = {"wide": (1440, 900), "narrow": (390, 844)}

pytestmark = pytest.mark.browser


@pytest.fixture
def review_site(store, tmp_path):
    """A server with a store of its own, on which one may decide."""
    shutil.copytree(store, tmp_path / "store")
    with serving(tmp_path / "store", tmp_path / "log.txt", QUERBEZUG_TOKEN=TOKEN) as address:
        yield address
    log = (tmp_path / "log.txt").read_text()
    assert "Traceback" not in log
    assert TOKEN not in log


@pytest.fixture
def page(request, browser):
    width, height = SIZES[getattr(request, "param", "wide")]
    context = browser.new_context(viewport={"width": width, "height": height}, reduced_motion="reduce")
    opened, said = context.new_page(), []
    opened.on("console", lambda entry: said.append(entry.text) if entry.type == "error" else None)
    opened.on("pageerror", lambda error: said.append(str(error)))
    yield opened
    context.close()
    assert said == []


def sign_in(page, site, path="/pruefen"):
    page.goto(f"{site}{path}")
    page.click(".sign-in summary")
    page.fill("#token", TOKEN)
    page.fill("#role", "Stadtplanung")
    page.keyboard.press("Enter")
    page.wait_for_selector("#decide, .notice")


def claim(page):
    return page.get_attribute("#decide input[name=assessment]", "value")


def press(page, key):
    with page.expect_navigation():
        page.keyboard.press(key)
    page.wait_for_load_state("networkidle")


def test_one_key_for_each_answer(page, review_site):
    sign_in(page, review_site)
    first, total = claim(page), int(page.get_attribute("#progress", "max"))
    assert page.locator("blockquote mark").count() == 1
    press(page, "a")
    assert claim(page) != first
    assert page.inner_text(".last").startswith("Bestätigt:")
    assert page.get_attribute("#progress", "value") == "1"
    assert page.evaluate("document.activeElement.id") == "claim"
    press(page, "u")
    assert claim(page) == first
    assert page.get_attribute("#progress", "value") == "0"
    press(page, "ArrowRight")
    second = claim(page)
    assert second != first
    press(page, "x")
    assert page.inner_text(".last").startswith("Verworfen:")
    press(page, "Enter")
    assert page.get_attribute("#progress", "value") == "2"
    assert total > 10


def test_a_correction_by_keys(page, review_site):
    sign_in(page, review_site, "/pruefen?art=place")
    press(page, "k")
    assert page.evaluate("document.activeElement.id") == "meant-q"
    page.keyboard.type("Rudolst")
    page.wait_for_selector("#meant-hits button")
    page.keyboard.press("Tab")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.name") == "corrected_to"
    press(page, "Enter")
    assert "Rudolstadt" in page.inner_text(".last")
    page.goto(f"{review_site}/pruefen?ansicht=entscheidungen")
    assert "berichtigt" in page.inner_text("table")
    assert "Stadtplanung" in page.inner_text("table")
    with page.expect_navigation():
        page.click("table button")
    assert page.locator("table tbody tr").count() == 0


def test_keys_can_be_switched_off_and_do_nothing_while_one_writes(page, review_site):
    sign_in(page, review_site)
    first = claim(page)
    page.focus("#note")
    page.keyboard.type("axu")
    assert page.input_value("#note") == "axu"
    page.click("#keys")
    page.focus("h1 >> xpath=..")
    page.keyboard.press("x")
    page.wait_for_timeout(300)
    assert claim(page) == first
    page.reload()
    assert not page.is_checked("#keys")
    assert page.get_attribute("#progress", "value") == "0"


def test_without_scripts_it_works_as_well(browser, review_site):
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    sign_in(page, review_site)
    page.fill("#note", "geprüft")
    page.click("button[value=rejected]")
    assert "Verworfen" in page.inner_text(".last")
    page.click("#decide a >> nth=0")
    if page.locator("#meant-q").count():
        page.fill("#meant-q", "Saalfeld")
        page.click("#meant-search button")
        page.click("#meant-hits button >> nth=0")
        assert "Berichtigt" in page.inner_text(".last")
    context.close()


def test_all_decided_says_so(page, review_site):
    sign_in(page, review_site, "/pruefen?art=example")
    for _ in range(int(page.get_attribute("#progress", "max"))):
        if not page.locator("#decide").count():
            break
        press(page, "a")
    assert "Alles entschieden" in page.inner_text(".notice")


@pytest.mark.parametrize("page", ["wide", "narrow"], indirect=True)
@pytest.mark.parametrize("lang", ["de", "en"])
def test_it_is_accessible_and_fits(page, review_site, lang):
    sign_in(page, review_site, f"/pruefen?lang={lang}")
    with page.expect_navigation():
        page.click("button[value=confirmed]")
    assert page.get_attribute("html", "lang") == lang
    for path in ("", "art=place&berichtigen=1&q=Saal", "ansicht=entscheidungen", "nach=" + claim(page)):
        page.goto(f"{review_site}/pruefen?lang={lang}&{path}")
        page.wait_for_load_state("networkidle")
        found = Axe().run(page, options=RULES)
        assert found.violations_count == 0, found.generate_report()
        assert page.evaluate("document.documentElement.scrollWidth - window.innerWidth") <= 0
        assert page.locator("h1").count() == 1


def test_on_a_server_that_only_reads_the_page_says_so(browser, site):
    page = browser.new_page()
    page.goto(f"{site}/pruefen")
    assert "QUERBEZUG_TOKEN" in page.inner_text(".notice")
    assert page.locator("#decide, #token").count() == 0
    assert page.locator("blockquote mark").count() == 1
    page.close()


def test_hostile_names_and_words_stay_text(browser, tmp_path):
    register = json.loads(hostile_register())
    image = "<img src=x onerror=window.broken=1>"
    register["massnahmen"][0]["name"] = f"Rudolstadt {image} <script>window.broken=1</script>"
    (tmp_path / "register.json").write_text(json.dumps(register), encoding="utf-8")
    loaded = querbezug("load", tmp_path / "register.json", "--store", tmp_path / "store")
    assert loaded.returncode == 0, loaded.stderr.decode()
    with serving(tmp_path / "store", tmp_path / "log.txt", QUERBEZUG_TOKEN=TOKEN) as address:
        context = browser.new_context()
        page = context.new_page()
        paths = ["/pruefen", f"/pruefen?q={quote(image)}&berichtigen=1", f"/pruefen?art={quote(image)}"]
        sign_in(page, address)
        for path in paths:
            page.goto(f"{address}{path}")
            page.wait_for_load_state("networkidle")
            assert page.evaluate("window.broken") is None, path
        page.goto(f"{address}/pruefen")
        if page.locator("#note").count():
            page.fill("#note", image)
            page.click("button[value=confirmed]")
            page.goto(f"{address}/pruefen?ansicht=entscheidungen")
            assert "onerror" in page.inner_text("table")
        assert page.evaluate("window.broken") is None
        context.close()
