"""What readers hand out: typed records, knowing nothing of RDF.

A record refers to another thing by a :class:`Ref`, never by an IRI. How a reference becomes an
IRI is the business of :mod:`querbezug.graph.identity`.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Kind(StrEnum):
    """The kinds of things, named as in the IRIs ``{base}/id/{kind}/{slug}``."""

    FIELD = "field"
    CROSS_CUTTING = "cross-cutting-theme"
    TOPIC = "topic"
    CATEGORY = "category"
    GOAL = "goal"
    MEASURE = "measure"
    PLACE = "place"
    REGION = "region"
    COOPERATION = "cooperation"
    ORGANISATION = "organisation"
    PLAN = "plan"
    PROCESS = "process"
    IDEA = "idea"
    EXAMPLE = "example"
    COMMENT = "comment"
    RESPONSE = "response"
    SOURCE = "source"


class PlaceKind(StrEnum):
    """The kinds of places planning speaks of."""

    MUNICIPALITY = "municipality"
    DISTRICT = "district"
    COUNTY = "county"
    SITE = "site"
    LANDSCAPE = "landscape"


class RelationKind(StrEnum):
    """How two things of different registers relate when neither belongs to the other."""

    SAME_THEME = "same-theme"
    CLOSE_THEME = "close-theme"
    COMPARABLE = "comparable"


@dataclass(frozen=True, slots=True)
class Ref:
    """A reference to a thing: its kind and a key that stays the same over all sources.

    Attributes
    ----------
    kind : Kind
        What is referred to.
    key : str
        One of ``register/id`` (a thing of a Planungsregister), ``ags:16073077`` (official key of a
        municipality or county), ``url:https://…`` (a thing known by its web address), or
        ``source#wording`` (a thing a page names by its wording only).
    """

    kind: Kind
    key: str


@dataclass(frozen=True, slots=True)
class Origin:
    """Where in its source a record stands: a line, or a path with the author's own id."""

    line: int | None = None
    path: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Record:
    """What all records share.

    Attributes
    ----------
    ref : Ref
        What the record is about.
    label : str
        German label; empty where a thing has none of its own (a comment).
    origin : Origin
        Where it stands in its source.
    note : str or None
        A remark of the source's editors.
    urls : tuple of str
        Web addresses of the pages that state it.
    inferred : frozenset of str
        Names of the attributes that the editors concluded and no page states. Where only the
        references of one kind are concluded, ``attribute:kind`` (``themes:field``).
    """

    ref: Ref
    label: str = ""
    origin: Origin = Origin()
    note: str | None = None
    urls: tuple[str, ...] = ()
    inferred: frozenset[str] = frozenset()

    def is_inferred(self, attribute: str, target: Ref | None = None) -> bool:
        """Say whether the editors concluded ``attribute``, or its reference to ``target``."""
        if attribute in self.inferred:
            return True
        return target is not None and f"{attribute}:{target.kind}" in self.inferred


@dataclass(frozen=True, slots=True, kw_only=True)
class Theme(Record):
    """A Handlungsfeld, Querschnittsthema, Thema or Kategorie (told by ``ref.kind``)."""

    description: str | None = None
    guiding_question: str | None = None
    notation: str | None = None


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
    """A Maßnahme: Leitprojekt, Teilprojekt, Schlüsselmaßnahme, Vorhaben and the like."""

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


@dataclass(frozen=True, slots=True)
class PopulationFigure:
    """Inhabitants at a date (``YYYY`` or ``YYYY-MM-DD``); ``forecast`` if it was projected."""

    value: int
    date: str
    forecast: bool = False
    url: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Place(Record):
    """A Stadt, Gemeinde, Ortsteil, Landkreis, Standort or Landschaft.

    ``latitude`` and ``longitude`` are WGS 84 degrees. A municipality or county with an official
    key takes coordinates and population from the official register instead.
    """

    place_kind: PlaceKind = PlaceKind.SITE
    ags: str | None = None
    part_of: Ref | None = None
    alt_labels: tuple[str, ...] = ()
    latitude: float | None = None
    longitude: float | None = None
    population: tuple[PopulationFigure, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Cooperation(Record):
    """A Städtekooperation, Städteverbund or network; members are places or cooperations.

    ``region`` is set where the cooperation plans for an area of its own.
    """

    alt_labels: tuple[str, ...] = ()
    category: str | None = None
    members: tuple[Ref, ...] = ()
    region: Ref | None = None
    founded: str | None = None
    description: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Organisation(Record):
    """A body that plans, carries or decides."""

    category: str | None = None
    seat: str | None = None
    role: str | None = None
    page: str | None = None


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
class Process(Record):
    """A Beteiligungsverfahren or one event of it."""

    begin: str | None = None
    end: str | None = None
    topic: str | None = None
    place: Ref | None = None
    region: Ref | None = None
    about: tuple[Ref, ...] = ()
    entries: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Idea(Record):
    """A proposal as content; ``expressed_in`` are the comments that say it."""

    themes: tuple[Ref, ...] = ()
    goals: tuple[Ref, ...] = ()
    places: tuple[Ref, ...] = ()
    expressed_in: tuple[Ref, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Example(Record):
    """A Beispiel von anderswo, known by its page or its place."""

    page: str | None = None
    places: tuple[Ref, ...] = ()
    themes: tuple[Ref, ...] = ()
    goals: tuple[Ref, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Comment(Record):
    """A citizen's comment in the wording of its source.

    ``text`` has personal data masked already; ``redacted`` says whether that was needed.
    ``about`` is what the source lists the comment under.
    """

    text: str
    sequence: int
    about: Ref | None = None
    process: Ref | None = None
    date: str | None = None
    redacted: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Response(Record):
    """An answer of the administration; ``outcome`` is a code of ``response-outcome``."""

    text: str
    responds_to: tuple[Ref, ...] = ()
    outcome: str | None = None
    date: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Relation(Record):
    """A tie between two things that belong to different plans or regions."""

    relation: RelationKind
    subject: Ref
    object: Ref


AnyRecord = (
    Theme
    | Goal
    | Measure
    | Place
    | Cooperation
    | Organisation
    | PlanDocument
    | Process
    | Idea
    | Example
    | Comment
    | Response
    | Relation
)
