"""States of the data kept beside the store: the same projection again, no wording in it, never a burden."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from graph.making import store_of, thing

from querbezug.graph.analysis import CityTies, Projection, project
from querbezug.graph.analysis import states as module
from querbezug.graph.analysis.states import State, States
from querbezug.graph.answers import Workbench
from querbezug.graph.records import Comment, Goal, Kind, Measure, Place, PlaceKind, Ref
from querbezug.graph.store import Snapshot

TOWN = Place(
    ref=Ref(Kind.PLACE, "ags:16073076"), label="Rudolstadt", place_kind=PlaceKind.MUNICIPALITY, ags="16073076"
)
GOAL = Goal(ref=Ref(Kind.GOAL, "probe/z"), label="Ziel „Wärme“", urls=("https://plan.example/z",))
MEASURE = Measure(ref=Ref(Kind.MEASURE, "probe/m"), label="Bau", goals=(GOAL.ref,), places=(TOWN.ref,))
PRIVATE = "Das geht nur mich etwas an."
COMMENT = Comment(ref=Ref(Kind.COMMENT, "probe/1"), text=PRIVATE, sequence=1, about=GOAL.ref)


def assert_same(one: Projection, other: Projection) -> None:
    assert (one.version, one.modified) == (other.version, other.modified)
    assert one.iris == other.iris
    assert one.kinds == other.kinds
    assert list(one.labels) == list(other.labels)
    for name in ("source", "target", "predicate", "inferred", "functions"):
        assert np.array_equal(getattr(one, name), getattr(other, name)), name
    for name in ("positions", "population", "statuses", "votes"):
        assert dict(getattr(one, name)) == dict(getattr(other, name)), name
    assert dict(one.sources) == dict(other.sources)


def test_a_kept_state_is_the_same_as_a_fresh_one(examples: Snapshot, tmp_path: Path) -> None:
    fresh = project(examples)
    states = States(tmp_path / "store")
    states.keep(fresh)
    kept = states.load(fresh.version, examples.store)
    assert kept is not None
    assert_same(fresh, kept)
    pair = [int(city) for city in CityTies(fresh).cities[:2]]
    assert CityTies(kept).reasons(*pair) == CityTies(fresh).reasons(*pair)


def test_wordings_of_contributions_are_not_kept_but_found(store: Path) -> None:
    workbench = Workbench(store_of(store, TOWN, GOAL, MEASURE, COMMENT))
    assert workbench.states is not None
    first = workbench.projection
    (file,) = store.with_name("store.states").glob("*.npz")
    assert PRIVATE.encode() not in file.read_bytes()
    again = Workbench(workbench.snapshot).projection
    number = again.index[thing("comment", "probe-01")]
    assert again.labels[number] == PRIVATE == first.labels[number]
    assert again.sources[number] == (thing("source", "probe"),)


def test_the_latest_states_are_kept_and_listed(store: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "MOST", 2)
    snapshot = store_of(store, GOAL)
    states, made = States(store), project(snapshot)
    for number in range(4):
        states.keep(replace(made, version=f"{number}" * 64, modified=f"2026-11-0{number + 1}T00:00:00Z"))
    assert states.known() == [
        State("3" * 64, "2026-11-04T00:00:00Z"),
        State("2" * 64, "2026-11-03T00:00:00Z"),
    ]
    assert states.load("0" * 64, snapshot.store) is None


@pytest.mark.parametrize("content", [b"", b"nonsense", b"PK\x03\x04 broken"])
def test_a_broken_file_is_made_anew(store: Path, content: bytes) -> None:
    snapshot = store_of(store, TOWN, GOAL)
    folder = store.with_name("store.states")
    folder.mkdir()
    (folder / f"{snapshot.version[:32]}.npz").write_bytes(content)
    workbench = Workbench(snapshot)
    assert workbench.projection.labels[workbench.projection.index[thing("goal", "probe_z")]] == "Ziel „Wärme“"
    assert workbench.states is not None
    assert [state.version for state in workbench.states.known()] == [snapshot.version]


def test_where_nothing_can_be_written_nothing_is_kept(store: Path) -> None:
    snapshot = store_of(store, GOAL)
    store.with_name("store.states").write_text("a file where the folder should be")
    assert Workbench(snapshot).projection.iris == [thing("goal", "probe_z")]
