"""The model of the map."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from querbezug.api.page_models.listing import Filter, Hit, Pager
from querbezug.api.page_models.parts import Link
from querbezug.visualise.karte import MapPicture
from querbezug.visualise.palette import Mark


@dataclass(frozen=True, slots=True)
class LegendRow:
    """What a mark on the map stands for, and how often."""

    link: Link
    mark: Mark
    count: int


@dataclass(frozen=True, slots=True)
class MapPage:
    """``/views/karte``: everything that has a place.

    ``hits`` are the things in the picture, page by page; ``tools`` lead to neighbouring pictures,
    their ``kind`` says in which direction.
    """

    template: ClassVar[str] = "karte.html"
    active: ClassVar[str] = "karte"
    wide: MapPicture
    narrow: MapPicture
    total: int
    hits: tuple[Hit, ...]
    pager: Pager
    query: str = ""
    filters: tuple[Filter, ...] = ()
    legend: tuple[LegendRow, ...] = ()
    tools: tuple[Link, ...] = ()
    everything_href: str = ""
