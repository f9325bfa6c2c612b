"""Boxes: how much room a node takes together with its label, and how to keep boxes apart."""

from __future__ import annotations

import re
import textwrap
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from querbezug.visualise.view import Frame

Floats = npt.NDArray[np.float64]
Point = tuple[float, float]

NARROW, WIDE = frozenset("fijlrtI.,:;!'|()[]/- "), frozenset("mwMWQOGÄÖÜ@%–—…")
LONGER_WORD = 6
GAP = 4.0
ROUNDS_BEFORE_GROWING = 120
GROWTH = 1.06


@dataclass(frozen=True, slots=True)
class Box:
    """The room of a node: half its width, and how far it reaches above and below its centre."""

    half: float
    above: float
    below: float


def wrapped(label: str, width: int = 24, lines: int = 3) -> str:
    """Break a label into lines; what does not fit ends in an ellipsis."""
    clean = " ".join(label.split())
    # A word a little longer than the line is better read whole than broken.
    widest = max((len(word) for word in re.split(r"[ -]", clean)), default=0)
    room = widest if width < widest <= width + LONGER_WORD else width
    return "\n".join(textwrap.wrap(clean, room, max_lines=lines, placeholder=" …")) or clean[:width]


def text_width(line: str, size: float) -> float:
    """Estimate the width of a line of text in a humanist sans serif."""
    return size * sum(0.33 if sign in NARROW else 0.86 if sign in WIDE else 0.575 for sign in line)


def node_box(label: str, size: float, font: float, air: float = GAP) -> Box:
    """Return the box of a node of radius ``size`` with its (wrapped) label below and air around."""
    lines = label.split("\n")
    half = max([size, *(text_width(line, font) / 2 for line in lines)]) + air
    return Box(half, size + air, size + 6 + len(lines) * font * 1.15 + air)


def apart(
    start: Mapping[str, Point], boxes: Mapping[str, Box], frame: Frame, fixed: Sequence[str] = ()
) -> tuple[dict[str, Point], Frame]:
    """Move nodes as little as needed so that no two boxes overlap and all lie in the frame.

    Parameters
    ----------
    start : mapping of str to (x, y)
        Where the nodes are wanted.
    boxes : mapping of str to Box
        The room each takes.
    frame : Frame
        The space to stay in; it grows when there is not enough of it.
    fixed : sequence of str
        Nodes that others make way for.

    Returns
    -------
    positions : dict of str to (x, y)
    frame : Frame
        The frame, grown where that was needed.

    Notes
    -----
    Overlapping pairs part along the axis where they overlap less, both by half. The result
    depends on the input only.
    """
    keys = list(start)
    if not keys:
        return {}, frame
    spots = np.array([start[key] for key in keys], dtype=np.float64)
    # Nodes at one and the same spot could not tell which way to go.
    spots += np.stack([np.arange(len(keys)), np.arange(len(keys)) * 0.7], axis=1) * 1e-3
    sizes = np.array([[boxes[key].half, boxes[key].above, boxes[key].below] for key in keys])
    anchored = np.array([key in set(fixed) for key in keys])
    width, height = frame.width, frame.height
    for turn in range(1, 40 * ROUNDS_BEFORE_GROWING):
        _keep_inside(spots, sizes, width, height)
        if not _separate(spots, sizes, anchored):
            break
        if turn % ROUNDS_BEFORE_GROWING == 0:
            width, height, spots = width * GROWTH, height * GROWTH, spots * GROWTH
    rounded = {key: (round(float(x), 1), round(float(y), 1)) for key, (x, y) in zip(keys, spots, strict=True)}
    return rounded, Frame(round(width, 1), round(height, 1))


def _separate(spots: Floats, sizes: Floats, anchored: npt.NDArray[np.bool_]) -> bool:
    """Push overlapping pairs apart once; say whether there were any."""
    half, above, below = sizes.T
    middle = spots[:, 1] + (below - above) / 2
    tall = (below + above) / 2
    dx, dy = np.subtract.outer(spots[:, 0], spots[:, 0]), np.subtract.outer(middle, middle)
    over_x = np.add.outer(half, half) - np.abs(dx)
    over_y = np.add.outer(tall, tall) - np.abs(dy)
    hit = np.triu((over_x > 0.05) & (over_y > 0.05), 1)
    if not hit.any():
        return False
    for i, j in zip(*np.nonzero(hit), strict=True):
        axis = 0 if over_x[i, j] < over_y[i, j] else 1
        push = (over_x if axis == 0 else over_y)[i, j] + 0.2
        side = 1.0 if (dx if axis == 0 else dy)[i, j] >= 0 else -1.0
        mine = 0.0 if anchored[i] else 1.0 if anchored[j] else 0.5
        theirs = 0.0 if anchored[j] else 1.0 - mine
        spots[i, axis] += side * push * mine
        spots[j, axis] -= side * push * theirs
    return True


def _keep_inside(spots: Floats, sizes: Floats, width: float, height: float) -> None:
    half, above, below = sizes.T
    spots[:, 0] = np.maximum(np.minimum(spots[:, 0], width - half), np.minimum(half, width / 2))
    spots[:, 1] = np.maximum(np.minimum(spots[:, 1], height - below), np.minimum(above, height / 2))


def overlapping(positions: Mapping[str, Point], boxes: Mapping[str, Box]) -> list[tuple[str, str]]:
    """Return the pairs of nodes whose boxes overlap."""
    keys = list(positions)
    found = []
    for place, first in enumerate(keys):
        for second in keys[place + 1 :]:
            (x1, y1), (x2, y2) = positions[first], positions[second]
            a, b = boxes[first], boxes[second]
            beside = abs(x1 - x2) >= a.half + b.half - 0.5
            stacked = y1 + a.below <= y2 - b.above + 0.5 or y2 + b.below <= y1 - a.above + 0.5
            if not (beside or stacked):
                found.append((first, second))
    return found
