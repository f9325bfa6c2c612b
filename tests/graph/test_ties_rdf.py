"""What ties cities as RDF: the same as the analysis says, published and removed without a trace."""

from __future__ import annotations

import shutil
from itertools import combinations
from pathlib import Path

import pyoxigraph as ox
import pyshacl
import pytest
from graph.making import BASE, FILES, dumped, load_files, rows, snapshot_of, thing, write_page
from graph.projection_making import projection_of
from graph.test_cities import REGION, store_of
from hypothesis import given
from hypothesis import strategies as st
from rdflib import Graph

from querbezug.graph.analysis import CityTies, Layer, project
from querbezug.graph.describe import describe, incoming
from querbezug.graph.export.ties import MOST_REASONS, tie_iri, tie_triples
from querbezug.graph.nodes import node
from querbezug.graph.publication import publish_ties, remove_ties
from querbezug.graph.review import Verdict, decide
from querbezug.graph.store import Snapshot, WriteStore
from querbezug.graph.store.layout import triples_of
from querbezug.ontology.iris import IriMinter
from querbezug.ontology.resources import integrity_queries, labels, queries, shapes_graph
from querbezug.ontology.strings import catalogue
from querbezug.ontology.terms import QUER, TIE_LAYER

MINTER = IriMinter(BASE)
SAALFELD, RUDOLSTADT = thing("place", "saalfeld-saale"), thing("place", "rudolstadt")
TIE = thing("tie", "rudolstadt_saalfeld-saale")
OUTDATED = "SELECT ?g { ?g quer:outdated true }"
REASONS = """SELECT ?layer ?thing ?counterpart ?km ?weight ?concluded {
    ?tie quer:between ?a , ?b ; quer:tieReason ?r . FILTER(STR(?a) < STR(?b))
    ?r quer:tieLayer/skos:notation ?layer ; quer:tieWeight ?weight ; quer:concluded ?concluded .
    OPTIONAL { ?r quer:tieThing ?thing } OPTIONAL { ?r quer:tieCounterpart ?counterpart }
    OPTIONAL { ?r quer:distance ?km } }"""


def published(store: Path) -> Snapshot:
    with WriteStore(store) as target:
        publish_ties(target)
    return snapshot_of(store)


@pytest.fixture(scope="module")
def tied(example_store: Path, tmp_path_factory: pytest.TempPathFactory) -> Snapshot:
    """All examples with published ties; for reading only."""
    store = tmp_path_factory.mktemp("tied") / "store"
    shutil.copytree(example_store, store)
    return published(store)


def test_each_tie_has_the_cities_the_weight_and_the_reasons_that_the_analysis_says(tied: Snapshot) -> None:
    ties = CityTies(project(tied))
    iris = ties.projection.iris
    expected, whole = set(), {}
    for left, right, weight in zip(*ties.pairs(), strict=True):
        a, b = int(ties.cities[left]), int(ties.cities[right])
        whole[frozenset((iris[a], iris[b]))] = float(weight)
        for each in ties.reasons(a, b):
            near = each.layer is Layer.NEIGHBOUR
            ends = (None, None, each.detail) if near else (each.iri, each.detail_iri or None, None)
            expected.add((each.layer.value, *ends, round(each.weight, 4), each.inferred))
    told = {
        (layer, what, other, km and f"{float(km):.1f}", float(weight or 0), concluded == "true")
        for layer, what, other, km, weight, concluded in rows(tied, REASONS)
    }
    assert told == expected
    query = "SELECT ?a ?b ?w { ?tie quer:between ?a , ?b ; quer:tieWeight ?w . FILTER(STR(?a) < STR(?b)) }"
    weights = {frozenset((str(a), str(b))): float(w or 0) for a, b, w in rows(tied, query)}
    assert weights == {pair: round(weight, 4) for pair, weight in whole.items()}


def test_weights_of_the_reasons_add_up_to_that_of_the_tie(tied: Snapshot) -> None:
    query = """SELECT ?w (SUM(?p) AS ?sum) (COUNT(?r) AS ?n)
        { ?t quer:tieWeight ?w ; quer:tieReason ?r . ?r quer:tieWeight ?p } GROUP BY ?t ?w"""
    found = rows(tied, query)
    assert len(found) > 300
    for weight, total, count in found:
        assert float(total or 0) == pytest.approx(float(weight or 0), abs=0.0001 * int(count or 0))


