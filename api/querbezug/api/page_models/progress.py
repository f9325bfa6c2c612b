"""Models of how far things have come, and of what there is how often."""

from __future__ import annotations

from dataclasses import dataclass

from querbezug.api.page_models.parts import Link, Status
from querbezug.api.page_models.review import ReviewItem


@dataclass(frozen=True, slots=True)
class ReportEntry:
    """A status report; ``mark`` is the source's own word for it, such as a traffic light's colour."""

    href: str
    period: str
    text: str
    status: Status | None = None
    mark: str = ""


@dataclass(frozen=True, slots=True)
class Part:
    """A measure that is part of another, with how far it has come and its own parts."""

    link: Link
    status: Status
    parts: tuple[Part, ...] = ()


@dataclass(frozen=True, slots=True)
class Segment:
    """A piece of a bar, in per cent of the chart's width."""

    status: Status | None
    count: int
    start: float
    width: float


@dataclass(frozen=True, slots=True)
class Bar:
    """A row of a chart; ``words`` say what its segments say."""

    link: Link
    count: int
    segments: tuple[Segment, ...]
    words: str = ""


@dataclass(frozen=True, slots=True)
class Chart:
    """How often there is what; ``kind`` is the kind of things counted."""

    key: str
    heading: str
    kind: str
    bars: tuple[Bar, ...]
    legend: tuple[Status, ...] = ()
    more: Link | None = None


@dataclass(frozen=True, slots=True)
class Likeness:
    """A thing that may be the same as the one the page is about."""

    link: Link
    confidence: float
    reason: str
    review: str
    quote: str = ""
    why: tuple[ReviewItem, ...] = ()
