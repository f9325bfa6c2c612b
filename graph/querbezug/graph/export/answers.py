"""Answers for other programs: plain data and CSV."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from querbezug.graph.answers.model import Answer, Cell, Form, Table, Term, Thing
from querbezug.graph.answers.questions import Question
from querbezug.ontology.strings import Lang, Message

_ROWS_AT_A_TIME = 200


def answer_data(
    question: Question, answer: Answer, lang: Lang = "de", first: int = 0, most: int | None = None
) -> dict[str, Any]:
    """Return an answer as plain data: what JSON can hold.

    Things are ``{"iri", "label", "kind"}``; sentences are in ``lang``.

    Parameters
    ----------
    first, most : int
        Of each table, so many rows are left out, and so many follow at most; all unless told.
    """
    return {
        "question": answer.question,
        "title": question.title(answer.given, lang),
        "given": {name: _plain(value, lang) for name, value in answer.given.items()},
        "sentences": [sentence.text(lang) for sentence in answer.sentences],
        "tables": [table_data(table, lang, first, most) for table in answer.tables],
        "notes": [note.text(lang) for note in answer.notes],
        "query": answer.query,
    }


def table_data(table: Table, lang: Lang = "de", first: int = 0, most: int | None = None) -> dict[str, Any]:
    """Return a table as plain data: columns with their names and headings, rows as lists."""
    rows = table.rows[first : None if most is None else first + most]
    return {
        "name": table.name,
        "heading": table.heading.text(lang),
        "note": table.note.text(lang) if table.note else "",
        "total": table.total,
        "columns": [
            {"name": column.name, "form": column.form.value, "heading": column.heading(lang)}
            for column in table.columns
        ],
        "rows": [[_plain(cell, lang) for cell in row] for row in rows],
    }


def _plain(cell: Cell, lang: Lang) -> Any:
    if isinstance(cell, Thing):
        return {"iri": cell.iri, "label": cell.label, "kind": cell.kind}
    if isinstance(cell, Message | Term):
        return cell.text(lang)
    if isinstance(cell, tuple):
        return [_plain(each, lang) for each in cell]
    return round(cell, 6) if isinstance(cell, float) else cell


def table_csv(table: Table, lang: Lang = "de") -> str:
    """Return a table as CSV, all of it at once; see :func:`csv_parts`."""
    return "".join(csv_parts(table, lang))


def csv_parts(table: Table, lang: Lang = "de") -> Iterator[str]:
    """Yield a table as CSV (RFC 4180), for each column of things a second one with their IRIs.

    What a spreadsheet would take for a formula gets an apostrophe in front. Some rows come at a time, for
    there may be very many.
    """
    things = (Form.THING, Form.THINGS)
    heading: list[str] = []
    for column in table.columns:
        heading += [
            column.heading(lang),
            *([f"{column.heading(lang)} (IRI)"] if column.form in things else ()),
        ]
    yield _lines([heading])
    for start in range(0, len(table.rows), _ROWS_AT_A_TIME):
        rows = table.rows[start : start + _ROWS_AT_A_TIME]
        yield _lines(
            [
                part
                for column, cell in zip(table.columns, row, strict=True)
                for part in _written(cell, lang, with_iri=column.form in things)
            ]
            for row in rows
        )


def _lines(rows: Iterable[Sequence[str | int | float]]) -> str:
    out = io.StringIO()
    csv.writer(out).writerows(rows)
    return out.getvalue()


def _written(cell: Cell, lang: Lang, *, with_iri: bool) -> list[str | int | float]:
    if isinstance(cell, int | float):
        return [cell]
    parts: tuple[Cell, ...] = cell if isinstance(cell, tuple) else () if cell is None else (cell,)
    names = [each.text(lang) if isinstance(each, Thing | Message | Term) else str(each) for each in parts]
    iris = [each.iri for each in parts if isinstance(each, Thing)]
    return [_harmless("; ".join(names)), *(["; ".join(iris)] if with_iri else ())]


def _harmless(text: str) -> str:
    return f"'{text}" if text.startswith(("=", "+", "-", "@", "\t", "\r")) else text
