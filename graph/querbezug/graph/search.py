"""Finding things by name: the labels of everything, and the wording of comments."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from querbezug.graph.analysis.projection import Projection

MOST_WORDS = 8

_UMLAUTS = {ord("ä"): "ae", ord("ö"): "oe", ord("ü"): "ue"}


@dataclass(frozen=True, slots=True)
class Hit:
    """A thing found, with how well it fits (smaller is better)."""

    iri: str
    kind: str
    label: str
    rank: tuple[int, int, str]


class NameIndex:
    """An index over one projection.

    Parameters
    ----------
    projection : Projection
        The store as arrays.
    """

    def __init__(self, projection: Projection) -> None:
        self._projection = projection

    @cached_property
    def _folded(self) -> list[str]:
        return [fold(label) for label in self._projection.labels]

    def search(self, query: str) -> list[Hit]:
        """Return the things whose name holds all words of ``query``, best first.

        Case, umlauts written as ae/oe/ue and accents do not matter. A name that is the query comes
        first, then names that begin with it, then short names before long ones; cities before
        other things of equal rank.
        """
        words = fold(query).split()[:MOST_WORDS]
        return sorted(self._hits(words), key=lambda hit: hit.rank) if words else []

    def _hits(self, words: list[str]) -> Iterator[Hit]:
        projection = self._projection
        whole = " ".join(words)
        for number, name in enumerate(self._folded):
            kind = projection.kinds[number]
            if kind == "authority" or not all(word in name for word in words):
                continue
            fit = 0 if name == whole else 1 if name.startswith(whole) else 2 if f" {whole}" in name else 3
            rank = (fit if kind == "municipality" else fit + 1, len(name), projection.iris[number])
            yield Hit(projection.iris[number], kind, projection.labels[number], rank)


def fold(text: str) -> str:
    """Return ``text`` as search compares it: without case, accents, and spelling of umlauts."""
    composed = unicodedata.normalize("NFKC", text).casefold()
    decomposed = unicodedata.normalize("NFKD", composed.translate(_UMLAUTS))
    return " ".join("".join(c for c in decomposed if not unicodedata.combining(c)).split())
