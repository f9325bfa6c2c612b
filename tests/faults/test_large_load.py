"""A large load that is killed or broken off: what was there before, or all of the new."""

from __future__ import annotations

import signal
import subprocess
import sys
from pathlib import Path

import prepared
import pytest
from doors import environment
from graph.making import dump_of, load_files, snapshot_of, write_page

from querbezug.graph.errors import StoreError
from querbezug.graph.store import WriteStore

MANY = [f"Kommentar Nummer {number} mit etwas Text, damit es viele werden." for number in range(40)]
MANY[7] += " Wie hier: https://beispiel.example/vorbild"

# The limits are so low that everything goes by way of the disk, in many pieces.
SET_UP = """
import os, signal, sys
import querbezug.graph.intake as intake
import querbezug.graph.loading as loading
import querbezug.graph.store.bulk as bulk
import querbezug.graph.store.plan as plan
import querbezug.graph.store.staging as staging
import querbezug.graph.store.writing as writing
from querbezug.graph.links.incremental import Incremental
staging.IN_MEMORY, plan.SMALL, plan._CHUNK, bulk._CHUNK, bulk._PIECE = 50, 40, 9, 9, 2000

def after(module, name, number, what):
    \"\"\"Send the signal `number` when `module.name` has been called, or has yielded once.\"\"\"
    called = getattr(module, name)
    def calling(*args, **values):
        if what == "before":
            os.kill(os.getpid(), number)
        result = called(*args, **values)
        if what == "after":
            os.kill(os.getpid(), number)
        if what == "within":
            return cut(iter(result))
        return result
    def cut(items):
        yield next(items)
        os.kill(os.getpid(), number)
        yield from items
    setattr(module, name, calling)
"""
FULL = """
import resource
signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
take_in = loading.take_in
def with_full_disk(*args, **values):
    resource.setrlimit(resource.RLIMIT_FSIZE, ({limit}, {limit}))
    return take_in(*args, **values)
loading.take_in = with_full_disk
"""
LOAD = """
sys.argv[:1] = ["querbezug", "load"]
from querbezug.api.cli import main
main()
"""

KILLED_BEFORE = {
    "while reading": "after(intake, '_forget', 9, 'before')",
    "while linking": "after(Incremental, 'to_search', 9, 'within')",
    "with the plan half written": "after(writing.WriteStore, '_stamp', 9, 'before')",
    "before the plan is marked": "after(plan, '_write_durably', 9, 'before')",
}
KILLED_AFTER = {
    "when the plan is marked": "after(plan, '_write_durably', 9, 'after')",
    "between two pieces": "after(bulk, '_pieces', 9, 'within')",
    "between deleting and inserting": """
def only_deletes(path):
    os.kill(os.getpid(), 9)
bulk._pieces = only_deletes""",
    "within inserting": """
pieces = bulk._pieces
def three_pieces(path):
    for number, piece in enumerate(pieces(path)):
        if number == 3:
            os.kill(os.getpid(), 9)
        yield piece
bulk._pieces = three_pieces""",
    "before tidying up": """
clear = plan._clear
def no_clear(folder):
    if (folder / 'ready').exists():
        os.kill(os.getpid(), 9)
    clear(folder)
plan._clear = no_clear""",
}
INTERRUPTED = {
    "while reading": "after(intake, '_forget', 2, 'before')",
    "while checking": "after(loading, 'check', 2, 'after')",
    "while linking": "after(Incremental, 'to_search', 2, 'within')",
    "while comparing": "after(writing.WriteStore, '_stamp', 2, 'before')",
}


def load_with(code: str, store: Path, page: Path) -> subprocess.CompletedProcess[str]:
    """Load as the command line does, in a process of its own that ``code`` interferes with."""
    temporary = store.with_name("temporary")
    temporary.mkdir(exist_ok=True)
    arguments = ["load", str(page), "--store", str(store)]
    told = environment(TMPDIR=str(temporary))
    ended = prepared.run(arguments, None, told, b"", timeout=120, before=f"{SET_UP}\n{code}")
    return subprocess.CompletedProcess(
        arguments, ended.returncode, ended.stdout.decode(), ended.stderr.decode()
    )


