"""Models of the pages one browses: start, connection, search, lists, errors."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import ClassVar

from querbezug.api.page_models.listing import Filter, Hit
from querbezug.api.page_models.parts import KindCount, Link, PairForm
from querbezug.api.page_models.review import ReviewItem
from querbezug.visualise.reasons import ReasonGroup
from querbezug.visualise.vignette import Vignette


@dataclass(frozen=True, slots=True)
class Region:
    """A region or cooperation with its cities, or a city on its own; ``holds`` says what there is."""

    label: str
    href: str
    members: tuple[Link, ...] = ()
    holds: tuple[KindCount, ...] = ()


@dataclass(frozen=True, slots=True)
class StartPage:
    """``/``: what this is, what to do next."""

    template: ClassVar[str] = "start.html"
    active: ClassVar[str] = "start"
    counts: tuple[KindCount, ...]
    regions: tuple[Region, ...]
    pair: PairForm = field(default_factory=PairForm)
    picture: Vignette | None = None
    example_umfeld: Link | None = None
    more_counts: tuple[KindCount, ...] = ()
    towns: tuple[Region, ...] = ()
    questions: tuple[Link, ...] = ()
    more_regions: bool = False


@dataclass(frozen=True, slots=True)
class City:
    """One of the two cities compared."""

    iri: str
    label: str
    href: str


@dataclass(frozen=True, slots=True)
class ConnectionPage:
    """``/verbindung?a=…&b=…``: what ties two cities; only the form while one is missing.

    ``groups`` come from :func:`querbezug.visualise.reasons.grouped_reasons`. ``rank_a`` is the
    place of the second city among the first one's partners (1 = closest), if known. ``why`` is what
    speaks for reasons that no source states, by the address of their page. ``problem`` says why what
    was typed means no city.
    """

    template: ClassVar[str] = "connection.html"
    active: ClassVar[str] = "verbindung"
    pair: PairForm
    a: City | None = None
    b: City | None = None
    groups: tuple[ReasonGroup, ...] = ()
    rank_a: int | None = None
    partners_a: int | None = None
    suggestions: tuple[Link, ...] = ()
    view_href: str = "/views/staedteverbund"
    downloads: tuple[Link, ...] = ()
    why: Mapping[str, tuple[ReviewItem, ...]] = field(default_factory=dict)
    problem: str = ""


@dataclass(frozen=True, slots=True)
class HitGroup:
    """Hits of one kind; ``total`` may be larger than what is shown."""

    kind: str
    total: int
    hits: tuple[Hit, ...]
    more_href: str = ""


@dataclass(frozen=True, slots=True)
class SearchPage:
    """``/suche?q=``: what was found, by kind; ``left_out``: not in the wordings of contributions."""

    template: ClassVar[str] = "search.html"
    active: ClassVar[str] = "suche"
    query: str
    total: int = 0
    groups: tuple[HitGroup, ...] = ()
    suggestions: tuple[Link, ...] = ()
    filters: tuple[Filter, ...] = ()
    left_out: bool = False


@dataclass(frozen=True, slots=True)
class ErrorPage:
    """A friendly error: ``message`` says what happened, ``hint`` what to do."""

    template: ClassVar[str] = "error.html"
    active: ClassVar[str] = ""
    status: int
    message: str
    hint: str = ""
    query: str = ""
    links: tuple[Link, ...] = ()
