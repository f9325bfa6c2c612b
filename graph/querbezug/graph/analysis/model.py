"""What analyses hand out beside networkx graphs: reasons, neighbours, groups."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum

TIE = "urn:querbezug:tie"
"""The predicate of a :class:`Link` that sums up what two cities share."""


class Layer(StrEnum):
    """The ways in which two cities can be tied."""

    MEASURE = "measure"
    GOAL = "goal"
    THEME = "theme"
    TOPIC = "topic"
    COOPERATION = "cooperation"
    PLANNER = "planner"
    ACTOR = "actor"
    COMPARABLE = "comparable"
    CO_MENTION = "co-mention"
    EXAMPLE = "example"
    NEIGHBOUR = "neighbour"


@dataclass(frozen=True, slots=True)
class Reason:
    """One thing that ties two cities.

    Attributes
    ----------
    layer : Layer
        In which way it ties them.
    iri : str
        The thing itself.
    label : str
        Its German label.
    weight : float
        Its share of the tie's weight.
    inferred : bool
        Whether an editor concluded the link rather than a source stating it.
    sources : tuple of str
        Web addresses that state it, or the IRI of the source document with the line.
    detail : str
        A second thing where the tie needs two (the other city's measure); for neighbours how many
        kilometres lie between them; else empty.
    detail_iri : str
        The IRI of that second thing; empty where there is none.
    """

    layer: Layer
    iri: str
    label: str
    weight: float
    inferred: bool = False
    sources: tuple[str, ...] = ()
    detail: str = ""
    detail_iri: str = ""


@dataclass(frozen=True, slots=True)
class CityGroup:
    """Cities that pull in the same direction.

    ``label`` says what they share, ``thing`` is the IRI of that; empty where it is only the name of
    the largest city. ``members`` are IRIs.
    """

    number: int
    label: str
    members: tuple[str, ...]
    thing: str = ""


@dataclass(frozen=True, slots=True)
class Neighbour:
    """A node of a neighbourhood; ``kind`` is a :class:`querbezug.graph.records.Kind` value.

    ``kind`` is ``municipality`` for a place that is one. ``degree`` counts all its links in the
    whole graph, so a view can say how much is not shown. ``distance`` is steps from the centre.
    """

    iri: str
    kind: str
    label: str
    degree: int
    distance: int
    score: float = 0.0


@dataclass(frozen=True, slots=True)
class Link:
    """An edge as the graph states it: ``source`` ``predicate`` ``target`` (all IRIs).

    ``weight`` is set for a tie between two cities (``predicate`` is :data:`TIE`), which no source
    states by itself: it sums up what they share.
    """

    source: str
    target: str
    predicate: str
    inferred: bool = False
    weight: float | None = None


@dataclass(frozen=True, slots=True)
class Neighbourhood:
    """The most relevant surroundings of one thing.

    ``total`` counts the nodes within two steps, shown or not; ``hidden`` counts by kind what is
    left out, ``near`` what is left out of the things linked to the centre itself.
    """

    center: str
    nodes: tuple[Neighbour, ...]
    links: tuple[Link, ...]
    total: int
    hidden: dict[str, int] = field(default_factory=dict)
    near: dict[str, int] = field(default_factory=dict)
