"""The official register of municipalities and counties, and their slugs.

The table ``gemeinden.csv`` is a cut of the Gemeindeverzeichnis; ``NOTICE.md`` beside it says
where it comes from and what was changed. Slugs are written down in the table, so that an IRI
once handed out stays the same when a later register brings new names.
"""

from __future__ import annotations

import csv
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cache, cached_property
from hashlib import sha256
from importlib.resources import files


class Level(StrEnum):
    """The two levels of the register that are kept."""

    MUNICIPALITY = "Gemeinde"
    COUNTY = "Kreis"


@dataclass(frozen=True, slots=True)
class Entry:
    """One row of the register.

    Attributes
    ----------
    ags : str
        Official key: eight digits for a municipality, five for a county.
    label : str
        Name without its addition: ``Saalfeld/Saale``, ``Landkreis Saalfeld-Rudolstadt``.
    kind : str
        As published: ``Stadt``, ``Markt``, ``Landkreis``, ``Kreisfreie Stadt`` …
    population : int or None
        Inhabitants at :data:`REGISTER_DATE`.
    area_km2 : float or None
        Area in square kilometres.
    latitude, longitude : float or None
        A point in WGS 84 degrees; unpopulated areas have none.
    level : Level
        Municipality or county.
    """

    ags: str
    label: str
    kind: str
    population: int | None
    area_km2: float | None
    latitude: float | None
    longitude: float | None
    level: Level


REGISTER_DATE = "2019-12-31"
"""The day the figures of the register hold for."""


def _number(text: str) -> float | None:
    return float(text) if text else None


def _entry(row: Mapping[str, str]) -> Entry:
    return Entry(
        ags=row["ags"],
        label=row["label"],
        kind=row["kind"],
        population=int(row["population"]) if row["population"] else None,
        area_km2=_number(row["area_km2"]),
        latitude=_number(row["lat"]),
        longitude=_number(row["lon"]),
        level=Level(row["level"]),
    )


def _names(entry: Entry) -> set[str]:
    """Return the names ``entry`` is found by: its label, and its shorter everyday forms."""
    names = {entry.label, entry.label.split(" / ")[0]}
    if entry.level is Level.COUNTY:
        names.add(entry.label.removeprefix(f"{entry.kind} "))
    return {name.casefold() for name in names}


class Gazetteer:
    """The register in memory.

    Parameters
    ----------
    rows : iterator of mapping
        Rows with the columns of ``gemeinden.csv``.
    """

    def __init__(self, rows: Iterator[Mapping[str, str]]) -> None:
        self._rows = {row["ags"]: row for row in rows}

    def __len__(self) -> int:
        return len(self._rows)

    def __iter__(self) -> Iterator[Entry]:
        return iter(self._entries.values())

    @cached_property
    def _entries(self) -> dict[str, Entry]:
        return {ags: _entry(row) for ags, row in self._rows.items()}

    @cached_property
    def _by_name(self) -> dict[str, tuple[Entry, ...]]:
        found: dict[str, list[Entry]] = {}
        for entry in self:
            for name in _names(entry):
                found.setdefault(name, []).append(entry)
        return {name: tuple(entries) for name, entries in found.items()}

    def by_ags(self, ags: str) -> Entry | None:
        """Return the unit with the official key ``ags`` (five or eight digits), if there is one."""
        row = self._rows.get(ags)
        return None if row is None else _entry(row)

    def by_name(self, name: str) -> tuple[Entry, ...]:
        """Return every unit called ``name``, upper and lower case alike, in the register's order."""
        return self._by_name.get(" ".join(name.split()).casefold(), ())

    def county_of(self, ags: str) -> Entry | None:
        """Return the county of the municipality ``ags``; a kreisfreie Stadt has none above it."""
        county = self.by_ags(ags[:5]) if len(ags) == 8 else None
        if county is None or county.kind in {"Kreisfreie Stadt", "Stadtkreis"}:
            return None
        return county

    def slug(self, entry: Entry) -> str:
        """Return the slug of ``entry``, unlike that of any other unit."""
        return self.slug_of(entry.ags)

    def slug_of(self, ags: str) -> str:
        """Return the slug of the unit ``ags``; ``ags-…`` for a key the register does not know."""
        row = self._rows.get(ags)
        return f"ags-{ags}" if row is None else row["slug"]


TABLE = "gemeinden.csv"
"""Name of the shipped file."""


@cache
def gazetteer() -> Gazetteer:
    """Return the shipped register; it is read once."""
    return Gazetteer(csv.DictReader(_table().decode().splitlines()))


@cache
def checksum() -> str:
    """Return the SHA-256 of the shipped file, 64 hexadecimal digits."""
    return sha256(_table()).hexdigest()


def _table() -> bytes:
    return files(__name__).joinpath(TABLE).read_bytes()
