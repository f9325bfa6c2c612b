"""Where cities lie: Mercator, gently evened out so that crowded corners stay readable."""

from __future__ import annotations

import math
from collections.abc import Mapping

import numpy as np

from querbezug.visualise.boxes import Box, Floats, Point, apart
from querbezug.visualise.view import Frame

Coordinates = tuple[float, float]
EVENING = (0.0, 0.2, 0.4, 0.6, 0.8)
TOLERATED_SHIFT = 0.045
LARGEST_STRETCH = 1.7


def geographic(
    places: Mapping[str, Coordinates | None], boxes: Mapping[str, Box], frame: Frame
) -> tuple[dict[str, Point], Frame]:
    """Lay nodes out as on a map.

    Parameters
    ----------
    places : mapping of str to (latitude, longitude) or None
        WGS 84 degrees; nodes without coordinates stand in a row below.
    boxes : mapping of str to Box
        The room each node takes.
    frame : Frame
        The space to fill.

    Returns
    -------
    positions : dict of str to (x, y)
    frame : Frame
        The frame, grown where it was too small.

    Notes
    -----
    Cities lie in clusters. Where the bare map would push labels far off, every coordinate is
    mixed with its rank (histogram equalisation), just enough to need little pushing: west stays
    west and north stays north.
    """
    located = {key: place for key, place in sorted(places.items()) if place is not None}
    beside = sorted(key for key, place in places.items() if place is None)
    plane = _mercator(list(located.values()))
    best: tuple[float, dict[str, Point], Frame] | None = None
    for share in EVENING if located else ():
        wanted = _into(_evened(plane, share), frame, share)
        start = dict(zip(located, map(tuple, wanted.tolist()), strict=True))
        placed, grown = apart(start, boxes, frame)
        shift = _mean_shift(start, placed, frame) + (grown.width / frame.width - 1)
        if best is None or shift < best[0]:
            best = (shift, placed, grown)
        if shift < TOLERATED_SHIFT:
            break
    positions, used = (best[1], best[2]) if best else ({}, frame)
    return _with_row_below(positions, beside, boxes, used)


def _mercator(places: list[Coordinates]) -> Floats:
    return np.array(
        [
            (math.radians(lon), -math.asinh(math.tan(math.radians(max(-85.0, min(85.0, lat))))))
            for lat, lon in places
        ],
        dtype=np.float64,
    ).reshape(-1, 2)


def _evened(plane: Floats, share: float) -> Floats:
    """Mix coordinates (scaled to 0…1 together) with their ranks."""
    low, extent = plane.min(axis=0), np.ptp(plane, axis=0)
    unit = (plane - low) / np.where(extent > 0, extent, 1.0)
    unit[:, extent == 0] = 0.5
    ranks = np.empty_like(unit)
    for axis in (0, 1):
        order = np.argsort(unit[:, axis], kind="stable")
        ranks[order, axis] = np.linspace(0.0, 1.0, len(order)) if len(order) > 1 else 0.5
    scaled: Floats = np.where(extent > 0, extent, 1.0)
    return np.column_stack([(1 - share) * unit + share * ranks]) * scaled


def _into(plane: Floats, frame: Frame, share: float) -> Floats:
    """Scale into the frame; the more evened out, the more the sides may stretch."""
    margin = np.array([0.06 * frame.width, 0.07 * frame.height])
    space = np.array([frame.width, frame.height]) - 2 * margin
    extent = np.ptp(plane, axis=0)
    scale = space / np.where(extent > 0, extent, np.inf)
    positive = scale[scale > 0]
    even = float(positive.min()) if len(positive) else 1.0
    limit = LARGEST_STRETCH + 2 * share
    scale = np.minimum(np.where(scale > 0, scale, even), even * limit)
    offset = margin + (space - extent * scale) / 2
    placed: Floats = (plane - plane.min(axis=0)) * scale + offset
    return placed


def _mean_shift(start: Mapping[str, Point], end: Mapping[str, Point], frame: Frame) -> float:
    away = [math.dist(start[key], end[key]) for key in start]
    return sum(away) / len(away) / math.hypot(frame.width, frame.height)


def _with_row_below(
    positions: dict[str, Point], beside: list[str], boxes: Mapping[str, Box], frame: Frame
) -> tuple[dict[str, Point], Frame]:
    """Add the nodes without coordinates in rows under the map."""
    x, y, height = 0.0, frame.height if positions else 0.0, 0.0
    for key in beside:
        box = boxes[key]
        if x and x + 2 * box.half > frame.width:
            x, y, height = 0.0, y + height, 0.0
        positions[key] = (round(x + box.half, 1), round(y + box.above, 1))
        x, height = x + 2 * box.half, max(height, box.above + box.below)
    return positions, Frame(frame.width, max(frame.height, y + height))
