"""What a claimed confidence is worth: curves fitted on annotated texts, kept in ``calibration.toml``.

Without a curve for its method a confidence stays what it is. How the curves are fitted is in
``bench/links/calibrating.py``; nothing of that runs here.
"""

from __future__ import annotations

import tomllib
from bisect import bisect_right
from collections.abc import Mapping
from functools import cache
from importlib.resources import files

Points = tuple[tuple[float, float], ...]


@cache
def curves() -> Mapping[str, Points]:
    """Return the curves that ship with the package: for each method points of claimed and real share."""
    raw = tomllib.loads(files(__package__).joinpath("calibration.toml").read_text(encoding="utf-8"))
    return {method: tuple((float(x), float(y)) for x, y in each["points"]) for method, each in raw.items()}


def calibrated(method: str, claimed: float) -> float:
    """Return how often links of ``method`` that claim so much are right.

    Parameters
    ----------
    method : str
        Code of the method.
    claimed : float
        What its rules add up to, from 0 to 1.

    Returns
    -------
    float
        From 0 to 1, rounded to four digits; what claims more is never worth less.
    """
    points = curves().get(method)
    if not points:
        return claimed
    at = bisect_right(points, (claimed, 1.0))
    if at in (0, len(points)):
        return points[min(at, len(points) - 1)][1]
    (left, low), (right, high) = points[at - 1], points[at]
    return round(low + (high - low) * (claimed - left) / (right - left), 4)
