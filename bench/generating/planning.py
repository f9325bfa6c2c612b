"""Who plans what: cooperations, plans, goals and measures as numbers; no triple is made here."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

import numpy as np

from bench.generating.cooperating import Cooperation, cooperations
from bench.generating.drawing import shared_out
from bench.generating.geography import Cities
from bench.generating.measures import bridges_of, measures_of
from bench.generating.model import SIZE_EXPONENT, Goal, Plan, Planning
from bench.generating.words import words
from querbezug.graph.gazetteer import gazetteer

_GOALS_A_PLAN = 8
_REGIONAL, _OF_COUNTIES = 0.15, 0.3
_SLOTS = 4
_FAVOURITES = 12
_EMPTY_GOALS = 0.08
_SHARED, _LARGEST_SHARED = 0.7, 5


def plan_all(cities: Cities, goals: int, measures: int, chance: np.random.Generator) -> Planning:
    """Make up ``goals`` goals and ``measures`` measures for ``cities``."""
    together = cooperations(cities, chance)
    plans = list(_plans(cities, together, max(6, goals // _GOALS_A_PLAN), chance))
    aims = _goals(cities, plans, goals, chance)
    done = measures_of(cities, plans, aims, measures, chance)
    bridges = bridges_of(cities, plans, done)
    return Planning(cities, together, plans, aims, done, _comparable(cities, plans, aims, chance), bridges)


def _plans(
    cities: Cities, together: Sequence[Cooperation], count: int, chance: np.random.Generator
) -> Iterator[Plan]:
    regions = [number for number, each in enumerate(together) if each.is_region]
    regional = max(1, min(len(regions), int(count * _REGIONAL)))
    counties = _counties(cities)[: int(count * _OF_COUNTIES)]
    for number in chance.permutation(regions)[:regional]:
        members = together[number].members
        label = f"Regionales Entwicklungskonzept {together[number].label}"
        plan = _plan(cities, f"rek-{together[number].key}", label, members, chance)
        yield replace(plan, cooperation=int(number))
    for county, members in counties:
        slug = gazetteer().slug_of(county)
        entry = gazetteer().by_ags(county)
        label = f"Kreisentwicklungskonzept {entry.label if entry else county}"
        yield replace(_plan(cities, f"kek-{slug}", label, members, chance), county=county)
    for city, slot in _city_plans(cities, count - regional - len(counties), chance):
        kind = words().city_plans[slot]
        slug = gazetteer().slug(cities.entries[city])
        label = f"{kind} {cities.entries[city].label}"
        yield _plan(cities, f"{kind.lower().replace('ä', 'ae')}-{slug}", label, (city,), chance)


def _counties(cities: Cities) -> list[tuple[str, tuple[int, ...]]]:
    """Return the counties with more than one covered city, the most populous first."""
    found: dict[str, list[int]] = {}
    for city in np.flatnonzero(cities.covered):
        found.setdefault(cities.entries[city].ags[:5], []).append(int(city))
    several = [(key, tuple(sorted(own, key=lambda c: -cities.population[c]))) for key, own in found.items()]
    several = [(key, own) for key, own in several if len(own) > 1]
    return sorted(several, key=lambda each: (-cities.population[list(each[1])].sum(), each[0]))


def _city_plans(cities: Cities, count: int, chance: np.random.Generator) -> list[tuple[int, int]]:
    """Choose who has plans of its own: large cities likelier, and likelier several (Gumbel top-k)."""
    there = np.flatnonzero(cities.covered)
    score = np.log(cities.population[there])[:, None] * 0.9 - 2.5 * np.arange(_SLOTS)
    score = score + chance.gumbel(size=score.shape)
    score = -np.sort(-score, axis=1)  # a city's second plan comes after its first
    best = np.argsort(-score, axis=None, kind="stable")[:count]
    return [(int(there[at // _SLOTS]), int(at % _SLOTS)) for at in sorted(best)]


def _plan(cities: Cities, key: str, label: str, members: Sequence[int], chance: np.random.Generator) -> Plan:
    names = words()
    size = float(cities.population[list(members)].sum()) ** SIZE_EXPONENT
    fields = np.sort(chance.permutation(len(names.fields))[: chance.integers(4, 9)])
    cross = np.sort(chance.permutation(len(names.cross_cutting))[: chance.integers(1, 4)])
    offices = max(4, len(cities) // 250)
    return Plan(
        key=key,
        label=label,
        cities=tuple(int(city) for city in members),
        weight=size * float(chance.lognormal(0, 0.4)),
        fields=tuple((int(n), int(chance.integers(len(names.fields[n])))) for n in fields),
        cross=tuple((int(n), int(chance.integers(len(names.cross_cutting[n])))) for n in cross),
        offices=(int(offices * chance.random() ** 2),) if chance.random() < 0.7 else (),
        has_process=bool(chance.random() < 0.6),
        paper=bool(chance.random() < 0.25),
    )


def _goals(cities: Cities, plans: Sequence[Plan], count: int, chance: np.random.Generator) -> list[Goal]:
    names = words()
    weights = np.sqrt(np.array([plan.weight for plan in plans]))
    shape = (len(cities.centres), _FAVOURITES)
    favourite = (
        chance.integers(len(names.topics), size=shape),
        chance.integers(len(names.aspects), size=shape),
    )
    goals: list[Goal] = []
    by_field = _topics_by_field()
    for plan in shared_out(count, weights, 2, chance):
        goals.append(_goal(goals, int(plan), plans[plan], by_field, chance))
        if chance.random() < 0.5:
            at = cities.group[plans[plan].cities[0]], chance.integers(_FAVOURITES)
            topic = int(favourite[0][at])
            if names.topics[topic].field in {field for field, _ in plans[plan].fields}:
                goals[-1] = replace(goals[-1], topic=topic, aspect=int(favourite[1][at]))
    return goals


def _topics_by_field() -> dict[int, list[int]]:
    found: dict[int, list[int]] = {}
    for number, topic in enumerate(words().topics):
        found.setdefault(topic.field, []).append(number)
    return found


def _goal(
    before: Sequence[Goal], number: int, plan: Plan, topics: dict[int, list[int]], chance: np.random.Generator
) -> Goal:
    names = words()
    field = plan.fields[int(len(plan.fields) * chance.random() ** 1.5)][0]
    usable = len(plan.cross) - plan.paper
    empty = bool(chance.random() < _EMPTY_GOALS)
    has_sibling = bool(before) and before[-1].plan == number and before[-1].parent is None
    return Goal(
        plan=number,
        topic=int(chance.choice(topics[field])),
        aspect=int(len(names.aspects) * chance.random() ** 1.5),
        wording=int(chance.integers(len(names.goals))),
        cross=int(chance.integers(usable)) if usable and chance.random() < 0.2 else None,
        parent=len(before) - 1 if has_sibling and not empty and chance.random() < 0.12 else None,
        empty=empty,
        cities=_sharing(plan, chance),
    )


def _sharing(plan: Plan, chance: np.random.Generator) -> tuple[int, ...]:
    """Choose the cities of a county that share a goal; a city or region has its goals as a whole."""
    if plan.county is None or chance.random() >= _SHARED:
        return ()
    count = min(len(plan.cities), int(chance.integers(2, _LARGEST_SHARED + 1)))
    return tuple(
        plan.cities[int(at)] for at in np.sort(chance.choice(len(plan.cities), count, replace=False))
    )


def _comparable(
    cities: Cities, plans: Sequence[Plan], goals: Sequence[Goal], chance: np.random.Generator
) -> list[tuple[int, int]]:
    """Pair goals of one family: mostly with the last one of their own group, seldom with others."""
    last: dict[tuple[int, ...], int] = {}
    pairs = []
    for number, goal in enumerate(goals):
        group = int(cities.group[plans[goal.plan].cities[0]])
        for key, share in (((goal.topic, goal.aspect, group), 0.9), ((goal.topic, goal.aspect), 0.2)):
            other = last.get(key)
            if other is not None and goals[other].plan != goal.plan and chance.random() < share:
                pairs.append((number, other))
            last[key] = number
    return sorted(set(pairs))
