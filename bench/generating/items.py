"""What people write about: goals and measures with how much is said on each, and how."""

from __future__ import annotations

from dataclasses import dataclass
from enum import IntEnum

import numpy as np

from bench.generating.geography import Floats, Ints
from bench.generating.naming import Names

_ABOUT_GOALS = 0.7
_CONTESTED, _AGREED = 0.05, 0.1
_ENOUGH = 60
_PLANTED_SHARE = 0.15


class Mood(IntEnum):
    """How opinions on a thing are spread."""

    ORDINARY = 0
    CONTESTED = 1
    AGREED = 2


STANCE_SHARES = np.array([(0.42, 0.08, 0.12, 0.38), (0.44, 0.04, 0.44, 0.08), (0.86, 0.04, 0.02, 0.08)])
"""For each mood the shares of support, conditional support, objection, and no stance."""


@dataclass(frozen=True)
class Items:
    """Goals first, then measures, of plans with a participation process.

    Attributes
    ----------
    number : array of int
        Number of the goal or measure in the planning.
    goals : int
        How many of them are goals.
    weight : array of float
        In proportion to which comments are drawn.
    plan, city, topic, mood : array of int
        The plan, the city first meant, the topic, and how opinions are spread.
    """

    number: Ints
    goals: int
    weight: Floats
    plan: Ints
    city: Ints
    topic: Ints
    mood: Ints

    def __len__(self) -> int:
        return len(self.number)

    def planted(self, mood: Mood) -> list[int]:
        """Return the numbers of the goals with this mood."""
        return [int(n) for n in self.number[: self.goals][self.mood[: self.goals] == mood]]


def items_of(names: Names, comments: int, chance: np.random.Generator) -> Items:
    """Choose what people write about, and how much."""
    planning = names.planning
    open_to_all = [plan.has_process for plan in planning.plans]
    if not any(open_to_all):
        open_to_all[0] = True
    goals = [n for n, goal in enumerate(planning.goals) if open_to_all[goal.plan]]
    measures = [n for n, measure in enumerate(planning.measures) if open_to_all[measure.plan]]
    plans = [planning.goals[n].plan for n in goals] + [planning.measures[n].plan for n in measures]
    homes = [planning.plans[planning.goals[n].plan].cities[0] for n in goals]
    homes += [planning.measures[n].cities[0] for n in measures]
    topics = [planning.goals[n].topic for n in goals] + [planning.measures[n].topic for n in measures]
    plan_weight = np.array([plan.weight for plan in planning.plans])[plans]
    mood = _moods(len(goals), len(plans), comments, chance)
    return Items(
        number=np.array(goals + measures, dtype=np.int64),
        goals=len(goals),
        weight=_weights(plan_weight, len(goals), mood, comments, chance),
        plan=np.array(plans, dtype=np.int64),
        city=np.array(homes, dtype=np.int64),
        topic=np.array(topics, dtype=np.int64),
        mood=mood,
    )


def _moods(goals: int, count: int, comments: int, chance: np.random.Generator) -> Ints:
    mood = np.full(count, Mood.ORDINARY, dtype=np.int64)
    most = int(comments * _PLANTED_SHARE / _ENOUGH / 2)
    contested = max(2, min(int(goals * _CONTESTED), most))
    agreed = max(2, min(int(goals * _AGREED), most))
    chosen = chance.permutation(goals)
    mood[chosen[:contested]] = Mood.CONTESTED
    mood[chosen[contested : contested + agreed]] = Mood.AGREED
    return mood


def _weights(
    plan_weight: Floats, goals: int, mood: Ints, comments: int, chance: np.random.Generator
) -> Floats:
    """Return shares of all comments: Zipf-like, by the size of the plan and by chance (Pareto)."""
    weight = plan_weight**0.7 * (1 + chance.pareto(1.3, len(plan_weight)))
    weight[:goals] *= _ABOUT_GOALS / weight[:goals].sum()
    if len(weight) > goals:
        weight[goals:] *= (1 - _ABOUT_GOALS) / weight[goals:].sum()
    planted = mood != Mood.ORDINARY
    weight[planted] = np.maximum(weight[planted], _ENOUGH / max(comments, 1))
    shares: Floats = weight / weight.sum()
    return shares
