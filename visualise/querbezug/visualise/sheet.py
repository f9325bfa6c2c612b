"""The sheet of paper that a map is drawn on: Mercator's projection of a part of the world."""

from __future__ import annotations

import math
from collections.abc import Iterable
from dataclasses import dataclass

from querbezug.visualise.view import Frame

_STEPS = (10.0, 5.0, 2.0, 1.0, 0.5, 0.2, 0.1, 0.05, 0.02, 0.01, 0.005, 0.002, 0.001)


@dataclass(frozen=True, slots=True)
class Bounds:
    """The part of the world a picture shows, WGS 84 degrees."""

    south: float
    west: float
    north: float
    east: float

    def around(self, share: float) -> Bounds:
        """Return bounds wider (``share`` > 0) or narrower by that share on each side."""
        high, wide = (self.north - self.south) * share, (self.east - self.west) * share
        return Bounds(self.south - high, self.west - wide, self.north + high, self.east + wide)

    def moved(self, up: float, right: float) -> Bounds:
        """Return bounds moved by a share of their height and width."""
        high, wide = (self.north - self.south) * up, (self.east - self.west) * right
        return Bounds(self.south + high, self.west + wide, self.north + high, self.east + wide)

    def holds(self, latitude: float, longitude: float) -> bool:
        """Say whether a point lies within."""
        return self.south <= latitude <= self.north and self.west <= longitude <= self.east


@dataclass(frozen=True, slots=True)
class Line:
    """A line of the graticule with the degrees it stands for."""

    x1: float
    y1: float
    x2: float
    y2: float
    degrees: float
    is_parallel: bool
    digits: int


class Sheet:
    """Mercator's projection of bounds into a frame."""

    def __init__(self, bounds: Bounds, frame: Frame) -> None:
        top, bottom = _mercator(bounds.north), _mercator(bounds.south)
        left, right = math.radians(bounds.west), math.radians(bounds.east)
        self.frame = frame
        self.zoom = min(frame.width / max(right - left, 1e-9), frame.height / max(top - bottom, 1e-9))
        self.left = (left + right) / 2 - frame.width / self.zoom / 2
        self.top = (top + bottom) / 2 + frame.height / self.zoom / 2

    def spot(self, latitude: float, longitude: float) -> tuple[float, float]:
        """Return where a point lies, in pixels from the upper left."""
        x = (math.radians(longitude) - self.left) * self.zoom
        return round(x, 1), round((self.top - _mercator(latitude)) * self.zoom, 1)

    def graticule(self) -> Iterable[Line]:
        """Yield parallels and meridians at round degrees, three or more of each if they fit."""
        west, east = (math.degrees(self.left + x / self.zoom) for x in (0, self.frame.width))
        north, south = (self._latitude(y) for y in (0, self.frame.height))
        for low, high, is_parallel in ((south, north, True), (west, east, False)):
            step = next((s for s in _STEPS if (high - low) / s >= 3), _STEPS[-1])
            digits = max(0, math.ceil(-math.log10(step) - 1e-9))
            for number in range(math.ceil(low / step), math.floor(high / step) + 1):
                yield self._line(number * step, digits, is_parallel=is_parallel)

    def _line(self, degrees: float, digits: int, *, is_parallel: bool) -> Line:
        if is_parallel:
            y = self.spot(degrees, 0)[1]
            return Line(0, y, self.frame.width, y, degrees, True, digits)
        x = self.spot(0, degrees)[0]
        return Line(x, 0, x, self.frame.height, degrees, False, digits)

    def _latitude(self, y: float) -> float:
        return math.degrees(math.atan(math.sinh(self.top - y / self.zoom)))


def _mercator(latitude: float) -> float:
    return math.asinh(math.tan(math.radians(max(-85.0, min(85.0, latitude)))))
