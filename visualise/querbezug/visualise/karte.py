"""The view Karte: everything that has a place, drawn from our own data, near things put together."""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace

from querbezug.visualise.boxes import text_width
from querbezug.visualise.palette import Mark, kind_mark
from querbezug.visualise.view import Frame

WIDE, NARROW = Frame(1080.0, 620.0), Frame(360.0, 440.0)
CELL = 44.0
"""Things within a square of this size are put together."""

NAME_SIZE = 12.0
CLOSEST = 0.004
"""Degrees of latitude that a picture shows at least: about 450 metres."""

_STEPS = (10.0, 5.0, 2.0, 1.0, 0.5, 0.2, 0.1, 0.05, 0.02, 0.01, 0.005, 0.002, 0.001)
_BORDER = 0.06


Box = tuple[float, float, float, float]
"""Left, upper, right and lower edge in pixels."""


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
class Placed:
    """A thing with its place; ``weight`` tells whose name matters more."""

    iri: str
    label: str
    kind: str
    latitude: float
    longitude: float
    mark: Mark
    weight: float = 0.0


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


@dataclass(frozen=True, slots=True)
class MapPicture:
    """A map as plain SVG shapes."""

    width: float
    height: float
    lines: tuple[Line, ...]
    signs: tuple[Sign, ...]


def bounds_of(things: Iterable[Placed]) -> Bounds:
    """Return the bounds that hold all things with a little room; Germany where there are none."""
    spots = [(thing.latitude, thing.longitude) for thing in things]
    if not spots:
        return Bounds(47.3, 5.9, 55.1, 15.1)
    south, north = min(lat for lat, _ in spots), max(lat for lat, _ in spots)
    west, east = min(lon for _, lon in spots), max(lon for _, lon in spots)
    least = max(0.0, CLOSEST - (north - south)) / 2
    return Bounds(south - least, west - least, north + least, east + least).around(_BORDER)


def draw(
    things: Sequence[Placed],
    bounds: Bounds,
    frame: Frame,
    page: Callable[[str], str],
    closer: Callable[[Bounds], str],
    counted: Callable[[int], str],
) -> MapPicture:
    """Draw things on a map.

    Parameters
    ----------
    bounds : Bounds
        What to show; widened on two sides to fill the frame.
    page : callable
        Turns an IRI into the address of its page.
    closer : callable
        Turns bounds into the address of the map that shows them.
    counted : callable
        Says in words how many things are put together.
    """
    sheet = _Sheet(bounds, frame)
    cells: dict[tuple[int, int], list[Placed]] = defaultdict(list)
    signs = []
    for thing in things:
        x, y = sheet.spot(thing.latitude, thing.longitude)
        if not (0 <= x <= frame.width and 0 <= y <= frame.height):
            continue
        if thing.kind == "municipality":
            signs.append(_single(thing, x, y, page))
        else:
            cells[int(x // CELL), int(y // CELL)].append(thing)
    for members in _merged(cells.values(), sheet):
        signs += _together(members, sheet, page, closer, counted)
    # Towns lie below, so that no dot hides how many things there are.
    signs.sort(key=lambda sign: (sign.count > 1, sign.y, sign.x))
    return MapPicture(
        frame.width, frame.height, tuple(sheet.graticule()), tuple(_named(signs, things, frame))
    )


class _Sheet:
    """Mercator's projection of bounds into a frame."""

    def __init__(self, bounds: Bounds, frame: Frame) -> None:
        top, bottom = _mercator(bounds.north), _mercator(bounds.south)
        left, right = math.radians(bounds.west), math.radians(bounds.east)
        self.frame = frame
        self.zoom = min(frame.width / max(right - left, 1e-9), frame.height / max(top - bottom, 1e-9))
        self.left = (left + right) / 2 - frame.width / self.zoom / 2
        self.top = (top + bottom) / 2 + frame.height / self.zoom / 2

    def spot(self, latitude: float, longitude: float) -> tuple[float, float]:
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


def _single(thing: Placed, x: float, y: float, page: Callable[[str], str]) -> Sign:
    size = 7.0 if thing.kind == "municipality" else 8.0
    return Sign(x, y, size, thing.mark, thing.label, page(thing.iri))


def _together(
    members: Sequence[Placed],
    sheet: _Sheet,
    page: Callable[[str], str],
    closer: Callable[[Bounds], str],
    counted: Callable[[int], str],
) -> list[Sign]:
    """Return one sign for things near each other; one each where they are few or at one spot."""
    spots = [sheet.spot(thing.latitude, thing.longitude) for thing in members]
    if len(members) <= 2:
        return [_single(thing, x, y, page) for thing, (x, y) in zip(members, spots, strict=True)]
    x, y = (round(sum(values) / len(spots), 1) for values in zip(*spots, strict=True))
    kinds = {thing.kind for thing in members}
    mark = kind_mark(kinds.pop() if len(kinds) == 1 else "other")
    size = round(min(CELL / 2, 9 + 2.6 * math.log2(len(members))), 1)
    target = closer(bounds_of(members))
    return [Sign(x, y, size, mark, counted(len(members)), target, len(members))]


def _merged(groups: Iterable[list[Placed]], sheet: _Sheet) -> list[list[Placed]]:
    """Put groups together whose signs would cover each other, the largest first."""
    found: list[tuple[float, float, list[Placed]]] = []
    for members in sorted(groups, key=lambda group: (-len(group), group[0].iri)):
        spots = [sheet.spot(thing.latitude, thing.longitude) for thing in members]
        x, y = (sum(values) / len(spots) for values in zip(*spots, strict=True))
        near = next((g for g in found if len(members) > 2 and math.dist((x, y), g[:2]) < CELL * 0.8), None)
        if near:
            near[2].extend(members)
        else:
            found.append((x, y, members))
    return [members for _, _, members in found]


def _named(signs: Sequence[Sign], things: Sequence[Placed], frame: Frame) -> Iterable[Sign]:
    """Yield the signs, those of towns with their names as far as there is room, heavier ones first."""
    towns = sorted((t for t in things if t.kind == "municipality"), key=lambda t: (-t.weight, t.label))
    single = {sign.title: sign for sign in signs if sign.count == 1}
    taken = [_around(sign) for sign in signs]
    names: dict[str, Name] = {}
    for town in towns:
        sign = single.get(town.label)
        covered = _reach(sign, signs) if sign else 0.0
        for name, box in _choices(sign, covered) if sign else ():
            inside = box[0] >= 0 and box[2] <= frame.width and box[1] >= 0 and box[3] <= frame.height
            if inside and not any(_overlap(box, other) for other in taken):
                taken.append(box)
                names[town.label] = name
                break
    for sign in signs:
        yield replace(sign, name=names[sign.title]) if sign.count == 1 and sign.title in names else sign


def _reach(sign: Sign, signs: Sequence[Sign]) -> float:
    """Return how far from a town's dot its name must stay: beyond the circle that may cover it."""
    circles = (s for s in signs if s.count > 1)
    over = [s.size + math.dist((s.x, s.y), (sign.x, sign.y)) for s in circles]
    near = [reach for reach in over if reach < CELL]
    return max([sign.size, *near])


def _choices(sign: Sign, reach: float) -> Iterable[tuple[Name, Box]]:
    """Yield where a name may stand: below its sign, above it, to the right, to the left."""
    wide, high = text_width(sign.title, NAME_SIZE), NAME_SIZE
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
