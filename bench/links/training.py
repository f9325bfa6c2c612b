"""Train weights for cues: logistic regression drawn towards the weights that a person set.

A text is judged as in ``querbezug.graph.links.judging``. Weights move from where a person set them
only as far as the annotated texts ask for. The same examples give the same weights.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import minimize

FOLDS = 10
_FREE = 0.1
_TEMPERATURES = [round(0.5 + step * 0.05, 2) for step in range(61)]

Array = NDArray[np.float64]
Codes = NDArray[np.int64]
Figures = tuple[float, float, float]


@dataclass(frozen=True, slots=True)
class Example:
    """A text as the cues of its sentences, with its code.

    ``weight`` is what it counts in training; those of weight 1 are tested in cross-validation.
    ``measured`` says whether it is of the gold file, so that figures are given for it.
    """

    cues: tuple[tuple[str, ...], ...]
    code: int
    weight: float = 1.0
    measured: bool = False


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


def fit(table: Table, start: Array, pull: float, sharpness: float) -> Model:
    """Return the weights that fit the texts best while staying near ``start``."""
    first = np.vstack([start, np.zeros((2, start.shape[1]))])

    def loss(flat: Array) -> tuple[float, Array]:
        return _loss(_model(flat.reshape(first.shape), sharpness), table, start, pull)

    found = minimize(loss, first.ravel(), jac=True, method="L-BFGS-B", options={"maxiter": 300})
    return _model(found.x.reshape(first.shape), sharpness)


def _model(grid: Array, sharpness: float) -> Model:
    return Model(grid[:-2], grid[-2], grid[-1], sharpness)


def _loss(model: Model, table: Table, start: Array, pull: float) -> tuple[float, Array]:
    """Return how badly the weights fit, and in which direction they would fit better."""
    pooled, shares = scores(model, table)
    missed = likelihoods(pooled)
    rows = np.arange(len(table.codes))
    value = -(table.weights * np.log(missed[rows, table.codes] + 1e-12)).sum()
    missed[rows, table.codes] -= 1
    missed *= table.weights[:, None]
    each = missed[table.text] * shares
    moved = model.weights - start
    value += pull / 2 * (moved**2).sum() + _FREE / 2 * ((model.bias**2).sum() + (model.several**2).sum())
    slopes = [
        table.cues.T @ each + pull * moved,
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


def crossed(
    examples: Sequence[Example], names: Sequence[str], make: Callable[[Sequence[Example]], Model]
) -> Array:
    """Return the scores of the texts of weight 1, each by a model that has not seen it."""
    tested = [number for number, each in enumerate(examples) if each.weight == 1]
    pooled: Array | None = None
    for fold in range(FOLDS):
        held = set(tested[fold::FOLDS])
        model = make([each for number, each in enumerate(examples) if number not in held])
        rows = sorted(held)
        found = scores(model, tabled([examples[number] for number in rows], names))[0]
        if pooled is None:
            pooled = np.zeros((len(examples), found.shape[1]))
        pooled[rows] = found
    assert pooled is not None
    return pooled


def temperature(pooled: Array, codes: Codes) -> float:
    """Return the temperature at which the probabilities fit the texts best."""
    rows = np.arange(len(codes))

    def surprise(heat: float) -> float:
        return float(-np.log(likelihoods(pooled / heat)[rows, codes] + 1e-12).sum())

    return min(_TEMPERATURES, key=surprise)


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
