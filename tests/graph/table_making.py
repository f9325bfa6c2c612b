"""Tables made for tests."""

import io
import zipfile

import openpyxl

from querbezug.graph.readers.base import Notice, SourceFile
from querbezug.graph.readers.tables import Row, table_of


def text_source(text, name="tabelle.csv", encoding="utf-8"):
    return SourceFile(name, text.encode(encoding))


def workbook_source(*sheets, name="tabelle.xlsx", prepare=None):
    """Return a workbook with a sheet for each of `sheets`: a title and rows."""
    workbook = openpyxl.Workbook()
    workbook.remove(workbook.active)
    for title, rows in sheets:
        sheet = workbook.create_sheet(title)
        for row in rows:
            sheet.append(row)
    if prepare:
        prepare(workbook)
    data = io.BytesIO()
    workbook.save(data)
    return SourceFile(name, data.getvalue())


def zipped(parts, name="archiv.zip"):
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w", zipfile.ZIP_DEFLATED) as archive:
        for part, content in parts.items():
            archive.writestr(part, content)
    return SourceFile(name, data.getvalue())


def read(source, **options):
    """Return the rows as (number, cells) and the notices."""
    items = list(table_of(source, **options).rows())
    rows = [(row.number, dict(row.cells)) for row in items if isinstance(row, Row)]
    return rows, [item for item in items if isinstance(item, Notice)]


def cells(source, **options):
    rows, notices = read(source, **options)
    assert notices == []
    return [row for _, row in rows]


def separated(separator):
    rows = [["id", "titel", "n"], ["1", "Über", "4,5"], ["2", "Rad; Weg", ""]]
    return "".join(separator.join(f'"{cell}"' for cell in row) + "\r\n" for row in rows)


def unzipped(source):
    with zipfile.ZipFile(io.BytesIO(source.data)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


OBJECT = {
    "id": 1,
    "title": {"de": "Rad", "en": None},
    "tags": ["a", "b"],
    "votes": [{"n": 1}, {"n": 2.5}],
    "ring": [[1, 2], [3, 4]],
    "ok": True,
}
"""A nested JSON object as platforms export them."""

MOJIBAKE = "id;text\n" + "".join(f"{n};Straße über die Brücke\n".encode().decode("cp1252") for n in range(5))
"""A table whose umlauts were decoded wrongly."""
