"""Terms become topics by a decision: kept with the store, found by linking, taken back without a trace."""

from __future__ import annotations

import shutil
from contextlib import suppress
from pathlib import Path

import pyoxigraph as ox
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from querbezug.graph.errors import NotFoundError, QuerbezugError
from querbezug.graph.links.adopted import Lexicon, adopted_topics, scheme
from querbezug.graph.loading import load
from querbezug.graph.review import ReviewConflictError, ReviewError
from querbezug.graph.review.term_queue import term_list
from querbezug.graph.review.terms import MOST_WORDS, adopt, dismiss, take_back
from querbezug.graph.store.layout import triples_of
from querbezug.graph.store.reading import Snapshot, take_snapshot
from querbezug.graph.store.writing import WriteStore
from querbezug.graph.validation import conforms
from querbezug.ontology.terms import OA, QUER, SKOS, TOPIC
from querbezug.ontology.topics import topics

SEED = Path(__file__).parents[2] / "examples" / "saalebogen" / "beteiligung-digitalisierung.txt"
BONN = SEED.parents[1] / "bonn"
BASE = "https://w3id.org/querbezug/id"
IRI = f"{BASE}/topic/lexikon_evu"


@pytest.fixture(scope="module")
def loaded(tmp_path_factory) -> Path:
    path = tmp_path_factory.mktemp("terms") / "store"
    with WriteStore(path) as store:
        load([SEED], store)
    return path


@pytest.fixture
def store(loaded, tmp_path) -> Path:
    shutil.copytree(loaded, tmp_path / "store")
    return tmp_path / "store"


def relink(path: Path) -> Snapshot:
    with WriteStore(path) as store:
        load([], store)
    return take_snapshot(path)


def links_to(snapshot: Snapshot, iri: str) -> list[ox.Quad]:
    quads = snapshot.store.quads_for_pattern(None, None, ox.NamedNode(iri), snapshot.layout.links)
    return list(quads)


def says(snapshot: Snapshot, subject: str, predicate: str, value: ox.NamedNode | ox.Literal) -> bool:
    return ox.Quad(ox.NamedNode(subject), ox.NamedNode(predicate), value) in snapshot.store


def test_an_adopted_topic_is_a_concept_and_is_found_by_the_next_linking(store):
    outcome = adopt(store, "EVU", "klima-energie", ["EVUs", "Energieversorger"], "Stadtplanung")
    assert (outcome.name, outcome.before != outcome.after) == (IRI, True)
    snapshot = take_snapshot(store)
    assert says(snapshot, IRI, str(SKOS.prefLabel), ox.Literal("EVU", language="de"))
    assert says(snapshot, IRI, str(SKOS.broader), ox.NamedNode(f"{TOPIC}klima-energie"))
    assert says(snapshot, IRI, str(SKOS.inScheme), scheme(snapshot.layout.minter))
    assert links_to(snapshot, IRI) == []
    linked = relink(store)
    assert any(quad.predicate.value == str(OA.hasBody) for quad in links_to(linked, IRI))
    assert any(quad.predicate.value == str(QUER.theme) for quad in links_to(linked, IRI))
    lexicon = ox.serialize(triples_of(linked.store, linked.layout.lexicon), format=ox.RdfFormat.N_TRIPLES)
    assert conforms((lexicon or b"").decode())


def test_it_survives_loading_and_keeps_its_iri(store):
    adopt(store, "EVU", "klima-energie", ["EVUs"])
    with WriteStore(store) as opened:
        load([SEED], opened)
    snapshot = take_snapshot(store)
    assert links_to(snapshot, IRI)
    assert [each.iri for each in adopted_topics(snapshot.store, snapshot.layout)].count(IRI) == 1
    assert adopt(store, "evu").name == IRI
    assert Lexicon.of(snapshot.store, snapshot.layout).adoptions[IRI].words == ("EVUs",)


def test_taken_back_the_dataset_is_what_it_was(store):
    before = take_snapshot(store).version
    adopt(store, "EVU", "klima-energie", ["EVUs"])
    dismiss(store, "Verständnis")
    relink(store)
    take_back(store, IRI)
    take_back(store, "Verständnis")
    snapshot = take_snapshot(store)
    assert links_to(snapshot, IRI) == []
    assert relink(store).version == before


def test_the_name_of_a_topic_that_ships_adds_words_to_it(store):
    before = take_snapshot(store).version
    assert adopt(store, "parken", words=["Karrenhalde"]).name == f"{TOPIC}parken"
    snapshot = take_snapshot(store)
    known = {topic.iri: topic for topic in adopted_topics(snapshot.store, snapshot.layout)}
    assert len(known) == len(topics())
    assert "Karrenhalde" in known[f"{TOPIC}parken"].words
    take_back(store, "parken")
    assert take_snapshot(store).version == before


@pytest.fixture(scope="module")
def ideas(tmp_path_factory) -> Path:
    path = tmp_path_factory.mktemp("ideas") / "store"
    with WriteStore(path) as store:
        load(sorted(BONN.glob("*.jsonl")), store)
    return path


def test_what_was_decided_is_proposed_no_more(ideas, tmp_path):
    store = Path(shutil.copytree(ideas, tmp_path / "store"))
    snapshot = take_snapshot(store)
    found = term_list(snapshot)
    first, second = found.open[:2]
    dismiss(store, first.label)
    adopt(store, second.label, words=second.forms)
    for again in (term_list(take_snapshot(store)), term_list(take_snapshot(store), found)):
        assert not {first.label, second.label} & {term.label for term in again.open}
    take_back(store, first.label)
    assert first.label in {term.label for term in term_list(take_snapshot(store), found).open}


@pytest.mark.parametrize(
    ("act", "error"),
    [
        (lambda path: adopt(path, " ?! "), ReviewError),
        (lambda path: adopt(path, "x" * 81), ReviewError),
        (lambda path: adopt(path, "Wort", "nirgends"), ReviewError),
        (lambda path: adopt(path, "Wort", words=[f"w{n}" for n in range(MOST_WORDS + 1)]), ReviewError),
        (lambda path: adopt(path, "Wort", words=["y" * 81]), ReviewError),
        (lambda path: dismiss(path, ""), ReviewError),
        (lambda path: take_back(path, "nie entschieden"), NotFoundError),
    ],
)
def test_what_makes_no_sense_is_refused_and_changes_nothing(store, act, error):
    before = take_snapshot(store).version
    with pytest.raises(error) as caught:
        act(store)
    assert caught.value.text("de") != caught.value.text("en")
    assert take_snapshot(store).version == before


def test_topics_make_no_circle_and_none_hangs_in_the_air(store):
    upper = adopt(store, "Oberwort").name
    lower = adopt(store, "Unterwort", upper).name
    with pytest.raises(ReviewError):
        adopt(store, "Oberwort", lower)
    with pytest.raises(ReviewConflictError):
        take_back(store, upper)
    take_back(store, lower)
    take_back(store, upper)


@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.tuples(st.sampled_from(["adopt", "dismiss", "back"]), st.text(max_size=12)), max_size=5))
def test_whatever_people_write_is_kept_as_text_and_can_be_taken_back(store, acts):
    doing = {"adopt": adopt, "dismiss": dismiss, "back": take_back}
    before = take_snapshot(store).version
    for kind, word in acts:
        with suppress(QuerbezugError):
            doing[kind](store, word)
    snapshot = take_snapshot(store)
    lexicon = Lexicon.of(snapshot.store, snapshot.layout)
    for name in (*lexicon.adoptions, *lexicon.dismissed):
        take_back(store, name)
    assert take_snapshot(store).version == before
