"""Saved HTML: what is content, who answers whom, and what no page may do."""

from __future__ import annotations

import socket

import pytest
from graph.web_page_making import READER, brief, keys, page, read, sample, speaks
from hypothesis import given, settings
from hypothesis import strategies as st
from selectolax.lexbor import LexborHTMLParser

from querbezug.graph.errors import QuerbezugError, SourceError
from querbezug.graph.readers.base import SourceFile
from querbezug.graph.readers.web_page.markup import DEEPEST, LINE, prepared
from querbezug.graph.readers.web_page.sites import sites
from querbezug.graph.records import Comment, Idea

GOALS = "<h2>Handlungsfeld Verkehr</h2><p>Wege sicher machen</p><ul><li>Tempo senken</li></ul>"


def test_a_proposal_has_its_address_its_point_and_its_day() -> None:
    result = read("raddialog.html")
    idea = next(record for record in result.records if isinstance(record, Idea))
    assert idea.page == result.source.url == "https://www.raddialog.example/node/12"
    assert idea.ref.key == "url:https://www.raddialog.example/node/12"
    assert (idea.latitude, idea.longitude, idea.date) == (50.7301, 7.0999, "2017-10-18")
    assert idea.text is not None
    assert idea.text.endswith("Fragen an [E-Mail entfernt]")
    assert idea.redacted


def test_comments_have_days_and_stand_in_the_order_of_the_page() -> None:
    comments = [record for record in read("raddialog.html").records if isinstance(record, Comment)]
    assert [comment.date for comment in comments] == ["2017-10-19", "2017-10-20", "2017-10-21", None, None]
    assert [comment.sequence for comment in comments] == [1, 2, 3, 4, 5]
    assert comments[0].ref.key == "raddialog/1"


def test_a_map_of_many_points_places_nothing() -> None:
    text = (
        sample("raddialog.html").data.decode().replace("var ad", 'var b = {"lat":"51.5","lon":"7.5"}; var ad')
    )
    assert next(r for r in page(text).records if isinstance(r, Idea)).latitude is None


@pytest.mark.parametrize(
    "point", ['"lat":"0.0","lon":"0.0"', '"lat":"91.5","lon":"7.5"', '"lat":"x","lon":"7.5"']
)
def test_a_point_off_the_map_is_none(point: str) -> None:
    text = sample("raddialog.html").data.decode().replace('"lat":"50.7301","lon":"7.0999"', point)
    assert next(r for r in page(text).records if isinstance(r, Idea)).longitude is None


def test_the_website_around_the_content_is_no_content() -> None:
    text = f"""<html><body><nav><ul><li>Projekt A1: Menü</li></ul></nav>
    <header><p>Projekt A2: Kopf</p></header>
    <script>"Projekt A3: Skript"</script><template><p>Projekt A4: Vorlage</p></template>
    <div class="cookie-banner">Projekt A5: Kekse</div><p hidden>Projekt A6: versteckt</p>
    <!-- Projekt A7: Kommentar --><main>{GOALS}</main><footer>Projekt A8: Fuß</footer></body></html>"""
    assert [line.split(" ", 1)[1] for line in brief(page(text))] == [
        "field „Verkehr“",
        "goal „Wege sicher machen“ in „Verkehr“",
        "goal „Tempo senken“ under „Wege sicher machen“",
    ]


def test_lines_are_those_of_the_file() -> None:
    text = f"<!doctype html>\n<html>\n<!--\n\n-->\n<body\n  class='a>b'>\n<script>\n'<div>'\n</script>{GOALS}"
    assert brief(page(text))[0].startswith("10 field")


def test_the_label_of_a_picture_tells_the_kind_of_its_heading() -> None:
    picture = "<h2>Digitales</h2><img alt='Querschnittsthema Digitales'>"
    text = f"{picture}<p>Dienste ins Netz bringen</p><ul><li>Anträge</li></ul>"
    assert brief(page(f"<main>{text}</main>"))[0] == "1 cross-cutting-theme „Digitales“"


def test_comments_that_could_be_about_several_things_are_about_none() -> None:
    second = GOALS.replace("Wege sicher machen", "Busse öfter fahren lassen").replace("Verkehr", "Bus")
    comment = "<div class='comment'><p>Ganz meine Meinung.</p></div>"
    result = page(f"<html><body>{GOALS}{second}{comment}</body></html>")
    assert next(r for r in result.records if isinstance(r, Comment)).about is None
    assert "webpage.about-unknown" in keys(result)


