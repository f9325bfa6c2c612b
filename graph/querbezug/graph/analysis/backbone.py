"""Which ties carry the network: enough for a picture that reads well."""

from __future__ import annotations

import networkx as nx

MOST_EDGES = 90
STRONGEST_EACH = 2


def backbone_edges(network: nx.Graph[str]) -> set[frozenset[str]]:
    """Return the carrying edges: a maximum spanning forest and each city's strongest ties.

    The forest keeps everything connected that is; the strongest ties keep what matters to each
    city. The weakest of the latter are left out first where there are too many for a picture.

    Parameters
    ----------
    network : networkx.Graph
        Edges with ``weight``.
    """
    forest = nx.maximum_spanning_edges(network, weight="weight", data=False)
    kept = {frozenset(edge) for edge in forest}
    strongest: dict[frozenset[str], float] = {}
    for city in network:
        ties = sorted((-float(tie["weight"]), other) for other, tie in network[city].items())
        strongest |= {frozenset((city, other)): -weight for weight, other in ties[:STRONGEST_EACH]}
    for edge, _ in sorted(strongest.items(), key=lambda item: (-item[1], sorted(item[0]))):
        if len(kept) >= MOST_EDGES:
            break
        kept.add(edge)
    return kept
