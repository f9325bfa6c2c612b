"""Sentences and words of a text as the rules for function and stance read them."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from querbezug.graph.links.cues import listed

# Each step takes one character of a plain class, so time grows with the length of the text only.
_END = re.compile(r"[.!?…]+[\"'“”«»)\]]*(?=\s|$)|[\r\n\u2028\u2029]+")
_BEFORE_STOP = re.compile(r"[^\s(\[\"„“]{1,24}$")
_PIECE = re.compile(r"https?://\S+|www\.\S+|[^\W_]+(?:-[^\W_]+)*|[?!,:;…–+]")

LONGEST = 1_200
"""Characters after which a sentence is cut; nobody's sentence is that long, only lists and noise."""


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence as it stands in a text; ``end`` is exclusive."""

    text: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Word:
    """A word or mark of a sentence, in small letters, with where it stands in the text."""

    text: str
    start: int
    end: int


def sentences(text: str) -> tuple[Sentence, ...]:
    """Cut ``text`` into sentences.

    A line break ends a sentence; so do full stop, question and exclamation mark, but not the stop of
    a short form (``z. B.``, ``St.``), of a number (``3. Mai``) or before a small letter.
    """
    found: list[Sentence] = []
    start = 0
    for match in _END.finditer(text):
        if match.group()[0] == "." and not _ends_here(text, start, match.start(), match.end()):
            continue
        _add(found, text, start, match.end())
        start = match.end()
    _add(found, text, start, len(text))
    return tuple(found)


@lru_cache(256)
def words(sentence: Sentence) -> tuple[Word, ...]:
    """Return the words, addresses and marks of a sentence in their order."""
    shift = sentence.start
    return tuple(
        Word(match.group().lower(), match.start() + shift, match.end() + shift)
        for match in _PIECE.finditer(sentence.text)
    )


@lru_cache(256)
def spoken_words(sentence: Sentence) -> tuple[str, ...]:
    """Return the words, addresses and marks of a sentence without where they stand; much quicker."""
    return tuple(_PIECE.findall(sentence.text.lower()))


@lru_cache(16_384)
def _is_short(word: str) -> bool:
    if len(word) == 1 or word.isdigit() or word in listed("short_forms_with_stop"):
        return True
    return "." in word and "/" not in word


def _ends_here(text: str, start: int, stop: int, behind: int) -> bool:
    """Say whether the stop at ``stop`` ends the sentence that began at ``start``."""
    following = text[behind : behind + 40].lstrip()
    if behind - stop == 1:
        before = _BEFORE_STOP.search(text, max(start, stop - 24), stop)
        if before and _is_short(before.group().lower()) and following:
            return False
    return not (following and following[0].islower())


def _add(found: list[Sentence], text: str, start: int, end: int) -> None:
    """Add what stands between, without the white space around it, in parts if it is very long."""
    while start < end:
        part = min(end, start + LONGEST)
        inner = text[start:part]
        stripped = inner.strip()
        if stripped and any(char.isalnum() for char in stripped):
            lead = start + len(inner) - len(inner.lstrip())
            found.append(Sentence(stripped, lead, lead + len(stripped)))
        elif stripped and found:
            _join_mark(found, text, start, part)
        start = part


def _join_mark(found: list[Sentence], text: str, start: int, end: int) -> None:
    """Give a mark that stands alone (``übernehmen ?``) to the sentence before it."""
    last = found[-1]
    inner = text[start:end].rstrip()
    if "\n" not in text[last.end : start + len(inner)] and len(inner) + start - last.start <= LONGEST:
        found[-1] = Sentence(text[last.start : start + len(inner)], last.start, start + len(inner))
