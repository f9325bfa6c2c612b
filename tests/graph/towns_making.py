"""Projections written by hand: things by name, links by property."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np
from rdflib.term import URIRef

from querbezug.graph.analysis.projection import FUNCTIONS, PREDICATES, Projection

Links = Mapping[URIRef, Sequence[tuple[str, str]]]


def projection_of(
    things: Mapping[str, str],
    links: Links,
    *,
    population: Mapping[str, int] | None = None,
    positions: Mapping[str, tuple[float, float]] | None = None,
    functions: Mapping[str, str] | None = None,
    votes: Mapping[str, tuple[int, int]] | None = None,
) -> Projection:
    """Return a projection of things (name to kind) and links; names are labels and IRIs at once."""
    names = sorted(things)
    index = {name: number for number, name in enumerate(names)}
    rows = sorted(
        (PREDICATES.index(predicate), index[a], index[b])
        for predicate, pairs in links.items()
        for a, b in set(pairs)
    )
    code, source, target = np.array(rows, dtype=np.int32).reshape(-1, 3).T
    doing = np.array([FUNCTIONS.index((functions or {}).get(name, "")) for name in names], dtype=np.int8)
    return Projection(
        version="by hand",
        iris=names,
        kinds=[things[name] for name in names],
        labels=names,
        source=source,
        target=target,
        predicate=code,
        inferred=np.zeros(len(rows), np.bool_),
        positions={index[name]: place for name, place in (positions or {}).items()},
        population={index[name]: count for name, count in (population or {}).items()},
        sources={},
        functions=doing,
        votes={index[name]: each for name, each in (votes or {}).items()},
    )


def number(projection: Projection, name: str) -> int:
    """Return the index of a thing."""
    return projection.index[name]


def names(projection: Projection, numbers: Sequence[int]) -> list[str]:
    """Return the names of things, in the order given."""
    return [projection.labels[each] for each in numbers]
