"""How far confidence can be trusted, fitted by isotonic regression and kept as data.

A curve says for some claimed confidences how often links of that confidence are right; between them
the program draws straight lines. Isotonic regression (Zadrozny and Elkan, KDD 2002) supposes only
that what claims more is right at least as often.
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray
from sklearn.isotonic import IsotonicRegression

FILE = Path(__file__).parents[2] / "graph" / "querbezug" / "graph" / "links" / "calibration.toml"

Curve = tuple[tuple[float, float], ...]
"""Points of claimed and real share of right links, both rising."""

_BLOCKS = 8
_LEAST, _MOST = 0.02, 0.98


def curve(claimed: NDArray[np.float64], right: NDArray[np.bool_]) -> Curve:
    """Return the points of a curve: blocks of like confidence with their share of right links.

    Parameters
    ----------
    claimed : array of float, shape (n,)
        What was claimed of each link, from 0 to 1.
    right : array of bool, shape (n,)
        Whether it was right.
    """
    fitted = IsotonicRegression(y_min=_LEAST, y_max=_MOST).fit_transform(claimed, right.astype(float))
    order = np.argsort(claimed, kind="stable")
    points: dict[float, float] = {}
    for block in np.array_split(order, min(_BLOCKS, len(order))):
        points[round(float(claimed[block].mean()), 3)] = round(float(fitted[block].mean()), 3)
    return tuple(sorted(points.items()))


def write_curves(found: Mapping[str, Curve], file: Path = FILE) -> None:
    """Write curves by method; those of other methods stay as they are."""
    known: dict[str, Any] = tomllib.loads(file.read_text(encoding="utf-8")) if file.exists() else {}
    told = {name: tuple(map(tuple, each["points"])) for name, each in known.items()} | dict(found)
    lines = [
        "# How often links that claim so much are right: [claimed, right], straight lines between. Made by",
        "# bench.links.train_functions and bench.links.calibrate_topics with --write; not to be edited.",
    ]
    for name, points in sorted(told.items()):
        lines += ["", f"[{name}]", f"points = [{', '.join(f'[{x}, {y}]' for x, y in points)}]"]
    file.write_text("\n".join(lines) + "\n", encoding="utf-8")
