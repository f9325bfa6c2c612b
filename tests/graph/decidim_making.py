"""Exports as Decidim makes them, and what becomes of them."""

import csv
import io
import json
from dataclasses import replace
from pathlib import Path

import openpyxl

from querbezug.graph.readers import decidim
from querbezug.graph.readers.base import ReadOptions, SourceFile, collect
from querbezug.graph.records import Kind, Origin, Ref

SAMPLES = Path(__file__).parent / "samples" / "decidim"
HOST = "beteiligung-musterstadt-example"
SPACE = "https://beteiligung.musterstadt.example/processes/radverkehr-2030"
READERS = tuple(getattr(decidim, name)() for name in decidim.__all__)
KEY = ReadOptions(source_key="musterstadt")


def ref(kind, number):
    return Ref(Kind(kind), f"{HOST}/{number}")


def page(kind, path):
    return Ref(Kind(kind), f"url:{SPACE}{path}")


def sample(name):
    return SourceFile.from_path(SAMPLES / name)


def as_csv(rows, name="export.csv"):
    """Return a table with the columns of the first row, as Decidim's exporter writes it."""
    text = io.StringIO()
    writer = csv.DictWriter(text, list(rows[0]), delimiter=";", extrasaction="ignore")
    writer.writeheader()
    writer.writerows(rows)
    return SourceFile(name, text.getvalue().encode())


def as_json(rows, name="export.json"):
    return SourceFile(name, json.dumps(rows, ensure_ascii=False).encode())


def as_xlsx(source, name="export.xlsx"):
    """Return the table of the CSV file `source` as a workbook; numbers are numbers in it."""
    workbook = openpyxl.Workbook()
    sheet = workbook.active
    for row in csv.reader(io.StringIO(source.data.decode()), delimiter=";"):
        sheet.append([_number(cell) for cell in row])
    data = io.BytesIO()
    workbook.save(data)
    return SourceFile(name, data.getvalue())


def _number(cell):
    try:
        return float(cell)
    except ValueError:
        return cell or None


def reader_of(source):
    found = [reader for reader in READERS if reader.recognises(source)]
    assert len(found) == 1, [reader.name for reader in found]
    return found[0]


def read(source, options=KEY):
    return collect(reader_of(source).read(source, options))


def records(source):
    """Return the records without the rows they stand in."""
    return [replace(record, origin=Origin()) for record in read(source).records]


def of_kind(kind, source):
    return {
        record.ref.key.rpartition("/")[2]: record for record in records(source) if record.ref.kind == kind
    }


def told(source):
    return [notice.message.key for notice in read(source).notices]


PROPOSAL = {
    "id": "7",
    "component/id": "12",
    "participatory_space/url": SPACE,
    "title/de": "Zebrastreifen",
    "body/de": "Vor der Schule",
    "state": "",
    "url": f"{SPACE}/f/12/proposals/7",
    "meeting_urls": "",
}
RESULT = {
    "id": "9",
    "title/de": "Zebrastreifen",
    "description/de": "",
    "parent/id": "",
    "status/key": "",
    "status/name/de": "",
    "progress": "",
    "proposal_urls": "",
    "url": f"{SPACE}/f/13/results/9",
}
COMMENT = {
    "id": "1",
    "created_at": "2024-05-03 12:00:00 UTC",
    "body": "Ja, gern.",
    "author/name": "Max Mustermensch",
    "alignment": "0",
    "depth": "0",
    "commentable_id": "7",
    "commentable_type": "Decidim::Proposals::Proposal",
    "root_commentable_url": f"{SPACE}/f/12/proposals/7",
}


def one(row, kind, **cells):
    """Return the only record of `kind` that `row` with other `cells` becomes."""
    (found,) = of_kind(
        kind, as_csv([row | {name.replace("__", "/"): cell for name, cell in cells.items()}])
    ).values()
    return found
