"""The most relevant surroundings of one thing, few enough to be looked at."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterator, Mapping

import networkx as nx
import numpy as np

from querbezug.graph.analysis.model import TIE, Link, Neighbour, Neighbourhood
from querbezug.graph.analysis.projection import LINKS, Projection
from querbezug.graph.errors import NotFoundError

MOST_NODES = 30
MOST_LINKS = 40
MOST_OF_A_KIND = 10
CROWD = 20
MOST_OF_A_CROWD = 5
"""From so many things of a kind around the centre on, only a few of them stand for all."""

DETAILS = frozenset({"comment", "example", "report"})
MOST_DETAILS = 3
"""Of things that say more about a neighbour than about the centre, a few will do."""

_BALL_LIMIT = 4000


def neighbourhood(
    projection: Projection,
    center: str,
    most_nodes: int = MOST_NODES,
    most_links: int = MOST_LINKS,
    without: Collection[str] = (),
    ties: Mapping[str, float] | None = None,
    kind: str = "",
) -> Neighbourhood:
    """Return the surroundings of ``center`` within two steps.

    Parameters
    ----------
    projection : Projection
        The store as arrays.
    center : str
        IRI of the thing.
    most_nodes, most_links : int
        How many to return at most, the centre included.
    without : collection of str
        IRIs that are shown already and need not come again as nodes (links to them do come).
    ties : mapping of str to float, optional
        The cities a city is tied to and how strongly; they are shown first, with a link of their
        own.
    kind : str, optional
        Return only things of this kind that are linked to the centre itself.

    Raises
    ------
    NotFoundError
        If the graph does not know ``center``.

    Notes
    -----
    Chosen by personalised PageRank [1]_ from the centre over everything within two steps, with a
    limit for each kind, and so that each thing hangs on one chosen before.

    References
    ----------
    .. [1] T. H. Haveliwala, "Topic-sensitive PageRank", WWW 2002.
    """
    if center not in projection.index:
        raise NotFoundError("graph.unknown-thing", iri=center)
    start = projection.index[center]
    distances = _ball(projection, start)
    if kind:
        distances = {
            n: d for n, d in distances.items() if n == start or (d == 1 and projection.kinds[n] == kind)
        }
    scores = _scores(projection, start, distances)
    skip = {projection.index[iri] for iri in without if iri in projection.index} - {start}
    tied = {projection.index[city]: weight for city, weight in (ties or {}).items() if city not in without}
    distances |= {city: 2 for city in tied if city not in distances}
    chosen = _choose(
        projection, start, distances, scores, most_nodes, skip, tied, most_nodes if kind else MOST_OF_A_KIND
    )
    shown = [*chosen, *(skip & distances.keys())]
    nodes = tuple(_neighbour(projection, n, distances[n], scores.get(n, 0.0)) for n in chosen)
    summed = [Link(center, projection.iris[city], TIE, weight=weight) for city, weight in tied.items()]
    links = [*summed, *_links(projection, chosen, set(shown), scores)][:most_links]
    missing = distances.keys() - set(shown)
    left_out = Counter(projection.kinds[n] for n in missing)
    near = Counter(projection.kinds[n] for n in missing if distances[n] == 1)
    return Neighbourhood(
        center,
        nodes,
        tuple(links),
        len(distances),
        dict(sorted(left_out.items())),
        dict(sorted(near.items())),
    )


def _ball(projection: Projection, start: int) -> dict[int, int]:
    """Return everything within two steps with its distance; far things only up to a limit."""
    distances = {start: 0}
    for near in _neighbours(projection, start):
        distances.setdefault(near, 1)
    for near in [n for n, d in distances.items() if d == 1]:
        for far in _neighbours(projection, near):
            if len(distances) >= _BALL_LIMIT:
                return distances
            distances.setdefault(far, 2)
    return distances


def _neighbours(projection: Projection, thing: int) -> Iterator[int]:
    matrix = projection.adjacency
    yield from (int(n) for n in matrix.indices[matrix.indptr[thing] : matrix.indptr[thing + 1]])


def _scores(projection: Projection, start: int, ball: Collection[int]) -> dict[int, float]:
    graph: nx.Graph[int] = nx.Graph()
    graph.add_nodes_from(sorted(ball))
    members = set(ball)
    for thing in sorted(ball):
        graph.add_edges_from((thing, n) for n in _neighbours(projection, thing) if n in members)
    return nx.pagerank(graph, personalization={start: 1.0})


def _choose(
    projection: Projection,
    start: int,
    distances: dict[int, int],
    scores: dict[int, float],
    most_nodes: int,
    skip: Collection[int],
    tied: Collection[int],
    most_of_a_kind: int,
) -> list[int]:
    chosen, counts = [start, *tied], Counter[str]()
    crowds = Counter(projection.kinds[n] for n, distance in distances.items() if distance == 1)
    taken = set(chosen)
    ranked = sorted(
        distances.keys() - taken - set(skip), key=lambda n: (-scores.get(n, 0.0), projection.iris[n])
    )
    for candidate in ranked:
        if len(chosen) >= most_nodes:
            break
        kind = projection.kinds[candidate]
        hangs_on = taken if distances[candidate] > 1 else {start}
        if counts[kind] < _limit(kind, distances[candidate], crowds[kind], most_of_a_kind) and hangs_on & set(
            _neighbours(projection, candidate)
        ):
            chosen.append(candidate)
            taken.add(candidate)
            counts[kind] += 1
    return chosen


def _limit(kind: str, distance: int, crowd: int, most: int) -> int:
    """Return how many things of a kind to show at most: few of many, fewer of mere details far off."""
    if most > MOST_OF_A_KIND:
        return most
    if distance > 1 and kind in DETAILS:
        return MOST_DETAILS
    return MOST_OF_A_CROWD if crowd >= CROWD else most


def _neighbour(projection: Projection, thing: int, distance: int, score: float) -> Neighbour:
    degree = int(projection.adjacency.indptr[thing + 1] - projection.adjacency.indptr[thing])
    label, kind = projection.labels[thing], projection.kinds[thing]
    return Neighbour(projection.iris[thing], kind, label, degree, distance, score)


def _links(
    projection: Projection, chosen: list[int], shown: Collection[int], scores: dict[int, float]
) -> list[Link]:
    """Return the links among what is shown, those of the most relevant things first.

    Of each thing its strongest link comes first, so that cutting the list leaves nothing loose.
    """
    new, everything = np.array(chosen), np.array(sorted(shown))
    at_new = np.isin(projection.source, new) | np.isin(projection.target, new)
    inside = np.isin(projection.source, everything) & np.isin(projection.target, everything)
    numbers = np.flatnonzero(at_new & inside & (projection.predicate < len(LINKS)))
    ranked = sorted(numbers.tolist(), key=lambda n: (-_strength(projection, n, scores), n))
    reached: set[int] = set()
    first: list[int] = []
    rest: list[int] = []
    for number in ranked:
        ends = {int(projection.source[number]), int(projection.target[number])}
        (rest if ends <= reached else first).append(number)
        reached |= ends
    return [_link(projection, number) for number in [*first, *rest]]


def _strength(projection: Projection, link: int, scores: dict[int, float]) -> float:
    return scores.get(int(projection.source[link]), 0) + scores.get(int(projection.target[link]), 0)


def _link(projection: Projection, number: int) -> Link:
    return Link(
        source=projection.iris[projection.source[number]],
        target=projection.iris[projection.target[number]],
        predicate=str(LINKS[projection.predicate[number]]),
        inferred=bool(projection.inferred[number]),
    )
