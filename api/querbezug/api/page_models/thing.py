"""The model of the page of one thing."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise
from typing import ClassVar

from querbezug.api.page_models.conversation import Discussion, PostEntry
from querbezug.api.page_models.parts import KindCount, Link, Status
from querbezug.api.page_models.progress import Chart, Likeness, Part, ReportEntry
from querbezug.api.page_models.review import ReviewItem
from querbezug.visualise.spot_map import SpotMap


@dataclass(frozen=True, slots=True)
class Value:
    """A value of a fact: text, or a link to a thing, with how it came to be known.

    ``sources`` are the pages that state it; ``inferred`` marks what editors concluded; ``why`` is
    what speaks for a link that no source states.
    """

    text: str
    href: str = ""
    kind: str = ""
    inferred: bool = False
    sources: tuple[Link, ...] = ()
    why: tuple[ReviewItem, ...] = ()


@dataclass(frozen=True, slots=True)
class FactRow:
    """A property of a thing with its values; ``iri`` is the property's own.

    Where there are too many values for a page, ``total`` counts all and ``more_href`` lists them.
    """

    label: str
    values: tuple[Value, ...]
    iri: str = ""
    definition: str = ""
    total: int = 0
    more_href: str = ""


@dataclass(frozen=True, slots=True)
class Evidence:
    """A link found in a comment: where it stands in the wording, and how sure it is.

    ``start`` and ``end`` are code points into the wording, end exclusive. ``towards`` is what a
    stance is towards, ``why`` what it rests on and whether somebody decided.
    ``whole`` says that it is about the text as a whole, so that its words are not marked; ``unsure``
    that the program merely offers it for review.
    """

    start: int
    end: int
    quote: str
    target: Link
    relation: str
    method: str
    confidence: float
    review: str
    towards: Link | None = None
    why: ReviewItem | None = None
    whole: bool = False
    unsure: bool = False


@dataclass(frozen=True, slots=True)
class Wording:
    """The verbatim text of a comment with the evidence found in it."""

    text: str
    line: int | None = None
    source: Link | None = None
    evidence: tuple[Evidence, ...] = ()

    @property
    def sure(self) -> tuple[Evidence, ...]:
        """What counts: sure enough, or confirmed."""
        return tuple(entry for entry in self.evidence if not entry.unsure)

    @property
    def unsure(self) -> tuple[Evidence, ...]:
        """What is merely offered for review; its words are not marked."""
        return tuple(entry for entry in self.evidence if entry.unsure)

    def segments(self) -> tuple[tuple[str, tuple[int, ...]], ...]:
        """Cut the text where evidence begins or ends.

        Returns
        -------
        tuple of (str, tuple of int)
            Pieces of the text with the numbers (from 1) of the sure evidence that covers them.
        """
        spans = [
            (0, 0) if entry.whole else (max(0, entry.start), min(len(self.text), entry.end))
            for entry in self.sure
        ]
        cuts = sorted({0, len(self.text), *(cut for span in spans if span[0] < span[1] for cut in span)})
        return tuple(
            (self.text[begin:end], tuple(n for n, (a, b) in enumerate(spans, 1) if a <= begin and end <= b))
            for begin, end in pairwise(cuts)
        )


@dataclass(frozen=True, slots=True)
class Provenance:
    """A source file that says something about the thing."""

    label: str
    href: str
    sha256: str = ""
    reader: str = ""
    loaded: str = ""
    licence: Link | None = None
    page: Link | None = None


@dataclass(frozen=True, slots=True)
class ThingPage:
    """``/doc/{kind}/{slug}``: everything the graph says about one thing.

    ``facts`` are what it says of itself, ``incoming`` what others say of it, labelled by the
    inverse property. ``downloads`` are Turtle, JSON-LD and N-Triples. ``context`` are the posts that
    lead to a comment, the first first; ``about`` is what they all are about.
    """

    template: ClassVar[str] = "thing.html"
    active: ClassVar[str] = ""
    iri: str
    kind: str
    label: str
    facts: tuple[FactRow, ...]
    incoming: tuple[FactRow, ...] = ()
    alt_labels: tuple[str, ...] = ()
    description: tuple[str, ...] = ()
    wording: Wording | None = None
    votes: str = ""
    date: str = ""
    themes: tuple[Link, ...] = ()
    original: str = ""
    status: Status | None = None
    signal: str = ""
    holds: tuple[KindCount, ...] = ()
    charts: tuple[Chart, ...] = ()
    parts: tuple[Part, ...] = ()
    reports: tuple[ReportEntry, ...] = ()
    context: tuple[PostEntry, ...] = ()
    about: Link | None = None
    discussion: Discussion | None = None
    alike: tuple[Likeness, ...] = ()
    spot: SpotMap | None = None
    spot_href: str = ""
    umfeld_href: str = ""
    connection_href: str = ""
    questions: tuple[Link, ...] = ()
    downloads: tuple[Link, ...] = ()
    provenance: tuple[Provenance, ...] = ()
    breadcrumb: tuple[Link, ...] = ()
