"""The layout of a neighbourhood: every kind has its place around the centre."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from querbezug.visualise.boxes import Box, Point, apart
from querbezug.visualise.view import Frame

ZONES: Mapping[str, tuple[str, ...]] = {
    "top": ("comment", "idea", "example", "response", "report"),
    "left": ("municipality", "place", "region", "cooperation", "organisation"),
    "inner": ("goal",),
    "outer": ("measure",),
    "bottom": ("field", "cross-cutting-theme", "topic", "category", "plan", "process", "source"),
}
"""Where a kind stands; kinds not named here stand at the bottom."""

FEW, STAGGERED = 3, 7
BOW = 0.14
"""A side with few nodes takes less room; one with many puts them in two rows."""


def zone_of(kind: str) -> str:
    """Return the zone a kind belongs to."""
    return next((zone for zone, kinds in ZONES.items() if kind in kinds), "bottom")


def sectors(
    center: str, kinds: Mapping[str, str], boxes: Mapping[str, Box], frame: Frame
) -> tuple[dict[str, Point], Frame]:
    """Lay out a neighbourhood for a wide screen.

    Parameters
    ----------
    center : str
        The node all is about.
    kinds : mapping of str to str
        The kind of every node, the centre included, in the order they should stand.
    boxes : mapping of str to Box
        The room each takes.
    frame : Frame
        The space to fill; returned larger if it was too small.
    """
    zones = _zones(center, kinds)
    x, y = _center(zones, frame)
    left, right = x, frame.width - x
    top = 0.12 if zones["top"] else 0.06
    bottom = 0.8 if zones["bottom"] else 0.9
    span = (frame.height * top, frame.height * bottom)
    start: dict[str, Point] = {center: (x, y)}
    start |= _column(zones["left"], x, (-0.8 * left,), span)
    reach = 0.34 if zones["outer"] else 0.6
    start |= _column(zones["inner"], x, (right * (reach - 0.04), right * (reach + 0.04)), span)
    start |= _column(zones["outer"], x, (right * 0.66, right * 0.9), span)
    width = frame.width * (0.72 if zones["outer"] else 0.9)
    start |= _row(zones["top"], frame, width, -1)
    start |= _row(zones["bottom"], frame, width, 1)
    return apart(start, boxes, frame, fixed=(center,))


def bands(
    center: str, kinds: Mapping[str, str], boxes: Mapping[str, Box], frame: Frame
) -> tuple[dict[str, Point], Frame]:
    """Lay out a neighbourhood for a narrow screen: rows of one zone each, the centre between."""
    zones = _zones(center, kinds)
    start: dict[str, Point] = {}
    y = 0.0
    rows = [*_rows(zones["top"], boxes, frame), *_rows(zones["left"], boxes, frame), [center]]
    for zone in ("inner", "outer", "bottom"):
        rows += _rows(zones[zone], boxes, frame)
    for row in rows:
        above = max(boxes[key].above for key in row)
        y += above
        spare = (frame.width - sum(2 * boxes[key].half for key in row)) / (len(row) + 1)
        x = 0.0
        for key in row:
            x += max(spare, 0.0) + boxes[key].half
            start[key] = (round(x, 1), round(y, 1))
            x += boxes[key].half
        y += max(boxes[key].below for key in row) + 14
    return apart(start, boxes, Frame(frame.width, y))


def _zones(center: str, kinds: Mapping[str, str]) -> dict[str, list[str]]:
    zones: dict[str, list[str]] = {zone: [] for zone in ZONES}
    for key, kind in kinds.items():
        if key != center:
            zones[zone_of(kind)].append(key)
    return zones


def _center(zones: Mapping[str, Sequence[str]], frame: Frame) -> Point:
    """Place the centre so that empty sides take no room."""
    x = 0.41 if len(zones["left"]) > FEW else 0.33 if zones["left"] else 0.2
    if not zones["inner"] and not zones["outer"]:
        x = 0.62 if zones["left"] else 0.5
    y = 0.52
    if not zones["top"]:
        y = 0.42
    elif not zones["bottom"]:
        y = 0.6
    return round(frame.width * x, 1), round(frame.height * y, 1)


def _column(
    keys: Sequence[str], x: float, reaches: Sequence[float], span: tuple[float, float]
) -> dict[str, Point]:
    """Stand nodes beside the centre in a bow; many of them in turn nearer and farther."""
    near = reaches if len(keys) > STAGGERED else (sum(reaches) / len(reaches),)
    spots = {}
    for place, key in enumerate(keys):
        share = place / (len(keys) - 1) if len(keys) > 1 else 0.5
        bow = 1 - BOW * (2 * share - 1) ** 2
        spots[key] = (x + near[place % len(near)] * bow, span[0] + (span[1] - span[0]) * share)
    return spots


def _row(keys: Sequence[str], frame: Frame, width: float, side: int) -> dict[str, Point]:
    """Stand nodes above (-1) or below (1) the centre in flat bows, as many as they need."""
    edge, step = (0.05, 0.12) if side < 0 else (0.94, -0.12)
    bows = -(-len(keys) // STAGGERED)
    spots = {}
    for place, key in enumerate(keys):
        share = (place + 0.5) / len(keys)
        lift = 0.05 * (2 * share - 1) ** 2 - step * (place % bows) * side
        spots[key] = (frame.width * 0.05 + width * share, frame.height * (edge - side * lift))
    return spots


def _rows(keys: Sequence[str], boxes: Mapping[str, Box], frame: Frame) -> list[list[str]]:
    rows: list[list[str]] = []
    room = 0.0
    for key in keys:
        width = 2 * boxes[key].half
        if not rows or width > room:
            rows.append([])
            room = frame.width
        rows[-1].append(key)
        room -= width
    return rows
