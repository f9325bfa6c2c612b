"""The projection: every thing with its kind and label, every link once, nothing private."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import numpy as np
from graph.making import rows, store_of, thing

from querbezug.graph.analysis import Projection, project
from querbezug.graph.records import Comment, Goal, Kind, Measure, Place, PlaceKind, Ref
from querbezug.graph.store import Snapshot
from querbezug.ontology.terms import QUER, SKOS

TOWN = Place(
    ref=Ref(Kind.PLACE, "ags:16073076"), label="Rudolstadt", place_kind=PlaceKind.MUNICIPALITY, ags="16073076"
)
GOAL = Goal(ref=Ref(Kind.GOAL, "probe/z"), label="Ziel", urls=("https://plan.example/z",))
MEASURE = Measure(
    ref=Ref(Kind.MEASURE, "probe/m"),
    label="Bau",
    goals=(GOAL.ref,),
    places=(TOWN.ref,),
    inferred=frozenset({"goals"}),
)
COMMENT = Comment(ref=Ref(Kind.COMMENT, "probe/1"), text="Gut so.", sequence=1, about=GOAL.ref)


def probe(store: Path) -> Projection:
    return project(store_of(store, TOWN, GOAL, MEASURE, COMMENT))


def test_each_thing_has_its_kind_and_label(store: Path) -> None:
    found = probe(store)
    assert dict(zip(found.iris, zip(found.kinds, found.labels, strict=True), strict=True)).items() >= {
        thing("place", "rudolstadt"): ("municipality", "Rudolstadt"),
        thing("goal", "probe_z"): ("goal", "Ziel"),
        thing("measure", "probe_m"): ("measure", "Bau"),
        thing("comment", "probe-01"): ("comment", "Gut so."),
    }.items()  # fmt: skip
    assert found.iris == sorted(found.iris)
    assert found.population[found.index[thing("place", "rudolstadt")]] > 10_000


def test_links_are_there_once_and_the_concluded_ones_marked(store: Path) -> None:
    found = probe(store)
    index = found.index
    goal, measure = index[thing("goal", "probe_z")], index[thing("measure", "probe_m")]
    assert list(found.pairs(QUER.contributesTo)) == [(measure, goal, True)]
    assert list(found.pairs(QUER.about)) == [(index[thing("comment", "probe-01")], goal, False)]
    assert len({*zip(found.source, found.target, found.predicate, strict=True)}) == len(found.source)


def test_sources_are_pages_where_there_are_any_else_the_document(store: Path) -> None:
    found = probe(store)
    assert found.sources[found.index[thing("goal", "probe_z")]] == ("https://plan.example/z",)
    assert found.sources[found.index[thing("measure", "probe_m")]] == (thing("source", "probe"),)


def test_adjacency_is_symmetric_without_doubles(projection: Projection) -> None:
    matrix = projection.adjacency
    assert (matrix != matrix.T).nnz == 0
    assert set(np.unique(matrix.data)) == {1}


def test_numbers_agree_with_sparql(projection: Projection, examples: Snapshot) -> None:
    counts = Counter(projection.kinds)
    for cls, kind in (
        ("Comment", "comment"),
        ("Goal", "goal"),
        ("Measure", "measure"),
        ("Municipality", "municipality"),
    ):
        assert rows(examples, f"SELECT (COUNT(DISTINCT ?x) AS ?n) {{ ?x a quer:{cls} }}") == [
            (str(counts[kind]),)
        ]
    links = rows(examples, "SELECT (COUNT(*) AS ?n) { ?m quer:planningArea ?p }")
    assert [(str(len(list(projection.pairs(QUER.planningArea)))),)] == links


def test_the_ontology_adds_nothing_but_the_topics_in_use(projection: Projection) -> None:
    foreign = [n for n, iri in enumerate(projection.iris) if "/id/" not in iri]
    assert {projection.kinds[n] for n in foreign} == {"topic"}
    used = {target for _, target, _ in projection.pairs(QUER.theme, SKOS.broader)}
    assert set(foreign) <= used


def test_an_empty_store_is_an_empty_projection(store: Path) -> None:
    found = project(store_of(store, Goal(ref=GOAL.ref, label="Allein")))
    assert found.iris == [thing("goal", "probe_z")]
    assert found.adjacency.nnz == 0
