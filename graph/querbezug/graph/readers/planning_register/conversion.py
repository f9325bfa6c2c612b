"""From the entries of a checked register to records."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from querbezug.graph.gazetteer import gazetteer
from querbezug.graph.readers.planning_register import content, frame
from querbezug.graph.readers.planning_register.checks import Placed, entries
from querbezug.graph.readers.planning_register.entry import ANY_KIND
from querbezug.graph.readers.planning_register.model import PlanningRegister
from querbezug.graph.readers.planning_register.problems import Places
from querbezug.graph.readers.planning_register.references import REGION
from querbezug.graph.readers.planning_register.shared import Entries, Shared
from querbezug.graph.records import (
    AnyRecord,
    Cooperation,
    Example,
    Goal,
    Idea,
    Kind,
    Measure,
    Organisation,
    Place,
    PlaceKind,
    PlanDocument,
    PopulationFigure,
    Process,
    Ref,
    Relation,
    RelationKind,
    Theme,
)

_PLACE_KINDS: Mapping[str | None, PlaceKind] = {
    "gemeinde": PlaceKind.MUNICIPALITY,
    "ortsteil": PlaceKind.DISTRICT,
    "landkreis": PlaceKind.COUNTY,
    "standort": PlaceKind.SITE,
    "landschaft": PlaceKind.LANDSCAPE,
}
_STATUS: Mapping[str | None, str | None] = {
    None: None,
    "vorgeschlagen": "proposed",
    "beschlossen": "adopted",
    "in-umsetzung": "running",
    "abgeschlossen": "completed",
    "verworfen": "dropped",
}
_RELATIONS: Mapping[str, RelationKind] = {
    "gleiches-thema": RelationKind.SAME_THEME,
    "aehnliches-thema": RelationKind.CLOSE_THEME,
    "vergleichbar": RelationKind.COMPARABLE,
}


class Converter:
    """Turns one register into records.

    Parameters
    ----------
    register : PlanningRegister
        A register without faults.
    things : mapping of str to Ref
        What it lists, by id.
    places : Places
        Where its entries stand in the file.
    """

    def __init__(self, register: PlanningRegister, things: Mapping[str, Ref], places: Places) -> None:
        self._register = register
        self._entries = Entries(register.kennung, things, places)
        self._region = things.get(REGION)

    def records(self) -> Iterator[AnyRecord]:
        """Yield a record for the Verbund and every entry, in the order of the lists."""
        for placed in entries(self._register):
            yield self._record(placed)

    def _record(self, placed: Placed) -> AnyRecord:
        match placed.entry:
            case content.ThemeEntry() as entry:
                return self._theme(entry, self._entries.shared(placed))
            case content.GoalEntry() as entry:
                return self._goal(entry, self._entries.shared(placed))
            case content.MeasureEntry() as entry:
                return self._measure(entry, self._entries.shared(placed))
            case content.RelationEntry() as entry:
                return self._relation(entry, placed)
            case _:
                return self._frame(placed)

    def _frame(self, placed: Placed) -> AnyRecord:
        """Return the record of an entry that goals and measures refer to."""
        shared = self._entries.shared(placed)
        match placed.entry:
            case frame.PlaceEntry() as entry:
                return self._place(entry, shared)
            case frame.Cooperating() as entry:
                return self._cooperation(entry, shared)
            case frame.OrganisationEntry() as entry:
                return Organisation(
                    **shared, category=entry.art, seat=entry.sitz, role=entry.aufgabe, page=entry.webseite
                )
            case frame.PlanEntry() as entry:
                return self._plan(entry, shared)
            case frame.ProcessEntry() as entry:
                return self._process(entry, shared)
            case content.IdeaEntry() as entry:
                return self._idea(entry, shared)
            case content.ExampleEntry() as entry:
                return self._example(entry, shared)
        raise TypeError(type(placed.entry).__name__)

    def _theme(self, entry: content.ThemeEntry, shared: Shared) -> Theme:
        return Theme(
            **shared,
            description=entry.beschreibung,
            guiding_question=entry.leitfrage,
            notation=entry.kuerzel,
        )

    def _goal(self, entry: content.GoalEntry, shared: Shared) -> Goal:
        return Goal(
            **shared,
            verbatim=entry.wortlaut,
            level=entry.ebene,
            plan=self._entries.one(entry, "plan"),
            parent=self._entries.one(entry, "parent"),
            themes=self._entries.many(entry, "themes"),
            places=self._entries.many(entry, "places"),
        )

    def _measure(self, entry: content.MeasureEntry, shared: Shared) -> Measure:
        return Measure(
            **shared,
            category=entry.art,
            code=entry.kuerzel,
            plan=self._entries.one(entry, "plan"),
            part_of=self._entries.one(entry, "part_of"),
            themes=self._entries.many(entry, "themes"),
            goals=self._entries.many(entry, "goals"),
            places=self._entries.many(entry, "places"),
            responsible=self._entries.many(entry, "responsible"),
            status=_STATUS[entry.umsetzungsstand],
            status_note=entry.umsetzungshinweis,
            period=entry.zeitraum,
            description=entry.beschreibung,
            guiding_questions=tuple(entry.leitfragen),
        )

    def _place(self, entry: frame.PlaceEntry, shared: Shared) -> Place:
        official = gazetteer().by_ags(entry.ags) if entry.ags else None
        names = [*entry.andere_namen]
        part_of = self._entries.one(entry, "part_of")
        if official is not None:
            names = [name for name in (entry.name, *names) if name != official.label]
            shared = {**shared, "label": official.label}
            county = gazetteer().county_of(official.ags)
            if part_of is None and county is not None:
                part_of = Ref(Kind.PLACE, f"ags:{county.ags}")
        kind = entry.art or ("gemeinde" if entry.ags and len(entry.ags) == 8 else "landkreis")
        return Place(
            **shared,
            place_kind=_PLACE_KINDS[kind],
            ags=entry.ags,
            part_of=part_of,
            alt_labels=tuple(dict.fromkeys(names)),
            latitude=entry.breite,
            longitude=entry.laenge,
            population=tuple(
                PopulationFigure(
                    value=figure.anzahl, date=figure.stand, forecast=figure.prognose, url=figure.quelle
                )
                for figure in entry.einwohner
            ),
        )

    def _cooperation(self, entry: frame.Cooperating, shared: Shared) -> Cooperation:
        return Cooperation(
            **shared,
            alt_labels=tuple(entry.andere_namen),
            category=entry.art,
            members=self._entries.many(entry, "members"),
            region=self._region if isinstance(entry, frame.AllianceEntry) else None,
            founded=entry.gegruendet,
            description=entry.beschreibung,
        )

    def _plan(self, entry: frame.PlanEntry, shared: Shared) -> PlanDocument:
        return PlanDocument(
            **shared,
            replaces=self._entries.one(entry, "replaces"),
            authors=self._entries.many(entry, "authors"),
            region=self._entries.one(entry, "region") or self._region,
            horizon=entry.horizont,
            adopted=entry.beschlossen,
            budget_eur=entry.budget_euro,
        )

    def _process(self, entry: frame.ProcessEntry, shared: Shared) -> Process:
        return Process(
            **shared,
            begin=entry.beginn,
            end=entry.ende,
            topic=entry.thema,
            place=self._entries.one(entry, "place"),
            region=self._region,
            about=self._entries.many(entry, "about"),
            entries=entry.eintraege,
        )

    def _idea(self, entry: content.IdeaEntry, shared: Shared) -> Idea:
        return Idea(
            **shared,
            themes=self._entries.many(entry, "themes"),
            goals=self._entries.many(entry, "goals"),
            places=self._entries.many(entry, "places"),
            expressed_in=self._entries.many(entry, "expressed_in"),
        )

    def _example(self, entry: content.ExampleEntry, shared: Shared) -> Example:
        return Example(
            **shared,
            page=entry.webseite,
            places=self._entries.many(entry, "places"),
            themes=self._entries.many(entry, "themes"),
            goals=self._entries.many(entry, "goals"),
        )

    def _relation(self, entry: content.RelationEntry, placed: Placed) -> Relation:
        subject = self._entries.resolve(entry.von, ANY_KIND)
        return Relation(
            ref=subject,
            origin=self._entries.origin(placed),
            note=entry.hinweis,
            urls=tuple(dict.fromkeys(entry.quellen)),
            inferred=frozenset({"relation"} if entry.abgeleitet else ()),
            relation=_RELATIONS[entry.art],
            subject=subject,
            object=self._entries.resolve(entry.nach, ANY_KIND),
        )
