"""What planning registers would hand out on what is planned, one register for each federal state."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from bench.generating.naming import Names
from bench.generating.words import words
from querbezug.graph.records import (
    AnyRecord,
    Cooperation,
    Example,
    Goal,
    Kind,
    Measure,
    Organisation,
    Place,
    PlaceKind,
    PlanDocument,
    Process,
    Ref,
    Relation,
    RelationKind,
    Theme,
)

_STATUS = ("proposed", "adopted", "running", "completed", "dropped")
_EXAMPLE_EVERY = 150


@dataclass(frozen=True)
class Registers:
    """Makes the records of one federal state after the other."""

    names: Names

    def records(self, land: str) -> Iterator[AnyRecord]:
        """Yield all records of the register of one federal state."""
        planning, names = self.names.planning, self.names
        for city, entry in enumerate(planning.cities.entries):
            if entry.ags[:2] == land:
                kind = PlaceKind.MUNICIPALITY
                yield Place(ref=names.city(city), label=entry.label, place_kind=kind, ags=entry.ags)
        for each in planning.cooperations:
            if planning.cities.land(each.members[0]) == land:
                yield self._cooperation(each.key)
        yield from self._organisations(land)
        for number in self._plans_of[land]:
            yield from self._plan(number)
            yield from self._themes(number)
            for goal in self._goals_of[number]:
                yield self._goal(goal)
            for measure in self._measures_of[number]:
                yield from self._measure(measure)
        yield from self._relations(land)

    @cached_property
    def examples(self) -> list[int]:
        """The measures that are told of as examples elsewhere."""
        count = len(self.names.planning.measures)
        return list(range(0, count, min(_EXAMPLE_EVERY, max(1, count // 20))))

    @cached_property
    def _plans_of(self) -> dict[str, list[int]]:
        found: dict[str, list[int]] = defaultdict(list)
        for number in range(len(self.names.planning.plans)):
            found[self.names.land_of_plan(number)].append(number)
        return found

    @cached_property
    def _goals_of(self) -> dict[int, list[int]]:
        found: dict[int, list[int]] = defaultdict(list)
        for number, goal in enumerate(self.names.planning.goals):
            found[goal.plan].append(number)
        return found

    @cached_property
    def _measures_of(self) -> dict[int, list[int]]:
        found: dict[int, list[int]] = defaultdict(list)
        for number, measure in enumerate(self.names.planning.measures):
            found[measure.plan].append(number)
        return found

    @cached_property
    def _cooperations(self) -> dict[str, AnyRecord]:
        return {
            each.key: Cooperation(
                ref=Ref(Kind.COOPERATION, each.key),
                label=each.label,
                category=each.kind,
                members=tuple(map(self.names.city, each.members)),
                region=Ref(Kind.REGION, each.key) if each.is_region else None,
                founded=str(each.founded),
            )
            for each in self.names.planning.cooperations
        }

    def _cooperation(self, key: str) -> AnyRecord:
        return self._cooperations[key]

    def _organisations(self, land: str) -> Iterator[AnyRecord]:
        planning = self.names.planning
        offices = {office for n in self._plans_of[land] for office in planning.plans[n].offices}
        for office in sorted(offices):
            ref, label = self.names.office(office)
            yield Organisation(ref=ref, label=label, category="Planungsbüro")
        homes = {planning.measures[m].cities[0] for n in self._plans_of[land] for m in self._measures_of[n]}
        for city in sorted(homes):
            ref, label = self.names.authority(city)
            yield Organisation(ref=ref, label=label, category="Gebietskörperschaft")

    def _plan(self, number: int) -> Iterator[AnyRecord]:
        plan, names = self.names.planning.plans[number], self.names
        region = names.city(plan.cities[0])
        if plan.cooperation is not None:
            region = Ref(Kind.REGION, names.planning.cooperations[plan.cooperation].key)
        elif plan.county is not None:
            region = Ref(Kind.PLACE, f"ags:{plan.county}")
        authors = tuple(names.office(office)[0] for office in plan.offices)
        year = str(2014 + number % 9)
        yield PlanDocument(
            ref=names.plan(number),
            label=plan.label,
            region=region,
            authors=authors,
            adopted=year,
            horizon="2035",
        )
        if plan.has_process:
            label = f"Beteiligung: {plan.label}"
            about = (names.plan(number),)
            yield Process(ref=names.process(number), label=label, region=region, about=about, begin=year)

    def _themes(self, number: int) -> Iterator[AnyRecord]:
        plan = self.names.planning.plans[number]
        for field, variant in plan.fields:
            label = words().fields[field][variant]
            yield Theme(ref=self.names.field(plan, field), label=label, notation=f"HF {field + 1}")
        for at, (theme, variant) in enumerate(plan.cross):
            yield Theme(ref=self.names.cross(plan, at), label=words().cross_cutting[theme][variant])

    def _goal(self, number: int) -> AnyRecord:
        goal, names = self.names.planning.goals[number], self.names
        plan = names.planning.plans[goal.plan]
        field = names.field(plan, words().topics[goal.topic].field)
        return Goal(
            ref=names.goal(number),
            label=names.goal_label(number),
            level="Teilziel" if goal.parent is not None else "Ziel",
            plan=names.plan(goal.plan),
            parent=None if goal.parent is None else names.goal(goal.parent),
            themes=(field,) if goal.cross is None else (field, names.cross(plan, goal.cross)),
            places=tuple(map(names.city, goal.cities)),
        )

    def _measure(self, number: int) -> Iterator[AnyRecord]:
        measure, names = self.names.planning.measures[number], self.names
        plan = names.planning.plans[measure.plan]
        field = names.field(plan, words().topics[measure.topic].field)
        yield Measure(
            ref=names.measure(number),
            label=names.measure_label(measure),
            code=f"M {number + 1}",
            plan=names.plan(measure.plan),
            themes=(field,) if measure.cross is None else (field, names.cross(plan, measure.cross)),
            goals=tuple(map(names.goal, measure.goals)),
            places=tuple(map(names.city, measure.cities)),
            responsible=(names.authority(measure.cities[0])[0],),
            status=_STATUS[measure.status] if measure.status < len(_STATUS) else None,
        )
        if number in self._example_set:
            label = f"Vorbild: {names.measure_label(measure)}"
            place = names.city(measure.cities[0])
            yield Example(
                ref=names.example(number),
                label=label,
                places=(place,),
                goals=tuple(map(names.goal, measure.goals)),
            )

    @cached_property
    def _example_set(self) -> frozenset[int]:
        return frozenset(self.examples)

    def _relations(self, land: str) -> Iterator[AnyRecord]:
        names = self.names
        for left, right in names.planning.comparable:
            if names.land_of_plan(names.planning.goals[left].plan) == land:
                yield _relation(RelationKind.COMPARABLE, names.goal(left), names.goal(right))
        for kind, here, there in self._matches:
            if names.land_of_plan(here[0]) == land:
                yield _relation(kind, self._theme(here), self._theme(there))

    def _theme(self, at: tuple[int, bool, int]) -> Ref:
        plan = self.names.planning.plans[at[0]]
        return self.names.cross(plan, at[2]) if at[1] else self.names.field(plan, at[2])

    @cached_property
    def _matches(self) -> list[tuple[RelationKind, tuple[int, bool, int], tuple[int, bool, int]]]:
        """Themes that are the same or almost the same as in the plan before, in one group of cities.

        A theme is told by its plan, whether it is cross-cutting, and its number or position there.
        """
        cities, found = self.names.planning.cities, []
        last: dict[tuple[int, bool, int], tuple[tuple[int, bool, int], int]] = {}
        for number, plan in enumerate(self.names.planning.plans):
            group = int(cities.group[plan.cities[0]])
            fields = [(False, field, field, variant) for field, variant in plan.fields]
            cross = [(True, theme, at, variant) for at, (theme, variant) in enumerate(plan.cross)]
            for is_cross, theme, at, variant in fields + cross:
                here = (number, is_cross, at)
                before = last.get((group, is_cross, theme))
                if before is not None:
                    same = before[1] == variant
                    kind = RelationKind.SAME_THEME if same else RelationKind.CLOSE_THEME
                    found.append((kind, here, before[0]))
                last[group, is_cross, theme] = (here, variant)
        return found


def _relation(kind: RelationKind, left: Ref, right: Ref) -> AnyRecord:
    return Relation(ref=left, relation=kind, subject=left, object=right)
