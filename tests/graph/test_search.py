"""Search: found however people write it, the best fit first, and unharmed by hostile input."""

from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from querbezug.graph.analysis import Projection
from querbezug.graph.folding import fold
from querbezug.graph.search import NameIndex


@pytest.fixture(scope="module")
def index(projection: Projection) -> NameIndex:
    return NameIndex(projection)


@pytest.mark.parametrize(
    "query", ["Rudolstadt", "rudolstadt", "  RUDOLSTADT ", "rudol", "Rudolst\u00adadt"[:6]]
)
def test_a_town_is_the_first_hit_for_its_name(index: NameIndex, query: str) -> None:
    first = index.search(query)[0]
    assert (first.label, first.kind) == ("Rudolstadt", "municipality")


@pytest.mark.parametrize("query", ["städtedreieck", "staedtedreieck", "STÄDTEDREIECK", "sta\u0308dtedreieck"])
def test_umlauts_may_be_written_any_way(index: NameIndex, query: str) -> None:
    hits = index.search(query)
    assert hits == index.search("städtedreieck")
    assert any(hit.kind == "cooperation" for hit in hits)


@pytest.mark.parametrize(
    ("written", "meant"),
    [("strasse", "Straße"), ("fuesse", "Füße"), ("cafe", "Café"), ("rudolstaedter", "Rudolstädter")],
)
def test_folding_evens_out_spellings(written: str, meant: str) -> None:
    assert fold(written) == fold(meant)


def test_all_words_must_fit_in_any_order(index: NameIndex) -> None:
    hits = index.search("systeme digitaler")
    assert hits
    assert all("digital" in hit.label.casefold() and "systeme" in hit.label.casefold() for hit in hits)


def test_comments_are_found_by_their_wording(index: NameIndex) -> None:
    (hit,) = index.search("lieber Spielplätze und Fahrradwege")
    assert hit.kind == "comment"
    assert hit.label == "Nicht wichtig, lieber Spielplätze und Fahrradwege"


def test_hits_come_best_first_and_each_thing_once(index: NameIndex) -> None:
    hits = index.search("digitalisierung")
    assert [hit.rank for hit in hits] == sorted(hit.rank for hit in hits)
    assert len({hit.iri for hit in hits}) == len(hits)
    assert hits[0].label == "Digitalisierung"


@pytest.mark.parametrize(
    "query", ["", "   ", "\x00", "xyzzy", "' OR 1=1 --", "<script>", ".*", "(" * 500, "\u202e\u0308"]
)
def test_what_fits_nothing_finds_nothing(index: NameIndex, query: str) -> None:
    assert index.search(query) == []


@given(st.text(max_size=60))
def test_any_input_is_answered_with_what_holds_its_words(index: NameIndex, query: str) -> None:
    for hit in index.search(query)[:20]:
        assert all(word in fold(hit.label) for word in fold(query).split()[:8])


def test_a_very_long_query_costs_no_more_than_a_short_one(index: NameIndex) -> None:
    start = time.perf_counter()
    index.search("stadt " * 50_000)
    assert time.perf_counter() - start < 2
