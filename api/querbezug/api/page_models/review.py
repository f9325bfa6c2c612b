"""The model of ``/pruefen``: one claim at a time, and how far the review is."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from querbezug.api.page_models.parts import Choice, Link


@dataclass(frozen=True, slots=True)
class ReviewItem:
    """One assessment as a reviewer looks at it.

    ``before``, ``quote`` and ``after`` are the wording around the evidence; ``says`` what is
    claimed, as a sentence; ``rule`` explains the method, ``sureness`` the confidence.
    """

    id: str
    kind: str
    says: str
    before: str
    quote: str
    after: str
    unit: Link
    body: Link
    method: str
    rule: str
    confidence: float
    sureness: str
    status: str
    correctable: bool
    sources: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class MeantEntry:
    """Something the assessment may be corrected to."""

    iri: str
    label: str
    where: str = ""


@dataclass(frozen=True, slots=True)
class Narrowing:
    """A filter: its parameter, what is chosen, and what else there is."""

    name: str
    chosen: str
    choices: tuple[Choice, ...]


@dataclass(frozen=True, slots=True)
class DecisionEntry:
    """A decision that was taken."""

    id: str
    status: str
    says: str
    quote: str
    role: str
    date: str
    note: str = ""
    corrected_to: str = ""


@dataclass(frozen=True, slots=True)
class ReviewPage:
    """``/pruefen``: the claim whose review is of most use, with everything needed to decide.

    ``here`` is the address of this page with its filters, ``skip`` that of the next claim.
    ``last`` is what was decided just before, to be taken back. ``decisions`` are shown instead of
    a claim where the reader asked for them.
    """

    template: ClassVar[str] = "review.html"
    active: ClassVar[str] = "pruefen"
    here: str
    open: int
    decided: int
    matching: int
    writable: bool
    signed_in: bool
    role: str = ""
    csrf: str = ""
    item: ReviewItem | None = None
    skip: str = ""
    narrowings: tuple[Narrowing, ...] = ()
    last: DecisionEntry | None = None
    correcting: bool = False
    query: str = ""
    meant: tuple[MeantEntry, ...] = ()
    decisions: tuple[DecisionEntry, ...] | None = None
    problem: str = ""
