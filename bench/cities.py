"""The network of cities: our arrays against networkx's bipartite projection."""

from __future__ import annotations

import networkx as nx

from bench.generated import projection_of
from bench.measuring import Measurement, compare
from querbezug.graph.analysis import Projection, city_network

CITIES = 400
MEASURES = 4_000

Edges = frozenset[frozenset[str]]


def networks() -> Measurement:
    """Measure from links to the network of cities; ours holds reasons, groups and bridges as well."""
    projection = projection_of(CITIES, MEASURES)
    return compare(
        "network of cities",
        f"{CITIES:,} cities, {MEASURES:,} measures",
        "networkx, weighted_projected_graph (edges and weights only)",
        lambda: _by_us(projection),
        lambda: _by_networkx(projection),
    )


def _by_us(projection: Projection) -> Edges:
    return frozenset(frozenset(edge) for edge in city_network(projection).edges)


def _by_networkx(projection: Projection) -> Edges:
    iris = projection.iris
    bipartite: nx.Graph[str] = nx.Graph()
    bipartite.add_nodes_from(iris)
    bipartite.add_edges_from(
        (iris[source], iris[target])
        for source, target in zip(projection.source.tolist(), projection.target.tolist(), strict=True)
    )
    cities = [iris[number] for number in projection.of_kind("municipality")]
    projected: nx.Graph[str] = nx.bipartite.weighted_projected_graph(bipartite, cities)
    return frozenset(frozenset(edge) for edge in projected.edges)
