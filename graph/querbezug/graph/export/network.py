"""Networks for other programs: plain data, GraphML and GEXF."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence, Set
from pathlib import Path
from typing import Any, BinaryIO, cast

import networkx as nx
import numpy as np

from querbezug.graph.analysis.model import Reason
from querbezug.graph.errors import QuerbezugError
from querbezug.graph.export.files import replace_file
from querbezug.graph.export.gephi import gephi_looks

_WRITERS: dict[str, Callable[[nx.Graph[str], BinaryIO], None]] = {
    ".graphml": nx.write_graphml,
    ".gexf": nx.write_gexf,
}


def write_network(network: nx.Graph[str], path: Path) -> None:
    """Write a network to ``path``, in the format its ending names.

    Lists become text, what is unknown is left out, and where many things were worked out on demand
    (reasons) they are now. GEXF, which Gephi opens, also gets colours, sizes and positions.

    Parameters
    ----------
    network : networkx.Graph
        Nodes with ``label``, edges with ``weight`` and ``reasons``, as analyses make them.
    path : Path
        Ending in ``.graphml`` or ``.gexf``.

    Raises
    ------
    QuerbezugError
        If the ending names another format, or the file cannot be written.
    """
    ending = path.suffix.lower()
    writer = _WRITERS.get(ending)
    if writer is None:
        raise QuerbezugError("export.unknown-network-format", path=path)
    plain = _plain(network)
    if ending == ".gexf":
        for node, looks in gephi_looks(network).items():
            plain.nodes[node]["viz"] = looks
    replace_file(path, lambda file: writer(plain, file))


def _plain(network: nx.Graph[str]) -> nx.Graph[str]:
    """Return a copy whose attributes are text and numbers only."""
    groups = network.graph.get("groups", [])
    plain = cast("nx.Graph[str]", nx.DiGraph() if network.is_directed() else nx.Graph())
    for node, data in network.nodes(data=True):
        attributes = dict(data)
        if groups and "group" in data:
            attributes["group_label"] = groups[data["group"]].label
        plain.add_node(node, **_written(attributes))
    for left, right, data in network.edges(data=True):
        plain.add_edge(left, right, **_written(data))
    return plain


def _written(attributes: Mapping[str, object]) -> dict[str, object]:
    """Return attributes as both formats can hold them."""
    return {name: _value(value) for name, value in attributes.items() if value is not None}


def _value(value: object) -> object:
    if isinstance(value, np.generic):
        return _value(value.item())
    if isinstance(value, bool | int | float):
        return value
    if isinstance(value, Reason):
        return f"{value.layer}: {value.label}"
    if isinstance(value, Sequence | Set) and not isinstance(value, str):
        parts = value if isinstance(value, Sequence) else sorted(map(str, value))
        return "; ".join(str(_value(part)) for part in parts)
    return "".join(char for char in str(value) if char.isprintable() or char == "\n")


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
