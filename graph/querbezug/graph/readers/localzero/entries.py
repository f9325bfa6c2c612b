"""What the entries of a monitoring become: fields, measures, demands, reports, organisations."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from querbezug.graph.readers.base import Notice
from querbezug.graph.readers.context import SourceContext
from querbezug.graph.readers.localzero.markdown import plain_markdown
from querbezug.graph.readers.localzero.tree import Node
from querbezug.graph.readers.localzero.vocabulary import Status, Title, vocabulary
from querbezug.graph.readers.wording import label, wording
from querbezug.graph.records import (
    AnyRecord,
    Idea,
    Kind,
    Measure,
    Organisation,
    Origin,
    Ref,
    StatusReport,
    Theme,
)
from querbezug.ontology.strings import message, text

Items = list[AnyRecord | Notice]

_ASSESSMENTS = {"execution_justification": "execution-justification", "plan_assessment": "plan-assessment"}
_DATES = (("actual_start", "planned_start"), ("actual_completion", "planned_completion"))
# "Stadtwerke Mainz / Stadtrat", "Stadt Mainz als Baulastträger; Land RLP", but not "Amt 61/2".
_BETWEEN_ORGANS = re.compile(r"\s*(?:;|(?<!\d)/|/(?!\d))\s*")


@dataclass(frozen=True, slots=True)
class Place:
    """Where an entry stands: its Handlungsfeld, the nearest measure above it, and what is right above."""

    field: Ref | None = None
    measure: Ref | None = None
    above: str = ""

    @property
    def themes(self) -> tuple[Ref, ...]:
        """The Handlungsfeld as themes."""
        return (self.field,) if self.field else ()


@dataclass(slots=True)
class Entries:
    """Makes the records of one tree; organisations are told once."""

    context: SourceContext
    scope: str
    organs: set[str] = field(default_factory=set)

    def field(self, node: Node, title: Title) -> tuple[Items, Place]:
        """Return a root as a Handlungsfeld, with what a theme has no place for as its note."""
        reading = _Reading(node)
        ref = self._ref(Kind.FIELD, node)
        name = reading.label(_whole(title) if title.civic else title.text, "title")
        record = Theme(
            ref=ref,
            label=name,
            origin=reading.origin,
            description=reading.body(),
            note=reading.remarks(_mark(title), *reading.facts()),
        )
        return [*reading.notices, record], Place(ref, None, name)

    def demand(self, node: Node, title: Title, place: Place) -> tuple[Items, Place]:
        """Return what the local team demands as an idea; its note says under what it stands."""
        reading = _Reading(node)
        name = reading.label(title.text, "title")
        body = reading.body()
        under = text("localzero.under", "de", parent=place.above) if place.above else ""
        record = Idea(
            ref=self._ref(Kind.IDEA, node),
            label=name,
            origin=reading.origin,
            text=body,
            redacted=reading.redacted,
            themes=place.themes,
            places=self.context.places,
            note=reading.remarks(
                text("localzero.demand", "de", prefix=title.prefix or ""), under, *reading.facts()
            ),
        )
        return [*reading.notices, record], Place(place.field, place.measure, name)

    def measure(self, node: Node, title: Title, place: Place) -> tuple[Items, Place]:
        """Return an entry as a measure, its assessments as reports, its organs as organisations."""
        reading = _Reading(node)
        ref = self._ref(Kind.MEASURE, node)
        name = reading.label(title.text, "title")
        organs = [self.context.worded(Kind.ORGANISATION, organ, self.scope) for organ in reading.organs()]
        status = reading.status()
        begin, end = reading.dates()
        record = Measure(
            ref=ref,
            label=name,
            origin=reading.origin,
            category="Strategie" if node.children else "Maßnahme",
            part_of=place.measure,
            plan=self.context.note.plan if self.context.note else None,
            themes=place.themes,
            places=self.context.places,
            responsible=tuple(organs),
            status=status.code if status else None,
            status_note=reading.status_note(status),
            period=reading.planned(),
            begin=begin,
            end=end,
            description=reading.body(),
            note=reading.remarks(_mark(title), *reading.explanations()),
        )
        reports = list(self._reports(reading, node, ref, name, status))
        told = list(self._organisations(organs, reading.origin))
        return [*reading.notices, *told, record, *reports], Place(place.field, ref, name)

    def _reports(
        self, reading: _Reading, node: Node, measure: Ref, name: str, status: Status | None
    ) -> Iterator[StatusReport]:
        for key, word in _ASSESSMENTS.items():
            written = reading.words(key)
            if written:
                about_status = status if key == "execution_justification" else None
                yield StatusReport(
                    ref=self.context.thing(Kind.REPORT, self.scope, "task", node.id or "", word),
                    label=text(f"localzero.{word}", "de", title=name),
                    origin=reading.origin,
                    text=written,
                    reports_on=measure,
                    status=about_status.code if about_status else None,
                    assessment=about_status.word if about_status else None,
                )

    def _organisations(self, refs: list[Ref], origin: Origin) -> Iterator[Organisation]:
        for ref in refs:
            if ref.key not in self.organs:
                self.organs.add(ref.key)
                yield Organisation(ref=ref, label=ref.key.partition("#")[2], origin=origin)

    def _ref(self, kind: Kind, node: Node) -> Ref:
        return self.context.thing(kind, self.scope, "task", node.id or "")


def _whole(title: Title) -> str:
    return f"{title.prefix}: {title.text}" if title.prefix else title.text


def _mark(title: Title) -> str:
    return text("localzero.marked", "de", prefix=title.prefix) if title.prefix else ""


class _Reading:
    """One entry's texts on their way to the graph, with the notices they leave behind."""

    def __init__(self, node: Node) -> None:
        self.node = node
        self.origin = Origin(path=node.path)
        self.notices: list[Notice] = []
        self.redacted = False
        self._said: set[str] = set()

    def label(self, raw: str, key: str) -> str:
        """Return ``raw`` as one line."""
        found = label(plain_markdown(raw), self.origin, key)
        self._tell(*found.notices)
        return found.text

    def words(self, key: str) -> str:
        """Return the text under ``key``, plain and masked."""
        found = wording(plain_markdown(self.node.text(key)), self.origin, key)
        if key not in self._said:
            self._tell(*found.notices)
            self._said.add(key)
        self.redacted = self.redacted or found.redacted
        return found.text

    def body(self) -> str | None:
        """Return teaser and description."""
        parts = [part for key in ("teaser", "description") if (part := self.words(key))]
        return "\n\n".join(dict.fromkeys(parts)) or None

    def organs(self) -> list[str]:
        """Return the names of the responsible bodies."""
        line = self.label(self.node.text("responsible_organ"), "responsible_organ")
        return list(dict.fromkeys(organ for part in _BETWEEN_ORGANS.split(line) if (organ := part.strip())))

    def status(self) -> Status | None:
        """Return the status of implementation; ``None`` if it is unknown or not said."""
        number = self.node.number("execution_status")
        known = vocabulary().statuses
        if number is None or number in known:
            return known[number] if number else None
        values = {"value": number, "known": ", ".join(str(one) for one in known)}
        self._tell(
            Notice(
                message("localzero.unknown-status", **values), path=self.node.path, field="execution_status"
            )
        )
        return None

    def status_note(self, status: Status | None) -> str | None:
        """Return the platform's own word for the status."""
        if not status:
            return None
        percent = self.node.number("execution_completion")
        if percent is None:
            return text("localzero.status", "de", word=status.word)
        return text("localzero.status-percent", "de", word=status.word, percent=percent)

    def dates(self) -> tuple[str | None, str | None]:
        """Return begin and end: the actual days where they are known, else the planned ones."""
        begin, end = (next(filter(None, map(self._day, keys)), None) for keys in _DATES)
        return begin, end

    def planned(self) -> str | None:
        """Return what was planned, where something else is known to have happened."""
        if not (self._day("actual_start") or self._day("actual_completion")):
            return None
        begin, end = self._day("planned_start"), self._day("planned_completion")
        return _span("localzero.planned", begin, end) if begin or end else None

    def facts(self) -> Iterator[str]:
        """Yield as sentences what a theme or an idea has no place for."""
        status = self.status()
        if status:
            yield text("localzero.remark-status", "de", status=self.status_note(status))
        begin, end = self.dates()
        if begin or end:
            yield _span("localzero.remark-dates", begin, end)
        organ = self.label(self.node.text("responsible_organ"), "responsible_organ")
        if organ:
            yield text("localzero.remark-organ", "de", organ=organ)
        yield from self.explanations()
        for key, word in _ASSESSMENTS.items():
            if written := self.words(key):
                yield text(f"localzero.remark-{word}", "de", text=written)

    def explanations(self) -> Iterator[str]:
        """Yield what else the entry says of who does it and who wants it."""
        if written := self.words("responsible_organ_explanation"):
            yield text("localzero.remark-organ-explanation", "de", text=written)
        if written := self.words("supporting_ngos"):
            yield text("localzero.remark-supporters", "de", text=written)

    def remarks(self, *sentences: str) -> str | None:
        """Return ``sentences`` as a note."""
        return "\n".join(filter(None, sentences)) or None

    def _day(self, key: str) -> str | None:
        day = self.node.day(key)
        value = self.node.content.get(key)
        if day is None and value and key not in self._said:
            self._said.add(key)
            shown = str(value)[:40]
            self._tell(Notice(message("localzero.no-date", value=shown), path=self.node.path, field=key))
        return day

    def _tell(self, *notices: Notice) -> None:
        self.notices += [notice for notice in notices if notice not in self.notices]


def _span(key: str, begin: str | None, end: str | None) -> str:
    unknown = text("localzero.open-date", "de")
    return text(key, "de", begin=begin or unknown, end=end or unknown)
