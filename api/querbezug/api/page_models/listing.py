"""Models of lists that go over several pages."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from querbezug.api.page_models.parts import Choice, KindCount, Link, Status
from querbezug.api.page_models.review import ReviewItem


@dataclass(frozen=True, slots=True)
class Pager:
    """Where one is in a list; entries count from 1.

    ``pages`` are links to the first, the last and the neighbouring pages; an empty ``href`` marks
    the current one, an empty label a gap.
    """

    first: int
    last: int
    total: int
    previous_href: str = ""
    next_href: str = ""
    pages: tuple[Link, ...] = ()


@dataclass(frozen=True, slots=True)
class Hit:
    """A thing found; ``snippet`` is a piece of its text, ``note`` says where it belongs.

    ``why`` is what speaks for the link by which it is listed, if it was found and not stated.
    """

    label: str
    href: str
    snippet: str = ""
    note: str = ""
    status: Status | None = None
    kind: str = ""
    why: tuple[ReviewItem, ...] = ()


@dataclass(frozen=True, slots=True)
class Filter:
    """A choice that narrows a list; groups of choices where ``groups`` has headings."""

    name: str
    label: str
    chosen: str
    groups: tuple[tuple[str, tuple[Choice, ...]], ...]


@dataclass(frozen=True, slots=True)
class ListPage:
    """``/liste/{kind}``: all things of a kind, page by page."""

    template: ClassVar[str] = "list.html"
    active: ClassVar[str] = ""
    kind: str
    hits: tuple[Hit, ...]
    pager: Pager
    query: str = ""
    filters: tuple[Filter, ...] = ()
    kinds: tuple[KindCount, ...] = ()
    data_href: str = ""


@dataclass(frozen=True, slots=True)
class LinkedPage:
    """``/doc/{kind}/{slug}/verweise?als=…``: all things that one thing is linked to in one way."""

    template: ClassVar[str] = "linked.html"
    active: ClassVar[str] = ""
    thing: Link
    relation: str
    hits: tuple[Hit, ...]
    pager: Pager
    definition: str = ""
    data_href: str = ""
