"""A view says the same in picture, legend, table and panel."""

from collections import Counter

import networkx as nx
import pytest
from visualise.samples import cities, href, iri, neighbourhood, reasons

from querbezug.graph.analysis.model import Link, Neighbour, Neighbourhood
from querbezug.visualise.reasons import address_label, counted, grouped_reasons
from querbezug.visualise.staedteverbund import city_view
from querbezug.visualise.umfeld import expansion, neighbourhood_view
from querbezug.visualise.vignette import vignette


def label_of(predicate):
    return predicate.rsplit("#", 1)[-1]


@pytest.fixture(params=["de", "en"])
def city(request):
    return city_view(cities(), request.param, href)


@pytest.fixture
def umfeld():
    return neighbourhood_view(neighbourhood(), "de", href, label_of)


def test_only_the_backbone_is_drawn(city):
    expected = {frozenset((a, b)) for a, b, data in cities().edges(data=True) if data["backbone"]}
    assert {frozenset((edge["from"], edge["to"])) for edge in city.edges} == expected


def test_legend_counts_are_the_nodes(city, umfeld):
    for view in (city, umfeld):
        counts = {entry.key: entry.count for entry in view.legend if entry.count is not None}
        assert counts == Counter(node["legend"] for node in view.nodes)


def test_tables_hold_what_the_picture_shows(city, umfeld):
    assert sorted(row[0].text for row in city.tables[0].rows) == sorted(node["name"] for node in city.nodes)
    assert len(city.tables[1].rows) == len(city.edges)
    assert {row[0].text for row in umfeld.tables[0].rows} == {node["name"] for node in umfeld.nodes}
    assert len(umfeld.tables[1].rows) == sum(len(edge["words"]) for edge in umfeld.edges)
    for view in (city, umfeld):
        for table in view.tables:
            assert all(len(row) == len(table.headers) for row in table.rows)
            assert all(row[0].href.startswith("/doc/") for row in table.rows)


def test_facts_name_what_is_left_out_and_the_bridges():
    graph = cities()
    facts = [f"{fact.strong} {fact.text}" for fact in city_view(graph, "de", href).facts]
    drawn = sum(data["backbone"] for *_, data in graph.edges(data=True))
    assert facts[0] == f"44 Kommunen, {drawn} von {graph.number_of_edges()} Verbindungen gezeigt"
    assert facts[1].startswith("Bad Musterstadt an der Saale 0, Bad Musterstadt an der Saale 1 verbinden")


def test_a_tie_gives_its_reasons_with_sources_and_marks_what_was_inferred(city):
    details = city.edges[0]["details"]
    items = [item for section in details["sections"] for item in section["items"]]
    assert [item["inferred"] for item in items] == [True, False, False]
    assert items[1]["sources"] == [{"label": "example.org/plan", "href": "https://example.org/plan"}]
    assert all(item["href"].startswith("/doc/") for item in items)
    assert details["actions"][0]["href"].startswith("/verbindung?a=https%3A%2F%2F")


def test_a_city_names_its_partners_closest_first(city):
    graph = cities()
    key = city.nodes[3]["id"]
    shown = [item["node"] for item in city.nodes[3]["details"]["sections"][0]["items"]]
    weights = [graph.edges[key, other]["weight"] for other in shown]
    assert weights == sorted(weights, reverse=True)
    assert len(shown) == min(6, graph.degree(key))


def test_cities_without_companions_share_one_legend_entry():
    graph = cities(count=6)
    view = city_view(graph, "de", href)
    assert [entry.count for entry in view.legend if entry.count is not None] == [6]


def test_an_empty_network_has_a_view():
    graph = nx.Graph(groups=[], total_edges=0)
    view = city_view(graph, "de", href)
    assert view.nodes == ()
    assert vignette(graph).spots == ()


def test_things_between_two_nodes_are_one_edge_with_all_its_words():
    a, b = iri("goal", "a"), iri("measure", "b")
    nodes = (Neighbour(a, "goal", "A", 2, 0), Neighbour(b, "measure", "B", 2, 1))
    links = (Link(a, b, "x#about"), Link(b, a, "x#contributesTo", True), Link(a, b, "x#about"))
    view = neighbourhood_view(Neighbourhood(a, nodes, links, 2), "de", href, label_of)
    assert len(view.edges) == 1
    assert [(word["from"], word["label"], word["inferred"]) for word in view.edges[0]["words"]][:2] == [
        (a, "about", False),
        (b, "contributesTo", True),
    ]


def test_expansion_keeps_links_to_what_the_page_shows_already():
    center, new, known = iri("goal", "a"), iri("measure", "b"), iri("municipality", "c")
    nodes = (Neighbour(center, "goal", "A", 2, 0), Neighbour(new, "measure", "B", 2, 1))
    links = (Link(center, new, "x#about"), Link(new, known, "x#planningArea"))
    found = expansion(Neighbourhood(center, nodes, links, 9), "de", href, label_of)
    assert [node["id"] for node in found["nodes"]] == [center, new]
    assert {(edge["from"], edge["to"]) for edge in found["edges"]} == {(center, new), (new, known)}
    assert all("x" not in node and len(node["box"]) == 3 for node in found["nodes"])


def test_reasons_are_grouped_heaviest_layer_first_and_counted():
    groups = grouped_reasons([*reasons(1), *reasons(2)], "de", href, limit=1)
    assert [(group.layer, group.total, len(group.items)) for group in groups] == [
        ("measure", 2, 1),
        ("goal", 2, 1),
        ("theme", 2, 1),
    ]
    assert sum(group.share for group in groups) == pytest.approx(1)
    assert counted(groups, "de") == "2 Maßnahmen, 2 Ziele und 2 Themen"
    assert counted(groups[:1], "en") == "2 measures"
    assert groups[2].items[0].sentence == "Im anderen Plan entspricht dem: „Verkehr“."


def test_links_that_are_no_web_addresses_are_not_offered():
    view = city_view(cities(), "de", lambda _: "javascript:alert(1)")
    assert {action["href"] for node in view.nodes for action in node["details"]["actions"][:1]} == {""}


@pytest.mark.parametrize(
    ("address", "label"),
    [
        ("https://www.saalebogen.de", "saalebogen.de"),
        ("https://www.saalebogen.de/region/?x=1", "saalebogen.de/region"),
        ("https://ipu-erfurt.de/pl%C3%A4ne", "ipu-erfurt.de/pläne"),
        ("https://a.de/ein/langer/weg/durch/viele/ordner/ziel.pdf", "a.de/…/ziel.pdf"),
    ],
)
def test_sources_of_one_host_can_be_told_apart(address, label):
    assert address_label(address) == label
