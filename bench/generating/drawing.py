"""Drawing at random in proportion to weights."""

from __future__ import annotations

import numpy as np

from bench.generating.geography import Floats, Ints


def pick(weights: Floats, count: int, chance: np.random.Generator) -> Ints:
    """Draw ``count`` positions in proportion to ``weights``, with replacement."""
    total = np.cumsum(weights)
    drawn: Ints = np.searchsorted(total, chance.random(count) * total[-1], side="right").astype(np.int64)
    return drawn


def shared_out(count: int, weights: Floats, least: int, chance: np.random.Generator) -> Ints:
    """Return the plan of each of ``count`` things: ``least`` for each plan, the rest by weight."""
    certain = np.repeat(np.arange(len(weights)), least)[:count]
    drawn = pick(weights, count - len(certain), chance)
    return np.sort(np.concatenate([certain, drawn]))
