"""Links stream: over all texts of a thing, in any order, and from whatever RDF comes in."""

from __future__ import annotations

import gc
import random
import re
import weakref
from pathlib import Path

import pyoxigraph as ox
import pytest
from graph.making import FILES, identity, mapped, thing
from hypothesis import given
from hypothesis import strategies as st

from querbezug.graph.links.linking import link_all
from querbezug.graph.links.words import Phrases
from querbezug.graph.loading import load
from querbezug.graph.nodes import node
from querbezug.graph.records import Comment, Example, Kind, Place, PlaceKind, Ref, Theme
from querbezug.graph.statements import InMemory
from querbezug.graph.store import WriteStore
from querbezug.ontology.terms import FOAF, OA, PROV, QUER, RDF, RDFS


def comment(text: str, source: str = "probe") -> Comment:
    return Comment(ref=Ref(Kind.COMMENT, f"{source}/1"), text=text, sequence=1)


def town(ags: str, label: str) -> Place:
    return Place(ref=Ref(Kind.PLACE, f"ags:{ags}"), label=label, place_kind=PlaceKind.MUNICIPALITY, ags=ags)


RUDOLSTADT = thing("place", "rudolstadt")
PLACES = (town("16073077", "Saalfeld/Saale"), town("16073076", "Rudolstadt"))
THEME = Theme(ref=Ref(Kind.CROSS_CUTTING, "probe/digital"), label="Digitalisierung")
IDEA = ox.NamedNode(thing("idea", "probe_i"))


def idea(title: str, *bodies: str) -> list[ox.Triple]:
    """Return what a platform states of an idea."""
    source = ox.NamedNode(thing("source", "probe"))
    return [
        ox.Triple(IDEA, node(RDF.type), node(QUER.Idea)),
        ox.Triple(IDEA, node(RDFS.label), ox.Literal(title, language="de")),
        ox.Triple(IDEA, node(PROV.hadPrimarySource), source),
        *(ox.Triple(IDEA, node(QUER.verbatimText), ox.Literal(body, language="de")) for body in bodies),
    ]


NAMING = ("place-name", "theme-word", "explicit-url", "example-cue")
"""The methods that find what a text names; what it does, and which topics it has, is another matter."""


def evidence(triples: list[ox.Triple]) -> list[tuple[str, str, str]]:
    """Return method, body and quote of what the idea names; each assessment has but one of each."""
    facts: dict[str, dict[str, str]] = {}
    for triple in link_all(InMemory(triples), identity()):
        about = facts.setdefault(str(triple.subject), {})
        name = re.split("[#/]", triple.predicate.value)[-1]
        assert name not in ("quote", "start", "end") or name not in about
        about[name] = triple.object.value  # type: ignore[union-attr]
    found = [fact for fact in facts.values() if fact.get("assesses") == IDEA.value]
    return sorted(
        (_code(fact["method"]), fact["hasBody"], fact["quote"])
        for fact in found
        if _code(fact["method"]) in NAMING
    )


def _code(iri: str) -> str:
    return iri.rsplit("/", 1)[-1]


def test_the_wording_of_an_idea_is_searched_as_that_of_a_comment_and_its_title_too() -> None:
    known = list(mapped(*PLACES, THEME).triples)
    told = evidence(
        [
            *known,
            *idea(
                "Radweg nach Saalfeld",
                "Von Rudolstadt aus. Siehe https://stadt.example/a zur Digitalisierung.",
            ),
        ]
    )
    assert [(method, quote) for method, _, quote in told] == [
        ("explicit-url", "https://stadt.example/a"),
        ("place-name", "Rudolstadt"),
        ("place-name", "Saalfeld"),
        ("theme-word", "Digitalisierung"),
    ]


def test_an_idea_that_a_register_names_has_no_wording_but_a_label() -> None:
    known = list(mapped(*PLACES, THEME).triples)
    assert evidence([*known, *idea("Digitalisierung in Rudolstadt")]) == [
        ("place-name", RUDOLSTADT, "Rudolstadt")
    ]


def test_what_stands_in_title_and_wording_is_one_link_with_one_evidence() -> None:
    known = list(mapped(*PLACES).triples)
    told = evidence(
        [*known, *idea("Rudolstadts Busse", "Mehr Busse nach Rudolstadt!", "In der Stadt Rudolstadt.")]
    )
    assert [quote for _, _, quote in told] == ["Rudolstadt"]


def test_an_address_leads_to_the_thing_whose_page_it_is() -> None:
    page = "https://stadt.example/plan"
    example = Example(ref=Ref(Kind.EXAMPLE, "probe/plan"), label="Plan", page=page)
    links = list(link_all(InMemory(mapped(comment(f"Siehe {page}"), example).triples), identity()))
    leading = {t.predicate for t in links if t.object == ox.NamedNode(thing("example", "probe_plan"))}
    assert leading == {node(QUER.mentions), node(QUER.refersToExample), node(OA.hasBody)}
    assert {t.object for t in links if t.predicate == node(RDF.type)} == {
        node(QUER.Mention),
        node(QUER.FunctionAssessment),
        node(QUER.LinkingRun),
    }


