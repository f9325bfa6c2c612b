"""Train weights for cues: logistic regression drawn towards the weights that a person set.

A text is judged as in ``querbezug.graph.links.judging``. Weights move from where a person set them
only as far as the annotated texts ask for. The same examples give the same weights.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import minimize

from querbezug.graph.links.judging import Weights

FOLDS = 8
_SEED = 7
_SEEN = 3
_FREE = 0.2
_TEMPERATURES = [round(0.5 + step * 0.05, 2) for step in range(61)]

Array = NDArray[np.float64]
Codes = NDArray[np.int64]
Figures = tuple[float, float, float]


@dataclass(frozen=True, slots=True)
class Example:
    """A text as the cues of its sentences, with its code.

    ``weight`` is what it counts in training; those of weight 1 are tested in cross-validation.
    ``source`` says which file it is from, so that figures can be given for each; texts of one
    ``thread`` are never learned from and tested on at once.
    """

    cues: tuple[tuple[str, ...], ...]
    code: int
    weight: float = 1.0
    source: str = ""
    thread: str = ""


@dataclass(frozen=True, slots=True)
class Settings:
    """How strongly weights are held, how much rare codes are raised, how much clear sentences count.

    ``pull`` holds the weights where a person set them (twice as strongly those nobody set);
    ``balance`` raises rare codes (1: all codes count the same); ``sharpness`` is that of
    ``judging.Weights``.
    """

    pull: float
    balance: float
    sharpness: float


@dataclass(frozen=True, slots=True)
class Table:
    """All sentences of all texts: ``cues`` has a row for each sentence, ``text`` says whose it is."""

    cues: Array
    text: Codes
    several: Array
    codes: Codes
    weights: Array


@dataclass(frozen=True, slots=True)
class Model:
    """What is learnt: a row of weights for each cue, what speaks for a code from the start."""

    weights: Array
    bias: Array
    several: Array
    sharpness: float


def balanced(examples: Sequence[Example], power: float) -> list[Example]:
    """Return the examples, those of rare codes counting more: by the inverse frequency to a power."""
    counts: dict[int, float] = defaultdict(float)
    for each in examples:
        counts[each.code] += each.weight
    mean = sum(counts.values()) / len(counts)
    return [replace(each, weight=each.weight * (mean / counts[each.code]) ** power) for each in examples]


def tabled(examples: Sequence[Example], names: Sequence[str]) -> Table:
    """Return the cues of the sentences as numbers."""
    place = {name: number for number, name in enumerate(names)}
    rows: list[Array] = []
    whose: list[int] = []
    for number, example in enumerate(examples):
        for cues in example.cues:
            row = np.zeros(len(names))
            row[[place[name] for name in cues if name in place]] = 1.0
            rows.append(row)
            whose.append(number)
    return Table(
        np.array(rows),
        np.array(whose),
        np.array([float(len(example.cues) > 1) for example in examples]),
        np.array([example.code for example in examples]),
        np.array([example.weight for example in examples]),
    )


def scores(model: Model, table: Table) -> tuple[Array, Array]:
    """Return the scores of the texts, and how much each sentence counts in them."""
    single = (table.cues @ model.weights + model.bias) * model.sharpness
    highest = np.full((len(table.codes), single.shape[1]), -np.inf)
    np.maximum.at(highest, table.text, single)
    powers = np.exp(single - highest[table.text])
    sums = np.zeros_like(highest)
    np.add.at(sums, table.text, powers)
    pooled = (highest + np.log(sums)) / model.sharpness + table.several[:, None] * model.several
    return pooled, powers / sums[table.text]


def likelihoods(pooled: Array) -> Array:
    """Return the probabilities that belong to scores."""
    powers = np.exp(pooled - pooled.max(axis=1, keepdims=True))
    return np.asarray(powers / powers.sum(axis=1, keepdims=True))


def named(examples: Sequence[Example], hand: Mapping[str, tuple[float, ...]]) -> list[str]:
    """Return the cues to learn weights for: those a person weighed, then those some texts have."""
    counts = Counter(name for each in examples for name in {cue for part in each.cues for cue in part})
    return [*hand, *sorted(name for name, count in counts.items() if count >= _SEEN and name not in hand)]


def trained(
    examples: Sequence[Example], hand: Mapping[str, tuple[float, ...]], names: Sequence[str], how: Settings
) -> Model:
    """Return the weights that the examples ask for, with rare codes raised as ``how`` says."""
    codes = len(next(iter(hand.values())))
    start = np.array([hand.get(name, (0.0,) * codes) for name in names])
    pulls = np.array([how.pull if name in hand else 2 * how.pull for name in names])
    return fit(tabled(balanced(examples, how.balance), names), start, pulls, how.sharpness)


def fit(table: Table, start: Array, pull: Array, sharpness: float) -> Model:
    """Return the weights that fit the texts best while staying near ``start``."""
    first = np.vstack([start, np.zeros((2, start.shape[1]))])

    def loss(flat: Array) -> tuple[float, Array]:
        return _loss(_model(flat.reshape(first.shape), sharpness), table, start, pull)

    found = minimize(loss, first.ravel(), jac=True, method="L-BFGS-B", options={"maxiter": 120})
    return _model(found.x.reshape(first.shape), sharpness)


def _model(grid: Array, sharpness: float) -> Model:
    return Model(grid[:-2], grid[-2], grid[-1], sharpness)


def _loss(model: Model, table: Table, start: Array, pull: Array) -> tuple[float, Array]:
    """Return how badly the weights fit, and in which direction they would fit better."""
    pooled, shares = scores(model, table)
    missed = likelihoods(pooled)
    rows = np.arange(len(table.codes))
    value = -(table.weights * np.log(missed[rows, table.codes] + 1e-12)).sum()
    missed[rows, table.codes] -= 1
    missed *= table.weights[:, None]
    each = missed[table.text] * shares
    moved = model.weights - start
    value += (pull[:, None] / 2 * moved**2).sum() + _FREE / 2 * (
        (model.bias**2).sum() + (model.several**2).sum()
    )
    slopes = [
        table.cues.T @ each + pull[:, None] * moved,
        each.sum(axis=0) + _FREE * model.bias,
        (missed * table.several[:, None]).sum(axis=0) + _FREE * model.several,
    ]
    return float(value), np.vstack(slopes).ravel()


def macro_f1(codes: Codes, found: Codes, names: Sequence[str]) -> tuple[float, dict[str, Figures]]:
    """Return the mean F1 of the codes, and precision, recall and F1 of each."""
    figures = {}
    for number, name in enumerate(names):
        right = float(((codes == number) & (found == number)).sum())
        precision = right / max(1.0, float((found == number).sum()))
        recall = right / max(1.0, float((codes == number).sum()))
        figures[name] = (precision, recall, 2 * precision * recall / max(1e-9, precision + recall))
    return sum(each[2] for each in figures.values()) / len(names), figures


def folds_of(examples: Sequence[Example], count: int, seed: int = _SEED) -> Codes:
    """Return the fold of each example; all of one thread are in the same one."""
    threads = sorted({each.thread for each in examples})
    order = np.random.default_rng(seed).permutation(len(threads))
    number = {thread: int(order[place]) % count for place, thread in enumerate(threads)}
    return np.array([number[each.thread] for each in examples])


def crossed(
    examples: Sequence[Example],
    codes: int,
    make: Callable[[Sequence[Example]], tuple[Model, Sequence[str]]],
    count: int = FOLDS,
    seed: int = _SEED,
) -> Array:
    """Return the scores of the examples, each by a model that has not seen its thread."""
    folds = folds_of(examples, count, seed)
    pooled = np.zeros((len(examples), codes))
    for fold in range(count):
        model, names = make([each for each, its in zip(examples, folds, strict=True) if its != fold])
        rows = np.flatnonzero(folds == fold).tolist()
        pooled[rows] = scores(model, tabled([examples[row] for row in rows], names))[0]
    return pooled


def temperature(pooled: Array, codes: Codes) -> float:
    """Return the temperature at which the probabilities fit the texts best."""
    rows = np.arange(len(codes))

    def surprise(heat: float) -> float:
        return float(-np.log(likelihoods(pooled / heat)[rows, codes] + 1e-12).sum())

    return min(_TEMPERATURES, key=surprise)


def usable(model: Model, names: Sequence[str], codes: Sequence[str]) -> Weights:
    """Return a model as what the program judges by."""
    rows = {name: tuple(map(float, row)) for name, row in zip(names, model.weights, strict=True)}
    bias, several = tuple(map(float, model.bias)), tuple(map(float, model.several))
    return Weights(tuple(codes), rows, bias, several, model.sharpness, temperature=1.0)


def written(model: Model, names: Sequence[str], codes: Sequence[str], heat: float) -> str:
    """Return the weights as TOML, rounded."""

    def row(values: Array) -> str:
        return (
            "{ "
            + ", ".join(f"{code} = {value:.2f}" for code, value in zip(codes, values, strict=True))
            + " }"
        )

    lines = [
        "# How much each cue speaks for each code. Written by",
        "# `python -m bench.links.train_functions --write`: change cues.toml and train again, not this file.",
        f"sharpness = {model.sharpness}",
        f"temperature = {heat:.2f}",
        f"bias = {row(model.bias)}",
        f"several_sentences = {row(model.several)}",
        "",
        "[weights]",
        *(f"{name} = {row(values)}" for name, values in zip(names, model.weights, strict=True)),
    ]
    return "\n".join(lines) + "\n"
