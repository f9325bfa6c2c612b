"""The description for programs is valid, complete and stays within our own host."""

import re

import pytest


@pytest.fixture(scope="module")
def description(client):
    return client.get("/openapi.json").json()


def operations(description):
    return [op for path in description["paths"].values() for op in path.values()]


def test_operations_are_named_once_and_explained(description):
    found = operations(description)
    names = [op["operationId"] for op in found]
    assert len(names) == len(set(names)) > 15
    assert all(op.get("summary") and op.get("description") for op in found)
    assert description["openapi"].startswith("3.")
    assert description["info"]["license"]["name"] == "EUPL-1.2"


def test_the_promised_doors_are_described(description):
    promised = {"/", "/health", "/sparql", "/id/{kind}/{slug}", "/doc/{kind}/{slug}", "/data/{kind}/{name}"}
    promised |= {"/views/staedteverbund", "/views/umfeld", "/ontology", "/dumps/latest.{extension}"}
    assert promised <= set(description["paths"])
    assert set(description["paths"]["/sparql"]) == {"get", "post"}
    assert {"400", "406", "413", "503"} <= set(description["paths"]["/sparql"]["get"]["responses"])


def test_references_inside_lead_somewhere(description):
    def walk(node):
        if isinstance(node, dict):
            if "$ref" in node:
                yield node["$ref"]
            for value in node.values():
                yield from walk(value)
        elif isinstance(node, list):
            for value in node:
                yield from walk(value)

    for reference in set(walk(description)):
        target = description
        for step in reference.removeprefix("#/").split("/"):
            target = target[step]


def test_parameters_of_the_paths_are_declared(description):
    for path, methods in description["paths"].items():
        for operation in methods.values():
            declared = {p["name"] for p in operation.get("parameters", []) if p["in"] == "path"}
            assert declared == set(re.findall(r"{(\w+)}", path)), path


def test_the_page_for_it_loads_only_from_here(client):
    page = client.get("/docs")
    sources = re.findall(r'(?:src|href)="([^"]+)"', page.text)
    assert len(sources) >= 3
    for source in sources:
        assert source.startswith("/static/")
        assert client.get(source).status_code == 200
    assert not re.search(r"<script>[^<]", page.text)
