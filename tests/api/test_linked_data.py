"""Linked data: from a thing's IRI to its page or its data."""

import pyoxigraph as ox
import pytest
from doors import triples

from querbezug.ontology.terms import QUER, RDF, RDFS

BASE = "https://w3id.org/querbezug/id"
RUDOLSTADT = f"{BASE}/place/rudolstadt"
BROWSER = {"Accept": "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8"}
PARSERS = {"ttl": ox.RdfFormat.TURTLE, "jsonld": ox.RdfFormat.JSON_LD, "nt": ox.RdfFormat.N_TRIPLES}
TYPES = {"ttl": "text/turtle", "jsonld": "application/ld+json", "nt": "application/n-triples"}


@pytest.mark.parametrize(
    ("accept", "target"),
    [
        ("text/html", "/doc/place/rudolstadt"),
        (BROWSER["Accept"], "/doc/place/rudolstadt"),
        ("*/*", "/doc/place/rudolstadt"),
        ("text/turtle", "/data/place/rudolstadt.ttl"),
        ("application/ld+json", "/data/place/rudolstadt.jsonld"),
        ("application/n-triples", "/data/place/rudolstadt.nt"),
        ("text/html;q=0.3, text/turtle;q=0.8", "/data/place/rudolstadt.ttl"),
    ],
)
def test_an_iri_leads_to_the_page_or_the_data(client, accept, target):
    answer = client.get("/id/place/rudolstadt", headers={"Accept": accept})
    assert (answer.status_code, answer.headers["location"]) == (303, target)
    assert "Accept" in answer.headers["vary"]
    assert client.get(target, headers={"Accept": accept}).status_code == 200


@pytest.mark.parametrize("extension", PARSERS)
def test_the_extension_wins_over_accept(client, extension):
    answer = client.get(f"/data/place/rudolstadt.{extension}", headers={"Accept": "text/html"})
    assert answer.headers["content-type"].startswith(TYPES[extension])
    said = {
        (t.subject.value, t.predicate.value, t.object.value)
        for t in triples(answer.content, PARSERS[extension])
    }
    assert (RUDOLSTADT, str(RDF.type), str(QUER.Municipality)) in said
    assert (RUDOLSTADT, str(RDFS.label), "Rudolstadt") in said


def test_all_formats_say_the_same(client):
    graphs = [
        triples(client.get(f"/data/place/rudolstadt.{e}").content, parser) for e, parser in PARSERS.items()
    ]
    assert len(graphs[0]) > 20
    assert graphs[0] == graphs[1] == graphs[2]


@pytest.mark.parametrize("path", ["/doc/place/rudolstadt", "/data/place/rudolstadt"])
def test_page_and_data_are_negotiated_too(client, path):
    for media_type in TYPES.values():
        answer = client.get(path, headers={"Accept": media_type})
        assert answer.headers["content-type"].startswith(media_type)
        assert "Accept" in answer.headers["vary"]


def test_the_page_names_its_data_and_its_thing(client):
    answer = client.get("/doc/place/rudolstadt", headers=BROWSER)
    links = answer.headers["link"]
    assert '</data/place/rudolstadt.ttl>; rel="alternate"; type="text/turtle"' in links
    assert f'<{RUDOLSTADT}>; rel="describes"' in links
    assert "Rudolstadt" in answer.text
    assert answer.headers["content-language"] == "de"


def test_what_is_not_offered_is_not_acceptable(client):
    for path in ("/id/place/rudolstadt", "/doc/place/rudolstadt", "/data/place/rudolstadt"):
        assert client.get(path, headers={"Accept": "image/png"}).status_code == 406


def test_each_comment_is_a_page_with_its_wording(client):
    answer = client.get("/doc/comment/saalebogen-digitalisierung-16", headers=BROWSER)
    assert "Nicht wichtig, lieber Spielplätze und Fahrradwege" in answer.text


@pytest.mark.parametrize("area", ["id", "doc", "data"])
def test_an_unknown_thing_is_told_in_the_readers_form(client, area):
    page = client.get(f"/{area}/place/nirgendwo", headers={"Accept": "text/html"})
    assert page.status_code == 404
    assert page.headers["content-type"].startswith("text/html")
    assert "kommt im Graphen nicht vor" in page.text
    problem = client.get(f"/{area}/place/nirgendwo?lang=en", headers={"Accept": "application/json"})
    assert problem.status_code == 404
    assert problem.headers["content-type"] == "application/problem+json"
    assert problem.json()["status"] == 404
    assert problem.json()["title"] == "Not Found"
    assert problem.headers["content-language"] == "en"
