"""What a view consists of, before anybody renders it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

from querbezug.ontology.strings import Lang

Json = Mapping[str, object]


@dataclass(frozen=True, slots=True)
class LegendEntry:
    """A line of the legend; entries with a ``count`` switch their nodes on and off.

    ``key`` is the value nodes carry as ``legend``; ``shape`` is a node shape or ``line``.
    """

    key: str
    label: str
    fill: str
    line: str
    shape: str
    count: int | None = None
    dashed: bool = False


@dataclass(frozen=True, slots=True)
class Fact:
    """A sentence of „Auf einen Blick“ whose beginning is set in bold."""

    strong: str
    text: str


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell of the table; a link where ``href`` is set, with small tags behind the text."""

    text: str
    href: str = ""
    tags: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Table:
    """Part of the accessible twin of the picture."""

    caption: str
    headers: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...]


@dataclass(frozen=True, slots=True)
class Download:
    """A file that holds the data of the view."""

    label: str
    href: str


@dataclass(frozen=True, slots=True)
class Disc:
    """A soft disc behind a node, showing the territory of its group."""

    node: str
    fill: str
    radius: float


@dataclass(frozen=True, slots=True)
class Frame:
    """The size of a picture in pixels; positions run from 0 to width and height."""

    width: float
    height: float


@dataclass(frozen=True, slots=True)
class View:
    """A picture that answers a question, with all that stands beside it.

    Attributes
    ----------
    key : str
        Name of the view in addresses (``staedteverbund``).
    title, question, foot, aria : str
        Heading, the question it answers, the small print, the text for screen readers.
    nodes, edges : tuple of dict
        In vis-network's form. Nodes carry ``x``/``y`` for wide and ``px``/``py`` for narrow screens.
    options : dict
        vis-network's options.
    frame, portrait : Frame
        The space the positions fill, on wide and on narrow screens.
    center : str
        The node chosen at first, or empty.
    expand_url : str
        Address that hands out more neighbours (``?iri=`` is appended), or empty.
    downloads, sparql
        Set by the door with :meth:`with_doors`.
    """

    key: str
    title: str
    question: str
    lang: Lang
    nodes: tuple[Json, ...]
    edges: tuple[Json, ...]
    options: Json
    frame: Frame
    portrait: Frame
    legend: tuple[LegendEntry, ...]
    facts: tuple[Fact, ...]
    tables: tuple[Table, ...]
    foot: str
    aria: str
    discs: tuple[Disc, ...] = ()
    center: str = ""
    expand_url: str = ""
    downloads: tuple[Download, ...] = ()
    sparql: str | None = None

    def with_doors(self, downloads: tuple[Download, ...], sparql: str | None) -> View:
        """Return the view with its data downloads and the query behind it."""
        return replace(self, downloads=downloads, sparql=sparql)
