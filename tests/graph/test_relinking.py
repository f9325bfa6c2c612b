"""Loading again: the store says what one loaded at once would say, and keeps what each run came to."""

from __future__ import annotations

import shutil
import tempfile
from pathlib import Path

import pyoxigraph as ox
import pytest
from graph.making import COMMENTS, dump_of, load_files, snapshot_of, write_page
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from querbezug.graph.links.claims import REJECTED
from querbezug.graph.links.remembering import LINKED
from querbezug.graph.links.runs import runs_of
from querbezug.graph.review import Queue, Verdict, decide, undo
from querbezug.graph.store import WriteStore

TEXTS = (
    *COMMENTS,
    "Mehr Busse nach Rudolstadt!",
    "Siehe https://b.example/y für Saalfeld.",
    "Wie das Projekt https://b.example/y zeigt.",
)


def linked_anew(store: Path) -> tuple[int, int]:
    """Make the store forget its last run, link everything, and return how many triples differ."""
    with WriteStore(store) as target:
        target.raw.remove_graph(LINKED)
    report = load_files(store)
    return report.added, report.removed


PAGES = st.dictionaries(
    st.sampled_from(["eins", "zwei"]), st.lists(st.sampled_from(TEXTS), min_size=1, max_size=4), min_size=1
)
STEPS = st.lists(st.one_of(PAGES, st.sampled_from(["reject", "undo"])), min_size=2, max_size=4)


@settings(deadline=None, max_examples=8, suppress_health_check=[HealthCheck.too_slow])
@given(STEPS)
def test_any_way_of_loading_and_deciding_ends_where_linking_everything_would(
    steps: list[dict[str, list[str]] | str],
) -> None:
    with tempfile.TemporaryDirectory() as folder:
        store = Path(folder) / "store"
        load_files(store, write_page(Path(folder) / "eins.txt", TEXTS))
        for step in steps:
            if isinstance(step, dict):
                load_files(store, *(write_page(Path(folder) / f"{name}.txt", step[name]) for name in step))
            else:
                _decide(store, step)
        assert linked_anew(store) == (0, 0)


def _decide(store: Path, step: str) -> None:
    """Reject the first open link, or take the first decision back."""
    snapshot = snapshot_of(store)
    if step == "reject":
        items = Queue(snapshot).page(limit=1).items
        for item in items:
            decide(store, Verdict(item.id, REJECTED, role="Amt"))
    else:
        decided = snapshot.store.quads_for_pattern(None, None, None, snapshot.layout.decisions)
        name = next((quad.subject.value for quad in decided if isinstance(quad.subject, ox.NamedNode)), None)
        if name:
            undo(store, name)


def test_a_store_that_grew_says_what_one_loaded_at_once_says(store: Path, tmp_path: Path) -> None:
    one = write_page(tmp_path / "eins.txt", TEXTS[:2])
    two = write_page(tmp_path / "zwei.txt", TEXTS[2:])
    load_files(store, one)
    load_files(store, two)
    load_files(tmp_path / "other", two, one)
    assert snapshot_of(store).version == snapshot_of(tmp_path / "other").version
    assert dump_of(store) == dump_of(tmp_path / "other")


def test_runs_tell_what_is_new_and_gone_since_the_run_before(store: Path, tmp_path: Path) -> None:
    page = write_page(tmp_path / "seite.txt", ["Mehr Busse nach Rudolstadt!", "Gut so."])
    first = load_files(store, page).run
    assert all(tally.found == tally.new for tally in first.methods.values())
    second = load_files(store, write_page(page, ["Gut so.", "Siehe https://b.example/y"])).run
    assert (second.methods["explicit-url"].new, second.methods["explicit-url"].gone) == (1, 0)
    runs = runs_of(snapshot_of(store).store)
    assert [run.number for run in runs] == [2, 1]
    assert runs[0] == second
    last = {method: tally.found for method, tally in second.methods.items() if tally.found}
    with WriteStore(store) as target:
        target.raw.remove_graph(LINKED)
    load_files(store, write_page(tmp_path / "mehr.txt", ["Gut so."]))
    recounted = runs_of(snapshot_of(store).store)[0]
    before = {method: tally.found - tally.new + tally.gone for method, tally in recounted.methods.items()}
    assert {method: count for method, count in before.items() if count} == last


def test_runs_are_in_no_dump(store: Path, tmp_path: Path) -> None:
    load_files(store, write_page(tmp_path / "seite.txt"))
    assert b"querbezug:run" not in dump_of(store, "trig")
    assert b"seconds" not in dump_of(store, "trig")


def test_a_load_that_changes_nothing_is_no_run(store: Path, tmp_path: Path) -> None:
    page = write_page(tmp_path / "seite.txt")
    load_files(store, page)
    load_files(store, page)
    assert len(runs_of(snapshot_of(store).store)) == 1


@pytest.mark.parametrize("copied", [False, True])
def test_only_new_comments_are_searched(store: Path, tmp_path: Path, copied: bool) -> None:
    page = write_page(tmp_path / "seite.txt", TEXTS)
    load_files(store, page)
    if copied:  # as after a backup
        shutil.copytree(store, tmp_path / "copy")
    run = load_files(
        tmp_path / "copy" if copied else store, write_page(page, [*TEXTS, "Noch ein Gedanke."])
    ).run
    assert run.searched == 1
