"""What ties the cities as RDF through both doors: in files, over HTTP, and in the store for SPARQL."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import httpx
import pyoxigraph as ox
import pytest
from doors import EXAMPLES, SEED, querbezug, serving, triples

GRAPH = "https://w3id.org/querbezug/graph/ties"
COUNT = "SELECT (COUNT(?t) AS ?n) { ?t a quer:CityTie }"


@pytest.fixture
def copied(store: Path, tmp_path: Path) -> Path:
    """A store of the example regions that may be written to."""
    path = tmp_path / "querbezug.db"
    shutil.copytree(store, path)
    return path


def count(store: Path) -> int:
    """Return how many ties SPARQL finds."""
    answer = querbezug("query", COUNT, "--format", "csv", "--store", store)
    return int(answer.stdout.decode().split()[1])


@pytest.mark.parametrize(
    ("ending", "form", "media_type"),
    [
        ("ttl", ox.RdfFormat.TURTLE, "text/turtle"),
        ("nt", ox.RdfFormat.N_TRIPLES, "application/n-triples"),
    ],
)
def test_both_doors_hand_out_the_same_ties(
    client: httpx.Client, store: Path, tmp_path: Path, ending: str, form: ox.RdfFormat, media_type: str
) -> None:
    path = tmp_path / f"staedte.{ending}"
    assert querbezug("analyse", "cities", "--store", store, "-o", path).returncode == 0
    answer = client.get(f"/api/cities.{ending}")
    assert answer.headers["content-type"].startswith(media_type)
    assert answer.content == path.read_bytes()
    told = client.get("/api/cities").json()["ties"]
    said = triples(answer.content, form)
    assert sum("CityTie>" in str(triple.object) for triple in said) == len(told) > 300


def test_published_ties_can_be_asked_for_and_taken_out_again(copied: Path) -> None:
    before = querbezug("dump", "--store", copied).stdout
    done = querbezug("analyse", "publish", "--store", copied, "--json")
    told = json.loads(done.stdout)
    assert done.returncode == 0, done.stderr.decode()
    assert (told["graph"], told["changed"]) == (GRAPH, True)
    assert count(copied) == told["ties"] > 300
    assert "Schon veröffentlicht" in querbezug("analyse", "publish", "--store", copied).stdout.decode()
    assert GRAPH in querbezug("dump", "--store", copied, "--format", "trig").stdout.decode()
    assert querbezug("analyse", "publish", "--remove", "--store", copied).returncode == 0
    assert querbezug("dump", "--store", copied).stdout == before
    assert "keine" in querbezug("analyse", "publish", "--remove", "--store", copied).stdout.decode()


def test_the_address_of_a_tie_leads_to_its_reasons_in_words_and_to_its_data(
    copied: Path, tmp_path: Path
) -> None:
    querbezug("analyse", "publish", "--store", copied)
    tie = "tie/rudolstadt_saalfeld-saale"
    with serving(copied, tmp_path / "log.txt") as site, httpx.Client(base_url=site, timeout=30) as asking:
        html = {"Accept": "text/html"}
        page = asking.get(f"/id/{tie}", headers=html, follow_redirects=True)
        assert page.url.path == "/verbindung"
        assert asking.get(f"/doc/{tie}?lang=en", headers=html).headers["location"].count("lang=en") == 1
        assert "Radverkehr" in page.text
        said = triples(asking.get(f"/data/{tie}.ttl").content, ox.RdfFormat.TURTLE)
        assert sum("TieReason>" in str(triple.object) for triple in said) > 20
        town = asking.get("/doc/place/rudolstadt", headers=html)
        assert "/tie/" not in town.text


def test_a_load_says_that_published_ties_are_gone_only_where_they_are(copied: Path) -> None:
    querbezug("analyse", "publish", "--store", copied)
    again = querbezug("load", SEED, "--store", copied, "--json")
    assert json.loads(again.stdout)["tiesRemoved"] is False
    assert count(copied) > 300
    changed = querbezug("load", EXAMPLES / "mainz" / "task.json", "--store", copied)
    assert changed.returncode == 0, changed.stderr.decode()
    assert "analyse publish" in changed.stderr.decode()
    assert count(copied) == 0


def test_without_a_store_there_is_nothing_to_publish(tmp_path: Path) -> None:
    done = querbezug("analyse", "publish", "--store", tmp_path / "nowhere")
    assert (done.returncode, done.stdout) == (1, b"")
    assert not (tmp_path / "nowhere").exists()
