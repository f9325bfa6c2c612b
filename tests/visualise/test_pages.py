"""Pages are inert whatever the data says, ask nobody else, and miss no sentence."""

import json
import re
from html.parser import HTMLParser
from pathlib import Path

import pytest
from visualise.pages import hostile_pages
from visualise.samples import HOSTILE, cities, href, neighbourhood

from querbezug.api import page_models as models
from querbezug.ontology.strings import catalogue
from querbezug.visualise.page import (
    REVIEW_STRINGS,
    SCRIPT_STRINGS,
    STATIC,
    PageContext,
    render_view,
    safe_href,
)
from querbezug.visualise.staedteverbund import city_view
from querbezug.visualise.umfeld import neighbourhood_view

TEMPLATES = [*(STATIC.parent / "templates").glob("*.html"), *models.TEMPLATES.glob("*.html")]
PAGE = PageContext("de", "/views/x?a=1", "staedteverbund", "0.1.0", updated="22.11.2026")
LOADING = {"src", "srcset", "poster", "data", "background"}


class Page(HTMLParser):
    """Collects what a browser would act upon."""

    def __init__(self, html):
        super().__init__(convert_charrefs=True)
        self.tags, self.scripts, self.ids, self.text = [], [], [], []
        self._inside = ""
        self.feed(html)
        self.close()

    def handle_starttag(self, tag, attrs):
        self.tags.append((tag, dict(attrs)))
        self._inside = tag
        if tag == "script":
            self.scripts.append([dict(attrs), ""])
        self.ids += [value for name, value in attrs if name == "id"]

    def handle_endtag(self, tag):
        self._inside = ""

    def handle_data(self, data):
        if self._inside == "script":
            self.scripts[-1][1] += data
        else:
            self.text.append(data)


def html_of(name, lang="de"):
    page = PageContext(lang, "/x?q=1", "suche", "0.1.0", carry_lang=lang == "en")
    if name == "view-cities":
        view = city_view(cities(HOSTILE), lang, href).with_doors((), HOSTILE[0])
        return render_view(view, page)
    if name == "view-umfeld":
        return render_view(
            neighbourhood_view(neighbourhood("goal", HOSTILE), lang, href, lambda _: HOSTILE[0]), page
        )
    return models.render_page(hostile_pages()[name], page)


NAMES = [*hostile_pages(), "view-cities", "view-umfeld"]


@pytest.mark.parametrize("lang", ["de", "en"])
@pytest.mark.parametrize("name", NAMES)
def test_hostile_data_stays_text(name, lang):
    page = Page(html_of(name, lang))
    for tag, attributes in page.tags:
        assert tag not in ("iframe", "object", "embed", "base", "style", "img")
        assert not [key for key in attributes if key.startswith("on") or key == "style"]
        for key in LOADING & attributes.keys():
            assert attributes[key].startswith("/static/")
        if tag == "link" and attributes["rel"] != "alternate":
            assert attributes["href"].startswith("/static/")
        if tag == "a" and attributes["href"]:
            assert re.match(r"(/(?!/)|https://|#)", attributes["href"]), attributes["href"]
    for attributes, content in page.scripts:
        if content.strip():
            assert attributes["type"] == "application/json"
            json.loads(content)
        else:
            assert attributes["src"].startswith("/static/")
    assert html_of(name, lang).startswith("<!doctype html>")


@pytest.mark.parametrize("name", NAMES)
def test_pages_have_their_landmarks_labels_and_unique_ids(name):
    page = Page(html_of(name))
    tags = [tag for tag, _ in page.tags]
    assert [tags.count(tag) for tag in ("main", "h1", "footer")] == [1, 1, 1]
    assert dict(page.tags)["html"]["lang"] == "de"
    assert len(set(page.ids)) == len(page.ids)
    labelled = {attributes.get("for") for tag, attributes in page.tags if tag == "label"}
    for tag, attributes in page.tags:
        if tag in ("input", "select", "textarea") and attributes.get("type") != "hidden":
            assert attributes["id"] in labelled
        for key in ("aria-labelledby", "aria-controls"):
            if key in attributes:
                assert attributes[key] in page.ids


def test_the_data_of_a_view_says_what_the_graph_says():
    page = Page(html_of("view-cities"))
    [written] = [content for attributes, content in page.scripts if attributes.get("id") == "view-data"]
    data = json.loads(written)
    assert [node["name"] for node in data["nodes"]][: len(HOSTILE)] == list(HOSTILE)


def test_evidence_is_cut_where_it_begins_and_ends():
    wording = models.Wording("abcdef", None, None, hostile_pages()["thing"].wording.evidence[:0])
    assert wording.segments() == (("abcdef", ()),)
    nowhere = models.Link("", "")
    one = models.Evidence(1, 4, "", nowhere, "", "", 1.0, "")
    two = models.Evidence(3, 5, "", nowhere, "", "", 1.0, "")
    assert models.Wording("abcdef", evidence=(one, two)).segments() == (
        ("a", ()),
        ("bc", (1,)),
        ("d", (1, 2)),
        ("e", (2,)),
        ("f", ()),
    )
    assert models.Wording("").segments() == ()


def test_the_language_switch_keeps_the_page_and_links_carry_a_chosen_language():
    page = PageContext("en", "/suche?q=Rad&lang=en", carry_lang=True)
    assert page.lang_href("de") == "/suche?q=Rad&lang=de"
    assert page.url("/liste/goal?after=x#top") == "/liste/goal?after=x&lang=en#top"
    assert page.url("https://example.org/") == "https://example.org/"
    assert PageContext("de").url("/liste/goal") == "/liste/goal"


UNSAFE = ["javascript:x", "//evil.example", "/\\evil.example", "data:,x", "http:", "http://[", ""]


@pytest.mark.parametrize("address", UNSAFE)
def test_addresses_that_are_not_safe_are_dropped(address):
    assert safe_href(address) == ""


def test_every_sentence_used_is_in_the_catalogue():
    used = re.compile(r"""page\.t\(\s*["']([a-z]+\.[\w-]+)["']\s*[,)]""")
    for path in TEMPLATES:
        for key in used.findall(path.read_text(encoding="utf-8")):
            assert key in catalogue(), (path.name, key)


def test_scripts_use_the_sentences_they_are_given():
    scripts = {path.name: path.read_text(encoding="utf-8") for path in STATIC.glob("*.js")}
    views = "".join(text for name, text in scripts.items() if name != "sparql.js")
    assert set(re.findall(r"strings\.(\w+)", views)) == {*SCRIPT_STRINGS, *REVIEW_STRINGS}
    assert set(re.findall(r"strings\.(\w+)", scripts["sparql.js"])) == set(models.SPARQL_STRINGS)


FILES = [*STATIC.glob("*.css"), *STATIC.glob("*.js"), *TEMPLATES]
CALLS_OUT = re.compile(r"(src|href)=[\"'](https?:)?//|@import|(?<!\.)\burl\(|\bimport\(|\beval\(|innerHTML")


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)
def test_files_ask_nobody_else_and_stay_small(path: Path):
    text = path.read_text(encoding="utf-8")
    assert not CALLS_OUT.search(text)
    assert text.count("\n") < 300
