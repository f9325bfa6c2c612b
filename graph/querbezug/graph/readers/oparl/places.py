"""Where councils decide for, and where their papers are about: Body and Location."""

from __future__ import annotations

import re
from decimal import Decimal

from querbezug.graph.gazetteer import gazetteer
from querbezug.graph.readers.keys import url_ref
from querbezug.graph.readers.oparl.thing import Thing
from querbezug.graph.readers.tables.values import parse_coordinate
from querbezug.graph.records import Kind, Place, PlaceKind, Ref

_AGS = re.compile(r"[0-9]{8}|[0-9]{5}")
_RGS = re.compile(r"[0-9]{12}")
_MUNICIPALITY_DIGITS = 8
# Latitudes and longitudes of Germany have no number in common.
_LATITUDES, _LONGITUDES = (47.0, 56.0), (5.0, 16.0)


def body(thing: Thing) -> Place | None:
    """Return a Körperschaft as the place it governs: by its official key, else by its address."""
    name = thing.label("name", "shortName")
    address = thing.id
    if not address or not name:
        return None
    own = url_ref(Kind.PLACE, address)
    key = _official_key(thing)
    if key is None:
        return Place(ref=own, label=name, origin=thing.origin)
    entry = gazetteer().by_ags(key)
    if entry is None:
        thing.tell("oparl.unknown-body", "ags", ags=key)
        return Place(ref=own, label=name, origin=thing.origin)
    kind = PlaceKind.MUNICIPALITY if len(key) == _MUNICIPALITY_DIGITS else PlaceKind.COUNTY
    return Place(
        ref=Ref(Kind.PLACE, f"ags:{key}"),
        label=entry.label,
        origin=thing.origin,
        place_kind=kind,
        ags=key,
        alt_labels=() if name == entry.label else (name,),
        same_as=(own,),
    )


def _official_key(thing: Thing) -> str | None:
    """Return the Gemeindeschlüssel as written, else the one inside the Regionalschlüssel."""
    written = thing.text("ags").replace(" ", "")
    if _AGS.fullmatch(written):
        return written
    regional = thing.text("rgs").replace(" ", "")
    if not _RGS.fullmatch(regional):
        return None
    # In between are four digits for the union of municipalities; a county has noughts only.
    candidates = (regional[:5] + regional[-3:], regional[:5])
    return next((key for key in candidates if gazetteer().by_ags(key)), candidates[0])


def location(thing: Thing, part_of: Ref | None) -> Place | None:
    """Return a place with its coordinates, named by its description or its street."""
    name = thing.label("description", "name")
    if not name:
        street = thing.label("streetAddress")
        town = " ".join(filter(None, [thing.label("postalCode"), thing.label("locality", "subLocality")]))
        name = ", ".join(filter(None, [street, town]))
    address = thing.id
    if not address or not name:
        return None
    latitude, longitude = _point(thing) or (None, None)
    return Place(
        ref=url_ref(Kind.PLACE, address),
        label=name,
        origin=thing.origin,
        place_kind=PlaceKind.SITE,
        part_of=part_of,
        latitude=latitude,
        longitude=longitude,
    )


def _point(thing: Thing) -> tuple[float, float] | None:
    """Return latitude and longitude of a GeoJSON point, bare or as a feature; numbers may be strings."""
    for written in thing.inside("geojson"):
        geometry = next(iter(written.inside("geometry")), written)
        pair = geometry.content.get("coordinates")
        if geometry.text("type") != "Point" or not isinstance(pair, list) or len(pair) < 2:
            continue
        longitude, latitude = _number(pair[0]), _number(pair[1])
        found = parse_coordinate(latitude, longitude)
        if found is None:
            thing.tell("oparl.no-coordinates", "geojson")
        elif _is_in(found[1], _LATITUDES) and _is_in(found[0], _LONGITUDES):
            thing.tell("oparl.swapped", "geojson")
            return found[1], found[0]
        return found
    return None


def _number(value: object) -> str | float:
    if isinstance(value, str):
        return value
    return float(value) if isinstance(value, int | float | Decimal) else ""


def _is_in(value: float, span: tuple[float, float]) -> bool:
    return span[0] <= value <= span[1]
