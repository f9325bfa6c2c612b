"""Commands that answer planners' questions: ``querbezug analyse …``."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer
from rich.table import Table

from querbezug.api.cli.console import JsonOption, StoreOption, out, print_json, say
from querbezug.graph.store import ReadStore

if TYPE_CHECKING:
    import networkx as nx

    from querbezug.graph.analysis import Reason

app = typer.Typer(no_args_is_help=True)

_MOST_REASONS = 3


@app.callback()
def analyse() -> None:
    """Keep ``cities`` a subcommand although it is the only one yet."""


@app.command(name="cities", help=say("cli.help-cities"))
def cities(
    store: StoreOption,
    as_json: JsonOption = False,
    output: Annotated[Path | None, typer.Option("--output", "-o", help=say("cli.opt-network"))] = None,
    most: Annotated[int, typer.Option("--most", min=1, help=say("cli.opt-most"))] = 25,
) -> None:
    """Show what ties the cities."""
    # The other commands do not compute and start sooner without the numeric libraries.
    from querbezug.graph.analysis import Projection, city_network
    from querbezug.graph.export.network import network_data, write_network

    network = city_network(Projection.of(ReadStore(store).snapshot()))
    if output is not None:
        write_network(network, output)
    if as_json:
        print_json(network_data(network))
        return
    print_ties(network, most)
    if output is not None:
        out.print(say("cli.network-written", path=output))


def print_ties(network: nx.Graph[str], most: int) -> None:
    """Print the strongest ties with their reasons as a table."""
    from querbezug.graph.export.network import ties_by_weight

    table = Table(box=None, padding=(0, 2, 0, 0), header_style="bold")
    for column in ("tie", "weight", "reasons"):
        table.add_column(say(f"cli.col-{column}"), justify="right" if column == "weight" else "left")
    for left, right, data in ties_by_weight(network)[:most]:
        names = f"{network.nodes[left]['label']} – {network.nodes[right]['label']}"
        table.add_row(names, f"{data['weight']:.1f}", _reasons_text(data["reasons"]))
    out.print(table)
    total = network.number_of_edges()
    groups = len(network.graph["groups"])
    out.print(say("cli.ties", shown=min(most, total), total=total, cities=len(network), groups=groups))


def _reasons_text(reasons: list[Reason]) -> str:
    told = "; ".join(f"{say(f'cli.layer-{r.layer}')}: {r.label}" for r in reasons[:_MOST_REASONS])
    rest = len(reasons) - _MOST_REASONS
    return f"{told} {say('cli.and-more', count=rest)}" if rest > 0 else told