def load_with_full_disk(limit: int, store: Path, page: Path) -> subprocess.CompletedProcess[str]:
    """Load in a process that may write files of ``limit`` bytes; what it says goes through pipes."""
    return subprocess.run(
        [sys.executable, "-c", f"{SET_UP}\n{FULL.format(limit=limit)}\n{LOAD}", page, "--store", store],
        capture_output=True,
        text=True,
        check=False,
        env=environment(),
    )


def left(store: Path) -> list[str]:
    """Return what lies beside the store but should not."""
    beside = [path.name for path in store.parent.iterdir() if path.name.startswith(f"{store.name}.")]
    return beside + [path.name for path in store.with_name("temporary").iterdir()]


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> tuple[bytes, str]:
    """The dump and the version of a load that nobody interrupts."""
    folder = tmp_path_factory.mktemp("whole")
    page = write_page(folder / "seite.txt")
    load_files(folder / "store", page)
    assert load_with("", folder / "store", write_page(page, MANY)).returncode == 0
    assert left(folder / "store") == []
    return dump_of(folder / "store", "trig"), snapshot_of(folder / "store").version


@pytest.mark.parametrize("point", KILLED_BEFORE)
def test_killed_before_the_plan_is_whole_nothing_has_happened(
    tmp_path: Path, point: str, whole: tuple[bytes, str]
) -> None:
    store, page = tmp_path / "store", write_page(tmp_path / "seite.txt")
    load_files(store, page)
    before = dump_of(store, "trig"), snapshot_of(store).version
    run = load_with(KILLED_BEFORE[point], store, write_page(page, MANY))
    assert run.returncode == -signal.SIGKILL, run.stderr
    assert (dump_of(store, "trig"), snapshot_of(store).version) == before
    load_files(store, page)
    assert (dump_of(store, "trig"), snapshot_of(store).version) == whole
    assert [name for name in left(store) if name.startswith("store.")] == []


@pytest.mark.parametrize("point", KILLED_AFTER)
def test_killed_after_it_the_next_writer_finishes(
    tmp_path: Path, point: str, whole: tuple[bytes, str]
) -> None:
    store, page = tmp_path / "store", write_page(tmp_path / "seite.txt")
    load_files(store, page)
    run = load_with(KILLED_AFTER[point], store, write_page(page, MANY))
    assert run.returncode == -signal.SIGKILL, run.stderr
    with pytest.raises(StoreError, match="querbezug load"):
        snapshot_of(store)
    with WriteStore(store):
        pass
    assert (dump_of(store, "trig"), snapshot_of(store).version) == whole
    assert [name for name in left(store) if name.startswith("store.")] == []
    assert load_files(store, page).added == 0


@pytest.mark.parametrize("made_before", [True, False])
@pytest.mark.parametrize("point", INTERRUPTED)
def test_ctrl_c_leaves_everything_as_it_was(tmp_path: Path, point: str, made_before: bool) -> None:
    store, page = tmp_path / "store", write_page(tmp_path / "seite.txt")
    if made_before:
        load_files(store, page)
    before = dump_of(store, "trig") if made_before else None
    run = load_with(INTERRUPTED[point], store, write_page(page, MANY))
    assert run.returncode == 130, run.stderr
    assert run.stderr.strip() == "querbezug: abgebrochen, nichts wurde geladen."
    assert left(store) == []
    assert before == dump_of(store, "trig") if made_before else not store.exists()


def test_ctrl_c_while_writing_comes_too_late_and_says_so(tmp_path: Path, whole: tuple[bytes, str]) -> None:
    store, page = tmp_path / "store", write_page(tmp_path / "seite.txt")
    load_files(store, page)
    run = load_with("after(plan, '_write_durably', 2, 'after')", store, write_page(page, MANY))
    assert run.returncode == 130
    assert "zu spät" in run.stderr
    assert (dump_of(store, "trig"), snapshot_of(store).version) == whole
    assert left(store) == []


@pytest.mark.parametrize("limit", [200, 3000])
def test_a_full_disk_before_writing_leaves_the_old_state(tmp_path: Path, limit: int) -> None:
    store, page = tmp_path / "store", write_page(tmp_path / "seite.txt")
    load_files(store, page)
    before = dump_of(store, "trig")
    run = load_with_full_disk(limit, store, write_page(page, MANY))
    assert run.returncode == 1, run.stderr
    assert "unverändert" in run.stderr
    assert "Traceback" not in run.stderr
    assert dump_of(store, "trig") == before
