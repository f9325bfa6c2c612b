"""Contributions whose wordings are nearly the same: proposals that they are one, never a merge."""

from __future__ import annotations

import hashlib
import re
from array import array
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

import numpy as np
import numpy.typing as npt

from querbezug.graph.links.corpus import TextUnit
from querbezug.graph.links.words import plain

METHOD = "near-duplicate"

THRESHOLD = (3, 5)
"""The least Jaccard likeness of the word triples of two texts: three out of five are in both."""

LEAST_WORDS = 6
"""Shorter texts are compared with none: two people who write „Gute Idee!“ wrote two comments."""

_WORD = re.compile("\\w[\\w\u0300-\u036f]*")
_TRIPLE = 3
_SKETCH = 256
_SKETCHED_AT_ONCE = 20_000
_MIXING = (0x9E3779B97F4A7C15, 0xC2B2AE3D27D4EB4F, 0x165667B19E3779F9)
_REMEMBERED = 131_072

Hashes = npt.NDArray[np.uint64]
Ranks = npt.NDArray[np.int32]
Numbers = npt.NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class NearDuplicate:
    """Two contributions that say nearly the same.

    Attributes
    ----------
    first, second : str
        Their IRIs, the smaller one first.
    confidence : float
        The share of their word triples that both have.
    quote : str
        The longest stretch of the first wording that stands in the second, too.
    start, end : int
        Where it stands in the first wording.
    """

    first: str
    second: str
    confidence: float
    quote: str
    start: int
    end: int
    method: str = METHOD


def near_duplicates(
    units: Iterable[TextUnit], tied: Callable[[str, str], bool] = lambda _one, _other: False
) -> Iterator[NearDuplicate]:
    """Yield pairs of contributions that say nearly the same; what they tie together is a group.

    Each contribution is tied to one before it, in the order of their IRIs: to the first with just
    its words; else to the likest of those that begin a group; else to the likest that is in one.
    So a group of a thousand copies is a thousand pairs, not half a million. Comments are compared
    with comments, ideas with ideas.

    Parameters
    ----------
    units : iterable of TextUnit
        Wordings, in any order; labels are passed over.
    tied : callable, optional
        Says whether a source relates two contributions already, as a reply to what it quotes.

    Yields
    ------
    NearDuplicate
        Each pair once. All that two texts have in common is compared, nothing is guessed: every
        pair yielded reaches :data:`THRESHOLD`, and whoever has a like is in a pair.
    """
    sorts = defaultdict[bool, list[TextUnit]](list)
    for unit in units:
        if unit.is_contribution:
            sorts[unit.is_comment].append(unit)
    for is_comment in sorted(sorts):
        ordered = sorted(sorts[is_comment], key=lambda unit: (unit.iri, unit.text))
        texts = _Texts(unit.text for unit in ordered)
        told: set[tuple[str, str]] = set()
        for number, other, likeness in _Groups(ordered, texts, tied).pairs():
            first, second = ordered[other], ordered[number]
            if (first.iri, second.iri) not in told:
                told.add((first.iri, second.iri))
                start, end = texts.shared(first.text, number)
                quote = first.text[start:end]
                yield NearDuplicate(first.iri, second.iri, round(likeness, 2), quote, start, end)


