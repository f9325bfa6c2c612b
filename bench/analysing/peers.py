"""The same questions answered by plain networkx and plain Python, and whether both agree."""

from __future__ import annotations

import json
import sys
import time
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any, TypeVar

import networkx as nx
import numpy as np

from querbezug.graph.analysis import CityTies, Projection, city_network, project
from querbezug.graph.analysis.areas import Areas
from querbezug.graph.analysis.betweenness import betweenness
from querbezug.graph.analysis.contested import voices
from querbezug.graph.analysis.gaps import plan_coverage
from querbezug.graph.analysis.model import Layer
from querbezug.graph.analysis.serving import Serving
from querbezug.graph.backends.converting import IgraphGraph
from querbezug.graph.store import ReadStore
from querbezug.ontology.terms import QUER

Result = TypeVar("Result")

MOST_TO_MEASURE = 2_000
"""With more cities plain betweenness and communities take minutes and are left out."""

ENOUGH = 0.9
"""Where an estimate states its error at 95 %, at least this share of the nodes must keep it."""

NO_WORSE = 0.98
"""Our communities must reach this share of the modularity of the peer's."""


class Peers:
    """Compares answers on one store.

    Parameters
    ----------
    projection : Projection
        The store as arrays; reading it is not part of what is compared.
    """

    def __init__(self, projection: Projection) -> None:
        self.projection = projection

    def compared(self) -> Iterator[dict[str, Any]]:
        """Yield what each question took on both sides, and how they agree."""
        yield self._ties()
        yield self._gaps()
        yield self._voices()
        network = city_network(self.projection)
        if len(network) <= MOST_TO_MEASURE:
            yield self._betweenness(network)
            yield self._groups(network)

    def _ties(self) -> dict[str, Any]:
        def ours() -> int:
            return len(CityTies(self.projection, [Layer.MEASURE]).pairs()[0])

        def plain() -> int:
            having = Areas(self.projection).having.tocoo()
            measures = self.projection.is_kind("measure")[having.row]
            graph: nx.Graph[Any] = nx.Graph()
            towns = [("town", n) for n in having.col[measures].tolist()]
            graph.add_nodes_from(towns)
            graph.add_edges_from(zip(having.row[measures].tolist(), towns, strict=True))
            return int(nx.bipartite.weighted_projected_graph(graph, set(towns)).number_of_edges())

        return _both(
            "ties by joint measures", "networkx weighted_projected_graph", "pairs", ours, plain, _same
        )

    def _gaps(self) -> dict[str, Any]:
        projection = self.projection

        def ours() -> list[int]:
            found = plan_coverage(projection, Areas(projection), Serving(projection))
            return [int(goal) for goal in found.idle_goals]

        def plain() -> list[int]:
            kinds, below = projection.kinds, defaultdict(list)
            for thing, goal, _ in projection.pairs(QUER.contributesTo):
                below[goal].append(thing)
            return [goal for goal in projection.of_kind("goal") if not _reaches(goal, below, kinds)]

        return _both("goals without measures", "plain Python", "goals", ours, plain, _same)

    def _voices(self) -> dict[str, Any]:
        def ours() -> dict[int, tuple[int, int]]:
            pro, contra = voices(self.projection)
            heard = np.flatnonzero(pro + contra)
            return {int(n): (int(pro[n]), int(contra[n])) for n in heard}

        def plain() -> dict[int, tuple[int, int]]:
            pro, contra = (set(self.projection.pairs(p)) for p in (QUER.supports, QUER.opposes))
            sides = [{(a, b) for a, b, _ in each} for each in (pro, contra)]
            both = sides[0] & sides[1]
            counts = [Counter(b for a, b in side if (a, b) not in both) for side in sides]
            return {n: (counts[0][n], counts[1][n]) for n in counts[0].keys() | counts[1].keys()}

        return _both("for and against", "plain Python", "things", ours, plain, _same)

    def _betweenness(self, network: nx.Graph[str]) -> dict[str, Any]:
        graph: nx.Graph[str] = nx.Graph()
        graph.add_weighted_edges_from((a, b, 1 / tie["weight"]) for a, b, tie in network.edges(data=True))
        nodes = sorted(graph)
        number = {node: n for n, node in enumerate(nodes)}
        ends = np.array([(number[a], number[b]) for a, b in graph.edges], dtype=np.int64).reshape(-1, 2)
        weights = np.array([data["weight"] for *_, data in graph.edges(data=True)])
        errors: list[float] = []

        def ours() -> list[float]:
            found = betweenness(IgraphGraph(nodes, ends, weights), range(len(nodes)))
            errors.extend(found.errors.tolist())
            return [float(value) for value in found.values]

        def plain() -> list[float]:
            exact: Mapping[Any, float] = nx.betweenness_centrality(graph, weight="weight", backend="networkx")
            # networkx takes the share of the pairs without the node itself, we of all pairs.
            return [exact[node] * (len(nodes) - 2) / len(nodes) for node in nodes]

        def agree(one: list[float], other: list[float]) -> str:
            kept = [abs(a - b) <= error + 1e-6 for a, b, error in zip(one, other, errors, strict=True)]
            share = float(np.mean(kept)) if kept else 1.0
            return f"{share:.1%} within the stated error" if share >= ENOUGH else ""

        return _both("betweenness of cities", "networkx, exact", "cities", ours, plain, agree)

    def _groups(self, network: nx.Graph[str]) -> dict[str, Any]:
        from querbezug.graph.analysis.communities import consensus_communities
        from querbezug.graph.analysis.settings import group_settings

        nodes = sorted(network)
        number = {node: n for n, node in enumerate(nodes)}
        ends = np.array([(number[a], number[b]) for a, b in network.edges], dtype=np.int64).reshape(-1, 2)
        weights = np.array([data["weight"] for *_, data in network.edges(data=True)])
        settings = group_settings()
        resolution, runs = float(settings["resolution"]), int(settings["runs"])

        def ours() -> list[set[str]]:
            return consensus_communities(nodes, ends, weights, resolution=resolution, runs=runs)

        def plain() -> list[set[str]]:
            return list(
                nx.community.louvain_communities(
                    network, weight="weight", resolution=resolution, seed=1, backend="networkx"
                )
            )

        def agree(one: list[set[str]], other: list[set[str]]) -> str:
            quality = [nx.community.modularity(network, each, resolution=resolution) for each in (one, other)]
            told = f"modularity {quality[0]:.3f} and {quality[1]:.3f}"
            return told if quality[0] >= NO_WORSE * quality[1] else ""

        return _both(
            f"groups ({runs} runs agreed)", "networkx Louvain, one run", "groups", ours, plain, agree
        )


