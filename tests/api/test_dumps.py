"""The whole data over HTTP is, byte for byte, what the command line writes."""

import io

import networkx as nx
import pyoxigraph as ox
import pytest
import rdflib
from doors import querbezug, triples

FORMATS = {
    "ttl": ("turtle", "text/turtle"),
    "nt": ("ntriples", "application/n-triples"),
    "jsonld": ("jsonld", "application/ld+json"),
    "trig": ("trig", "application/trig"),
}


@pytest.fixture(scope="module")
def dumps(client):
    return {extension: client.get(f"/dumps/latest.{extension}") for extension in FORMATS}


@pytest.mark.parametrize("extension", FORMATS)
def test_both_doors_hand_out_the_same_bytes(dumps, store, extension):
    name, media_type = FORMATS[extension]
    written = querbezug("dump", "--store", store, "--format", name)
    assert written.returncode == 0
    assert dumps[extension].content == written.stdout
    assert dumps[extension].headers["content-type"].startswith(media_type)
    assert f".{extension}" in dumps[extension].headers["content-disposition"]


def test_all_formats_hold_the_same_triples(dumps):
    forms = {"nt": ox.RdfFormat.N_TRIPLES, "ttl": ox.RdfFormat.TURTLE}
    forms |= {"trig": ox.RdfFormat.TRIG, "jsonld": ox.RdfFormat.JSON_LD}
    said = [triples(dumps[extension].content, form) for extension, form in forms.items()]
    assert len(said[0]) == len(dumps["nt"].text.splitlines())
    assert said[0] == said[1] == said[2] == said[3]


def test_a_second_reader_reads_the_same(dumps):
    graphs = [
        rdflib.Graph().parse(data=dumps[e].text, format=name) for e, name in (("ttl", "turtle"), ("nt", "nt"))
    ]
    assert set(graphs[0]) == set(graphs[1])
    assert len(graphs[0]) == len(dumps["nt"].text.splitlines())


def test_the_data_page_offers_what_there_is(client, dumps):
    page = client.get("/daten", headers={"Accept": "text/html"}).text
    for extension in FORMATS:
        assert f'href="/dumps/latest.{extension}"' in page
    assert client.get("/dumps/").headers["location"] == "/daten"


def test_networks_open_in_networkx(client):
    told = client.get("/api/cities").json()
    graphml = nx.parse_graphml(client.get("/api/cities.graphml").text)
    gexf = nx.read_gexf(io.BytesIO(client.get("/api/cities.gexf").content))
    assert len(graphml) == len(gexf) == len(told["cities"])
    assert graphml.number_of_edges() == gexf.number_of_edges() == len(told["ties"])
    assert "Rudolstadt" in {data["label"] for _, data in graphml.nodes(data=True)}


def test_ties_tell_their_reasons(client):
    base = "https://w3id.org/querbezug/id/place"
    answer = client.get("/api/ties", params={"a": f"{base}/saalfeld-saale", "b": f"{base}/rudolstadt"})
    reasons = answer.json()["reasons"]
    assert len(reasons) > 10
    weights = [reason["weight"] for reason in reasons]
    assert weights == sorted(weights, reverse=True)
    assert {"measure", "cooperation"} <= {reason["layer"] for reason in reasons}


def test_the_ontology_is_readable_for_people_and_programs(client):
    page = client.get("/ontology", headers={"Accept": "text/html"})
    assert "Handlungsfeld" in page.text
    for path, accept in (("/ontology", "text/turtle"), ("/ontology.ttl", "*/*"), ("/shapes.ttl", "*/*")):
        answer = client.get(path, headers={"Accept": accept})
        assert len(rdflib.Graph().parse(data=answer.text, format="turtle")) > 100
    assert "@context" in client.get("/context.jsonld").json()
