"""What comments and votes are divided about, and what they agree on."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

import numpy as np
from numpy.typing import NDArray
from rdflib.term import URIRef
from scipy.special import betainc, betaincinv

from querbezug.graph.analysis.projection import Projection
from querbezug.ontology.terms import QUER

LEAST_VOICES = 3
"""With fewer voices nothing is said."""
SURE, LIKELY = 0.9, 0.5
_LOW, _HIGH = 1 / 3, 2 / 3
_TAIL = 0.025

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]


class Verdict(StrEnum):
    """What voices say of a thing."""

    CONTESTED = "contested"
    AGREED = "agreed"
    REJECTED = "rejected"
    OPEN = "open"


@dataclass(frozen=True, slots=True)
class Opinion:
    """How voices on a thing are divided.

    Attributes
    ----------
    thing : int
        Index of the thing.
    support, objection : int
        How many voices are for it and against it.
    verdict : Verdict
        What is likeliest, ``OPEN`` where nothing is likelier than not or there are too few voices.
    probability : float
        Of the verdict; of contested where it is open.
    low, high : float
        The share of support lies between them with a probability of 95 %.
    """

    thing: int
    support: int
    objection: int
    verdict: Verdict
    probability: float
    low: float
    high: float

    @property
    def sure(self) -> bool:
        """Whether the verdict is as good as certain."""
        return self.verdict is not Verdict.OPEN and self.probability >= SURE


def probabilities(support: Ints, objection: Ints) -> tuple[Floats, Floats, Floats]:
    """Return how likely things are contested, agreed on and rejected; each of shape (k,).

    A thing is contested if neither side would have two thirds of all who might speak, agreed on if
    support, rejected if objection has more. The share of support is estimated from the voices by
    its posterior distribution ``Beta(1 + support, 1 + objection)`` under a uniform prior [1]_, so few
    voices never give a high probability.

    References
    ----------
    .. [1] A. Gelman et al., "Bayesian Data Analysis", 3rd edition, 2013, section 2.4.
    """
    below: Floats = betainc(1.0 + support, 1.0 + objection, _LOW).astype(np.float64)
    upto: Floats = betainc(1.0 + support, 1.0 + objection, _HIGH).astype(np.float64)
    return upto - below, 1 - upto, below


def opinions(support: Ints, objection: Ints) -> list[Opinion]:
    """Return the opinion on each thing that has any voices, in the order of the things.

    Parameters
    ----------
    support, objection : array of int64, shape (n,)
        Numbers of voices for each of the n things.
    """
    things = np.flatnonzero(support + objection)
    pro, contra = support[things], objection[things]
    chances = np.stack(probabilities(pro, contra))
    kinds = (Verdict.CONTESTED, Verdict.AGREED, Verdict.REJECTED)
    best = np.argmax(chances, axis=0)
    judged = (chances.max(axis=0) >= LIKELY) & (pro + contra >= LEAST_VOICES) if len(things) else best > 0
    low, high = (betaincinv(1.0 + pro, 1.0 + contra, at) for at in (_TAIL, 1 - _TAIL))
    return [
        Opinion(
            int(thing),
            int(pro[n]),
            int(contra[n]),
            kinds[best[n]] if judged[n] else Verdict.OPEN,
            float(chances[best[n] if judged[n] else 0, n]),
            float(low[n]),
            float(high[n]),
        )
        for n, thing in enumerate(things)
    ]


def voices(projection: Projection, counted: NDArray[np.bool_] | None = None) -> tuple[Ints, Ints]:
    """Return how many contributions support and oppose each thing; shape (n,) each.

    Who does both counts for neither.

    Parameters
    ----------
    projection : Projection
        The store as arrays, of n things.
    counted : array of bool, shape (n,), optional
        The contributions that count; all unless told.
    """
    size = len(projection.iris)
    pro, contra = _keys(projection, QUER.supports, counted), _keys(projection, QUER.opposes, counted)
    both = np.intersect1d(pro, contra)
    found = (np.bincount(np.setdiff1d(side, both) % size, minlength=size) for side in (pro, contra))
    support, objection = (side.astype(np.int64) for side in found)
    return support, objection


def sides(projection: Projection, thing: int) -> tuple[list[int], list[int]]:
    """Return the contributions that support and those that oppose a thing, ascending."""
    found = []
    for predicate in (QUER.supports, QUER.opposes):
        source, target, _ = projection.links(predicate)
        found.append(set(source[target == thing].tolist()))
    pro, contra = found
    return sorted(pro - contra), sorted(contra - pro)


def _keys(projection: Projection, predicate: URIRef, counted: NDArray[np.bool_] | None) -> Ints:
    source, target, _ = projection.links(predicate)
    if counted is not None:
        kept = counted[source]
        source, target = source[kept], target[kept]
    return np.unique(source.astype(np.int64) * len(projection.iris) + target)


def votes(projection: Projection) -> tuple[Ints, Ints]:
    """Return the votes that platforms counted for and against each thing; shape (n,) each.

    Only of processes in which anybody could vote against: where no objection was ever counted, votes in
    favour do not tell whether all agree.
    """
    size = len(projection.iris)
    support, objection = np.zeros(size, np.int64), np.zeros(size, np.int64)
    for thing, (pro, contra) in projection.votes.items():
        support[thing], objection[thing] = pro, contra
    process = np.full(size, -1, np.int64)
    source, target, _ = projection.links(QUER.submittedIn)
    process[source] = target
    against = np.unique(process[objection > 0])
    told = np.isin(process, against)
    return np.where(told, support, 0), np.where(told, objection, 0)
