"""The words that say what a text is about: stems and parts of compounds, and how much each tells."""

from __future__ import annotations

import tomllib
import unicodedata
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.resources import files

Analyzer = Callable[[str], Sequence[str]]
"""Turns one word of a text into what is compared: its stem first, then the parts of a compound.

Nothing for a word that says nothing. The same word must always give the same.
"""

_SHORTEST = 3
_LEFT_OF_LETTER = 4
_LETTERS = frozenset("ns")
_ALONE = 4
_LINKING = "s"
_REMEMBERED = 65_536


@dataclass(frozen=True, slots=True)
class Words:
    """What a person may edit in ``relevance.toml``, as it is compared."""

    silent: frozenset[str]
    common: frozenset[str]
    parts: frozenset[str]
    endings: tuple[str, ...]


@cache
def words() -> Words:
    """Return the words that ship with the package."""
    raw = tomllib.loads(files(__package__).joinpath("relevance.toml").read_text(encoding="utf-8"))
    endings = tuple(raw["endings"])
    return Words(
        silent=frozenset(map(_folded, raw["silent"])),
        common=frozenset(_stem(_folded(word), endings) for word in raw["common"]),
        parts=frozenset(_stem(_folded(word), endings) for word in raw["parts"]),
        endings=endings,
    )


@lru_cache(_REMEMBERED)
def light_terms(word: str) -> tuple[str, ...]:
    """Return the stem of ``word`` and those of the parts of a compound; nothing for a silent word.

    ``Radwegekonzepts`` gives ``radwegekonzept``, ``radweg``, ``rad``, ``weg`` and ``konzept``;
    ``Plätze`` and ``Platz`` both give ``platz``.
    """
    known = words()
    terms: dict[str, None] = {}
    for piece in _folded(word).split("-"):
        if len(piece) >= _SHORTEST and piece not in known.silent:
            terms.update(dict.fromkeys(_taken_apart(_stem(piece, known.endings), known)))
    return tuple(terms)


def is_common(term: str) -> bool:
    """Say whether so many goals and measures have this word that it makes no link."""
    return term in words().common


def _stem(word: str, endings: tuple[str, ...]) -> str:
    for ending in endings:
        left = len(word) - len(ending)
        if word.endswith(ending) and left >= (_LEFT_OF_LETTER if ending in _LETTERS else _SHORTEST):
            return word[:left]
    return word


def _taken_apart(word: str, known: Words) -> list[str]:
    """Return a stem and, if it is a compound, the stems in it; the longest known one is cut off first."""
    for size in range(len(word) - _SHORTEST, _SHORTEST - 1, -1):
        for at, rest_is_end in ((size, True), (len(word) - size, False)):
            begin, end = _head(word[:at], known), _stem(word[at:], known.endings)
            piece, rest = (begin, end) if rest_is_end else (end, begin)
            if piece in known.parts and (rest in known.parts or min(len(piece), len(rest)) >= _ALONE):
                return [word, *_taken_apart(begin, known), *_taken_apart(end, known)]
    return [word]


def _head(begin: str, known: Words) -> str:
    """Return the stem of the first part of a compound, without the ``s`` that links it to the next."""
    stem = _stem(begin, known.endings)
    bare = begin.removesuffix(_LINKING)
    return _stem(bare, known.endings) if stem not in known.parts else stem


def _folded(text: str) -> str:
    """Return ``text`` in small letters without accents: an umlaut often makes but the plural."""
    parts = unicodedata.normalize("NFKD", text.casefold())
    return "".join(char for char in parts if not unicodedata.combining(char))
