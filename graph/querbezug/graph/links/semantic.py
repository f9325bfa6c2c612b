"""Likeness of meaning: vectors of texts, and two rankings made one; everything works without."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Protocol

import numpy as np
import numpy.typing as npt

GROUP = "querbezug.embedder"
"""Entry point group in which an installed package offers an embedder: a function without arguments."""

Vectors = npt.NDArray[np.float64]

_DAMPING = 60


class Embedder(Protocol):
    """Turns texts into vectors whose angle tells how alike their meanings are.

    The same text must always give the same vector, alone or among others.
    """

    def encode(self, texts: list[str], /) -> npt.NDArray[np.floating]:
        """Return one row for each text."""
        ...


def directions(embedder: Embedder, texts: Sequence[str]) -> Vectors:
    """Return the texts' vectors with length 1, so that their products are cosines."""
    if not texts:
        return np.zeros((0, 1))
    vectors = np.asarray(embedder.encode(list(texts)), dtype=np.float64)
    lengths = np.linalg.norm(vectors, axis=1, keepdims=True)
    unit: Vectors = vectors / np.where(lengths > 0, lengths, 1.0)
    return unit


def fused(*rankings: Iterable[int]) -> dict[int, float]:
    """Join rankings into one: what stands high in several comes first.

    Reciprocal rank fusion (Cormack, Clarke, Büttcher, SIGIR 2009): it needs only the ranks, so
    scores that cannot be compared need not be.

    Returns
    -------
    dict of int to float
        The joint score of each thing that stands in any of the rankings.
    """
    scores: dict[int, float] = {}
    for ranking in rankings:
        for rank, thing in enumerate(ranking, 1):
            scores[thing] = scores.get(thing, 0.0) + 1 / (_DAMPING + rank)
    return scores
