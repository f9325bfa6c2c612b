"""Foreign queries: harmless ones are answered, harmful ones refused or stopped at the cost of one request."""

from __future__ import annotations

import contextlib
import json
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from graph.making import thing
from hypothesis import given
from hypothesis import strategies as st

from querbezug.graph.errors import (
    QueryError,
    QueryRefusedError,
    QuerySyntaxError,
    QueryTimeoutError,
    QueryTooLargeError,
)
from querbezug.graph.sparql import QueryPool, SparqlRequest, check_query
from querbezug.graph.sparql.evaluate import evaluate
from querbezug.graph.store import Snapshot

ELSEWHERE = "<http://192.0.2.1/>"
COUNT = "SELECT (COUNT(?c) AS ?n) { ?c a quer:Comment }"

SERVICES = [
    f"SELECT * {{ SERVICE {ELSEWHERE} {{ ?s ?p ?o }} }}",
    f"SELECT * {{ service silent {ELSEWHERE} {{ ?s ?p ?o }} }}",
    f"SELECT * {{ \\u0053ERVICE {ELSEWHERE} {{ ?s ?p ?o }} }}",
    f"SELECT * {{ \\U00000053ERVICE {ELSEWHERE} {{ ?s ?p ?o }} }}",
    f"SELECT * {{ SERVICESILENT{ELSEWHERE}{{ ?s ?p ?o }} }}",
    f"SELECT * {{ ?s ?p trueSERVICE{ELSEWHERE}{{ ?a ?b ?c }} }}",
    f"PREFIX ex: {ELSEWHERE} SELECT * {{ SERVICEex:a{{ ?s ?p ?o }} }}",
    f"SELECT * {{ ?s ?p ex:.SERVICE {ELSEWHERE} {{ ?a ?b ?c }} }}",
    f"SELECT * {{ ?s ex:a\\#b ?o . SERVICE {ELSEWHERE} {{ ?a ?b ?c }} }}",
    f"SELECT * {{ ?s ex:a\\'b ?o . SERVICE {ELSEWHERE} {{ ?a ?b 'c' }} }}",
    f'SELECT * {{ ?s ?p "x\\u0022" . SERVICE {ELSEWHERE} {{ ?a ?b "c" }} }}',
    f"SELECT * {{ ?s ?p <http://example.org/#> SERVICE {ELSEWHERE} {{ ?a ?b ?c }} }}",
    f"SELECT * {{ ?s ?p ?o # comment\nSERVICE {ELSEWHERE} {{ ?a ?b ?c }} }}",
    f"SELECT * {{ ?s ?p 'a' . SERVICE {ELSEWHERE} {{ ?a ?b 'c' }} }}",
    f"SELECT * {{ ?s ?p ?o FILTER(?a<?o)SERVICE{ELSEWHERE}{{ ?a ?b ?c }} }}",
]

HARMLESS = [
    "SELECT * { ?s ?p 'SERVICE <http://a/> {}' }",
    'SELECT * { ?s ?p """a "SERVICE" b""" }',
    "SELECT * { ?s ?p ?o } # SERVICE <http://a/>",
    "SELECT * { <http://example.org/SERVICE> ?p ?SERVICE }",
    "PREFIX : <http://example.org/> SELECT * { ?s :service ?service ; quer:service $service }",
    "SELECT * { ?s ?p ?o FILTER(?a < 3 && ?b > 4) }",
    "ASK { ?s ?p ?o . " + "?s ?p ?o . " * 70 + "}",
    "SELECT * " + "{" * 50 + " ?s ?p ?o " + "}" * 50,
    "CONSTRUCT { ?s ?p ?o } WHERE { ?s ?p ?o } LIMIT 3",
    "DESCRIBE <http://example.org/a>",
]


@pytest.mark.parametrize("query", SERVICES)
def test_service_is_refused_however_it_is_written(query: str) -> None:
    with pytest.raises(QueryRefusedError, match="SERVICE"):
        check_query(query)


@pytest.mark.parametrize("query", HARMLESS)
def test_the_guard_lets_harmless_queries_through(query: str) -> None:
    check_query(query)


