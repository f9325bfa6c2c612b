"""Decisions: seen at once, the same as after a new linking run, and gone without a trace when taken back."""

from __future__ import annotations

from pathlib import Path

import pyoxigraph as ox
import pytest
from graph.making import rows, snapshot_of, thing
from graph.review_making import (
    DIGITAL,
    FIRST,
    RUDOLSTADT,
    SCHWARZBURG,
    assessments,
    find,
    says,
)

from querbezug.graph.errors import NotFoundError, StoreError
from querbezug.graph.review import (
    ReviewConflictError,
    ReviewError,
    Verdict,
    decide,
    undo,
)
from querbezug.graph.store import WriteStore
from querbezug.graph.store.layout import LOG, REVIEWED
from querbezug.ontology.terms import QUER


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
