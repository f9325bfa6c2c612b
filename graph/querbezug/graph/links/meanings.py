"""Goals and measures whose meaning is like that of a text, as a language model on the machine sees it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import numpy as np

from querbezug.graph.links.planned import PlanningThing
from querbezug.graph.links.semantic import Embedder, directions

MEANING_AT_MOST = 0.45
"""The most that a likeness of meaning without a common word says: never enough for a plain link."""

MEANING_FROM = 0.5
"""Cosine below which a likeness of meaning never counts."""

_LIKE_EACH_OTHER = 95
"""Nor does it count below what so many of 100 pairs of the goals and measures of a place do not reach.

Models differ in what a cosine is worth: this measures it by texts that mean different things.
"""

_AT_LEAST = 0.40
_CONSIDERED = 8
_SAMPLE, _ENOUGH = 500, 20

Alike = tuple[int, float]
"""Number of a thing, and how sure it is that a text speaks of it."""


class Meanings:
    """The goals and measures of one scope as directions in the space of a model.

    Parameters
    ----------
    embedder : Embedder
        The model.
    things : sequence of PlanningThing
        Goals and measures; they are known by their number in this order.
    """

    def __init__(self, embedder: Embedder, things: Sequence[PlanningThing]) -> None:
        self._embedder = embedder
        wordings = [". ".join([*each.labels, *each.descriptions]) for each in things]
        self._vectors = directions(embedder, wordings)
        self._least = self._threshold()

    def of(self, texts: Sequence[str]) -> Iterator[list[Alike]]:
        """Yield for each text the things most like it, the likest first.

        How sure it is goes from 0.40, at the cosine from which it counts, to 0.45; it is not
        measured, so a person is to look at each.
        """
        for text in directions(self._embedder, texts):
            cosines = self._vectors @ text
            order = np.argsort(-cosines, kind="stable")[:_CONSIDERED].tolist()
            yield [
                (place, self._sure(float(cosines[place]))) for place in order if cosines[place] >= self._least
            ]

    def _sure(self, cosine: float) -> float:
        share = (min(cosine, 1.0) - self._least) / max(1e-9, 1 - self._least)
        return round(_AT_LEAST + (MEANING_AT_MOST - _AT_LEAST) * share, 2)

    def _threshold(self) -> float:
        """Return the cosine from which a likeness counts here, by how like the things are to each other."""
        some = self._vectors[:: max(1, len(self._vectors) // _SAMPLE)]
        if len(some) < _ENOUGH:
            return MEANING_FROM
        above = np.triu_indices(len(some), k=1)
        return max(MEANING_FROM, float(np.percentile((some @ some.T)[above], _LIKE_EACH_OTHER)))