def test_published_ties_keep_the_rules_and_pass_the_checks(tied: Snapshot) -> None:
    said = Graph()
    for triple in triples_of(tied.store, tied.layout.ties):
        said.parse(data=f"{triple} .", format="nt")
    conforms, _, report = pyshacl.validate(said, shacl_graph=shapes_graph(), inference="none")
    assert conforms, report
    for check in integrity_queries():
        assert not list(tied.store.query(check.text)), check.id


def test_the_question_on_the_closest_cities_has_an_answer(tied: Snapshot) -> None:
    query = next(each for each in queries() if each.id.startswith("cq25"))
    found = rows(tied, query.text)
    assert found[0][0] == "Rudolstadt – Saalfeld/Saale"
    assert {"Maßnahme", "Ziel", "Kooperation"} <= {row[2] for row in found if row[0] == found[0][0]}


def test_ties_are_in_the_dump_but_no_wording_of_a_comment_is_with_them(tied: Snapshot) -> None:
    assert f"\n<{BASE}/graph/ties> {{\n" in dumped(tied, "trig").decode()
    texts = {
        triple.predicate
        for triple in triples_of(tied.store, tied.layout.ties)
        if isinstance(triple.object, ox.Literal) and triple.object.language
    }
    assert texts == {ox.NamedNode("http://www.w3.org/2000/01/rdf-schema#label")}
    names = rows(tied, "SELECT ?l { ?t a quer:CityTie ; rdfs:label ?l }")
    assert all((label or "").count(" – ") >= 1 for (label,) in names)


def test_published_ties_change_no_analysis(examples: Snapshot, tied: Snapshot) -> None:
    before, after = project(examples), project(tied)
    assert before.iris == after.iris
    assert list(before.labels) == list(after.labels)
    assert (before.source == after.source).all()
    assert (before.target == after.target).all()


def test_a_city_s_description_leaves_its_ties_out_and_a_tie_s_has_its_reasons(
    examples: Snapshot, tied: Snapshot
) -> None:
    assert list(describe(tied, SAALFELD).triples()) == list(describe(examples, SAALFELD).triples())
    assert incoming(tied, SAALFELD) == incoming(examples, SAALFELD)
    told = describe(tied, TIE)
    reasons = {t.object for t in told.own if t.predicate == node(QUER.tieReason)}
    assert len(reasons) > 20
    assert {part.subject for part in told.parts} == reasons


def test_publishing_again_and_removing_leave_no_trace(store: Path) -> None:
    load_files(store, *FILES[:2])
    before = snapshot_of(store)
    first = published(store)
    with WriteStore(store) as target:
        assert publish_ties(target).change.nothing
    assert (snapshot_of(store).version, snapshot_of(store).modified) == (first.version, first.modified)
    with WriteStore(store) as target:
        remove_ties(target)
        assert remove_ties(target).nothing
    assert dumped(snapshot_of(store)) == dumped(before)
    assert snapshot_of(store).version == before.version != first.version


def test_the_same_data_have_the_same_ties_whatever_was_loaded_first(tmp_path: Path) -> None:
    one, other = tmp_path / "one", tmp_path / "other"
    load_files(one, *FILES[:3])
    published(one)
    load_files(one, FILES[-1])
    for file in (FILES[-1], *reversed(FILES[:3])):
        load_files(other, file)
    assert published(one).version == published(other).version


def test_a_load_that_changes_something_removes_the_ties_and_says_so(store: Path, tmp_path: Path) -> None:
    load_files(store, *FILES[:2])
    with_ties = published(store)
    again = load_files(store, *FILES[:2])
    assert not again.ties_removed
    assert snapshot_of(store).version == with_ties.version
    report = load_files(store, write_page(tmp_path / "seite.txt"))
    assert report.ties_removed
    now = snapshot_of(store)
    assert now.layout.ties not in now.graphs()
    assert not rows(now, "SELECT ?t { { ?t a quer:CityTie } UNION { ?t a quer:TieReason } }")
    assert report.removed == 0, "the ties are told of by themselves"


