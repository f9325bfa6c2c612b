"""What ``sites.toml`` says of websites."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

from selectolax.lexbor import LexborHTMLParser


@dataclass(frozen=True, slots=True)
class Site:
    """How one kind of website marks what it puts up for discussion; all are CSS selectors."""

    name: str
    match: tuple[str, ...]
    title: tuple[str, ...]
    text: tuple[str, ...]
    category: tuple[str, ...] = ()
    date: tuple[str, ...] = ()
    supports: tuple[str, ...] = ()
    comments: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class CommentMarkup:
    """How websites mark comments; all but ``official`` (names of classes) are CSS selectors."""

    elements: tuple[str, ...]
    replies: tuple[str, ...]
    text: tuple[str, ...]
    author: tuple[str, ...]
    date: tuple[str, ...]
    supports: tuple[str, ...]
    objections: tuple[str, ...]
    drop: tuple[str, ...]
    official: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Feeds:
    """What an entry of a feed is: pairs of a pattern of its address and a kind; and patterns of lines."""

    kinds: tuple[tuple[str, str], ...]
    drop: tuple[str, ...]
    number: str
    date: str
    result: str


@dataclass(frozen=True, slots=True)
class Sites:
    """All that is known."""

    strip: tuple[str, ...]
    main: tuple[str, ...]
    comments: CommentMarkup
    sites: tuple[Site, ...]
    feeds: Feeds

    def site_of(self, tree: LexborHTMLParser) -> Site | None:
        """Return the site ``tree`` is a page of."""
        return next((site for site in self.sites if all(tree.css_matches(s) for s in site.match)), None)


@cache
def sites() -> Sites:
    """Return what the file beside this module says."""
    folder = files("querbezug.graph.readers.web_page")
    said: dict[str, Any] = tomllib.loads(folder.joinpath("sites.toml").read_text(encoding="utf-8"))
    feeds = said["feeds"]
    return Sites(
        strip=tuple(said["strip"]["selectors"]),
        main=tuple(said["strip"]["main"]),
        comments=CommentMarkup(**{name: tuple(entries) for name, entries in said["comments"].items()}),
        sites=tuple(Site(**{name: _frozen(value) for name, value in site.items()}) for site in said["site"]),
        feeds=Feeds(
            kinds=tuple((entry["path"], entry["kind"]) for entry in said["feed"]),
            drop=tuple(feeds["drop"]),
            number=feeds["number"],
            date=feeds["date"],
            result=feeds["result"],
        ),
    )


def _frozen(value: object) -> Any:
    return tuple(value) if isinstance(value, list) else value
