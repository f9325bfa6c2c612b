"""The command that asks the graph in SPARQL: ``querbezug query``."""

from __future__ import annotations

import json
import sys
from enum import StrEnum
from pathlib import Path
from typing import Annotated, Any

import typer
from rich.table import Table

from querbezug.api.cli.console import StoreOption, out, say
from querbezug.graph.errors import QuerbezugError
from querbezug.graph.sparql import SparqlRequest, check_query
from querbezug.graph.sparql.worker import Worker
from querbezug.graph.store import ReadStore


class TableFormat(StrEnum):
    """How the rows of a query are printed."""

    TABLE = "table"
    JSON = "json"
    CSV = "csv"


def query(
    text: Annotated[str, typer.Argument(help=say("cli.arg-query"), metavar=say("cli.meta-query"))],
    store: StoreOption,
    format_name: Annotated[
        TableFormat, typer.Option("--format", help=say("cli.opt-format"))
    ] = TableFormat.TABLE,
    timeout: Annotated[float, typer.Option("--timeout", min=0.1, help=say("cli.opt-timeout"))] = 120.0,
) -> None:
    """Ask the store in SPARQL."""
    sparql = _query_text(text)
    check_query(sparql)
    ReadStore(store).snapshot()
    rows = "csv" if format_name is TableFormat.CSV else "json"
    worker = Worker.start(store)
    try:
        answer = worker.ask(SparqlRequest(sparql, rows_format=rows), timeout)
    finally:
        worker.end()
    if answer.format_name == "json" and format_name is TableFormat.TABLE:
        _print_table(json.loads(answer.body))
    else:
        sys.stdout.buffer.write(answer.body.rstrip(b"\n") + b"\n")
        sys.stdout.buffer.flush()


def _query_text(text: str) -> str:
    """Return the query: as given, from ``@file``, or from stdin for ``-``."""
    if text == "-":
        return sys.stdin.read()
    if not text.startswith("@"):
        return text
    path = Path(text[1:])
    try:
        return path.read_text(encoding="utf-8")
    except UnicodeDecodeError as error:
        raise QuerbezugError("sparql.not-utf8") from error
    except FileNotFoundError as error:
        raise QuerbezugError("cli.query-file-missing", path=path) from error
    except OSError as error:
        raise QuerbezugError("graph.file-unreadable", path=path, reason=error.strerror) from error


def _print_table(results: dict[str, Any]) -> None:
    if "boolean" in results:
        out.print(say("cli.yes") if results["boolean"] else say("cli.no"))
        return
    names: list[str] = results["head"]["vars"]
    rows: list[dict[str, dict[str, str]]] = results["results"]["bindings"]
    table = Table(box=None, padding=(0, 2, 0, 0), header_style="bold")
    for name in names:
        table.add_column(name, overflow="fold")
    for row in rows:
        table.add_row(*(row.get(name, {}).get("value", "") for name in names))
    out.print(table)
    out.print(say("cli.rows", count=len(rows)))
