"""An answer on the terminal: its sentences, its tables, or a file."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from pathlib import Path

from rich.table import Table as Shown

from querbezug.api.cli.console import number, out, paragraph, print_json, say
from querbezug.api.settings import preferred_language
from querbezug.graph.analysis import project
from querbezug.graph.answers import Answer, Asks, Question, Workbench, ask
from querbezug.graph.answers.model import Cell, Column, Form, Number, Share, Table, Term, Thing
from querbezug.graph.errors import QuerbezugError
from querbezug.graph.export.answers import answer_data, table_csv
from querbezug.graph.export.files import replace_file
from querbezug.graph.export.network import write_network
from querbezug.graph.store import ReadStore
from querbezug.ontology.strings import Message

_RIGHT = (Form.NUMBER, Form.COUNT, Form.SHARE)
_NOT_SHOWN = (Form.SOURCES,)


def answer(
    question: Question,
    given: Mapping[str, str],
    *,
    store: Path,
    output: Path | None,
    most: int,
    as_json: bool,
) -> None:
    """Answer a question on the terminal, as JSON, or in a file.

    Parameters
    ----------
    given : mapping
        What was typed for the question's parameters.
    output : Path, optional
        A file ending in ``.json``, ``.csv``, ``.graphml`` or ``.gexf``.
    most : int
        Rows of each table to print.
    """
    workbench = Workbench(ReadStore(store).snapshot())
    found = ask(workbench, question.id, _with_states(workbench, question, given))
    if output is not None:
        _write(question, found, output)
    if as_json:
        print_json(answer_data(question, found, preferred_language()))
        return
    _show(question, found, most)
    if output is not None:
        out.print(say("cli.answer-written", path=output), soft_wrap=True)


def _with_states(workbench: Workbench, question: Question, given: Mapping[str, str]) -> Mapping[str, str]:
    """Let another store (a backup) stand for an earlier state: its state is kept beside this store."""
    told = dict(given)
    for parameter in question.parameters:
        path = Path(told.get(parameter.name) or "-")
        if parameter.asks is Asks.STATE and path.is_dir() and workbench.states:
            other = project(ReadStore(path).snapshot())
            workbench.states.keep(other)
            told[parameter.name] = other.version
    return told


def _write(question: Question, found: Answer, path: Path) -> None:
    lang = preferred_language()
    written: Mapping[str, Callable[[], str]] = {
        ".json": lambda: json.dumps(answer_data(question, found, lang), ensure_ascii=False, indent=2),
        ".csv": lambda: "\n".join(table_csv(table, lang) for table in found.tables),
    }
    ending = path.suffix.lower()
    if ending in written:
        content = written[ending]().encode()
        replace_file(path, lambda file: file.write(content))
    elif ending not in (".graphml", ".gexf"):
        raise QuerbezugError("questions.unknown-format", path=path)
    elif found.network is None:
        raise QuerbezugError("questions.no-network", id=question.id)
    else:
        write_network(found.network, path)


def _show(question: Question, found: Answer, most: int) -> None:
    lang = preferred_language()
    out.print(question.title(found.given, lang), style="bold", soft_wrap=True)
    for sentence in found.sentences:
        paragraph(sentence.text(lang))
    for table in found.tables:
        out.print()
        out.print(table.heading.text(lang), style="bold", soft_wrap=True)
        if table.rows:
            out.print(_shown(table, most))
        if table.note:
            paragraph(table.note.text(lang))
        if table.total > min(most, len(table.rows)):
            out.print(say("cli.rows-shown", shown=min(most, len(table.rows)), total=number(table.total)))
    for note in found.notes:
        out.print()
        paragraph(note.text(lang))


def _shown(table: Table, most: int) -> Shown:
    lang = preferred_language()
    kept = [n for n, column in enumerate(table.columns) if column.form not in _NOT_SHOWN]
    shown = Shown(box=None, padding=(0, 2, 0, 0), header_style="bold")
    for n in kept:
        column = table.columns[n]
        justify = "right" if column.form in _RIGHT else "left"
        shown.add_column(
            column.heading(lang), justify="right" if justify == "right" else "left", overflow="fold"
        )
    for row in table.rows[:most]:
        shown.add_row(*(_cell(table.columns[n], row[n]) for n in kept))
    return shown


def _cell(column: Column, cell: Cell) -> str:
    lang = preferred_language()
    if cell is None:
        return ""
    if column.form is Form.SHARE and isinstance(cell, int | float):
        return Share(cell).text(lang)
    if isinstance(cell, int | float):
        return Number(cell, 2 if column.form is Form.NUMBER else 0).text(lang)
    if isinstance(cell, tuple):
        return ", ".join(each.text(lang) if isinstance(each, Thing) else each for each in cell)
    return cell.text(lang) if isinstance(cell, Thing | Term | Message) else cell
