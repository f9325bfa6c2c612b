"""SPARQL 1.1 Protocol: how to ask, which formats come back, and what is refused how."""

import csv
import io
import json
from xml.etree import ElementTree as ET

import pyoxigraph as ox
import pytest
import rdflib
from doors import triples

from querbezug.graph.store import ReadStore, layout

COUNT = "SELECT (COUNT(?c) AS ?n) WHERE { ?c a quer:Comment }"
GRAPH = "CONSTRUCT { ?c a quer:Comment } WHERE { ?c a quer:Comment }"
LINKS = "https://w3id.org/querbezug/graph/links"
LOG = layout.LOG.value
JSON = "application/sparql-results+json"
ANY_TRIPLES = "SELECT (COUNT(*) AS ?n) WHERE { ?s ?p ?o }"
QUERY_TYPE = {"Content-Type": "application/sparql-query"}


def number(response):
    return int(response.json()["results"]["bindings"][0]["n"]["value"])


def test_three_ways_to_ask_give_one_answer(client):
    answers = [
        client.get("/sparql", params={"query": COUNT}),
        client.post("/sparql", data={"query": COUNT}),
        client.post(
            "/sparql", content=COUNT, headers={"Content-Type": "application/sparql-query; charset=UTF-8"}
        ),
    ]
    assert [answer.status_code for answer in answers] == [200] * 3
    assert {number(answer) for answer in answers} == {16}
    assert {answer.headers["content-type"] for answer in answers} == {JSON}


def test_rows_come_in_four_formats(client):
    def ask(media_type):
        return client.get("/sparql", params={"query": COUNT}, headers={"Accept": media_type})

    assert list(csv.DictReader(io.StringIO(ask("text/csv").text))) == [{"n": "16"}]
    assert ask("text/tab-separated-values").text.splitlines()[0] == "?n"
    root = ET.fromstring(ask("application/sparql-results+xml").text)  # noqa: S314 - from our own server
    assert [e.text for e in root.iter("{http://www.w3.org/2005/sparql-results#}literal")] == ["16"]
    assert json.loads(ask(JSON).text)["head"] == {"vars": ["n"]}
    assert "charset=utf-8" in ask("text/csv").headers["content-type"]


@pytest.mark.parametrize(
    ("media_type", "parser"),
    [
        ("text/turtle", ox.RdfFormat.TURTLE),
        ("application/n-triples", ox.RdfFormat.N_TRIPLES),
        ("application/ld+json", ox.RdfFormat.JSON_LD),
        ("application/rdf+xml", ox.RdfFormat.RDF_XML),
    ],
)
def test_graphs_come_in_four_formats(client, media_type, parser):
    answer = client.get("/sparql", params={"query": GRAPH}, headers={"Accept": media_type})
    assert answer.headers["content-type"].startswith(media_type)
    assert len(triples(answer.content, parser)) == 16


@pytest.mark.parametrize(
    ("query", "accept", "expected"),
    [
        (COUNT, "text/csv;q=0.2, application/sparql-results+xml;q=0.9", "application/sparql-results+xml"),
        (COUNT, "*/*", JSON),
        (COUNT, "application/json", JSON),
        (COUNT, "text/*", "text/csv"),
        (COUNT, f"{JSON};q=0, */*;q=0.1", "application/sparql-results+xml"),
        (COUNT, "text/html;q=0.1, text/csv", "text/csv"),
        (COUNT, "no media type at all", JSON),
        (GRAPH, "*/*", "text/turtle"),
        (GRAPH, "application/rdf+xml;q=0.5, application/n-triples;q=0.6", "application/n-triples"),
        (GRAPH, "text/turtle;q=0, */*;q=0.1", "application/n-triples"),
    ],
)
def test_the_liked_format_is_chosen(client, query, accept, expected):
    answer = client.get("/sparql", params={"query": query}, headers={"Accept": accept})
    assert answer.status_code == 200
    assert answer.headers["content-type"].partition(";")[0] == expected
    assert "Accept" in answer.headers["vary"]


