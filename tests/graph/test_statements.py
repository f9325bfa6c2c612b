"""Statements are asked by pattern, and each comes once."""

from __future__ import annotations

import pyoxigraph as ox
import pytest
from hypothesis import given
from hypothesis import strategies as st

from querbezug.graph.statements import InMemory, Statements, Term

NAMES = [ox.NamedNode(f"https://stadt.example/{name}") for name in "abc"]
VALUES: list[Term] = [*NAMES, ox.Literal("a"), ox.Literal("a", language="de"), ox.BlankNode("b")]
TRIPLES = st.lists(
    st.builds(ox.Triple, st.sampled_from(NAMES), st.sampled_from(NAMES), st.sampled_from(VALUES)), max_size=30
)


@given(
    TRIPLES,
    st.none() | st.sampled_from(NAMES),
    st.none() | st.sampled_from(NAMES),
    st.none() | st.sampled_from(VALUES),
)
def test_a_pattern_gives_just_what_fits_it(
    triples: list[ox.Triple],
    subject: ox.NamedNode | None,
    predicate: ox.NamedNode | None,
    value: Term | None,
) -> None:
    wanted = {
        triple
        for triple in triples
        if subject in (None, triple.subject)
        and predicate in (None, triple.predicate)
        and value in (None, triple.object)
    }
    stated: Statements = InMemory(triples)
    found = list(stated.triples(subject, predicate, value))
    assert len(found) == len(wanted)
    assert set(found) == wanted


def test_what_is_stated_twice_comes_once() -> None:
    triple = ox.Triple(NAMES[0], NAMES[1], ox.Literal("Rathaus"))
    assert list(InMemory([triple, triple]).triples(None, None, None)) == [triple]


@pytest.mark.parametrize("wording", ["", "ä😀", "\u2028", 'a"b\\'])
def test_wordings_come_back_character_by_character(wording: str) -> None:
    triple = ox.Triple(NAMES[0], NAMES[1], ox.Literal(wording, language="de"))
    assert next(InMemory([triple]).triples(NAMES[0], None, None)).object == triple.object
