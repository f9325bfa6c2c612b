"""Choosing two cities: from a list, or by typing where there are too many for one."""

from __future__ import annotations

from collections import Counter
from heapq import nlargest

import networkx as nx

from querbezug.api.http.labels import local_name
from querbezug.api.http.service import Service
from querbezug.api.page_models import Choice, PairForm
from querbezug.graph.answers.questions import Asks, Parameter
from querbezug.graph.answers.resolving import ParameterError, resolve
from querbezug.graph.errors import NotFoundError

MOST_LISTED = 400
"""With more cities than these they are typed."""

MOST_SUGGESTED = 300
"""So many cities, those with most inhabitants, are suggested then."""

_CITY = Parameter("city", Asks.CITY)


def by_name(network: nx.Graph[str]) -> tuple[Choice, ...]:
    """Return the cities of the network by name."""
    named = sorted((data["label"], iri) for iri, data in network.nodes(data=True))
    return tuple(Choice(iri, label) for label, iri in named)


def pair_form(network: nx.Graph[str], first: str = "", second: str = "") -> PairForm:
    """Return the form for two cities of the network, with those in it that were chosen.

    Parameters
    ----------
    first, second : str
        IRIs, or what somebody typed that means no city.
    """
    cities = by_name(network)
    if len(cities) <= MOST_LISTED:
        return PairForm(cities, first, second)
    names = Counter(city.label for city in cities)

    def typed(iri: str) -> str:
        """Return what one has to type: the name, or the last part of the IRI where others are called so."""
        label = network.nodes[iri]["label"] if iri in network else iri
        return label if names[label] <= 1 else local_name(iri)

    people = {iri: data["population"] or 0 for iri, data in network.nodes(data=True)}
    largest = nlargest(MOST_SUGGESTED, cities, key=lambda city: people[city.value])
    suggested = tuple(Choice(typed(city.value), city.label) for city in largest)
    return PairForm(suggested, typed(first), typed(second), is_typed=True)


def meant_city(service: Service, typed: str) -> str:
    """Return the IRI of the city that is meant; nothing where nothing was typed.

    Raises
    ------
    ParameterError
        If there are so many cities that they are typed, and it means none or several.
    NotFoundError
        If there are few, and it is none of them.
    """
    network, bench = service.cities(), service.workbench()
    if not typed or typed in network:
        return typed
    try:
        found = bench.projection.iris[resolve(bench, _CITY, typed)]
    except ParameterError as error:
        if len(network) > MOST_LISTED:
            raise
        raise NotFoundError("graph.unknown-thing", iri=typed) from error
    if found not in network:
        raise NotFoundError("graph.unknown-thing", iri=typed)
    return found
