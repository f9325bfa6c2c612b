"""Models of the pages one browses: search and connections."""

from __future__ import annotations

from collections.abc import Sequence
from urllib.parse import urlencode

import networkx as nx

from querbezug.api.http.context import Paths
from querbezug.api.http.listing import filters, hit, wanted
from querbezug.api.http.names import Names
from querbezug.api.http.pairs import by_name, meant_city, pair_form
from querbezug.api.http.service import Service
from querbezug.api.http.why import Why
from querbezug.api.page_models import City, ConnectionPage, HitGroup, Link, SearchPage
from querbezug.api.page_models.review import ReviewItem
from querbezug.graph.analysis import ties_between
from querbezug.graph.analysis.model import Layer, Reason
from querbezug.graph.answers.resolving import ParameterError
from querbezug.graph.search import Hit as Found
from querbezug.ontology.strings import Lang
from querbezug.ontology.terms import QUER
from querbezug.visualise.reasons import connection_path, grouped_reasons

HITS_A_KIND = 8
MOST_SUGGESTED = 12

MOST_TEXTS = 200
"""For so many of the texts that name something in two cities the page says why."""

_NAMING = frozenset({Layer.CO_MENTION, Layer.EXAMPLE})


def search_page(service: Service, asked: dict[str, str], lang: Lang, paths: Paths) -> SearchPage:
    """Return what was found, by kind.

    Parameters
    ----------
    asked : dict
        ``q``, ``ort`` and ``quelle``, as in the address.

    Raises
    ------
    NotFoundError
        If the place or source is unknown.
    """
    query, names = asked.get("q", ""), Names(service, lang, paths)
    look = wanted(service, paths, "", query, asked.get("ort", ""), asked.get("quelle", ""), "")
    hits = service.catalogue().find(look) if query.strip() else []
    grouped: dict[str, list[Found]] = {}
    for each in hits:
        grouped.setdefault(each.kind, []).append(each)
    groups = tuple(
        HitGroup(
            kind,
            len(found),
            tuple(hit(service, names, each, with_kind=False) for each in found[:HITS_A_KIND]),
            _more(kind, asked, found),
        )
        for kind, found in grouped.items()
    )
    suggestions = tuple(
        Link(each.label, paths.href(each.value), "municipality")
        for each in by_name(service.cities())[:MOST_SUGGESTED]
    )
    return SearchPage(
        query,
        len(hits),
        groups,
        () if hits else suggestions,
        filters(service, paths, lang, "", asked),
        service.catalogue().leaves_out(look),
    )


def _more(kind: str, asked: dict[str, str], found: Sequence[Found]) -> str:
    values = {name: value for name, value in asked.items() if value}
    return f"/liste/{kind}?{urlencode(values)}" if len(found) > HITS_A_KIND else ""


def connection_page(service: Service, a: str, b: str, lang: Lang, paths: Paths) -> ConnectionPage:
    """Return what ties two cities; only the form while one is missing.

    Parameters
    ----------
    a, b : str
        IRIs, or what somebody typed where there are too many cities for a list.

    Raises
    ------
    NotFoundError
        If the graph does not know one of the cities.
    """
    network = service.cities()
    try:
        a, b = (meant_city(service, typed) for typed in (a, b))
    except ParameterError as error:
        return ConnectionPage(pair_form(network, a, b), problem=error.text(lang))
    pair = pair_form(network, a, b)
    if not a or not b:
        return ConnectionPage(pair, _city(network, a, paths), _city(network, b, paths))
    reasons = _reasons(service, a, b)
    partners = sorted(network[a], key=lambda other: (-network[a][other]["weight"], other))
    return ConnectionPage(
        pair=pair,
        a=_city(network, a, paths),
        b=_city(network, b, paths),
        groups=grouped_reasons(reasons, lang, paths.href),
        rank_a=partners.index(b) + 1 if b in partners else None,
        partners_a=len(partners),
        suggestions=_suggestions(network, a, partners),
        downloads=(Link("JSON", f"/api/ties?{urlencode({'a': a, 'b': b})}"),),
        why=named_together(service, a, b, lang, paths) if reasons else {},
    )


def _reasons(service: Service, a: str, b: str) -> list[Reason]:
    bench = service.workbench()
    return ties_between(bench.projection, a, b, bench.ties)


def named_together(
    service: Service, a: str, b: str, lang: Lang, paths: Paths
) -> dict[str, tuple[ReviewItem, ...]]:
    """Return what speaks for the texts that tie two cities by what they name, by their addresses."""
    why = Why(service.snapshot(), lang)
    reasons = _reasons(service, a, b)
    texts = sorted({reason.iri for reason in reasons if reason.layer in _NAMING})
    found = {paths.href(iri): _places(service, why, iri, (a, b)) for iri in texts[:MOST_TEXTS]}
    return {href: items for href, items in found.items() if items}


def _places(service: Service, why: Why, unit: str, cities: tuple[str, str]) -> tuple[ReviewItem, ...]:
    """Return why a text is said to name two cities: the places and examples in it that belong to one."""
    index, kinds, towns = service.projection().index, service.projection().kinds, service.catalogue().towns
    wanted = {index[city] for city in cities}
    named = {index[body]: body for body in (each.claim.body for each in why.found_in(unit)) if body in index}
    near = sorted(
        iri
        for place, iri in named.items()
        if kinds[place] in ("region", "example") or not wanted.isdisjoint({place, *towns.get(place, ())})
    )
    return tuple(item for iri in near for item in why.of_link(unit, str(QUER.mentions), iri))


def _city(network: nx.Graph[str], iri: str, paths: Paths) -> City | None:
    return City(iri, network.nodes[iri]["label"], paths.href(iri)) if iri in network else None


def _suggestions(network: nx.Graph[str], a: str, partners: Sequence[str]) -> tuple[Link, ...]:
    return tuple(
        Link(f"{network.nodes[a]['label']} – {network.nodes[other]['label']}", connection_path(a, other))
        for other in partners[:6]
    )
