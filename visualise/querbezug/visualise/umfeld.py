"""The view Umfeld: the surroundings of one thing, to be widened click by click."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from querbezug.graph.analysis.model import Link, Neighbour, Neighbourhood
from querbezug.ontology.strings import Lang, text
from querbezug.visualise.boxes import Box, Point, node_box, wrapped
from querbezug.visualise.crowds import crowd_name, crowd_node, crowds, with_crowds
from querbezug.visualise.network import PictureNetwork
from querbezug.visualise.options import FONT_SIZE, picture_options
from querbezug.visualise.page import Href, kind_label, number, safe_href
from querbezug.visualise.palette import kind_mark, palette
from querbezug.visualise.reasons import connection_path, umfeld_path
from querbezug.visualise.sectors import bands, sectors
from querbezug.visualise.view import Cell, Fact, Frame, Json, LegendEntry, Table, View

WIDE, NARROW = Frame(1120.0, 700.0), Frame(560.0, 900.0)
CROWDED = 18
"""From so many nodes on, labels have two lines at most; the panel shows them whole."""

CENTER_SIZE, CENTER_FONT, NODE_SIZE = 28.0, 20.0, 12.0
TIE_COLOUR = "#b1d5eb"
TIE_WIDTH, TIE_OPACITY = 5.0, 0.4
CROWD_LINE = {"color": "#8a95a1", "highlight": "#8a95a1", "hover": "#8a95a1", "opacity": 0.7}
CENTRAL, ELSEWHERE = ("#3d96cc", 2.2, 0.85), ("#8a95a1", 1.1, 0.5)
"""Colour, width and opacity of links with the centre, and of the others."""

EXPAND_URL = "/api/umfeld"

PropertyLabel = Callable[[str], str]
"""Names a predicate in the reader's language."""


@dataclass(frozen=True, slots=True)
class Look:
    """How a thing is drawn."""

    label: str
    size: float
    font: float
    box: Box


def neighbourhood_view(nb: Neighbourhood, lang: Lang, href: Href, property_label: PropertyLabel) -> View:
    """Return the picture of a neighbourhood.

    Parameters
    ----------
    nb : Neighbourhood
        The centre with its most relevant neighbours and the links between all of them.
    lang : {"de", "en"}
        Language of all texts.
    href : callable
        Turns an IRI into the address of its page.
    property_label : callable
        Names a predicate in words.
    """
    center = next(node for node in nb.nodes if node.iri == nb.center)
    lines = 2 if len(nb.nodes) > CROWDED else 3
    looks = {node.iri: _look(node, center=node.iri == nb.center, lines=lines) for node in nb.nodes}
    many = crowds(nb, lang)
    boxes = {iri: look.box for iri, look in looks.items()} | {crowd.iri: crowd.box for crowd in many}
    kinds = with_crowds(_kinds_in_order(nb), many)
    wide, frame = sectors(nb.center, kinds, boxes, WIDE)
    narrow, portrait = bands(nb.center, kinds, boxes, NARROW)
    network = PictureNetwork(picture_options())
    for node in nb.nodes:
        network.add_node(
            node.iri, **_node(node, looks[node.iri], lang, href), **_spots(node.iri, wide, narrow)
        )
    for crowd in many:
        network.add_node(
            crowd.iri, **crowd_node(crowd, nb.center, lang, href), **_spots(crowd.iri, wide, narrow)
        )
        network.add_edge(nb.center, crowd.iri, width=1.4, color=CROWD_LINE, smooth=False, words=[])
    _add_links(network, nb, lang, property_label)
    return View(
        key="umfeld",
        title=text("views.umfeld_title", lang, name=center.label),
        question=text("views.umfeld_question", lang),
        lang=lang,
        nodes=network.nodes,
        edges=network.edges,
        options=network.options,
        frame=frame,
        portrait=portrait,
        legend=_legend(nb, lang),
        facts=_facts(nb, center, lang),
        tables=_tables(nb, lang, href, property_label),
        foot=text("views.umfeld_foot", lang),
        aria=text("views.umfeld_aria", lang, name=center.label, n=len(nb.nodes) - 1),
        center=nb.center,
        expand_url=EXPAND_URL,
    )


