"""Reading in bulk finds what reading one statement after the other finds, whatever texts there are."""

from __future__ import annotations

from decimal import Decimal

import pyoxigraph as ox
from hypothesis import given
from hypothesis import strategies as st
from rdflib.term import URIRef

from querbezug.graph.analysis import bulk

_PROPERTY = URIRef("https://probe.example/p")
_INTEGER = ox.NamedNode("http://www.w3.org/2001/XMLSchema#integer")
_DECIMAL = ox.NamedNode("http://www.w3.org/2001/XMLSchema#decimal")

iris = st.sampled_from("abcdefg").map(
    lambda letter: ox.NamedNode(f"https://probe.example/ü/{letter}?x=1\u2028")
)
nobodies = st.sampled_from("xy").map(ox.BlankNode)
texts = st.text(st.characters(exclude_categories=["Cs"]), max_size=12) | st.sampled_from(
    ['x"@de', 'a\\"b', "a\tb\nc", "> <", ">\n<", '"', "\\", "5"]
)
literals = (
    st.builds(ox.Literal, texts, language=st.sampled_from(["de", "en"]))
    | texts.map(ox.Literal)
    | st.integers().map(ox.Literal)
    | st.booleans().map(ox.Literal)
)
statements = st.lists(st.tuples(iris | nobodies, iris | nobodies | literals), max_size=12)
numbers = st.integers(-(10**9), 10**9) | st.decimals(-(10**9), 10**9, places=3)


def store_of(
    found: list[tuple[ox.NamedNode | ox.BlankNode, ox.NamedNode | ox.BlankNode | ox.Literal]],
) -> ox.Store:
    store = ox.Store()
    store.extend(ox.Quad(subject, ox.NamedNode(_PROPERTY), value) for subject, value in found)
    return store


@given(statements)
def test_ends_are_those_of_the_statements_between_iris(found) -> None:  # type: ignore[no-untyped-def]
    wanted = {
        (s.value, o.value) for s, o in found if isinstance(s, ox.NamedNode) and isinstance(o, ox.NamedNode)
    }
    read = list(bulk.pairs(store_of(found), _PROPERTY))
    assert set(read) == wanted
    assert len(read) == len(wanted)


@given(statements)
def test_names_are_those_in_the_language_or_in_none(found) -> None:  # type: ignore[no-untyped-def]
    wanted = {
        (s.value, o.value)
        for s, o in found
        if isinstance(s, ox.NamedNode) and isinstance(o, ox.Literal) and o.language in (None, "de")
    }
    assert set(bulk.names(store_of(found), _PROPERTY, "de")) == wanted


@given(st.dictionaries(iris, numbers))
def test_numbers_keep_their_value(found: dict[ox.NamedNode, int | Decimal]) -> None:
    stated = [
        (subject, ox.Literal(str(value), datatype=_INTEGER if isinstance(value, int) else _DECIMAL))
        for subject, value in found.items()
    ]
    read = dict(bulk.numbers(store_of(stated), _PROPERTY))
    assert {iri: Decimal(value) for iri, value in read.items()} == {
        subject.value: Decimal(value) for subject, value in found.items()
    }


@given(st.lists(iris | nobodies))
def test_instances_are_the_things_with_a_name(found: list[ox.NamedNode | ox.BlankNode]) -> None:
    kind = ox.NamedNode("http://www.w3.org/1999/02/22-rdf-syntax-ns#type")
    store = ox.Store()
    store.extend(ox.Quad(thing, kind, ox.NamedNode(_PROPERTY)) for thing in found)
    wanted = sorted({thing.value for thing in found if isinstance(thing, ox.NamedNode)})
    assert sorted(bulk.instances(store, _PROPERTY)) == wanted
