"""Who says what, as arrays: one chunk of comments at a time."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from bench.generating.drawing import pick
from bench.generating.geography import Cities, Floats, Ints
from bench.generating.items import STANCE_SHARES, Items

SUPPORT, CONDITIONAL, OBJECTION, NEUTRAL = range(4)

QUESTIONS, ANSWERED = 0.12, 0.4
MENTIONS, PAIRS = 0.15, 0.3
EXAMPLES, REPLIES, IDEAS, VOTED = 0.015, 0.08, 0.02, 0.1
STANCE_FOUND, TOPIC_FOUND = 0.4, 0.2
_NEAR, _GROUP = 0.6, 0.85
_ASKED = 0.35

Bools = NDArray[np.bool_]


@dataclass(frozen=True)
class Chunk:
    """Some comments; all arrays have one entry for each.

    Attributes
    ----------
    item : array of int
        Position of what it is about in :class:`~bench.generating.items.Items`.
    stance : array of int
        ``SUPPORT``, ``CONDITIONAL``, ``OBJECTION`` or ``NEUTRAL``.
    first, second : array of int
        Cities it names; -1 for none.
    example, idea_place : array of int
        Position of the example it cites, and the place of the idea it is the first to express; -1
        for none.
    answered : array of bool
        Whether its question has a response; only where it asks one.
    votes : array of int
        Votes in favour; -1 where none were counted.
    confidence : array of int, shape (n, 5)
        Hundredths, for each assessment it may have.
    draw : array of int, shape (n, 6)
        Large numbers that choose sentences and the day.
    """

    item: Ints
    stance: Ints
    first: Ints
    second: Ints
    example: Ints
    idea_place: Ints
    asks: Bools
    answered: Bools
    replies: Bools
    stance_found: Bools
    topic_found: Bools
    votes: Ints
    confidence: Ints
    draw: Ints


@dataclass(frozen=True)
class Voices:
    """Draws comments.

    Parameters
    ----------
    asked : array of int
        Places without any plan that many ideas are about.
    examples : int
        How many examples there are to cite.
    """

    cities: Cities
    items: Items
    asked: Ints
    examples: int

    def chunk(self, size: int, chance: np.random.Generator) -> Chunk:
        """Draw ``size`` comments."""
        item = pick(self.items.weight, size, chance)
        asks = chance.random(size) < QUESTIONS
        first, second = self._places(self.items.city[item], chance)
        cites = (chance.random(size) < EXAMPLES) & bool(self.examples)
        return Chunk(
            item=item,
            stance=_stances(self.items.mood[item], chance),
            first=first,
            second=second,
            example=np.where(cites, (self.examples * chance.random(size) ** 3).astype(np.int64), -1),
            idea_place=self._idea_places(self.items.city[item], chance),
            asks=asks,
            answered=asks & (chance.random(size) < ANSWERED),
            replies=chance.random(size) < REPLIES,
            stance_found=chance.random(size) < STANCE_FOUND,
            topic_found=chance.random(size) < TOPIC_FOUND,
            votes=np.where(chance.random(size) < VOTED, chance.zipf(1.8, size).clip(max=5000), -1),
            confidence=chance.integers(40, 98, size=(size, 5)),
            draw=chance.integers(0, 1 << 30, size=(size, 6)),
        )

    def _places(self, home: Ints, chance: np.random.Generator) -> tuple[Ints, Ints]:
        size = len(home)
        names_one = chance.random(size) < MENTIONS
        names_two = names_one & (chance.random(size) < PAIRS)
        first = np.where(names_one, self._near_or_known(home, chance), -1)
        second = np.where(names_two, self._near_or_known(home, chance), -1)
        second[second == first] = -1
        return first, second

    def _near_or_known(self, home: Ints, chance: np.random.Generator) -> Ints:
        """Draw a neighbour mostly, or a city of the same group, or a large city anywhere."""
        size, width = len(home), self.cities.near.shape[1]
        how = chance.random(size)
        within = np.where(how < _NEAR, 6, width)
        near = self.cities.near[home, (within * chance.random(size)).astype(np.int64)]
        anywhere = pick(self._size, size, chance)
        return np.where((how < _GROUP) & (near >= 0), near, anywhere)

    @property
    def _size(self) -> Floats:
        return self.cities.population**0.8 * self.cities.covered

    def _idea_places(self, home: Ints, chance: np.random.Generator) -> Ints:
        size = len(home)
        place = home.copy()
        elsewhere = chance.random(size) < _ASKED
        if len(self.asked):
            asked = self.asked[(len(self.asked) * chance.random(size) ** 2).astype(np.int64)]
            place = np.where(elsewhere, asked, place)
        return np.where(chance.random(size) < IDEAS, place, -1)


def _stances(mood: Ints, chance: np.random.Generator) -> Ints:
    limits = np.cumsum(STANCE_SHARES, axis=1)[mood]
    stance: Ints = (chance.random(len(mood))[:, None] >= limits[:, :3]).sum(axis=1)
    return stance
