"""What was planted, so that a test can tell whether an analysis finds it."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from pathlib import Path

import numpy as np

from bench.generating.geography import Ints
from bench.generating.items import Items, Mood
from bench.generating.model import Planning
from bench.generating.naming import Names
from bench.generating.words import words

_ASKED_SHARE = 0.01


@dataclass(frozen=True)
class Planted:
    """The truth about generated data, as IRIs.

    Attributes
    ----------
    groups : list of list of str
        Groups of covered cities: all joint measures but the bridges stay within one.
    bridges : dict of str to list of int
        Measures that alone tie two groups by joint measures, with the numbers of those groups.
    contested, agreed : list of str
        Goals on which comments are divided, and goals that almost all support.
    goals_without_measures, measures_without_goals : list of str
        Also by sub-goals no measure serves these goals.
    uncovered : list of str
        Municipalities that no plan, goal, measure or cooperation concerns. A plan for a county
        concerns all the county.
    asked_for : list of str
        Uncovered municipalities that many ideas are about.
    on_paper : list of str
        Cross-cutting themes that no goal and no measure has.
    empty_fields : list of str
        Fields of action without goals and measures.
    """

    groups: list[list[str]]
    bridges: dict[str, list[int]]
    contested: list[str]
    agreed: list[str]
    goals_without_measures: list[str]
    measures_without_goals: list[str]
    uncovered: list[str]
    asked_for: list[str]
    on_paper: list[str]
    empty_fields: list[str]

    @classmethod
    def of(cls, names: Names, items: Items) -> Planted:
        """Look up what is there by plan, and what is not."""
        planning = names.planning
        unserved = sorted(set(range(len(planning.goals))) - _served(names))
        aimless = [n for n, measure in enumerate(planning.measures) if not measure.goals]
        return cls(
            groups=[_cities(names, planning.cities.members(n)) for n in range(len(planning.cities.centres))],
            bridges={names.iri(names.measure(n)): list(ends) for n, ends in planning.bridges.items()},
            contested=[names.iri(names.goal(n)) for n in items.planted(Mood.CONTESTED)],
            agreed=[names.iri(names.goal(n)) for n in items.planted(Mood.AGREED)],
            goals_without_measures=[names.iri(names.goal(n)) for n in unserved],
            measures_without_goals=[names.iri(names.measure(n)) for n in aimless],
            uncovered=_cities(names, uncovered(names)),
            asked_for=_cities(names, asked_for(names)),
            on_paper=_on_paper(names),
            empty_fields=_empty_fields(names),
        )

    def write(self, path: Path) -> None:
        """Write everything as JSON."""
        path.write_text(json.dumps(asdict(self), indent=1, ensure_ascii=False) + "\n", encoding="utf-8")


def uncovered(names: Names) -> Ints:
    """Return the cities that nothing planned and no cooperation concerns."""
    planning = names.planning
    concerned = np.zeros(len(planning.cities), dtype=np.bool_)
    counties = {plan.county for plan in planning.plans}
    for city, entry in enumerate(planning.cities.entries):
        concerned[city] = entry.ags[:5] in counties
    for cities in _concerned(planning):
        concerned[list(cities)] = True
    return np.flatnonzero(~concerned)


def _concerned(planning: Planning) -> Iterator[tuple[int, ...]]:
    yield from (each.cities for each in planning.plans)
    yield from (each.members for each in planning.cooperations)
    yield from (each.cities for each in planning.measures)


def asked_for(names: Names) -> Ints:
    """Return the largest uncovered cities: those that ideas are to be about."""
    cities, there = names.planning.cities, uncovered(names)
    largest = there[np.argsort(-cities.population[there], kind="stable")]
    return largest[: max(3, int(len(cities) * _ASKED_SHARE))]


def _cities(names: Names, cities: Ints) -> list[str]:
    return [names.iri(names.city(int(city))) for city in cities]


def _served(names: Names) -> set[int]:
    """Return the goals that a measure serves, also by sub-goals; a sub-goal comes after its goal."""
    served = {goal for measure in names.planning.measures for goal in measure.goals}
    for number in range(len(names.planning.goals) - 1, -1, -1):
        parent = names.planning.goals[number].parent
        if number in served and parent is not None:
            served.add(parent)
    return served


def _on_paper(names: Names) -> list[str]:
    planning = names.planning
    used = {(goal.plan, goal.cross) for goal in planning.goals}
    used |= {(measure.plan, measure.cross) for measure in planning.measures}
    return [
        names.iri(names.cross(plan, at))
        for number, plan in enumerate(planning.plans)
        for at in range(len(plan.cross))
        if (number, at) not in used
    ]


def _empty_fields(names: Names) -> list[str]:
    planning = names.planning
    topics = words().topics
    used = {(goal.plan, topics[goal.topic].field) for goal in planning.goals}
    used |= {(measure.plan, topics[measure.topic].field) for measure in planning.measures}
    return [
        names.iri(names.field(plan, field))
        for number, plan in enumerate(planning.plans)
        for field, _ in plan.fields
        if (number, field) not in used
    ]
