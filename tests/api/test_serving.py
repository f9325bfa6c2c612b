"""The server and the store: what is loaded beside it shows at once, and it fails with a sentence."""

import json
import socket
import subprocess

import httpx
import pytest
from doors import COMMAND, REGISTER, SEED, environment, free_port, querbezug, serving, wait_for

BASE = "https://w3id.org/querbezug/id"
COUNT = "SELECT (COUNT(?c) AS ?n) WHERE { ?c a quer:Comment }"


def comments(address):
    answer = httpx.get(f"{address}/sparql", params={"query": COUNT, "format": "csv"}, timeout=30)
    return int(answer.text.split()[1])


def test_what_is_loaded_beside_the_server_shows_without_a_restart(tmp_path):
    store = tmp_path / "querbezug.db"
    assert querbezug("load", REGISTER, "--store", store).returncode == 0
    with serving(store, tmp_path / "log.txt") as address:
        before = httpx.get(f"{address}/daten", timeout=30)
        assert comments(address) == 0
        assert httpx.get(f"{address}/id/comment/saalebogen-digitalisierung-07").status_code == 404
        assert querbezug("load", SEED, "--store", store).returncode == 0
        assert comments(address) == 16
        assert httpx.get(f"{address}/id/comment/saalebogen-digitalisierung-07").status_code == 303
        after = httpx.get(f"{address}/daten", headers={"If-None-Match": before.headers["etag"]}, timeout=30)
        assert after.status_code == 200
        assert after.headers["etag"] != before.headers["etag"]
        again = httpx.get(f"{address}/dumps/latest.nt", timeout=30)
    assert again.content == querbezug("dump", "--store", store, "--format", "ntriples").stdout
    assert "Traceback" not in (tmp_path / "log.txt").read_text(encoding="utf-8")


@pytest.mark.parametrize("command", [["serve"], ["dump"], ["query", "ASK {}"], ["analyse", "cities"]])
def test_without_a_store_a_sentence_says_how_to_get_one(tmp_path, command):
    ended = querbezug(*command, folder=tmp_path)
    assert ended.returncode == 1
    message = ended.stderr.decode()
    assert message.count("\n") == 1
    assert "gibt es noch keinen Speicher" in message
    assert "querbezug demo" in message
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("command", ["serve", "demo"])
def test_a_taken_port_is_told_before_any_work(tmp_path, store, command):
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        where = store if command == "serve" else tmp_path / "new.db"
        ended = querbezug(command, "--store", where, "--port", port)
    assert ended.returncode == 1
    assert str(port) in ended.stderr.decode()
    assert ended.stderr.count(b"\n") == 1
    assert not (tmp_path / "new.db").exists()


def test_demo_loads_analyses_serves_and_says_where(tmp_path):
    port = free_port()
    address = f"http://127.0.0.1:{port}"
    with (tmp_path / "log.txt").open("wb") as log:
        server = subprocess.Popen(
            [COMMAND, "demo"], cwd=tmp_path, stdout=log, stderr=log, env=environment(PORT=str(port))
        )
        try:
            wait_for(address, server.poll)
            assert comments(address) == 16 + 299
            assert "Rudolstadt" in httpx.get(address, timeout=30).text
        finally:
            server.terminate()
            server.wait(20)
    printed = (tmp_path / "log.txt").read_text(encoding="utf-8")
    assert address in printed
    assert "Saalfeld/Saale" in printed
    assert "Traceback" not in printed
    assert (tmp_path / "querbezug.db").is_dir()


def test_a_store_with_a_base_of_its_own_is_served_under_it(tmp_path):
    store = tmp_path / "querbezug.db"
    base = "https://daten.stadt.example/graph"
    assert querbezug("load", REGISTER, "--store", store, "--base", base).returncode == 0
    with serving(store, tmp_path / "log.txt") as address:
        data = httpx.get(f"{address}/data/place/rudolstadt.jsonld", timeout=30)
        page = httpx.get(f"{address}/doc/place/rudolstadt", headers={"Accept": "text/html"}, timeout=30)
    assert f"{base}/id/place/rudolstadt" in json.dumps(data.json())
    assert BASE not in data.text
    assert 'href="/doc/' in page.text
