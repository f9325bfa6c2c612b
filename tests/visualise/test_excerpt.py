"""Of a large network the picture shows what can be looked at, and tells what it leaves out."""

from __future__ import annotations

import networkx as nx
from hypothesis import given
from hypothesis import strategies as st

from querbezug.graph.analysis.model import CityGroup
from querbezug.visualise.excerpt import MOST_CITIES, MOST_TIES, excerpt
from querbezug.visualise.staedteverbund import backbone, city_view


def network(cities: int, groups: int, step: int = 1) -> nx.Graph[str]:
    found: nx.Graph[str] = nx.Graph()
    for n in range(cities):
        found.add_node(
            f"urn:c{n:03}",
            label=f"Stadt {n}",
            population=1000 + 37 * n % 991,
            latitude=50 + n % 17 / 20,
            longitude=10 + n % 23 / 20,
            cooperations=[],
            group=n % groups,
            bridge=False,
        )
    for n in range(cities):
        for other in range(n + step, min(n + 5 * step, cities), step):
            weight = 1 + (n * 7 + other) % 13
            found.add_edge(f"urn:c{n:03}", f"urn:c{other:03}", weight=weight, reasons=(), backbone=True)
    members = [tuple(c for c in found if found.nodes[c]["group"] == g) for g in range(groups)]
    found.graph["groups"] = [CityGroup(g, f"Gruppe {g}", members[g]) for g in range(groups)]
    found.graph["total_edges"] = found.number_of_edges()
    return found


@given(st.integers(1, 200), st.integers(1, 12), st.integers(1, 4))
def test_never_more_than_can_be_looked_at(cities: int, groups: int, step: int) -> None:
    whole = network(cities, min(groups, cities), step)
    shown = excerpt(whole)
    if cities <= MOST_CITIES:
        assert shown is whole
        return
    assert len(shown) == MOST_CITIES
    assert len(backbone(shown)) <= MOST_TIES
    assert shown.graph["left_out"] == cities - MOST_CITIES
    drawn = nx.Graph((a, b) for a, b, _ in backbone(shown))
    drawn.add_nodes_from(shown)
    assert nx.number_connected_components(drawn) == nx.number_connected_components(shown)


def test_each_large_group_is_there_with_its_largest_city() -> None:
    whole = network(200, 10)
    shown = excerpt(whole)
    for group in range(10):
        largest = max(
            (c for c in whole if whole.nodes[c]["group"] == group), key=lambda c: whole.nodes[c]["population"]
        )
        assert largest in shown


def test_nobody_stands_alone_who_is_tied_within_the_group() -> None:
    whole = network(200, 10)
    whole.add_edges_from(
        (f"urn:c{n:03}", f"urn:c{n + 10:03}", {"weight": 1, "reasons": (), "backbone": False})
        for n in range(190)
    )
    shown = excerpt(whole)
    assert all(shown.degree(city) for city in shown)


def test_the_whole_is_not_changed_and_the_page_says_what_is_left_out() -> None:
    whole = network(200, 10)
    view = city_view(whole, "de", str)
    assert all(tie["backbone"] for *_, tie in whole.edges(data=True))
    assert len(view.nodes) == MOST_CITIES
    assert any(fact.strong == "140" and "nicht gezeichnet" in fact.text for fact in view.facts)
