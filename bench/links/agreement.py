"""How far two annotations of the same units agree."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from bench.links.gold_file import FOLDER
from bench.links.scoring import kappa, micro


@dataclass(frozen=True, slots=True)
class Agreement:
    """Cohen's kappa where each unit has one code, F1 of one against the other where it has several."""

    units: int
    function: float
    stance: float
    topics: float
    places: float
    note: str


def agreement() -> Agreement:
    """Compare the two annotations of the share that was annotated twice."""
    told = json.loads((FOLDER / "agreement.json").read_text(encoding="utf-8"))
    units: list[Mapping[str, Any]] = told["units"]

    def code(side: str, name: str) -> list[str]:
        return [unit[side][name] or "none" for unit in units]

    def f1(name: str) -> float:
        pairs = [(set(unit["first"][name]), set(unit["second"][name])) for unit in units]
        return micro([(len(a & b), len(b - a), len(a - b)) for a, b in pairs]).f1

    # Whether a unit has a stance at all follows from where it stands; counting that would flatter.
    stances = [
        (a, b)
        for a, b in zip(code("first", "stance"), code("second", "stance"), strict=True)
        if "none" not in (a, b)
    ]
    return Agreement(
        len(units),
        kappa(code("first", "function"), code("second", "function")),
        kappa([a for a, _ in stances], [b for _, b in stances]),
        f1("topics"),
        f1("places"),
        told["note"],
    )
