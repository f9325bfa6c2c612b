"""The model of ``/pruefen/begriffe``: terms that may become topics, and what was decided about them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from querbezug.api.page_models.listing import Pager
from querbezug.api.page_models.parts import Choice, Link
from querbezug.api.page_models.review import Reviewing


@dataclass(frozen=True, slots=True)
class Quotation:
    """Where a term stands: the words around it, and the page of the text."""

    before: str
    quote: str
    after: str
    unit: Link


@dataclass(frozen=True, slots=True)
class TermEntry:
    """A term that many texts have; ``broader`` is the IRI of the topic proposed above it."""

    label: str
    forms: tuple[str, ...]
    documents: int
    broader: str
    broader_label: str
    quotations: tuple[Quotation, ...] = ()


@dataclass(frozen=True, slots=True)
class AdoptedEntry:
    """A topic that was adopted; ``added`` says that only words were added to one that ships."""

    name: str
    link: Link
    words: tuple[str, ...]
    broader: str
    role: str
    date: str
    links: int
    added: bool = False


@dataclass(frozen=True, slots=True)
class TermsPage:
    """``/pruefen/begriffe``: terms, those that tell most first.

    ``groups`` are what a term may be put beneath: the broadest topics with those under them. ``said``
    is the catalogue key of what was done just before, ``said_label`` what it was done to.
    """

    template: ClassVar[str] = "terms.html"
    active: ClassVar[str] = "pruefen"
    terms: tuple[TermEntry, ...]
    open: int
    texts: int
    pager: Pager
    groups: tuple[tuple[str, tuple[Choice, ...]], ...]
    reviewing: Reviewing
    adopted: tuple[AdoptedEntry, ...] = ()
    dismissed: tuple[str, ...] = ()
    said: str = ""
    said_label: str = ""
