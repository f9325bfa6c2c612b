"""What somebody would rather have: the words after "lieber", before "wäre besser"."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache

from querbezug.graph.links.clauses import Sentence, Word, words
from querbezug.graph.links.cues import CueTable, raw_cues

_ENDS = frozenset(",:;?!–")
_LONGEST = 20
_SHORTEST_WORD = 3


@dataclass(frozen=True, slots=True)
class Span:
    """Words of a text, from ``start`` to ``end`` (exclusive, in code points)."""

    quote: str
    start: int
    end: int


@cache
def _table(name: str) -> CueTable:
    return CueTable({name: raw_cues()["alternatives"][name]})


@cache
def _words(name: str) -> frozenset[str]:
    return frozenset(raw_cues()["alternatives"][name]["words"])


@lru_cache(256)
def alternatives(sentence: Sentence) -> tuple[Span, ...]:
    """Return what a sentence names as preferred, as spans of the text it stands in."""
    return tuple(_alternatives(sentence))


def _alternatives(sentence: Sentence) -> Iterator[Span]:
    said = words(sentence)
    spoken = [word.text for word in said]
    behind = -1
    for hit in _table("after").find(spoken):
        first, last = hit.last + 1, _end(spoken, hit.last + 1)
        if hit.last > behind and not _greets(spoken, first) and _tells(said[first:last]):
            yield _span(sentence, said[first:last])
            behind = last
    for hit in _table("before").find(spoken):
        first = _begin(spoken, hit.first - 1)
        if first > behind and _tells(said[first : hit.first]):
            yield _span(sentence, said[first : hit.first])
            behind = hit.first


def _end(spoken: Sequence[str], first: int) -> int:
    """Return where the clause from ``first`` on ends, before a comparison ("als", "statt")."""
    last = first
    while last < len(spoken) and last - first < _LONGEST:
        if spoken[last] in _ENDS or spoken[last] in _words("ends"):
            break
        last += 1
    while last > first and spoken[last - 1] in _words("trailing"):
        last -= 1
    return last


def _begin(spoken: Sequence[str], last: int) -> int:
    first = last
    while first > 0 and spoken[first - 1] not in _ENDS and last - first < _LONGEST:
        first -= 1
    while first < last and spoken[first] in _words("leading"):
        first += 1
    return max(first, 0)


def _greets(spoken: Sequence[str], first: int) -> bool:
    """Say whether "lieber" is the beginning of a letter ("Lieber Gast,")."""
    return first == 1 and first < len(spoken) and spoken[first] in _words("greeted")


def _tells(said: Sequence[Word]) -> bool:
    """Say whether the words name something: a word of some length that is no pronoun."""
    return any(len(word.text) > _SHORTEST_WORD and word.text not in _words("empty") for word in said)


def _span(sentence: Sentence, said: Sequence[Word]) -> Span:
    start, end = said[0].start, said[-1].end
    return Span(sentence.text[start - sentence.start : end - sentence.start], start, end)
