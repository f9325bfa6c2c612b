"""Linking again searches only what it has to, and comes to just what searching everything would."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

import pyoxigraph as ox
import pytest
from graph.making import identity, mapped, thing
from hypothesis import given, settings
from hypothesis import strategies as st

from querbezug.graph.links.corpus import Corpus, Named, TextUnit
from querbezug.graph.links.describing import Describer
from querbezug.graph.links.duplicates import near_duplicates
from querbezug.graph.links.incremental import FINGERPRINT, LINKED, SHARES, Incremental
from querbezug.graph.links.knowledge import Known, Touched, changed
from querbezug.graph.links.places import PlaceFinder
from querbezug.graph.links.planned import Scopes, planning_things
from querbezug.graph.links.references import UrlFinder
from querbezug.graph.links.relevance import RelevanceFinder
from querbezug.graph.links.words import inflected, short_forms
from querbezug.graph.nodes import node
from querbezug.graph.records import AnyRecord, Comment, Goal, Kind, Measure, Place, PlaceKind, Ref
from querbezug.graph.statements import InMemory
from querbezug.graph.store.layout import as_stored, triples_of
from querbezug.ontology.terms import FOAF, METHOD, OA, PROV, QUER, RDF

LINKS = ox.NamedNode("https://w3id.org/querbezug/graph/links")
BODIES = (
    "Mehr Busse nach",
    "Der Radweg in",
    "Siehe https://a.example/x für",
    "Wie https://b.example/y in",
    "",
)
TOWNS = {"16073076": "Rudolstadt", "16073077": "Saalfeld/Saale", "16073109": "Aue"}
ENDS = ("Rudolstadt.", "Saalfelds!", "Aue und Rudolstädter Höhe.", "dem Freibad.")
GOALS = ("Radwegenetz ausbauen", "Freibad erhalten", "Mehr Busse")


@dataclass(frozen=True)
class World:
    """What the sources state at one time."""

    texts: tuple[tuple[int, str], ...] = ()
    towns: frozenset[str] = frozenset()
    goals: frozenset[str] = frozenset()
    page: bool = False

    def stated(self) -> InMemory:
        other = tuple(
            Place(
                ref=Ref(Kind.PLACE, f"ags:{ags}"),
                label=TOWNS[ags],
                place_kind=PlaceKind.MUNICIPALITY,
                ags=ags,
            )
            for ags in sorted(self.towns)
        )
        own: list[AnyRecord] = [
            Goal(ref=Ref(Kind.GOAL, f"probe/z{GOALS.index(goal)}"), label=goal) for goal in sorted(self.goals)
        ]
        own += [
            Comment(ref=Ref(Kind.COMMENT, f"probe/comment-{number}"), text=text, sequence=1 + at)
            for at, (number, text) in enumerate(self.texts)
            if text
        ]
        triples = mapped(*own).triples | mapped(*other, key="other").triples
        if self.page:
            measure = mapped(Measure(ref=Ref(Kind.MEASURE, "probe/m"), label="Plan"), key="other").triples
            page = ox.NamedNode("https://a.example/x")
            triples |= measure | {ox.Triple(ox.NamedNode(thing("measure", "probe_m")), node(FOAF.page), page)}
        return InMemory(triples)


class Linker:
    """A small linking run of three finders, and what linking again has to know of them."""

    def __init__(self, world: World) -> None:
        self.corpus = Corpus(world.stated())
        self._places = list(self.corpus.named(QUER.Place))
        self._towns = frozenset(self.corpus.instances(QUER.Municipality))
        self._finder = PlaceFinder(self._places, self._towns)
        self._urls = UrlFinder(identity(), self._page)
        self._goals = RelevanceFinder(planning_things(self.corpus), Scopes(self.corpus))

    def _page(self, url: str) -> str | None:
        return min(self.corpus.subjects(FOAF.page, url), default=None)

    def link(self, units: tuple[TextUnit, ...]) -> Iterator[ox.Triple]:
        describer = Describer(identity())
        links = []
        for unit, relevant in zip(units, self._goals.find_batch(units), strict=True):
            links += [
                (found, QUER.Mention, (QUER.mentions,)) for found in (*self._finder.find(unit), *relevant)
            ]
            for found, new in self._urls.find(unit):
                links.append((found, QUER.Mention, (QUER.mentions,)))
                if new:
                    yield from describer.example(new, self.corpus.sources(unit.iri))
        yield from describer.links(links)

    def rest(self) -> Iterator[ox.Triple]:
        """Yield the near-duplicates: they depend on all texts, so they are worked out in each run."""
        units = (unit for units in self.corpus.units() for unit in units)
        for pair in near_duplicates(units):
            subject = ox.NamedNode(thing("assessment", f"{pair.first[-9:]}-{pair.second[-9:]}"))
            run = ox.NamedNode(thing("run", "near-duplicate"))
            yield ox.Triple(subject, node(RDF.type), node(QUER.IdentityCandidate))
            yield ox.Triple(subject, node(QUER.candidateFor), ox.NamedNode(pair.first))
            yield ox.Triple(subject, node(OA.hasBody), ox.NamedNode(pair.second))
            yield ox.Triple(subject, node(PROV.wasGeneratedBy), run)
            yield ox.Triple(run, node(RDF.type), node(QUER.LinkingRun))
            yield ox.Triple(run, node(QUER.method), node(METHOD["near-duplicate"]))

    def known(self) -> Iterator[Known]:
        for place in self._places:
            content = repr((place.names, sorted(place.sources), place.iri in self._towns))
            yield Known(place.iri, content, tuple(triggers(place)))

    def extra(self, unit: TextUnit) -> Iterator[str]:
        yield from sorted(self.corpus.sources(unit.iri))
        yield self._goals.fingerprint(unit)
        yield from (self._page(url) or "" for url in re.findall(r"https?://[\w./]+", unit.text))


def triggers(place: Named) -> Iterator[str]:
    """Yield what a text must have in it to name a place: the first word of any form of its names."""
    for name in place.names:
        for form in (form for short in short_forms(name) for form in inflected(short)):
            yield re.findall(r"\w+", form)[0]


def everything(world: World) -> set[ox.Triple]:
    """Return what searching everything states."""
    linker = Linker(world)
    return as_stored([*(t for units in linker.corpus.units() for t in linker.link(units)), *linker.rest()])


class Kept:
    """A store that one world after the other is linked in."""

    def __init__(self) -> None:
        self.store = ox.Store()

    def links(self) -> set[ox.Triple]:
        return set(triples_of(self.store, LINKS))

    def relink(self, world: World, version: str = "1", always: frozenset[str] = frozenset()) -> Incremental:
        """Link as a load would: search, then write the difference and what the next run needs."""
        linker = Linker(world)
        run = Incremental(
            self.store,
            LINKS,
            version=version,
            known=linker.known(),
            extra=linker.extra,
            always=always.__contains__,
        )
        for units in run.to_search(linker.corpus.units()):
            run.found(units, linker.link(units))
        new = run.finish(linker.rest())
        expected, size = set(new), len(new)
        changes = [(LINKS, list(new.going()), list(new.coming()))]
        changes.append((LINKED, list(run.memory.removed), list(run.memory.added)))
        for graph, going, coming in changes:
            for triple in going:
                self.store.remove(ox.Quad(triple.subject, triple.predicate, triple.object, graph))
            self.store.extend(ox.Quad(t.subject, t.predicate, t.object, graph) for t in coming)
        assert self.links() == expected
        assert size == len(expected)
        return run


TEXT = st.builds(lambda body, end: f"{body} {end}".strip(), st.sampled_from(BODIES), st.sampled_from(ENDS))
WORLDS = st.builds(
    World,
    st.dictionaries(st.integers(1, 5), TEXT, max_size=5).map(lambda texts: tuple(sorted(texts.items()))),
    st.frozensets(st.sampled_from(sorted(TOWNS))),
    st.frozensets(st.sampled_from(GOALS)),
    st.booleans(),
)


@settings(deadline=None)
@given(st.lists(WORLDS, min_size=2, max_size=4))
def test_linking_again_states_what_linking_everything_would(worlds: list[World]) -> None:
    kept = Kept()
    for world in worlds:
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
    assert kept.relink(FIRST).searched == 6
    return kept


def test_nothing_is_searched_twice(kept: Kept) -> None:
    before, memory = kept.links(), set(triples_of(kept.store, LINKED))
    run = kept.relink(FIRST)
    assert (run.searched, run.kept) == (0, 6)
    assert kept.links() == before
    assert set(triples_of(kept.store, LINKED)) == memory


def test_only_a_new_or_changed_text_is_searched(kept: Kept) -> None:
    _, *others = FIRST.texts
    run = kept.relink(
        replace(FIRST, texts=((1, "Die Brücke in Rudolstadt."), *others, (4, "Neu in Saalfeld.")))
    )
    assert (run.searched, run.kept) == (2, 5)


def test_a_new_name_concerns_only_texts_that_have_it_in_them(kept: Kept) -> None:
    world = replace(FIRST, texts=(*FIRST.texts, (4, "In der Aue."), (5, "Genaue Zahlen!")))
    assert kept.relink(world).searched == 2
    run = kept.relink(replace(world, towns=frozenset(TOWNS)))
    assert run.searched == 3  # „Genaue“ and „ausbauen“ have it in them, too
    assert kept.links() == everything(replace(world, towns=frozenset(TOWNS)))


def test_a_name_that_is_gone_takes_its_links_with_it(kept: Kept) -> None:
    assert any(t.object == ox.NamedNode(thing("place", "rudolstadt")) for t in kept.links())
    assert kept.relink(replace(FIRST, towns=frozenset({"16073077"}))).searched == 1
    assert not any(t.object == ox.NamedNode(thing("place", "rudolstadt")) for t in kept.links())


def test_another_goal_concerns_the_texts_that_may_speak_of_it(kept: Kept) -> None:
    world = replace(FIRST, goals=frozenset(GOALS[:2]))
    assert kept.relink(world).kept == 2  # the labels of the two goals left are no contributions
    assert kept.links() == everything(world)


def test_another_version_searches_everything(kept: Kept) -> None:
    kept.store.add(ox.Quad(ox.NamedNode("urn:x"), node(QUER.mentions), ox.NamedNode("urn:y"), LINKS))
    assert kept.relink(FIRST, version="2").searched == 6
    assert kept.links() == everything(FIRST)
    assert kept.relink(FIRST, version="2").searched == 0


def test_a_store_without_a_memory_is_linked_anew() -> None:
    kept = Kept()
    kept.store.add(ox.Quad(ox.NamedNode("urn:x"), node(QUER.mentions), ox.NamedNode("urn:y"), LINKS))
    kept.relink(FIRST)
    assert kept.links() == everything(FIRST)


def test_what_has_to_be_searched_always_is(kept: Kept) -> None:
    assert kept.relink(FIRST, always=frozenset({thing("comment", "probe_comment-1")})).searched == 1
    assert kept.links() == everything(FIRST)


def test_an_example_is_described_as_long_as_any_text_names_it(kept: Kept) -> None:
    both = replace(FIRST, texts=(*FIRST.texts, (4, "Auch https://b.example/y")))
    example = node(QUER.ReferenceExample)
    kept.relink(both)
    kept.relink(replace(both, texts=both.texts[3:]))
    assert any(t.object == example for t in kept.links())
    kept.relink(replace(both, texts=()))
    assert not any(t.object == example for t in kept.links())
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