def test_a_decision_marks_the_ties_as_outdated_until_they_are_published_again(copied: Path) -> None:
    found = rows(
        snapshot_of(copied), "SELECT ?a { ?a a quer:Mention ; quer:reviewStatus rs:proposed } LIMIT 2"
    )
    decide(copied, Verdict(str(found[0][0]), "confirmed"))
    assert not rows(snapshot_of(copied), OUTDATED)
    assert not rows(published(copied), OUTDATED)
    decide(copied, Verdict(str(found[1][0]), "confirmed"))
    assert rows(snapshot_of(copied), OUTDATED) == [(f"{BASE}/graph/ties",)]
    assert rows(snapshot_of(copied), "SELECT ?t { ?t a quer:CityTie } LIMIT 1")
    assert not rows(published(copied), OUTDATED)


def test_of_many_cities_only_the_strongest_ties_and_heaviest_reasons_are_told(tied: Snapshot) -> None:
    ties = CityTies(project(tied))
    few = list(tie_triples(ties, MINTER, strongest=1))
    kept = {t.subject for t in few if t.object == node(QUER.CityTie)}
    assert 0 < len(kept) <= len(ties.cities)
    reasons = [t.object for t in few if t.predicate == node(QUER.tieReason) and str(TIE) in str(t.subject)]
    assert len(reasons) == len(set(reasons)) == MOST_REASONS
    assert set(few) < set(tie_triples(ties, MINTER))


def test_two_goals_that_call_each_other_comparable_are_one_reason() -> None:
    a, b = thing("place", "adorf"), thing("place", "bstadt")
    things = {a: "municipality", b: "municipality", f"{BASE}/g1": "goal", f"{BASE}/g2": "goal"}
    links = [(f"{BASE}/g1", QUER.planningArea, a), (f"{BASE}/g2", QUER.planningArea, b)]
    links += [
        (f"{BASE}/g1", QUER.comparableTo, f"{BASE}/g2"),
        (f"{BASE}/g2", QUER.comparableTo, f"{BASE}/g1"),
    ]
    ties = CityTies(projection_of(things, links), {Layer.COMPARABLE})
    told = list(tie_triples(ties, MINTER))
    assert sum(t.predicate == node(QUER.tieReason) for t in told) == 1
    assert len({t.object.value for t in told if t.predicate == node(QUER.tieWeight)}) == 1
    [counterpart] = [t.object for t in told if t.predicate == node(QUER.tieCounterpart)]
    assert counterpart == ox.NamedNode(f"{BASE}/g2")


def test_what_editors_concluded_is_told_as_such(store: Path) -> None:
    store_of(store, *REGION)
    found = rows(published(store), "SELECT ?m { ?r quer:concluded true ; quer:tieThing ?m }")
    assert found == [(thing("measure", "probe_eine"),)]


SLUGS = st.from_regex(r"[a-c]{1,2}([-_][a-c]{1,2}){0,2}", fullmatch=True)
PLACES = st.one_of(
    SLUGS.map(lambda slug: thing("place", slug)), SLUGS.map(lambda s: f"https://stadt.example/{s}")
)


@given(st.lists(PLACES, min_size=2, max_size=5, unique=True))
def test_a_tie_has_one_iri_from_either_side_and_no_two_ties_share_one(places: list[str]) -> None:
    pairs = list(combinations(places, 2))
    assert all(tie_iri(MINTER, a, b) == tie_iri(MINTER, b, a) for a, b in pairs)
    assert len({tie_iri(MINTER, a, b) for a, b in pairs}) == len(pairs)


def test_the_code_list_has_the_layers_of_the_analysis_under_the_names_of_the_interface() -> None:
    assert set(dir(TIE_LAYER)) >= {layer.value for layer in Layer}
    for layer in Layer:
        names = catalogue()[f"ties.layer_{layer.value}"]
        assert labels().label(str(TIE_LAYER[layer.value]), "de") == names["de"]
        assert labels().label(str(TIE_LAYER[layer.value]), "en") == names["en"]
