"""Cue words and phrases: what they look like is data (``cues.toml``), here is how they are found."""

from __future__ import annotations

import tomllib
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.resources import files
from typing import Any

_REMEMBERED = 32_768
"""For how many words it is kept at hand which cues begin with them."""

_GAP = "…"
_GAP_WORDS = 3
MARKS = frozenset(",:;?!…–+")
"""What stands between clauses; words of their own for the cues."""

Step = tuple[int, frozenset[str], tuple[str, ...], tuple[str, ...]]
"""One word of a phrase: how many others may stand before it, and its forms, beginnings and ends."""


@dataclass(frozen=True, slots=True)
class Cue:
    """A group of wordings that tell the same; ``weights`` say what they speak for, set by hand."""

    name: str
    weights: Mapping[str, float]


@dataclass(frozen=True, slots=True)
class Hit:
    """A cue found in a sentence: from its word number ``first`` up to ``last``, both inclusive."""

    cue: Cue
    first: int
    last: int


_Entry = tuple[Cue, tuple[Step, ...]]


@cache
def raw_cues() -> Mapping[str, Any]:
    """Return the content of ``cues.toml``."""
    return tomllib.loads(files(__package__).joinpath("cues.toml").read_text(encoding="utf-8"))


@cache
def listed(name: str) -> frozenset[str]:
    """Return a list of words of ``cues.toml``."""
    return frozenset(raw_cues()[name])


def marks(name: str) -> dict[str, Mapping[str, float]]:
    """Return what the shape of a sentence speaks for: a table of ``cues.toml``."""
    return {mark: dict(weights) for mark, weights in raw_cues()[name].items()}


@cache
def cues(area: str) -> CueTable:
    """Return the cues of an area of ``cues.toml`` (``functions`` or ``stances``)."""
    return CueTable(raw_cues()[area])


class CueTable:
    """Finds many phrases at once: a word is looked up among the first words of all of them.

    In a phrase, ``*`` at the end or beginning of a word stands for any letters, ``a|b`` for one of
    the words, and ``…`` for up to three words of the same clause (``…12``: up to twelve).

    Parameters
    ----------
    groups : mapping
        For each cue ``patterns`` and, if it speaks for something, ``weights``.
    """

    def __init__(self, groups: Mapping[str, Any]) -> None:
        self.cues = {name: Cue(name, group.get("weights", {})) for name, group in groups.items()}
        exact: dict[str, list[_Entry]] = {}
        open_ended: list[tuple[Step, _Entry]] = []
        for name, group in groups.items():
            for pattern in group["patterns"]:
                steps = tuple(_steps(pattern))
                entry = (self.cues[name], steps[1:])
                for form in steps[0][1]:
                    exact.setdefault(form, []).append(entry)
                if steps[0][2] or steps[0][3]:
                    open_ended.append((steps[0], entry))

        def entries(word: str) -> tuple[_Entry, ...]:
            more = (entry for step, entry in open_ended if word not in step[1] and _fits(step, word))
            return (*exact.get(word, ()), *more)

        self._entries: Callable[[str], tuple[_Entry, ...]] = lru_cache(_REMEMBERED)(entries)

    def find(self, words: Sequence[str]) -> Iterator[Hit]:
        """Yield the cues in the small-letter ``words`` of a sentence, by where they begin."""
        for first, word in enumerate(words):
            for cue, steps in self._entries(word):
                last = _follow(words, first, steps) if steps else first
                if last >= 0:
                    yield Hit(cue, first, last)


def _steps(pattern: str) -> Iterator[Step]:
    gap = 0
    for part in pattern.split():
        if part.startswith(_GAP):
            gap = int(part.removeprefix(_GAP) or _GAP_WORDS)
            continue
        forms = part.split("|")
        yield (
            gap,
            frozenset(form for form in forms if "*" not in form or form == "*"),
            tuple(form[:-1] for form in forms if form.endswith("*") and len(form) > 1),
            tuple(form[1:] for form in forms if form.startswith("*") and len(form) > 1),
        )
        gap = 0


def _fits(step: Step, word: str) -> bool:
    _, forms, beginnings, ends = step
    if word in forms:
        return True
    return bool((beginnings and word.startswith(beginnings)) or (ends and word.endswith(ends)))


def _follow(words: Sequence[str], first: int, steps: Sequence[Step]) -> int:
    """Return the number of the last word if ``steps`` follow the word ``first``, else -1."""
    at = first
    for step in steps:
        at = _next(words, at + 1, step)
        if at < 0:
            return -1
    return at


def _next(words: Sequence[str], at: int, step: Step) -> int:
    """Return where ``step`` fits, from ``at`` on: there, or a gap further within the clause."""
    for place in range(at, min(len(words), at + step[0] + 1)):
        word = words[place]
        if _fits(step, word):
            return place
        if word in MARKS:
            break
    return -1
