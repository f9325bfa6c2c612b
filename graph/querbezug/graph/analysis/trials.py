"""One repetition of the back-test: what is known, what is hidden, and how well each way finds it."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from scipy.sparse import coo_array, csr_array, triu
from scipy.stats import rankdata

from querbezug.graph.analysis.projection import Projection
from querbezug.graph.analysis.shares import Floats, Shares
from querbezug.graph.analysis.suggestions import REACH_KM, Affinity, Method, Rows

_MOST_NEGATIVES = 50_000
_MOST_POPULAR = 500

RANDOM, POPULARITY = "random", "popularity"
Score = Callable[[Rows, Rows], Floats]


def name_of(method: Method, *, distance: bool) -> str:
    """Return what the result of a method is called."""
    return f"{method}+distance" if distance and method is not Method.DISTANCE else str(method)


@dataclass(frozen=True, slots=True)
class Outcome:
    """What one repetition came to.

    Attributes
    ----------
    figures : mapping of str to (float, float)
        AUC and precision of each method and baseline.
    hidden : int
        How many pairs were hidden.
    sharing : float
        The share of them that have anything in common but the cooperation.
    """

    figures: Mapping[str, tuple[float, float]]
    hidden: int
    sharing: float


@dataclass(frozen=True)
class Trial:
    """One repetition: what is known, which pairs are hidden, and pairs that do not cooperate."""

    known: Shares
    hidden: tuple[Rows, Rows]
    others: tuple[Rows, Rows]
    candidates: int

    @classmethod
    def of(cls, whole: Shares, known: Shares, chance: np.random.Generator) -> Trial | None:
        """Compare what is known with the whole; None where nothing is hidden or nobody is left to mistake."""
        gone = triu(whole.cooperating.sign() - known.cooperating.sign(), k=1).tocoo()
        at = gone.data > 0
        hidden = gone.row[at].astype(np.int64), gone.col[at].astype(np.int64)
        together = csr_array(whole.cooperating)
        others = _strangers(together, chance)
        if not len(hidden[0]) or not len(others[0]):
            return None
        count = len(whole.towns)
        tied = int(triu(known.cooperating.sign(), k=1).sum())
        return cls(known, hidden, others, count * (count - 1) // 2 - tied)

    def outcome(self, projection: Projection, methods: Sequence[tuple[Method, bool]], k: int) -> Outcome:
        """Return how well each way of suggesting does on what is known of a projection."""
        figures = self._figures(projection, methods, k)
        return Outcome(figures, len(self.hidden[0]), self._sharing(projection))

    def _figures(
        self, projection: Projection, methods: Sequence[tuple[Method, bool]], k: int
    ) -> Mapping[str, tuple[float, float]]:
        """Return AUC and precision of each method and baseline."""
        found = {RANDOM: (0.5, len(self.hidden[0]) / self.candidates)}
        popular = _Popularity(self.known)
        found[POPULARITY] = self._auc(popular.of_pairs), self._precision(popular.best(k), k)
        for method, distance in methods:
            affinity = Affinity(self.known, projection, method, REACH_KM if distance else None)
            left, right, _ = affinity.best(k)
            found[name_of(method, distance=distance)] = (
                self._auc(affinity.of_pairs),
                self._precision((left, right), k),
            )
        return found

    def _sharing(self, projection: Projection) -> float:
        """Return the share of the hidden pairs that have anything in common but the cooperation."""
        return float((Affinity(self.known, projection, Method.COMMON).of_pairs(*self.hidden) > 0).mean())

    def _auc(self, score: Score) -> float:
        positive, negative = score(*self.hidden), score(*self.others)
        return area_under_curve(positive, negative)

    def _precision(self, pairs: tuple[Rows, Rows], k: int) -> float:
        hidden = set(zip(*(part.tolist() for part in self.hidden), strict=True))
        hits = sum(pair in hidden for pair in zip(*(part.tolist() for part in pairs), strict=True))
        return hits / k


def area_under_curve(positive: Floats, negative: Floats) -> float:
    """Return how likely one of ``positive`` exceeds one of ``negative``, equal ones as half."""
    ranks = rankdata(np.r_[positive, negative])
    above = ranks[: len(positive)].sum() - len(positive) * (len(positive) + 1) / 2
    return float(above / (len(positive) * len(negative)))


def _strangers(cooperating: csr_array, chance: np.random.Generator) -> tuple[Rows, Rows]:
    """Return pairs of rows that do not cooperate: all, or a sample where they are very many."""
    count = cooperating.shape[0]
    if count * (count - 1) // 2 <= _MOST_NEGATIVES:
        left, right = np.triu_indices(count, k=1)
    else:
        drawn = chance.integers(0, count, size=(2, 2 * _MOST_NEGATIVES))
        left, right = drawn[:, drawn[0] < drawn[1]][:, :_MOST_NEGATIVES]
    left, right = left.astype(np.int64), right.astype(np.int64)
    together = coo_array(cooperating)
    apart = ~np.isin(left * count + right, together.row.astype(np.int64) * count + together.col)
    return left[apart], right[apart]


class _Popularity:
    """Scores pairs of towns by the product of the numbers of their partners."""

    def __init__(self, known: Shares) -> None:
        self._partners = np.diff(known.cooperating.indptr).astype(np.float64)
        self._together = known.cooperating

    def of_pairs(self, left: Rows, right: Rows) -> Floats:
        found: Floats = self._partners[left] * self._partners[right]
        return found

    def best(self, most: int) -> tuple[Rows, Rows]:
        """Return the best pairs of towns that do not cooperate, among those with most partners."""
        towns = np.sort(np.argsort(-self._partners, kind="stable")[:_MOST_POPULAR])
        left, right = (towns[ends] for ends in np.triu_indices(len(towns), k=1))
        together = self._together[towns][:, towns].toarray()[np.triu_indices(len(towns), k=1)] > 0
        scores = np.where(together, -1.0, self.of_pairs(left, right))
        order = np.argsort(-scores, kind="stable")[:most]
        return left[order], right[order]