@pytest.mark.parametrize(
    "query",
    [
        "SELECT * " + "{" * 551 + "}" * 551,
        "SELECT * { FILTER(" + "(" * 3000 + "1" + ")" * 3000 + ") }",
        "SELECT * { " + "?s ?p ?o . " * 300 + "}",
        "SELECT * { " + "?s a ex:A.\n" * 300 + "}",
        "SELECT * { ?s ?p '" + "x" * 100_001 + "' }",
    ],
    ids=["nested", "parentheses", "patterns", "patterns with names", "length"],
)
def test_what_would_break_the_engine_is_too_large(query: str) -> None:
    with pytest.raises(QueryTooLargeError):
        check_query(query)


@pytest.mark.parametrize("character", ["\x00", "\ud800", "\\uD800", "\\UFFFFFFFF"])
def test_characters_no_query_needs_are_refused(character: str) -> None:
    with pytest.raises(QueryRefusedError):
        check_query(f"ASK {{ ?s ?p '{character}' }}")


@given(st.text(st.sampled_from("\"'\\#<>{}()?$:.;aus0 \nSERVICE"), max_size=400))
def test_the_guard_raises_nothing_but_our_own_errors(query: str) -> None:
    try:
        check_query(query)
    except QueryError as error:
        assert error.text("de") != error.text("en")  # noqa: PT017 - either outcome is fine


@pytest.mark.parametrize("piece", ['"', "'", '"""', "<", "\\", "#", "a:", "'''\"", "<a", "('", "ex:a."])
def test_the_guard_is_quick_on_a_long_hostile_query(piece: str) -> None:
    start = time.perf_counter()
    with contextlib.suppress(QueryError):
        check_query((piece * 100_000)[:100_000])
    assert time.perf_counter() - start < 2


def answer(snapshot: Snapshot, query: str, **more: tuple[str, ...]) -> list[dict[str, str]]:
    """Return the rows of a SELECT query as the service answers it."""
    body = json.loads(evaluate(snapshot, SparqlRequest(query, **more)).body)  # type: ignore[arg-type]
    return [{name: cell["value"] for name, cell in row.items()} for row in body["results"]["bindings"]]


def test_an_ordinary_query_needs_no_prefixes(examples: Snapshot) -> None:
    assert answer(examples, COUNT) == [{"n": "16"}]


def test_labels_of_the_ontology_can_be_asked_for(examples: Snapshot) -> None:
    query = "SELECT ?l { quer:Comment rdfs:label ?l FILTER(LANG(?l) = 'de') }"
    assert len(answer(examples, query)) == 1


PRIVATE = ["urn:querbezug:log", "urn:querbezug:ledger"]


@pytest.mark.parametrize("graph", PRIVATE)
@pytest.mark.parametrize(
    "query",
    [
        "SELECT * {{ GRAPH <{0}> {{ ?s ?p ?o }} }}",
        "SELECT * FROM <{0}> {{ ?s ?p ?o }}",
        "SELECT * FROM NAMED <{0}> {{ GRAPH ?g {{ ?s ?p ?o }} }}",
        "PREFIX u: <urn:querbezug:> SELECT * FROM NAMED u:log FROM u:ledger {{ {{ ?s ?p ?o }} UNION "
        "{{ GRAPH ?g {{ ?s ?p ?o }} }} }}",
        "BASE <urn:querbezug:x> SELECT * FROM <{0}> FROM NAMED <{0}> {{ GRAPH ?g {{ ?s ?p ?o }} }}",
        "SELECT * {{ GRAPH ?g {{ ?s ?p ?o }} FILTER(STRSTARTS(STR(?g), 'urn:')) }}",
        "SELECT * {{ ?s ?p ?o FILTER(STRSTARTS(STR(?p), 'urn:')) }}",
    ],
)  # fmt: skip
def test_private_graphs_cannot_be_asked(examples: Snapshot, query: str, graph: str) -> None:
    assert answer(examples, query.format(graph)) == []


@pytest.mark.parametrize("graph", PRIVATE)
def test_private_graphs_cannot_be_asked_by_the_protocol_either(examples: Snapshot, graph: str) -> None:
    every = "SELECT * { { ?s ?p ?o } UNION { GRAPH ?g { ?s ?p ?o } } }"
    assert answer(examples, every, default_graphs=(graph,), named_graphs=(graph,)) == []
    assert answer(examples, every, named_graphs=(graph,)) == []


