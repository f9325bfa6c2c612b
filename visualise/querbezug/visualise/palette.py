"""Colour and shape of kinds and groups, read from ``palette.toml``."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files


@dataclass(frozen=True, slots=True)
class Mark:
    """How a thing is drawn: fill, darker line and shape."""

    fill: str
    line: str
    shape: str

    def colour(self) -> dict[str, object]:
        """Return the colours in the form vis-network expects."""
        chosen = {"background": self.fill, "border": "#1b2733"}
        return {"background": self.fill, "border": self.line, "highlight": chosen, "hover": chosen}


@dataclass(frozen=True, slots=True)
class Palette:
    """All marks: of kinds, of the states of measures, of traffic lights, and the sequence for groups."""

    kinds: Mapping[str, Mark]
    groups: tuple[Mark, ...]
    statuses: Mapping[str, Mark]
    signals: Mapping[str, Mark]


@cache
def palette() -> Palette:
    """Read the palette file."""
    data = tomllib.loads(files(__package__).joinpath("palette.toml").read_text(encoding="utf-8"))
    colours = data["colours"]

    def mark(colour: str, shape: str) -> Mark:
        return Mark(colours[colour]["fill"], colours[colour]["line"], shape)

    def marks(section: str) -> dict[str, Mark]:
        return {name: mark(entry["colour"], entry["shape"]) for name, entry in data[section].items()}

    names, shapes = data["groups"]["colours"], data["groups"]["shapes"]
    groups = tuple(
        mark(colour, shapes[(place + turn) % len(shapes)])
        for turn in range(len(shapes))
        for place, colour in enumerate(names)
    )
    return Palette(marks("kinds"), groups, marks("statuses"), marks("signals"))


def kind_mark(kind: str) -> Mark:
    """Return the mark of a kind; kinds without one of their own share ``other``."""
    kinds = palette().kinds
    return kinds.get(kind, kinds["other"])


def group_mark(number: int) -> Mark:
    """Return the mark of the group at index ``number``."""
    groups = palette().groups
    return groups[number % len(groups)]


def status_mark(code: str) -> Mark:
    """Return the mark of a state of a measure; ``""`` and unknown codes have that of no state."""
    statuses = palette().statuses
    return statuses.get(code, statuses[""])


def signal_mark(words: str) -> Mark:
    """Return the mark of a report's traffic light, told by the colour its words name."""
    named = words.casefold()
    found = (mark for colour, mark in palette().signals.items() if colour in named)
    return next(found, status_mark(""))
