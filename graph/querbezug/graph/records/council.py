"""What a council deals with: papers and decisions."""

from __future__ import annotations

from dataclasses import dataclass

from querbezug.graph.records.base import Record, Ref


@dataclass(frozen=True, slots=True, kw_only=True)
class Paper(Record):
    """A Vorlage or Antrag: what is put before a council.

    ``reference`` is its number (``2015/0332``), ``category`` its kind in the council's own words.
    ``originators`` are organisations only, never persons.
    """

    reference: str | None = None
    category: str | None = None
    date: str | None = None
    originators: tuple[Ref, ...] = ()
    places: tuple[Ref, ...] = ()
    themes: tuple[Ref, ...] = ()
    part_of: tuple[Ref, ...] = ()
    related: tuple[Ref, ...] = ()
    page: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Decision(Record):
    """A Beschluss: what a council made of an item of its agenda, in its own words (``result``)."""

    result: str | None = None
    about: tuple[Ref, ...] = ()
    decided_by: tuple[Ref, ...] = ()
    meeting: str | None = None
    number: str | None = None
    date: str | None = None
    page: str | None = None
