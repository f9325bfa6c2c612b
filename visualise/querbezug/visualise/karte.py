"""The view Karte: everything that has a place, drawn from our own data, near things put together."""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from querbezug.visualise.map_names import Sign, named
from querbezug.visualise.palette import Mark, kind_mark
from querbezug.visualise.sheet import Bounds, Line, Sheet
from querbezug.visualise.view import Frame

WIDE, NARROW = Frame(1080.0, 620.0), Frame(360.0, 440.0)
CELL = 44.0
"""Things within a square of this size are put together."""

MOST_TOWNS = 150
"""With more towns than these in a picture, dots would cover each other."""

TOWN_CELL = 30.0
"""Then of the towns within a square of this size only the heaviest is drawn."""

CLOSEST = 0.004
"""Degrees of latitude that a picture shows at least: about 450 metres."""

_BORDER = 0.06


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


_Spotted = tuple[Placed, float, float]
"""A thing with its spot in pixels."""


@dataclass(frozen=True, slots=True)
class MapPicture:
    """A map as plain SVG shapes; ``towns`` are in its part of the world, ``left_out`` of them not drawn."""

    width: float
    height: float
    lines: tuple[Line, ...]
    signs: tuple[Sign, ...]
    towns: int = 0
    left_out: int = 0


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
    sheet = Sheet(bounds, frame)
    inside = list(_spotted(things, sheet))
    cells: dict[tuple[int, int], list[Placed]] = defaultdict(list)
    for thing, x, y in inside:
        if thing.kind != "municipality":
            cells[int(x // CELL), int(y // CELL)].append(thing)
    others = [
        sign
        for members in _merged(cells.values(), sheet)
        for sign in _together(members, sheet, page, closer, counted)
    ]
    # The heavier ones have the choice where their names stand.
    towns = sorted(
        (each for each in inside if each[0].kind == "municipality"),
        key=lambda each: (-each[0].weight, each[0].label, each[0].iri),
    )
    many = len(towns) > MOST_TOWNS
    dots = [_single(*town, page) for town in (_apart(towns) if many else towns)]
    drawn = named(dots, others, frame, only_named=many)
    # Towns lie below, so that no dot hides how many things there are.
    signs = sorted([*drawn, *others], key=lambda sign: (sign.count > 1, sign.y, sign.x))
    left_out = len(towns) - len(drawn)
    return MapPicture(frame.width, frame.height, tuple(sheet.graticule()), tuple(signs), len(towns), left_out)


def _spotted(things: Iterable[Placed], sheet: Sheet) -> Iterable[_Spotted]:
    """Yield the things that lie within the frame with their spots."""
    for thing in things:
        x, y = sheet.spot(thing.latitude, thing.longitude)
        if 0 <= x <= sheet.frame.width and 0 <= y <= sheet.frame.height:
            yield thing, x, y


def _apart(towns: Sequence[_Spotted]) -> list[_Spotted]:
    """Return the first town of each square."""
    first: dict[tuple[int, int], _Spotted] = {}
    for town in towns:
        first.setdefault((int(town[1] // TOWN_CELL), int(town[2] // TOWN_CELL)), town)
    return list(first.values())


def _single(thing: Placed, x: float, y: float, page: Callable[[str], str]) -> Sign:
    size = 7.0 if thing.kind == "municipality" else 8.0
    return Sign(x, y, size, thing.mark, thing.label, page(thing.iri))


def _together(
    members: Sequence[Placed],
    sheet: Sheet,
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


def _merged(groups: Iterable[list[Placed]], sheet: Sheet) -> list[list[Placed]]:
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