def test_an_address_of_something_else_is_mentioned_but_no_example() -> None:
    page, other = "https://stadt.example/plan", ox.NamedNode(thing("measure", "probe_m"))
    triples = [
        *mapped(comment(f"Siehe {page}")).triples,
        ox.Triple(other, node(RDF.type), node(QUER.Measure)),
        ox.Triple(other, node(FOAF.page), ox.NamedNode(page)),
    ]
    links = list(link_all(InMemory(triples), identity()))
    assert {triple.predicate for triple in links if triple.object == other} == {
        node(QUER.mentions),
        node(OA.hasBody),
    }
    assert node(QUER.refersToExample) not in {triple.predicate for triple in links}


def test_a_text_that_gives_its_own_address_is_not_linked_to_itself() -> None:
    page = "https://stadt.example/idee"
    triples = [*idea("Idee", f"Siehe {page}"), ox.Triple(IDEA, node(FOAF.page), ox.NamedNode(page))]
    assert evidence(triples) == []
    found = list(link_all(InMemory(triples), identity()))
    assert {t.predicate for t in found if t.object == IDEA} == {node(QUER.assesses)}
    assert node(FOAF.Document) not in {t.object for t in found}


@given(st.randoms(use_true_random=False))
def test_the_order_of_what_is_stated_does_not_matter(chance: random.Random) -> None:
    """Not even for addresses whose short names clash, or for a town written in two ways."""
    texts = [
        "Siehe das Projekt https://a.example/x?y",
        "Ein Vorbild: https://a.example/x/y",
        "https://a.example/x-y: Beispiele aus Wien",
        "Radwege wie in Jena? Siehe https://a.example/x?y",
        "Mehr Fahrradständer für Jena! Wie https://a.example/x-y",
    ]
    triples = [
        triple
        for n, text in enumerate(texts)
        for triple in mapped(comment(text, f"probe{n}"), *PLACES, key=f"probe{n}").triples
    ]
    expected = set(link_all(InMemory(sorted(triples, key=str)), identity()))
    chance.shuffle(triples)
    found = list(link_all(InMemory(triples), identity()))
    assert set(found) == expected
    assert len(found) == len(expected)


def test_what_is_stated_is_let_go_with_the_last_triple() -> None:
    """A store on disk stays locked as long as anybody holds it, be it only uncollected garbage."""
    stated = InMemory(mapped(comment("In Rudolstadt. https://a.example/x"), *PLACES, THEME).triples)
    held = weakref.ref(stated)
    gc.collect()
    gc.disable()
    try:
        assert list(link_all(stated, identity()))
        del stated
        assert held() is None
    finally:
        gc.enable()


def test_progress_tells_how_many_things_are_looked_at_and_how_many_there_are(store: Path) -> None:
    told: list[tuple[int, int]] = []

    def listen(step: str, done: int, total: int) -> None:
        if step == "cli.step-linking" and total:
            told.append((done, total))

    with WriteStore(store) as target:
        load(FILES, target, progress=listen)
    assert [done for done, _ in told] == sorted(done for done, _ in told)
    (total,) = {total for _, total in told}
    assert told[0] == (0, total)
    assert told[-1] == (total, total)
    assert total > 100


FORMS = st.lists(st.text("ab /-.Ä", min_size=1, max_size=6).filter(lambda form: form[0] in "abÄ"), max_size=6)


@given(FORMS, st.text("ab /-.Ä", max_size=40))
def test_phrases_are_found_as_one_pattern_of_all_would_find_them(forms: list[str], text: str) -> None:
    alternatives = "|".join(map(re.escape, sorted(forms, key=lambda form: (-len(form), form))))
    pattern = re.compile(rf"(?<![\w-])(?:{alternatives})(?!\w)")
    expected = [(m.group(), m.start(), m.end()) for m in pattern.finditer(text)] if forms else []
    assert list(Phrases(forms).find(text)) == expected


@pytest.mark.parametrize("form", ["(Alt)Stadt", "„Anger“"])
def test_a_name_may_begin_with_a_sign(form: str) -> None:
    assert list(Phrases([form]).find(f"Die {form}.")) == [(form, 4, 4 + len(form))]


def test_what_is_no_iri_where_one_should_be_is_passed_over() -> None:
    """Any RDF may come in: a place as a word, a blank node as a source."""
    triples = [
        *mapped(comment("In Rudolstadt"), *PLACES).triples,
        ox.Triple(IDEA, node(RDF.type), node(QUER.Idea)),
        ox.Triple(IDEA, node(RDFS.label), ox.BlankNode("x")),
        ox.Triple(IDEA, node(QUER.theme), ox.Literal("Verkehr")),
        ox.Triple(IDEA, node(PROV.hadPrimarySource), ox.BlankNode("y")),
        ox.Triple(ox.BlankNode("z"), node(RDF.type), node(QUER.Comment)),
        ox.Triple(ox.BlankNode("z"), node(QUER.verbatimText), ox.Literal("In Saalfeld")),
    ]
    found = list(link_all(InMemory(triples), identity()))
    mentions = {t.subject for t in found if t.object == node(QUER.Mention)}
    quotes = [t.object for t in found if t.predicate == node(QUER.quote) and t.subject in mentions]
    assert quotes == [ox.Literal("Rudolstadt")]
    comments = {t.object for t in found if t.predicate == node(QUER.assesses)}
    assert comments == {ox.NamedNode(thing("comment", "probe-01"))}
