"""Names of towns on a map, where there is room for them."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from querbezug.visualise.boxes import text_width
from querbezug.visualise.palette import Mark
from querbezug.visualise.view import Frame

NAME_SIZE = 12.0
BOLD = 1.1
"""Names are set in bold type, which is so much wider."""

NEAR = 44.0
"""A circle farther from a dot than this does not push its name away."""

Box = tuple[float, float, float, float]
"""Left, upper, right and lower edge in pixels."""


@dataclass(frozen=True, slots=True)
class Name:
    """A name beside a sign; ``anchor`` is SVG's ``text-anchor``."""

    text: str
    x: float
    y: float
    anchor: str


@dataclass(frozen=True, slots=True)
class Sign:
    """A thing, or ``count`` things near each other, in the picture."""

    x: float
    y: float
    size: float
    mark: Mark
    title: str
    href: str
    count: int = 1
    name: Name | None = None


def named(dots: Sequence[Sign], others: Sequence[Sign], frame: Frame, *, only_named: bool) -> list[Sign]:
    """Return the dots of towns with their names as far as there is room; earlier ones choose first.

    Parameters
    ----------
    dots, others : sequence of Sign
        The towns, and what else is in the picture and may not be covered.
    only_named : bool
        Whether to leave out towns without room for their names, so that no dot takes it from others.
    """
    covering = [_around(sign) for sign in others]
    taken = covering if only_named else [*covering, *map(_around, dots)]
    found: list[Sign] = []
    beside: list[Box] = []
    for dot in dots:
        # A dot below a circle is seen by its name beside the circle, one below a name is not seen.
        if only_named and any(_overlap(_around(dot), other) for other in beside):
            continue
        rooms = _choices(dot, _reach(dot, others))
        room = next((room for room in rooms if _fits(room[1], taken, frame)), None)
        if room is not None:
            fresh = [room[1], _around(dot)] if only_named else [room[1]]
            taken, beside = taken + fresh, beside + fresh
        if room is not None or not only_named:
            found.append(replace(dot, name=room[0] if room else None))
    return found


def _fits(box: Box, taken: Sequence[Box], frame: Frame) -> bool:
    inside = box[0] >= 0 and box[2] <= frame.width and box[1] >= 0 and box[3] <= frame.height
    return inside and not any(_overlap(box, other) for other in taken)


def _reach(sign: Sign, signs: Sequence[Sign]) -> float:
    """Return how far from a town's dot its name must stay: beyond the circle that may cover it."""
    circles = (s for s in signs if s.count > 1)
    over = [s.size + math.dist((s.x, s.y), (sign.x, sign.y)) for s in circles]
    near = [reach for reach in over if reach < NEAR]
    return max([sign.size, *near])


def _choices(sign: Sign, reach: float) -> Iterable[tuple[Name, Box]]:
    """Yield where a name may stand: below its sign, above it, to the right, to the left."""
    wide, high = BOLD * text_width(sign.title, NAME_SIZE), NAME_SIZE
    gap = reach + 3
    for x, y, anchor, left in (
        (sign.x, sign.y + gap + high - 2, "middle", sign.x - wide / 2),
        (sign.x, sign.y - gap, "middle", sign.x - wide / 2),
        (sign.x + gap, sign.y + 4, "start", sign.x + gap),
        (sign.x - gap, sign.y + 4, "end", sign.x - gap - wide),
    ):
        name = Name(sign.title, round(x, 1), round(y, 1), anchor)
        yield name, (left, y - high + 2, left + wide, y + 3)


def _around(sign: Sign) -> Box:
    size = sign.size - 1
    return sign.x - size, sign.y - size, sign.x + size, sign.y + size


def _overlap(a: Box, b: Box) -> bool:
    return a[0] < b[2] and b[0] < a[2] and a[1] < b[3] and b[1] < a[3]
