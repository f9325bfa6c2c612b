"""Where planning happens and who plans: places, cooperations, organisations."""

from __future__ import annotations

from dataclasses import dataclass

from querbezug.graph.records.base import PlaceKind, Record, Ref


@dataclass(frozen=True, slots=True)
class PopulationFigure:
    """Inhabitants at a date (``YYYY`` or ``YYYY-MM-DD``); ``forecast`` if it was projected."""

    value: int
    date: str
    forecast: bool = False
    url: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Place(Record):
    """A Stadt, Gemeinde, Ortsteil, Landkreis, Standort or Landschaft.

    ``latitude`` and ``longitude`` are WGS 84 degrees. A municipality or county with an official
    key takes coordinates and population from the official register instead.
    """

    place_kind: PlaceKind = PlaceKind.SITE
    ags: str | None = None
    part_of: Ref | None = None
    alt_labels: tuple[str, ...] = ()
    latitude: float | None = None
    longitude: float | None = None
    population: tuple[PopulationFigure, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Cooperation(Record):
    """A Städtekooperation, Städteverbund or network; members are places or cooperations.

    ``region`` is set where the cooperation plans for an area of its own.
    """

    alt_labels: tuple[str, ...] = ()
    category: str | None = None
    members: tuple[Ref, ...] = ()
    region: Ref | None = None
    founded: str | None = None
    description: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Organisation(Record):
    """A body that plans, carries or decides."""

    category: str | None = None
    seat: str | None = None
    role: str | None = None
    page: str | None = None
