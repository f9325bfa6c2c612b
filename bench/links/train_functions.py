"""Train the weights of functions and stances: ``python -m bench.links.train_functions [--write]``.

Read are the development set, the tune split of the gold file and the argument codes of the shipped
share of the Bonn Rad-Dialog; never the test split. What is written is a table of numbers that the
program adds up; nothing here runs in it.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from bench.links import training
from bench.links.training import Example
from querbezug.graph.links import functions, stance_features, stances
from querbezug.graph.links.clauses import sentences
from querbezug.graph.links.judging import by_hand

HERE = Path(__file__).parent
BONN = HERE.parents[1] / "examples" / "bonn" / "raddialog-2017.jsonl"
LINKS = HERE.parents[1] / "graph" / "querbezug" / "graph" / "links"

# The codes of the Rad-Dialog mean nearly, not quite, what the functions mean: they count less.
_MEANING = {"mpos": ("suggestion", 0.3), "premise": ("argument", 0.1)}


@dataclass(frozen=True, slots=True)
class Task:
    """What is trained: its codes, the weights set by hand, its examples, and how.

    ``pull`` holds the weights where a person set them; ``balance`` raises rare codes (1: all codes
    count the same); ``sharpness`` is that of ``judging.Weights``.
    """

    name: str
    codes: Sequence[str]
    speaking: Mapping[str, Mapping[str, float]]
    examples: Sequence[Example]
    pull: float
    balance: float
    sharpness: float


def annotated() -> Iterator[dict[str, Any]]:
    """Yield the annotated texts: the development set, and of the gold file what is for tuning.

    Of the test split only the addresses are read, to leave out what stands in the same threads.
    """
    gold = _lines("gold/sentences.jsonl")
    tested = {item.get("url") for item in gold if item["split"] != "tune"} - {None}
    yield from (item for item in _lines("development.jsonl") if item["url"] not in tested)
    yield from (item for item in gold if item["split"] == "tune")


def _lines(name: str) -> list[dict[str, Any]]:
    return [json.loads(line) for line in (HERE / name).read_text(encoding="utf-8").splitlines()]


def of_functions() -> Task:
    """Return the task to tell the functions."""

    def cues(text: str) -> tuple[tuple[str, ...], ...]:
        parts = sentences(text)
        return tuple(functions.features(part, at, len(parts)) for at, part in enumerate(parts))

    examples = [
        Example(cues(item["text"]), functions.FUNCTIONS.index(item["function"]), measured="split" in item)
        for item in annotated()
    ]
    for line in BONN.read_text(encoding="utf-8").splitlines():
        for item in json.loads(line)["sentences"]:
            code, weight = _MEANING.get(item["code"], ("", 0.0))
            if code and "?" not in item["text"]:
                examples.append(Example(cues(item["text"]), functions.FUNCTIONS.index(code), weight))
    return Task(
        "function", functions.FUNCTIONS, functions.speaking(), examples, pull=5.0, balance=0.4, sharpness=0.5
    )


def of_stances() -> Task:
    """Return the task to tell the stances on what a text is about."""
    examples = []
    for item in annotated():
        if item["stance"] and item["stance"]["target"] == "about":
            cues = tuple(stance_features.features(sentences(item["text"]), item["context"]["about"] or ""))
            code = stances.STANCES.index(item["stance"]["value"])
            examples.append(Example(cues, code, measured="split" in item))
    return Task("stance", stances.STANCES, stances.speaking(), examples, pull=6.0, balance=0.6, sharpness=0.1)


def train(task: Task, *, write: bool) -> None:
    """Train a task, tell what cross-validation says, and write the weights if asked to."""
    hand = by_hand(task.codes, task.speaking)
    names, start = list(hand), np.array(list(hand.values()))

    def make(kept: Sequence[Example]) -> training.Model:
        table = training.tabled(training.balanced(kept, task.balance), names)
        return training.fit(table, start, task.pull, task.sharpness)

    pooled = training.crossed(task.examples, names, make)
    codes = np.array([each.code for each in task.examples])
    gold = np.array([each.measured for each in task.examples])
    mean, figures = training.macro_f1(codes[gold], pooled[gold].argmax(axis=1), task.codes)
    print(f"{task.name}: {gold.sum()} texts of the tune split, {training.FOLDS} folds: macro-F1 {mean:.3f}")
    for code, (precision, recall, f1) in figures.items():
        print(f"  {code:20} precision {precision:.2f}  recall {recall:.2f}  F1 {f1:.2f}")
    heat = training.temperature(pooled[gold], codes[gold])
    print(f"  temperature {heat}")
    if write:
        text = training.written(make(task.examples), names, task.codes, heat)
        (LINKS / f"{task.name}-weights.toml").write_text(text, encoding="utf-8")


def main() -> None:
    """Train both tasks."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--write", action="store_true", help="write the weights into the package")
    options.add_argument(
        "--pull", type=float, default=2.0, help="how strongly weights are held where a person set them"
    )
    options.add_argument("--balance", type=float, default=0.6, help="how much rare codes are raised, 0 to 1")
    chosen = options.parse_args()
    # Functions first: stances look at the function of a sentence.
    train(of_functions(), write=chosen.write)
    functions.trained.cache_clear()
    train(of_stances(), write=chosen.write)


if __name__ == "__main__":
    main()
