"""Describing a thing: all that the public graph says of it, and nothing of what is private."""

from __future__ import annotations

from pathlib import Path

import pyoxigraph as ox
import pytest
from graph.making import BASE, SEED_PAGE, load_files, snapshot_of, thing

from querbezug.graph.describe import MOST_INCOMING, describe
from querbezug.graph.errors import NotFoundError
from querbezug.graph.store import Snapshot, WriteStore
from querbezug.ontology.terms import GEO, QUER, RDFS

COMMENT = thing("comment", "saalebogen-digitalisierung-05")
RUDOLSTADT = thing("place", "rudolstadt")


def test_a_comment_comes_with_its_own_words_and_the_links_found_in_it(examples: Snapshot) -> None:
    told = describe(examples, COMMENT)
    assert {t.subject for t in told.own} == {ox.NamedNode(COMMENT)}
    assert len([t for t in told.own if t.predicate.value == str(QUER.verbatimText)]) == 1
    quotes = {t.object.value for t in told.assessments if t.predicate.value == str(QUER.quote)}  # type: ignore[union-attr]
    assert quotes >= {"Schwarzburg", "https://www.uni-jena.de/200525_WeCare"}
    (wording,) = (t.object.value for t in told.own if t.predicate.value == str(QUER.verbatimText))  # type: ignore[union-attr]
    assert all(quote in wording for quote in quotes)


def test_a_town_comes_with_its_point_and_what_others_say_of_it(examples: Snapshot) -> None:
    told = describe(examples, RUDOLSTADT)
    assert str(GEO.asWKT) in {t.predicate.value for t in told.parts}
    assert str(QUER.hasMemberMunicipality) in {t.predicate.value for t in told.incoming}
    assert all(t.object == ox.NamedNode(RUDOLSTADT) for t in told.incoming)
    assert set(told.triples()) <= set(examples.triples())


def test_a_term_of_the_ontology_can_be_described_too(examples: Snapshot) -> None:
    assert str(RDFS.label) in {t.predicate.value for t in describe(examples, str(QUER.Comment)).own}


@pytest.mark.parametrize(
    "iri",
    [thing("place", "nirgendwo"), "urn:querbezug:store", "keine IRI", "", "https://a b.de", "<x>", "a:b\x00"],
)
def test_what_the_public_graph_does_not_know_is_not_found(examples: Snapshot, iri: str) -> None:
    with pytest.raises(NotFoundError) as missing:
        describe(examples, iri)
    assert iri in missing.value.text()


def test_the_log_of_a_source_stays_private(store: Path) -> None:
    load_files(store, SEED_PAGE)
    told = describe(snapshot_of(store), thing("source", "saalebogen-digitalisierung"))
    assert str(SEED_PAGE.parent) not in " ".join(map(str, told.triples()))


def test_a_thing_everybody_speaks_of_does_not_swamp_its_page(store: Path) -> None:
    hub, predicate = ox.NamedNode(f"{BASE}/id/goal/x"), ox.NamedNode(str(QUER.about))
    many = [
        ox.Triple(ox.NamedNode(thing("comment", f"x-{n}")), predicate, hub) for n in range(MOST_INCOMING + 50)
    ]
    with WriteStore(store) as writer:
        writer.commit({writer.layout.source("x"): many})
    assert len(describe(snapshot_of(store), hub.value).incoming) == MOST_INCOMING
