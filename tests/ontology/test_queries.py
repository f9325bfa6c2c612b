"""The questions keep the answers that were checked against the sample; the checks find their faults."""

from __future__ import annotations

import csv
import io
from pathlib import Path

import pyoxigraph as ox
import pytest

from querbezug.ontology.resources import (
    NamedQuery,
    integrity_queries,
    ontology_files,
    queries,
    rules,
)
from querbezug.ontology.terms import PREFIXES

EXPECTED = Path(__file__).parent / "data" / "expected"
BASE = "https://w3id.org/querbezug"
COMMENT = f"{BASE}/id/comment/querschnittsthema-digitalisierung"
HEADER = "".join(f"PREFIX {prefix}: <{namespace}>\n" for prefix, namespace in PREFIXES.items())


@pytest.fixture
def store(sample_text: str) -> ox.Store:
    store = ox.Store()
    store.load(sample_text.encode(), ox.RdfFormat.TURTLE)
    for file in ontology_files():
        store.load(file.read_bytes(), ox.RdfFormat.TURTLE)
    return store


def rows_of(store: ox.Store, query: NamedQuery) -> list[list[str]]:
    result = store.query(query.text)
    assert isinstance(result, ox.QuerySolutions)
    answer = result.serialize(format=ox.QueryResultsFormat.CSV)
    assert answer is not None
    return list(csv.reader(io.StringIO(answer.decode())))


@pytest.mark.parametrize("query", queries(), ids=lambda query: query.id)
def test_each_question_has_the_expected_answer(store: ox.Store, query: NamedQuery) -> None:
    text = (EXPECTED / f"{query.id[:4]}.csv").read_text(encoding="utf-8")
    expected = list(csv.reader(io.StringIO(text)))
    assert len(expected) > 1
    assert rows_of(store, query) == expected


def test_every_expected_answer_has_its_question() -> None:
    assert {file.stem for file in EXPECTED.iterdir()} == {query.id[:4] for query in queries()}


@pytest.mark.parametrize("query", [*queries(), *integrity_queries(), *rules()], ids=lambda query: query.id)
def test_each_query_says_in_both_languages_what_it_asks(query: NamedQuery) -> None:
    assert set(query.titles) == {"de", "en"}
    assert query.title("de") != query.title("en")
    assert query.text.startswith("# de: ")


@pytest.mark.parametrize("query", integrity_queries(), ids=lambda query: query.id)
def test_the_sample_passes_each_check(store: ox.Store, query: NamedQuery) -> None:
    assert len(rows_of(store, query)) == 1


FAULTS = {
    "i1": f"""DELETE {{ ?a quer:start ?s }} INSERT {{ ?a quer:start 0 }}
        WHERE {{ BIND(<{BASE}/id/assessment/a5> AS ?a) ?a quer:start ?s }}""",
    "i2": f"""INSERT DATA {{ GRAPH <{BASE}/graph/links> {{
        <{COMMENT}-15> quer:mentions <{BASE}/id/region/saalebogen> }} }}""",
    "i3": f"INSERT DATA {{ <{COMMENT}-02> quer:publicationStatus ps:withheld }}",
    "i4": f"""INSERT DATA {{ GRAPH <{BASE}/graph/source/x> {{
        <{BASE}/id/assessment/a1> quer:assesses <{COMMENT}-01> }} }}""",
    "i5": f"INSERT DATA {{ <{COMMENT}-02> quer:about <{BASE}/id/goal/nowhere> }}",
    "i6": f'INSERT DATA {{ <{BASE}/id/place/rek_stadthalle> quer:municipalityKey "16073077" }}',
}


@pytest.mark.parametrize("query", integrity_queries(), ids=lambda query: query.id)
def test_each_check_finds_its_fault_and_no_other_does(store: ox.Store, query: NamedQuery) -> None:
    store.update(HEADER + FAULTS[query.id[:2]])
    found = [check.id for check in integrity_queries() if len(rows_of(store, check)) > 1]
    assert found == [query.id]


def test_a_shortcut_with_an_assessment_is_in_order(store: ox.Store) -> None:
    for links in (
        "-05> quer:mentions <{}/id/place/schwarzburg>",
        "-16> quer:opposes <{}/id/goal/rek_digitale-systeme>",
    ):
        store.update(
            f"{HEADER} INSERT DATA {{ GRAPH <{BASE}/graph/links> {{ <{COMMENT}{links.format(BASE)} }} }}"
        )
    assert all(len(rows_of(store, check)) == 1 for check in integrity_queries())


def test_positions_count_characters_beyond_the_basic_plane_once(store: ox.Store) -> None:
    store.update(
        f"""{HEADER} INSERT DATA {{
            <{COMMENT}-99> quer:verbatimText "😀👍 Rudolstadt"@de .
            <{BASE}/id/assessment/a99> quer:assesses <{COMMENT}-99> ; quer:quote "Rudolstadt" ;
                quer:start {"😀👍 Rudolstadt".index("Rudolstadt")} ; quer:end {len("😀👍 Rudolstadt")} }}"""
    )
    spans = next(check for check in integrity_queries() if check.id.startswith("i1"))
    assert len(rows_of(store, spans)) == 1


@pytest.mark.parametrize(("start", "faults"), [(7, 0), (6, 1)])
def test_a_quote_may_stand_in_the_title_of_an_idea(store: ox.Store, start: int, faults: int) -> None:
    store.update(
        f"""{HEADER} INSERT DATA {{
            <{BASE}/id/idea/i99> quer:verbatimText "Mehr Busse."@de ; rdfs:label "Linien Rudolstadt"@de .
            <{BASE}/id/assessment/a99> quer:assesses <{BASE}/id/idea/i99> ; quer:quote "Rudolstadt" ;
                quer:start {start} ; quer:end {start + 10} }}"""
    )
    spans = next(check for check in integrity_queries() if check.id.startswith("i1"))
    assert len(rows_of(store, spans)) == 1 + faults


def test_assessments_can_be_written_out_as_web_annotations(store: ox.Store) -> None:
    (rule,) = rules()
    result = store.query(rule.text)
    assert isinstance(result, ox.QueryTriples)
    made = list(result)
    assert not any(isinstance(triple.subject, ox.BlankNode) for triple in made)
    expanded = ox.Store()
    expanded.extend(ox.Quad(triple.subject, triple.predicate, triple.object) for triple in made)
    answer = expanded.query(
        f"""{HEADER} SELECT ?source ?exact ?start ?end WHERE {{
            <{BASE}/id/assessment/a5> a oa:Annotation ; oa:hasTarget ?target .
            ?target a oa:SpecificResource ; oa:hasSource ?source ; oa:hasSelector ?quote , ?position .
            ?quote a oa:TextQuoteSelector ; oa:exact ?exact .
            ?position a oa:TextPositionSelector ; oa:start ?start ; oa:end ?end }}"""
    )
    assert isinstance(answer, ox.QuerySolutions)
    values = [[getattr(value, "value", None) for value in row] for row in answer]
    assert values == [[f"{COMMENT}-05", "Schwarzburg", "124", "135"]]
