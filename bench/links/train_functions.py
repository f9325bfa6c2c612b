"""Train the weights of functions and stances: ``python -m bench.links.train_functions [--write]``.

Read are the development sets, the tune split of the gold file and the argument codes of the shipped
share of the Bonn Rad-Dialog; never the test split. What is written are tables of numbers that the
program adds up, and how far its sums can be trusted; nothing here runs in it.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import product
from pathlib import Path
from typing import Any

import numpy as np

from bench.links import training
from bench.links.calibrating import Curve, curve, write_curves
from bench.links.gold_file import thread_of
from bench.links.training import Array, Codes, Example, Settings
from querbezug.graph.links import functions, stance_features, stances
from querbezug.graph.links.clauses import sentences
from querbezug.graph.links.judging import by_hand

HERE = Path(__file__).parent
BONN = HERE.parents[1] / "examples" / "bonn" / "raddialog-2017.jsonl"
LINKS = HERE.parents[1] / "graph" / "querbezug" / "graph" / "links"

# The codes of the Rad-Dialog mean nearly, not quite, what the functions mean: they count less.
_MEANING = {"mpos": ("suggestion", 0.3), "premise": ("argument", 0.1)}

_PULLS, _BALANCES = (3.0, 6.0, 12.0), (0.3, 0.6)
_AS_GOOD = 0.01
"""Macro-F1 that is no difference here: about half the standard error of cross-validation."""

_INNER_FOLDS, _SEEDS = 4, (1, 2)


@dataclass(frozen=True, slots=True)
class Task:
    """What is trained: its codes, the weights set by hand, its examples, and where it is used."""

    name: str
    method: str
    codes: Sequence[str]
    speaking: Mapping[str, Mapping[str, float]]
    examples: Sequence[Example]
    sharpness: float

    def make(self, kept: Sequence[Example], how: Settings) -> tuple[training.Model, list[str]]:
        """Return a model of some of the examples, and the cues it knows."""
        hand = by_hand(self.codes, self.speaking)
        names = training.named(kept, hand)
        return training.trained(kept, hand, names, how), names


def annotated() -> Iterator[dict[str, Any]]:
    """Yield the annotated texts, each with the file it is from: development sets, and what is for tuning.

    Of the test split only the addresses are read, to leave out what stands in the same threads.
    """
    gold = _lines("gold/sentences.jsonl")
    tested = {item.get("url") for item in gold if item["split"] != "tune"} - {None}
    for name in ("development", "development-2"):
        yield from (
            {**item, "file": name} for item in _lines(f"{name}.jsonl") if item.get("url") not in tested
        )
    yield from ({**item, "file": "tune"} for item in gold if item["split"] == "tune")


def _lines(name: str) -> list[dict[str, Any]]:
    return [json.loads(line) for line in (HERE / name).read_text(encoding="utf-8").splitlines()]


def _example(item: Mapping[str, Any], cues: tuple[tuple[str, ...], ...], code: int) -> Example:
    return Example(cues, code, source=item["file"], thread=thread_of(item))


def of_functions() -> Task:
    """Return the task to tell the functions."""

    def cues(text: str) -> tuple[tuple[str, ...], ...]:
        parts = sentences(text)
        return tuple(functions.features(part, at, len(parts)) for at, part in enumerate(parts))

    examples = [
        _example(item, cues(item["text"]), functions.FUNCTIONS.index(item["function"]))
        for item in annotated()
    ]
    for line in BONN.read_text(encoding="utf-8").splitlines():
        post = json.loads(line)
        for item in post["sentences"]:
            code, weight = _MEANING.get(item["code"], ("", 0.0))
            if code and "?" not in item["text"]:
                number = functions.FUNCTIONS.index(code)
                examples.append(Example(cues(item["text"]), number, weight, "labels", post["url"]))
    return Task(
        "function", functions.METHOD, functions.FUNCTIONS, functions.speaking(), examples, sharpness=0.5
    )


def of_stances(doing: Task, how: Settings) -> Task:
    """Return the task to tell the stances on what a text is about.

    What a sentence does is a cue of its stance. It is told by weights that were learned without the
    text's thread, as it will be told of texts that nobody has annotated.
    """
    items = [item for item in annotated() if item["stance"] and item["stance"]["target"] == "about"]
    blank = [Example((), 0, thread=thread_of(item)) for item in items]
    folds = training.folds_of(blank, training.FOLDS)
    examples: list[Example | None] = [None] * len(items)
    for fold in range(training.FOLDS):
        its = np.flatnonzero(folds == fold).tolist()
        threads = {blank[number].thread for number in its}
        model, names = doing.make([each for each in doing.examples if each.thread not in threads], how)
        weights = training.usable(model, names, doing.codes)
        for number in its:
            item = items[number]
            label = item["context"]["about"] or ""
            cues = tuple(stance_features.features(sentences(item["text"]), label, weights))
            examples[number] = _example(item, cues, stances.STANCES.index(item["stance"]["value"]))
    known = [each for each in examples if each]
    return Task("stance", stances.METHOD, stances.STANCES, stances.speaking(), known, sharpness=0.1)


def best_settings(task: Task, kept: Sequence[Example]) -> Settings:
    """Return the settings that hold the weights most strongly among those that do as well as the best.

    Cross-validation within ``kept`` tells how well. The cues were written by somebody who had read
    these texts, so it flatters what follows them closely; hence what is nearly as good and simpler is
    taken, as the one-standard-error rule does (Breiman and others, Classification and Regression
    Trees, 1984).
    """
    told = np.array([each.weight == 1 for each in kept])
    codes = np.array([each.code for each in kept])

    def quality(how: Settings, seed: int) -> float:
        pooled = training.crossed(
            kept, len(task.codes), lambda part: task.make(part, how), _INNER_FOLDS, seed
        )
        return training.macro_f1(codes[told], pooled[told].argmax(axis=1), task.codes)[0]

    tried = [Settings(*both, task.sharpness) for both in product(_PULLS, _BALANCES)]
    found = {how: sum(quality(how, seed) for seed in _SEEDS) / len(_SEEDS) for how in tried}
    good = [how for how in found if found[how] >= max(found.values()) - _AS_GOOD]
    return max(good, key=lambda how: (how.pull, found[how]))


def nested(task: Task) -> Array:
    """Return scores of all examples: settings and weights are both chosen without the tested fold."""
    return training.crossed(
        task.examples, len(task.codes), lambda kept: task.make(kept, best_settings(task, kept))
    )


def train(task: Task, *, write: bool) -> tuple[Curve, Settings]:
    """Train a task, tell what nested cross-validation says, and write the weights if asked to."""
    told = np.array([each.weight == 1 for each in task.examples])
    codes = np.array([each.code for each in task.examples])[told]
    pooled = nested(task)[told]
    _tell(task, codes, pooled, np.array([each.source for each in task.examples])[told])
    how = best_settings(task, task.examples)
    heat = training.temperature(pooled, codes)
    print(f"  {how}, temperature {heat}")
    if write:
        model, names = task.make(task.examples, how)
        text = training.written(model, names, task.codes, heat)
        (LINKS / f"{task.name}-weights.toml").write_text(text, encoding="utf-8")
    sure = training.likelihoods(pooled / heat)
    return curve(sure.max(axis=1), sure.argmax(axis=1) == codes), how


def _tell(task: Task, codes: Codes, pooled: Array, sources: Array | np.ndarray[Any, Any]) -> None:
    found = pooled.argmax(axis=1)
    mean, figures = training.macro_f1(codes, found, task.codes)
    print(f"{task.name}: {len(codes)} texts, nested, {training.FOLDS} folds: macro-F1 {mean:.3f}")
    for source in sorted(set(sources.tolist())):
        its = sources == source
        part = training.macro_f1(codes[its], found[its], task.codes)[0]
        print(f"  {source:20} {its.sum()} texts, macro-F1 {part:.3f}")
    for code, (precision, recall, f1) in figures.items():
        print(f"  {code:20} precision {precision:.2f}  recall {recall:.2f}  F1 {f1:.2f}")


def main() -> None:
    """Train both tasks."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--write", action="store_true", help="write the weights into the package")
    chosen = options.parse_args()
    doing = of_functions()
    of_doing, how = train(doing, write=chosen.write)
    of_sides, _ = train(of_stances(doing, how), write=chosen.write)
    if chosen.write:
        write_curves({functions.METHOD: of_doing, stances.METHOD: of_sides})


if __name__ == "__main__":
    main()
