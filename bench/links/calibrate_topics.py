"""Fit how far the confidence of topics can be trusted: ``python -m bench.links.calibrate_topics [--write]``.

Read is the half of the second development set that the words of the lexicon were not chosen by (even
numbers); never the gold file.
"""

from __future__ import annotations

import argparse
import json
from pathlib import Path

import numpy as np

from bench.links.calibrating import curve, write_curves
from querbezug.graph.links.topics import METHOD, TopicFinder

FILE = Path(__file__).parent / "development-2.jsonl"


def claims() -> list[tuple[float, bool]]:
    """Return for each topic found what was claimed and whether it was annotated."""
    finder = TopicFinder()
    found = []
    for line in FILE.read_text(encoding="utf-8").splitlines():
        item = json.loads(line)
        if int(item["id"].rpartition("-")[2]) % 2 == 0:
            for topic, claimed in sorted(finder.claims(item["text"]).items()):
                found.append((claimed, topic.rpartition("/")[2] in item["topics"]))
    return found


def main() -> None:
    """Fit the curve, tell it, and write it if asked to."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--write", action="store_true", help="write the curve into the package")
    told = claims()
    found = curve(np.array([claimed for claimed, _ in told]), np.array([right for _, right in told]))
    print(f"{len(told)} topics found: {found}")
    if options.parse_args().write:
        write_curves({METHOD: found})


if __name__ == "__main__":
    main()
