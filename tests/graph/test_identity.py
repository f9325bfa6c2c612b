"""Identity: the same thing has the same IRI for ever, and no two things share one."""

from __future__ import annotations

from pathlib import Path

import pyoxigraph as ox
import pytest
from graph.making import BASE, COMMENTS, comments, identity, load_files, snapshot_of, thing, write_page
from hypothesis import given
from hypothesis import strategies as st

from querbezug.graph.identity import Identity
from querbezug.graph.ledger import Ledger
from querbezug.graph.records import Comment, Kind, Origin, Ref
from querbezug.graph.store.layout import LEDGER
from querbezug.ontology.iris import IriMinter

URL = "https://www.uni-jena.de/200525_WeCare"


def comment(number: int, text: str) -> Comment:
    return Comment(
        ref=Ref(Kind.COMMENT, f"seite/{number}"), origin=Origin(number), text=text, sequence=number
    )


def remembering(ledger: Ledger) -> Identity:
    """Return the identity of the next run, which finds in the store what ``ledger`` added."""
    store = ox.Store()
    store.extend(ox.Quad(t.subject, t.predicate, t.object, LEDGER) for t in ledger.entries())
    return Identity(IriMinter(BASE), Ledger(store), "salt")


def comment_iris(by: Identity, texts: list[str]) -> list[str]:
    """Return the IRIs of the comments of one page, in its order."""
    iris = by.comments("seite")
    return [iris.iri(comment(number, text)) for number, text in enumerate(texts, 1)]


@pytest.mark.parametrize(
    ("ref", "iri"),
    [
        (Ref(Kind.MEASURE, "saalebogen/radwege"), thing("measure", "saalebogen_radwege")),
        (Ref(Kind.PLACE, "ags:16073077"), thing("place", "saalfeld-saale")),
        (Ref(Kind.PLACE, "ags:16073076"), thing("place", "rudolstadt")),
        (Ref(Kind.PLACE, "ags:16073"), thing("place", "landkreis-saalfeld-rudolstadt")),
        (Ref(Kind.PLACE, "ags:99999999"), thing("place", "ags-99999999")),
        (Ref(Kind.EXAMPLE, f"url:{URL}"), thing("example", "www-uni-jena-de-200525-wecare-79be028a")),
        (Ref(Kind.GOAL, "seite#Wärme & Licht"), thing("goal", "seite_waerme-licht-b3773b6b")),
        (Ref(Kind.GOAL, "seite#!?"), thing("goal", "seite_goal-f4692d8f")),
    ],
)
def test_each_kind_of_key_has_its_iri(ref: Ref, iri: str) -> None:
    assert identity().iri(ref) == iri


parts = st.from_regex(r"[a-c0-1]{1,2}(-[a-c0-1]{1,2}){0,2}", fullmatch=True)
refs = st.one_of(
    st.builds(lambda a, b: Ref(Kind.GOAL, f"{a}/{b}"), parts, parts),
    st.builds(lambda a, b: Ref(Kind.GOAL, f"{a}#{b}"), parts, st.text(min_size=1, max_size=70)),
    st.builds(lambda a: Ref(Kind.GOAL, f"url:https://{a}.de/{a}?{a}"), parts),
)


@given(st.lists(refs.filter(lambda ref: "#" in ref.key or ref.key.startswith("url:")), unique=True))
def test_no_two_minted_things_share_an_iri(given_refs: list[Ref]) -> None:
    minted = identity()
    assert len({minted.iri(ref) for ref in given_refs}) == len(given_refs)


@given(st.lists(refs, unique=True), st.randoms())
def test_an_iri_is_the_same_in_every_store_whatever_came_before(given_refs: list[Ref], order: object) -> None:
    first, second = identity(), identity()
    before = {ref: first.iri(ref) for ref in given_refs}
    assert {ref: second.iri(ref) for ref in reversed(given_refs)} == before
    assert len(first.ledger.entries()) == 0


@given(st.lists(st.sampled_from("abcd"), max_size=8), st.lists(st.sampled_from("abcde"), max_size=8))
def test_comments_keep_their_iris_whatever_comes_between(old: list[str], new: list[str]) -> None:
    first = identity()
    before = comment_iris(first, old)
    assert len(set(before)) == len(old)
    after = comment_iris(remembering(first.ledger), new)
    assert len(set(after)) == len(new)
    for text in set(old):
        was = [iri for iri, each in zip(before, old, strict=True) if each == text]
        now = [iri for iri, each in zip(after, new, strict=True) if each == text]
        assert now[: len(was)] == was[: len(now)]


def test_comments_are_numbered_as_on_the_page(store: Path, tmp_path: Path) -> None:
    load_files(store, write_page(tmp_path / "seite.txt"))
    assert list(comments(snapshot_of(store))) == [thing("comment", f"seite-{n:02d}") for n in (1, 2, 3)]


def test_the_number_of_a_vanished_comment_is_not_given_again(store: Path, tmp_path: Path) -> None:
    page = write_page(tmp_path / "seite.txt")
    load_files(store, page)
    load_files(store, write_page(page, [*COMMENTS[:2], "Ein anderer Schluss."]))
    assert list(comments(snapshot_of(store)))[2] == thing("comment", "seite-04")


def test_the_ledger_holds_no_wording(store: Path, tmp_path: Path) -> None:
    load_files(store, write_page(tmp_path / "seite.txt"))
    kept = " ".join(str(q) for q in snapshot_of(store).store.quads_for_pattern(None, None, None, LEDGER))
    assert "seite" in kept
    assert not [text for text in COMMENTS if text in kept]


def test_another_base_changes_nothing_but_the_base() -> None:
    other = Identity(IriMinter("https://stadt.example"), Ledger(ox.Store()), "other salt")
    for ref in (Ref(Kind.PLACE, "ags:16073077"), Ref(Kind.GOAL, "a/b"), Ref(Kind.EXAMPLE, f"url:{URL}")):
        assert other.iri(ref) == identity().iri(ref).replace(BASE, "https://stadt.example")