def test_from_asks_the_graphs_it_names(examples: Snapshot) -> None:
    base = "https://w3id.org/querbezug/graph/source/"
    page, register = f"<{base}saalebogen-digitalisierung>", f"<{base}rodachtal>"
    comments = "SELECT (COUNT(?c) AS ?n) {} {{ ?c a quer:Comment }}"
    assert answer(examples, comments.format(f"FROM {page}")) == [{"n": "16"}]
    assert answer(examples, comments.format(f"FROM {register}")) == [{"n": "0"}]
    assert answer(examples, f"PREFIX g: <{base}> " + comments.format("FROM g:rodachtal")) == [{"n": "0"}]
    named = f"SELECT DISTINCT ?g FROM NAMED {page} FROM NAMED {register} {{ GRAPH ?g {{ ?s a ?c }} }}"
    assert sorted(row["g"] for row in answer(examples, named)) == sorted([page[1:-1], register[1:-1]])


def test_the_protocol_s_dataset_wins_over_from(examples: Snapshot) -> None:
    base = "https://w3id.org/querbezug/graph/source/"
    query = f"SELECT (COUNT(?c) AS ?n) FROM <{base}saalebogen-digitalisierung> {{ ?c a quer:Comment }}"
    assert answer(examples, query, default_graphs=(f"{base}rodachtal",)) == [{"n": "0"}]


@pytest.mark.parametrize(
    "query", ["SELECT", "SELECT * { ?s nix:da ?o }", "DROP ALL", "ASK FROM nix:da {}", ""]
)
def test_what_is_no_query_is_told_as_such(examples: Snapshot, query: str) -> None:
    with pytest.raises(QuerySyntaxError):
        evaluate(examples, SparqlRequest(query))


def test_the_dataset_must_be_iris(examples: Snapshot) -> None:
    with pytest.raises(QueryRefusedError):
        evaluate(examples, SparqlRequest(COUNT, default_graphs=("keine IRI",)))


def test_a_graph_result_is_readable_turtle(examples: Snapshot) -> None:
    iri = thing("place", "rudolstadt")
    body = evaluate(examples, SparqlRequest(f"DESCRIBE <{iri}>")).body.decode()
    assert f"<{iri}>\n    a quer:Municipality ,\n        quer:Place ;\n    rdfs:label " in body


@pytest.fixture(scope="module")
def pool(example_store: Path) -> Iterator[QueryPool]:
    with QueryPool(example_store, size=2, timeout=20, memory=1024**3) as pool:
        yield pool


def count(pool: QueryPool) -> str:
    """Return the number of comments, asked through the pool."""
    body = json.loads(pool.answer(SparqlRequest(COUNT)).body)
    return str(body["results"]["bindings"][0]["n"]["value"])


def test_a_query_that_does_not_end_is_stopped_and_the_next_is_answered(pool: QueryPool) -> None:
    assert count(pool) == "16"
    endless = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }"
    pool.timeout = 1.0
    start = time.monotonic()
    with pytest.raises(QueryTimeoutError, match="1 Sekunden"):
        pool.answer(SparqlRequest(endless))
    assert time.monotonic() - start < 3
    pool.timeout = 20
    assert [count(pool) for _ in range(3)] == ["16"] * 3


def test_a_query_that_eats_memory_costs_itself_only(
    pool: QueryPool, capfd: pytest.CaptureFixture[str]
) -> None:
    doubled = " ".join(f"BIND(CONCAT(?x{n}, ?x{n}) AS ?x{n + 1})" for n in range(28))
    with pytest.raises(QueryTooLargeError):
        pool.answer(SparqlRequest(f"SELECT (STRLEN(?x28) AS ?n) {{ BIND('xxxxxxxx' AS ?x0) {doubled} }}"))
    assert [count(pool) for _ in range(3)] == ["16"] * 3


def test_the_pool_tells_the_same_errors_as_the_evaluation(pool: QueryPool) -> None:
    with pytest.raises(QuerySyntaxError):
        pool.answer(SparqlRequest("SELECT"))
    with pytest.raises(QueryRefusedError):
        pool.answer(SparqlRequest(SERVICES[0]))
    assert count(pool) == "16"


def test_many_threads_get_their_own_answers(pool: QueryPool) -> None:
    def echo(number: int) -> str:
        body = json.loads(pool.answer(SparqlRequest(f"SELECT ({number} AS ?n) {{}}")).body)
        return str(body["results"]["bindings"][0]["n"]["value"])

    with ThreadPoolExecutor(8) as threads:
        assert list(threads.map(echo, range(40))) == [str(number) for number in range(40)]
