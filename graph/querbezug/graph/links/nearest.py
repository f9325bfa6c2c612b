"""The known place nearest to a point: for contributions that give coordinates and no place."""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from scipy.spatial import cKDTree

from querbezug.graph.gazetteer import Entry, gazetteer
from querbezug.graph.links.corpus import Corpus
from querbezug.ontology.terms import QUER, RDF

METHOD = "nearest-place"

EARTH_KM = 6371.0

SMALL_KM = 1.5
"""A district or site whose point is this near is taken for the place of an idea."""

_UNKNOWN_AREA_KM = 5.0
_AT_THE_POINT, _AT_THE_RIM = 0.9, 0.4
"""How sure it is that something lies in a place: at that place's own point, and as far out as it reaches."""
_STRETCH = 1.5
"""Municipalities are no circles: a point may lie this much farther out than in a circle of their area."""


@dataclass(frozen=True, slots=True)
class Located:
    """A place with its point in WGS 84 degrees, and how far around it it reaches."""

    iri: str
    latitude: float
    longitude: float
    reach_km: float = SMALL_KM


@dataclass(frozen=True, slots=True)
class Near:
    """The place nearest to a point, its distance, and how far it reaches."""

    iri: str
    kilometres: float
    reach_km: float

    @property
    def confidence(self) -> float:
        """How sure it is that the point lies in the place: the less, the farther out it is.

        Set by hand, not measured; at the rim of a place it is not enough for a plain link.
        """
        share = min(1.0, self.kilometres / self.reach_km)
        return round(_AT_THE_POINT - (_AT_THE_POINT - _AT_THE_RIM) * share, 2)


def reach_of(entry: Entry | None) -> float:
    """Return how far from its point a municipality reaches: half as far again as a circle of its area."""
    if entry is None or not entry.area_km2:
        return _UNKNOWN_AREA_KM
    return round(_STRETCH * math.sqrt(entry.area_km2 / math.pi), 2)


def known_points(corpus: Corpus) -> Iterator[Located]:
    """Yield the places a point may lie in: municipalities, and Ortsteile and sites with a point.

    A municipality's point is that of the official register, if it has a key; a source may give one
    for others. Counties, landscapes and regions are too wide to say where something is.

    Parameters
    ----------
    corpus : Corpus
        What the sources state.
    """
    wide = {str(cls) for cls in (QUER.County, QUER.Region, QUER.Landscape)}
    for iri in sorted(corpus.instances(QUER.Place)):
        classes = set(corpus.iris(iri, RDF.type))
        if not wide.isdisjoint(classes):
            continue
        entry = next(filter(None, map(gazetteer().by_ags, corpus.words(iri, QUER.municipalityKey))), None)
        point = corpus.point(iri)
        if entry and entry.latitude is not None and entry.longitude is not None:
            point = (entry.latitude, entry.longitude)
        if point:
            is_town = str(QUER.Municipality) in classes
            yield Located(iri, *point, reach_of(entry) if is_town else SMALL_KM)


class NearestPlace:
    """Finds the known place a point lies in or next to.

    Distances are those on the sphere: a tree over unit vectors gives the straight ones, whose order
    is the same, and an arc follows from each.

    Parameters
    ----------
    known : iterable of Located
        The places; of two equally near ones that with the smaller IRI counts.
    """

    def __init__(self, known: Iterable[Located]) -> None:
        self._known: Sequence[Located] = sorted(known, key=lambda place: place.iri)
        points = np.array([_vector(place.latitude, place.longitude) for place in self._known])
        self._tree = cKDTree(points) if self._known else None
        self._farthest = max((place.reach_km for place in self._known), default=0.0)

    def find(self, latitude: float, longitude: float) -> Near | None:
        """Return the nearest place that reaches to this point, None if none does.

        A place that reaches less far, as a district does, is preferred to the municipality around it.
        """
        if self._tree is None or not (-90 <= latitude <= 90 and -180 <= longitude <= 180):
            return None
        point = _vector(latitude, longitude)
        within = self._tree.query_ball_point(point, 2 * math.sin(self._farthest / EARTH_KM / 2) + 1e-12)
        near = [
            (place.reach_km > SMALL_KM, away, place.iri, place.reach_km)
            for number in sorted(within)
            if (away := _arc_km(point, self._tree.data[number])) <= (place := self._known[number]).reach_km
        ]
        if not near:
            return None
        _, away, iri, reach = min(near)
        return Near(iri, round(away, 3), reach)


def nearest_place(latitude: float, longitude: float, known: Iterable[Located]) -> Near | None:
    """Return the known place nearest to a single point; for many points keep a :class:`NearestPlace`."""
    return NearestPlace(known).find(latitude, longitude)


def _vector(latitude: float, longitude: float) -> tuple[float, float, float]:
    north, east = math.radians(latitude), math.radians(longitude)
    return math.cos(north) * math.cos(east), math.cos(north) * math.sin(east), math.sin(north)


def _arc_km(one: Sequence[float], other: Sequence[float]) -> float:
    return 2 * EARTH_KM * math.asin(min(1.0, math.dist(one, other) / 2))
