"""Linking again searches only what it has to, and comes to just what searching everything would."""

from __future__ import annotations

from dataclasses import fields, replace

import pyoxigraph as ox
import pytest
from graph.linking_making import (
    BODIES,
    ENDS,
    GOALS,
    HEIDECKSBURG,
    LAYOUT,
    SCHLOSS,
    TOWNS,
    Kept,
    World,
    everything,
)
from graph.making import thing
from hypothesis import given, settings
from hypothesis import strategies as st
from rdflib.term import URIRef

from querbezug.graph.links import rules
from querbezug.graph.links.claims import CONFIRMED, CORRECTED, REJECTED
from querbezug.graph.links.knowledge import Known, Touched, changed
from querbezug.graph.links.remembering import FINGERPRINT, LINKED, SHARES
from querbezug.graph.nodes import node
from querbezug.graph.records import Kind
from querbezug.graph.store.layout import triples_of
from querbezug.ontology.terms import FOAF, PROV, QUER, RDF
from querbezug.ontology.topics import Topic, topics

LINKS = LAYOUT.links

TEXT = st.builds(lambda body, end: f"{body} {end}".strip(), st.sampled_from(BODIES), st.sampled_from(ENDS))
WORLDS = st.builds(
    World,
    st.dictionaries(st.integers(1, 8), TEXT, min_size=2, max_size=5).map(
        lambda texts: tuple(sorted(texts.items()))
    ),
    st.frozensets(st.sampled_from(sorted(TOWNS))),
    st.frozensets(st.sampled_from(GOALS)),
    st.sampled_from([None, Kind.MEASURE, Kind.EXAMPLE]),
    st.sampled_from([None, *GOALS]),
    st.booleans(),
    st.booleans(),
    st.sampled_from([None, REJECTED, CONFIRMED, CORRECTED]),
    st.sampled_from([None, HEIDECKSBURG, SCHLOSS]),
)


STEPS = st.lists(st.tuples(st.sampled_from([field.name for field in fields(World)]), WORLDS), max_size=5)


@settings(deadline=None)
@given(WORLDS, STEPS)
def test_linking_again_states_what_linking_everything_would(
    world: World, steps: list[tuple[str, World]]
) -> None:
    """Each world is as the one before but for one thing: else all texts would be searched again."""
    kept = Kept()
    kept.relink(world)
    for name, other in steps:
        world = replace(world, **{name: getattr(other, name)})
        kept.relink(world)
        assert kept.links() == everything(world)


FIRST = World(
    ((1, "Der Radweg in Rudolstadt."), (2, "Mehr Busse nach Saalfeld."), (3, "Siehe https://b.example/y")),
    frozenset({"16073076", "16073077"}),
    frozenset(GOALS),
)


@pytest.fixture
def kept() -> Kept:
    kept = Kept()
    assert kept.relink(FIRST).run.searched == 6
    return kept


def test_nothing_is_searched_twice(kept: Kept) -> None:
    before, memory = kept.links(), set(triples_of(kept.store, LINKED))
    run = kept.relink(FIRST).run
    assert (run.searched, run.kept) == (0, 0)
    assert kept.links() == before
    assert set(triples_of(kept.store, LINKED)) == memory


def test_only_a_new_or_changed_text_is_searched(kept: Kept) -> None:
    _, *others = FIRST.texts
    world = replace(FIRST, texts=((1, "Die Brücke in Rudolstadt."), *others, (4, "Neu in Saalfeld.")))
    run = kept.relink(world).run
    assert (run.searched, run.kept) == (2, 0)
    assert kept.links() == everything(world)


def test_a_new_name_concerns_only_texts_that_have_it_in_them(kept: Kept) -> None:
    world = replace(FIRST, texts=(*FIRST.texts, (4, "In der Aue."), (5, "Genaue Zahlen!")))
    assert kept.relink(world).run.searched == 2
    run = kept.relink(replace(world, towns=frozenset(TOWNS))).run
    assert run.searched == 3  # „Genaue“ and „ausbauen“ have it in them, too
    assert kept.links() == everything(replace(world, towns=frozenset(TOWNS)))


def test_a_name_that_is_gone_takes_its_links_with_it(kept: Kept) -> None:
    town = ox.NamedNode(thing("place", "bad-blankenburg"))
    world = replace(FIRST, texts=(*FIRST.texts, (4, "Mehr Busse nach Bad Blankenburg.")))
    kept.relink(replace(world, towns=world.towns | {"16073005"}))
    assert any(t.object == town for t in kept.links())
    assert kept.relink(world).run.searched == 1
    assert not any(t.object == town for t in kept.links())


def test_a_town_that_only_the_official_register_knows_any_more_is_described_with_the_links(
    kept: Kept,
) -> None:
    town = ox.NamedNode(thing("place", "rudolstadt"))
    described = ox.Triple(town, node(RDF.type), node(QUER.Municipality))
    assert described not in kept.links()
    assert kept.relink(replace(FIRST, towns=frozenset({"16073077"}))).run.searched == 1
    assert described in kept.links()
    kept.relink(FIRST)
    assert described not in kept.links()
    assert any(t.object == town for t in kept.links())


def test_another_goal_concerns_the_texts_that_may_speak_of_it(kept: Kept) -> None:
    world = replace(FIRST, goals=frozenset(GOALS[:2]))
    assert kept.relink(world).run.kept == 2  # the labels of the two goals left are no contributions
    assert kept.links() == everything(world)


