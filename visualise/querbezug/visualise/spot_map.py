"""Where a thing lies among others of its sort: a small picture of dots, drawn from our own data."""

from __future__ import annotations

import math
from collections.abc import Iterable
from dataclasses import dataclass

WIDTH, HEIGHT, MARGIN = 320.0, 220.0, 14.0
GRAIN = 3.0
"""Dots closer than this are drawn once."""

_METRES_A_DEGREE = 111_320.0
_ROUND = (0.1, 0.2, 0.5, 1.0, 2.0, 5.0, 10.0, 20.0, 50.0, 100.0, 200.0, 500.0)

Coordinates = tuple[float, float]


@dataclass(frozen=True, slots=True)
class SpotMap:
    """The picture.

    Attributes
    ----------
    dots : tuple of (float, float)
        The others, from the upper left in pixels.
    x, y : float
        The thing itself.
    scale, kilometres : float
        Length of the scale bar in pixels, and what it stands for.
    latitude, longitude : float
        Where the thing is, WGS 84.
    count : int
        How many others there are.
    """

    width: float
    height: float
    dots: tuple[Coordinates, ...]
    x: float
    y: float
    scale: float
    kilometres: float
    latitude: float
    longitude: float
    count: int


def spot_map(here: Coordinates, others: Iterable[Coordinates]) -> SpotMap:
    """Draw ``here`` among ``others`` (latitude, longitude), all at one scale.

    Few places far off would squeeze all others into a corner, so that the frame holds what is
    near: up to four times as far as the nearer half is.
    """
    around = list(others)
    stretch = math.cos(math.radians(here[0]))
    flat = [((lon - here[1]) * stretch, here[0] - lat) for lat, lon in around]
    distances = sorted(math.hypot(x, y) for x, y in flat)
    reach = 4 * distances[len(distances) // 2] if distances else 0.0
    kept = [spot for spot in flat if math.hypot(*spot) <= reach or not reach]
    xs, ys = [0.0, *(x for x, _ in kept)], [0.0, *(y for _, y in kept)]
    width, height = max(max(xs) - min(xs), 1e-3), max(max(ys) - min(ys), 1e-3)
    zoom = min((WIDTH - 2 * MARGIN) / width, (HEIGHT - 2 * MARGIN) / height)
    left = (WIDTH - zoom * width) / 2 - zoom * min(xs)
    top = (HEIGHT - zoom * height) / 2 - zoom * min(ys)
    grid = {(round((left + zoom * x) / GRAIN), round((top + zoom * y) / GRAIN)) for x, y in kept}
    kilometres = _scale(zoom)
    return SpotMap(
        width=WIDTH,
        height=HEIGHT,
        dots=tuple((round(x * GRAIN, 1), round(y * GRAIN, 1)) for x, y in sorted(grid)),
        x=round(left, 1),
        y=round(top, 1),
        scale=round(kilometres * 1000 / _METRES_A_DEGREE * zoom, 1),
        kilometres=kilometres,
        latitude=here[0],
        longitude=here[1],
        count=len(around),
    )


def _scale(zoom: float) -> float:
    """Return the largest round number of kilometres that fits into a third of the picture."""
    fitting = [km for km in _ROUND if km * 1000 / _METRES_A_DEGREE * zoom <= WIDTH / 3]
    return fitting[-1] if fitting else _ROUND[0]
