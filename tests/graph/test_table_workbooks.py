"""XLSX becomes the same rows as text; what is unsafe or no workbook is refused."""

import datetime

import pytest
from graph.table_making import cells, read, unzipped, workbook_source, zipped

from querbezug.graph.errors import SourceError
from querbezug.graph.readers.base import SourceFile
from querbezug.graph.readers.tables import (
    table_of,
)


def test_a_workbook_gives_its_first_sheet_with_a_header():
    rows = [
        ["Vorhabenliste"],
        [],
        ["Nr", "Titel", "Beginn", "Anteil", "fertig", "Uhr"],
        [1.0, "Radweg", datetime.date(2023, 10, 18), 0.1 + 0.2, True, datetime.time(9, 1)],
        [2, "Park", datetime.datetime(2023, 10, 18, 9, 1), 1e21, None, "#N/A"],
        [None, None, None],
    ]
    source = workbook_source(("Deckblatt", [["Stadt"]]), ("Liste", rows))
    table = table_of(source)
    assert (table.kind, table.sheet, table.decimal) == ("xlsx", "Liste", ".")
    read_rows, notices = read(source)
    columns = ("Nr", "Titel", "Beginn", "Anteil", "fertig", "Uhr")
    assert read_rows == [
        (4, dict(zip(columns, ("1", "Radweg", "2023-10-18", "0.3", "true", "09:01:00"), strict=True))),
        (5, dict(zip(columns, ("2", "Park", "2023-10-18T09:01:00", "1" + "0" * 21, "", ""), strict=True))),
    ]
    assert ["Deckblatt" in notice.message.text("de") for notice in notices] == [True]


def test_a_sheet_can_be_asked_for():
    source = workbook_source(("A", [["a", "b"], [1, 2]]), ("B", [["c", "d"], [3, 4]]))
    assert table_of(source, sheet="B").columns == ("c", "d")
    with pytest.raises(SourceError, match=r"„C“.*A, B"):
        table_of(source, sheet="C")


def test_a_formula_without_a_value_is_empty_and_never_computed():
    source = workbook_source(("A", [["a", "b"], [1, '=HYPERLINK("http://x","y")']]))
    assert cells(source) == [{"a": "1", "b": ""}]


def test_wide_rows_of_a_sheet_are_told():
    rows, notices = read(workbook_source(("A", [["a", "b"], [1, 2], [1, 2], [1, 2, 3]])))
    assert len(rows) == 2
    assert [(notice.row, notice.left_out) for notice in notices] == [(4, True)]


OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


def swollen(name="bombe.xlsx"):
    zeros = b"0" * 80_000_000
    return zipped({"xl/workbook.xml": "<workbook/>", "xl/worksheets/sheet1.xml": zeros}, name)


@pytest.mark.parametrize(
    ("source", "key"),
    [
        (zipped({"a.txt": "x"}), "reading.is-archive"),
        (zipped({"word/document.xml": "<x/>"}), "reading.is-document"),
        (zipped({"xl/workbook.bin": "x"}), "tables.is-xlsb"),
        (zipped({"mimetype": "application/vnd.oasis.opendocument.spreadsheet"}), "tables.is-ods"),
        (zipped({"xl/workbook.xml": "<workbook/>"}), "tables.xlsx-damaged"),
        (zipped({"xl/workbook.xml": '<!DOCTYPE x [<!ENTITY a "b">]><x/>'}), "tables.xlsx-entities"),
        (swollen(), "tables.zip-bomb"),
        (SourceFile("x.xlsx", b"PK\x03\x04 broken"), "tables.xlsx-damaged"),
        (SourceFile("x.xls", OLE + b"\0" * 500), "tables.is-xls"),
        (
            SourceFile(
                "x.xlsx",
                OLE + b"\0" * 1_048_560 + "EncryptedPackage".encode("utf-16-le"),
            ),
            "tables.encrypted",
        ),
        (workbook_source(("A", [["nur", None]]), ("B", [])), "tables.no-header"),
    ],
)
def test_what_is_refused_is_refused_with_its_sentence(source, key):
    with pytest.raises(SourceError) as refused:
        table_of(source)
    assert refused.value.message.key == key
    assert source.name in str(refused.value)


def test_a_sheet_that_claims_rows_without_end_is_stopped():
    source = workbook_source(("A", [["a", "b"], [1, 2]]))
    parts = unzipped(source)
    sheet = parts["xl/worksheets/sheet1.xml"]
    parts["xl/worksheets/sheet1.xml"] = (
        sheet.replace(b'<row r="2"', b'<row r="99999999999"')
        .replace(b'r="A2"', b'r="A99999999999"')
        .replace(b'r="B2"', b'r="B99999999999"')
    )
    with pytest.raises(SourceError) as refused:
        read(zipped(parts, "zeilen.xlsx"))
    assert refused.value.message.key == "tables.xlsx-damaged"
