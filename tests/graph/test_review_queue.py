"""The queue: of most use first, in pieces, filtered, and aware of decisions without looking again."""

from __future__ import annotations

import json
from collections import Counter
from pathlib import Path

import pytest
from graph.making import mapped, rows, snapshot_of, store_of, thing
from hypothesis import given
from hypothesis import strategies as st

from querbezug.graph.identity import Identity
from querbezug.graph.ledger import Ledger
from querbezug.graph.links.linking import link_all
from querbezug.graph.records import Comment, Goal, Kind, Measure, Place, PlaceKind, Ref
from querbezug.graph.review import (
    KINDS,
    Assessment,
    Filter,
    Queue,
    Reading,
    ReviewError,
    Verdict,
    benefit,
    decide,
    gold_lines,
    undo,
)
from querbezug.graph.statements import InMemory
from querbezug.graph.store import WriteStore

ALIKE = "Radverkehrskonzept Saaletal"
COMMENT = thing("comment", "probe-01")


@given(st.floats(0, 1), st.integers(0, 10_000))
def test_doubt_and_consequences_count(confidence: float, count: int) -> None:
    assert benefit(0.5, count) >= benefit(confidence, count) > 0
    assert benefit(confidence, count + 1) > benefit(confidence, count)
    assert benefit(confidence, count) == pytest.approx(benefit(1 - confidence, count))


def test_the_order_is_that_of_the_benefit_and_the_same_each_time(example_store: Path) -> None:
    queue = Queue(snapshot_of(example_store))
    items = queue.page(limit=10_000).items
    assert [a.iri for a in items] == [
        a.iri for a in Queue(snapshot_of(example_store)).page(limit=10_000).items
    ]
    texts = [a for a in items if a.kind != "identity"]
    claimed = Counter((a.claim.body, a.claim.target) for a in texts)
    same = {a.iri: claimed[a.claim.body, a.claim.target] - 1 for a in texts}
    values = [round(benefit(a.confidence, same[a.iri]), 6) for a in texts]
    assert values == sorted(values, reverse=True)


def test_pieces_make_up_the_whole(example_store: Path) -> None:
    queue = Queue(snapshot_of(example_store))
    whole = queue.page(limit=1000)
    assert whole.total == len(whole.items) == queue.counts().open
    assert whole.after == ""
    pieces: list[Assessment] = []
    after = ""
    while True:
        piece = queue.page(after=after, limit=7)
        pieces += piece.items
        if not piece.after:
            break
        after = piece.after
    assert pieces == list(whole.items)


def test_filters_leave_what_fits(example_store: Path) -> None:
    queue = Queue(snapshot_of(example_store))
    counts = queue.counts()
    assert set(counts.kinds) <= set(KINDS)
    for kind, number in counts.kinds.items():
        found = queue.page(Filter(kind=kind), limit=1000)
        assert found.total == number
        assert {a.kind for a in found.items} == {kind}
    for method, number in counts.methods.items():
        assert queue.page(Filter(method=method)).total == number
    for source, number in counts.sources.items():
        assert queue.page(Filter(source=source)).total == number
    assert queue.page(Filter(kind="place", method="theme-word")).total == 0


def test_it_follows_decisions_and_notices_other_changes(copied: Path) -> None:
    queue = Queue(snapshot_of(copied))
    first, second = queue.page(limit=2).items
    outcome = decide(copied, Verdict(first.id, "rejected"))
    assert queue.follow(outcome, snapshot_of(copied))
    assert queue.page(limit=1).items[0].iri == second.iri
    assert (queue.counts().decided, queue.version) == (1, snapshot_of(copied).version)
    assert queue.page(after=first.iri, limit=1).items[0].iri == second.iri
    assert queue.follow(undo(copied, first.id), snapshot_of(copied))
    assert queue.page(limit=1).items[0].iri == first.iri
    decide(copied, Verdict(first.id, "confirmed"))
    missed = decide(copied, Verdict(second.id, "confirmed"))
    assert not queue.follow(missed, snapshot_of(copied))


