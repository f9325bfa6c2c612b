"""Judging a text by its cues: a sum of weights for each sentence, and how likely it makes each code."""

from __future__ import annotations

import math
import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from importlib.resources import files

_TELLING = 0.25
_MOST_REASONS = 5


@dataclass(frozen=True, slots=True)
class Weights:
    """How much each cue speaks for each code: trained, or else set by hand.

    Attributes
    ----------
    codes : tuple of str
        What a text may be judged to be, in the order in which a tie is decided.
    weights : mapping
        For each cue a weight for each code.
    bias : tuple of float
        What speaks for each code from the start.
    several : tuple of float
        What is added for each code if the text has more than one sentence.
    sharpness : float
        How much more a clear sentence counts than the others of its text: 0 would be their mean, a
        large number the clearest alone.
    temperature : float
        Divides the scores before they become probabilities, so that these are no surer than they
        turn out to be right.
    """

    codes: tuple[str, ...]
    weights: Mapping[str, tuple[float, ...]]
    bias: tuple[float, ...]
    several: tuple[float, ...]
    sharpness: float
    temperature: float


@dataclass(frozen=True, slots=True)
class Judgement:
    """The likeliest code, which sentence decided it, how likely it is, and the cues that say so."""

    code: str
    sentence: int
    confidence: float
    reasons: tuple[str, ...]


def by_hand(
    codes: Sequence[str], speaking: Mapping[str, Mapping[str, float]]
) -> dict[str, tuple[float, ...]]:
    """Return weights that a person set, as rows in the order of ``codes``."""
    return {name: _row(codes, row) for name, row in speaking.items()}


def shipped(file: str, codes: Sequence[str], speaking: Mapping[str, Mapping[str, float]]) -> Weights:
    """Return the trained weights in ``file``; cues they do not know weigh as set by hand."""
    raw = tomllib.loads(files(__package__).joinpath(file).read_text(encoding="utf-8"))
    return Weights(
        codes=tuple(codes),
        weights={**by_hand(codes, speaking), **by_hand(codes, raw["weights"])},
        bias=_row(codes, raw["bias"]),
        several=_row(codes, raw["several_sentences"]),
        sharpness=float(raw["sharpness"]),
        temperature=float(raw["temperature"]),
    )


def judge(weights: Weights, named: Sequence[Sequence[str]]) -> Judgement:
    """Judge a text by the names of the cues in each of its sentences.

    A sentence's score for a code is the sum of the weights of its cues. A text's score is that of
    its sentences, each counting the more the higher it is (log-sum-exp). The highest score is the
    code; the sentence that scores highest for it decided it.

    Parameters
    ----------
    weights : Weights
        How much each cue speaks for each code.
    named : sequence of sequence of str
        The cues of each sentence; at least one sentence.
    """
    scores = [_score(weights, names) for names in named]
    places = range(len(weights.codes))
    pooled = [_pooled(weights, [score[code] for score in scores], code) for code in places]
    best = max(places, key=lambda code: (pooled[code], -code))
    decisive = max(range(len(named)), key=lambda number: (scores[number][best], -number))
    sure = 1 / math.fsum(math.exp((score - pooled[best]) / weights.temperature) for score in pooled)
    return Judgement(weights.codes[best], decisive, round(sure, 4), _reasons(weights, named[decisive], best))


def likeliest(weights: Weights, names: Sequence[str]) -> str:
    """Return only the code of a sentence with these cues; quicker than :func:`judge`."""
    scores = _score(weights, names)
    return weights.codes[scores.index(max(scores))]


def _row(codes: Sequence[str], values: Mapping[str, float]) -> tuple[float, ...]:
    return tuple(float(values.get(code, 0.0)) for code in codes)


def _score(weights: Weights, names: Sequence[str]) -> list[float]:
    table = weights.weights
    rows = [table[name] for name in names if name in table]
    return list(map(sum, zip(weights.bias, *rows, strict=True)))


def _pooled(weights: Weights, scores: Sequence[float], code: int) -> float:
    if len(scores) == 1:
        return scores[0]
    highest = max(scores)
    total = math.log(math.fsum(math.exp((score - highest) * weights.sharpness) for score in scores))
    return highest + total / weights.sharpness + weights.several[code]


def _reasons(weights: Weights, names: Sequence[str], code: int) -> tuple[str, ...]:
    """Return the cues that spoke for ``code`` rather than for the others, the strongest first."""
    weighed = []
    for name in names:
        row = weights.weights.get(name)
        if row and (lead := row[code] - math.fsum(row) / len(row)) >= _TELLING:
            weighed.append((-lead, name))
    return tuple(name for _, name in sorted(weighed)[:_MOST_REASONS])
