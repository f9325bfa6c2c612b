"""A load that is killed leaves the old state or the new one, whole, and the next load goes on."""

from __future__ import annotations

import subprocess
import sys
import time
from pathlib import Path

import pytest
from graph.making import COMMENTS, comments, dump_of, load_files, snapshot_of, write_page

LOAD = """
import sys
from pathlib import Path
from querbezug.graph.loading import load
from querbezug.graph.store import WriteStore
with WriteStore(Path(sys.argv[1])) as store:
    print("open", flush=True)
    load([Path(sys.argv[2])], store)
    print("done", flush=True)
"""
MANY = [f"Kommentar Nummer {number} mit etwas Text, damit das Schreiben dauert." for number in range(150)]


def start(store: Path, page: Path) -> subprocess.Popen[str]:
    """Start a load in a process of its own and wait until it has the store open."""
    command = [sys.executable, "-c", LOAD, str(store), str(page)]
    loading = subprocess.Popen(command, stdout=subprocess.PIPE, text=True)
    assert loading.stdout
    assert loading.stdout.readline() == "open\n"
    return loading


def kill(loading: subprocess.Popen[str]) -> None:
    loading.kill()
    loading.communicate()


@pytest.fixture(scope="module")
def seconds(tmp_path_factory: pytest.TempPathFactory) -> float:
    """How long the load takes here, so that the kills fall into it."""
    folder = tmp_path_factory.mktemp("timing")
    page = write_page(folder / "seite.txt")
    load_files(folder / "store", page)
    loading = start(folder / "store", write_page(page, MANY))
    begin = time.monotonic()
    loading.communicate()
    assert loading.returncode == 0
    return time.monotonic() - begin


@pytest.mark.parametrize("share", [0.0, 0.7, 0.85, 0.95, 1.0])
def test_a_killed_load_leaves_a_whole_state(tmp_path: Path, seconds: float, share: float) -> None:
    store, page = tmp_path / "store", tmp_path / "seite.txt"
    load_files(store, write_page(page))
    old = dump_of(store, "trig")
    loading = start(store, write_page(page, MANY))
    time.sleep(seconds * share)
    kill(loading)
    number = len(comments(snapshot_of(store)))
    assert number in {len(COMMENTS), len(MANY)}
    if number == len(COMMENTS):
        assert dump_of(store, "trig") == old
    load_files(store, page)
    assert list(comments(snapshot_of(store)).values()) == MANY
    load_files(store, write_page(page))
    assert dump_of(store, "trig") == old


@pytest.mark.parametrize("share", [0.8, 0.95])
def test_a_killed_first_load_can_be_done_again(tmp_path: Path, seconds: float, share: float) -> None:
    store, page = tmp_path / "store", write_page(tmp_path / "seite.txt", MANY)
    loading = start(store, page)
    time.sleep(seconds * share)
    kill(loading)
    load_files(store, page)
    assert list(comments(snapshot_of(store)).values()) == MANY