def test_other_rules_search_everything(kept: Kept, monkeypatch: pytest.MonkeyPatch) -> None:
    kept.store.add(ox.Quad(ox.NamedNode("urn:x"), node(QUER.mentions), ox.NamedNode("urn:y"), LINKS))
    monkeypatch.setattr(rules, "VERSION", "of tomorrow")
    assert kept.relink(FIRST).run.searched == 6
    assert kept.links() == everything(FIRST)
    assert kept.relink(FIRST).run.searched == 0


def test_another_lexicon_searches_everything(kept: Kept) -> None:
    adopted = (*topics(), Topic("https://a.example/id/topic/bruecken", "Brücken", words=("Radweg",)))
    assert kept.relink(FIRST, adopted).run.searched == 6
    assert kept.relink(FIRST, adopted).run.searched == 0
    kept.relink(FIRST)
    assert kept.links() == everything(FIRST)


def test_a_store_without_a_memory_is_linked_anew() -> None:
    kept = Kept()
    kept.store.add(ox.Quad(ox.NamedNode("urn:x"), node(QUER.mentions), ox.NamedNode("urn:y"), LINKS))
    kept.relink(FIRST)
    assert kept.links() == everything(FIRST)


@pytest.mark.parametrize("status", [REJECTED, CONFIRMED, CORRECTED])
def test_a_decision_counts_and_so_does_taking_it_back(kept: Kept, status: str) -> None:
    decided = replace(FIRST, decided=status)
    run = kept.relink(decided).run
    assert (run.searched, run.kept) == (1, 0)
    assert kept.links() == everything(decided) != everything(FIRST)
    assert kept.relink(FIRST).run.searched == 1
    assert kept.links() == everything(FIRST)


def test_more_comments_on_a_known_goal_leave_the_old_ones_alone(kept: Kept) -> None:
    """A later source speaks of the same goals, so the old comments have one source more."""
    about = replace(FIRST, about=GOALS[0], home=True)
    kept.relink(about)
    more = replace(about, texts=(*FIRST.texts, (8, "Noch ein Wort zu Rudolstadt.")))
    run = kept.relink(more).run
    assert run.searched == 4  # the new comment, and the goals, for they are of one source more
    assert kept.links() == everything(more)


@pytest.mark.parametrize(
    ("text", "cls"),
    [
        ("Das Projekt https://b.example/y", QUER.ReferenceExample),
        ("Siehe https://b.example/y", FOAF.Document),
        ("Wie in Jena.", QUER.Municipality),
    ],
)
def test_what_only_texts_name_is_described_as_long_as_any_of_them_does(
    kept: Kept, text: str, cls: URIRef
) -> None:
    both = replace(FIRST, texts=((4, text), (5, f"Nun. {text}")))
    kept.relink(both)
    kept.relink(replace(both, texts=both.texts[1:]))
    assert any(t.object == node(cls) for t in kept.links())
    kept.relink(replace(both, texts=()))
    assert not any(t.object == node(cls) for t in kept.links())
    assert not list(kept.store.quads_for_pattern(None, SHARES, None, LINKED))


def test_a_thing_that_is_gone_leaves_no_memory(kept: Kept) -> None:
    kept.relink(World())
    assert kept.links() == set()
    assert not list(kept.store.quads_for_pattern(None, FINGERPRINT, None, LINKED))


def test_a_run_is_kept_as_long_as_anything_is_left_of_it(kept: Kept) -> None:
    runs = {t.subject for t in kept.links() if t.object == node(QUER.LinkingRun)}
    kept.relink(replace(FIRST, texts=FIRST.texts[:1]))
    left = {t.subject for t in kept.links() if t.object == node(QUER.LinkingRun)}
    assert left < runs
    assert left == {t.object for t in kept.links() if t.predicate == node(PROV.wasGeneratedBy)}


WORDS = st.text("abcÄäß ", max_size=8)


@settings(deadline=None)
@given(st.lists(WORDS, max_size=6), st.text("abcÄäßẞ ", max_size=40))
def test_a_text_is_touched_if_a_trigger_stands_in_it(triggers: list[str], text: str) -> None:
    expected = any(trigger.casefold() in text.casefold() for trigger in triggers)
    assert Touched(triggers)(text) == expected


KNOWN = st.dictionaries(st.sampled_from("abc"), st.tuples(WORDS, st.frozensets(WORDS, max_size=2)))


@settings(deadline=None)
@given(KNOWN, KNOWN, st.text("abcÄäß ", max_size=20))
def test_what_changed_touches_texts_with_its_old_and_new_triggers(
    old: dict[str, tuple[str, frozenset[str]]], new: dict[str, tuple[str, frozenset[str]]], text: str
) -> None:
    def entries(world: dict[str, tuple[str, frozenset[str]]]) -> list[Known]:
        return [Known(key, content, tuple(triggers)) for key, (content, triggers) in world.items()]

    before = {triple for known in entries(old) for triple in known.triples()}
    touched, come, gone = changed(before, entries(new))
    assert (before | come) - gone == {triple for known in entries(new) for triple in known.triples()}
    triggers = {
        trigger
        for key in "abc"
        for world in (old, new)
        if old.get(key) != new.get(key)
        for trigger in world.get(key, ("", frozenset[str]()))[1]
    }
    assert touched(text) == any(trigger.casefold() in text.casefold() for trigger in triggers)
