"""What the backend can do, told to networkx when it is imported: so nothing heavy is imported here."""

from __future__ import annotations

from collections.abc import Mapping

NAME = "querbezug_igraph"
"""What callers give for ``backend=``."""

SMALLEST = 500
"""Below so many nodes converting a graph costs more than it saves, where networkx may choose."""

FUNCTIONS: Mapping[str, str] = {
    "articulation_points": "The order of the nodes may differ.",
    "betweenness_centrality": "Weights must be positive; endpoints=True is left to networkx.",
    "betweenness_centrality_subset": "Weights must be positive.",
    "bridges": "Without root; the order of the edges may differ.",
    "connected_components": "The largest first where networkx goes by the order of nodes.",
    "edge_betweenness_centrality": "Weights must be positive; k is left to networkx.",
    "leiden_communities": "Iterates until nothing changes; networkx itself has no implementation.",
    "louvain_communities": "threshold is not used.",
    "number_connected_components": "",
}
"""The functions of networkx that there are, and how they differ."""


def backend_info() -> dict[str, object]:
    """Return what networkx wants to know about the backend."""
    return {
        "backend_name": NAME,
        "project": "querbezug",
        "package": "querbezug.graph.backends",
        "short_summary": "Undirected simple graphs in igraph's C library.",
        "functions": {name: {"additional_docs": told} for name, told in FUNCTIONS.items()},
    }
