"""German compounds taken apart: ``Glasfaserausbau`` is a sort of ``Ausbau``, of ``Glasfaser``.

As Koehn and Knight (Empirical Methods for Compound Splitting, EACL 2003) do, a word is split into words
of a list, with the linking letters that German puts between them. They choose by the frequency of the
parts; here the list is small and chosen, so the fewest parts win, then the longest last one, which says
what the thing is.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache

from querbezug.graph.links.lemmas import base_forms

LINKING = ("", "s", "es", "n", "en", "er", "e", "ns")
"""Letters between the parts (Fugenelemente)."""

LEAST_HEAD = 5
"""A last part of so many letters is taken for one even if nothing is known of what is before it."""

_LEAST_PART = 3
_LEAST_UNKNOWN = 3
_LONGEST = 60
_MOST_PARTS = 4
_REMEMBERED = 32_768


@dataclass(frozen=True, slots=True)
class Part:
    """A part of a compound.

    Attributes
    ----------
    word : str
        Its base form; the letters as they stand if it is no known word.
    is_head : bool
        Whether it is the last part, which says what the thing is.
    is_known : bool
        Whether the list of words has it.
    """

    word: str
    is_head: bool
    is_known: bool = True


class Splitter:
    """Splits words into those of a list.

    Parameters
    ----------
    words : iterable of str
        The known words, as :func:`~querbezug.graph.links.words.plain` gives them.
    whole : iterable of str
        Words that look like compounds but are none, or mean something else.
    """

    def __init__(self, words: Iterable[str], whole: Iterable[str] = ()) -> None:
        self._words = frozenset(word for word in words if len(word) >= _LEAST_PART)
        self._whole = frozenset(whole)
        self._longest = max(map(len, self._words), default=0)
        # A function, not a method: a method in its own cache would outlive its use.
        self.split: Callable[[str], tuple[Part, ...]] = lru_cache(_REMEMBERED)(self._split)

    def _split(self, word: str) -> tuple[Part, ...]:
        """Return the parts of ``word``, none if it is no compound of known words."""
        if not 2 * _LEAST_PART <= len(word) <= _LONGEST or not self._whole.isdisjoint(base_forms(word)):
            return ()
        pieces = word.split("-")
        if len(pieces) > 1:
            return self._hyphenated(pieces)
        ways = [way for head, start in self._heads(word) if (way := self._modifiers(word[:start], head))]
        return min(ways, key=_rank, default=())

    def _hyphenated(self, pieces: list[str]) -> tuple[Part, ...]:
        """Return the parts of ``e-auto-ladesaeule``: each piece, itself a word or a compound."""
        parts: list[Part] = []
        for number, piece in enumerate(pieces):
            if len(piece) < _LEAST_PART:  # the E of E-Auto
                continue
            known = self._known(piece)
            inner = (Part(known, is_head=True),) if known else self._split(piece)
            inner = inner or (Part(piece, is_head=True, is_known=False),)
            last = number == len(pieces) - 1
            parts += [Part(part.word, last and part.is_head, part.is_known) for part in inner]
        return tuple(parts) if any(part.is_known for part in parts) else ()

    def _known(self, piece: str) -> str | None:
        return next((form for form in base_forms(piece) if form in self._words), None)

    def _heads(self, word: str) -> Iterator[tuple[str, int]]:
        """Yield the known words that ``word`` may end with, and where they begin."""
        for start in range(_LEAST_UNKNOWN, len(word) - _LEAST_PART + 1):
            if len(word) - start <= self._longest + 4 and (known := self._known(word[start:])):
                yield known, start

    def _modifiers(self, before: str, head: str) -> tuple[Part, ...]:
        """Return the parts of a compound with this head, none if what is before it makes no sense."""
        last = Part(head, is_head=True)
        known = self._chain(before, _MOST_PARTS - 1)
        if known:
            return (*(Part(word, is_head=False) for word in known), last)
        if len(head) >= LEAST_HEAD:
            return (Part(before, is_head=False, is_known=False), last)
        return ()

    def _chain(self, text: str, most: int) -> tuple[str, ...]:
        """Return the fewest known words that, with linking letters, make up ``text``."""
        for linking in LINKING:
            if text.endswith(linking) and text.removesuffix(linking) in self._words:
                return (text.removesuffix(linking),)
        if f"{text}e" in self._words:  # Schule loses its e: Schulweg
            return (f"{text}e",)
        if most == 1:
            return ()
        chains = (
            (*first, *rest)
            for cut in range(_LEAST_PART, len(text) - _LEAST_PART + 1)
            if (first := self._chain(text[:cut], 1)) and (rest := self._chain(text[cut:], most - 1))
        )
        return min(chains, key=lambda chain: (len(chain), -len(chain[-1])), default=())


def _rank(parts: tuple[Part, ...]) -> tuple[bool, int, int]:
    return not all(part.is_known for part in parts), len(parts), -len(parts[-1].word)
