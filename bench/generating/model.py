"""What is planned, as numbers: positions in lists, and in the lists of ``words.toml``."""

from __future__ import annotations

from dataclasses import dataclass

from bench.generating.cooperating import Cooperation
from bench.generating.geography import Cities

SIZE_EXPONENT = 0.7
"""A city has measures in proportion to its inhabitants to this power."""

Named = tuple[int, int]
"""A theme: its number in ``words.toml``, and which of its names the plan uses."""


@dataclass(frozen=True, slots=True)
class Plan:
    """One plan with its own themes.

    Attributes
    ----------
    key : str
        Register key; slugs of goals and measures begin with it.
    cities : tuple of int
        The cities it plans for, the largest first.
    cooperation : int or None
        Number of the cooperation whose region it is for.
    county : str or None
        Official key of the county it is for.
    paper : bool
        Whether its last cross-cutting theme is on paper only.
    """

    key: str
    label: str
    cities: tuple[int, ...]
    weight: float
    fields: tuple[Named, ...]
    cross: tuple[Named, ...]
    offices: tuple[int, ...]
    has_process: bool
    paper: bool
    cooperation: int | None = None
    county: str | None = None


@dataclass(frozen=True, slots=True)
class Goal:
    """One goal; ``empty`` where no measure shall serve it.

    ``cities`` are those of its plan that share it; none stands for all.
    """

    plan: int
    topic: int
    aspect: int
    wording: int
    cross: int | None
    parent: int | None
    empty: bool
    cities: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Measure:
    """One measure; ``cities`` are those it is planned for, all of one group unless it is a bridge."""

    plan: int
    topic: int
    thing: int
    goals: tuple[int, ...]
    cities: tuple[int, ...]
    cross: int | None
    status: int


@dataclass(frozen=True)
class Planning:
    """All that is planned.

    Attributes
    ----------
    comparable : list of (int, int)
        Goals of different plans that aim at the same.
    bridges : dict of int to (int, int)
        Measures that alone tie two groups of cities by joint measures.
    """

    cities: Cities
    cooperations: list[Cooperation]
    plans: list[Plan]
    goals: list[Goal]
    measures: list[Measure]
    comparable: list[tuple[int, int]]
    bridges: dict[int, tuple[int, int]]
