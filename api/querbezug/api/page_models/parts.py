"""What several pages share: links, choices, counts."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Link:
    """A link; with ``kind`` it shows the kind's sign, ``note`` is small print behind it."""

    label: str
    href: str
    kind: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True)
class Choice:
    """An entry of a select: the IRI sent and the label shown."""

    value: str
    label: str


@dataclass(frozen=True, slots=True)
class PairForm:
    """Two cities to choose.

    Where there are very many, they are typed: then ``cities`` are suggestions, and ``first`` and
    ``second`` are what stands in the fields.
    """

    cities: tuple[Choice, ...] = ()
    first: str = ""
    second: str = ""
    is_typed: bool = False


@dataclass(frozen=True, slots=True)
class KindCount:
    """How many things of a kind there are, and where they are listed (``/liste/{kind}``)."""

    kind: str
    count: int
    href: str


@dataclass(frozen=True, slots=True)
class Status:
    """How far a measure has come: a code of ``measure-status`` (or nothing) and its name."""

    code: str
    label: str
