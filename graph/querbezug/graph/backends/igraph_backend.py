"""Functions of networkx carried out by igraph [1]_: the object behind the entry point.

The names are those that networkx dispatches; what each does is told in networkx's documentation,
the differences in :data:`querbezug.graph.backends.info.FUNCTIONS`.

References
----------
.. [1] G. Csárdi, T. Nepusz, "The igraph software package for complex network research",
   InterJournal Complex Systems 1695, 2006.
"""

from __future__ import annotations

import inspect
import math
import random
import threading
from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping, Sequence
from typing import Any, TypeVar

import igraph
import networkx as nx

from querbezug.graph.backends.converting import IgraphGraph, as_networkx
from querbezug.graph.backends.info import FUNCTIONS, SMALLEST

Found = TypeVar("Found")
Node = Hashable

_MOST_ITERATIONS = 50
"""Leiden's method takes about three, seldom more than ten."""

_randomness = threading.Lock()
"""igraph has one source of random numbers for all threads."""


def convert_from_nx(
    graph: nx.Graph[Any], *, edge_attrs: Mapping[str, object] | None = None, **_: object
) -> IgraphGraph:
    """Return a graph of networkx as the functions here want it."""
    return IgraphGraph.of(graph, next(iter(edge_attrs or {}), None))


def convert_to_nx(found: object, **_: object) -> object:
    """Return what networkx understands: a graph, or the result as it is."""
    return as_networkx(found) if isinstance(found, IgraphGraph) else found


_REFUSED: Mapping[str, Callable[[Mapping[str, Any]], bool]] = {
    "betweenness_centrality": lambda told: bool(told.get("endpoints")),
    "edge_betweenness_centrality": lambda told: told.get("k") is not None,
    "bridges": lambda told: told.get("root") is not None,
    "louvain_communities": lambda told: told.get("max_level") is not None,
    "leiden_communities": lambda told: told.get("max_level") is not None,
}


def can_run(name: str, args: tuple[Any, ...], kwargs: Mapping[str, Any]) -> bool | str:
    """Return whether a call can be carried out, or why not."""
    if name not in FUNCTIONS:
        return "not implemented"
    told = inspect.signature(globals()[name]).bind(*args, **kwargs).arguments
    graph = told["G"]
    if graph.is_directed() or graph.is_multigraph():
        return "only undirected simple graphs"
    refused = _REFUSED.get(name)
    if (refused is not None and refused(told)) or callable(told.get("weight")):
        return "not with these arguments"
    return True


def should_run(name: str, args: tuple[Any, ...], kwargs: Mapping[str, Any]) -> bool | str:  # noqa: ARG001
    """Return whether a call gains by it, or why not."""
    graph = args[0] if args else kwargs["G"]
    return len(graph) >= SMALLEST or f"fewer than {SMALLEST} nodes"


def articulation_points(G: IgraphGraph) -> Iterator[Node]:  # noqa: N803
    """Yield the nodes whose loss parts a component."""
    return G.named(G.igraph.articulation_points())


def bridges(G: IgraphGraph, root: None = None) -> Iterator[tuple[Node, Node]]:  # noqa: N803, ARG001
    """Yield the edges whose loss parts a component."""
    for number in G.igraph.bridges():
        left, right = G.igraph.es[number].tuple
        yield G.nodes[left], G.nodes[right]


def connected_components(G: IgraphGraph) -> Iterator[set[Node]]:  # noqa: N803
    """Yield the components, the largest first."""
    for component in sorted(G.igraph.connected_components(), key=lambda part: (-len(part), part[0])):
        yield set(G.named(component))


def number_connected_components(G: IgraphGraph) -> int:  # noqa: N803
    """Return how many components there are."""
    return len(G.igraph.connected_components())


def betweenness_centrality(
    G: IgraphGraph,  # noqa: N803
    k: int | None = None,
    normalized: bool = True,
    weight: str | None = None,
    endpoints: bool = False,  # noqa: ARG001
    seed: Any = None,
) -> dict[Node, float]:
    """Return the betweenness of the nodes, from ``k`` sampled sources where that is given."""
    n = len(G)
    weights = G.weights(weight)
    if k is None or k == n:
        values = G.igraph.betweenness(directed=False, weights=weights)
        scale = 2 / ((n - 1) * (n - 2)) if normalized and n > 2 else 1.0
        return {node: value * scale for node, value in zip(G.nodes, values, strict=True)}
    sources = [G.numbers[node] for node in (seed or random).sample(G.nodes, k)]
    values = G.igraph.betweenness(directed=False, weights=weights, sources=sources)
    return _sampled(G, values, set(sources), normalized=normalized)


