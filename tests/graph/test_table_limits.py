"""Tables of any size stream, and no input raises anything but our own errors."""

import csv
import datetime
import io
import json
import random
import tracemalloc

import pytest
from graph.table_making import (
    MOJIBAKE,
    OBJECT,
    read,
    separated,
    text_source,
    unzipped,
    workbook_source,
    zipped,
)
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from querbezug.graph.errors import QuerbezugError
from querbezug.graph.readers.base import Notice, SourceFile
from querbezug.graph.readers.tables import (
    Row,
    table_of,
)
from querbezug.graph.readers.tables.mending import mended


@pytest.mark.parametrize("kind", ["csv", "jsonl", "json"])
def test_large_tables_stream(tmp_path, kind):
    path = tmp_path / f"gross.{kind}"
    count = 40_000  # more than twice what is allowed, if all rows were kept
    with path.open("w", encoding="utf-8") as stream:
        stream.write({"csv": "id;titel;text\n", "json": "[", "jsonl": ""}[kind])
        for n in range(count):
            row = {"id": n, "titel": f"Radweg {n}", "text": "Für ein grünes Städtchen. " * 6}
            comma = "," if kind == "json" and n else ""
            line = ";".join(map(str, row.values())) if kind == "csv" else comma + json.dumps(row)
            stream.write(line + "\n")
        stream.write("]" if kind == "json" else "")
    source = SourceFile.from_path(path)
    tracemalloc.start()
    try:
        assert sum(isinstance(item, Row) for item in table_of(source).rows()) == count
        peak = tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()
    assert peak < 10_000_000
    assert "data" not in vars(source)
    assert source.consumed == source.size


SEEDS = [
    separated(";").encode(),
    separated(",").encode("utf-16"),
    json.dumps([OBJECT, OBJECT]).encode(),
    (json.dumps(OBJECT) + "\n" + json.dumps(OBJECT) + "\n").encode(),
    workbook_source(("A", [["a", "b"], [1, "x"], [2, "y"]])).data,
    MOJIBAKE.encode(),
]


def check_only_own_errors(data, name="x.csv"):
    for repair in (False, True):
        try:
            table = table_of(SourceFile(name, data), repair=repair)
            for item in table.rows() if table else ():
                assert isinstance(item, Row | Notice)
                if isinstance(item, Row):
                    repr(dict(item.cells)).encode()
        except QuerbezugError as error:
            sentences = {error.text("de"), error.text("en")}
            assert all(sentences)


@given(st.sampled_from(SEEDS), st.randoms(use_true_random=False), st.integers(1, 12))
def test_no_mutated_table_raises_anything_but_our_own_errors(seed, chance: random.Random, times):
    data = bytearray(seed)
    for _ in range(times):
        at = chance.randrange(len(data))
        action = chance.randrange(3)
        if action == 0:
            data[at] = chance.randrange(256)
        elif action == 1:
            del data[at : at + chance.randrange(1, 9)]
        else:
            data[at:at] = chance.choice([b'"', b";", b"\n", b"\x00", b"{", b"\xff", b"\\ud800", b"\xc3\xbc"])
        if not data:
            break
    check_only_own_errors(bytes(data))


BOOK = workbook_source(("A", [["a", "b", "c"], [1, "x", datetime.date(2020, 1, 1)], [2.5, "y", True]]))


@settings(deadline=None)
@given(st.randoms(use_true_random=False), st.integers(1, 8))
def test_no_mutated_part_of_a_workbook_raises_anything_but_our_own_errors(chance: random.Random, times):
    parts = unzipped(BOOK)
    for _ in range(times):
        name = chance.choice(sorted(parts))
        data = bytearray(parts[name])
        at = chance.randrange(len(data) + 1)
        if chance.random() < 0.5:
            del data[at : at + chance.randrange(1, 30)]
        else:
            data[at:at] = chance.choice(
                [b"<", b'"', b"9999999", b"&x;", b"</c>", b"\xff", b'<row r="7">', b"t", b"-"]
            )
        parts[name] = bytes(data)
    check_only_own_errors(zipped(parts).data, "x.xlsx")


@given(st.binary(max_size=400) | st.text(alphabet='ab;,"\n\t|{}[]:1\\', max_size=200).map(str.encode))
def test_no_bytes_raise_anything_but_our_own_errors(data):
    check_only_own_errors(data)


@given(
    st.lists(
        st.lists(st.text(st.characters(exclude_categories=["Cs", "Cc"]), max_size=20), min_size=3, max_size=3)
    )
)
def test_what_was_written_as_csv_is_read_again(rows):
    stream = io.StringIO()
    csv.writer(stream, delimiter=";", quoting=csv.QUOTE_ALL).writerows([["a", "b", "c"], *rows])
    expected = [row for row in rows if any(cell.strip() for cell in row)]
    # What looks like wrongly decoded umlauts is refused, on purpose.
    assume(all(mended(cell) == cell for row in rows for cell in row))
    found, _ = read(text_source("sep=;\n" + stream.getvalue()))
    assert [list(row.values()) for _, row in found] == expected
