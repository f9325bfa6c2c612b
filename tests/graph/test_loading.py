"""Loading: what is read is stored whole, once, and the same whichever way it came."""

from __future__ import annotations

import random
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from graph.making import (
    COMMENTS,
    FILES,
    SEED_PAGE,
    comments,
    dump_of,
    load_files,
    rows,
    snapshot_of,
    thing,
    write_page,
)

from querbezug.graph.errors import QuerbezugError, SourceError
from querbezug.graph.readers.base import ReadOptions
from querbezug.graph.store import Snapshot

SEED_LINES = SEED_PAGE.read_text(encoding="utf-8").splitlines()


def test_the_seed_page_has_16_comments_with_wording_order_line_and_goal(examples: Snapshot) -> None:
    query = """SELECT ?text ?sequence ?line ?about
        { ?c a quer:Comment ; quer:verbatimText ?text ; quer:sequence ?sequence ;
             quer:lineNumber ?line ; quer:about ?about } ORDER BY ?sequence"""
    goal = thing("goal", "saalebogen_gemeinsame-digitale-systeme")
    first = SEED_LINES.index("Querschnittsthemen", 9) + 1
    expected = [
        (SEED_LINES[first + n], str(n + 1), str(first + n + 1), goal) for n in range(len(SEED_LINES) - first)
    ]
    assert len(expected) == 16
    assert rows(examples, query) == expected


def test_counting_comments_counts_each_once(examples: Snapshot) -> None:
    assert rows(examples, "SELECT (COUNT(?c) AS ?n) { ?c a quer:Comment }") == [("16",)]


def test_facet_names_of_the_page_become_no_things(examples: Snapshot) -> None:
    query = """SELECT ?thing { ?thing rdfs:label ?label .
        FILTER(STR(?label) IN ("Handlungsfeld", "Querschnittsthemen", "Thema", "Kategorie", "Ort", "Region",
            "Ziele Querschnittsthemen")) FILTER(STRSTARTS(STR(?thing), "https://w3id.org/querbezug/id/")) }"""
    assert rows(examples, query) == []


def test_the_source_document_says_what_was_read(examples: Snapshot) -> None:
    query = f"""SELECT ?name ?reader {{ <{thing("source", "saalebogen-digitalisierung")}>
        quer:fileName ?name ; quer:reader ?reader ; quer:readerVersion ?v ; quer:sha256 ?sha }}"""
    assert rows(examples, query) == [(SEED_PAGE.name, "beteiligungsseite")]


def test_loading_again_changes_nothing(store: Path, example_store: Path) -> None:
    shutil.copytree(example_store, store)
    before = snapshot_of(store)
    dumps = {name: dump_of(store, name) for name in ("turtle", "trig")}
    report = load_files(store, *FILES)
    after = snapshot_of(store)
    assert (report.added, report.removed) == (0, 0)
    assert all(source.changes.nothing for source in report.sources)
    assert (after.version, after.modified) == (before.version, before.modified)
    assert {name: dump_of(store, name) for name in dumps} == dumps


@pytest.mark.parametrize("seed", range(3))
def test_the_order_of_files_does_not_matter(
    store: Path, examples: Snapshot, example_store: Path, seed: int
) -> None:
    shuffled = random.Random(seed).sample(FILES, len(FILES))  # noqa: S311 - an order, not a secret
    if seed % 2:
        load_files(store, *shuffled)
    else:
        for start in (0, 3, 7):
            load_files(store, *shuffled[start : {0: 3, 3: 7, 7: None}[start]])
    assert snapshot_of(store).version == examples.version
    assert dump_of(store, "trig") == dump_of(example_store, "trig")


def test_a_new_version_of_a_page_replaces_it_and_keeps_what_stayed(store: Path, tmp_path: Path) -> None:
    page = write_page(tmp_path / "seite.txt")
    load_files(store, page)
    before, first_dump = comments(snapshot_of(store)), dump_of(store)

    inserted = (COMMENTS[0], "Ein neuer Gedanke dazwischen.", *COMMENTS[1:])
    report = load_files(store, write_page(page, inserted))
    after = comments(snapshot_of(store))
    assert report.sources[0].changes.came == {"Comment": 1}
    assert report.sources[0].changes.went == {}
    assert tuple(after.values()) == inserted
    assert before.items() <= after.items()

    load_files(store, write_page(page))
    assert dump_of(store) == first_dump


def test_a_removed_comment_is_gone_and_told(store: Path, tmp_path: Path) -> None:
    page = write_page(tmp_path / "seite.txt")
    load_files(store, page)
    report = load_files(store, write_page(page, COMMENTS[1:]))
    assert report.sources[0].changes.went == {"Comment": 1}
    assert tuple(comments(snapshot_of(store)).values()) == COMMENTS[1:]


def test_two_comments_with_the_same_words_stay_two(store: Path, tmp_path: Path) -> None:
    load_files(store, write_page(tmp_path / "seite.txt", ["Guter Ansatz.", "Dagegen.", "Guter Ansatz."]))
    assert list(comments(snapshot_of(store)).values()) == ["Guter Ansatz.", "Dagegen.", "Guter Ansatz."]


def test_the_same_bytes_under_another_name_are_recognised(store: Path, tmp_path: Path) -> None:
    load_files(store, write_page(tmp_path / "seite.txt"))
    before = dump_of(store)
    report = load_files(store, write_page(tmp_path / "kopie.txt"))
    assert report.sources[0].same_as == "seite"
    assert dump_of(store) == before


