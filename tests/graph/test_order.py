"""Many sources, one graph: in whatever order they come, and in however many loads."""

from __future__ import annotations

import csv
import itertools
import json
import shutil
from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path

import pytest
from graph.making import dump_of, load_files, rows, snapshot_of
from graph.oparl_making import PAPER, SCHEMA, SITE

from querbezug.graph import loading
from querbezug.graph.readers.base import Stream
from querbezug.graph.records import Idea, Kind, Ref

SAMPLES = Path(__file__).parent / "samples"


def decidim(folder: Path) -> list[Path]:
    names = ("proposals", "results", "comments", "meetings", "participatory_processes", "taxonomies")
    return [Path(shutil.copy(SAMPLES / "decidim" / f"{name}.csv", folder)) for name in names]


def dipas(folder: Path) -> list[Path]:
    """Make the same contributions in both of its formats; a note says which platform the CSV is of."""
    names = ("beitraege.csv", "kommentare.csv", "beitraege.geojson", "projekte.geojson")
    files = [Path(shutil.copy(SAMPLES / "dipas" / name, folder)) for name in names]
    for file in files[:2]:
        note = {"kennung": f"{file.stem}-csv", "titel": file.stem, "plattform": "https://platz.dipas.example"}
        file.with_name(f"{file.name}.quelle.json").write_text(json.dumps(note), encoding="utf-8")
    return files


def oparl(folder: Path) -> list[Path]:
    """Make a paper, and a meeting that decides on it; each knows the other by address only."""
    meeting = {
        "id": f"{SITE}/meetings/281",
        "type": f"{SCHEMA}Meeting",
        "name": "Gemeinderat",
        "start": "2020-06-30T15:30:00+02:00",
        "agendaItem": [
            {
                "id": f"{SITE}/agendaitems/3271",
                "type": f"{SCHEMA}AgendaItem",
                "number": "4",
                "name": "Radabstellanlage",
                "result": "beschlossen",
                "consultation": f"{SITE}/consultations/1034",
            }
        ],
    }
    files = []
    for name, content in (("vorlage.json", PAPER), ("sitzung.json", meeting)):
        files.append(folder / name)
        files[-1].write_text(json.dumps(content), encoding="utf-8")
    return files


FAMILIES = {"decidim": decidim, "dipas": dipas, "oparl": oparl}


def loaded(store: Path, files: Sequence[Path], apart: bool) -> tuple[bytes, str]:
    for batch in [[file] for file in files] if apart else [files]:
        load_files(store, *batch)
    return dump_of(store, "trig"), snapshot_of(store).version


@pytest.mark.parametrize("name", FAMILIES)
def test_files_of_one_platform_come_to_one_graph_in_every_order(tmp_path: Path, name: str) -> None:
    (tmp_path / "quellen").mkdir()
    files = FAMILIES[name](tmp_path / "quellen")
    expected = loaded(tmp_path / "first", files, apart=False)
    orders = list(itertools.permutations(files)) if len(files) < 4 else _some_orders(files)
    # In one load all meet all, so that two orders tell as much of it as many.
    ways = [*((order, True) for order in orders), (files[1:] + files[:1], False), (files[::-1], False)]
    for number, (order, apart) in enumerate(ways):
        store = tmp_path / f"store-{number}"
        assert loaded(store, order, apart) == expected, (apart, [file.name for file in order])
    for number in (0, len(ways) - 1):  # the stores are the same byte by byte: two ways stand for all
        again = load_files(tmp_path / f"store-{number}", *files)
        assert (again.added, again.removed) == (0, 0)
        assert all(source.changes.nothing for source in again.sources)


def _some_orders(files: Sequence[Path]) -> list[list[Path]]:
    """Return orders in which each file comes first once, and each pair comes both ways round."""
    turned = [[*files[n:], *files[:n]] for n in range(len(files))]
    return [*turned, [*reversed(files)]]


@pytest.mark.parametrize("name", FAMILIES)
def test_links_between_the_files_meet(tmp_path: Path, name: str) -> None:
    """Nothing is linked to that nobody describes, once all files are there."""
    (tmp_path / "quellen").mkdir()
    load_files(tmp_path / "store", *FAMILIES[name](tmp_path / "quellen"))
    query = """SELECT DISTINCT ?p ?o {
        ?s quer:about|quer:replyTo|quer:respondsTo|quer:evolvedInto|quer:submittedIn|quer:decides ?o .
        ?s ?p ?o . FILTER NOT EXISTS { ?o a ?class } }"""
    assert rows(snapshot_of(tmp_path / "store"), query) == []


