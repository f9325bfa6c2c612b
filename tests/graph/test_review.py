"""Decisions: seen at once, the same as after a new linking run, and gone without a trace when taken back."""

from __future__ import annotations

import shutil
from pathlib import Path

import pyoxigraph as ox
import pytest
from graph.making import EXAMPLES, SEED_PAGE, load_files, rows, snapshot_of, source_info, thing, write_page
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from querbezug.graph.errors import NotFoundError, StoreError
from querbezug.graph.identity import Identity
from querbezug.graph.ledger import Ledger
from querbezug.graph.links import places
from querbezug.graph.links.claims import BY_HAND
from querbezug.graph.links.corpus import Found
from querbezug.graph.links.decisions import Decisions
from querbezug.graph.links.describing import Describer
from querbezug.graph.links.finders import Link
from querbezug.graph.links.linking import link_all
from querbezug.graph.nodes import node
from querbezug.graph.review import (
    Assessment,
    Reading,
    ReviewConflictError,
    ReviewError,
    Verdict,
    decide,
    undo,
)
from querbezug.graph.store import WriteStore
from querbezug.graph.store.layout import LOG, REVIEWED, as_stored
from querbezug.graph.store.stated import Stated
from querbezug.graph.validation import Validator
from querbezug.ontology.terms import QUER, REVIEW_STATUS

RUDOLSTADT, SAALFELD = thing("place", "rudolstadt"), thing("place", "saalfeld-saale")
DIGITAL = thing("cross-cutting-theme", "saalebogen_digitalisierung")
FIRST = thing("comment", "saalebogen-digitalisierung-05")


@pytest.fixture
def copied(example_store: Path, store: Path) -> Path:
    """A store of all examples that may be written to."""
    shutil.copytree(example_store, store)
    return store


def assessments(store: Path) -> list[Assessment]:
    snapshot = snapshot_of(store)
    return list(Reading(snapshot.store, snapshot.layout).all())


def find(store: Path, unit: str, body: str) -> Assessment:
    [found] = [
        a for a in assessments(store) if (a.claim.unit, a.claim.body) == (unit, body) and not a.by_hand
    ]
    return found


def statuses(store: Path) -> dict[str, str]:
    return {each.iri: each.status for each in assessments(store)}


def says(store: Path, subject: str, predicate: str, value: str) -> bool:
    return bool(
        rows(snapshot_of(store), f"SELECT ?p {{ <{subject}> ?p <{value}> FILTER(?p = {predicate}) }}")
    )


def linked_anew(store: Path) -> set[ox.Triple]:
    """Return what a new linking run says, given the decisions in the store."""
    with WriteStore(store) as writer:
        identity = Identity(writer.layout.minter, Ledger(writer.raw), writer.salt)
        decisions = Decisions.of(writer.triples(writer.layout.decisions))
        return as_stored(link_all(Stated(writer.raw, writer.layout, {}), identity, decisions=decisions))


def links(store: Path) -> set[ox.Triple]:
    with WriteStore(store) as writer:
        return writer.triples(writer.layout.links)


SCHWARZBURG = thing("place", "schwarzburg")


def test_a_rejected_link_loses_its_plain_triple_and_keeps_its_evidence(copied: Path) -> None:
    found = find(copied, FIRST, SCHWARZBURG)
    assert says(copied, FIRST, "quer:mentions", SCHWARZBURG)
    decide(copied, Verdict(found.id, "rejected", note="Gemeint ist das Schloss"))
    assert not says(copied, FIRST, "quer:mentions", SCHWARZBURG)
    assert find(copied, FIRST, SCHWARZBURG).status == "rejected"
    told = rows(
        snapshot_of(copied),
        """SELECT ?of ?unit ?body ?role ?note { GRAPH <https://w3id.org/querbezug/graph/decisions> {
        ?d a quer:ReviewDecision ; quer:reviewOf ?of ; quer:assesses ?unit ; oa:hasBody ?body ;
        quer:reviewerRole ?role ; skos:note ?note } }""",
    )
    assert told == [(found.iri, FIRST, SCHWARZBURG, "Redaktion", "Gemeint ist das Schloss")]


def test_a_confirmed_link_says_so_and_stands_even_when_the_method_was_unsure(copied: Path) -> None:
    found = find(copied, FIRST, SCHWARZBURG)
    with WriteStore(copied) as writer:
        sure = ox.Triple(*(ox.NamedNode(x) for x in (FIRST, QUER.mentions, SCHWARZBURG)))
        quad = ox.Quad(sure.subject, sure.predicate, sure.object, writer.layout.links)
        writer.amend([], [quad])
    assert not says(copied, FIRST, "quer:mentions", SCHWARZBURG)
    decide(copied, Verdict(found.id, "confirmed"))
    assert says(copied, FIRST, "quer:mentions", SCHWARZBURG)
    assert find(copied, FIRST, SCHWARZBURG).status == "confirmed"