def test_the_same_bytes_twice_in_one_load_are_recognised(store: Path, tmp_path: Path) -> None:
    report = load_files(store, write_page(tmp_path / "seite.txt"), write_page(tmp_path / "kopie.txt"))
    assert [source.same_as for source in report.sources] == [None, "seite"]
    assert len(comments(snapshot_of(store))) == len(COMMENTS)


def test_two_pages_that_swap_names_are_both_kept(store: Path, tmp_path: Path) -> None:
    other = ["Etwas ganz anderes.", "Und noch etwas."]
    one, two = tmp_path / "eins.txt", tmp_path / "zwei.txt"
    load_files(store, write_page(one), write_page(two, other))
    load_files(store, write_page(one, other), write_page(two))
    assert sorted(comments(snapshot_of(store)).values()) == sorted([*COMMENTS, *other])


def test_a_page_of_the_same_name_from_another_folder_is_refused(store: Path, tmp_path: Path) -> None:
    known = write_page(tmp_path / "a" / "seite.txt")
    stranger = write_page(tmp_path / "b" / "seite.txt", ["Ganz anders."])
    load_files(store, known)
    before = dump_of(store)
    with pytest.raises(SourceError) as refused:
        load_files(store, stranger)
    assert str(known) in refused.value.text()
    assert "--as" in refused.value.text()
    assert dump_of(store) == before


def test_two_pages_of_the_same_name_in_one_load_are_refused(store: Path, tmp_path: Path) -> None:
    pages = [write_page(tmp_path / "a" / "seite.txt"), write_page(tmp_path / "b" / "seite.txt", ["Anders."])]
    with pytest.raises(SourceError, match="seite"):
        load_files(store, *pages)
    assert not store.exists()


def test_the_same_page_moved_to_another_folder_is_no_stranger(store: Path, tmp_path: Path) -> None:
    load_files(store, write_page(tmp_path / "a" / "seite.txt"))
    report = load_files(store, write_page(tmp_path / "b" / "seite.txt"))
    assert (report.added, report.removed) == (0, 0)


def test_a_key_of_the_user_tells_namesakes_apart(store: Path, tmp_path: Path) -> None:
    load_files(store, write_page(tmp_path / "a" / "seite.txt"))
    stranger = write_page(tmp_path / "b" / "seite.txt", ["Ganz anders."])
    load_files(store, stranger, options=ReadOptions(source_key="andere-seite"))
    assert sorted(comments(snapshot_of(store)).values()) == sorted([*COMMENTS, "Ganz anders."])


@pytest.mark.parametrize("key", ["Große Seite", "a b", "../b", "", "a_b", "a--b", "x\ny"])
def test_a_key_that_cannot_be_a_name_is_refused(store: Path, tmp_path: Path, key: str) -> None:
    with pytest.raises(SourceError):
        load_files(store, write_page(tmp_path / "seite.txt"), options=ReadOptions(source_key=key))


def _cut(folder: Path) -> Path:
    register = FILES[0].read_bytes()
    (folder / "register.json").write_bytes(register[: len(register) // 2])
    return folder / "register.json"


def _written(name: str, content: bytes) -> Callable[[Path], Path]:
    def write(folder: Path) -> Path:
        (folder / name).write_bytes(content)
        return folder / name

    return write


def _wrong_ags(folder: Path) -> Path:
    register = FILES[0].read_text(encoding="utf-8").replace('"ags": "12062', '"ags": "99062')
    assert "99062" in register
    (folder / "register.json").write_text(register, encoding="utf-8")
    return folder / "register.json"


BAD: dict[str, Callable[[Path], Path]] = {
    "page that breaks off after its goal": lambda folder: write_page(folder / "seite.txt", []),
    "page of facets only": _written("seite.txt", b"- Handlungsfeld\n- Thema\n- Kategorie\n- Ort\n"),
    "truncated JSON": _cut,
    "binary": _written("bild.txt", bytes(range(256)) * 8),
    "empty": _written("leer.txt", b""),
    "blank": _written("leer.txt", b" \n\n\t\n"),
    "other JSON": _written("daten.json", b'{"a": [1, 2]}'),
    "unknown AGS": _wrong_ags,
    "missing": lambda folder: folder / "fehlt.txt",
    "folder": lambda folder: folder,
}


@pytest.mark.parametrize("name", BAD)
def test_bad_input_gives_one_sentence_and_no_store(store: Path, tmp_path: Path, name: str) -> None:
    folder = tmp_path / "quellen"
    folder.mkdir()
    source = BAD[name](folder)
    with pytest.raises(QuerbezugError) as refused:
        load_files(store, source)
    assert source.name in refused.value.text("de")
    assert refused.value.text("en") != refused.value.text("de")
    assert not store.exists()


@pytest.mark.parametrize("name", BAD)
def test_bad_input_beside_good_leaves_the_store_as_it_was(store: Path, tmp_path: Path, name: str) -> None:
    folder = tmp_path / "quellen"
    folder.mkdir()
    load_files(store, write_page(tmp_path / "gut.txt"))
    before, version = dump_of(store, "trig"), snapshot_of(store).version
    with pytest.raises(QuerbezugError):
        load_files(store, write_page(tmp_path / "auch-gut.txt", ["Neu."]), BAD[name](folder))
    assert dump_of(store, "trig") == before
    assert snapshot_of(store).version == version
