"""Models of what people say: comments with their answers."""

from __future__ import annotations

from dataclasses import dataclass

from querbezug.api.page_models.listing import Pager


@dataclass(frozen=True, slots=True)
class PostEntry:
    """A comment or answer in the wording of its source, with the answers to it.

    ``official`` marks answers of the administration or the platform's editors; ``side``, ``votes``
    and ``outcome`` are words, empty where the source gives none.
    """

    href: str
    title: str
    text: str
    date: str = ""
    official: bool = False
    side: str = ""
    votes: str = ""
    outcome: str = ""
    line: int | None = None
    replies: tuple[PostEntry, ...] = ()


@dataclass(frozen=True, slots=True)
class Discussion:
    """What is said about a thing; ``total`` and ``official`` count all pages."""

    posts: tuple[PostEntry, ...]
    total: int
    official: int = 0
    pager: Pager | None = None
