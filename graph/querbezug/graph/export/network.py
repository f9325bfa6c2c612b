"""Networks for other programs: plain data, GraphML and GEXF."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any, BinaryIO

import networkx as nx

from querbezug.graph.analysis.model import Reason
from querbezug.graph.errors import QuerbezugError
from querbezug.graph.export.files import replace_file

_WRITERS: dict[str, Callable[[nx.Graph[str], BinaryIO], None]] = {
    ".graphml": nx.write_graphml,
    ".gexf": nx.write_gexf,
}


def write_network(network: nx.Graph[str], path: Path) -> None:
    """Write a network of cities to ``path``, in the format its ending names.

    Parameters
    ----------
    network : networkx.Graph
        As :func:`querbezug.graph.analysis.city_network` makes it.
    path : Path
        Ending in ``.graphml`` or ``.gexf``.

    Raises
    ------
    QuerbezugError
        If the ending names another format, or the file cannot be written.
    """
    writer = _WRITERS.get(path.suffix.lower())
    if writer is None:
        raise QuerbezugError("export.unknown-network-format", path=path)
    plain = _plain(network)
    replace_file(path, lambda file: writer(plain, file))


def _plain(network: nx.Graph[str]) -> nx.Graph[str]:
    """Return a copy whose attributes are text and numbers only."""
    groups = network.graph.get("groups", [])
    plain: nx.Graph[str] = nx.Graph()
    for city, data in network.nodes(data=True):
        attributes = {**data, "cooperations": "; ".join(data["cooperations"])}
        if groups:
            attributes["group_label"] = groups[data["group"]].label
        plain.add_node(city, **_known(attributes))
    for left, right, data in network.edges(data=True):
        told = "; ".join(f"{reason.layer}: {reason.label}" for reason in data["reasons"])
        plain.add_edge(left, right, weight=float(data["weight"]), backbone=data["backbone"], reasons=told)
    return plain


def _known(attributes: Mapping[str, object]) -> dict[str, object]:
    return {name: value for name, value in attributes.items() if value is not None}


def network_data(network: nx.Graph[str]) -> dict[str, Any]:
    """Return the network as plain data: cities, groups, ties with reasons."""
    return {
        "cities": [{"iri": iri, **network.nodes[iri]} for iri in sorted(network)],
        "groups": [
            {"number": g.number, "label": g.label, "members": list(g.members)}
            for g in network.graph["groups"]
        ],
        "ties": [
            {
                "source": left,
                "target": right,
                "weight": round(data["weight"], 4),
                "backbone": data["backbone"],
                "reasons": [_reason_data(reason) for reason in data["reasons"]],
            }
            for left, right, data in ties_by_weight(network)
        ],
    }


def _reason_data(reason: Reason) -> dict[str, Any]:
    return {
        "layer": reason.layer.value,
        "iri": reason.iri,
        "label": reason.label,
        "weight": round(reason.weight, 4),
        "inferred": reason.inferred,
        "detail": reason.detail,
    }


def ties_by_weight(network: nx.Graph[str]) -> list[tuple[str, str, dict[str, Any]]]:
    """Return the ties with their data, the heaviest first."""
    return sorted(network.edges(data=True), key=lambda tie: (-tie[2]["weight"], tie[0], tie[1]))