def test_microdata_tells_comments_and_their_answers() -> None:
    start = "<div itemscope itemtype='https://schema.org/Comment'>"
    inner = f"{start}<p itemprop=text>Danke!</p></div>"
    outer = f"{start}<span itemprop=author>Petra Probe</span><p itemprop=text>Gut so.</p>{inner}</div>"
    result = page(f"<html><body>{GOALS}{outer}</body></html>")
    assert brief(result)[-2:] == [
        "1 comment „Gut so.“ on „Wege sicher machen“",
        "1 comment „Danke!“ on „Wege sicher machen“ to „Gut so.“",
    ]
    assert "Petra" not in repr(result)


def test_a_comment_that_names_itself_as_its_parent_answers_nobody() -> None:
    comment = "<div class='comment' id='c7' data-parent-id='7'><p>Seltsam.</p></div>"
    result = page(f"<html><body>{GOALS}{comment}</body></html>")
    assert next(r for r in result.records if isinstance(r, Comment)).reply_to is None


@pytest.mark.parametrize(
    ("body", "sentence"),
    [
        ("<main></main>", "nur Bedienelemente"),
        ("<p>Bitte aktivieren Sie JavaScript, um diese Seite zu sehen.</p>", "erst im Browser aufbaut"),
        ("<p>" + "wort " * 20_000, "einer einzigen übermäßig langen Zeile"),
        ("<p>Eins ist gut.</p><p>Zwei ist besser.</p><p>Drei ist zu viel.</p>", "fortlaufender Text"),
        ("<div>" * 100_000, "tiefer als 400 Ebenen"),
        ("<table><tr><td>" * 100_000, "tiefer als 400 Ebenen"),
        ("<p>" * 200_001, "mehr als 200000 Elemente"),
    ],
)
def test_pages_without_content_are_refused_by_a_sentence(body: str, sentence: str) -> None:
    source = SourceFile("seite.html", f"<!DOCTYPE html><html><body>{body}".encode())
    assert READER.recognises(source)
    with pytest.raises(SourceError, match=sentence):
        READER.read(source)


@pytest.mark.parametrize(
    "hidden", ['<p title="</div>">', "<!-- </div> -->", "<script></div></script>", "</nothing>"]
)
def test_depth_cannot_be_hidden(hidden: str) -> None:
    with pytest.raises(SourceError, match="tiefer als"):
        prepared("seite.html", f"<div>{hidden}" * (DEEPEST + 1))


def test_a_tag_of_endless_attributes_loses_them() -> None:
    assert len(prepared("seite.html", "<p " + "a=1 " * 500_000 + ">x")) < 200


def test_marking_lines_changes_nothing_else() -> None:
    text = sample("raddialog.html").data.decode()
    marked = LexborHTMLParser(prepared("seite.html", text))
    for node in marked.css(f"[{LINE}]"):
        del node.attrs[LINE]
    assert marked.html == LexborHTMLParser(text).html


def test_every_selector_of_the_data_file_can_be_used() -> None:
    tree, known = LexborHTMLParser("<p>"), sites()
    lists = [
        known.strip,
        known.main,
        *(getattr(known.comments, n) for n in ("elements", "replies", "text", "drop")),
    ]
    for site in known.sites:
        lists += [site.match, site.title, site.text, site.category, site.date, site.comments]
    for selector in (selector for entries in lists for selector in entries):
        assert tree.css(selector) is not None


def test_nothing_is_fetched(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object) -> None:
        raise AssertionError

    monkeypatch.setattr(socket, "socket", refuse)
    text = (
        "<link rel=stylesheet href=http://example.org/a.css><img src=http://example.org/a.png><base href=//b>"
    )
    assert brief(page(f"<html><head>{text}</head><body>{GOALS}</body></html>"))


PARTS = [
    part
    for name in ("raddialog.html", "diskussion.html", "filterleiste.html")
    for part in sample(name).data.decode().replace("<", "\x00<").split("\x00")
]


@settings(max_examples=150, deadline=None)
@given(st.lists(st.sampled_from(PARTS) | st.text(max_size=30), max_size=40))
def test_no_markup_raises_anything_but_our_own_errors(parts: list[str]) -> None:
    source = SourceFile("seite.html", ("<html>" + "".join(parts)).encode("utf-8", errors="replace"))
    assert READER.recognises(source) in {True, False}
    try:
        result = READER.read(source)
    except QuerbezugError as error:
        speaks(error)
        return
    refs = {record.ref for record in result.records}
    assert len(refs) == len(result.records)
    replies = {r.reply_to for r in result.records if isinstance(r, Comment) and r.reply_to}
    assert replies <= refs


@settings(max_examples=150, deadline=None)
@given(st.binary(max_size=200))
def test_no_bytes_raise_anything_but_our_own_errors(data: bytes) -> None:
    source = SourceFile("seite", b"<html>" + data)
    READER.recognises(source)
    try:
        READER.read(source)
    except QuerbezugError as error:
        speaks(error)