@pytest.mark.parametrize(
    ("query", "accept"),
    [
        (COUNT, "image/png"),
        (COUNT, "*/*;q=0"),
        (COUNT, "text/turtle"),
        (GRAPH, "text/csv"),
        (GRAPH, "image/*"),
    ],
)
def test_what_no_format_satisfies_is_not_acceptable(client, query, accept):
    answer = client.get("/sparql", params={"query": query}, headers={"Accept": accept})
    assert answer.status_code == 406
    wanted = "text/turtle" if query is GRAPH else "text/csv"
    assert wanted in answer.text


def test_a_parameter_may_name_the_format(client):
    rows = client.get("/sparql", params={"query": COUNT, "format": "csv"})
    assert rows.text.split() == ["n", "16"]
    assert client.get("/sparql", params={"query": COUNT, "format": "turtle"}).status_code == 406
    assert client.get("/sparql", params={"query": COUNT, "format": "docx"}).status_code == 406
    assert client.post("/sparql", data={"query": GRAPH, "format": "ntriples"}).text.count(" .\n") == 16


@pytest.mark.parametrize(
    ("request_", "status"),
    [
        ({"method": "GET", "params": {"lang": "en"}}, 400),
        ({"method": "GET", "params": [("query", COUNT), ("query", COUNT)]}, 400),
        (
            {"method": "POST", "data": {}, "headers": {"Content-Type": "application/x-www-form-urlencoded"}},
            400,
        ),
        ({"method": "POST", "content": COUNT, "params": {"query": COUNT}, "headers": QUERY_TYPE}, 400),
        ({"method": "POST", "content": b"\xff\xfe", "headers": QUERY_TYPE}, 400),
        ({"method": "POST", "content": COUNT, "headers": {"Content-Type": "text/plain"}}, 415),
        ({"method": "POST", "content": COUNT}, 415),
        ({"method": "POST", "data": {"update": "CLEAR ALL"}}, 400),
        ({"method": "GET", "params": {"update": "CLEAR ALL"}}, 400),
        (
            {
                "method": "POST",
                "content": "CLEAR ALL",
                "headers": {"Content-Type": "application/sparql-update"},
            },
            415,
        ),
        ({"method": "GET", "params": {"query": "INSERT DATA { <a:a> <a:b> <a:c> }"}}, 400),
        ({"method": "GET", "params": {"query": "SELECT * WHERE {"}}, 400),
        ({"method": "GET", "params": {"query": ""}}, 400),
        ({"method": "GET", "params": {"query": "ASK { SERVICE <http://127.0.0.1:1/> { ?s ?p ?o } }"}}, 400),
        ({"method": "GET", "params": {"query": "ASK {}", "default-graph-uri": "not an iri"}}, 400),
        ({"method": "GET", "params": {"query": "ASK {}", "named-graph-uri": "<x>"}}, 400),
        ({"method": "GET", "params": {"query": "ASK { {" + "{" * 60 + "}" * 62}}, 413),
        ({"method": "POST", "data": {"query": "ASK {} #" + "a" * 200_000}}, 413),
        ({"method": "POST", "content": b"#" * 3_000_000, "headers": QUERY_TYPE}, 413),
    ],
)
def test_what_is_refused_says_why_in_plain_text(client, request_, status):
    answer = client.request(url="/sparql", **request_)
    assert answer.status_code == status
    assert answer.headers["content-type"] == "text/plain; charset=utf-8"
    assert len(answer.text.strip().splitlines()) == 1
    assert "Traceback" not in answer.text


def test_a_large_body_is_refused_although_its_length_is_not_announced(client):
    pieces = (b"#" * 100_000 for _ in range(40))
    assert client.post("/sparql", content=pieces, headers=QUERY_TYPE).status_code == 413


def test_a_wrong_query_is_told_with_line_and_column_in_both_languages(client):
    query = "SELECT *\nWHERE { ?s ?p }"
    german = client.get("/sparql", params={"query": query})
    english = client.get("/sparql", params={"query": query, "lang": "en"})
    assert "2:16" in german.text
    assert german.text.startswith("Das ist keine gültige SPARQL-Abfrage")
    assert english.text.startswith("This is not a valid SPARQL query")


