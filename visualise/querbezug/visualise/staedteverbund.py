"""The view Städteverbund: which cities pull in the same direction, and why."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import networkx as nx

from querbezug.graph.analysis.model import CityGroup
from querbezug.ontology.strings import Lang, text
from querbezug.visualise.boxes import Box, node_box, wrapped
from querbezug.visualise.excerpt import excerpt
from querbezug.visualise.geography import geographic
from querbezug.visualise.network import PictureNetwork
from querbezug.visualise.options import picture_options
from querbezug.visualise.page import Href, number
from querbezug.visualise.palette import Mark, group_mark, kind_mark
from querbezug.visualise.staedteverbund_details import city_details, city_tables, tie_details, title_of
from querbezug.visualise.view import Disc, Fact, Frame, LegendEntry, View

WIDE, NARROW = Frame(1120.0, 700.0), Frame(560.0, 900.0)
DISC = 58.0
AIR = 9.0
BETWEEN = "#7d8894"
ALONE = "alone"


@dataclass(frozen=True, slots=True)
class Grouping:
    """The groups as drawn: cities without companions share one mark."""

    groups: tuple[CityGroup, ...]

    def key(self, number_of_group: int) -> str:
        """Return the legend's key of a group."""
        return ALONE if self.alone(number_of_group) else f"group-{number_of_group}"

    def alone(self, number_of_group: int) -> bool:
        """Say whether a group is but one city."""
        return len(self.groups[number_of_group].members) < 2

    def mark(self, number_of_group: int) -> Mark:
        """Return how the cities of a group are drawn."""
        return kind_mark("other") if self.alone(number_of_group) else group_mark(number_of_group)


def city_view(graph: nx.Graph[str], lang: Lang, href: Href) -> View:
    """Return the picture of the city network; of a large one, the large cities of the large groups.

    Parameters
    ----------
    graph : networkx.Graph
        The city network: nodes with ``label``, ``population``, ``latitude``, ``longitude``, ``group``,
        ``bridge`` and ``cooperations``; edges with ``weight``, ``reasons`` and ``backbone``;
        ``graph["groups"]`` and ``graph["total_edges"]``.
    lang : {"de", "en"}
        Language of all texts.
    href : callable
        Turns an IRI into the address of its page.
    """
    graph = excerpt(graph)
    grouping = Grouping(tuple(graph.graph.get("groups", ())))
    looks = _looks(graph)
    positions = _positions(graph, looks)
    network = PictureNetwork(picture_options())
    _add_cities(network, graph, grouping, looks, positions, lang, href)
    _add_ties(network, graph, grouping, lang, href)
    return View(
        key="staedteverbund",
        title=text("views.city_title", lang),
        question=text("views.city_question", lang),
        lang=lang,
        nodes=network.nodes,
        edges=network.edges,
        options=network.options,
        frame=positions[0][1],
        portrait=positions[1][1],
        legend=_legend(graph, grouping, lang),
        facts=_facts(graph, lang),
        tables=city_tables(graph, lang, href),
        foot=text("views.city_foot", lang),
        aria=text("views.city_aria", lang, n=len(graph), m=len(network.edges)),
        discs=tuple(
            Disc(key, grouping.mark(data["group"]).fill, DISC + looks[key].size)
            for key, data in graph.nodes(data=True)
            if not is_loose(graph, key)
        ),
    )


def is_loose(graph: nx.Graph[str], key: str) -> bool:
    """Say whether nothing ties a city to any other, though others are tied."""
    return not graph[key] and graph.number_of_edges() > 0


@dataclass(frozen=True, slots=True)
class Look:
    """How large a city is drawn, and its label."""

    label: str
    size: float
    font: float
    box: Box


def _looks(graph: nx.Graph[str]) -> dict[str, Look]:
    largest = max((data.get("population") or 0 for _, data in graph.nodes(data=True)), default=0) or 1
    looks = {}
    for key, data in graph.nodes(data=True):
        share = math.sqrt((data.get("population") or 0) / largest)
        label, size, font = wrapped(data["label"], 20, 2), round(7 + 13 * share, 1), round(13 + 4 * share, 1)
        looks[key] = Look(label, size, font, node_box(label, size, font, AIR))
    return looks


Placed = tuple[dict[str, tuple[float, float]], Frame]


def _positions(graph: nx.Graph[str], looks: Mapping[str, Look]) -> tuple[Placed, Placed]:
    places = {
        # Cities that nothing ties to others stand in a row of their own and do not widen the map.
        key: None
        if data.get("latitude") is None or data.get("longitude") is None or is_loose(graph, key)
        else (float(data["latitude"]), float(data["longitude"]))
        for key, data in graph.nodes(data=True)
    }
    boxes = {key: look.box for key, look in looks.items()}
    return geographic(places, boxes, WIDE), geographic(places, boxes, NARROW)


