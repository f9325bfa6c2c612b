"""Measures: what they serve, where they are, and who does them together."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import numpy as np
from numpy.typing import NDArray
from scipy.sparse.csgraph import minimum_spanning_tree
from scipy.spatial.distance import cdist

from bench.generating.drawing import pick, shared_out
from bench.generating.geography import Cities
from bench.generating.model import SIZE_EXPONENT, Goal, Measure, Plan
from bench.generating.words import words

_AIMLESS_MEASURES = 0.12
_JOINT_IN_CITY, _JOINT_IN_REGION = 0.12, 0.35
_LARGEST_JOINT = 8


def measures_of(
    cities: Cities, plans: Sequence[Plan], goals: Sequence[Goal], count: int, chance: np.random.Generator
) -> list[Measure]:
    served: dict[int, list[int]] = {}
    for number, goal in enumerate(goals):
        if not goal.empty:
            served.setdefault(goal.plan, []).append(number)
    weights = np.array([plan.weight for plan in plans])
    anchors = [cities.population[list(plan.cities)] ** SIZE_EXPONENT for plan in plans]
    found = []
    for plan in shared_out(count, weights, 1, chance):
        home = plans[plan].cities[int(pick(anchors[plan], 1, chance)[0])]
        found.append(_measure(cities, plans[plan], int(plan), home, served.get(int(plan), []), goals, chance))
    return found


def _measure(
    cities: Cities,
    plan: Plan,
    number: int,
    home: int,
    served: Sequence[int],
    goals: Sequence[Goal],
    chance: np.random.Generator,
) -> Measure:
    aims: tuple[int, ...] = ()
    if served and chance.random() >= _AIMLESS_MEASURES:
        wanted = min(len(served), 2 if chance.random() < 0.15 else 1)
        aims = tuple(served[int(at)] for at in chance.choice(len(served), wanted, replace=False))
    fields = {field for field, _ in plan.fields}
    topics = [n for n, topic in enumerate(words().topics) if topic.field in fields]
    topic = goals[aims[0]].topic if aims else int(chance.choice(topics))
    usable = len(plan.cross) - plan.paper
    return Measure(
        plan=number,
        topic=topic,
        thing=int(chance.integers(len(words().topics[topic].things))),
        goals=aims,
        cities=(home, *_partners(cities, plan, home, chance)),
        cross=int(chance.integers(usable)) if usable and chance.random() < 0.1 else None,
        status=int(chance.choice(6, p=(0.2, 0.25, 0.25, 0.15, 0.03, 0.12))),
    )


def _partners(cities: Cities, plan: Plan, home: int, chance: np.random.Generator) -> tuple[int, ...]:
    """Return with whom ``home`` does a measure: covered neighbours of its own group, near ones likelier."""
    share = _JOINT_IN_CITY if len(plan.cities) == 1 else _JOINT_IN_REGION
    if chance.random() >= share:
        return ()
    near = [int(city) for city in cities.near[home] if city >= 0][: _LARGEST_JOINT + 2]
    wanted = min(len(near), 1 + int(chance.geometric(0.5)), _LARGEST_JOINT - 1)
    return tuple(near[at] for at in np.sort(chance.choice(len(near), wanted, replace=False)))


def bridges_of(cities: Cities, plans: Sequence[Plan], measures: list[Measure]) -> dict[int, tuple[int, int]]:
    """Turn some measures into the only joint ones between two groups, along a tree of near groups."""
    tree = minimum_spanning_tree(cdist(cities.centres, cities.centres)).tocoo()
    group_of = [int(cities.group[plan.cities[0]]) for plan in plans]
    free: dict[int, list[int]] = {}
    for number, measure in enumerate(measures):
        free.setdefault(group_of[measure.plan], []).append(number)
    bridges = {}
    for left, right in sorted(zip(tree.row.tolist(), tree.col.tolist(), strict=True)):
        own = free.get(left) or free.get(right) or max(free.values(), key=len)
        if not own:  # more groups than measures
            break
        number = own.pop()
        measures[number] = replace(measures[number], cities=_ends(cities, left, right))
        bridges[number] = (left, right)
    return bridges


def _ends(cities: Cities, left: int, right: int) -> tuple[int, int]:
    """Return the two covered cities of two groups that are nearest to each other."""
    ours, theirs = cities.members(left), cities.members(right)
    distance: NDArray[np.float64] = cdist(cities.position[ours], cities.position[theirs])
    at = np.unravel_index(int(np.argmin(distance)), distance.shape)
    return int(ours[at[0]]), int(theirs[at[1]])
