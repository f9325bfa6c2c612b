"""Measure the links: ``python -m bench links``; writes the figures to ``docs/link-quality.md`` and JSON."""

from __future__ import annotations

import argparse
import json
from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path
from typing import Any

from bench.links.agreement import agreement
from bench.links.baseline import baseline
from bench.links.bonn import compare_share
from bench.links.comparing import claims, compare
from bench.links.gold_file import SPLITS, read_items
from bench.links.linked import known_names, link_items
from bench.links.report import Figures, markdown, write_between_marks
from bench.links.scoring import reliability
from bench.links.seed import compare_page
from querbezug.graph.links.describing import VERSION

ROOT = Path(__file__).parents[2]
PAGE = ROOT / "docs" / "link-quality.md"
RESULTS = Path(__file__).parent / "results.json"


def measure() -> Figures:
    """Link everything and compare it with what was annotated."""
    items = read_items()
    known = known_names(items)
    sides = (link_items(items), baseline(items, known))
    parts = {split: [item for item in items if item.split == split] for split in SPLITS}
    drawn = [item for item in parts["test"] if item.draw == "random"]
    both = {
        split: (compare(part, sides[0], known), compare(part, sides[1], known))
        for split, part in parts.items()
    }
    return Figures(
        VERSION,
        items,
        both,
        (compare(drawn, sides[0], known), compare(drawn, sides[1], known)),
        compare_page(),
        compare_share(),
        {name: reliability(said) for name, said in claims(parts["test"], sides[0]).items()},
        agreement(),
    )


def plain(figures: Figures) -> dict[str, Any]:
    """Return the figures as JSON has them, rounded; without the texts."""

    def rounded(value: Any) -> Any:
        if isinstance(value, float):
            return round(value, 4)
        if isinstance(value, dict):
            return {key: rounded(each) for key, each in value.items()}
        return [rounded(each) for each in value] if isinstance(value, list | tuple) else value

    told: dict[str, Any] = rounded({**asdict(figures), "items": len(figures.items)})
    return told


def main(arguments: Sequence[str] | None = None) -> None:
    """Measure, and write what was measured."""
    parser = argparse.ArgumentParser(prog="python -m bench links", description=__doc__)
    parser.add_argument("--show", action="store_true", help="print the tables, write nothing")
    options = parser.parse_args(arguments)
    figures = measure()
    tables = markdown(figures)
    print(tables)
    if not options.show:
        write_between_marks(PAGE, tables)
        RESULTS.write_text(json.dumps(plain(figures), ensure_ascii=False, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
