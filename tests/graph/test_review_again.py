"""Decisions outlive loading and linking, and what is seen at once is what a new run says."""

from __future__ import annotations

import shutil
from pathlib import Path

import pyoxigraph as ox
import pytest
from graph.making import EXAMPLES, SEED_PAGE, load_files, snapshot_of, source_info, thing, write_page
from graph.review_making import (
    DIGITAL,
    FIRST,
    RUDOLSTADT,
    SAALFELD,
    SCHWARZBURG,
    assessments,
    find,
    linked_anew,
    links,
    says,
)
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from querbezug.graph.errors import NotFoundError
from querbezug.graph.identity import Identity
from querbezug.graph.ledger import Ledger
from querbezug.graph.links import places
from querbezug.graph.links.claims import BY_HAND
from querbezug.graph.links.corpus import Found
from querbezug.graph.links.decisions import Decisions
from querbezug.graph.links.describing import Describer
from querbezug.graph.links.finders import Link
from querbezug.graph.nodes import node
from querbezug.graph.review import (
    ReviewError,
    Verdict,
    decide,
    undo,
)
from querbezug.graph.store import WriteStore
from querbezug.graph.validation import Validator
from querbezug.ontology.terms import QUER, REVIEW_STATUS


def test_a_decision_survives_loading_and_holds_for_what_is_found_again(copied: Path, tmp_path: Path) -> None:
    found = find(copied, FIRST, SCHWARZBURG)
    decide(copied, Verdict(found.id, "rejected"))
    load_files(copied, write_page(tmp_path / "zusatz.txt"))
    assert find(copied, FIRST, SCHWARZBURG).status == "rejected"
    assert not says(copied, FIRST, "quer:mentions", SCHWARZBURG)
    undo(copied, found.id)
    assert find(copied, FIRST, SCHWARZBURG).status == "proposed"


def test_a_rejected_claim_stays_rejected_whatever_method_finds_it(copied: Path) -> None:
    found = find(copied, FIRST, SCHWARZBURG)
    decide(copied, Verdict(found.id, "rejected"))
    other = thing("assessment", "0123456789abcdef")
    with WriteStore(copied) as writer:
        identity = Identity(writer.layout.minter, Ledger(writer.raw), writer.salt)
        decisions = Decisions.of(writer.triples(writer.layout.decisions))
        describer = Describer(identity, decisions)
        again = Found(FIRST, "explicit-url", SCHWARZBURG, "x", 0, 1, 0.99)
        triples = set(describer.links([Link(again, QUER.Mention, (QUER.mentions,))]))
    assert other not in {str(t.subject) for t in triples}
    assert str(REVIEW_STATUS.rejected) in {
        t.object.value for t in triples if t.predicate == node(QUER.reviewStatus)
    }
    assert not [t for t in triples if t.predicate == node(QUER.mentions)]


def test_a_confirmed_link_stands_when_no_method_finds_it_any_more(
    copied: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    measure = thing("measure", "saalebogen_anbindung-a9")
    decide(copied, Verdict(find(copied, measure, SAALFELD).id, "confirmed"))
    monkeypatch.setattr(places.PlaceFinder, "find", lambda _self, _unit: iter(()))
    triples = linked_anew(copied)
    mentions = ox.Triple(*(ox.NamedNode(str(x)) for x in (measure, QUER.mentions, SAALFELD)))
    assert mentions in triples
    assert ox.NamedNode(BY_HAND) in {t.object for t in triples if t.predicate == node(QUER.method)}


OPERATIONS = st.lists(
    st.tuples(
        st.integers(0, 200),
        st.sampled_from(["confirmed", "rejected", "corrected", "undo"]),
        st.sampled_from([RUDOLSTADT, SAALFELD, SCHWARZBURG, DIGITAL]),
    ),
    min_size=1,
    max_size=7,
)


@pytest.fixture(scope="module")
def small_store(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("small") / "store"
    load_files(path, EXAMPLES / "saalebogen" / "planungsregister.json", SEED_PAGE)
    return path


@settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(operations=OPERATIONS)
def test_what_is_seen_at_once_is_what_a_new_run_says(
    operations: list[tuple[int, str, str]], small_store: Path, tmp_path_factory: pytest.TempPathFactory
) -> None:
    store = tmp_path_factory.mktemp("ops") / "store"
    shutil.copytree(small_store, store)
    first = snapshot_of(store).version
    # Two texts only, so that decisions meet.
    known = [a for a in assessments(store) if a.claim.unit in {FIRST, FIRST.replace("-05", "-15")}]
    done = []
    for number, status, to in operations:
        found = known[number % len(known)]
        try:
            if status == "undo":
                undo(store, found.id)
            else:
                decide(store, Verdict(found.id, status, corrected_to=to if status == "corrected" else ""))
                done.append(found)
        except (ReviewError, NotFoundError):
            continue
        assert links(store) == linked_anew(store)
    for found in done:
        try:
            undo(store, found.id)
        except NotFoundError:
            continue
    assert snapshot_of(store).version == first


def test_decisions_keep_the_rules_of_the_ontology(copied: Path) -> None:
    decide(copied, Verdict(find(copied, FIRST, SCHWARZBURG).id, "corrected", corrected_to=RUDOLSTADT))
    with WriteStore(copied) as writer:
        decisions, found = writer.triples(writer.layout.decisions), writer.triples(writer.layout.links)
    assert decisions
    subjects = {
        t.subject for t in found if t.predicate == node(QUER.method) and t.object == ox.NamedNode(BY_HAND)
    }
    told = [*decisions, *(t for t in found if t.subject in subjects)]
    assert Validator(source_info(), {}).findings(told) == ()
    assert len(decisions) <= 15
