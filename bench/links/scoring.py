"""Precision, recall and F1 with bootstrap intervals; agreement; calibration."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

RESAMPLES = 1_000
_SEED = 4
_LOW, _HIGH = 2.5, 97.5
_EDGES = (0.0, 0.5, 0.6, 0.7, 0.8, 0.9, 1.0)

Counts = tuple[int, int, int]
"""True positives, false positives, false negatives of one unit."""

Numbers = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Score:
    """Precision, recall, F1, the 95 % interval of F1, and how many were to be found."""

    precision: float
    recall: float
    f1: float
    interval: tuple[float, float]
    expected: int


@dataclass(frozen=True, slots=True)
class ClassScores:
    """How well classes are told apart: each against the others, and all of them together."""

    macro_f1: float
    interval: tuple[float, float]
    accuracy: float
    classes: dict[str, Score]
    units: int


@dataclass(frozen=True, slots=True)
class Bin:
    """Links of like confidence: how many, the mean of what was claimed, and the share that is right."""

    low: float
    high: float
    links: int
    claimed: float
    right: float


def _ratio(part: Numbers, whole: Numbers) -> Numbers:
    return np.divide(part, whole, out=np.zeros_like(part), where=whole > 0)


def _f1(sums: Numbers) -> Numbers:
    """Return F1 of sums of (tp, fp, fn) in the last axis."""
    return _ratio(2 * sums[..., 0], 2 * sums[..., 0] + sums[..., 1] + sums[..., 2])


def _resampled(counts: Numbers) -> Numbers:
    """Return the sums over units drawn anew with replacement, once for each resample."""
    chance = np.random.default_rng(_SEED)
    units = len(counts)
    weights = chance.multinomial(units, np.full(units, 1 / units), size=RESAMPLES).astype(np.float64)
    sums: Numbers = np.tensordot(weights, counts, axes=1)
    return sums


def _interval(values: Numbers) -> tuple[float, float]:
    low, high = np.percentile(values, (_LOW, _HIGH))
    return float(low), float(high)


def micro(counts: Sequence[Counts]) -> Score:
    """Score what is found in all units together; the units are what the bootstrap draws."""
    if not counts:
        return Score(0.0, 0.0, 0.0, (0.0, 0.0), 0)
    table = np.array(counts, dtype=np.float64)
    return _score(table.sum(axis=0), _interval(_f1(_resampled(table))))


def _score(sums: Numbers, interval: tuple[float, float]) -> Score:
    hits, wrong, missed = (float(value) for value in sums)
    precision = hits / (hits + wrong) if hits + wrong else 0.0
    recall = hits / (hits + missed) if hits + missed else 0.0
    return Score(precision, recall, float(_f1(sums)), interval, int(hits + missed))


def classes(expected: Sequence[str], given: Sequence[str], codes: Sequence[str]) -> ClassScores:
    """Score one code for each unit; a code that is none of ``codes`` is simply wrong.

    The macro F1 is the mean over those ``codes`` that are expected at least once.
    """
    if not expected:
        return ClassScores(0.0, (0.0, 0.0), 0.0, {}, 0)
    table = np.array(
        [
            [(e == g == code, g == code != e, e == code != g) for code in codes]
            for e, g in zip(expected, given, strict=True)
        ],
        dtype=np.float64,
    )
    sums, resampled = table.sum(axis=0), _resampled(table)
    there = [number for number, code in enumerate(codes) if code in expected]
    scores = {
        code: _score(sums[number], _interval(_f1(resampled[:, number])))
        for number, code in enumerate(codes)
        if number in there
    }
    macro = _f1(resampled[:, there]).mean(axis=1)
    accuracy = sum(e == g for e, g in zip(expected, given, strict=True)) / len(expected)
    mean = float(_f1(sums[there]).mean())
    return ClassScores(mean, _interval(macro), accuracy, scores, len(expected))


def kappa(first: Sequence[str], second: Sequence[str]) -> float:
    """Return Cohen's kappa of two annotations of the same units."""
    units = len(first)
    agreed = sum(a == b for a, b in zip(first, second, strict=True)) / units
    by_chance = sum(first.count(code) * second.count(code) for code in set(first)) / units**2
    return 1.0 if by_chance == 1 else (agreed - by_chance) / (1 - by_chance)


def reliability(claims: Iterable[tuple[float, bool]]) -> tuple[list[Bin], float]:
    """Return the links in bins of confidence, and the expected calibration error over these bins."""
    pairs = list(claims)
    bins: list[Bin] = []
    for low, high in pairwise(_EDGES):
        inside = [(c, ok) for c, ok in pairs if low <= c < high or (high == _EDGES[-1] and c == high)]
        if inside:
            claimed = sum(c for c, _ in inside) / len(inside)
            right = sum(ok for _, ok in inside) / len(inside)
            bins.append(Bin(low, high, len(inside), claimed, right))
    error = sum(each.links * abs(each.claimed - each.right) for each in bins) / max(1, len(pairs))
    return bins, error
