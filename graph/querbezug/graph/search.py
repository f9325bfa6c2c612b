"""Finding things: by their names, and by what people and plans say in their own words."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from querbezug.graph.analysis.projection import Projection
from querbezug.graph.folding import fold

MOST_WORDS = 8
AROUND = 12
"""How many words a snippet shows on either side of the one that was looked for."""

_IN_THE_TEXT = 10
"""Rank of what is found in the wording only: behind all that is found by name."""


@dataclass(frozen=True, slots=True)
class Hit:
    """A thing found, with how well it fits (smaller is better).

    ``number`` is its index in the projection, ``snippet`` the piece of its wording that fits, where
    the name alone does not.
    """

    iri: str
    kind: str
    label: str
    rank: tuple[int, int, str]
    number: int = -1
    snippet: str = ""


class NameIndex:
    """An index over one projection.

    Parameters
    ----------
    projection : Projection
        The store as arrays.
    wordings : mapping of int to str, optional
        What else is searched of a thing: its text, by its index.
    numbers : sequence of int, optional
        The things that are searched; all unless told.
    """

    def __init__(
        self,
        projection: Projection,
        wordings: Mapping[int, str] | None = None,
        numbers: Sequence[int] | None = None,
    ) -> None:
        self._projection = projection
        self._wordings = wordings or {}
        self._numbers = range(len(projection.iris)) if numbers is None else numbers

    @cached_property
    def _folded(self) -> list[str]:
        return [fold(self._projection.labels[number]) for number in self._numbers]

    @cached_property
    def _folded_wordings(self) -> dict[int, str]:
        return {number: fold(wording) for number, wording in self._wordings.items()}

    def search(self, query: str) -> list[Hit]:
        """Return the things whose name or wording holds all words of ``query``, best first.

        Case, umlauts written as ae/oe/ue and accents do not matter. A name that is the query comes
        first, then names that begin with it, then short names before long ones; cities before
        other things of equal rank. What only a wording holds comes last.
        """
        words = fold(query).split()[:MOST_WORDS]
        return sorted(self._hits(words), key=lambda hit: hit.rank) if words else []

    def _hits(self, words: list[str]) -> Iterator[Hit]:
        projection = self._projection
        whole = " ".join(words)
        for number, name in zip(self._numbers, self._folded, strict=True):
            kind = projection.kinds[number]
            if kind == "authority":
                continue
            iri, label = projection.iris[number], projection.labels[number]
            if all(word in name for word in words):
                fit = 0 if name == whole else 1 if name.startswith(whole) else 2 if f" {whole}" in name else 3
                rank = (fit if kind == "municipality" else fit + 1, len(name), iri)
                yield Hit(iri, kind, label, rank, number)
                continue
            wording = self._folded_wordings.get(number, "")
            if wording and all(word in wording or word in name for word in words):
                found = snippet(self._wordings[number], words)
                yield Hit(iri, kind, label, (_IN_THE_TEXT, len(wording), iri), number, found)


def snippet(text: str, words: list[str]) -> str:
    """Return the piece of ``text`` around the first of the (folded) ``words``; its beginning without any."""
    parts = text.split()
    at = next((n for n, part in enumerate(parts) if any(word in fold(part) for word in words)), 0)
    begin = max(0, at - AROUND)
    end = min(len(parts), begin + 2 * AROUND + 1)
    before, after = "… " if begin else "", " …" if end < len(parts) else ""
    return f"{before}{' '.join(parts[begin:end])}{after}"