def test_a_correction_puts_the_right_thing_in_its_place(copied: Path) -> None:
    found = find(copied, FIRST, SCHWARZBURG)
    decide(copied, Verdict(found.iri, "corrected", corrected_to=RUDOLSTADT))
    assert find(copied, FIRST, SCHWARZBURG).status == "corrected"
    assert not says(copied, FIRST, "quer:mentions", SCHWARZBURG)
    assert says(copied, FIRST, "quer:mentions", RUDOLSTADT)
    [hand] = [each for each in assessments(copied) if each.by_hand]
    assert (hand.claim.unit, hand.claim.body, hand.status) == (FIRST, RUDOLSTADT, "confirmed")
    assert (hand.quote, hand.start, hand.end) == (found.quote, found.start, found.end)
    with pytest.raises(ReviewConflictError):
        decide(copied, Verdict(hand.iri, "rejected"))


def test_a_place_corrected_to_a_theme_becomes_its_theme(copied: Path) -> None:
    decide(copied, Verdict(find(copied, FIRST, SCHWARZBURG).id, "corrected", corrected_to=DIGITAL))
    assert says(copied, FIRST, "quer:theme", DIGITAL)
    assert not says(copied, FIRST, "quer:mentions", DIGITAL)


@pytest.mark.parametrize(("status", "to"), [("confirmed", ""), ("rejected", ""), ("corrected", RUDOLSTADT)])
def test_taken_back_nothing_of_it_is_left_but_the_private_log(copied: Path, status: str, to: str) -> None:
    before, found = snapshot_of(copied).version, find(copied, FIRST, SCHWARZBURG)
    outcome = decide(copied, Verdict(found.id, status, corrected_to=to))
    assert snapshot_of(copied).version == outcome.after != before
    undo(copied, found.id)
    assert snapshot_of(copied).version == before
    history = [q.object.value for q in snapshot_of(copied).store.quads_for_pattern(None, REVIEWED, None, LOG)]
    assert len(history) == 2
    assert any(status in entry for entry in history)
    assert any("undone" in entry for entry in history)
    with pytest.raises(NotFoundError):
        undo(copied, found.id)


def test_the_same_decision_twice_changes_nothing_and_another_one_is_refused(copied: Path) -> None:
    found = find(copied, FIRST, SCHWARZBURG)
    first = decide(copied, Verdict(found.id, "rejected"))
    again = decide(copied, Verdict(found.id, "rejected"))
    assert again.before == again.after == first.after
    with pytest.raises(ReviewConflictError) as refused:
        decide(copied, Verdict(found.id, "confirmed"))
    assert "verworfen" in refused.value.text("de")


@pytest.mark.parametrize(
    "verdict",
    [
        {"status": "confirmed", "corrected_to": RUDOLSTADT},
        {"status": "corrected"},
        {"status": "corrected", "corrected_to": SCHWARZBURG},
        {"status": "corrected", "corrected_to": str(QUER.Place)},
        {"status": "corrected", "corrected_to": "https://w3id.org/querbezug/vocab/stance/support"},
        {"status": "maybe"},
        {"status": "confirmed", "role": "x" * 81},
        {"status": "confirmed", "note": "x" * 501},
    ],
)
def test_what_makes_no_sense_is_refused(copied: Path, verdict: dict[str, str]) -> None:
    before = snapshot_of(copied).version
    with pytest.raises(ReviewError):
        decide(copied, Verdict(find(copied, FIRST, SCHWARZBURG).id, **verdict))
    assert snapshot_of(copied).version == before


@pytest.mark.parametrize(
    "name", ["", "0" * 16, "x", "../../etc", "0" * 16 + "> <x", thing("place", "rudolstadt")]
)
def test_what_is_no_assessment_is_not_found(copied: Path, name: str) -> None:
    with pytest.raises(NotFoundError):
        decide(copied, Verdict(name, "confirmed"))
    with pytest.raises(NotFoundError):
        undo(copied, name)


@pytest.mark.parametrize("to", [thing("place", "nirgendwo"), "javascript:alert(1)", "https://x/> <y", FIRST])
def test_a_correction_leads_to_a_known_thing(copied: Path, to: str) -> None:
    with pytest.raises(NotFoundError):
        decide(copied, Verdict(find(copied, FIRST, SCHWARZBURG).id, "corrected", corrected_to=to))


def test_addresses_and_line_breaks_are_taken_out_of_what_people_write(copied: Path) -> None:
    note = "falsch,\nfragen Sie erika.muster@stadt.example oder 03671 598123"
    outcome = decide(
        copied, Verdict(find(copied, FIRST, SCHWARZBURG).id, "rejected", role=" Plan\tung ", note=note)
    )
    assert outcome.decision.role == "Plan ung"
    assert "@" not in outcome.decision.note
    assert "598123" not in outcome.decision.note
    assert "\n" not in outcome.decision.note


def test_while_another_program_writes_a_decision_is_refused_in_one_sentence(copied: Path) -> None:
    found = find(copied, FIRST, SCHWARZBURG)
    with WriteStore(copied), pytest.raises(StoreError) as refused:
        decide(copied, Verdict(found.id, "rejected"))
    assert "\n" not in refused.value.text("de")
    decide(copied, Verdict(found.id, "rejected"))


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
