"""What Decidim's own words and codes become; the words are in ``codes.toml``."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

from querbezug.graph.records import Kind

COMMENT_TYPE = "Decidim::Comments::Comment"
WITHDRAWN = "withdrawn"

_BLANKS = re.compile(r"[\s_-]+")


@dataclass(frozen=True, slots=True)
class State:
    """What a proposal's state says of the answer: an outcome, and how Decidim words it."""

    outcome: str | None = None
    wording: str | None = None


@dataclass(frozen=True, slots=True)
class Commentable:
    """A class of things that Decidim lets people comment on, as far as we know it.

    Attributes
    ----------
    kind : Kind
        What it is here.
    word : str
        The word in front of its number, since numbers are unique per class only.
    path : str
        The word before the number in its address.
    """

    kind: Kind
    word: str
    path: str


@cache
def _data() -> Mapping[str, Any]:
    resource = files("querbezug.graph.readers.decidim").joinpath("codes.toml")
    return tomllib.loads(resource.read_text(encoding="utf-8"))


def _plain(word: str) -> str:
    return _BLANKS.sub(" ", word).strip().casefold()


@cache
def _states() -> Mapping[str, State]:
    return {_plain(code): State(**entry) for code, entry in _data()["states"].items()}


def state(code: str) -> State | None:
    """Return what the state ``code`` says, or ``None`` if the instance made it up itself."""
    return _states().get(_plain(code))


@cache
def _statuses() -> Mapping[str, str]:
    return {_plain(word): code for code, words in _data()["statuses"].items() for word in words}


def status(*words: str) -> str | None:
    """Return the code of ``measure-status`` for the first of ``words`` (key, name) that has one."""
    return next((code for word in words if (code := _statuses().get(_plain(word)))), None)


@cache
def _commentables() -> tuple[Mapping[str, Commentable], Mapping[str, Commentable]]:
    types: dict[str, Commentable] = {}
    paths: dict[str, Commentable] = {}
    for entry in _data()["commentables"]:
        known = Commentable(Kind(entry["kind"]), entry["word"], entry["path"])
        types[entry["type"]] = paths[entry["path"]] = known
    return types, paths


def commentable(decidim_class: str) -> Commentable | None:
    """Return what things of ``Decidim::…`` become here, or ``None`` for those that nobody reads."""
    return _commentables()[0].get(decidim_class)


def commentable_by_path(word: str) -> Commentable | None:
    """Return what a thing is whose address ends with ``/word/12``."""
    return _commentables()[1].get(word)


@cache
def _official() -> frozenset[str]:
    return frozenset(_plain(name) for name in _data()["roles"]["official"])


def is_official(name: str) -> bool:
    """Say whether ``name`` is not a person's but that of the administration or the moderation."""
    return _plain(name) in _official()


@cache
def _personal() -> frozenset[str]:
    return frozenset(_data()["personal"]["columns"])


def is_personal(column: str) -> bool:
    """Say whether ``column`` tells who somebody is."""
    name = column.strip().lower()
    return name in _personal() or name.partition("/")[0] in _personal()
