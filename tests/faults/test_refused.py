"""Faults of the disk: told in a sentence, and what was there before is there after."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest
from graph.making import dump_of, load_files, snapshot_of, write_page

from querbezug.graph.errors import StoreError
from querbezug.graph.store import ReadStore, WriteStore

FILL_UP = """
import resource, signal, sys
from pathlib import Path
from querbezug.graph.errors import StoreError
from querbezug.graph.loading import load
from querbezug.graph.store import WriteStore
signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
with WriteStore(Path(sys.argv[1])) as store:
    resource.setrlimit(resource.RLIMIT_FSIZE, (2000, 2000))
    try:
        load([Path(sys.argv[2])], store)
    except StoreError as error:
        print(error.text(), flush=True)
    import os
    os._exit(7)  # a full disk leaves no time for tidying up
"""


def test_a_full_disk_is_told_and_leaves_the_old_state(tmp_path: Path) -> None:
    store, page = tmp_path / "store", tmp_path / "seite.txt"
    load_files(store, write_page(page))
    before, version = dump_of(store, "trig"), snapshot_of(store).version
    write_page(page, [f"Kommentar Nummer {number} mit etwas mehr Text." for number in range(150)])
    run = subprocess.run(
        [sys.executable, "-c", FILL_UP, str(store), str(page)], capture_output=True, text=True, check=False
    )
    assert run.returncode == 7, run.stderr
    assert "unverändert" in run.stdout
    assert "freien Platz" in run.stdout
    assert dump_of(store, "trig") == before
    assert snapshot_of(store).version == version
    load_files(store, page)  # with room again, it goes on
    assert snapshot_of(store).version != version


def test_a_damaged_store_is_told_in_a_sentence(tmp_path: Path) -> None:
    store = tmp_path / "store"
    load_files(store, write_page(tmp_path / "seite.txt"))
    (store / "CURRENT").write_text("nonsense\n", encoding="utf-8")
    with pytest.raises(StoreError, match="lässt sich nicht öffnen"):
        ReadStore(store).snapshot()
    with pytest.raises(StoreError, match="lässt sich nicht öffnen"):
        WriteStore(store)


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write anywhere")
def test_a_folder_without_permission_is_told_in_a_sentence(tmp_path: Path) -> None:
    folder = tmp_path / "locked"
    folder.mkdir(mode=0o500)
    with pytest.raises(StoreError, match="locked"):
        load_files(folder / "store", write_page(tmp_path / "seite.txt"))


def test_a_store_below_a_file_is_told_in_a_sentence(tmp_path: Path) -> None:
    page = write_page(tmp_path / "seite.txt")
    with pytest.raises(StoreError, match=r"seite\.txt"):
        load_files(page / "store", page)
