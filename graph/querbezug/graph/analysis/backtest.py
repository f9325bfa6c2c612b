"""How good suggestions are: hide memberships of cooperations and see whether they come back."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np
from scipy.sparse import coo_array, csr_array, triu
from scipy.stats import rankdata

from querbezug.graph.analysis.projection import PREDICATES, Projection
from querbezug.graph.analysis.shares import Floats, Shares
from querbezug.graph.analysis.suggestions import REACH_KM, Affinity, Method, Rows
from querbezug.ontology.terms import QUER

HIDDEN_SHARE = 0.2
REPEATS = 20
PRECISION_AT = 20
_MOST_NEGATIVES = 50_000
_MOST_POPULAR = 500
_SEED = 20201123

RANDOM, POPULARITY = "random", "popularity"
METHODS: tuple[tuple[Method, bool], ...] = (
    *((method, False) for method in Method if method is not Method.DISTANCE),
    *((method, True) for method in Method),
)
"""All ways of suggesting, without and with the distance."""
Score = Callable[[Rows, Rows], Floats]


@dataclass(frozen=True, slots=True)
class Figure:
    """A mean over repetitions with the interval that holds 95 % of them."""

    mean: float
    low: float
    high: float

    @classmethod
    def of(cls, values: Sequence[float]) -> Figure:
        """Sum up the values of all repetitions."""
        low, high = np.percentile(values, (2.5, 97.5))
        return cls(float(np.mean(values)), float(low), float(high))


@dataclass(frozen=True, slots=True)
class Result:
    """How well one way of suggesting does.

    Attributes
    ----------
    name : str
        Of the method, with ``+distance`` where distance counts; or of a baseline.
    auc : Figure
        How likely a hidden pair is ranked before a pair that does not cooperate.
    precision : Figure
        How many of the first ``k`` suggestions are hidden pairs, as a share.
    """

    name: str
    auc: Figure
    precision: Figure


@dataclass(frozen=True, slots=True)
class Backtest:
    """The outcome of all repetitions.

    Attributes
    ----------
    results : tuple of Result
        The best by AUC first.
    repeats : int
        How often memberships were hidden.
    hidden : float
        How many pairs were hidden on average.
    sharing : float
        The share of the hidden pairs that share anything else; no method can tell reasons for others.
    towns : int
        How many towns were compared.
    """

    results: tuple[Result, ...]
    repeats: int
    hidden: float
    sharing: float
    towns: int

    def of(self, name: str) -> Result:
        """Return the result of a method or baseline."""
        return next(result for result in self.results if result.name == name)


def name_of(method: Method, *, distance: bool) -> str:
    """Return what the result of a method is called."""
    return f"{method}+distance" if distance and method is not Method.DISTANCE else str(method)


def backtest(
    projection: Projection,
    share: float = HIDDEN_SHARE,
    repeats: int = REPEATS,
    k: int = PRECISION_AT,
    methods: Sequence[tuple[Method, bool]] = METHODS,
) -> Backtest | None:
    """Hide memberships of cooperations, suggest from the rest, and compare.

    What is hidden is the membership of a town, not the single pair: what is planned for the region of
    a cooperation is then not planned for the town any more, so it cannot betray what is hidden.
    A pair is to be found if the towns cooperate, but not by what is left.

    Parameters
    ----------
    projection : Projection
        The store as arrays.
    share : float
        Of the memberships that are hidden.
    repeats : int
        With other memberships each time; the same in each run.
    k : int
        How many suggestions are looked at.
    methods : sequence of (Method, bool)
        What to compare, and whether distance counts.

    Returns
    -------
    Backtest or None
        None if there are too few memberships to hide any.

    Notes
    -----
    AUC is computed from ranks, ties as halves [1]_, against all pairs that do not cooperate or, if they
    are more than 50,000, so many drawn of them. The baselines: any order, and the product of the
    numbers of partners (preferential attachment [2]_).

    References
    ----------
    .. [1] J. A. Hanley, B. J. McNeil, "The meaning and use of the area under a receiver operating
       characteristic (ROC) curve", Radiology 143 (1), 1982.
    .. [2] D. Liben-Nowell, J. Kleinberg, "The link-prediction problem for social networks", Journal of
       the American Society for Information Science and Technology 58 (7), 2007.
    """
    whole = Shares.of(projection)
    found: dict[str, list[tuple[float, float]]] = {}
    hidden: list[int] = []
    sharing: list[float] = []
    for run in range(repeats):
        chance = np.random.default_rng([_SEED, run])
        reduced = _without_some(projection, share, chance)
        trial = _Trial.of(whole, Shares.of(reduced, whole.towns), chance)
        if trial is None:
            continue
        hidden.append(len(trial.hidden[0]))
        sharing.append(trial.sharing(reduced))
        for name, figures in trial.figures(reduced, methods, k).items():
            found.setdefault(name, []).append(figures)
    if not hidden:
        return None
    results = [
        Result(name, Figure.of([auc for auc, _ in each]), Figure.of([precision for _, precision in each]))
        for name, each in found.items()
    ]
    ranked = sorted(results, key=lambda result: (-result.auc.mean, result.name))
    return Backtest(
        tuple(ranked), len(hidden), float(np.mean(hidden)), float(np.mean(sharing)), len(whole.towns)
    )


def _without_some(projection: Projection, share: float, chance: np.random.Generator) -> Projection:
    """Return the projection without a share of the memberships of municipalities."""
    membership = np.flatnonzero(projection.predicate == PREDICATES.index(QUER.hasMemberMunicipality))
    gone = chance.choice(membership, round(share * len(membership)), replace=False)
    kept = np.ones(len(projection.predicate), np.bool_)
    kept[gone] = False
    return replace(
        projection,
        source=projection.source[kept],
        target=projection.target[kept],
        predicate=projection.predicate[kept],
        inferred=projection.inferred[kept],
    )


@dataclass(frozen=True)
class _Trial:
    """One repetition: what is known, which pairs are hidden, and pairs that do not cooperate."""

    known: Shares
    hidden: tuple[Rows, Rows]
    others: tuple[Rows, Rows]
    candidates: int

    @classmethod
    def of(cls, whole: Shares, known: Shares, chance: np.random.Generator) -> _Trial | None:
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

    def figures(
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

    def sharing(self, projection: Projection) -> float:
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
