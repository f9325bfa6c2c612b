"""Staged triples: few in memory or many on disk, they are the same set."""

from __future__ import annotations

from pathlib import Path

import pyoxigraph as ox
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from querbezug.graph.errors import StoreError
from querbezug.graph.store import staging
from querbezug.graph.store.layout import as_stored
from querbezug.graph.store.lines import Canonical, triples_in
from querbezug.graph.store.staging import Staged, clear_working_folder, working_folder

XSD = "http://www.w3.org/2001/XMLSchema#"
NAMES = [ox.NamedNode(f"https://example.org/{name}") for name in "abc"]
VALUES = st.one_of(
    st.sampled_from(NAMES),
    st.sampled_from(["x", "y", ""]).map(lambda text: ox.Literal(text, language="de")),
    # What looks like the end or the middle of a line, and what must not end one.
    st.sampled_from([" <https://example.org/a> ", '"^^<x> .', "a\nb\r\u2028", "\\"]).map(ox.Literal),
    st.sampled_from(["0.90", "0.9", "1.0"]).map(
        lambda text: ox.Literal(text, datatype=ox.NamedNode(f"{XSD}decimal"))
    ),
)
TRIPLES = st.builds(ox.Triple, st.sampled_from(NAMES), st.sampled_from(NAMES[:2]), VALUES)


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.tuples(st.booleans(), st.lists(TRIPLES, max_size=6)), max_size=6))
def test_on_disk_it_is_the_same_set_as_in_memory(
    monkeypatch: pytest.MonkeyPatch, steps: list[tuple[bool, list[ox.Triple]]]
) -> None:
    expected: set[ox.Triple] = set()
    with monkeypatch.context() as patch:
        patch.setattr(staging, "IN_MEMORY", 4)
        with Staged() as staged:
            for comes, triples in steps:
                if comes:
                    staged.add(triples)
                    expected |= as_stored(triples)
                else:
                    for triple in triples:
                        staged.remove(triple)
                    expected -= as_stored(triples)
            assert set(staged) == expected
            assert len(staged) == len(expected)
            assert all(triple in staged for triple in expected)
            by_name = dict(staged.subjects())
            assert len(by_name) == len(list(staged.subjects()))
            assert by_name == {
                name: {t for t in expected if t.subject == name} for name in {t.subject for t in expected}
            }
            assert sorted(map(str, triples_in(staged.lines()))) == sorted(map(str, expected))
            for name in NAMES:
                assert set(staged.triples(None, None, name)) == {t for t in expected if t.object == name}
            if len(expected) > 4:
                assert staged.on_disk


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.tuples(st.booleans(), st.lists(TRIPLES, min_size=3, max_size=6)), min_size=2, max_size=6))
def test_what_is_merely_written_and_read_back_is_there_once(
    monkeypatch: pytest.MonkeyPatch, steps: list[tuple[bool, list[ox.Triple]]]
) -> None:
    expected: set[ox.Triple] = set()
    with monkeypatch.context() as patch:
        patch.setattr(staging, "IN_MEMORY", 2)
        with Staged() as staged:
            for are_lines, triples in steps:
                if are_lines:
                    staged.add_lines(Canonical().lines(triples))
                else:
                    staged.add(triples)
                expected |= as_stored(triples)
            for name in NAMES:  # of a property there is an answer without an index
                found = list(staged.triples(None, name))
                assert len(found) == len(set(found))
                assert set(found) == {t for t in expected if t.predicate == name}
            lines = list(staged.lines())
            assert len(lines) == len(expected)
            assert set(triples_in(lines)) == expected
            assert set(staged) == expected


def many(count: int = 9) -> list[ox.Triple]:
    return [ox.Triple(NAMES[0], NAMES[1], ox.Literal(str(number))) for number in range(count)]


def test_the_disk_is_used_beside_the_store_and_given_back(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(staging, "IN_MEMORY", 4)
    folder = working_folder(tmp_path / "store")
    with Staged(many(), folder) as one, Staged(many(), folder) as other:
        assert one.on_disk
        assert other.on_disk
        assert len(list(folder.iterdir())) == 2
    assert list(tmp_path.iterdir()) == []


def test_few_triples_need_no_disk(tmp_path: Path) -> None:
    with Staged(many(), tmp_path / "working") as staged:
        assert not staged.on_disk
        assert list(tmp_path.iterdir()) == []


def test_what_a_killed_writer_left_is_cleared_and_nothing_else(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(staging, "IN_MEMORY", 4)
    folder = working_folder(tmp_path / "store")
    left = Staged(many(), folder)
    assert left.on_disk
    (folder / "mein.txt").write_text("wichtig", encoding="utf-8")
    clear_working_folder(tmp_path / "store")
    assert [path.name for path in folder.iterdir()] == ["mein.txt"]
    left.close()


def test_no_room_is_told_in_a_sentence(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(staging, "IN_MEMORY", 4)
    (tmp_path / "taken").write_text("a file", encoding="utf-8")
    staged = Staged(folder=tmp_path / "taken")
    with pytest.raises(StoreError, match="zwischenlagern"):
        staged.add(many())
