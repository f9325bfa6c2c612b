"""The model of the start page: what is here, and where to begin."""

from __future__ import annotations

from collections.abc import Iterable
from heapq import nlargest

import networkx as nx

from querbezug.api.http.answer_page import questions_on
from querbezug.api.http.context import Paths
from querbezug.api.http.labels import local_name
from querbezug.api.http.listing import kind_counts
from querbezug.api.http.pairs import pair_form
from querbezug.api.http.service import Service
from querbezug.api.page_models import KindCount, Link, Region, StartPage
from querbezug.ontology.strings import Lang
from querbezug.ontology.terms import QUER
from querbezug.visualise.reasons import umfeld_path
from querbezug.visualise.vignette import vignette

CLOSE_TO_HEAVIEST = 0.9
FIRST_KINDS = ("municipality", "goal", "measure", "idea", "comment", "plan")
MOST_CARDS = 24
"""So many regions, and so many towns outside all of them, are shown; lists have the rest."""

MOST_CONSIDERED = 200
HELD = ("idea", "comment", "goal", "measure", "report")
FIRST_QUESTIONS = (
    "whom-to-ask",
    "comparable-cities",
    "suggestions",
    "gaps",
    "unanswered",
    "contested",
    "bridges",
    "leaving",
)
"""Questions on the start page: one of each sort a planner comes with."""


def start_page(service: Service, paths: Paths, lang: Lang) -> StartPage:
    """Return the start page."""
    network = service.cities()
    first, second = _closest_pair(network)
    example = Link(network.nodes[first]["label"], umfeld_path(first), "municipality") if first else None
    counts = {entry.kind: entry for entry in kind_counts(service)}
    regions, members = _regions(service, paths)
    asked = network.nodes[first]["label"] if first else ""
    return StartPage(
        counts=tuple(counts[kind] for kind in FIRST_KINDS if kind in counts),
        regions=regions,
        pair=pair_form(network, first, second),
        picture=vignette(network) if network else None,
        example_umfeld=example,
        more_counts=tuple(entry for kind, entry in counts.items() if kind not in FIRST_KINDS),
        towns=_towns(service, paths, members),
        more_regions=len(regions) == MOST_CARDS,
        questions=questions_on(FIRST_QUESTIONS, first, asked, lang) if first else (),
    )


def _closest_pair(network: nx.Graph[str]) -> tuple[str, str]:
    """Return two cities with one of the heaviest ties: the most people, the larger city first."""
    if not network.number_of_edges():
        return "", ""
    weights = {(a, b): float(data["weight"]) for a, b, data in network.edges(data=True)}
    heaviest = max(weights.values())
    close = [tie for tie, weight in weights.items() if weight >= CLOSE_TO_HEAVIEST * heaviest]
    people = {city: data["population"] or 0 for city, data in network.nodes(data=True)}
    pair = max(sorted(close), key=lambda cities: people[cities[0]] + people[cities[1]])
    left, right = sorted(pair, key=lambda city: -people[city])
    return left, right


def _regions(service: Service, paths: Paths) -> tuple[tuple[Region, ...], set[int]]:
    """Return the regions that something is known of, the best known first, and the towns in them."""
    projection = service.projection()
    members: dict[int, list[int]] = {number: [] for number in projection.of_kind("cooperation")}
    for cooperation, city, _ in projection.pairs(QUER.hasMemberMunicipality):
        members[cooperation].append(city)
    regions = []
    for number in _largest(service, members):
        cities = members[number]
        links = sorted((projection.labels[c], projection.iris[c]) for c in cities)
        listed = tuple(Link(label, paths.href(iri), "municipality") for label, iri in links)
        iri = projection.iris[number]
        region = Region(projection.labels[number], paths.href(iri), listed, _holds(service, iri))
        regions.append((_weight(region), region))
    ranked = sorted(regions, key=lambda pair: (-pair[0], pair[1].label))
    return tuple(region for _, region in ranked if region.members)[:MOST_CARDS], {
        c for m in members.values() for c in m
    }


def _towns(service: Service, paths: Paths, members: set[int]) -> tuple[Region, ...]:
    """Return the towns outside all regions that ideas or measures are known of, the best known first."""
    projection, towns = service.projection(), []
    alone = (number for number in projection.of_kind("municipality") if number not in members)
    for number in _largest(service, alone):
        iri = projection.iris[number]
        holds = _holds(service, iri)
        if holds:
            towns.append(Region(projection.labels[number], paths.href(iri), holds=holds))
    return tuple(sorted(towns, key=lambda town: (-_weight(town), town.label)))[:MOST_CARDS]


def _largest(service: Service, areas: Iterable[int]) -> list[int]:
    """Return the areas that most belongs to; few enough to look at each of them."""
    sizes = service.catalogue().towns.sizes()
    return nlargest(MOST_CONSIDERED, areas, key=lambda number: (sizes.get(number, 0), -number))


def _holds(service: Service, iri: str) -> tuple[KindCount, ...]:
    counts, name = service.catalogue().counts(iri), local_name(iri)
    return tuple(
        KindCount(kind, counts[kind], f"/liste/{kind}?ort={name}") for kind in HELD if counts.get(kind)
    )


def _weight(region: Region) -> int:
    return sum(entry.count for entry in region.holds)
