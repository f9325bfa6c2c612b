"""Small invented regions for the tests of the pictures."""

from __future__ import annotations

import math

import networkx as nx

from querbezug.graph.analysis.model import CityGroup, Layer, Link, Neighbour, Neighbourhood, Reason
from querbezug.graph.records import Kind

BASE = "https://w3id.org/querbezug/id"

HOSTILE = (
    "</script><script>window.broken=1</script>",
    '<img src=x onerror="window.broken=1">',
    "href=javascript:window.broken=1",
    "\"quotes\" and 'apostrophes' & ampersands",
    "line\u2028paragraph\u2029end",
    "right \u202eto left\u202c",
    "{{ 7 * 7 }} {n} %s",
)

CENTRES = ((50.65, 11.36), (50.3, 10.9), (49.2, 11.6), (51.18, 14.42), (50.55, 12.7), (51.5, 11.4))


def iri(kind: str, slug: str) -> str:
    """Return the IRI of an invented thing."""
    return f"{BASE}/{kind}/{slug}"


def href(address: str) -> str:
    """Do what the door does: things of this graph get a path, other addresses stay."""
    return address.replace(f"{BASE}/", "/doc/") if address.startswith(BASE) else address


def cities(labels: tuple[str, ...] = (), count: int = 44) -> nx.Graph[str]:
    """Return a city network in crowded clusters, as regions are."""
    graph: nx.Graph[str] = nx.Graph()
    keys = [iri("municipality", f"stadt-{number:02d}") for number in range(count)]
    members: dict[int, list[str]] = {}
    for number, key in enumerate(keys):
        group = number % len(CENTRES)
        latitude, longitude = CENTRES[group]
        angle, reach = 2.4 * number, 0.05 + 0.004 * number
        members.setdefault(group, []).append(key)
        graph.add_node(
            key,
            label=labels[number] if number < len(labels) else f"Bad Musterstadt an der Saale {number}",
            population=None if number == 5 else 900 * (number + 1) ** 2,
            latitude=None if number == 7 else latitude + reach * math.sin(angle),
            longitude=None if number == 7 else longitude + reach * math.cos(angle),
            group=group,
            bridge=number < 2,
            cooperations=[f"Städtebund {group}"],
        )
    for number, key in enumerate(keys):
        for step in (1, len(CENTRES)):
            other = keys[(number + step) % count]
            if other != key:
                graph.add_edge(
                    key, other, weight=1.0 + number % 5, reasons=reasons(number), backbone=number % 3 != 0
                )
    graph.graph["groups"] = [
        CityGroup(group, f"Gruppe {group}", tuple(keys)) for group, keys in sorted(members.items())
    ]
    graph.graph["total_edges"] = graph.number_of_edges()
    return graph


def reasons(number: int) -> list[Reason]:
    """Return reasons of several layers, heaviest first."""
    return [
        Reason(Layer.MEASURE, iri("measure", f"m-{number}"), f"Radweg {number}", 2.0, True),
        Reason(
            Layer.GOAL,
            iri("goal", f"g-{number}"),
            f"Ziel {number}",
            1.0,
            False,
            ("https://example.org/plan",),
        ),
        Reason(Layer.THEME, iri("field", "mobil"), "Mobilität", 0.5, False, (), "Verkehr"),
    ]


def neighbourhood(center: str = "municipality", labels: tuple[str, ...] = ()) -> Neighbourhood:
    """Return surroundings with every kind of thing, two of each."""
    kinds = ["municipality", *(kind.value for kind in Kind)]
    names = iter(labels)
    nodes = [Neighbour(iri(center, "mitte"), center, next(names, "Die Mitte von allem"), 80, 0, 1.0)]
    for kind in kinds:
        for number in range(2):
            label = next(names, f"Ein langer Name für {kind} Nummer {number}, der umbrochen werden muss")
            nodes.append(Neighbour(iri(kind, f"n-{number}"), kind, label, 3, 1, 0.1))
    links = tuple(
        Link(nodes[0].iri, node.iri, "https://w3id.org/querbezug/def#theme", number % 4 == 0)
        for number, node in enumerate(nodes[1:])
    )
    return Neighbourhood(nodes[0].iri, tuple(nodes), links, 71, {"measure": 12, "comment": 1})
