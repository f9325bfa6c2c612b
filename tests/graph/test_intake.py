"""What a source loses on its way in is told, each of it; what is left of nothing is refused."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pyoxigraph as ox
import pytest
from graph.making import dump_of, identity, rows, snapshot_of, source_info, thing

from querbezug.graph.errors import SourceError
from querbezug.graph.intake import MOST_NOTICES, Tally, place_of, take_in
from querbezug.graph.load_report import LoadOptions, LoadReport
from querbezug.graph.loading import load
from querbezug.graph.readers.base import Notice, SourceFile, Stream
from querbezug.graph.records import AnyRecord, Comment, Idea, Kind, Origin, Place, Process, Ref
from querbezug.graph.store import WriteStore
from querbezug.ontology.strings import Message, message

LEFT_OUT = message("mapping.bad-iri", url="x")
FILE = SourceFile("probe.csv", b"")
GOOD = Idea(ref=Ref(Kind.IDEA, "probe/idea-1"), origin=Origin(row=2), label="Gut")
BAD = Idea(ref=Ref(Kind.IDEA, "probe/idea-2"), origin=Origin(row=3), label="Böse", page="https://a b.de")

MAPPING = """format: tabelle
version: "1"
datensaetze:
  - art: idee
    kennung: nr
    bezeichnung: titel
    text: text
"""


def taken(*items: AnyRecord | Notice, strict: bool = False, heard: list[Notice] | None = None):
    listen = (lambda _file, notice: heard.append(notice)) if heard is not None else (lambda *_: None)
    reading = Stream(source_info(), items)
    return take_in(FILE, reading, identity(), strict=strict, listen=listen)


def table(folder: Path, *lines: str) -> Path:
    file = folder / "liste.csv"
    file.write_text("\n".join(["nr;titel;text", *lines, ""]), encoding="utf-8")
    file.with_name(f"{file.name}.abbildung.yaml").write_text(MAPPING, encoding="utf-8")
    return file


def loaded(store: Path, file: Path, heard: list[Notice], strict: bool = False) -> LoadReport:
    options = LoadOptions(strict=strict, listen=lambda _file, notice: heard.append(notice))
    with WriteStore(store) as target:
        return load([file], target, options)


def test_an_entry_with_an_address_that_cannot_be_one_is_left_out_whole() -> None:
    heard: list[Notice] = []
    source = taken(BAD, GOOD, heard=heard)
    assert source.records == 1
    assert (source.tally.left_out, source.tally.count) == (1, 1)
    (notice,) = heard
    assert (notice.row, notice.left_out, notice.message.key) == (3, True, "mapping.bad-iri")
    assert not any(source.triples.triples(ox.NamedNode(thing("idea", "probe_idea-2"))))
    assert any(source.triples.triples(ox.NamedNode(thing("idea", "probe_idea-1"))))


def test_nothing_of_a_place_left_out_is_believed() -> None:
    """Its name, say, which would keep the official register's name away."""
    ref = Ref(Kind.PLACE, "ags:16073076")
    place = Place(ref=ref, label="Falsch", origin=Origin(row=2), urls=("javascript:x",))
    source = taken(place, Idea(ref=GOOD.ref, label="Gut", origin=Origin(row=3), places=(ref,)))
    labels = {
        str(triple.object) for triple in source.triples.triples(ox.NamedNode(thing("place", "rudolstadt")))
    }
    assert '"Rudolstadt"@de' in labels
    assert '"Falsch"@de' not in labels


def test_strict_stops_at_the_first_entry_that_cannot_be_taken() -> None:
    heard: list[Notice] = []
    with pytest.raises(SourceError, match=r"probe\.csv.*3.*--strict"):
        taken(GOOD, Notice(message("mapping.bad-iri", url="y")), BAD, BAD, strict=True, heard=heard)
    assert [notice.left_out for notice in heard] == [False, True]


@pytest.mark.parametrize("frame", [(), (Process(ref=Ref(Kind.PROCESS, "probe/v"), label="Verfahren"),)])
def test_a_source_of_which_only_complaints_are_left_is_refused(frame: tuple[Process, ...]) -> None:
    with pytest.raises(SourceError, match="2 Einträge"):
        taken(*frame, BAD, Notice(LEFT_OUT, row=4, left_out=True))


def test_a_source_with_nothing_to_complain_about_may_be_empty() -> None:
    assert taken(Notice(LEFT_OUT)).records == 0


