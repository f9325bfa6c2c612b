"""A thing that turns out to have another name gets it wherever it occurs."""

from __future__ import annotations

import pyoxigraph as ox
import pytest
from graph.making import BASE, identity, mapped, thing
from hypothesis import given
from hypothesis import strategies as st

from querbezug.graph.ledger import Ledger
from querbezug.graph.records import Comment, Idea, Kind, Origin, Ref
from querbezug.graph.store import staging
from querbezug.graph.store.layout import LEDGER
from querbezug.graph.store.renaming import rename_staged
from querbezug.graph.store.staging import Staged

NEW = thing("idea", "new")
P = ox.NamedNode("https://example.org/p")
CLAIMS = st.lists(st.tuples(st.sampled_from("abcdef"), st.sampled_from("abcdef")), max_size=6)


def node(iri: str) -> ox.NamedNode:
    return ox.NamedNode(iri)


@pytest.mark.parametrize("limit", [2, 1000])
def test_all_places_and_parts_are_renamed_and_nothing_else(
    limit: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(staging, "IN_MEMORY", limit)
    idea = Idea(ref=Ref(Kind.IDEA, "probe/x"), label="Idee", latitude=50.7, longitude=11.3)
    old = thing("idea", "probe_x")
    triples = {
        *mapped(idea).triples,
        ox.Triple(node(f"{BASE}/a"), P, node(old)),
        ox.Triple(node(f"{BASE}/a"), P, ox.Literal(old)),
        ox.Triple(node(f"{old}-2"), P, node(f"{old}-2#point")),
    }
    with Staged(triples) as staged:
        before = {str(triple) for triple in staged}
        rename_staged(staged, old, NEW)
        told = {str(triple) for triple in staged}
    literal = f'"{old}"'
    expected = {line.replace(f"<{old}>", f"<{NEW}>").replace(f"<{old}#", f"<{NEW}#") for line in before}
    assert told == expected
    assert any(literal in line for line in told)
    assert any(f"<{old}-2#point>" in line for line in told)


def accepted(claims: list[tuple[str, str]]) -> Ledger:
    """Return a ledger in which each claim came with a source of its own."""
    ledger = Ledger(ox.Store())
    for alias, primary in claims:
        ledger.claim(f"{BASE}/{alias}", f"{BASE}/{primary}")
        assert ledger.settle() == []
    return ledger


@given(CLAIMS, st.randoms())
def test_the_order_of_claims_does_not_matter(claims: list[tuple[str, str]], order: object) -> None:
    shuffled = list(claims)
    order.shuffle(shuffled)  # type: ignore[attr-defined]
    one, other = accepted(claims), accepted(shuffled)
    for name in "abcdef":
        assert one.canonical(f"{BASE}/{name}") == other.canonical(f"{BASE}/{name}")
    assert dict(one.renamed()) == dict(other.renamed())


@given(CLAIMS)
def test_what_is_one_thing_has_one_name_and_it_needs_no_other(claims: list[tuple[str, str]]) -> None:
    ledger = accepted(claims)
    for alias, primary in claims:
        canonical = ledger.canonical(f"{BASE}/{alias}")
        assert canonical == ledger.canonical(f"{BASE}/{primary}")
        assert ledger.canonical(canonical) == canonical
    renamed = dict(ledger.renamed())
    for iri, canonical in renamed.items():
        assert ledger.canonical(iri) == canonical != iri


@given(CLAIMS)
def test_the_next_run_remembers(claims: list[tuple[str, str]]) -> None:
    ledger, store = accepted(claims), ox.Store()
    store.extend(ox.Quad(t.subject, t.predicate, t.object, LEDGER) for t in ledger.entries())
    after = Ledger(store)
    for name in "abcdef":
        assert after.canonical(f"{BASE}/{name}") == ledger.canonical(f"{BASE}/{name}")


def test_a_comment_with_two_keys_is_one() -> None:
    here, there = Ref(Kind.COMMENT, "a-de/comment-1"), Ref(Kind.COMMENT, "b-de/comment-1")
    comment = Comment(ref=here, same_as=(there,), text="Gut.", sequence=1, origin=Origin(row=1))
    by = identity()
    mapped(comment, by=by)
    by.settle()
    assert by.iri(there) == by.iri(here)


def test_a_reply_keeps_to_the_comment_it_answers_when_others_come_before() -> None:
    by = identity()
    mapped(Comment(ref=Ref(Kind.COMMENT, "probe/1"), text="Erster.", sequence=1), by=by)
    moved = [
        Comment(ref=Ref(Kind.COMMENT, "probe/1"), text="Neu davor.", sequence=1),
        Comment(ref=Ref(Kind.COMMENT, "probe/2"), text="Erster.", sequence=2),
        Comment(
            ref=Ref(Kind.COMMENT, "probe/3"), text="Antwort.", sequence=3,
            reply_to=Ref(Kind.COMMENT, "probe/2"),
        ),
    ]  # fmt: skip
    triples = mapped(*moved, by=by).triples
    replies = [t.object for t in triples if str(t.predicate).endswith("#replyTo>")]
    texts = {t.subject: str(t.object) for t in triples if str(t.predicate).endswith("#verbatimText>")}
    assert [texts[reply] for reply in replies] == ['"Erster."@de']  # type: ignore[index]
