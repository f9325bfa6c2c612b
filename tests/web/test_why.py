"""„warum?“ in a real browser: by keyboard, without scripts, accessible, in place; the door to new terms."""

from __future__ import annotations

import shutil
from urllib.parse import quote

import pytest
from axe_playwright_python.sync_playwright import Axe
from doors import EXAMPLES, querbezug, serving

TOKEN = "ein-langer-Schluessel-2026"  # noqa: S105 - of the servers of these tests only
RULES = {"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa"], "resultTypes": ["violations"]}
SIZES = {"wide": (1440, 900), "narrow": (390, 844)}
BASE = "https://w3id.org/querbezug/id"
COMMENT = "/doc/comment/saalebogen-digitalisierung-05"
PLACE = "/doc/place/schwarzburg"
TERMS = "/pruefen/begriffe"

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def loaded(tmp_path_factory):
    path = tmp_path_factory.mktemp("why") / "store"
    files = [EXAMPLES / "bonn" / "raddialog-2017.jsonl", *(EXAMPLES / "saalebogen").glob("*.txt")]
    ended = querbezug("load", *files, EXAMPLES / "saalebogen" / "planungsregister.json", "--store", path)
    assert ended.returncode == 0, ended.stderr.decode()
    return path


@pytest.fixture
def site(loaded, tmp_path):
    shutil.copytree(loaded, tmp_path / "store")
    with serving(tmp_path / "store", tmp_path / "log.txt", QUERBEZUG_TOKEN=TOKEN) as address:
        yield address
    assert "Traceback" not in (tmp_path / "log.txt").read_text()


def opened(browser, size="wide", **more):
    width, height = SIZES[size]
    return browser.new_context(
        viewport={"width": width, "height": height}, reduced_motion="reduce", **more
    ).new_page()


def sign_in(page, site, path):
    page.goto(f"{site}{path}")
    page.click(".sign-in summary")
    page.fill("#token", TOKEN)
    page.fill("#role", "Stadtplanung")
    page.click(".sign-in-form button")
    page.wait_for_load_state("networkidle")


def test_a_reader_is_led_to_sign_in_and_back_and_decides_by_keyboard(browser, site):
    page = opened(browser)
    page.goto(f"{site}{PLACE}")
    page.locator(".why > summary").first.focus()
    page.keyboard.press("Enter")
    assert "sicher (97 %)" in page.inner_text(".why[open]")
    assert page.locator(".why[open] mark").inner_text() == "Schwarzburg"
    page.click(".why[open] .decide-small a")
    sign_in_here = page.url.removeprefix(site)
    sign_in(page, site, sign_in_here)
    assert page.url == f"{site}{PLACE}"
    page.locator(".why > summary").first.press("Enter")
    page.locator(".why[open] button[value=rejected]").focus()
    with page.expect_navigation():
        page.keyboard.press("Enter")
    assert page.inner_text(".last").startswith("Verworfen:")
    assert page.locator(".why").count() == 0
    with page.expect_navigation():
        page.click(".last button")
    assert page.locator(".why").count() == 1


def test_without_scripts_it_tells_and_decides_as_well(browser, site):
    page = opened(browser, java_script_enabled=False)
    sign_in(page, site, "/pruefen")
    page.goto(f"{site}{COMMENT}")
    assert page.locator(".found > li").count() > 5
    page.click(".found button[value=confirmed] >> nth=0")
    assert page.inner_text(".last").startswith("Bestätigt:")
    assert "bestätigt" in page.inner_text(".found")
    page.goto(f"{site}{TERMS}")
    label = page.inner_text(".term h2 >> nth=0")
    page.click(".term button[value=dismiss] >> nth=0")
    assert label in page.inner_text(".last")
    assert label in page.inner_text(".dismissed")


def test_the_panel_says_why_an_edge_is_there(browser, site):
    page = opened(browser)
    unit, place = f"{BASE}/comment/saalebogen-digitalisierung-05", f"{BASE}/place/schwarzburg"
    page.goto(f"{site}/views/umfeld?iri={unit}#linie={quote(f'{unit}||{place}', safe='')}")
    page.wait_for_selector(".why-list mark")
    assert page.inner_text(".why-list mark") == "Schwarzburg"
    assert page.get_attribute(".why-list .button", "href").startswith("/pruefen?id=")
    found = Axe().run(page, options=RULES)
    assert found.violations_count == 0, found.generate_report()


@pytest.mark.parametrize("size", SIZES)
def test_pages_with_reasons_are_accessible_and_fit(browser, site, size):
    page = opened(browser, size)
    pair = f"a={BASE}/place/bad-blankenburg&b={BASE}/place/rudolstadt"
    paths = (
        COMMENT,
        PLACE,
        f"/verbindung?{pair}",
        TERMS,
        f"{PLACE}/verweise?als=mentions",
        f"{TERMS}?lang=en",
    )
    for signed_in in (False, True):
        if signed_in:
            sign_in(page, site, TERMS)
        for path in paths:
            page.goto(f"{site}{path}")
            page.wait_for_load_state("networkidle")
            page.evaluate("document.querySelectorAll('details').forEach((each) => { each.open = true; })")
            found = Axe().run(page, options=RULES)
            assert found.violations_count == 0, (path, found.generate_report())
            assert page.evaluate("document.documentElement.scrollWidth - window.innerWidth") <= 0, path
            assert page.locator("h1").count() == 1