@pytest.mark.parametrize("method", ["PUT", "DELETE", "PATCH"])
def test_other_methods_are_told_which_there_are(client, method):
    answer = client.request(method, "/sparql", content=COUNT)
    assert answer.status_code == 405
    assert answer.headers["allow"] == "GET, HEAD, OPTIONS, POST"


def test_the_dataset_of_the_protocol_wins(client):
    def count(query=ANY_TRIPLES, **dataset):
        return number(client.get("/sparql", params={"query": query, **dataset}))

    links, everything = count(**{"default-graph-uri": LINKS}), count()
    assert 0 < links < everything
    in_graphs = "SELECT (COUNT(*) AS ?n) WHERE { GRAPH ?g { ?s ?p ?o } }"
    assert count(in_graphs, **{"named-graph-uri": LINKS}) == links
    assert count(**{"named-graph-uri": LINKS}) == 0
    with_from = f"SELECT (COUNT(*) AS ?n) FROM <{LINKS}> WHERE {{ ?s ?p ?o }}"
    other = "https://w3id.org/querbezug/graph/gazetteer"
    assert count(with_from, **{"default-graph-uri": other}) == count(**{"default-graph-uri": other})
    gazetteer = count(**{"default-graph-uri": other})
    both = client.get(
        "/sparql", params=[("query", ANY_TRIPLES), ("default-graph-uri", LINKS), ("default-graph-uri", other)]
    )
    assert max(links, gazetteer) < number(both) <= links + gazetteer


def test_what_is_private_cannot_be_asked(client):
    queries = [
        f"SELECT (COUNT(*) AS ?n) WHERE {{ GRAPH <{LOG}> {{ ?s ?p ?o }} }}",
        f"SELECT (COUNT(*) AS ?n) WHERE {{ GRAPH ?g {{ ?s ?p ?o }} FILTER(?g = <{LOG}>) }}",
    ]
    for query in queries:
        assert number(client.get("/sparql", params={"query": query})) == 0
    answer = client.get("/sparql", params={"query": ANY_TRIPLES, "default-graph-uri": LOG})
    assert number(answer) == 0


def test_from_does_not_open_private_graphs(client, store):
    private = ReadStore(store).snapshot().store.quads_for_pattern(None, layout.LOADED_AT, None, layout.LOG)
    assert any(private)
    for dataset in ("", f"FROM <{LOG}>", f"FROM NAMED <{LOG}>"):
        loaded = f"{{ ?s {layout.LOADED_AT} ?when }}"
        query = f"ASK {dataset} {{ {loaded} UNION {{ GRAPH ?g {loaded} }} }}"
        assert client.get("/sparql", params={"query": query}).json()["boolean"] is False


def test_without_a_query_the_service_describes_itself(client, site):
    answer = client.get("/sparql", headers={"Accept": "text/turtle"})
    graph = rdflib.Graph().parse(data=answer.text, format="turtle")
    sd = rdflib.Namespace("http://www.w3.org/ns/sparql-service-description#")
    [service] = graph.subjects(rdflib.RDF.type, sd.Service)
    assert graph.value(service, sd.endpoint) == rdflib.URIRef(f"{site}/sparql")


def test_a_browser_gets_the_editor_and_a_result_without_scripts(client):
    html = {"Accept": "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8"}
    editor = client.get("/sparql", headers=html)
    assert editor.status_code == 200
    assert "<textarea" in editor.text
    table = client.get("/sparql", params={"query": COUNT, "format": "html"}, headers=html)
    assert "16" in table.text.partition("<table")[2].partition("</table>")[0]
    wrong = client.get("/sparql", params={"query": "SELECT", "format": "html"}, headers=html)
    assert "keine gültige SPARQL-Abfrage" in wrong.text


def test_a_query_that_never_ends_is_stopped_and_the_next_one_answered(slow_client):
    endless = "SELECT * WHERE { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i FILTER(?a = ?i && ?c = ?d && ?f = ?g) }"
    stopped = slow_client.get("/sparql", params={"query": endless})
    assert stopped.status_code == 503
    assert int(stopped.headers["retry-after"]) > 0
    assert "abgebrochen" in stopped.text
    assert slow_client.get("/sparql", params={"query": COUNT}).status_code == 200
