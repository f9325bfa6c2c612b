"""One point for what was drawn on the map, so that it can be found there."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping, Sequence
from itertools import pairwise

from querbezug.graph.readers.tables.values import parse_coordinate

Point = tuple[float, float]
"""Longitude and latitude, in the order of GeoJSON."""

_FEWEST_CORNERS = 3


def representative_point(geometry: object) -> tuple[float, float] | None:
    """Return latitude and longitude of a point that lies on what ``geometry`` draws.

    A point stays where it is; a line becomes the point halfway along it; an area becomes its
    centre of gravity, or a point inside it where the centre lies outside; of several parts the
    largest counts.

    Returns
    -------
    tuple of float or None
        ``None`` for an empty or broken geometry, outside the globe, and at 0/0, which the
        platform puts in where nobody marked a place.
    """
    point = _point_of(geometry)
    if point is None or not all(map(math.isfinite, point)):
        return None
    return parse_coordinate(point[1], point[0])


def _point_of(geometry: object) -> Point | None:
    if not isinstance(geometry, Mapping):
        return None
    inner = geometry.get("geometry")
    if isinstance(inner, Mapping) and "geometry" not in inner:
        geometry = inner
    make = _MAKERS.get(str(geometry.get("type")))
    return make(geometry.get("coordinates")) if make else None


def _position(value: object) -> Point | None:
    if isinstance(value, list | tuple) and len(value) > 1 and all(map(_is_number, value[:2])):
        return float(value[0]), float(value[1])
    return None


def _is_number(value: object) -> bool:
    # No place on earth has a number this large, and float() refuses the largest integers.
    return isinstance(value, int | float) and not isinstance(value, bool) and abs(value) < 1e6


def _positions(value: object) -> list[Point]:
    items = value if isinstance(value, list | tuple) else ()
    return [point for item in items if (point := _position(item))]


def _parts(value: object) -> Sequence[object]:
    return value if isinstance(value, list | tuple) else ()


def _on_line(value: object) -> Point | None:
    points = _positions(value)
    if not points:
        return None
    remaining = _length(points) / 2
    for start, end in pairwise(points):
        step = math.dist(start, end)
        if step and step >= remaining:
            share = remaining / step
            return start[0] + share * (end[0] - start[0]), start[1] + share * (end[1] - start[1])
        remaining -= step
    return points[-1]


def _length(points: Sequence[Point]) -> float:
    return sum(math.dist(start, end) for start, end in pairwise(points))


def _in_area(value: object) -> Point | None:
    rings = [ring for part in _parts(value) if len(ring := _positions(part)) >= _FEWEST_CORNERS]
    if not rings:
        return None
    centre = _centre(rings[0])
    if centre is None:
        return _on_line(rings[0])
    inside = _crossings(rings, centre[1])
    spans = list(zip(inside[::2], inside[1::2], strict=False))
    if not spans or any(west <= centre[0] <= east for west, east in spans):
        return centre
    west, east = max(spans, key=lambda span: span[1] - span[0])
    return (west + east) / 2, centre[1]


def _centre(ring: Sequence[Point]) -> Point | None:
    """Return the centre of gravity, reckoned from the first corner so that no digits are lost."""
    (x0, y0), doubled, x, y = ring[0], 0.0, 0.0, 0.0
    for (x1, y1), (x2, y2) in pairwise([*ring, ring[0]]):
        cross = (x1 - x0) * (y2 - y0) - (x2 - x0) * (y1 - y0)
        doubled += cross
        x += (x1 + x2 - 2 * x0) * cross
        y += (y1 + y2 - 2 * y0) * cross
    if not doubled:
        return None
    return x0 + x / (3 * doubled), y0 + y / (3 * doubled)


def _crossings(rings: Sequence[Sequence[Point]], latitude: float) -> list[float]:
    """Return where the rings cross a latitude, from west to east; holes cross it too."""
    return sorted(
        x1 + (latitude - y1) * (x2 - x1) / (y2 - y1)
        for ring in rings
        for (x1, y1), (x2, y2) in pairwise([*ring, ring[0]])
        if (y1 > latitude) != (y2 > latitude)
    )


def _area(value: object) -> float:
    parts = _parts(value)
    ring = _positions(parts[0]) if parts else []
    return abs(sum(x1 * y2 - x2 * y1 for (x1, y1), (x2, y2) in pairwise([*ring, *ring[:1]])))


def _largest(
    make: Callable[[object], Point | None], size: Callable[[object], float]
) -> Callable[[object], Point | None]:
    def made(value: object) -> Point | None:
        by_size = sorted(_parts(value), key=size, reverse=True)
        return next((point for part in by_size if (point := make(part))), None)

    return made


_MAKERS: Mapping[str, Callable[[object], Point | None]] = {
    "Point": _position,
    "MultiPoint": _largest(_position, lambda _: 0.0),
    "LineString": _on_line,
    "MultiLineString": _largest(_on_line, lambda part: _length(_positions(part))),
    "Polygon": _in_area,
    "MultiPolygon": _largest(_in_area, _area),
}