class _Texts:
    """The word triples of many texts: numbers, the rarest first, some bytes for each word.

    Attributes
    ----------
    wordings : list of bytes
        The words of each text as numbers, in their order.
    alone : int
        Triples below this number stand in one text only.
    """

    def __init__(self, texts: Iterable[str]) -> None:
        hashes, ends = array("Q"), array("q", [0])
        self.wordings: list[bytes] = []
        for text in texts:
            words = _words(text)
            self.wordings.append(words.tobytes())
            triples = np.unique(_triples(words)) if len(words) >= LEAST_WORDS else words[:0]
            hashes.frombytes(triples.tobytes())
            ends.append(len(hashes))
        self._hashes: Hashes = np.frombuffer(hashes, dtype=np.uint64)
        self._ends = np.frombuffer(ends, dtype=np.int64)
        self._sizes = np.diff(self._ends)
        self._ranks = self._ranked()
        self._sketches = self._sketched()

    def _ranked(self) -> Ranks:
        """Return the triples as numbers: the fewer texts have one, the smaller it is."""
        distinct, numbers, counts = np.unique(self._hashes, return_inverse=True, return_counts=True)
        order = np.lexsort((distinct, counts))
        self.alone = int(np.count_nonzero(counts == 1))
        place = np.empty(len(order), dtype=np.int32)
        place[order] = np.arange(len(order), dtype=np.int32)
        ranks: Ranks = place[numbers]
        for start, end in zip(self._ends, self._ends[1:], strict=False):
            ranks[start:end].sort()
        return ranks

    def _sketched(self) -> Hashes:
        """Return some bits for each text: those that its triples hash to."""
        sketches = [np.zeros((0, _SKETCH // 64), dtype=np.uint64)]
        for first in range(0, len(self._sizes), _SKETCHED_AT_ONCE):
            sizes = self._sizes[first : first + _SKETCHED_AT_ONCE]
            hashes = self._hashes[self._ends[first] : self._ends[first + len(sizes)]]
            bits = np.zeros((len(sizes), _SKETCH), dtype=np.bool_)
            bits[np.repeat(np.arange(len(sizes)), sizes), hashes % np.uint64(_SKETCH)] = True
            sketches.append(np.packbits(bits, axis=1).view(np.uint64))
        return np.concatenate(sketches)

    def may_be_alike(self, number: int, others: Numbers) -> npt.NDArray[np.bool_]:
        """Say of each of the other texts whether its sketch leaves room for enough in common.

        Each bit that two sketches differ in is a triple that only one of the texts has.
        """
        different = np.bitwise_count(self._sketches[others] ^ self._sketches[number]).sum(
            axis=1, dtype=np.int64
        )
        together = self._sizes[others] + self._sizes[number]
        least, of = THRESHOLD
        alike: npt.NDArray[np.bool_] = (together - different) * (least + of) >= 2 * least * together
        return alike

    def triples(self, number: int) -> list[int]:
        """Return the triples of a text, the rarest first."""
        found: list[int] = self._ranks[self._ends[number] : self._ends[number + 1]].tolist()
        return found

    def shared(self, text: str, other: int) -> tuple[int, int]:
        """Return where the longest stretch of ``text`` begins and ends that the other has, too."""
        spans = [word.span() for word in _WORD.finditer(text)]
        known = set(_triples(np.frombuffer(self.wordings[other], dtype=np.uint64)).tolist())
        longest, begin = (0, 0), None
        for place, triple in enumerate([*_triples(_words(text)).tolist(), None]):
            if triple in known:
                begin = place if begin is None else begin
                longest = max(longest, (place - begin + 1, -begin))
            else:
                begin = None
        size, start = longest[0], -longest[1]
        return spans[start][0], spans[start + size + _TRIPLE - 2][1]


class _Groups:
    """Ties each text to one before it that says nearly the same.

    Two texts that are alike share one of their rarest triples (prefix filtering: Chaudhuri, Ganti
    and Kaushik, "A primitive operator for similarity joins", ICDE 2006); so only those that do are
    compared.
    """

    def __init__(self, units: Sequence[TextUnit], texts: _Texts, tied: Callable[[str, str], bool]) -> None:
        self._units = units
        self._texts = texts
        self._tied = tied
        self._same: dict[bytes, int] = {}
        self._leaders = defaultdict[int, list[int]](list)
        self._members = defaultdict[int, list[int]](list)

    def pairs(self) -> Iterator[tuple[int, int, float]]:
        """Yield each text that has a like before it, that one, and how alike they are."""
        for number in range(len(self._units)):
            triples = self._texts.triples(number)
            if not triples:
                continue
            same = self._same.setdefault(self._texts.wordings[number], number)
            if same != number:
                if self._may(same, number):
                    yield number, same, 1.0
                continue
            found = self._best(self._leaders, number, triples)
            found = found or self._best(self._members, number, triples)
            index = self._members if found else self._leaders
            for triple in self._rarest(triples):
                index[triple].append(number)
            if found:
                yield number, *found

    def _rarest(self, triples: list[int]) -> list[int]:
        """Return the triples one of which any like text has."""
        behind = len(triples) - _least_common(len(triples)) + 1
        return triples[bisect_left(triples, self._texts.alone, hi=behind) : behind]

    def _best(
        self, index: Mapping[int, list[int]], number: int, triples: list[int]
    ) -> tuple[int, float] | None:
        """Return the likest text in ``index``, the first of several, and how alike it is."""
        mine = set(triples)
        best: tuple[float, int] | None = None
        for other in self._candidates(index, number, triples):
            theirs = self._texts.triples(other)
            common = len(mine.intersection(theirs))
            union = len(mine) + len(theirs) - common
            if common >= _least_common(union) and self._may(other, number):
                best = max(best or (0.0, 0), (common / union, -other))
        return (-best[1], best[0]) if best else None

    def _candidates(self, index: Mapping[int, list[int]], number: int, triples: list[int]) -> list[int]:
        """Return the texts that share a rare triple and, as far as their sketches tell, enough."""
        sharing: set[int] = set()
        for triple in self._rarest(triples):
            sharing.update(index.get(triple, ()))
        if not sharing:
            return []
        others = np.fromiter(sharing, dtype=np.int64, count=len(sharing))
        alike: list[int] = others[self._texts.may_be_alike(number, others)].tolist()
        return alike

    def _may(self, one: int, other: int) -> bool:
        first, second = self._units[one].iri, self._units[other].iri
        return first != second and not self._tied(first, second)


def _least_common(triples: int) -> int:
    """Return the least whole number that is :data:`THRESHOLD` of ``triples``."""
    least, of = THRESHOLD
    return -(-least * triples // of)


def _words(text: str) -> Hashes:
    """Return the words of a text as numbers; neither case nor punctuation counts."""
    return np.fromiter(map(_hash, _WORD.findall(text)), dtype=np.uint64)


def _triples(words: Hashes) -> Hashes:
    """Return the runs of three words as numbers, in their order."""
    if len(words) < _TRIPLE:
        return words[:0]
    count = len(words) - _TRIPLE + 1
    mixed = np.zeros(count, dtype=np.uint64)
    for shift, factor in enumerate(_MIXING):
        mixed = (mixed ^ words[shift : shift + count]) * np.uint64(factor)
    return mixed


@lru_cache(_REMEMBERED)
def _hash(word: str) -> int:
    return int.from_bytes(hashlib.blake2b(plain(word).encode(), digest_size=8).digest(), "big")
