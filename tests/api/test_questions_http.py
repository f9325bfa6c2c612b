"""Questions over HTTP and on the command line: the same answers everywhere, links to the evidence."""

from __future__ import annotations

import csv
import io
import json
from urllib.parse import urlencode

import networkx as nx
import pytest
from doors import querbezug
from selectolax.lexbor import LexborHTMLParser as HTMLParser

from querbezug.graph.answers import questions

TIES = {"a": "Saalfeld", "b": "Rudolstadt"}
CHOSEN = {
    **TIES,
    "city": "Saalfeld",
    "cooperation": "Städtedreieck am Saalebogen",
    "field": "Mobilität",
    "field_a": "Mobilität",
    "field_b": "saalebogen_digitalisierung",
}


def given(question):
    return {p.name: CHOSEN[p.name] for p in question.parameters if p.required}


@pytest.mark.parametrize("name", sorted(questions()))
def test_every_question_is_answered_in_sentences_and_pages(client, name):
    asked = given(questions()[name])
    answer = client.get(f"/api/answers/{name}", params=asked)
    assert answer.status_code == 200, answer.text
    told = answer.json()
    assert told["sentences"]
    assert all(sentence[0].isupper() or sentence[0] in "„0123456789" for sentence in told["sentences"])
    page = HTMLParser(client.get(f"/fragen/{name}", params=asked).text)
    first = page.css_first(".answer .first")
    assert first is not None
    assert " ".join(first.text().split()) == " ".join(told["sentences"][0].split())
    assert len(page.css(".answer-table")) == len(told["tables"])
    english = client.get(f"/api/answers/{name}", params={**asked, "lang": "en"}).json()
    assert len(english["sentences"]) == len(told["sentences"])
    assert english["sentences"] != told["sentences"]


def test_the_list_of_questions_says_what_to_choose(client):
    listed = client.get("/api/questions").json()
    assert [each["id"] for each in listed] == list(questions())
    ties = next(each for each in listed if each["id"] == "ties")
    assert [(p["name"], p["asks"], p["required"]) for p in ties["parameters"]] == [
        ("a", "city", True),
        ("b", "city", True),
    ]
    page = HTMLParser(client.get("/fragen").text)
    assert {form.attributes["action"] for form in page.css(".question-form")} == {
        f"/fragen/{name}" for name in questions()
    }


def test_things_in_an_answer_lead_to_their_pages(client):
    page = HTMLParser(client.get("/fragen/ties", params=TIES).text)
    links = {link.attributes["href"] for link in page.css(".answer a, .answer-table tbody th a")}
    assert len(links) > 10
    for href in sorted(links)[:12]:
        assert client.get(href, headers={"accept": "text/html"}).status_code == 200, href


def test_the_same_answer_comes_as_csv_and_on_the_command_line(client, store):
    told = client.get("/api/answers/ties", params=TIES).json()
    rows = list(csv.reader(io.StringIO(client.get("/api/answers/ties.csv", params=TIES).text)))
    assert len(rows) == len(told["tables"][0]["rows"]) + 1
    assert [row[1] for row in rows[1:]] == [row[0]["iri"] for row in told["tables"][0]["rows"]]
    printed = querbezug("analyse", "ties", "Saalfeld", "Rudolstadt", "--json", "--store", store)
    assert json.loads(printed.stdout) == told


def test_a_network_opens_in_other_programs(client, store, tmp_path):
    written = tmp_path / "gruppen.gexf"
    assert querbezug("analyse", "groups", "-o", written, "--store", store).returncode == 0
    over_http = tmp_path / "gruppen.graphml"
    over_http.write_bytes(client.get("/api/answers/groups.graphml").content)
    one, two = nx.read_gexf(written), nx.read_graphml(over_http)
    assert set(one) == set(two)
    assert {"Saalfeld/Saale", "Görlitz"} <= {data["label"] for _, data in one.nodes(data=True)}


def test_what_is_wrong_with_a_choice_is_told_in_one_sentence(client, store):
    page = HTMLParser(client.get("/fragen/ties", params={**TIES, "a": "Salfeld"}).text)
    assert "Saalfeld/Saale" in page.css_first("[role=alert]").text()
    assert not page.css(".answer")
    refused = client.get("/api/answers/ties", params={**TIES, "a": "Salfeld"})
    assert refused.status_code == 400
    assert refused.headers["content-type"] == "application/problem+json"
    typed = querbezug("analyse", "ties", "Salfeld", "Rudolstadt", "--store", store)
    assert typed.returncode == 1
    assert typed.stderr.decode().count("\n") == 1
    assert "Saalfeld/Saale" in typed.stderr.decode()


@pytest.mark.parametrize("name", ["groups", "gaps"])
def test_a_file_of_another_sort_is_refused_with_those_there_are(store, tmp_path, name):
    refused = querbezug("analyse", name, "-o", tmp_path / "antwort.docx", "--store", store)
    assert refused.returncode == 1
    assert all(ending in refused.stderr.decode() for ending in (".json", ".csv", ".graphml", ".gexf"))
    assert not list(tmp_path.iterdir())


def test_long_tables_come_in_parts_as_json_and_whole_as_csv(slow_client, monkeypatch):
    monkeypatch.setattr("querbezug.api.http.routes.questions.MOST_ROWS", 3)
    asked = {**TIES, "table": "reasons"}
    address, rows = "/api/answers/ties?" + urlencode(asked), []
    while address:
        (table,) = slow_client.get(address).json()["tables"]
        assert len(table["rows"]) <= 3
        rows += table["rows"]
        address = table.get("next")
    assert len(rows) == table["total"]
    found = list(csv.reader(io.StringIO(slow_client.get("/api/answers/ties.csv", params=asked).text)))
    assert len(found) == table["total"] + 1
    assert slow_client.get("/api/answers/ties", params={**asked, "table": "nothing"}).status_code == 404
