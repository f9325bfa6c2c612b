"""Each link that a method found says why: the words, the rule, how sure it is; and offers to decide."""

from __future__ import annotations

from querbezug.api.http.review_access import Session
from querbezug.api.http.why import Why
from querbezug.api.page_models import TEMPLATES
from querbezug.graph.store import ReadStore
from querbezug.visualise.page import PageContext, environment

BASE = "https://w3id.org/querbezug/id"
COMMENT, PLACE = f"{BASE}/comment/saalebogen-digitalisierung-05", f"{BASE}/place/schwarzburg"


def render(item, session):
    source = "{% import 'review_parts.html' as review with context %}{{ review.why(item, session, back) }}"
    template = environment(TEMPLATES).from_string(source)
    return template.render(item=item, session=session, back="/doc/place/x", page=PageContext("de"))


def test_it_tells_the_words_the_rule_and_how_sure_it_is(store):
    [item] = Why(ReadStore(store).snapshot(), "de").of(COMMENT, PLACE)
    assert (item.quote, item.status) == ("Schwarzburg", "proposed")
    html = render(item, None)
    assert item.quote in html
    assert item.rule in html
    assert "sicher (97 %)" in html
    assert "<form" not in html
    html = render(item, Session("Bauamt", "abc"))
    assert html.count("<button") == 2
    assert 'name="csrf" value="abc"' in html
    assert 'value="/doc/place/x"' in html


def test_what_a_source_states_needs_no_reason(store):
    assert Why(ReadStore(store).snapshot(), "en").of(COMMENT, f"{BASE}/place/rudolstadt") == ()
