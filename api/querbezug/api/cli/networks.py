"""The network of the cities on the command line."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import networkx as nx
from rich.table import Table

from querbezug.api.cli.console import out, print_json, say
from querbezug.graph.analysis import CityTies, Reason, city_network, project
from querbezug.graph.export.network import network_data, ties_by_weight, write_network
from querbezug.graph.export.ties import RDF_ENDINGS, write_ties
from querbezug.graph.store import ReadStore

_MOST_REASONS = 3


def show_network(store: Path, output: Path | None, most: int, *, as_json: bool) -> None:
    """Print the strongest ties of the cities, or write the network to a file."""
    snapshot = ReadStore(store).snapshot()
    ties = CityTies(project(snapshot))
    network = city_network(ties.projection, ties=ties)
    if output is not None and output.suffix.lower() in RDF_ENDINGS:
        write_ties(ties, snapshot.layout.minter, output)
    elif output is not None:
        write_network(network, output)
    if as_json:
        print_json(network_data(network))
        return
    print_ties(network, most)
    if output is not None:
        out.print(say("cli.network-written", path=output))


def print_ties(network: nx.Graph[str], most: int) -> None:
    """Print the strongest ties with their reasons as a table."""
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


def _reasons_text(reasons: Sequence[Reason]) -> str:
    told = "; ".join(f"{say(f'cli.layer-{r.layer}')}: {r.label}" for r in reasons[:_MOST_REASONS])
    rest = len(reasons) - _MOST_REASONS
    return f"{told} {say('cli.and-more', count=rest)}" if rest > 0 else told
