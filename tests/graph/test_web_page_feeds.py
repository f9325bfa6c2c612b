"""Feeds: entries known by their address, nothing from news, nothing from outside."""

from __future__ import annotations

import pytest
from graph.web_page_making import FEEDS, READER, SAMPLES, brief, keys, read, sample, speaks, told
from hypothesis import given, settings
from hypothesis import strategies as st

from querbezug.graph.errors import QuerbezugError, SourceError
from querbezug.graph.readers.base import SourceFile
from querbezug.graph.records import Decision, Idea, Kind, Paper, Ref

RSS = """<rss version="2.0"><channel><title>Neues</title>
<item><title>Vorlage A</title><link>https://rat.example.org/papers/3;jsessionid=X</link>
<guid isPermaLink="false">abc</guid><pubDate>Thu, 02 May 2024 10:00:00 GMT</pubDate></item>
{more}</channel></rss>"""


def source(text: str) -> SourceFile:
    return SourceFile("feed.xml", text.encode())


def test_an_agenda_item_is_a_decision() -> None:
    result = read("sitzung.atom")
    [decision] = result.records
    assert isinstance(decision, Decision)
    assert decision.ref == Ref(Kind.DECISION, "url:https://rat.example.org/oparl/bodies/0001/agendaitems/17")
    assert (decision.number, decision.date) == ("TOP 24", "2026-06-23")
    assert decision.result == "einstimmig zugestimmt"
    assert "Erfundenes" not in repr(result)
    assert "XYZ" not in repr(result)
    assert told(result, "machine-written") == "4"


def test_a_proposal_is_an_idea_and_news_is_nothing() -> None:
    result = read("ideen.atom")
    [idea] = result.records
    assert isinstance(idea, Idea)
    assert (idea.text, idea.date) == ("Im Park fehlen Bänke. Tel. [Telefonnummer entfernt]", "2024-05-02")
    assert told(result, "entry") == "13"
    assert "Petra" not in repr(result)


def test_rss_is_read_and_session_numbers_fall_away() -> None:
    [paper] = FEEDS.read(source(RSS.format(more=""))).records
    assert isinstance(paper, Paper)
    assert (paper.ref.key, paper.date) == ("url:https://rat.example.org/papers/3", "2024-05-02")


def test_a_feed_of_news_alone_is_refused() -> None:
    text = RSS.format(more="").replace("/papers/", "/news/")
    assert FEEDS.recognises(source(text))
    with pytest.raises(SourceError, match="1 Einträgen"):
        FEEDS.read(source(text))


@pytest.mark.parametrize(
    "prolog",
    [
        '<!DOCTYPE rss [<!ENTITY a "x">]>',
        '<?xml version="1.0"?><!-- harmlos -->\n<!DOCTYPE rss SYSTEM "http://example.org/a.dtd">',
        "<!ENTITY a 'x'>",
    ],
)
def test_what_declares_entities_is_refused(prolog: str) -> None:
    text = source(prolog + RSS.format(more=""))
    with pytest.raises(SourceError, match="DOCTYPE"):
        FEEDS.read(text)


def test_a_doctype_in_an_entry_is_only_text() -> None:
    said = "<description><![CDATA[<!DOCTYPE html><p>x]]></description>"
    item = f"<item><title>B</title><link>https://rat.example.org/papers/4</link>{said}</item>"
    assert len(FEEDS.read(source(RSS.format(more=item))).records) == 2


def test_an_entry_that_comes_twice_is_read_once() -> None:
    item = "<item><title>B</title><link>https://rat.example.org/papers/3</link></item>"
    result = FEEDS.read(source(RSS.format(more=item)))
    assert len(result.records) == 1
    assert "webpage.passed-double" in keys(result)


def test_broken_and_endless_feeds_are_refused_by_a_sentence() -> None:
    with pytest.raises(SourceError, match=r"Zeile 2, Spalte"):
        FEEDS.read(source("<rss>\n<channel></rss>"))
    with pytest.raises(SourceError, match="200 Ebenen"):
        FEEDS.read(source("<rss>" + "<a>" * 100_000))


def test_feeds_and_pages_are_told_apart() -> None:
    for path in SAMPLES.iterdir():
        assert FEEDS.recognises(sample(path.name)) == (path.suffix == ".atom")
        if path.suffix == ".atom":
            assert not READER.recognises(sample(path.name))


def test_rdf_is_no_feed_but_rss_1_is() -> None:
    rdf = '<?xml version="1.0"?><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"{}>'
    assert not FEEDS.recognises(source(rdf.format("")))
    assert FEEDS.recognises(source(rdf.format(' xmlns="http://purl.org/rss/1.0/"')))


def test_a_declared_encoding_does_not_matter() -> None:
    text = sample("ideen.atom").data.decode().replace('encoding="utf-8"', 'encoding="iso-8859-1"')
    assert brief(FEEDS.read(source(text))) == brief(read("ideen.atom"))


PARTS = sample("ideen.atom").data.decode().replace("<", "\x00<").split("\x00")


@settings(max_examples=150, deadline=None)
@given(st.lists(st.sampled_from(PARTS) | st.text(max_size=20), max_size=30))
def test_no_feed_raises_anything_but_our_own_errors(parts: list[str]) -> None:
    feed = SourceFile("feed", ("<feed>" + "".join(parts)).encode("utf-8", errors="replace"))
    FEEDS.recognises(feed)
    try:
        FEEDS.read(feed)
    except QuerbezugError as error:
        speaks(error)
