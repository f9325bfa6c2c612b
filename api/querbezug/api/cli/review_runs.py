"""``querbezug review runs``: what each run of linking found, compared with the run before."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict
from typing import Annotated, Any

import typer
from rich.table import Table

from querbezug.api.cli.console import JsonOption, StoreOption, number, out, paragraph, print_json, say
from querbezug.api.settings import preferred_language
from querbezug.graph.links.runs import Run, Tally, runs_of
from querbezug.graph.store import ReadStore
from querbezug.ontology.resources import labels
from querbezug.ontology.terms import METHOD

app = typer.Typer()

_RULES_SHOWN = 8


@app.command(name="runs", help=say("runs.help-runs"))
def list_runs(
    store: StoreOption,
    limit: Annotated[int, typer.Option("--limit", min=1, help=say("review.opt-limit"))] = 10,
    as_json: JsonOption = False,
) -> None:
    """List the runs of linking, the last one first."""
    runs = runs_of(ReadStore(store).snapshot().store)[:limit]
    if as_json:
        print_json([run_data(run) for run in runs])
        return
    if not runs:
        paragraph(say("runs.none"))
    for run in runs:
        paragraph(_head(run))
        out.print(run_table(run.methods))


def run_data(run: Run) -> dict[str, Any]:
    """Return a run as plain data."""
    return {**asdict(run), "links": run.links}


def run_table(methods: Mapping[str, Tally]) -> Table:
    """Return what each method found as a table; what neither came nor went is a dash."""
    table = Table(box=None, padding=(0, 2, 0, 0), header_style="bold", pad_edge=False)
    table.add_column(say("runs.col-method"))
    for name in ("found", "new", "gone"):
        table.add_column(say(f"runs.col-{name}"), justify="right", no_wrap=True)
    for code, tally in methods.items():
        counts = (number(count) if count else "–" for count in (tally.found, tally.new, tally.gone))
        table.add_row(method_name(code), *counts)
    return table


def method_name(code: str) -> str:
    """Return what a method is called in the interface."""
    return labels().label(str(METHOD[code]), preferred_language()) or code


def _head(run: Run) -> str:
    return say(
        "runs.head",
        number=run.number,
        at=run.at,
        version=run.version,
        rules=run.parameters.get("rules", "")[:_RULES_SHOWN],
        seconds=f"{run.seconds:.1f}",
        searched=number(run.searched),
        over=say(f"runs.over-{run.parameters.get('over', 'all')}"),
    )
