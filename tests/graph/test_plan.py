"""Large commits: piece by piece, and yet all or nothing."""

from __future__ import annotations

import errno
import gc
import os
import signal
from collections.abc import Iterator
from pathlib import Path

import pyoxigraph as ox
import pytest
from graph.making import BASE, dump_of, rows, snapshot_of

from querbezug.graph.errors import StoreError
from querbezug.graph.store import LateInterrupt, ReadStore, WriteStore, bulk, plan

A, B = ox.NamedNode(f"{BASE}/graph/source/a"), ox.NamedNode(f"{BASE}/graph/source/b")
P = ox.NamedNode("https://example.org/p")
OLD = range(20)
NEW = range(10, 40)


@pytest.fixture(autouse=True)
def _everything_is_large(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(plan, "SMALL", 7)
    monkeypatch.setattr(plan, "_CHUNK", 3)
    monkeypatch.setattr(bulk, "_CHUNK", 3)
    monkeypatch.setattr(bulk, "_PIECE", 200)


def triples(numbers: range) -> list[ox.Triple]:
    return [ox.Triple(ox.NamedNode(f"https://example.org/{n}"), P, ox.Literal(str(n))) for n in numbers]


def numbers(store: Path) -> list[int]:
    found = rows(snapshot_of(store), "SELECT ?o { ?s <https://example.org/p> ?o }")
    return sorted(int(str(row[0])) for row in found)


def fail_at(monkeypatch: pytest.MonkeyPatch, name: str) -> None:
    """Let the disk be full while the quads in the file ``name`` are being written."""
    read = {"deletes.nq": "_chunks", "inserts.nq": "_pieces"}[name]
    called = getattr(bulk, read)

    def failing(*arguments: object) -> Iterator[object]:
        given = called(*arguments)
        yield next(given)
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    monkeypatch.setattr(bulk, read, failing)


def test_a_large_commit_says_what_a_small_one_says(store: Path, tmp_path: Path) -> None:
    with WriteStore(store) as writer:
        writer.commit({A: triples(OLD), B: triples(range(5))})
        assert writer.commit({A: triples(NEW)}).added == 20
        assert writer.commit({A: triples(NEW)}).nothing
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(plan, "SMALL", 1000)
        with WriteStore(tmp_path / "small") as writer:
            writer.commit({B: triples(range(5)), A: triples(NEW)})
    assert numbers(store) == [*range(5), *NEW]
    assert dump_of(store, "trig") == dump_of(tmp_path / "small", "trig")
    assert snapshot_of(store).version == snapshot_of(tmp_path / "small").version
    assert sorted(path.name for path in tmp_path.iterdir()) == ["small", "store"]


@pytest.mark.parametrize("name", ["deletes.nq", "inserts.nq"])
def test_a_disk_that_fills_up_half_way_is_told_and_the_next_writer_finishes(
    store: Path, name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    with WriteStore(store) as writer:
        writer.commit({A: triples(OLD)})
    reader = ReadStore(store)
    before = reader.snapshot()
    with monkeypatch.context() as patch:
        fail_at(patch, name)
        with WriteStore(store) as writer, pytest.raises(StoreError, match="auf halbem Weg") as told:
            writer.commit({A: triples(NEW)})
        assert "nächste Aufruf" in told.value.text()
        del told, writer
        gc.collect()  # the writer is held by the error's traceback
        assert reader.snapshot() is before  # whoever had a state keeps it
        with pytest.raises(StoreError, match="querbezug load"):
            ReadStore(store).snapshot()
        with pytest.raises(StoreError, match="auf halbem Weg"):
            WriteStore(store)
    gc.collect()
    with WriteStore(store):
        pass
    assert numbers(store) == list(NEW)
    assert reader.snapshot().version == snapshot_of(store).version != before.version
    assert not plan.pending_folder(store).exists()


def test_the_same_writer_finishes_before_it_goes_on(store: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with WriteStore(store) as writer:
        writer.commit({A: triples(OLD)})
        with monkeypatch.context() as patch:
            fail_at(patch, "inserts.nq")
            with pytest.raises(StoreError):
                writer.commit({A: triples(NEW)})
        writer.commit({B: triples(range(50, 60))})
    assert numbers(store) == [*NEW, *range(50, 60)]


def test_a_plan_for_a_store_that_is_gone_is_not_carried_out_on_its_successor(
    store: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with WriteStore(store) as writer:
        writer.commit({A: triples(OLD)})
    with monkeypatch.context() as patch:
        fail_at(patch, "inserts.nq")
        with WriteStore(store) as writer, pytest.raises(StoreError):
            writer.commit({A: triples(NEW)})
    del writer
    gc.collect()
    store.rename(store.with_name("beiseite"))
    with WriteStore(store) as writer:
        writer.commit({B: triples(range(3))})
    assert numbers(store) == [0, 1, 2]
    assert not plan.pending_folder(store).exists()


def test_a_folder_of_somebody_else_is_left_alone(store: Path) -> None:
    folder = plan.pending_folder(store)
    folder.mkdir()
    (folder / "wichtig.txt").write_text("wichtig", encoding="utf-8")
    with WriteStore(store) as writer:
        writer.commit({A: triples(OLD)})
        writer.commit({A: triples(NEW)})
    assert numbers(store) == list(NEW)
    assert [path.name for path in folder.iterdir()] == ["wichtig.txt"]


@pytest.mark.parametrize("count", [3, 30])
def test_ctrl_c_while_writing_waits_until_all_is_written(
    store: Path, monkeypatch: pytest.MonkeyPatch, count: int
) -> None:
    carry_out = plan.Plan.carry_out

    def interrupted(self: plan.Plan, target: ox.Store, progress: bulk.Progress) -> None:
        os.kill(os.getpid(), signal.SIGINT)
        carry_out(self, target, progress)

    monkeypatch.setattr(plan.Plan, "carry_out", interrupted)
    handler = signal.getsignal(signal.SIGINT)
    with WriteStore(store) as writer, pytest.raises(LateInterrupt):
        writer.commit({A: triples(range(count))})
    assert numbers(store) == list(range(count))
    assert signal.getsignal(signal.SIGINT) is handler


def test_a_commit_that_is_broken_off_leaves_no_files(store: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with WriteStore(store) as writer:
        writer.commit({A: triples(OLD)})
        with monkeypatch.context() as patch:
            patch.setattr(WriteStore, "_stamp", _interrupt)
            with pytest.raises(KeyboardInterrupt):
                writer.commit({A: triples(NEW)})
        assert not plan.pending_folder(store).exists()
        assert writer.commit({A: triples(OLD)}).nothing
    assert numbers(store) == list(OLD)


def _interrupt(*_: object) -> list[ox.Quad]:
    raise KeyboardInterrupt
