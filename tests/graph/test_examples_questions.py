"""The questions of the ontology have answers over the cities that ship, and the right ones."""

from __future__ import annotations

import csv
import json
from collections import Counter
from collections.abc import Iterator
from typing import Any

import pyoxigraph as ox
import pytest
from graph.making import EXAMPLES, load_files, snapshot_of

from querbezug.graph.store import Snapshot
from querbezug.ontology.resources import NamedQuery, queries

BONN = EXAMPLES / "bonn" / "raddialog-2017.jsonl"
MUENSTER = EXAMPLES / "muenster" / "muenster_sachstand.csv"
MAINZ = EXAMPLES / "mainz" / "task.json"

# What these sources say nothing of: goals, cooperations, forecasts, sites, decisions, concluded links;
# and no two of them have a field of action of the same name. Ties of cities are there once published.
SILENT = {"cq01", "cq02", "cq03", "cq04", "cq05", "cq07", "cq08", "cq09", "cq13", "cq20", "cq22", "cq23"} | {
    "cq25"
}
OBJECTIONS = {"cq15"}
"""Found by the linker, not by the readers: its tests are with the links."""
QUERIES = {query.id[:4]: query for query in queries()}


@pytest.fixture(scope="module")
def cities(tmp_path_factory: pytest.TempPathFactory) -> Snapshot:
    store = tmp_path_factory.mktemp("cities") / "store"
    load_files(store, BONN, MUENSTER, MAINZ)
    return snapshot_of(store)


def answer(cities: Snapshot, query: NamedQuery) -> list[dict[str, str]]:
    """Return the rows as plain text by variable."""
    found = cities.store.query(query.text)
    assert isinstance(found, ox.QuerySolutions)
    names = [variable.value for variable in found.variables]
    return [
        {name: value.value for name, value in zip(names, row, strict=True) if value is not None}  # type: ignore[union-attr]
        for row in found
    ]


def posts() -> Iterator[dict[str, Any]]:
    yield from map(json.loads, BONN.read_text(encoding="utf-8").splitlines())


def thread(post: dict[str, Any]) -> Iterator[dict[str, Any]]:
    """Yield all comments below a post."""
    for comment in post.get("comments") or post.get("answers") or ():
        yield comment
        yield from thread(comment)


@pytest.mark.parametrize("number", sorted(QUERIES.keys() - OBJECTIONS))
def test_what_the_cities_speak_of_is_answered_and_nothing_else(cities: Snapshot, number: str) -> None:
    assert bool(answer(cities, QUERIES[number])) == (number not in SILENT)


def test_ideas_are_counted_by_category_as_the_platform_counts_them(cities: Snapshot) -> None:
    rows = answer(cities, QUERIES["cq16"])
    counted = {row["category"]: int(row["ideas"]) for row in rows}
    assert {row["place"] for row in rows} == {"Bonn"}
    assert counted == Counter(post["category"] for post in posts())
    assert sum(counted.values()) == 300
    assert all(row["located"] == row["ideas"] for row in rows)


def test_each_measure_of_muenster_has_its_latest_report(cities: Snapshot) -> None:
    with MUENSTER.open(encoding="utf-8", newline="") as file:
        rows = {row["id"]: row for row in csv.DictReader(file)}
    latest = {row["parent"]: row for name, row in rows.items() if name.endswith("-1718")}
    found = {row["label"]: row for row in answer(cities, QUERIES["cq17"])}
    assert len(latest) == 54
    assert len(found) == 54
    colours = {"#01873B": "grün", "orange": "orange", "#AE1B1B": "rot"}
    for measure, report in latest.items():
        row = found[" ".join(rows[measure]["title"].split())]
        assert row["period"] == "2017/2018"
        assert row.get("mark") == colours.get(report["assessment"])


def test_discussions_with_official_answers_are_all_found(cities: Snapshot) -> None:
    expected = {}
    for post in posts():
        comments = list(thread(post))
        answers = [each for each in comments if each["official"]]
        if answers:
            expected[post["url"]] = (len(comments), len(answers))
    pages = {
        quad.subject.value: quad.object.value  # type: ignore[union-attr]
        for quad in cities.store.quads_for_pattern(
            None, ox.NamedNode("http://xmlns.com/foaf/0.1/page"), None, ox.DefaultGraph()
        )
    }
    found = {
        pages[row["idea"]]: (int(row["comments"]), int(row["answers"]))
        for row in answer(cities, QUERIES["cq18"])
    }
    assert len(expected) > 50
    assert found == expected


def test_measures_are_counted_for_their_cities(cities: Snapshot) -> None:
    counted = {row["label"]: int(row["measures"]) for row in answer(cities, QUERIES["cq06"])}
    assert counted == {"Münster": 54, "Mainz": 40}


def test_each_source_is_named_with_its_file(cities: Snapshot) -> None:
    files = {row["file"] for row in answer(cities, QUERIES["cq14"])}
    assert {BONN.name, MUENSTER.name, MAINZ.name} <= files