IDEA = "https://dialog.example/ideen/7"
NUMBERED = "nummer;titel;link;lat;lon\n7;Zebrastreifen;" + IDEA + ";50,72;11,34\n"
BY_ADDRESS = "titel;link;lat;lon\nZebrastreifen;" + IDEA + "/;50,73;11,35\n"
MAPPING = """format: tabelle
version: "1"
plattform: https://dialog.example
datensaetze:
  - art: idee
    bezeichnung: titel
    adresse: link
    breite: lat
    laenge: lon
"""


def address_and_number(folder: Path) -> list[Path]:
    """Make one list of ideas that numbers them, and one that knows their addresses only."""
    files = []
    for name, text, more in (("a", NUMBERED, "    kennung: nummer\n"), ("b", BY_ADDRESS, "")):
        file = folder / f"{name}.csv"
        file.write_text(text, encoding="utf-8")
        file.with_name(f"{file.name}.abbildung.yaml").write_text(MAPPING + more, encoding="utf-8")
        files.append(file)
    return files


def test_an_idea_first_known_by_its_address_is_one_with_the_numbered_one(tmp_path: Path) -> None:
    files = address_and_number(tmp_path)
    states = {
        loaded(tmp_path / f"store-{number}", order, apart)
        for number, (order, apart) in enumerate(itertools.product((files, files[::-1]), (True, False)))
    }
    assert len(states) == 1
    snapshot = snapshot_of(tmp_path / "store-0")
    ((idea,),) = set(rows(snapshot, "SELECT ?i { ?i a quer:Idea }"))
    assert idea is not None
    assert idea.endswith("-7")
    points = rows(snapshot, "SELECT DISTINCT ?g { ?i a quer:Idea ; geo:hasGeometry ?g }")
    assert points == [(f"{idea}#point",)]  # what is part of it has got its name, too


def test_a_key_that_a_source_gives_to_two_things_identifies_none(tmp_path: Path, store: Path) -> None:
    file, _ = address_and_number(tmp_path)
    file.write_text(NUMBERED + f"8;Ampel;{IDEA};50,7;11,3\n", encoding="utf-8")
    report = load_files(store, file)
    assert [notice.message.key for notice in report.sources[0].notices] == ["graph.shared-key"]
    assert not report.sources[0].left_out
    assert len(rows(snapshot_of(store), "SELECT ?i { ?i a quer:Idea }")) == 2


def _edited(path: Path, change: Callable[[list[dict[str, str]]], None]) -> None:
    with path.open(encoding="utf-8-sig", newline="") as stream:
        table = csv.DictReader(stream, delimiter=";")
        columns, lines = table.fieldnames or [], list(table)
    change(lines)
    with path.open("w", encoding="utf-8", newline="") as stream:
        writer = csv.DictWriter(stream, columns, delimiter=";")
        writer.writeheader()
        writer.writerows(lines)


def test_a_changed_export_changes_what_changed_and_nothing_else(tmp_path: Path, store: Path) -> None:
    files = decidim(tmp_path)
    load_files(store, *files)

    def change(lines: list[dict[str, str]]) -> None:
        lines[0]["title/de"] = "Ein anderer Titel"
        lines.pop(1)

    _edited(files[0], change)
    report = load_files(store, *files).sources[0]
    assert report.changes.changed["Idea"] == 1
    assert report.changes.went["Idea"] == 1
    assert "Idea" not in report.changes.came


@pytest.mark.parametrize("apart", [True, False])
def test_what_was_concluded_has_one_mark_whatever_else_names_the_thing(tmp_path: Path, apart: bool) -> None:
    """The mark of a conclusion must not depend on which name of a thing was met first."""
    files = address_and_number(tmp_path)
    opened = loading.open_file

    def concluding(path: Path, options: object = None) -> loading.Prepared:
        prepared = opened(path)
        items = (_with_a_theme(item) if isinstance(item, Idea) else item for item in prepared.reading.items)
        return replace(prepared, reading=Stream(prepared.info, items))

    states = set()
    for number, order in enumerate((files, files[::-1])):
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(loading, "open_file", concluding)
            states.add(loaded(tmp_path / f"store-{number}", order, apart))
    assert len(states) == 1


def _with_a_theme(item: Idea) -> Idea:
    theme = Ref(Kind.CATEGORY, "dialog-example/category-1")
    return replace(item, themes=(theme,), inferred=frozenset({"themes"}))
