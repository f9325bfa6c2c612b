"""How good suggestions are: hide memberships of cooperations and see whether they come back."""

from __future__ import annotations

from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace

import numpy as np

from querbezug.graph.analysis.layers import Layers
from querbezug.graph.analysis.projection import PREDICATES, Projection
from querbezug.graph.analysis.shares import Shares
from querbezug.graph.analysis.suggestions import Method
from querbezug.graph.analysis.trials import Outcome, Trial
from querbezug.ontology.terms import QUER

HIDDEN_SHARE = 0.2
REPEATS = 20
PRECISION_AT = 20
_SEED = 20201123
_AT_A_TIME = 2

METHODS: tuple[tuple[Method, bool], ...] = (
    *((method, False) for method in Method if method is not Method.DISTANCE),
    *((method, True) for method in Method),
)
"""All ways of suggesting, without and with the distance."""


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


def backtest(
    projection: Projection,
    share: float = HIDDEN_SHARE,
    repeats: int = REPEATS,
    k: int = PRECISION_AT,
    methods: Sequence[tuple[Method, bool]] = METHODS,
    layers: Layers | None = None,
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
    layers : Layers, optional
        All layers of ties, where somebody has them already.

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
    telling = _telling(layers or Layers(projection))
    whole = Shares.of(telling)

    def tried(run: int) -> Outcome | None:
        chance = np.random.default_rng([_SEED, run])
        reduced = _without_some(telling, share, chance)
        trial = Trial.of(whole, Shares.of(reduced, whole.towns), chance)
        return None if trial is None else trial.outcome(reduced, methods, k)

    # Products and sorting run without Python's lock, so that two repetitions share two cores.
    with ThreadPoolExecutor(_AT_A_TIME) as threads:
        outcomes = [outcome for outcome in threads.map(tried, range(repeats)) if outcome is not None]
    return _summed_up(outcomes, len(whole.towns)) if outcomes else None


def _summed_up(outcomes: Sequence[Outcome], towns: int) -> Backtest:
    results = [
        Result(
            name,
            Figure.of([outcome.figures[name][0] for outcome in outcomes]),
            Figure.of([outcome.figures[name][1] for outcome in outcomes]),
        )
        for name in outcomes[0].figures
    ]
    return Backtest(
        tuple(sorted(results, key=lambda result: (-result.auc.mean, result.name))),
        len(outcomes),
        float(np.mean([outcome.hidden for outcome in outcomes])),
        float(np.mean([outcome.sharing for outcome in outcomes])),
        towns,
    )


def _telling(layers: Layers) -> Projection:
    """Return the projection without the contributions that tie no towns, which are nearly all.

    Those that name several towns stay, those that refer to examples, and what these belong to, however
    much is hidden: hiding memberships ties no towns that were not tied before.
    """
    projection = layers.projection
    kept = ~projection.is_kind("comment", "response")
    for shared in layers.shared:
        kept[shared.things] = True
    texts = np.concatenate([pair.left for pair in layers.crossing])
    kept[texts] = True
    kept[layers.areas.above(texts)] = True
    return projection.part(kept)


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
