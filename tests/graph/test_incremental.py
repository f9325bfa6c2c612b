"""Linking again searches only what it has to, and comes to just what searching everything would."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, fields, replace

import pyoxigraph as ox
import pytest
from graph.making import identity, mapped, thing
from hypothesis import given, settings
from hypothesis import strategies as st
from rdflib.term import URIRef

from querbezug.graph.links import link_all
from querbezug.graph.links.candidates import Candidate, candidates
from querbezug.graph.links.corpus import Corpus, Named, TextUnit
from querbezug.graph.links.describing import Describer
from querbezug.graph.links.duplicates import near_duplicates
from querbezug.graph.links.finders import Finders, Link, New, NewPlace
from querbezug.graph.links.incremental import FINGERPRINT, LINKED, SHARES, Incremental
from querbezug.graph.links.knowledge import Known, Touched, changed
from querbezug.graph.links.planned import Scopes, planning_things
from querbezug.graph.links.references import CitedPage
from querbezug.graph.links.register_places import homes_of
from querbezug.graph.links.relevance import RelevanceFinder
from querbezug.graph.links.words import inflected, short_forms, stem
from querbezug.graph.nodes import node
from querbezug.graph.records import (
    AnyRecord,
    Comment,
    Example,
    Goal,
    Idea,
    Kind,
    Measure,
    Place,
    PlaceKind,
    Ref,
    Theme,
)
from querbezug.graph.statements import InMemory
from querbezug.graph.store.layout import as_stored, triples_of
from querbezug.ontology.terms import FOAF, PROV, QUER, RDF, RDFS

LINKS = ox.NamedNode("https://w3id.org/querbezug/graph/links")
BODIES = (
    "Mehr Busse nach",
    "Der Radweg in",
    "Siehe https://a.example/x für",
    "Wie das Projekt https://b.example/y in",
    "Foto: https://b.example/y aus",
    "Beispiele aus",
    "Gegen digitale Angebote, lieber Busse nach",
    "Ich bin dagegen. Die digitale Verwaltung braucht mehr Personal in",
    "",
)
TOWNS = {
    "16073076": "Rudolstadt",
    "16073077": "Saalfeld/Saale",
    "16073109": "Aue",
    "16073005": "Bad Blankenburg",
}
ENDS = ("Rudolstadt.", "Saalfelds!", "Aue und Rudolstädter Höhe.", "Bad Blankenburg.", "dem Freibad.")
GOALS = ("Radwegenetz ausbauen", "Freibad erhalten", "Mehr Busse")
PAGE = "https://a.example/x"
IDEAS = (6, 7)
"""The texts of these numbers are ideas, the others comments."""


@dataclass(frozen=True)
class World:
    """What the sources state at one time.

    ``page`` is the kind of what the address in some texts belongs to, ``about`` the goal that all
    comments are about; ``home`` says whether the towns stand in the comments' own source.
    """

    texts: tuple[tuple[int, str], ...] = ()
    towns: frozenset[str] = frozenset()
    goals: frozenset[str] = frozenset()
    page: Kind | None = None
    about: str | None = None
    home: bool = False
    theme: bool = False

    def stated(self) -> InMemory:
        towns = [
            Place(
                ref=Ref(Kind.PLACE, f"ags:{ags}"),
                label=TOWNS[ags],
                place_kind=PlaceKind.MUNICIPALITY,
                ags=ags,
            )
            for ags in sorted(self.towns)
        ]
        own: list[AnyRecord] = [Goal(ref=goal_ref(goal), label=goal) for goal in sorted(self.goals)]
        own += [self._text(at, *text) for at, text in enumerate(self.texts) if text[1]]
        if self.theme:
            own.append(Theme(ref=Ref(Kind.CROSS_CUTTING, "probe/t"), label="Digitalisierung"))
        triples = mapped(*own).triples | mapped(*towns, key="probe" if self.home else "other").triples
        if self.page:
            plan = Ref(self.page, "probe/m")
            record = Measure if self.page == Kind.MEASURE else Example
            page = ox.Triple(ox.NamedNode(identity().iri(plan)), node(FOAF.page), ox.NamedNode(PAGE))
            triples |= {*mapped(record(ref=plan, label="Plan"), key="other").triples, page}
        return InMemory(triples)

    def _text(self, at: int, number: int, text: str) -> Comment | Idea:
        if number in IDEAS:
            return Idea(ref=Ref(Kind.IDEA, f"probe/idea-{number}"), label="Ein Vorschlag", text=text)
        about = goal_ref(self.about) if self.about else None
        return Comment(
            ref=Ref(Kind.COMMENT, f"probe/comment-{number}"), text=text, sequence=1 + at, about=about
        )


def goal_ref(label: str) -> Ref:
    return Ref(Kind.GOAL, f"probe/z{GOALS.index(label)}")


class Linker:
    """All that a linking run does, thing by thing, and what linking again has to know of it."""

    def __init__(self, world: World) -> None:
        self.corpus = Corpus(world.stated())
        self._finders = Finders(self.corpus, identity())
        self._places = list(self.corpus.named(QUER.Place))
        self._towns = frozenset(self.corpus.instances(QUER.Municipality))
        self._themes = list(self.corpus.named(QUER.CrossCuttingTheme))
        self._goals = RelevanceFinder(planning_things(self.corpus), Scopes(self.corpus))
        self._homes = homes_of(self.corpus)

    def link(self, units: tuple[TextUnit, ...]) -> Iterator[ox.Triple]:
        describer = Describer(identity())
        links = []
        for unit, relevant in zip(units, self._finders.relevant(units), strict=True):
            for found in self._finders.find(unit, relevant, is_main=unit is units[0]):
                if isinstance(found, Link):
                    links.append(found)
                else:
                    yield from self._new(describer, found, self.corpus.sources(unit.iri))
        yield from describer.links(links)

    def _new(self, describer: Describer, new: New, sources: frozenset[str]) -> Iterator[ox.Triple]:
        if isinstance(new, NewPlace):
            yield from describer.place(new.iri, new.ref, new.name, sources)
        elif isinstance(new, CitedPage):
            yield from describer.page(new, sources)
        else:
            yield from describer.example(new, sources)
            if new.place and new.place_ref and not self.corpus.iris(new.place, RDF.type):
                yield from describer.place(new.place, new.place_ref, new.place_name or "", sources)

    def rest(self) -> Iterator[ox.Triple]:
        """Yield what may be the same: it depends on all things, so it is worked out in each run."""
        describer = Describer(identity())
        for candidate in candidates(self.corpus):
            yield from describer.candidate(candidate)
        ideas = [units[0] for units in self.corpus.units() if not units[0].is_comment]
        for pair in near_duplicates(ideas, self.corpus.tied):
            same = Candidate(pair.first, pair.second, pair.quote, pair.confidence, pair.method)
            yield from describer.candidate(same, pair.start)

    def known(self) -> Iterator[Known]:
        for place in self._places:
            content = repr((place.names, sorted(place.sources), place.iri in self._towns))
            yield Known(place.iri, content, tuple(triggers(place)))
        for theme in self._themes:
            content = repr((theme.names, sorted(theme.sources)))
            yield Known(theme.iri, content, tuple(map(stem, theme.names)))

    def extra(self, unit: TextUnit) -> Iterator[str]:
        yield from sorted(self.corpus.sources(unit.iri))
        yield self._goals.fingerprint(unit)
        yield from (repr(self._homes.get(source)) for source in sorted(unit.context))
        yield from map(self._described, sorted(unit.known))
        for url in re.findall(r"https?://[\w./]+", unit.text):
            yield from map(self._described, sorted(self.corpus.subjects(FOAF.page, url)))

    def _described(self, iri: str) -> str:
        return repr((iri, self.corpus.iris(iri, RDF.type), self.corpus.words(iri, RDFS.label)))


def triggers(place: Named) -> Iterator[str]:
    """Yield what a text must have in it to name a place: the last word of any form of its names.

    The last, for Bad Blankenburg may be just Blankenburg.
    """
    for name in place.names:
        for form in (form for short in short_forms(name) for form in inflected(short)):
            yield re.findall(r"\w+", form)[-1]


def everything(world: World) -> set[ox.Triple]:
    """Return what searching everything states."""
    return as_stored(link_all(world.stated(), identity()))


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
    st.dictionaries(st.integers(1, 7), TEXT, min_size=2, max_size=5).map(
        lambda texts: tuple(sorted(texts.items()))
    ),
    st.frozensets(st.sampled_from(sorted(TOWNS))),
    st.frozensets(st.sampled_from(GOALS)),
    st.sampled_from([None, Kind.MEASURE, Kind.EXAMPLE]),
    st.sampled_from([None, *GOALS]),
    st.booleans(),
    st.booleans(),
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
    town = ox.NamedNode(thing("place", "bad-blankenburg"))
    world = replace(FIRST, texts=(*FIRST.texts, (4, "Mehr Busse nach Bad Blankenburg.")))
    kept.relink(replace(world, towns=world.towns | {"16073005"}))
    assert any(t.object == town for t in kept.links())
    assert kept.relink(world).searched == 1
    assert not any(t.object == town for t in kept.links())


def test_a_town_that_only_the_official_register_knows_any_more_is_described_with_the_links(
    kept: Kept,
) -> None:
    town = ox.NamedNode(thing("place", "rudolstadt"))
    described = ox.Triple(town, node(RDF.type), node(QUER.Municipality))
    assert described not in kept.links()
    assert kept.relink(replace(FIRST, towns=frozenset({"16073077"}))).searched == 1
    assert described in kept.links()
    kept.relink(FIRST)
    assert described not in kept.links()
    assert any(t.object == town for t in kept.links())


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
