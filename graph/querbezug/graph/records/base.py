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
    REPORT = "report"
    PAPER = "paper"
    DECISION = "decision"
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
        One of ``register/id`` (a thing of a Planungsregister, or of a platform that numbers its
        things), ``ags:16073077`` (official key of a municipality or county), ``url:https://…`` (a
        thing known by its web address), or ``source#wording`` (a thing a source names by its
        wording only). A comment whose ``id`` is a bare number is the one that had this number
        when its source was first read, and is known by its wording.
    """

    kind: Kind
    key: str


@dataclass(frozen=True, slots=True)
class Origin:
    """Where in its source a record stands: a line, a table's row, or a path with the author's own id."""

    line: int | None = None
    path: str | None = None
    row: int | None = None


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
    same_as : tuple of Ref
        Other references that name this very thing, because its source gives it two identities: a
        platform's number and a web address, say. Never used for what merely looks alike.
    """

    ref: Ref
    label: str = ""
    origin: Origin = Origin()
    note: str | None = None
    urls: tuple[str, ...] = ()
    inferred: frozenset[str] = frozenset()
    same_as: tuple[Ref, ...] = ()

    def is_inferred(self, attribute: str, target: Ref | None = None) -> bool:
        """Say whether the editors concluded ``attribute``, or its reference to ``target``."""
        if attribute in self.inferred:
            return True
        return target is not None and f"{attribute}:{target.kind}" in self.inferred
