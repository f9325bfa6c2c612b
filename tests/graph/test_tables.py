"""Separated text becomes rows; prose and pages are told apart; broken encodings are refused."""

from pathlib import Path

import pytest
from graph.table_making import MOJIBAKE, cells, read, separated, text_source, zipped

from querbezug.graph.errors import SourceError
from querbezug.graph.readers.base import SourceFile
from querbezug.graph.readers.tables import (
    table_of,
)

PAGES = Path(__file__).parent / "pages"
WANTED = [{"id": "1", "titel": "Über", "n": "4,5"}, {"id": "2", "titel": "Rad; Weg", "n": ""}]


@pytest.mark.parametrize("separator", [";", ",", "\t", "|"])
@pytest.mark.parametrize(
    ("codec", "name"),
    [
        ("utf-8", "UTF-8"),
        ("utf-8-sig", "UTF-8"),
        ("utf-16", "UTF-16"),
        ("utf-32", "UTF-32"),
        ("cp1252", "Windows-1252"),
    ],
)
def test_separator_and_encoding_are_found(separator, codec, name):
    source = text_source(separated(separator), encoding=codec)
    table = table_of(source)
    assert (table.kind, table.separator, table.encoding, table.name) == (
        "csv",
        separator,
        name,
        "tabelle.csv",
    )
    assert table.columns == ("id", "titel", "n")
    assert cells(source) == WANTED


def test_rows_are_numbered_by_the_line_they_begin_on():
    source = text_source('id;text\n1;"zwei\nZeilen"\n\n2;eine\n')
    assert read(source)[0] == [(2, {"id": "1", "text": "zwei\nZeilen"}), (5, {"id": "2", "text": "eine"})]


def test_excels_first_line_and_title_rows_are_no_header():
    source = text_source("sep=;\nMaßnahmenliste 2024;;\n;;\nNr;Titel;Kosten\n1;Radweg;5\n2;Park;6\n")
    assert read(source)[0] == [
        (5, {"Nr": "1", "Titel": "Radweg", "Kosten": "5"}),
        (6, {"Nr": "2", "Titel": "Park", "Kosten": "6"}),
    ]


def test_columns_get_names_of_their_own():
    source = text_source("id; Titel ;Titel;;x;;\n1;a;b;c;d;;\n2;a;b;c;d;;\n")
    assert table_of(source).columns == ("id", "Titel", "Titel (2)", "#4", "x")


def test_a_header_alone_is_a_table_without_rows():
    source = text_source("id;title/de;body/de\n")
    assert table_of(source).columns == ("id", "title/de", "body/de")
    assert cells(source) == []


def test_broken_rows_are_told_by_number_and_the_others_read():
    rows, notices = read(text_source("a;b;c\n1;2;3\n1;2;3;4\n5;6\n;;\n7;8;9;;\n"))
    assert rows == [
        (2, {"a": "1", "b": "2", "c": "3"}),
        (4, {"a": "5", "b": "6", "c": ""}),
        (6, {"a": "7", "b": "8", "c": "9"}),
    ]
    assert [(notice.row, notice.left_out, notice.message.key) for notice in notices] == [
        (3, True, "tables.row-too-long"),
        (4, False, "tables.row-too-short"),
    ]


def test_a_quotation_mark_left_open_does_not_swallow_the_rest_in_silence():
    rows, notices = read(text_source('a;b\n1;2\n3;"vier\n5;6\n7;8\n'))
    assert rows == [(2, {"a": "1", "b": "2"})]
    [notice] = notices
    assert (notice.row, notice.left_out) == (3, True)
    assert "5" in notice.message.text("de")


def test_a_cell_beyond_all_measure_is_passed_over():
    rows, notices = read(text_source('a;b\n1;2\n3;"' + "x" * 4_100_000 + '"\n5;6\n'))
    assert rows[0] == (2, {"a": "1", "b": "2"})
    assert [(notice.row, notice.left_out) for notice in notices][:1] == [(3, True)]


@pytest.mark.parametrize(
    "text",
    [
        "Wir wollen mehr Radwege, und zwar bald.\nAuch Bäume, Bänke, Brunnen.\nDanke, Karl.\n",
        "Ziele: Klima; Wasser\nWir sparen Energie.\nWir sparen Wasser; Luft; Boden.\nEnde.\n",
        "Ja, gern.\nNein, danke.\n",
        "Plan: Feld -> Strategie, deutsch, echter Inhalt.\nQuelle: a, b\nFelder: id,title,text\nEnde.\n",
        "Montag, Dienstag\nMittwoch, Freitag\nSonntag, Samstag\nMontag, Mittwoch\nJa, ja\n",
        "",
        "\n\n\n",
        "Nur ein Wort",
        "<html><body>a;b;c\n1;2;3\n</body></html>",
        '{"a": 1}',
        "[1, 2, 3]",
        '{"type": "Paper", "keyword": ["a", "b"]}',
        "[",
    ],
)
def test_what_is_no_table_is_none(text):
    assert table_of(text_source(text)) is None


@pytest.mark.parametrize("page", sorted(PAGES.glob("*.txt")), ids=lambda page: page.name)
def test_pages_saved_as_text_are_no_tables(page):
    assert table_of(SourceFile.from_path(page)) is None


def test_the_answer_is_kept_with_the_source(monkeypatch):
    source = text_source(separated(";"))
    assert table_of(source) is table_of(source)
    bad = zipped({"a.txt": "x"})
    for _ in range(2):
        with pytest.raises(SourceError):
            table_of(bad)


def test_broken_umlauts_are_refused_and_repaired_when_asked():
    with pytest.raises(SourceError, match="--repair"):
        read(text_source(MOJIBAKE))
    rows, notices = read(text_source(MOJIBAKE), repair=True)
    assert {row["text"] for _, row in rows} == {"Straße über die Brücke"}
    assert [notice.message.values["count"] for notice in notices] == [5]


def test_a_single_broken_cell_is_told_and_kept():
    text = "id;text\n" + "".join(f"{n};Brücke\n" for n in range(50)) + "60;BrÃ¼cke\n"
    rows, notices = read(text_source(text))
    assert rows[-1][1]["text"] == "BrÃ¼cke"
    assert [(notice.row, notice.field, notice.left_out) for notice in notices] == [(52, "text", False)]


@pytest.mark.parametrize(
    ("data", "key", "line"),
    [
        ("a;b\nü;1\n".encode() + "ü;2\n".encode("cp1252"), "reading.mixed-encoding", 3),
        (b"a;b\n" + b"1;2\n" * 40_000 + b"x\x00y;1\n", "reading.binary", 40_002),
        (b"a;b\n" + b"1;2\n" * 40_000 + b"\x81;1\n", "reading.unknown-encoding", 40_002),
        (b"\xff\xfe" + "a;b\n1;2\n".encode("utf-16-le") + b"x", "reading.broken-encoding", None),
    ],
)
def test_what_cannot_be_decoded_for_certain_is_refused(data, key, line):
    with pytest.raises(SourceError) as refused:
        read(SourceFile("x.csv", data))
    assert refused.value.message.key == key
    assert line is None or refused.value.message.values["line"] == line