def _add_cities(
    network: PictureNetwork,
    graph: nx.Graph[str],
    grouping: Grouping,
    looks: Mapping[str, Look],
    positions: tuple[Placed, Placed],
    lang: Lang,
    href: Href,
) -> None:
    for key, data in graph.nodes(data=True):
        look, mark = looks[key], grouping.mark(data["group"])
        (x, y), (px, py) = positions[0][0][key], positions[1][0][key]
        network.add_node(
            key,
            label=look.label,
            name=data["label"],
            title=title_of(data, lang),
            legend=grouping.key(data["group"]),
            shape=mark.shape,
            color=mark.colour(),
            size=look.size,
            font={"size": look.font},
            x=x,
            y=y,
            px=px,
            py=py,
            details=city_details(graph, key, lang, href),
        )


def _add_ties(
    network: PictureNetwork, graph: nx.Graph[str], grouping: Grouping, lang: Lang, href: Href
) -> None:
    heaviest = max((data["weight"] for *_, data in graph.edges(data=True)), default=1.0) or 1.0
    for a, b, data in backbone(graph):
        group = graph.nodes[a]["group"]
        within = group == graph.nodes[b]["group"]
        colour = grouping.mark(group).fill if within else BETWEEN
        network.add_edge(
            a,
            b,
            "tie",
            width=round(1.2 + 4.3 * math.sqrt(data["weight"] / heaviest), 2),
            color={"color": colour, "highlight": colour, "hover": colour, "opacity": 0.75},
            dashes=None if within else [6, 5],
            title=text("views.city_tie_hint", lang, n=len(data["reasons"])),
            details=tie_details(graph, a, b, lang, href),
        )


def backbone(graph: nx.Graph[str]) -> list[tuple[str, str, dict[str, Any]]]:
    """Return the edges that are drawn, strongest first."""
    ties = [(a, b, data) for a, b, data in graph.edges(data=True) if data["backbone"]]
    return sorted(ties, key=lambda tie: (-tie[2]["weight"], tie[0], tie[1]))


def _legend(graph: nx.Graph[str], grouping: Grouping, lang: Lang) -> tuple[LegendEntry, ...]:
    counts: dict[str, int] = {}
    for _, data in graph.nodes(data=True):
        key = grouping.key(data["group"])
        counts[key] = counts.get(key, 0) + 1
    entries = []
    for place, group in enumerate(grouping.groups):
        key, mark = grouping.key(place), grouping.mark(place)
        if key != ALONE and key in counts:
            entries.append(LegendEntry(key, group.label, mark.fill, mark.line, mark.shape, counts[key]))
    entries.sort(key=lambda entry: -(entry.count or 0))
    if ALONE in counts:
        mark = kind_mark("other")
        label = text("views.city_alone", lang)
        entries.append(LegendEntry(ALONE, label, mark.fill, mark.line, mark.shape, counts[ALONE]))
    within, between = text("views.city_line_within", lang), text("views.city_line_between", lang)
    entries.append(LegendEntry("within", within, "#5d6b79", "#5d6b79", "line"))
    entries.append(LegendEntry("between", between, BETWEEN, BETWEEN, "line", dashed=True))
    return tuple(entries)


def _facts(graph: nx.Graph[str], lang: Lang) -> tuple[Fact, ...]:
    drawn = backbone(graph)
    total = graph.graph.get("total_edges", graph.number_of_edges())
    facts = [
        Fact(
            number(len(graph), lang),
            text("views.city_fact_count", lang, m=number(len(drawn), lang), total=number(total, lang)),
        )
    ]
    left_out = graph.graph.get("left_out", 0)
    if left_out:
        facts.append(Fact(number(left_out, lang), text("views.city_fact_left_out", lang)))
    bridges = sorted(data["label"] for _, data in graph.nodes(data=True) if data.get("bridge"))
    if bridges:
        key = "views.city_fact_bridge" if len(bridges) == 1 else "views.city_fact_bridges"
        facts.append(Fact(", ".join(bridges), text(key, lang)))
    if drawn:
        a, b, data = drawn[0]
        names = text("views.city_pair", lang, a=graph.nodes[a]["label"], b=graph.nodes[b]["label"])
        facts.append(Fact(names, text("views.city_fact_strongest", lang, n=len(data["reasons"]))))
    loose = sorted(str(data["label"]) for key, data in graph.nodes(data=True) if is_loose(graph, key))
    if loose:
        facts.append(Fact(", ".join(loose), text("views.city_fact_loose", lang)))
    unplaced = sum(data.get("latitude") is None for _, data in graph.nodes(data=True))
    if unplaced:
        facts.append(Fact(number(unplaced, lang), text("views.city_fact_unplaced", lang)))
    facts.append(Fact("", text("views.city_fact_click", lang)))
    return tuple(facts)
