"""A theme of a plan that is called like a topic is proposed as the same, and never merged."""

from __future__ import annotations

from pathlib import Path

import pyoxigraph as ox
import pytest

from querbezug.graph.links.corpus import Corpus
from querbezug.graph.links.topic_themes import topic_themes
from querbezug.graph.loading import load
from querbezug.graph.review import Filter, Queue, Verdict, decide, undo
from querbezug.graph.statements import InMemory
from querbezug.graph.store.reading import take_snapshot
from querbezug.graph.store.writing import WriteStore
from querbezug.ontology.terms import QUER, RDF, RDFS, SKOS, TOPIC
from querbezug.ontology.topics import Topic

REGISTER = Path(__file__).parents[2] / "examples" / "saalebogen" / "planungsregister.json"


def themes(**names: str) -> Corpus:
    triples = []
    for key, name in names.items():
        subject = ox.NamedNode(f"https://example.org/id/field/{key}")
        triples.append(ox.Triple(subject, ox.NamedNode(str(RDF.type)), ox.NamedNode(str(QUER.FieldOfAction))))
        triples.append(ox.Triple(subject, ox.NamedNode(str(RDFS.label)), ox.Literal(name, language="de")))
    return Corpus(InMemory(triples))


def test_only_the_name_itself_counts():
    corpus = themes(a="Mobilität", b="mobilität", c="Verkehr", d="Mobilität und Klima")
    found = {(each.one[-1], each.other, each.quote) for each in topic_themes(corpus)}
    assert found == {("a", f"{TOPIC}mobilitaet", "Mobilität"), ("b", f"{TOPIC}mobilitaet", "mobilität")}


def test_adopted_topics_count_too():
    topic = Topic("https://example.org/id/topic/lexikon_gleiswippe", "Gleiswippe", words=("Wippe",))
    found = list(topic_themes(themes(a="Gleiswippe", b="Wippe"), [topic]))
    assert [(each.one[-1], each.other) for each in found] == [("a", topic.iri)]


@pytest.fixture(scope="module")
def store(tmp_path_factory) -> Path:
    path = tmp_path_factory.mktemp("topic-themes") / "store"
    with WriteStore(path) as opened:
        load([REGISTER], opened)
    return path


def matches(path: Path) -> set[tuple[str, str]]:
    quads = take_snapshot(path).store.quads_for_pattern(
        None, ox.NamedNode(str(SKOS.exactMatch)), None, ox.DefaultGraph()
    )
    return {(q.subject.value, q.object.value) for q in quads if q.object.value.startswith(TOPIC)}


def test_it_is_reviewed_like_any_candidate_and_matches_only_when_confirmed(store):
    before, queue = take_snapshot(store).version, Queue(take_snapshot(store))
    items = queue.page(Filter(kind="identity"), limit=500).items
    found = next(each for each in items if each.claim.body.startswith(TOPIC))
    assert matches(store) == set()
    decide(store, Verdict(found.id, "confirmed"))
    assert matches(store) == {(found.claim.unit, found.claim.body)}
    undo(store, found.id)
    assert take_snapshot(store).version == before
