"""Models of the pages one browses: start, search, lists, connections."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from urllib.parse import urlencode

import networkx as nx

from querbezug.api.http.context import Paths
from querbezug.api.http.service import Service
from querbezug.api.page_models import (
    Choice,
    City,
    ConnectionPage,
    Hit,
    HitGroup,
    KindCount,
    Link,
    ListPage,
    Region,
    SearchPage,
    StartPage,
)
from querbezug.graph.analysis import Projection, ties_between
from querbezug.graph.errors import NotFoundError
from querbezug.graph.search import Hit as Found
from querbezug.graph.search import NameIndex
from querbezug.ontology.strings import Lang
from querbezug.ontology.terms import QUER
from querbezug.visualise.palette import palette
from querbezug.visualise.reasons import connection_path, grouped_reasons, umfeld_path
from querbezug.visualise.vignette import vignette

HITS_A_KIND = 8
PAGE_SIZE = 50
CLOSE_TO_HEAVIEST = 0.9


def start_page(service: Service, paths: Paths) -> StartPage:
    """Return the start page: what is here, and where to begin."""
    projection, network = service.projection(), service.cities()
    cities = city_choices(network)
    first, second = _closest_pair(network)
    example = Link(network.nodes[first]["label"], umfeld_path(first), "municipality") if first else None
    return StartPage(
        counts=kind_counts(projection),
        regions=_regions(projection, paths),
        cities=cities,
        first=first,
        second=second,
        picture=vignette(network) if network else None,
        example_umfeld=example,
    )


def city_choices(network: nx.Graph[str]) -> tuple[Choice, ...]:
    """Return the cities one can compare, by name."""
    named = sorted((data["label"], iri) for iri, data in network.nodes(data=True))
    return tuple(Choice(iri, label) for label, iri in named)


def kind_counts(projection: Projection) -> tuple[KindCount, ...]:
    """Return how many things of each kind there are."""
    counts = Counter(projection.kinds)
    return tuple(
        KindCount(k, counts[k], f"/liste/{k}") for k in palette().kinds if counts.get(k) and k != "authority"
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


def _regions(projection: Projection, paths: Paths) -> tuple[Region, ...]:
    members: dict[int, list[int]] = {number: [] for number in projection.of_kind("cooperation")}
    for cooperation, city, _ in projection.pairs(QUER.hasMemberMunicipality):
        members[cooperation].append(city)
    regions = []
    for number, cities in members.items():
        links = sorted((projection.labels[c], projection.iris[c]) for c in cities)
        listed = tuple(Link(label, paths.href(iri), "municipality") for label, iri in links)
        regions.append(
            (
                _weight(projection, cities),
                Region(projection.labels[number], paths.href(projection.iris[number]), listed),
            )
        )
    return tuple(region for _, region in sorted(regions, key=lambda pair: (-pair[0], pair[1].label)))


def _weight(projection: Projection, cities: Sequence[int]) -> int:
    """Return how much is known of a region's cities: the best known comes first."""
    matrix = projection.adjacency
    return max((int(matrix.indptr[c + 1] - matrix.indptr[c]) for c in cities), default=0)


def search_page(service: Service, query: str, paths: Paths) -> SearchPage:
    """Return what was found, by kind."""
    projection = service.projection()
    hits = NameIndex(projection).search(query)
    grouped: dict[str, list[Found]] = {}
    for hit in hits:
        grouped.setdefault(hit.kind, []).append(hit)
    groups = tuple(
        HitGroup(
            kind,
            len(found),
            tuple(_hit(hit, paths) for hit in found[:HITS_A_KIND]),
            _more(kind, query, found),
        )
        for kind, found in grouped.items()
    )
    nothing = not hits
    suggestions = tuple(
        Link(c.label, paths.href(c.value), "municipality") for c in city_choices(service.cities())
    )
    return SearchPage(query, len(hits), groups, suggestions[:12] if nothing else ())


def _more(kind: str, query: str, found: Sequence[Found]) -> str:
    return f"/liste/{kind}?{urlencode({'q': query})}" if len(found) > HITS_A_KIND else ""


def _hit(found: Found, paths: Paths) -> Hit:
    return Hit(found.label, paths.href(found.iri))


def list_page(service: Service, kind: str, query: str, after: int, paths: Paths) -> ListPage:
    """Return one page of the things of a kind, by name.

    Raises
    ------
    NotFoundError
        If there is no such kind.
    """
    projection = service.projection()
    if kind not in palette().kinds:
        raise NotFoundError("graph.unknown-thing", iri=kind)
    if query:
        found = [
            Hit(h.label, paths.href(h.iri)) for h in NameIndex(projection).search(query) if h.kind == kind
        ]
    else:
        named = sorted((projection.labels[n].casefold(), n) for n in projection.of_kind(kind))
        found = [Hit(projection.labels[n], paths.href(projection.iris[n])) for _, n in named]
    chosen = found[after : after + PAGE_SIZE]
    return ListPage(
        kind=kind,
        total=len(found),
        hits=tuple(chosen),
        first=after + 1,
        previous_href=_list_href(kind, query, after - PAGE_SIZE) if after > 0 else "",
        next_href=_list_href(kind, query, after + PAGE_SIZE) if after + PAGE_SIZE < len(found) else "",
        kinds=kind_counts(projection),
    )


def _list_href(kind: str, query: str, after: int) -> str:
    parts = {"q": query} if query else {}
    if after > 0:
        parts["after"] = str(after)
    return f"/liste/{kind}?{urlencode(parts)}" if parts else f"/liste/{kind}"


def connection_page(service: Service, a: str, b: str, lang: Lang, paths: Paths) -> ConnectionPage:
    """Return what ties two cities; only the form while one is missing.

    Raises
    ------
    NotFoundError
        If the graph does not know one of the cities.
    """
    network, projection = service.cities(), service.projection()
    choices = city_choices(network)
    if not a or not b:
        return ConnectionPage(choices, _city(network, a, paths), _city(network, b, paths))
    for iri in (a, b):
        if iri not in network:
            raise NotFoundError("graph.unknown-thing", iri=iri)
    reasons = ties_between(projection, a, b) if a != b else []
    partners = sorted(network[a], key=lambda other: (-network[a][other]["weight"], other))
    return ConnectionPage(
        cities=choices,
        a=_city(network, a, paths),
        b=_city(network, b, paths),
        groups=grouped_reasons(reasons, lang, paths.href),
        rank_a=partners.index(b) + 1 if b in partners else None,
        partners_a=len(partners),
        suggestions=_suggestions(network, a, partners),
        downloads=(Link("JSON", f"/api/ties?{urlencode({'a': a, 'b': b})}"),),
    )


def _city(network: nx.Graph[str], iri: str, paths: Paths) -> City | None:
    return City(iri, network.nodes[iri]["label"], paths.href(iri)) if iri in network else None


def _suggestions(network: nx.Graph[str], a: str, partners: Sequence[str]) -> tuple[Link, ...]:
    return tuple(
        Link(f"{network.nodes[a]['label']} – {network.nodes[other]['label']}", connection_path(a, other))
        for other in partners[:6]
    )
