"""Telling text whose letters were swapped or shifted, as paywalls show it, from text one can read.

Two rules, both made so that lists of words, names, codes and other languages pass:

* *shifted*: a passage without any common word becomes one full of them when all letters are moved by
  the same number of places. This cannot happen by chance, so fifteen words are enough.
* *swapped*: a long text has neither common words nor the pairs of letters that words in any
  European language are made of. This needs much more text to be sure.

The words, the pairs and where they come from are in ``legibility.toml``.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Callable, Iterator, Sequence
from functools import cache, partial
from importlib.resources import files
from itertools import islice, pairwise

# A word of Latin letters, written small or with one capital: no acronym, no code, no base64.
_WORD = re.compile(r"[A-ZÀ-Þ]?[a-zà-öø-ɏ]{2,23}")
_EDGES = " \t\"'„“”‚‘’»«()[]{}<>.,;:!?…–—/\\*#|&+-"

_FEWEST_WORDS = 15
_FEWEST_HITS = 4
_SHARE_OF_HITS = 0.15
_FEWEST_WORDS_SWAPPED = 80
_SHARE_OF_PAIRS = 0.16
_SHARE_OF_WORDS = 0.01
_LONGEST_RUN = 400
_MOST_SUSPECTS = 300
_ALPHABET = "abcdefghijklmnopqrstuvwxyz"


@cache
def _lists() -> tuple[frozenset[str], frozenset[str]]:
    text = files("querbezug.graph.readers").joinpath("legibility.toml").read_text(encoding="utf-8")
    lists = tomllib.loads(text)
    return frozenset(lists["function_words"]), frozenset(lists["pairs"])


def enciphered_line(lines: Sequence[str]) -> int | None:
    """Return the number of the line at which enciphered text certainly begins, or ``None``."""
    suspects = islice(_suspects(lines), _MOST_SUSPECTS)
    return next((number for number, words in suspects if _is_shifted(words) or _is_swapped(words)), None)


def _suspects(lines: Sequence[str]) -> Iterator[tuple[int, list[str]]]:
    """Yield runs of lines without common words, and the longer ones among them by themselves."""
    start, run = 1, list[str]()
    for number, line in enumerate(lines, 1):
        words = _words(line)
        if not words:
            continue
        is_suspicious = _hits(words) <= len(words) * _SHARE_OF_WORDS
        if is_suspicious and len(words) >= _FEWEST_WORDS:
            yield number, words
        if run and (not is_suspicious or len(run) >= _LONGEST_RUN):
            yield start, run
            run = []
        if is_suspicious:
            start = start if run else number
            run += words
    yield start, run


def _words(line: str) -> list[str]:
    pieces = (piece.strip(_EDGES) for piece in line.split())
    return [piece.lower() for piece in pieces if _WORD.fullmatch(piece)]


def _hits(words: Sequence[str]) -> int:
    common = _lists()[0]
    return sum(word in common for word in words)


def _is_shifted(words: Sequence[str]) -> bool:
    if len(words) < _FEWEST_WORDS:
        return False
    needed = max(_FEWEST_HITS, len(words) * _SHARE_OF_HITS)
    return any(_hits([shift(word) for word in words]) >= needed for shift in _shifts())


@cache
def _shifts() -> tuple[Callable[[str], str], ...]:
    tables = [str.maketrans(_ALPHABET, _ALPHABET[n:] + _ALPHABET[:n]) for n in range(1, 26)]
    around = [partial(_translated, table=table) for table in tables]
    mirrored = partial(_translated, table=str.maketrans(_ALPHABET, _ALPHABET[::-1]))
    # By code points, as scripts in pages do it: "ü" moves as well.
    along = [partial(_moved, places=places) for places in (-3, -2, -1, 1, 2, 3)]
    return (*around, mirrored, *along)


def _translated(word: str, table: dict[int, int]) -> str:
    return word.translate(table)


def _moved(word: str, places: int) -> str:
    return "".join(chr(ord(letter) + places) for letter in word)


def _is_swapped(words: Sequence[str]) -> bool:
    if len(words) < _FEWEST_WORDS_SWAPPED:
        return False
    known = _lists()[1]
    found = [first + second in known for word in words for first, second in pairwise(word)]
    return sum(found) < len(found) * _SHARE_OF_PAIRS