def expansion(nb: Neighbourhood, lang: Lang, href: Href, property_label: PropertyLabel) -> Json:
    """Return more of the graph around one thing, for the page of a neighbourhood to add.

    Returns
    -------
    dict
        ``nodes`` and ``edges`` in vis-network's form, nodes without a place; ``total`` nodes within
        two steps; ``near``: what is left around the centre, by kind.
    """
    network = PictureNetwork({})
    for node in nb.nodes:
        network.add_node(node.iri, **_node(node, _look(node, center=False, lines=2), lang, href))
    _add_links(network, nb, lang, property_label, loose=True)
    return {"nodes": list(network.nodes), "edges": list(network.edges), "total": nb.total, "near": nb.near}


def _look(node: Neighbour, *, center: bool, lines: int = 3) -> Look:
    label = wrapped(node.label or node.iri.rsplit("/", 1)[-1], 26 if center else 24, 3 if center else lines)
    size, font = (CENTER_SIZE, CENTER_FONT) if center else (NODE_SIZE, float(FONT_SIZE))
    if center and len(label) > 40:
        font = 16.0
    return Look(label, size, font, node_box(label, size, font))


def _kinds_in_order(nb: Neighbourhood) -> dict[str, str]:
    """Return the kinds, nodes of one kind by rank: the order they stand in a sector."""
    order = list(palette().kinds)
    rank = {kind: place for place, kind in enumerate(order)}
    nodes = sorted(nb.nodes, key=lambda node: (rank.get(node.kind, len(order)), -node.score, node.label))
    return {node.iri: node.kind for node in nodes}


def _node(node: Neighbour, look: Look, lang: Lang, href: Href) -> dict[str, object]:
    mark, kind = kind_mark(node.kind), kind_label(node.kind, lang)
    return {
        "label": look.label,
        "name": node.label,
        "title": text("views.umfeld_hint", lang, kind=kind, name=node.label, n=number(node.degree, lang)),
        "legend": node.kind,
        "shape": mark.shape,
        "color": mark.colour(),
        "size": look.size,
        "font": {"size": look.font},
        "degree": node.degree,
        "box": [look.box.half, look.box.above, look.box.below],
        "href": safe_href(href(node.iri)),
        "details": {
            "kind": kind,
            "lines": [text("views.umfeld_degree", lang, n=number(node.degree, lang))],
            "sections": [],
            "links": True,
            "expand": True,
            "actions": [
                {"label": text("views.open_page", lang), "href": safe_href(href(node.iri))},
                {"label": text("views.umfeld_recenter", lang), "href": umfeld_path(node.iri)},
            ],
        },
    }


def _spots(iri: str, wide: Mapping[str, Point], narrow: Mapping[str, Point]) -> dict[str, object]:
    return {"x": wide[iri][0], "y": wide[iri][1], "px": narrow[iri][0], "py": narrow[iri][1]}


def _add_links(
    network: PictureNetwork,
    nb: Neighbourhood,
    lang: Lang,
    property_label: PropertyLabel,
    *,
    loose: bool = False,
) -> None:
    """Draw one edge a pair of things; it carries all that the graph says between them.

    ``loose`` keeps edges to things the network does not hold, because the page does.
    """
    pairs: dict[tuple[str, str], list[Link]] = {}
    for link in nb.links:
        pairs.setdefault((min(link.source, link.target), max(link.source, link.target)), []).append(link)
    names = {node.iri: node.label for node in nb.nodes}
    heaviest = max((link.weight or 0.0 for link in nb.links), default=0.0)
    for (a, b), links in pairs.items():
        colour, width, opacity = CENTRAL if nb.center in (a, b) and not loose else ELSEWHERE
        weight = next((link.weight for link in links if link.weight), None)
        if weight:
            width, opacity = TIE_WIDTH * math.sqrt(weight / heaviest) + width, TIE_OPACITY
        network.add_edge(
            a,
            b,
            loose=loose,
            width=round(width, 1),
            color={"color": colour, "highlight": colour, "hover": colour, "opacity": opacity},
            dashes=[5, 5] if all(link.inferred for link in links) else None,
            details=_tie_details(a, b, names, lang) if weight else None,
            smooth=False,
            title="\n".join(dict.fromkeys(_hint(link, lang, property_label) for link in links)),
            words=[_word(link, property_label) for link in links],
        )


def _tie_details(a: str, b: str, names: Mapping[str, str], lang: Lang) -> Json:
    """Return what the panel shows of a tie between two cities: where its reasons are."""
    pair = text("views.city_pair", lang, a=names.get(a, a), b=names.get(b, b))
    action = {"label": text("views.compare_all", lang), "href": connection_path(a, b)}
    lines = [text("views.umfeld_tie", lang)]
    return {
        "title": pair,
        "kind": text("views.tie", lang),
        "lines": lines,
        "sections": [],
        "actions": [action],
    }