def _reaches(goal: int, below: dict[int, list[int]], kinds: list[str]) -> bool:
    """Say whether a measure contributes to a goal or to one below it."""
    seen, waiting = {goal}, [goal]
    while waiting:
        for thing in below.get(waiting.pop(), ()):
            if kinds[thing] == "measure":
                return True
            if thing not in seen:
                seen.add(thing)
                waiting.append(thing)
    return False


def _same(one: object, other: object) -> str:
    return "exactly" if one == other else ""


def _both(
    question: str,
    peer: str,
    unit: str,
    ours: Callable[[], Result],
    plain: Callable[[], Result],
    agree: Callable[[Result, Result], str],
) -> dict[str, Any]:
    """Time both sides once; raise ValueError where they do not agree."""
    start = time.perf_counter()
    one = ours()
    middle = time.perf_counter()
    other = plain()
    end = time.perf_counter()
    agreed = agree(one, other)
    if not agreed:
        raise ValueError(f"{question}: our answer differs from that of {peer}")
    size = one if isinstance(one, int) else len(one)  # type: ignore[arg-type]
    return {
        "question": question,
        "peer": peer,
        "size": f"{size:,} {unit}",
        "ours": middle - start,
        "theirs": end - middle,
        "agreed": agreed,
    }


def compared(projection: Projection) -> dict[str, Any]:
    """Return all comparisons, or what the first disagreement was."""
    try:
        return {"compared": list(Peers(projection).compared())}
    except ValueError as error:
        return {"disagreement": str(error)}


if __name__ == "__main__":
    print(json.dumps(compared(project(ReadStore(Path(sys.argv[1])).snapshot()))))