def test_the_passage_is_cut_at_words_and_keeps_the_evidence(store: Path) -> None:
    words = "Wort " * 300
    text = f"{words}In Rudolstadt fehlt etwas. {words}"
    places = Place(
        ref=Ref(Kind.PLACE, "ags:16073076"),
        label="Rudolstadt",
        place_kind=PlaceKind.MUNICIPALITY,
        ags="16073076",
    )
    goal = Goal(ref=Ref(Kind.GOAL, "probe/ziel"), label="Ziel")
    comment = Comment(ref=Ref(Kind.COMMENT, "probe/1"), label="", text=text, about=goal.ref, sequence=1)
    snapshot = store_of(store, places, goal, comment, linked=True)
    reading = Reading(snapshot.store, snapshot.layout)
    [found] = [a for a in reading.all() if a.claim.unit == COMMENT and a.kind == "place"]
    passage = reading.passage(found)
    assert passage.quote == "Rudolstadt"
    assert len(passage.before) < 420
    assert passage.before.startswith("… Wort ")
    assert passage.after.endswith(" …")
    assert passage.before.removeprefix("… ") + passage.quote + passage.after.removesuffix(" …") in text


def two_alike(store: Path) -> Assessment:
    """Store two measures of two sources with the same name, and return the candidate."""
    with WriteStore(store) as writer:
        by = Identity(writer.layout.minter, Ledger(writer.raw), writer.salt)
        stated = {
            key: mapped(Measure(ref=Ref(Kind.MEASURE, f"{key}/rad"), label=ALIKE), key=key, by=by).triples
            for key in ("eins", "zwei")
        }
        found = frozenset(link_all(InMemory(frozenset().union(*stated.values())), by))
        graphs = {writer.layout.source(key): triples for key, triples in stated.items()}
        writer.commit({**graphs, writer.layout.links: found})
    snapshot = snapshot_of(store)
    [candidate] = [a for a in Reading(snapshot.store, snapshot.layout).all() if a.kind == "identity"]
    return candidate


def test_two_things_that_are_one_are_tied_and_untied(store: Path) -> None:
    candidate = two_alike(store)
    before = snapshot_of(store).version
    decide(store, Verdict(candidate.id, "confirmed"))
    tie = "SELECT ?g ?a ?b { GRAPH ?g { ?a owl:sameAs ?b } }"
    decisions = "https://w3id.org/querbezug/graph/decisions"
    assert rows(snapshot_of(store), tie) == [(decisions, candidate.claim.unit, candidate.claim.body)]
    undo(store, candidate.id)
    assert rows(snapshot_of(store), tie) == []
    assert snapshot_of(store).version == before
    decide(store, Verdict(candidate.id, "rejected"))
    assert rows(snapshot_of(store), tie) == []
    assert Queue(snapshot_of(store)).page(Filter(kind="identity")).total == 0
    undo(store, candidate.id)
    with pytest.raises(ReviewError):
        decide(store, Verdict(candidate.id, "corrected", corrected_to=candidate.claim.unit))


def test_the_gold_file_has_text_passage_claim_and_decision(copied: Path) -> None:
    items = Queue(snapshot_of(copied)).page(Filter(kind="place"), limit=3).items
    decide(copied, Verdict(items[0].id, "confirmed", note="passt"))
    decide(copied, Verdict(items[1].id, "rejected"))
    decide(copied, Verdict(items[2].id, "corrected", corrected_to=thing("place", "schwarzburg")))
    entries = [json.loads(line) for line in gold_lines(snapshot_of(copied))]
    assert sorted(entry["decision"] for entry in entries) == ["confirmed", "corrected", "rejected"]
    for entry in entries:
        assert entry["text"][entry["start"] : entry["end"]] == entry["quote"]
        assert (entry["corrected_to"] is not None) == (entry["decision"] == "corrected")
    by_id = {entry["unit"] + entry["claim"]["body"]: entry for entry in entries}
    assert by_id[items[0].claim.unit + items[0].claim.body]["note"] == "passt"