def _word(link: Link, property_label: PropertyLabel) -> dict[str, object]:
    label = property_label(link.predicate)
    return {"from": link.source, "to": link.target, "label": label, "inferred": link.inferred}


def _hint(link: Link, lang: Lang, property_label: PropertyLabel) -> str:
    inferred = f" ({text('views.script_inferred', lang)})" if link.inferred else ""
    return f"{property_label(link.predicate)}{inferred}"


def _legend(nb: Neighbourhood, lang: Lang) -> tuple[LegendEntry, ...]:
    counts: dict[str, int] = {}
    for kind in _kinds_in_order(nb).values():
        counts[kind] = counts.get(kind, 0) + 1
    entries = []
    for kind, count in counts.items():
        mark = kind_mark(kind)
        entries.append(LegendEntry(kind, kind_label(kind, lang), mark.fill, mark.line, mark.shape, count))
    direct, other = text("views.umfeld_line_center", lang), text("views.umfeld_line_other", lang)
    entries.append(LegendEntry("central", direct, CENTRAL[0], CENTRAL[0], "line"))
    entries.append(LegendEntry("elsewhere", other, ELSEWHERE[0], ELSEWHERE[0], "line"))
    if any(link.weight for link in nb.links):
        entries.append(
            LegendEntry("tie", text("views.umfeld_line_tie", lang), TIE_COLOUR, TIE_COLOUR, "line")
        )
    if crowds(nb, lang):
        entries.append(
            LegendEntry("crowd", text("views.umfeld_more_legend", lang), "#ffffff", "#55606c", "dot")
        )
    if any(link.inferred for link in nb.links):
        inferred = text("views.umfeld_line_inferred", lang)
        entries.append(LegendEntry("inferred", inferred, "#5d6b79", "#5d6b79", "line", dashed=True))
    return tuple(entries)


def _facts(nb: Neighbourhood, center: Neighbour, lang: Lang) -> tuple[Fact, ...]:
    shown = text("views.umfeld_shown", lang, n=number(len(nb.nodes), lang), total=number(nb.total, lang))
    facts = [Fact(shown, text("views.umfeld_fact_shown", lang))]
    hidden = [
        f"{number(count, lang)} {kind_label(kind, lang, plural=count != 1)}"
        for kind, count in sorted(nb.hidden.items(), key=lambda entry: -entry[1])
        if count
    ]
    if hidden:
        facts.append(Fact(text("views.umfeld_hidden", lang), ", ".join(hidden)))
    choice = text("views.umfeld_fact_choice", lang, name=center.label)
    facts.append(Fact(text("views.umfeld_choice", lang), choice))
    facts.append(Fact("", text("views.umfeld_fact_click", lang)))
    return tuple(facts)


def _tables(nb: Neighbourhood, lang: Lang, href: Href, property_label: PropertyLabel) -> tuple[Table, ...]:
    nodes = {node.iri: node for node in nb.nodes}
    things = tuple(
        (
            Cell(nodes[iri].label, safe_href(href(iri))),
            Cell(kind_label(kind, lang)),
            Cell(number(nodes[iri].degree, lang)),
        )
        for iri, kind in _kinds_in_order(nb).items()
    )
    things += tuple(
        (
            Cell(crowd_name(crowd.kind, crowd.count, lang), safe_href(href(nb.center))),
            Cell(kind_label(crowd.kind, lang, plural=True)),
            Cell("–"),
        )
        for crowd in crowds(nb, lang)
    )
    inferred = (text("views.script_inferred", lang),)
    links = tuple(
        (
            Cell(nodes[link.source].label, safe_href(href(link.source))),
            Cell(property_label(link.predicate), "", inferred if link.inferred else ()),
            Cell(nodes[link.target].label, safe_href(href(link.target))),
        )
        for link in nb.links
    )
    heads = tuple(text(f"views.thing_head_{name}", lang) for name in ("label", "kind", "degree"))
    link_heads = tuple(text(f"views.link_head_{name}", lang) for name in ("from", "relation", "to"))
    return (
        Table(text("views.thing_table", lang, n=number(len(things), lang)), heads, things),
        Table(text("views.link_table", lang, n=number(len(links), lang)), link_heads, links),
    )
