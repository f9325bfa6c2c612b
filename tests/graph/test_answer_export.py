"""Answers as data and CSV: nothing lost, nothing a spreadsheet would run."""

from __future__ import annotations

import csv
import io
import json

from hypothesis import given
from hypothesis import strategies as st

from querbezug.graph.answers.model import Column, Form, Listing, Number, Share, Table, Term, Thing, counted
from querbezug.graph.export.answers import table_csv, table_data
from querbezug.ontology.strings import message
from querbezug.ontology.terms import QUER

TEXT = st.text(alphabet=st.characters(exclude_categories=("Cs", "Cc")), max_size=30)
COLUMNS = (
    Column("what", Form.THING),
    Column("kind"),
    Column("weight", Form.NUMBER),
    Column("to", Form.THINGS),
)
ONE, OTHER = "https://a.example/1", "https://a.example/2"
NUMBERS = st.floats(-1e6, 1e6).map(lambda n: round(n, 3))
ROWS = st.lists(st.tuples(TEXT, TEXT, NUMBERS, st.lists(TEXT, max_size=3)), max_size=5)

Row = tuple[str, str, float, list[str]]


def table(rows: list[Row]) -> Table:
    made = tuple(
        (Thing(ONE, name), kind, weight, tuple(Thing(OTHER, other) for other in others))
        for name, kind, weight, others in rows
    )
    return Table("probe", message("questions.answer"), COLUMNS, made)


@given(ROWS)
def test_csv_keeps_every_row_and_runs_nothing(rows: list[Row]) -> None:
    read = list(csv.reader(io.StringIO(table_csv(table(rows)), newline="")))
    assert len(read) == len(rows) + 1
    for cells, (name, kind, weight, others) in zip(read[1:], rows, strict=True):
        assert cells[0] in (name, f"'{name}")
        assert cells[1] == ONE
        assert cells[2] in (kind, f"'{kind}")
        assert float(cells[3]) == weight
        assert cells[5].count(OTHER) == len(others)
        assert not any(cells[n].startswith(("=", "+", "-", "@")) for n in (0, 2, 4))


@given(ROWS)
def test_data_is_what_json_can_hold(rows: list[Row]) -> None:
    told = json.loads(json.dumps(table_data(table(rows))))
    assert [row[0]["label"] for row in told["rows"]] == [row[0] for row in rows]
    assert [[other["label"] for other in row[3]] for row in told["rows"]] == [row[3] for row in rows]
    assert told["total"] == len(rows)


def test_numbers_and_lists_are_written_as_people_write_them() -> None:
    assert (Number(12345.678, 1).text("de"), Number(12345.678, 1).text("en")) == ("12.345,7", "12,345.7")
    assert (Share(0.125).text("de"), Share(0.125).text("en")) == ("12 %", "12%")
    names = tuple(Thing(f"https://a.example/{n}", f"Ort {n}") for n in range(7))
    assert Listing(names[:1]).text("de") == "Ort 0"
    assert Listing(names[:3]).text("de") == "Ort 0, Ort 1 und Ort 2"
    assert Listing(names, most=3).text("de") == "Ort 0, Ort 1, Ort 2 und 4 weitere"
    assert Listing(names, most=3).text("en") == "Ort 0, Ort 1, Ort 2 and 4 more"
    assert (Term(str(QUER.Measure)).text("de"), Term(str(QUER.Measure)).text("en")) == ("Maßnahme", "measure")
    assert counted("ties.concluded", 1).text("de").startswith("Ein Grund")
    assert counted("ties.concluded", 3).text("de").startswith("3 Gründe")
