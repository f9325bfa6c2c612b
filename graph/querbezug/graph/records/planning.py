"""What a municipality plans: themes, goals, measures, plans and reports on them."""

from __future__ import annotations

from dataclasses import dataclass

from querbezug.graph.records.base import Record, Ref


@dataclass(frozen=True, slots=True, kw_only=True)
class Theme(Record):
    """A Handlungsfeld, Querschnittsthema, Thema or Kategorie (told by ``ref.kind``)."""

    description: str | None = None
    guiding_question: str | None = None
    notation: str | None = None
    broader: Ref | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Goal(Record):
    """A Ziel or Teilziel; ``verbatim`` where the label is the plan's own wording."""

    verbatim: bool = False
    level: str | None = None
    plan: Ref | None = None
    parent: Ref | None = None
    themes: tuple[Ref, ...] = ()
    places: tuple[Ref, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Measure(Record):
    """A Maßnahme: Leitprojekt, Teilprojekt, Schlüsselmaßnahme, Vorhaben and the like.

    ``from_ideas`` are the ideas that became this measure. ``latitude`` and ``longitude`` are
    WGS 84 degrees.
    """

    category: str | None = None
    code: str | None = None
    plan: Ref | None = None
    part_of: Ref | None = None
    themes: tuple[Ref, ...] = ()
    goals: tuple[Ref, ...] = ()
    places: tuple[Ref, ...] = ()
    responsible: tuple[Ref, ...] = ()
    status: str | None = None
    status_note: str | None = None
    period: str | None = None
    description: str | None = None
    guiding_questions: tuple[str, ...] = ()
    begin: str | None = None
    end: str | None = None
    cost_eur: int | None = None
    from_ideas: tuple[Ref, ...] = ()
    latitude: float | None = None
    longitude: float | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanDocument(Record):
    """A formal or informal plan: REK, ISEK, Flächennutzungsplan and the like."""

    replaces: Ref | None = None
    authors: tuple[Ref, ...] = ()
    region: Ref | None = None
    horizon: str | None = None
    adopted: str | None = None
    budget_eur: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class StatusReport(Record):
    """A Sachstandsbericht: how far a measure had come in a period, in the source's own words.

    ``status`` is a code of ``measure-status``; ``assessment`` is the source's own mark, such as
    the colour of a traffic light.
    """

    text: str
    reports_on: Ref
    period: str | None = None
    status: str | None = None
    assessment: str | None = None
