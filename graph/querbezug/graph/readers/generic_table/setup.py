"""What the rows of one table share: the source, the numbers' scope, the things already told of."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from querbezug.graph.gazetteer import Entry, Level, gazetteer
from querbezug.graph.readers.context import SourceContext
from querbezug.graph.readers.generic_table.model import KINDS, TableMapping
from querbezug.graph.records import (
    AnyRecord,
    Goal,
    Idea,
    Kind,
    Measure,
    Organisation,
    Origin,
    Place,
    PlaceKind,
    Ref,
    Theme,
)

THEME_KINDS = frozenset({Kind.FIELD, Kind.CROSS_CUTTING, Kind.TOPIC, Kind.CATEGORY})
_ARTS = {kind: art for art, kind in KINDS.items()}


@dataclass(slots=True)
class Setup:
    """One table and its mapping.

    Attributes
    ----------
    decimal : str or None
        See :attr:`querbezug.graph.readers.tables.Table.decimal`.
    announced : set of Ref
        What is known by its wording and has a record already.
    comments : int
        How many comments there were so far.
    """

    context: SourceContext
    mapping: TableMapping
    decimal: str | None
    scope: str = ""
    announced: set[Ref] = field(default_factory=set)
    comments: int = 0
    _seen: set[int] = field(default_factory=set)

    def __post_init__(self) -> None:
        self.scope = self.context.scope(self.mapping.plattform)

    def type_word(self, kind: Kind) -> str:
        """Return the word before the numbers of things of ``kind``."""
        art = _ARTS[kind]
        words = (one.nummernkreis for one in self.mapping.datensaetze if one.art == art)
        return next((word for word in words if word), art)

    def is_new(self, ref: Ref) -> bool:
        """Say whether no row before was about ``ref``; from then on one was."""
        digest = hash(ref)
        if digest in self._seen:
            return False
        self._seen.add(digest)
        return True

    def announce(self, kind: Kind, label: str, origin: Origin, *, is_district: bool) -> Iterator[AnyRecord]:
        """Yield the record of a thing known by its wording, before its first use."""
        ref = self.worded(kind, label)
        if ref in self.announced:
            return
        self.announced.add(ref)
        if kind in THEME_KINDS:
            yield Theme(ref=ref, label=label, origin=origin)
        elif kind is Kind.PLACE:
            place_kind = PlaceKind.DISTRICT if is_district else PlaceKind.SITE
            part_of = self.context.municipality
            yield Place(ref=ref, label=label, origin=origin, place_kind=place_kind, part_of=part_of)
        elif kind is Kind.ORGANISATION:
            yield Organisation(ref=ref, label=label, origin=origin)
        elif kind is Kind.GOAL:
            yield Goal(ref=ref, label=label, origin=origin)
        elif kind is Kind.MEASURE:
            yield Measure(ref=ref, label=label, origin=origin)
        elif kind is Kind.IDEA:
            yield Idea(ref=ref, label=label, origin=origin)

    def worded(self, kind: Kind, label: str) -> Ref:
        """Return the reference to a thing known by its wording."""
        return self.context.worded(kind, label, self.scope)

    def official_place(self, name: str) -> Ref | None:
        """Return the municipality or county called ``name``, or with the key ``name``.

        A name that several have means the one in the county of the source's municipality; without
        such a one, ``None``.
        """
        if name.isascii() and name.isdigit():
            entry = gazetteer().by_ags(name)
            return _place(entry) if entry else None
        found = gazetteer().by_name(name)
        municipalities = tuple(entry for entry in found if entry.level is Level.MUNICIPALITY)
        candidates = municipalities or found
        own = self.context.municipality
        if own:
            county = own.key.removeprefix("ags:")[:5]
            candidates = tuple(entry for entry in candidates if entry.ags.startswith(county)) or candidates
        return _place(candidates[0]) if len(candidates) == 1 else None


def _place(entry: Entry) -> Ref:
    return Ref(Kind.PLACE, f"ags:{entry.ags}")
