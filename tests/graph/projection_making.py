"""Small projections made in memory, for analyses that need no store."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
from rdflib.term import URIRef

from querbezug.graph.analysis.projection import PREDICATES, Projection

LinkOf = tuple[str, URIRef, str]
"""Name of a thing, property, name of a thing."""


def projection_of(
    things: Mapping[str, str],
    links: Sequence[LinkOf] = (),
    *,
    concluded: Sequence[LinkOf] = (),
    **more: Any,
) -> Projection:
    """Return the projection of things given by name and kind, and the links between them.

    Parameters
    ----------
    things : mapping of str to str
        Kind by name; the name is IRI and label.
    links, concluded : sequence of (str, URIRef, str)
        What sources state, and what editors concluded.
    **more
        Other attributes of :class:`Projection`; keys of mappings are names.
    """
    names = sorted(things)
    index = {name: number for number, name in enumerate(names)}
    codes = {predicate: code for code, predicate in enumerate(PREDICATES)}
    cells = {(codes[p], index[s], index[o]): False for s, p, o in links}
    cells |= {(codes[p], index[s], index[o]): True for s, p, o in concluded}
    rows = np.array(sorted(cells), dtype=np.int32).reshape(-1, 3)
    known = {
        key: {index[name]: value for name, value in values.items()} if isinstance(values, dict) else values
        for key, values in more.items()
    }
    return Projection(
        version="1",
        iris=names,
        kinds=[things[name] for name in names],
        labels=list(names),
        source=rows[:, 1],
        target=rows[:, 2],
        predicate=rows[:, 0],
        inferred=np.array([cells[key] for key in sorted(cells)], dtype=np.bool_),
        **{"positions": {}, "population": {}, "sources": {}, **known},
    )


def names(projection: Projection, numbers: Sequence[int] | np.ndarray[Any, Any]) -> list[str]:
    """Return the names of things by their indices."""
    return [projection.iris[int(number)] for number in numbers]
