"""What the exports of participation platforms share: their scope, and what is described once."""

from __future__ import annotations

from querbezug.graph.readers.base import Notice
from querbezug.graph.readers.context import SourceContext
from querbezug.graph.readers.tables.values import parse_date, parse_int
from querbezug.graph.readers.wording import Wording, label, wording
from querbezug.graph.records import (
    AnyRecord,
    Kind,
    Organisation,
    Origin,
    Place,
    PlaceKind,
    Process,
    Ref,
    Theme,
)
from querbezug.ontology.strings import Message, message

Items = list[AnyRecord | Notice]

_LONGEST_HEADING = 80
_LONGEST_NUMBER = 12


def notice(said: Message, origin: Origin, field: str | None = None, *, left_out: bool = False) -> Notice:
    """Return a notice about what stands at ``origin``."""
    return Notice(said, line=origin.line, path=origin.path, row=origin.row, field=field, left_out=left_out)


def heading(text: str) -> str:
    """Return the first words of ``text``, for a contribution without a title.

    Examples
    --------
    >>> heading("Mehr Bänke im Park.")
    'Mehr Bänke im Park.'
    """
    line = " ".join(text.split())
    if len(line) <= _LONGEST_HEADING:
        return line
    return line[: _LONGEST_HEADING - 1].rsplit(" ", 1)[0].rstrip(" ,;:–-") + "…"


class Platform:
    """One platform, whose exports number their things within one scope.

    What a contribution mentions besides itself (its category, its district, the process) is
    described once, before its first use. Everything is appended to the ``items`` handed in, so
    that records and the notices about them stay in the order of the source.

    Parameters
    ----------
    context : SourceContext
        What is known of the source.
    scope : str
        The scope of the platform's numbers.
    """

    def __init__(self, context: SourceContext, scope: str) -> None:
        self.context = context
        self.scope = scope
        self._described: set[Ref] = set()

    def thing(self, kind: Kind, *parts: str | int) -> Ref:
        """Return the reference to a thing the platform numbers."""
        return self.context.thing(kind, self.scope, *parts)

    def text(self, raw: str, origin: Origin, field: str | None, items: Items) -> Wording:
        """Return ``raw`` as a text that may be published."""
        worded = wording(raw, origin, field)
        items.extend(worded.notices)
        return worded

    def label(self, raw: str, origin: Origin, field: str | None, items: Items) -> str:
        """Return ``raw`` as a label that may be published."""
        worded = label(raw, origin, field)
        items.extend(worded.notices)
        return worded.text

    def process(self, items: Items) -> Ref:
        """Return the process all contributions were handed in to."""
        ref = self.context.process()
        for record in () if ref in self._described else self.context.process_record(ref):
            self.once(record, items)
        return ref

    def category(self, raw: str, origin: Origin, field: str | None, items: Items) -> Ref | None:
        """Return the category called ``raw``."""
        name = self.label(raw, origin, field, items)
        if not name:
            return None
        ref = self.context.worded(Kind.CATEGORY, name, self.scope)
        self.once(Theme(ref=ref, label=name, origin=origin), items)
        return ref

    def categories(
        self, raws: tuple[str, ...], origin: Origin, field: str | None, items: Items
    ) -> tuple[Ref, ...]:
        """Return the categories called ``raws``, each once."""
        found = (self.category(raw, origin, field, items) for raw in raws)
        return tuple(dict.fromkeys(ref for ref in found if ref))

    def district(
        self, raw: str, origin: Origin, field: str | None, items: Items, same_as: tuple[Ref, ...] = ()
    ) -> Ref | None:
        """Return the part of the municipality called ``raw``."""
        name = self.label(raw, origin, field, items)
        if not name:
            return None
        ref = self.context.worded(Kind.PLACE, name, self.scope)
        place = Place(
            ref=ref,
            label=name,
            origin=origin,
            place_kind=PlaceKind.DISTRICT,
            part_of=self.context.municipality,
            same_as=same_as,
        )
        self.once(place, items)
        return ref

    def organisation(self, raw: str, origin: Origin, field: str | None, items: Items) -> Ref | None:
        """Return the body called ``raw``."""
        name = self.label(raw, origin, field, items)
        if not name:
            return None
        ref = self.context.worded(Kind.ORGANISATION, name, self.scope)
        self.once(Organisation(ref=ref, label=name, origin=origin), items)
        return ref

    def date(self, raw: str, origin: Origin, field: str | None, items: Items) -> str | None:
        """Return the day ``raw`` names; a notice tells where it names none."""
        day = parse_date(raw) if raw else None
        if raw and day is None:
            items.append(notice(message("platform.no-date"), origin, field))
        return day

    def count(self, raw: str, origin: Origin, field: str | None, items: Items) -> int | None:
        """Return how many votes ``raw`` counts; a notice tells where it counts none."""
        number = parse_int(raw) if 0 < len(raw) <= _LONGEST_NUMBER else None
        if number is not None and number >= 0:
            return number
        if raw:
            items.append(notice(message("platform.no-count"), origin, field))
        return None

    def once(self, record: Theme | Place | Organisation | Process, items: Items) -> None:
        """Append ``record`` unless what it describes has been described already."""
        if record.ref not in self._described:
            self._described.add(record.ref)
            items.append(record)