def test_all_notices_are_counted_and_told_and_the_first_are_kept() -> None:
    heard: list[Notice] = []
    notices = [Notice(LEFT_OUT, row=n, left_out=n % 2 == 0, personal=n % 3 == 0) for n in range(1500)]
    source = taken(GOOD, *notices, heard=heard)
    assert heard == notices
    tally = source.tally
    assert (tally.count, tally.left_out, tally.personal) == (1500, 750, 500)
    assert tally.notices == notices[:MOST_NOTICES]
    assert Tally().notices == []


def test_a_stream_is_gone_through_once_and_its_fault_leaves_no_disk_behind(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("querbezug.graph.store.staging.IN_MEMORY", 10)

    def items() -> Iterator[AnyRecord]:
        for number in range(3000):
            yield Comment(
                ref=Ref(Kind.COMMENT, f"probe/c-{number}"), text="Gut.", sequence=number + 1,
                origin=Origin(row=number),
            )  # fmt: skip
        assert list(tmp_path.rglob("triples.nt"))
        raise SourceError("mapping.bad-iri", url="bricht ab")

    with pytest.raises(SourceError, match="bricht ab"):
        take_in(FILE, Stream(source_info(), items()), identity(), folder=tmp_path / "working")
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    ("notice", "place"),
    [
        (Notice(LEFT_OUT), "–"),
        (Notice(LEFT_OUT, line=7), "Zeile 7"),
        (Notice(LEFT_OUT, row=7), "Eintrag 7"),
        (Notice(LEFT_OUT, path="a/b"), "a/b"),
        (Notice(LEFT_OUT, row=7, field="Titel"), "Titel"),
    ],
)
def test_the_place_of_a_notice_is_told_in_words(notice: Notice, place: str) -> None:
    told = place_of(notice)
    assert place in (told.text("de") if isinstance(told, Message) else told)


def test_rows_that_cannot_be_read_are_told_and_the_others_loaded(store: Path, tmp_path: Path) -> None:
    heard: list[Notice] = []
    file = table(tmp_path, "1;Radweg;Bitte.", ";;", "2;Ampel;zu;viele;Zellen", "3;Bank;Am Fluss.")
    (source,) = loaded(store, file, heard).sources
    assert source.left_out == len([notice for notice in heard if notice.left_out]) == 1
    assert [notice.row for notice in heard if notice.left_out] == [4]
    assert source.notice_count == len(heard)
    assert len(rows(snapshot_of(store), "SELECT ?i { ?i a quer:Idea }")) == 2


def test_strict_leaves_the_store_as_it_was(store: Path, tmp_path: Path) -> None:
    loaded(store, table(tmp_path, "1;Radweg;Bitte."), [])
    before = dump_of(store, "trig")
    broken = table(tmp_path, "1;Anders;Bitte.", "2;Ampel;zu;viele;Zellen")
    with pytest.raises(SourceError, match=r"liste\.csv.*--strict"):
        loaded(store, broken, [], strict=True)
    assert dump_of(store, "trig") == before
    loaded(store, broken, [])
    assert dump_of(store, "trig") != before


def test_a_table_whose_every_row_is_broken_is_refused(store: Path, tmp_path: Path) -> None:
    heard: list[Notice] = []
    with pytest.raises(SourceError, match=r"liste\.csv"):
        loaded(store, table(tmp_path, "1;;", "2;;"), heard)
    assert len([notice for notice in heard if notice.left_out]) == 2
    assert not store.exists()


def test_rows_whose_address_is_dangerous_do_not_stop_the_load(store: Path, tmp_path: Path) -> None:
    file = tmp_path / "massnahmen.json"
    note = {"kennung": "stadt", "titel": "Stadt"}
    file = table(tmp_path, "1;Radweg;Bitte.", "2;Ampel;Auch.")
    mapping = MAPPING + "    adresse: text\n"
    file.with_name(f"{file.name}.abbildung.yaml").write_text(mapping, encoding="utf-8")
    file.with_name(f"{file.name}.quelle.json").write_text(json.dumps(note), encoding="utf-8")
    file.write_text("nr;titel;text\n1;Radweg;javascript:alert(1)\n2;Bank;https://a.de\n", encoding="utf-8")
    loaded(store, file, [])
    assert b"javascript:alert" not in b"".join(
        line for line in dump_of(store).splitlines() if b"<javascript" in line
    )
    assert len(rows(snapshot_of(store), "SELECT ?p { ?i a quer:Idea ; foaf:page ?p }")) == 1
