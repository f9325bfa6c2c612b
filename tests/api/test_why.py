"""Each link that a method found says why: the words, the rule, how sure it is; and offers to decide."""

from __future__ import annotations

import re

import pyoxigraph as ox
from graph.making import store_of

from querbezug.api.http.why import Why
from querbezug.api.page_models import TEMPLATES
from querbezug.api.page_models.review import Reviewing
from querbezug.graph.records import Idea, Kind, Place, PlaceKind, Ref
from querbezug.graph.store import ReadStore
from querbezug.ontology.terms import QUER
from querbezug.visualise.page import PageContext, environment

BASE = "https://w3id.org/querbezug/id"
COMMENT, PLACE = f"{BASE}/comment/saalebogen-digitalisierung-05", f"{BASE}/place/schwarzburg"
MENTIONS = str(QUER.mentions)


def render(items, reviewing):
    source = "{% import 'review_parts.html' as review with context %}{{ review.why(items, reviewing) }}"
    template = environment(TEMPLATES).from_string(source)
    return template.render(items=items, reviewing=reviewing, page=PageContext("de"))


def test_it_tells_the_words_the_rule_and_how_sure_it_is(store):
    items = Why(ReadStore(store).snapshot(), "de").of_link(COMMENT, MENTIONS, PLACE)
    [item] = items
    assert (item.quote, item.status) == ("Schwarzburg", "proposed")
    html = render(items, Reviewing("/doc/place/x"))
    assert item.quote in html
    assert item.rule in html
    assert "sicher (97 %)" in html
    assert "<form" not in html
    assert f"/pruefen?id={item.id}&amp;zurueck=%2Fdoc%2Fplace%2Fx" in html


def test_who_is_signed_in_may_decide_where_the_link_stands(store):
    items = Why(ReadStore(store).snapshot(), "de").of_link(COMMENT, MENTIONS, PLACE)
    html = render(items, Reviewing("/doc/place/x", writable=True, csrf="abc"))
    assert html.count("<button") == 2
    assert 'name="csrf" value="abc"' in html
    assert 'value="/doc/place/x"' in html


def test_what_a_source_states_needs_no_reason(store):
    why = Why(ReadStore(store).snapshot(), "en")
    assert why.of_link(COMMENT, MENTIONS, f"{BASE}/place/rudolstadt") == ()
    assert why.of_link(COMMENT, str(QUER.about), PLACE) == ()


def test_every_link_that_linking_alone_states_says_why(store):
    """No plain link stands there without an assessment that carries it."""
    snapshot = ReadStore(store).snapshot()
    why = Why(snapshot, "de")
    for predicate in (QUER.mentions, QUER.theme, QUER.supports, QUER.opposes, QUER.refersToExample):
        for quad in snapshot.store.quads_for_pattern(
            None, ox.NamedNode(str(predicate)), None, snapshot.layout.links
        ):
            found = why.of_link(quad.subject.value, str(predicate), quad.object.value)
            stating = snapshot.store.quads_for_pattern(quad.subject, quad.predicate, quad.object, None)
            names = (each.graph_name for each in stating if isinstance(each.graph_name, ox.NamedNode))
            stated = any(snapshot.layout.source_key(name) for name in names)
            assert found or stated, quad


def test_a_link_is_told_from_both_ends(store):
    why = Why(ReadStore(store).snapshot(), "de")
    assert why.between(COMMENT, PLACE) == why.between(PLACE, COMMENT) != ()


def test_what_rests_on_a_distance_tells_it(tmp_path):
    town = Place(
        ref=Ref(Kind.PLACE, "ags:16073076"),
        label="Rudolstadt",
        place_kind=PlaceKind.MUNICIPALITY,
        ags="16073076",
    )
    idea = Idea(ref=Ref(Kind.IDEA, "probe/idea-6"), label="Eine Bank", latitude=50.7217, longitude=11.3397)
    snapshot = store_of(tmp_path / "store", town, idea, linked=True)
    subject, place = f"{BASE}/idea/probe_idea-6", f"{BASE}/place/rudolstadt"
    for lang, told in (("de", r"\d,\d+ km \(Luftlinie\)"), ("en", r"\d\.\d+ km .* as the crow flies")):
        [item] = Why(snapshot, lang).of_link(subject, str(QUER.planningArea), place)
        assert re.search(told, render([item], Reviewing("/doc/place/x")))
