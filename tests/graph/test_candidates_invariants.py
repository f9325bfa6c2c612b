"""Whatever registers hold, candidates do not depend on order, come once, and merge nothing."""

from __future__ import annotations

import pyoxigraph as ox
from graph.candidate_making import (
    RUDOLSTADT,
    SAALFELD,
    measure,
    proposed,
)
from graph.making import identity, mapped, thing
from hypothesis import given
from hypothesis import strategies as st

from querbezug.graph.links.candidates import LEAST
from querbezug.graph.links.likeness import likeness, name_of
from querbezug.graph.links.linking import link_all
from querbezug.graph.nodes import node
from querbezug.graph.records import (
    Measure,
    Ref,
)
from querbezug.graph.statements import InMemory
from querbezug.ontology.terms import PROV, QUER

LABELS = st.sampled_from(
    [
        "Radweg",
        "Radwege",
        "Neuer Radweg",
        "Neuer Radweg 2",
        "Freibad",
        "Freibad am Markt",
        "Freibad Markt",
        "e. V.",
    ]
)
TOWNS = st.sampled_from([None, SAALFELD, RUDOLSTADT])
REGISTERS = st.lists(
    st.lists(st.tuples(LABELS, TOWNS), max_size=4),
    min_size=1,
    max_size=4,
)


def sources_of(registers: list[list[tuple[str, Ref | None]]]) -> list[list[Measure]]:
    return [
        [
            measure(f"r{number}", label, *([town] if town else []), number=n)
            for n, (label, town) in enumerate(things)
        ]
        for number, things in enumerate(registers)
    ]


@given(REGISTERS, st.randoms(use_true_random=False))
def test_the_order_of_what_is_stated_does_not_matter(registers, random) -> None:  # type: ignore[no-untyped-def]
    by = identity()
    triples = [
        triple
        for number, records in enumerate(sources_of(registers))
        for triple in sorted(mapped(*records, key=f"q{number}", by=by).triples, key=str)
    ]
    first = list(link_all(InMemory(triples), identity()))
    random.shuffle(triples)
    again = list(link_all(InMemory(triples), identity()))
    assert set(again) == set(first)
    assert len(set(first)) == len(first)


@given(REGISTERS)
def test_a_pair_comes_once_and_never_from_one_source(registers: list[list[tuple[str, Ref | None]]]) -> None:
    found = proposed(*sources_of(registers))
    assert len({frozenset(each[:2]) for each in found}) == len(found)
    for one, other, _, confidence in found:
        assert one < other
        assert one.partition("_")[0] != other.partition("_")[0]
        assert LEAST <= confidence <= 1


@given(st.text(min_size=1, max_size=60), st.text(min_size=1, max_size=60))
def test_the_same_label_in_the_same_town_is_always_found(label: str, other: str) -> None:
    """Whatever else is there; a label without a word in it is no name."""
    label = label.strip()
    sources = [[measure(key, label, SAALFELD), measure(key, other, SAALFELD, number=2)] for key in "ab"]
    found = {each[:2] for each in proposed(*sources)} if label and name_of(label) else None
    assert found is None or ("a_m1", "b_m1") in found


@given(st.text(max_size=60), st.text(max_size=60))
def test_likeness_is_the_same_both_ways(one: str, other: str) -> None:
    a, b = name_of(one), name_of(other)
    if a and b:
        assert likeness(a, b) == likeness(b, a)
        assert 0 <= likeness(a, b) <= 1
        assert likeness(a, a) == 1


def test_nothing_is_merged() -> None:
    by = identity()
    sources = [mapped(measure(key, "Neuer Radweg", SAALFELD), key=key, by=by).triples for key in "ab"]
    triples = list(link_all(InMemory(t for triples in sources for t in triples), by))
    about = {ox.NamedNode(thing("measure", f"{key}_m1")) for key in "ab"}
    # What they are about by their labels is all that is said of them.
    assert {triple.predicate for triple in triples if triple.subject in about} == {node(QUER.theme)}
    assert node(PROV.wasGeneratedBy) in {triple.predicate for triple in triples}
