"""Many rows: they go by way of the disk, in pieces, and nothing gets lost or comes twice."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from graph.making import dump_of, load_files, rows, snapshot_of

from querbezug.graph import intake
from querbezug.graph.store import plan, staging

ROWS = 1_500
MANY = 400
AREAS = ("Verkehr", "Grün", "Wohnen")
MAPPING = """format: tabelle
version: "1"
plattform: https://dialog.example
datensaetze:
  - art: massnahme
    kennung: nr
    bezeichnung: titel
    adresse: link
    handlungsfelder: feld
    teil_von: teil
"""


def line(number: int) -> str:
    """Return one measure; each tenth is what the nine after it belong to."""
    part_of = "" if number % 10 == 0 else str(number - number % 10)
    address = f"https://dialog.example/vorhaben/{number}"
    return f"{number};Vorhaben {number};{address};{AREAS[number % 3]};{part_of}\n"


def table(folder: Path, lines: Iterator[str]) -> Path:
    file = folder / "vorhaben.csv"
    with file.open("w", encoding="utf-8") as stream:
        stream.write("nr;titel;link;feld;teil\n")
        stream.writelines(lines)
    file.with_name(f"{file.name}.abbildung.yaml").write_text(MAPPING, encoding="utf-8")
    return file


def count(store: Path, pattern: str) -> int:
    ((number,),) = rows(snapshot_of(store), f"SELECT (COUNT(*) AS ?n) {{ {pattern} }}")
    return int(str(number))


@pytest.fixture
def on_disk(monkeypatch: pytest.MonkeyPatch) -> None:
    """Set the limits so that the rows go over each of them several times."""
    monkeypatch.setattr(staging, "IN_MEMORY", 12_500)
    monkeypatch.setattr(plan, "SMALL", 10_000)
    monkeypatch.setattr(plan, "_CHUNK", 12_500)
    monkeypatch.setattr(intake, "_THINGS_AT_ONCE", 500)


def test_many_rows_are_all_there_and_loading_again_changes_nothing(
    tmp_path: Path, store: Path, on_disk: None
) -> None:
    file = table(tmp_path, map(line, range(ROWS)))
    (report,) = load_files(store, file).sources
    assert report.changes.came["Measure"] == report.changes.now["Measure"] == ROWS
    assert count(store, "?m a quer:Measure ; rdfs:label ?l") == ROWS
    assert count(store, "?m dct:isPartOf ?whole . ?whole a quer:Measure") == ROWS - ROWS // 10
    assert count(store, "?m quer:theme/rdfs:label 'Verkehr'@de") == ROWS // 3
    assert count(store, "?m a quer:Measure ; foaf:page|dct:source ?page") == ROWS
    snapshot = snapshot_of(store)
    again = load_files(store, file)
    assert (again.added, again.removed) == (0, 0)
    assert again.sources[0].changes.nothing
    assert snapshot_of(store).version == snapshot.version
    assert [path.name for path in tmp_path.iterdir() if path.name.startswith("store.")] == []


def edited() -> Iterator[str]:
    """Yield another state: a tenth of the measures is gone, a twentieth has another title, 10 are new."""
    for number in range(MANY):
        if number % 10 == 3:
            continue
        yield line(number).replace(";Vorhaben", ";Umbenannt") if number % 20 == 4 else line(number)
    yield from map(line, range(MANY, MANY + 10))


@pytest.mark.parametrize("limit", [160, 10**6])
def test_what_changed_is_counted_the_same_in_memory_and_on_disk(
    tmp_path: Path, store: Path, limit: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(staging, "IN_MEMORY", limit)
    monkeypatch.setattr(plan, "SMALL", limit)
    monkeypatch.setattr(intake, "_THINGS_AT_ONCE", min(limit, 2000))
    load_files(store, table(tmp_path, map(line, range(MANY))))
    (report,) = load_files(store, table(tmp_path, edited())).sources
    assert report.changes.came == {"Measure": 10}
    assert report.changes.went == {"Measure": MANY // 10}
    assert report.changes.changed == {"Measure": MANY // 20}
    assert report.changes.now["Measure"] == MANY - MANY // 10 + 10
    fresh = tmp_path / "fresh"
    load_files(fresh, table(tmp_path, edited()))
    assert dump_of(store, "trig") == dump_of(fresh, "trig")
    assert snapshot_of(store).version == snapshot_of(fresh).version