def _sampled(
    graph: IgraphGraph, values: list[float], sources: set[int], *, normalized: bool
) -> dict[Node, float]:
    """Scale sums over sampled sources as networkx does: a source is never between itself and others."""
    n, k = len(graph), len(sources)
    if n < 3:
        return dict(zip(graph.nodes, values, strict=True))
    whole = 1 / (n - 2) if normalized else (n - 1) / 2
    inside = whole / (k - 1) if k > 1 else math.nan
    # igraph counts a path from a source once in each direction, so half of what networkx sums up.
    return {
        node: 2 * value * (inside if number in sources else whole / k)
        for number, (node, value) in enumerate(zip(graph.nodes, values, strict=True))
    }


def betweenness_centrality_subset(
    G: IgraphGraph,  # noqa: N803
    sources: Iterable[Node],
    targets: Iterable[Node],
    normalized: bool = False,
    weight: str | None = None,
) -> dict[Node, float]:
    """Return the betweenness of the nodes for the ways from ``sources`` to ``targets``."""
    n = len(G)
    values = G.igraph.betweenness(
        directed=False,
        weights=G.weights(weight),
        sources=[G.numbers[node] for node in sources],
        targets=[G.numbers[node] for node in targets],
    )
    scale = 2 / ((n - 1) * (n - 2)) if normalized and n > 2 else 1.0
    return {node: value * scale for node, value in zip(G.nodes, values, strict=True)}


def edge_betweenness_centrality(
    G: IgraphGraph,  # noqa: N803
    k: None = None,  # noqa: ARG001
    normalized: bool = True,
    weight: str | None = None,
    seed: object = None,  # noqa: ARG001
) -> dict[tuple[Node, Node], float]:
    """Return the betweenness of the edges."""
    n = len(G)
    values = G.igraph.edge_betweenness(directed=False, weights=G.weights(weight))
    scale = 2 / (n * (n - 1)) if normalized and n > 1 else 1.0
    ends = ((G.nodes[left], G.nodes[right]) for left, right in G.igraph.get_edgelist())
    return {edge: value * scale for edge, value in zip(ends, values, strict=True)}


def leiden_communities(
    G: IgraphGraph,  # noqa: N803
    weight: str | None = "weight",
    resolution: float = 1,
    max_level: None = None,  # noqa: ARG001
    seed: Any = None,
) -> list[set[Node]]:
    """Return communities of good modularity by Leiden's method, iterated until nothing changes.

    igraph's own loop until then has no end where nodes go back and forth between communities that
    are equally good for them.
    """
    weights = G.weights(weight)

    def once(membership: Sequence[int] | None) -> Any:
        return G.igraph.community_leiden(
            "modularity",
            weights=weights,
            resolution=resolution,
            initial_membership=membership,
            n_iterations=1,
        )

    def iterated() -> Any:
        found = once(None)
        for _ in range(_MOST_ITERATIONS):
            before, found = found, once(found.membership)
            if found.membership == before.membership:
                break
        return found

    return [set(G.named(members)) for members in _seeded(seed, iterated)]


def louvain_communities(
    G: IgraphGraph,  # noqa: N803
    weight: str | None = "weight",
    resolution: float = 1,
    threshold: float = 1e-7,  # noqa: ARG001
    max_level: None = None,  # noqa: ARG001
    seed: Any = None,
) -> list[set[Node]]:
    """Return communities of good modularity by Louvain's method."""
    weights = G.weights(weight)
    found = _seeded(seed, lambda: G.igraph.community_multilevel(weights=weights, resolution=resolution))
    return [set(G.named(members)) for members in found]


def _seeded(seed: Any, compute: Callable[[], Found]) -> Found:
    """Return what is computed with random numbers of our own."""
    with _randomness:
        igraph.set_random_number_generator(seed if hasattr(seed, "random") else random.Random(seed))  # noqa: S311
        try:
            return compute()
        finally:
            igraph.set_random_number_generator(random)
