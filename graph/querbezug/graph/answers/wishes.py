"""Where people wish for much and nobody plans anything: places and spots on the map."""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_array

from querbezug.graph.analysis.coverage import METRES_PER_DEGREE, Spot, spots
from querbezug.graph.analysis.gaps import within
from querbezug.graph.analysis.sparse import in_column
from querbezug.graph.answers.model import Answer, Column, Form, Listing, Number, Rows, Table, Thing, counted
from querbezug.graph.answers.places import ideas_at_places, measures_at_places
from querbezug.graph.answers.questions import Asks, Given, Parameter, Question
from querbezug.graph.answers.scope import (
    CITY,
    chosen,
    columns_of,
    named,
    named_all,
    serving_of,
    sources_of,
    where,
)
from querbezug.graph.answers.workbench import Workbench
from querbezug.ontology.strings import Message, message

_WISHES = (Column("place", Form.THING), Column("voices", Form.COUNT), Column("sources", Form.SOURCES))
_SPOTS = (
    Column("best_idea", Form.THING),
    Column("ideas", Form.COUNT),
    Column("topics", Form.THINGS),
    Column("examples", Form.THINGS),
    Column("latitude"),
    Column("longitude"),
)

SPOT_METRES = 400.0
"""Ideas within a square of this width lie at one spot: five minutes on foot."""

_MOST_SPOTS = 50
_FEW = 3

Spots = list[tuple[Spot, NDArray[np.int32]]]
"""Spots with the indices of the ideas there, the most supported first."""


def wishes(workbench: Workbench, given: Given) -> Answer:
    """Say where people wish for much and nobody plans anything: by place, and by spots on the map.

    Parameters
    ----------
    workbench : Workbench
        The data.
    given : mapping
        ``city``, or nothing for all; ``least``: how many voices make a place worth a row.
    """
    columns, least = columns_of(workbench, given), given["least"]
    inside = within(workbench.ties.areas.places, columns)
    voices, planned = _by_place(workbench)
    wished = np.flatnonzero(inside & (voices >= least) & (planned == 0))
    order = wished[np.lexsort((wished, -voices[wished]))]
    found = _spots(workbench, columns, least)
    sentences = [counted("places.wishes", len(order), where=where(workbench, given), least=Number(least))]
    if order.tolist() == [given.get("city")]:
        names = {"city": workbench.thing(given["city"]), "voices": Number(int(voices[order[0]]))}
        sentences = [message("places.wishes_here", **names)]
    elif len(order):
        names = {"place": workbench.thing(int(order[0])), "voices": Number(int(voices[order[0]]))}
        sentences.append(counted("places.wishes_most", len(order), **names))
    sentences += _spot_sentences(workbench, found)
    tables = (_wish_table(workbench, order, voices), _spot_table(workbench, found))
    return Answer(
        "wishes",
        tuple(sentences),
        tuple(table for table in tables if table.rows),
        (message("places.wishes_method", metres=Number(SPOT_METRES)),),
        chosen(workbench, given, ("least",)),
    )


def _wish_table(workbench: Workbench, places: NDArray[np.int64], voices: NDArray[np.int64]) -> Table:
    rows = Rows(places.tolist(), lambda n: (workbench.thing(n), int(voices[n]), sources_of(workbench, n)))
    return Table("places", message("places.table_wishes"), _WISHES, rows)


def _by_place(workbench: Workbench) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Return how many voices and measures each place has; a town those for all of it, too."""
    areas, projection = workbench.ties.areas, workbench.projection
    voices, planned = in_column(ideas_at_places(workbench)), in_column(measures_at_places(workbench))
    towns, measures = areas.towns, projection.numbers("measure")
    planned[towns] = in_column(csr_array(areas.having[measures]))
    return voices, planned


def _spots(workbench: Workbench, columns: NDArray[np.int32] | None, least: int) -> Spots:
    """Return the fullest spots; those near a measure on the map are left out."""
    projection = workbench.projection
    inside = within(workbench.ties.areas.home, columns)
    ideas = [n for n in projection.of_kind("idea") if n in projection.positions and inside[n]]
    numbers, lying = np.array(ideas, np.int32), _positions(workbench, ideas)
    built = _positions(workbench, [n for n in projection.of_kind("measure") if n in projection.positions])
    found: Spots = []
    for spot in spots(lying[:, 0], lying[:, 1], SPOT_METRES, least):
        if not _near(spot, built):
            found.append((spot, _most_liked_first(workbench, numbers[spot.members])))
        if len(found) == _MOST_SPOTS:
            break
    return found


def _positions(workbench: Workbench, numbers: list[int]) -> NDArray[np.float64]:
    """Return latitude and longitude of some things, shape (k, 2)."""
    known = workbench.projection.positions
    return np.array([known[number] for number in numbers], dtype=np.float64).reshape(-1, 2)


def _most_liked_first(workbench: Workbench, ideas: NDArray[np.int32]) -> NDArray[np.int32]:
    votes = np.array([workbench.projection.votes.get(int(n), (0, 0))[0] for n in ideas])
    return ideas[np.lexsort((ideas, -votes))]


def _near(spot: Spot, built: NDArray[np.float64]) -> bool:
    """Return whether a measure lies within the width of a spot from its middle."""
    north = (built[:, 0] - spot.latitude) * METRES_PER_DEGREE
    east = (built[:, 1] - spot.longitude) * METRES_PER_DEGREE * np.cos(np.radians(spot.latitude))
    return bool((np.hypot(north, east) <= SPOT_METRES).any())


def _spot_table(workbench: Workbench, found: Spots) -> Table:
    rows = tuple(
        (
            named(workbench, int(ideas[0])),
            len(ideas),
            _topics(workbench, ideas),
            named_all(workbench, ideas[1 : 1 + _FEW].tolist()),
            f"{spot.latitude:.5f}",
            f"{spot.longitude:.5f}",
        )
        for spot, ideas in found
    )
    return Table("spots", message("places.table_spots"), _SPOTS, rows)


def _topics(workbench: Workbench, ideas: NDArray[np.int32]) -> tuple[Thing, ...]:
    """Return what most of some ideas are about, at least two of them."""
    counts = in_column(csr_array(serving_of(workbench).named[ideas]))
    counts[workbench.projection.numbers("category")] = 0
    several = np.flatnonzero(counts > 1)
    order = several[np.lexsort((several, -counts[several]))][:_FEW]
    return tuple(workbench.thing(int(number)) for number in order)


def _spot_sentences(workbench: Workbench, found: Spots) -> Iterable[Message]:
    if found:
        _, ideas = found[0]
        topics = _topics(workbench, ideas)
        names = {
            "n": Number(len(ideas)),
            "metres": Number(SPOT_METRES),
            "idea": named(workbench, int(ideas[0])),
        }
        yield message("places.spot", **names)
        if topics:
            yield message("places.spot_topics", topics=Listing(topics))


QUESTIONS = (
    Question(
        "wishes",
        "places",
        "gaps",
        wishes,
        (CITY, Parameter("least", Asks.NUMBER, required=False, default=3)),
    ),
)
