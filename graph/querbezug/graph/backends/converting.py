"""Graphs of networkx as igraph has them, and back."""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Iterator, Sequence
from functools import cached_property
from typing import Any, cast

import igraph
import networkx as nx
import numpy as np
from numpy.typing import ArrayLike

from querbezug.graph.backends.info import NAME


class IgraphGraph:
    """An undirected simple graph in igraph, whose nodes keep their names and order.

    Functions of networkx that the backend has take it as it is, so that several of them share one
    conversion.

    Parameters
    ----------
    nodes : sequence of hashable, length n
        The nodes; their positions are igraph's vertices.
    edges : array_like of int, shape (m, 2)
        Positions of the ends.
    weights : array_like of float, shape (m,), optional
        Of the edges; all 1 unless told.
    weight : str, optional
        What the weights are called; for other names all edges weigh 1.
    """

    __networkx_backend__ = NAME

    def __init__(
        self,
        nodes: Sequence[Hashable],
        edges: ArrayLike,
        weights: ArrayLike | None = None,
        weight: str | None = "weight",
    ) -> None:
        self.nodes = list(nodes)
        ends = np.asarray(edges, dtype=np.int64).reshape(-1, 2)
        self.igraph = igraph.Graph(n=len(self.nodes), edges=ends.tolist())
        self._weights = None if weights is None else np.asarray(weights, dtype=np.float64).tolist()
        self._weight = weight

    @classmethod
    def of(cls, graph: nx.Graph[Any], weight: str | None = "weight") -> IgraphGraph:
        """Return a graph of networkx; edges without ``weight`` weigh 1.

        Raises
        ------
        NotImplementedError
            If it is directed or a multigraph.
        """
        if graph.is_directed() or graph.is_multigraph():
            raise NotImplementedError("only undirected simple graphs")
        numbers = {node: number for number, node in enumerate(graph)}
        ends = [(numbers[left], numbers[right]) for left, right in graph.edges]
        weights = None
        if weight is not None:
            weights = [float(value) for _, _, value in graph.edges(data=weight, default=1)]
        return cls(list(numbers), ends, weights, weight)

    def weights(self, name: str | None) -> list[float] | None:
        """Return the weights of the edges, None where all weigh 1."""
        return self._weights if name is not None and name == self._weight else None

    def named(self, vertices: Iterable[int]) -> Iterator[Hashable]:
        """Yield the names of vertices."""
        return (self.nodes[vertex] for vertex in vertices)

    @cached_property
    def numbers(self) -> dict[Hashable, int]:
        """The vertex of each node."""
        return {node: number for number, node in enumerate(self.nodes)}

    def is_directed(self) -> bool:
        """Return False: directed graphs are not converted."""
        return False

    def is_multigraph(self) -> bool:
        """Return False: multigraphs are not converted."""
        return False

    def __len__(self) -> int:
        return len(self.nodes)

    def __iter__(self) -> Iterator[Hashable]:
        return iter(self.nodes)


def as_networkx(graph: IgraphGraph) -> nx.Graph[Any]:
    """Return the graph as networkx has it."""
    found: nx.Graph[Any] = nx.Graph()
    found.add_nodes_from(graph.nodes)
    ends = [(graph.nodes[left], graph.nodes[right]) for left, right in graph.igraph.get_edgelist()]
    weights = graph.weights(graph._weight)
    if weights is None:
        found.add_edges_from(ends)
    else:
        weighted = ((left, right, value) for (left, right), value in zip(ends, weights, strict=True))
        found.add_weighted_edges_from(weighted, weight=graph._weight or "weight")
    return found


def dispatched(graph: IgraphGraph) -> nx.Graph[Any]:
    """Return the same object for functions of networkx, whose annotations know only its own graphs."""
    return cast("nx.Graph[Any]", graph)
