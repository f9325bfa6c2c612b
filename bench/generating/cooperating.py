"""Who works together: regions, neighbours, and networks over the whole country."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from bench.generating.geography import Cities
from bench.generating.words import words
from querbezug.graph.gazetteer import gazetteer

_CITIES_A_COOPERATION = 25
_SMALLEST_NETWORK, _LARGEST_NETWORK = 5, 200


@dataclass(frozen=True, slots=True)
class Cooperation:
    """Cities that work together; ``is_region`` where they plan for an area of their own."""

    key: str
    label: str
    kind: str
    members: tuple[int, ...]
    founded: int
    is_region: bool = False


def cooperations(cities: Cities, chance: np.random.Generator) -> list[Cooperation]:
    """Return one region for each group of cities, small cooperations of neighbours, and networks."""
    return [*_regions(cities, chance), *_of_neighbours(cities, chance), *_networks(cities, chance)]


def _regions(cities: Cities, chance: np.random.Generator) -> Iterator[Cooperation]:
    for group in range(len(cities.centres)):
        largest = int(cities.members(group)[0])
        near = cities.near[largest][: chance.integers(11, 25)]
        members = (largest, *(int(city) for city in near if city >= 0))
        entry = cities.entries[largest]
        label = f"Region {entry.label}"
        slug = f"region-{gazetteer().slug(entry)}"
        yield Cooperation(slug, label, "Region", members, int(chance.integers(1990, 2021)), is_region=True)


def _of_neighbours(cities: Cities, chance: np.random.Generator) -> Iterator[Cooperation]:
    """Yield cooperations of three to seven neighbouring towns, whatever county they lie in."""
    there = np.flatnonzero(cities.covered)
    weight = np.sqrt(cities.population[there])
    count = max(2, len(there) // _CITIES_A_COOPERATION)
    for number, first in enumerate(chance.choice(there, count, replace=False, p=weight / weight.sum())):
        partners = [int(city) for city in cities.near[first][: chance.integers(2, 7)] if city >= 0]
        entry = cities.entries[first]
        kind = ("Städteverbund", "Zweckverband", "Kommunale Arbeitsgemeinschaft")[number % 3]
        slug = f"verbund-{gazetteer().slug(entry)}"
        founded = int(chance.integers(1990, 2021))
        yield Cooperation(slug, f"{kind} um {entry.label}", kind, (int(first), *partners), founded)


def _networks(cities: Cities, chance: np.random.Generator) -> Iterator[Cooperation]:
    there = np.flatnonzero(cities.covered)
    weight = cities.population[there] ** 0.8
    for number, label in enumerate(words().networks):
        size = int(max(_SMALLEST_NETWORK, min(_LARGEST_NETWORK, len(there) / 40) / (1 + number / 3)))
        members = chance.choice(there, size, replace=False, p=weight / weight.sum())
        largest_first = members[np.argsort(-cities.population[members], kind="stable")]
        chosen = tuple(int(city) for city in largest_first)
        yield Cooperation(
            f"netzwerk-{number + 1}", label, "Netzwerk", chosen, int(chance.integers(1990, 2021))
        )
