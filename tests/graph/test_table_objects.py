"""JSON and JSONL become the same rows as text."""

import json

import pytest
from graph.table_making import OBJECT, cells, read, text_source

from querbezug.graph.errors import SourceError
from querbezug.graph.readers.tables import (
    table_of,
)

FLAT = {
    "id": "1",
    "title/de": "Rad",
    "title/en": "",
    "tags": ("a", "b"),
    "votes/0/n": "1",
    "votes/1/n": "2.5",
    "ring": "[[1, 2], [3, 4]]",
    "ok": "true",
}


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        (json.dumps([OBJECT, {"id": 2}], indent=1), "json"),
        (json.dumps({"links": {"next": None}, "data": [OBJECT, {"id": 2}]}), "json"),
        (json.dumps({"data": {"ideas": [OBJECT, {"id": 2}]}}), "json"),
        (json.dumps(OBJECT) + "\n\n" + json.dumps({"id": 2}) + "\n", "jsonl"),
    ],
)
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_objects_become_rows(text, kind, encoding):
    source = text_source(text, "x.json", encoding)
    table = table_of(source)
    assert (table.kind, table.columns) == (kind, tuple(FLAT))
    assert cells(source) == [FLAT, dict.fromkeys(FLAT, "") | {"id": "2"}]


def test_other_lists_of_a_json_file_are_told():
    text = json.dumps({"a": [{"id": 1, "inner": [{"x": 1}]}], "b": [{"id": 2, "deep": [{"y": 1}]}]})
    rows, notices = read(text_source(text))
    assert len(rows) == 1
    assert [(notice.path, notice.left_out) for notice in notices] == [("b", True)]


def test_broken_lines_of_jsonl_are_told_and_the_others_read():
    rows, notices = read(
        text_source('{"a": 1}\n{"a": \n[1]\n' + '{"a":' * 5000 + "1\n" + '{"a": 3}\n', "x.jsonl")
    )
    assert rows == [(1, {"a": "1"}), (5, {"a": "3"})]
    assert [(notice.row, notice.left_out) for notice in notices] == [(2, True), (3, True), (4, True)]


def test_json_cut_off_is_told_by_the_entry():
    source = text_source('[{"a": 1}, {"a": 2}, {"a"')
    rows = table_of(source).rows()
    assert [next(rows).number, next(rows).number] == [1, 2]
    with pytest.raises(SourceError, match="Eintrag 3"):
        next(rows)


@pytest.mark.parametrize("value", ["1E+400000000", "1e-400000000", "9" * 5000, "[" * 500 + "]" * 500])
def test_numbers_and_depths_that_would_fill_the_memory(value):
    for text in (f'[{{"a": 1}}, {{"a": {value}}}]', f'{{"a": 1}}\n{{"a": {value}}}\n'):
        try:
            table = table_of(text_source(text))
            items = list(table.rows()) if table else []
        except SourceError:
            continue
        assert sum(len(str(item)) for item in items) < 20_000
