"""Rows that say what is planned: measures, goals, themes, places, organisations."""

from __future__ import annotations

from collections.abc import Mapping

from querbezug.graph.readers.generic_table.identities import identity, named, not_itself
from querbezug.graph.readers.generic_table.progress import pages, progress
from querbezug.graph.readers.generic_table.references import References
from querbezug.graph.readers.generic_table.values import Values
from querbezug.graph.readers.tables import RowError
from querbezug.graph.records import Goal, Kind, Measure, Organisation, Place, PlaceKind, Ref, Theme

_PLACE_KINDS: Mapping[str, PlaceKind] = {
    "gemeinde": PlaceKind.MUNICIPALITY,
    "ortsteil": PlaceKind.DISTRICT,
    "landkreis": PlaceKind.COUNTY,
    "standort": PlaceKind.SITE,
    "landschaft": PlaceKind.LANDSCAPE,
}


def measure(values: Values, references: References) -> Measure:
    """Return the measure in a row."""
    description = values.optional("beschreibung")
    label = named(values, description or "")
    ref, same_as = identity(values, Kind.MEASURE, label)
    latitude, longitude = values.point()
    status, status_note = progress(values)
    return Measure(
        ref=ref,
        same_as=same_as,
        label=label,
        origin=values.origin,
        note=values.optional("hinweis"),
        urls=pages(values),
        category=values.label("massnahmenart") or None,
        code=values.label("kuerzel") or None,
        plan=values.setup.context.plan(),
        part_of=not_itself(references.parent(Kind.MEASURE), ref),
        themes=references.themes(),
        goals=references.many("ziele", Kind.GOAL),
        places=references.places(),
        responsible=references.many("traeger", Kind.ORGANISATION),
        status=status,
        status_note=values.optional("umsetzungshinweis") or status_note,
        description=description,
        begin=values.date("beginn"),
        end=values.date("ende"),
        cost_eur=values.euro("kosten_euro"),
        from_ideas=references.many("aus_ideen", Kind.IDEA, "kennung"),
        latitude=latitude,
        longitude=longitude,
    )


def goal(values: Values, references: References) -> Goal:
    """Return the goal in a row."""
    label = named(values)
    ref, same_as = identity(values, Kind.GOAL, label)
    return Goal(
        ref=ref,
        same_as=same_as,
        label=label,
        origin=values.origin,
        note=values.optional("hinweis"),
        urls=pages(values),
        level=values.label("ebene") or None,
        plan=values.setup.context.plan(),
        parent=not_itself(references.parent(Kind.GOAL), ref),
        themes=references.themes(),
        places=references.places(),
    )


def theme(kind: Kind, values: Values, references: References) -> Theme:
    """Return the theme of the kind ``kind`` in a row."""
    label = named(values)
    ref, same_as = identity(values, kind, label)
    return Theme(
        ref=ref,
        same_as=same_as,
        label=label,
        origin=values.origin,
        note=values.optional("hinweis"),
        urls=pages(values),
        description=values.optional("beschreibung"),
        guiding_question=values.optional("leitfrage"),
        notation=values.label("kuerzel") or None,
        broader=not_itself(references.parent(kind), ref),
    )


def place(values: Values, references: References) -> Place:
    """Return the place in a row; with an official key it is that of the register."""
    label = named(values)
    latitude, longitude = values.point()
    ags = values.first("ags") or None
    official = values.setup.official_place(ags) if ags else None
    if ags and official is None:
        raise RowError("tables.row-unknown-ags", field=values.column("ags"))
    ref, same_as = (official, ()) if official else identity(values, Kind.PLACE, label)
    kind = _PLACE_KINDS.get(values.first("ortsart").casefold(), PlaceKind.SITE)
    part_of = references.parent(Kind.PLACE) or (None if official else values.setup.context.municipality)
    return Place(
        ref=ref,
        same_as=same_as,
        label=label,
        origin=values.origin,
        note=values.optional("hinweis"),
        urls=pages(values),
        place_kind=_official_kind(official) if official else kind,
        ags=official.key.removeprefix("ags:") if official else None,
        part_of=not_itself(part_of, ref),
        latitude=latitude,
        longitude=longitude,
    )


def _official_kind(ref: Ref) -> PlaceKind:
    is_municipality = len(ref.key.removeprefix("ags:")) == 8
    return PlaceKind.MUNICIPALITY if is_municipality else PlaceKind.COUNTY


def organisation(values: Values, references: References) -> Organisation:
    """Return the organisation in a row."""
    del references
    label = named(values)
    ref, same_as = identity(values, Kind.ORGANISATION, label)
    return Organisation(
        ref=ref,
        same_as=same_as,
        label=label,
        origin=values.origin,
        note=values.optional("hinweis"),
        category=values.label("organisationsart") or None,
        seat=values.label("sitz") or None,
        role=values.label("aufgabe") or None,
        page=values.page,
    )
