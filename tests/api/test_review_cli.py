"""Reviewing from the command line: each command says what it did, and the keys do what they say."""

from __future__ import annotations

import io
import json
import shutil

import pytest
from doors import querbezug
from rich.console import Console

from querbezug.api.cli.review_keys import Session, visible
from querbezug.graph.review import Filter, Queue
from querbezug.graph.store import ReadStore

RUDOLSTADT = "https://w3id.org/querbezug/id/place/rudolstadt"


@pytest.fixture
def copied(store, tmp_path):
    shutil.copytree(store, tmp_path / "store")
    return tmp_path / "store"


def run(copied, *arguments, code=0, **more):
    ended = querbezug("review", *arguments, "--store", copied, **more)
    assert ended.returncode == code, ended.stderr.decode()
    assert b"Traceback" not in ended.stderr
    return ended.stdout.decode() if code == 0 else ended.stderr.decode()


def listed(copied, *arguments):
    return json.loads(run(copied, "list", "--json", *arguments))


COMMANDS = ("", "list", "accept", "reject", "correct", "undo", "export", "runs")
TERM_COMMANDS = ("terms", "adopt", "dismiss", "restore", "relink")


@pytest.mark.parametrize("command", [*COMMANDS, *TERM_COMMANDS])
def test_help_explains_with_an_example(command):
    shown = querbezug("review", *command.split(), "--help")
    assert shown.returncode == 0
    assert f"querbezug review {command}".strip() in shown.stdout.decode().partition("Beispiel")[2]


def test_decide_and_take_back(copied):
    items = listed(copied, "--kind", "place")["items"]
    assert items[0]["id"] in run(copied, "list", "--kind", "place", COLUMNS="200")
    assert "bestätigt" in run(copied, "accept", items[0]["id"], "--why", "steht da")
    assert "verworfen" in run(copied, "reject", items[1]["id"])
    other = next(item for item in items[2:] if item["body"] != RUDOLSTADT)
    assert "berichtigt" in run(copied, "correct", other["id"], "--to", RUDOLSTADT)
    assert listed(copied)["decided"] == 3
    assert "schon" in run(copied, "accept", items[0]["id"])
    refused = run(copied, "reject", items[0]["id"], code=1)
    assert refused.count("\n") == 1
    assert "bestätigt" in refused
    lines = run(copied, "export", "-").splitlines()
    assert sorted(json.loads(line)["decision"] for line in lines) == ["confirmed", "corrected", "rejected"]
    run(copied, "undo", items[0]["id"])
    run(copied, "undo", items[1]["id"])
    assert listed(copied)["decided"] == 1
    run(copied, "undo", items[0]["id"], code=1)


def test_the_gold_file_appears_whole(copied, tmp_path):
    run(copied, "accept", listed(copied)["items"][0]["id"])
    run(copied, "export", tmp_path / "gold.jsonl")
    [line] = (tmp_path / "gold.jsonl").read_text(encoding="utf-8").splitlines()
    assert json.loads(line)["decision"] == "confirmed"
    run(copied, "export", tmp_path / "nowhere" / "gold.jsonl", code=1)


def test_what_is_wrong_is_one_sentence(copied, tmp_path):
    for arguments in (["accept", "x"], ["undo", "0" * 16], ["correct", "0" * 16, "--to", "x"], []):
        assert run(copied, *arguments, code=1).count("\n") == 1
    ended = querbezug("review", "accept", "0" * 16, "--store", tmp_path / "none")
    assert ended.returncode == 1
    assert not (tmp_path / "none").exists()


def test_a_short_key_is_refused(copied):
    ended = querbezug("serve", "--store", copied, "--review-token", "kurz")
    assert ended.returncode == 1
    assert "16" in ended.stderr.decode()
    assert "kurz" not in ended.stderr.decode()


def sit(copied, keys, lines=(), wanted=None):
    """Sit at the terminal and press keys; return what was shown."""
    shown, pressed, typed = io.StringIO(), iter(keys), iter(lines)
    console = Console(file=shown, width=100)
    session = Session(
        copied, wanted or Filter(), "Bauamt", lambda: next(pressed), lambda: next(typed), console
    )
    session.run()
    return shown.getvalue()


def counts(copied):
    return Queue(ReadStore(copied).snapshot()).counts()


def test_one_key_for_each_answer(copied):
    first = Queue(ReadStore(copied).snapshot()).page(limit=1).items[0]
    shown = sit(copied, ["?", "a", "u", "\x1b[C", "x", "\r", "q"])
    assert counts(copied).decided == 2
    assert first.quote in " ".join(shown.split())
    found = [item["id"] for item in listed(copied)["items"]]
    assert first.id in found


def test_correcting_asks_what_is_meant(copied, capsys):
    place = Filter(kind="place")
    sit(copied, ["k", "k", "k", "q"], ["", "https://x/nichts", RUDOLSTADT], place)
    assert counts(copied).decided == 1
    assert "nichts" in capsys.readouterr().err


def test_it_ends_when_nothing_is_left(copied):
    sit(copied, ["a"] * 100, wanted=Filter(kind="example"))
    assert "example" not in counts(copied).kinds


def test_words_cannot_steer_the_terminal():
    assert visible("a\x1b[2Jb\x07\u202ec\nd") == "a\ufffd[2Jb\ufffd\ufffdc\nd"


def test_topics_are_adopted_used_by_linking_and_taken_back(copied):
    before = json.loads(run(copied, "terms", "--json"))
    assert "übernommen" in run(copied, "adopt", "EVU", "--broader", "klima-energie", "--word", "EVUs")
    assert "schon" in run(copied, "adopt", "EVU", "--word", "EVUs")
    assert "nicht wieder" in run(copied, "dismiss", "Verständnis")
    told = json.loads(run(copied, "terms", "--json"))
    assert [(each["label"], each["words"]) for each in told["adopted"]] == [("EVU", ["EVUs"])]
    assert told["dismissed"] == ["Verständnis"]
    assert "EVU" in run(copied, "terms")
    assert "Neu verknüpft" in run(copied, "relink")
    iri = told["adopted"][0]["iri"]
    asked = f"SELECT (COUNT(*) AS ?n) WHERE {{ ?text quer:theme <{iri}> }}"
    found = querbezug("query", asked, "--store", copied, "--format", "csv").stdout.decode()
    assert int(found.split()[-1]) > 0
    assert "EVU" in run(copied, "restore", "EVU")
    run(copied, "restore", "Verständnis")
    assert json.loads(run(copied, "terms", "--json")) == before
    assert "Oberthema" in run(copied, "adopt", "Wort", "--broader", "nirgends", code=1)
    assert run(copied, "restore", "nie entschieden", code=1).count("\n") == 1
