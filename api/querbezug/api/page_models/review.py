"""The model of ``/pruefen``: one claim at a time, and how far the review is."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar
from urllib.parse import urlencode

from querbezug.api.page_models.parts import Choice, Link

_AROUND = 90
"""Characters of the wording on each side of the evidence where there is little room."""


@dataclass(frozen=True, slots=True)
class ReviewItem:
    """One assessment as a reviewer looks at it.

    ``before``, ``quote`` and ``after`` are the wording around the evidence; ``says`` what is
    claimed, as a sentence; ``rule`` explains the method, ``sureness`` the confidence. ``cues`` are
    what of the rule applied here, each in words.
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
    cues: tuple[str, ...] = ()

    @property
    def decided(self) -> bool:
        """Whether a person decided about what a method found."""
        return self.status != "proposed"

    @property
    def lead(self) -> str:
        """The last words before the evidence."""
        if len(self.before) <= _AROUND:
            return self.before
        return "… " + self.before[-_AROUND:].partition(" ")[2]

    @property
    def trail(self) -> str:
        """The first words after the evidence."""
        if len(self.after) <= _AROUND:
            return self.after
        return self.after[:_AROUND].rpartition(" ")[0] + " …"


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
class Reviewing:
    """What a page with links knows of whoever reads it, and where a decision leads back to.

    ``csrf`` is empty where nobody is signed in; ``writable`` says whether one may sign in. ``last``
    was decided just before, to be taken back.
    """

    back: str = "/pruefen"
    writable: bool = False
    csrf: str = ""
    last: DecisionEntry | None = None

    @property
    def signed_in(self) -> bool:
        """Whether the reader may decide."""
        return bool(self.csrf)

    def href(self, assessment: str, *, correcting: bool = False) -> str:
        """Return where one assessment is decided on, or corrected; it leads back to this page."""
        pairs = {"id": assessment} | ({"berichtigen": "1"} if correcting else {})
        return f"/pruefen?{urlencode(pairs | {'zurueck': self.back})}"


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
    back: str = ""
