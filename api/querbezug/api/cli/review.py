"""``querbezug review``: look at links and decide, one key each, or one command each."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Annotated

import typer
from rich.table import Table

from querbezug.api.cli import review_runs, review_terms
from querbezug.api.cli.console import JsonOption, StoreOption, err, out, print_json, say
from querbezug.api.cli.review_keys import Session
from querbezug.api.settings import preferred_language
from querbezug.graph.errors import QuerbezugError
from querbezug.graph.export.files import replace_file
from querbezug.graph.links.claims import CONFIRMED, CORRECTED, REJECTED
from querbezug.graph.review import (
    ROLE,
    Filter,
    Outcome,
    Queue,
    Reading,
    Verdict,
    decide,
    gold_lines,
    undo,
)
from querbezug.graph.store import ReadStore

app = typer.Typer()
app.add_typer(review_runs.app)
app.add_typer(review_terms.app)

Name = Annotated[str, typer.Argument(help=say("review.arg-id"), metavar="ID")]
Why = Annotated[str, typer.Option("--why", help=say("review.opt-why"))]
Role = Annotated[str, typer.Option("--role", help=say("review.opt-role"))]
Kind = Annotated[str, typer.Option("--kind", help=say("review.opt-kind"))]
Method = Annotated[str, typer.Option("--method", help=say("review.opt-method"))]
Source = Annotated[str, typer.Option("--source", help=say("review.opt-source"))]


@app.callback(invoke_without_command=True)
def review(
    context: typer.Context,
    store: StoreOption,
    kind: Kind = "",
    method: Method = "",
    source: Source = "",
    role: Role = ROLE,
) -> None:
    """Ask one claim after the other where no subcommand says what to do."""
    if context.invoked_subcommand is not None:
        return
    if not (sys.stdin.isatty() and out.is_terminal):
        raise QuerbezugError("review.no-terminal")
    Session(store, Filter(kind, method, source), role).run()


@app.command(name="list", help=say("review.help-list"))
def list_open(
    store: StoreOption,
    kind: Kind = "",
    method: Method = "",
    source: Source = "",
    limit: Annotated[int, typer.Option("--limit", min=1, help=say("review.opt-limit"))] = 20,
    as_json: JsonOption = False,
) -> None:
    """List open assessments, those whose review is of most use first."""
    snapshot = ReadStore(store).snapshot()
    queue, reading = Queue(snapshot), Reading(snapshot.store, snapshot.layout)
    piece, counts = queue.page(Filter(kind, method, source), limit=limit), queue.counts()
    lang = preferred_language()
    rows = [
        {
            "id": each.id,
            "kind": each.kind,
            "body": each.claim.body,
            "label": reading.label(each.claim.body, lang),
            "quote": each.quote,
            "method": each.method,
            "confidence": each.confidence,
        }
        for each in piece.items
    ]
    if as_json:
        print_json({"open": counts.open, "decided": counts.decided, "total": piece.total, "items": rows})
        return
    table = Table(box=None, padding=(0, 2, 0, 0), header_style="bold")
    for column in ("ID", *(say(f"review.col-{name}") for name in ("kind", "quote", "label", "confidence"))):
        table.add_column(column, overflow="fold")
    for row in rows:
        kind_name = say(f"review.kind-{row['kind']}")
        table.add_row(
            str(row["id"]), kind_name, str(row["quote"]), str(row["label"]), f"{row['confidence']:.2f}"
        )
    out.print(table)
    out.print(say("review.counted", shown=len(rows), open=counts.open, decided=counts.decided))


@app.command(name="accept", help=say("review.help-accept"))
def accept(name: Name, store: StoreOption, why: Why = "", role: Role = ROLE) -> None:
    """Confirm a link."""
    _tell(decide(store, Verdict(name, CONFIRMED, role=role, note=why)))


@app.command(name="reject", help=say("review.help-reject"))
def reject(name: Name, store: StoreOption, why: Why = "", role: Role = ROLE) -> None:
    """Reject a link."""
    _tell(decide(store, Verdict(name, REJECTED, role=role, note=why)))


@app.command(name="correct", help=say("review.help-correct"))
def correct(
    name: Name,
    store: StoreOption,
    to: Annotated[str, typer.Option("--to", help=say("review.opt-to"), metavar="IRI")],
    why: Why = "",
    role: Role = ROLE,
) -> None:
    """Say what is meant instead."""
    _tell(decide(store, Verdict(name, CORRECTED, to, role, why)))


@app.command(name="undo", help=say("review.help-undo"))
def take_back(name: Name, store: StoreOption) -> None:
    """Take a decision back."""
    outcome = undo(store, name)
    out.print(say("review.undone", id=outcome.iri.rsplit("/", 1)[-1]), soft_wrap=True)


@app.command(name="export", help=say("review.help-export"))
def export(
    file: Annotated[Path, typer.Argument(help=say("review.arg-file"), metavar=say("cli.meta-file"))],
    store: StoreOption,
) -> None:
    """Write the decisions as a gold file."""
    lines = [line.encode() for line in gold_lines(ReadStore(store).snapshot())]
    if str(file) == "-":
        sys.stdout.buffer.writelines(lines)
        sys.stdout.buffer.flush()
        return
    replace_file(file, lambda target: target.writelines(lines))
    err.print(say("review.exported", count=len(lines), path=file), soft_wrap=True)


def _tell(outcome: Outcome) -> None:
    """Say what was decided, and that it can be taken back."""
    done = "review.took" if outcome.before != outcome.after else "review.took-before"
    status = say(f"review.status-{outcome.decision.status}")
    out.print(say(done, status=status, id=outcome.iri.rsplit("/", 1)[-1]), soft_wrap=True)
