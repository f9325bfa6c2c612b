"""The store: whole graphs or nothing, each triple once, private things private."""

from __future__ import annotations

import gc
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pyoxigraph as ox
import pytest
from graph.making import BASE, COMMENTS, comments, dump_of, dumped, load_files, rows, snapshot_of, write_page
from hypothesis import given, settings
from hypothesis import strategies as st

from querbezug.graph.errors import StoreError
from querbezug.graph.store import ReadStore, Snapshot, WriteStore, is_public
from querbezug.graph.store.layout import LEDGER, LOG, as_stored

A, B = ox.NamedNode(f"{BASE}/graph/source/a"), ox.NamedNode(f"{BASE}/graph/source/b")
P = ox.NamedNode("https://example.org/p")


def triple(subject: str, value: str = "x") -> ox.Triple:
    return ox.Triple(ox.NamedNode(f"https://example.org/{subject}"), P, ox.Literal(value))


def subjects(snapshot: Snapshot) -> list[str]:
    query = "SELECT ?s { ?s <https://example.org/p> ?o } ORDER BY ?s"
    return [str(row[0]).removeprefix("https://example.org/") for row in rows(snapshot, query)]


def test_a_triple_of_two_sources_counts_once_and_outlives_one_of_them(store: Path) -> None:
    with WriteStore(store) as writer:
        writer.commit({A: [triple("both"), triple("a")], B: [triple("both"), triple("b")]})
    assert subjects(snapshot_of(store)) == ["a", "b", "both"]
    with WriteStore(store) as writer:
        writer.commit({A: []})
    assert subjects(snapshot_of(store)) == ["b", "both"]
    with WriteStore(store) as writer:
        writer.commit({B: []})
    assert subjects(snapshot_of(store)) == []
    assert snapshot_of(store).data_graphs() == []


def test_a_triple_that_moves_between_sources_in_one_commit_stays(store: Path) -> None:
    with WriteStore(store) as writer:
        writer.commit({A: [triple("it")], B: []})
        writer.commit({A: [], B: [triple("it")]})
    assert subjects(snapshot_of(store)) == ["it"]


graphs = st.fixed_dictionaries({g: st.frozensets(st.sampled_from("uvwxyz"), max_size=4) for g in (A, B)})


@settings(max_examples=6, deadline=None)
@given(states=st.lists(graphs, min_size=1, max_size=4))
def test_the_version_and_the_merge_depend_on_the_content_only(
    states: list[dict[ox.NamedNode, frozenset[str]]], tmp_path_factory: pytest.TempPathFactory
) -> None:
    folder = tmp_path_factory.mktemp("versions")
    with WriteStore(folder / "long") as writer:
        for state in states:
            writer.commit({g: [triple(s) for s in names] for g, names in state.items()})
        writer.commit({A: [triple("end")]})
    with WriteStore(folder / "short") as writer:
        writer.commit({A: [triple("end")], B: [triple(s) for s in states[-1][B]]})
    long, short = snapshot_of(folder / "long"), snapshot_of(folder / "short")
    assert long.version == short.version
    assert subjects(long) == sorted({"end", *states[-1][B]})


@pytest.mark.parametrize(
    ("lexical", "datatype"),
    [("0.90", "decimal"), ("50.720000", "decimal"), ("007", "integer"), ("3", "positiveInteger"),
     ("2020-01-01T00:00:00+00:00", "dateTime"), ("1", "boolean"), ("2020-02", "gYearMonth")],
)  # fmt: skip
def test_what_the_store_writes_another_way_is_no_change(store: Path, lexical: str, datatype: str) -> None:
    literal = ox.Literal(lexical, datatype=ox.NamedNode(f"http://www.w3.org/2001/XMLSchema#{datatype}"))
    fact = ox.Triple(ox.NamedNode("https://example.org/s"), P, literal)
    with WriteStore(store) as writer:
        writer.commit({A: [fact]})
        assert writer.triples(A) == as_stored([fact])
        assert writer.commit({A: [fact]}).nothing


@pytest.fixture(scope="module")
def writer(tmp_path_factory: pytest.TempPathFactory) -> Iterator[WriteStore]:
    with WriteStore(tmp_path_factory.mktemp("wordings") / "store") as writer:
        yield writer


@settings(max_examples=40, deadline=None)
@given(text=st.text(st.characters(exclude_categories=["Cs"])), other=st.text(max_size=8))
def test_any_wording_survives_being_stored_and_replaced(writer: WriteStore, text: str, other: str) -> None:
    for value in (text, other, text):
        writer.commit({A: [triple("s", value)]})
        assert writer.triples(A) == {triple("s", value)}


HOSTILE = [
    '"', "\\", "\\u0022 } ; DROP ALL ; INSERT DATA { <a:a> <a:b> \\u0022", "}\n} ;\nCLEAR ALL",
    "\u2028\x85", "'''", "😀",
]  # fmt: skip


