"""Draw further units to develop on, of none of the gold file's threads.

The strata and the way units are cut are those of the gold file (:mod:`bench.links.sampling`). Of a
thread that the gold file has a unit of nothing is drawn, nor what the first development set holds.
"""

from __future__ import annotations

import argparse
import json
import random
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any

from bench.links.gold_file import thread_of
from bench.links.sampling import CUES, Candidate, bonn, draw, mainz, muenster

SEED = 20261130
HERE = Path(__file__).parent

_PLAN: Mapping[str, Mapping[str, int]] = {
    "bonn-comment": {"random": 140, "condition": 85, "negation": 50, "question": 20},
    "bonn-post": {"random": 65, "asking": 15},
    "mainz": {"random": 30},
    "muenster": {"random": 25},
}
_SECOND: Mapping[str, Mapping[str, int]] = {"bonn-post": {"random": 25}}


def annotated() -> tuple[set[str], set[str]]:
    """Return the threads of the gold file, and the texts of the first development set."""
    gold = _lines("gold/sentences.jsonl")
    return {thread_of(item) for item in gold}, {item["text"] for item in _lines("development.jsonl")}


def _lines(name: str) -> list[dict[str, Any]]:
    return [json.loads(line) for line in (HERE / name).read_text(encoding="utf-8").splitlines()]


def fresh(pool: Iterator[Candidate], threads: set[str], texts: set[str]) -> list[Candidate]:
    """Return the candidates that are new; unlike in the gold file a thread may give several units."""
    return [
        Candidate(each.item["text"], each.item)
        for each in pool
        if thread_of(each.item) not in threads and each.item["text"] not in texts
    ]


def sample(files: Mapping[str, Path]) -> list[dict[str, Any]]:
    """Draw all strata; the same files give the same sample."""
    strata: Mapping[str, Callable[[], Iterator[Candidate]]] = {
        "bonn-comment": lambda: bonn(files["bonn"], "comment"),
        "bonn-post": lambda: bonn(files["bonn"], "post"),
        "mainz": lambda: mainz(files["mainz"]),
        "muenster": lambda: muenster(files["muenster"]),
    }
    chance = random.Random(SEED)  # noqa: S311
    (threads, texts), drawn = annotated(), set[str]()
    pools = {name: fresh(pool(), threads, texts) for name, pool in strata.items()}
    found = [
        item
        for plans in (_PLAN, _SECOND)
        for name, plan in plans.items()
        for item in draw(pools[name], plan, chance, CUES, drawn)
    ]
    return [{"id": f"more-{number:04d}", **item} for number, item in enumerate(found, start=1)]


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    for source in ("bonn", "mainz", "muenster"):
        parser.add_argument(f"--{source}", type=Path, required=True)
    for item in sample(vars(parser.parse_args())):
        print(json.dumps(item, ensure_ascii=False))
