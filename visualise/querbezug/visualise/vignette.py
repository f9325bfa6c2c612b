"""The small picture of the city network on the start page, drawn as plain SVG shapes."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass

import networkx as nx

from querbezug.visualise.boxes import Box, Point
from querbezug.visualise.excerpt import excerpt
from querbezug.visualise.geography import geographic
from querbezug.visualise.palette import Mark
from querbezug.visualise.staedteverbund import Grouping, backbone, is_loose
from querbezug.visualise.view import Frame

FRAME = Frame(520.0, 360.0)
NAMED = 6


@dataclass(frozen=True, slots=True)
class Stroke:
    """A curved line of the vignette (a quadratic curve)."""

    path: str
    colour: str
    width: float
    dashed: bool


@dataclass(frozen=True, slots=True)
class Spot:
    """A city of the vignette; ``name`` only for the largest."""

    x: float
    y: float
    size: float
    mark: Mark
    name: str


@dataclass(frozen=True, slots=True)
class Vignette:
    """The whole small picture."""

    width: float
    height: float
    strokes: tuple[Stroke, ...]
    spots: tuple[Spot, ...]


def vignette(graph: nx.Graph[str]) -> Vignette:
    """Draw the city network small, as the first impression of the whole.

    Parameters
    ----------
    graph : networkx.Graph
        The city network, as for :func:`querbezug.visualise.staedteverbund.city_view`.
    """
    graph = excerpt(graph)
    grouping = Grouping(tuple(graph.graph.get("groups", ())))
    located = [
        key
        for key, data in graph.nodes(data=True)
        if data.get("latitude") is not None and not is_loose(graph, key)
    ]
    largest = max((graph.nodes[key].get("population") or 0 for key in located), default=0) or 1
    sizes = {key: 4 + 7 * math.sqrt((graph.nodes[key].get("population") or 0) / largest) for key in located}
    named = set(sorted(located, key=lambda key: -sizes[key])[:NAMED])
    boxes = {key: _box(size, named=key in named) for key, size in sizes.items()}
    places = {key: (graph.nodes[key]["latitude"], graph.nodes[key]["longitude"]) for key in located}
    spots, frame = geographic(places, boxes, FRAME)
    drawn = tuple(
        Spot(
            *spots[key],
            size=round(sizes[key], 1),
            mark=grouping.mark(graph.nodes[key]["group"]),
            name=graph.nodes[key]["label"] if key in named else "",
        )
        for key in located
    )
    return Vignette(frame.width, frame.height, _strokes(graph, grouping, spots), drawn)


def _box(size: float, *, named: bool) -> Box:
    return Box(48.0, size + 3, size + 18) if named else Box(size + 3, size + 3, size + 3)


def _strokes(graph: nx.Graph[str], grouping: Grouping, spots: Mapping[str, Point]) -> tuple[Stroke, ...]:
    strokes = []
    for a, b, _ in backbone(graph):
        if a in spots and b in spots:
            group = graph.nodes[a]["group"]
            within = group == graph.nodes[b]["group"]
            colour, width = (grouping.mark(group).fill, 1.4) if within else ("#9aa5b1", 1.0)
            strokes.append(Stroke(_curve(spots[a], spots[b]), colour, width, not within))
    return tuple(strokes)


def _curve(a: tuple[float, float], b: tuple[float, float]) -> str:
    bend = 0.12
    x = (a[0] + b[0]) / 2 - bend * (b[1] - a[1])
    y = (a[1] + b[1]) / 2 + bend * (b[0] - a[0])
    return f"M{a[0]:.1f} {a[1]:.1f}Q{x:.1f} {y:.1f} {b[0]:.1f} {b[1]:.1f}"
