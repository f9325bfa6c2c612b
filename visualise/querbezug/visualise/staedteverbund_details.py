"""What the view Städteverbund says of a city and of a tie, in the panel and in the tables."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import networkx as nx

from querbezug.ontology.strings import Lang, text
from querbezug.visualise.page import Href, number, safe_href
from querbezug.visualise.reasons import ReasonGroup, connection_path, counted, grouped_reasons, umfeld_path
from querbezug.visualise.view import Cell, Json, Table

PARTNERS_SHOWN = 6
REASONS_SHOWN = 3
REASONS_A_LAYER = 6

City = Mapping[str, Any]


def title_of(city: City, lang: Lang) -> str:
    """Return the tooltip of a city."""
    if city.get("population") is None:
        return str(city["label"])
    return text("views.city_hint", lang, name=city["label"], n=number(city["population"], lang))


def partners(graph: nx.Graph[str], key: str) -> list[tuple[str, dict[str, Any]]]:
    """Return all cities tied to one, closest first."""
    ties = [(other, graph.edges[key, other]) for other in graph.neighbors(key)]
    return sorted(ties, key=lambda tie: (-tie[1]["weight"], graph.nodes[tie[0]]["label"]))


def city_details(graph: nx.Graph[str], key: str, lang: Lang, href: Href) -> Json:
    """Return what the panel shows of a city: its group and its partners with their reasons."""
    city = graph.nodes[key]
    ranked = partners(graph, key)
    items = [_partner_item(graph, key, other, tie, lang, href) for other, tie in ranked[:PARTNERS_SHOWN]]
    sections: list[Json] = [
        {
            "heading": text("views.city_partners", lang, n=number(len(ranked), lang)),
            "items": items,
            "empty": text("views.city_no_partners", lang),
            "ordered": True,
        }
    ]
    if city.get("cooperations"):
        joined = [{"text": label} for label in city["cooperations"]]
        sections.append({"heading": text("views.city_cooperations", lang), "items": joined})
    return {
        "kind": text("views.kind_municipality", lang),
        "lines": _city_lines(graph, city, lang),
        "sections": sections,
        "actions": [
            {"label": text("views.open_page", lang), "href": safe_href(href(key))},
            {"label": text("views.open_umfeld", lang), "href": umfeld_path(key)},
        ],
    }


def _city_lines(graph: nx.Graph[str], city: City, lang: Lang) -> list[str]:
    lines = []
    if city.get("population") is not None:
        lines.append(text("views.city_population", lang, n=number(city["population"], lang)))
    groups = graph.graph.get("groups", ())
    if groups and len(groups[city["group"]].members) > 1:
        lines.append(text("views.city_group", lang, label=groups[city["group"]].label))
    if city.get("bridge"):
        lines.append(text("views.city_is_bridge", lang))
    return lines


def _partner_item(
    graph: nx.Graph[str], key: str, other: str, tie: Mapping[str, Any], lang: Lang, href: Href
) -> Json:
    groups = grouped_reasons(tie["reasons"], lang, href)
    strongest = [reason.label for reason in tie["reasons"][:REASONS_SHOWN]]
    return {
        "text": graph.nodes[other]["label"],
        "node": other,
        "note": counted(groups, lang),
        "lines": strongest,
        "link": {"label": text("views.compare", lang), "href": connection_path(key, other)},
    }


def tie_details(graph: nx.Graph[str], a: str, b: str, lang: Lang, href: Href) -> Json:
    """Return what the panel shows of a tie: its reasons by layer, each with its sources."""
    reasons = graph.edges[a, b]["reasons"]
    groups = grouped_reasons(reasons, lang, href, limit=REASONS_A_LAYER)
    return {
        "title": text("views.city_pair", lang, a=graph.nodes[a]["label"], b=graph.nodes[b]["label"]),
        "kind": text("views.tie", lang),
        "lines": [counted(groups, lang)],
        "sections": [_layer_section(group, lang) for group in groups],
        "actions": [{"label": text("views.compare_all", lang), "href": connection_path(a, b)}],
    }


def _layer_section(group: ReasonGroup, lang: Lang) -> Json:
    left = group.total - len(group.items)
    return {
        "heading": f"{group.heading} ({number(group.total, lang)})",
        "items": [
            {
                "text": item.label,
                "href": item.href,
                "inferred": item.inferred,
                "note": item.detail,
                "sources": [{"label": source.label, "href": source.href} for source in item.sources],
            }
            for item in group.items
        ],
        "more": text("views.more_reasons", lang, n=number(left, lang)) if left else "",
    }


def city_tables(graph: nx.Graph[str], lang: Lang, href: Href) -> tuple[Table, ...]:
    """Return the cities and the drawn ties as tables."""
    return _table_of_cities(graph, lang, href), _table_of_ties(graph, lang, href)


def _table_of_cities(graph: nx.Graph[str], lang: Lang, href: Href) -> Table:
    groups = graph.graph.get("groups", ())
    rows = []
    for key in sorted(graph, key=lambda key: str(graph.nodes[key]["label"])):
        city = graph.nodes[key]
        closest = [graph.nodes[other]["label"] for other, _ in partners(graph, key)[:3]]
        tags = (text("views.bridge_tag", lang),) if city.get("bridge") else ()
        rows.append(
            (
                Cell(city["label"], safe_href(href(key)), tags),
                Cell(number(city.get("population"), lang)),
                Cell(groups[city["group"]].label if groups else "–"),
                Cell(", ".join(closest) or "–"),
            )
        )
    names = ("city", "population", "group", "partners")
    headers = tuple(text(f"views.city_head_{name}", lang) for name in names)
    return Table(text("views.city_table", lang, n=number(len(rows), lang)), headers, tuple(rows))


def _table_of_ties(graph: nx.Graph[str], lang: Lang, href: Href) -> Table:
    ties = [(a, b, data) for a, b, data in graph.edges(data=True) if data["backbone"]]
    rows = []
    for a, b, data in sorted(ties, key=lambda tie: (-tie[2]["weight"], tie[0], tie[1])):
        groups = grouped_reasons(data["reasons"], lang, href)
        strongest = groups[0].items[0] if groups else None
        tags = (text("views.script_inferred", lang),) if strongest and strongest.inferred else ()
        rows.append(
            (
                Cell(graph.nodes[a]["label"], safe_href(href(a))),
                Cell(graph.nodes[b]["label"], safe_href(href(b))),
                Cell(counted(groups, lang) or "–", connection_path(a, b)),
                Cell(strongest.label, strongest.href, tags) if strongest else Cell("–"),
            )
        )
    headers = tuple(text(f"views.tie_head_{name}", lang) for name in ("a", "b", "reasons", "strongest"))
    return Table(text("views.tie_table", lang, n=number(len(rows), lang)), headers, tuple(rows))