@pytest.mark.parametrize("text", HOSTILE)
def test_a_comment_cannot_break_out_of_the_store_s_own_update(store: Path, tmp_path: Path, text: str) -> None:
    with WriteStore(store) as writer:
        writer.commit({A: [triple("a", "old"), triple("kept", text)]})
        writer.commit({A: [triple("a", text), triple("kept", text)]})  # deletes too, so it is an update
    values = [row[0] for row in rows(snapshot_of(store), "SELECT ?o { ?s <https://example.org/p> ?o }")]
    assert values == [text, text]


def test_private_graphs_are_in_no_dump_and_not_in_the_merge(store: Path, tmp_path: Path) -> None:
    load_files(store, write_page(tmp_path / "geheim-ordner" / "seite.txt"))
    snapshot = snapshot_of(store)
    assert {LEDGER, LOG} <= set(snapshot.store.named_graphs())
    assert all(is_public(graph) for graph in snapshot.graphs())
    for name in ("turtle", "ntriples", "jsonld", "trig"):
        assert b"urn:querbezug" not in dumped(snapshot, name)
        assert b"geheim-ordner" not in dumped(snapshot, name)
    assert not [row for row in rows(snapshot, "SELECT ?p { ?s ?p ?o }") if "urn:querbezug" in str(row[0])]


def test_a_second_writer_is_refused_with_a_sentence(store: Path, tmp_path: Path) -> None:
    load_files(store, write_page(tmp_path / "seite.txt"))
    with WriteStore(store), pytest.raises(StoreError, match="anderes Programm"):
        WriteStore(store)


def test_of_two_first_loads_the_slower_is_refused(store: Path) -> None:
    slow = WriteStore(store)
    with WriteStore(store) as fast:
        fast.commit({A: [triple("fast")]})
    with pytest.raises(StoreError, match="anderes Programm"):
        slow.commit({A: [triple("slow")]})
    assert subjects(snapshot_of(store)) == ["fast"]


def test_a_snapshot_does_not_change_under_its_reader(store: Path, tmp_path: Path) -> None:
    page = write_page(tmp_path / "seite.txt")
    load_files(store, page)
    reader = ReadStore(store)
    old = reader.snapshot()
    with WriteStore(store) as writer:
        writer.commit({A: [triple("a")]})
        assert subjects(old) == []
        assert subjects(reader.snapshot()) == ["a"]
    assert reader.snapshot() is reader.snapshot()


READER = """
import sys
from pathlib import Path
from querbezug.graph.store import ReadStore
reader = ReadStore(Path(sys.argv[1]))
print("ready", flush=True)
for line in sys.stdin:
    snapshot = reader.snapshot()
    print(len(list(snapshot.triples())) > 20, flush=True)
"""


def test_another_process_reads_whole_states_while_this_one_writes(store: Path, tmp_path: Path) -> None:
    page = write_page(tmp_path / "seite.txt")
    load_files(store, page)
    with subprocess.Popen(
        [sys.executable, "-c", READER, str(store)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as reader:
        assert reader.stdin
        assert reader.stdout
        assert reader.stdout.readline() == "ready\n"
        for number in range(6):
            load_files(store, write_page(page, [*COMMENTS, f"Nummer {number}."]))
            reader.stdin.write("again\n")
            reader.stdin.flush()
            assert reader.stdout.readline() == "True\n"
        reader.stdin.close()
    assert len(comments(snapshot_of(store))) == len(COMMENTS) + 1


def test_a_store_keeps_its_base(store: Path) -> None:
    with WriteStore(store, "https://stadt.example/graph") as writer:
        writer.commit({A: [triple("a")]})
    with pytest.raises(StoreError, match=r"stadt\.example"):
        WriteStore(store, "https://anders.example")
    gc.collect()  # the refused writer is held by the error's traceback
    with WriteStore(store) as writer:
        assert writer.layout.minter.base == "https://stadt.example/graph"


@pytest.mark.parametrize("name", ["a file", "a full folder"])
def test_what_is_not_a_store_is_left_alone(tmp_path: Path, name: str) -> None:
    path = tmp_path / "etwas"
    if name == "a file":
        path.write_text("wichtig", encoding="utf-8")
    else:
        path.mkdir()
        (path / "wichtig.txt").write_text("wichtig", encoding="utf-8")
    with pytest.raises(StoreError, match="etwas"):
        WriteStore(path)
    with pytest.raises(StoreError, match="etwas"):
        ReadStore(path).snapshot()


def test_a_foreign_oxigraph_store_is_refused(store: Path) -> None:
    foreign = ox.Store(str(store))
    foreign.add(ox.Quad(A, P, B))
    foreign.flush()
    del foreign
    with pytest.raises(StoreError, match="kein Speicher von Querbezug"):
        ReadStore(store).snapshot()
    with pytest.raises(StoreError, match="kein Speicher von Querbezug"):
        WriteStore(store)


def test_nothing_is_made_before_something_is_stored(store: Path) -> None:
    with WriteStore(store) as writer:
        assert writer.commit({A: []}).nothing
    assert not store.exists()
    with pytest.raises(StoreError):
        dump_of(store)
