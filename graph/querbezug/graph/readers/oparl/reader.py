"""Reads OParl 1.0 and 1.1: one object, a list, or one page of a list with a thousand more behind it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator

from querbezug.graph.readers.base import Notice, ReadOptions, SourceFile, Stream
from querbezug.graph.readers.context import SourceContext
from querbezug.graph.readers.keys import url_ref
from querbezug.graph.readers.oparl import places
from querbezug.graph.readers.oparl.stream import NextPage, elements, looks_like_oparl
from querbezug.graph.readers.oparl.thing import Thing
from querbezug.graph.records import AnyRecord, Decision, Kind, Organisation, Paper, Place, Ref
from querbezug.ontology.strings import message, text

Items = Iterator[AnyRecord | Notice]

_PERSONAL_TYPES = frozenset({"Person", "Membership"})
_OTHER_TYPES = frozenset({"File", "Consultation", "LegislativeTerm", "LegislativeTermList", "System"})
# Keys whose values are persons, told once for each file.
_PERSONAL_KEYS = {
    "Paper": ("originatorPerson",),
    "Meeting": ("participant",),
    "Organization": ("membership", "post"),
    "Body": ("contactEmail", "contactName"),
}


class OParlReader:
    """Reads what an OParl interface answers, saved as a file."""

    name = "oparl"
    version = "1"

    def recognises(self, source: SourceFile) -> bool:
        """Say whether the content begins like JSON with OParl's types."""
        return looks_like_oparl(source)

    def read(self, source: SourceFile, options: ReadOptions) -> Stream:
        """Read one object after the other.

        Raises
        ------
        querbezug.graph.errors.SourceError
            If the content is no complete JSON; while it is gone through.
        """
        context = SourceContext.of(source, options)
        return Stream(context.info(self.name, self.version), _Conversion(context).items())


class _Conversion:
    """One file on its way to records; remembers what is told at its end."""

    def __init__(self, context: SourceContext) -> None:
        self.context = context
        self.left: Counter[tuple[str, str]] = Counter()
        self.personal: set[str] = set()
        self.licence: str | None = None
        self.locations: set[str] = set()
        self.handlers: dict[str, Callable[[Thing], Items]] = {
            "Paper": self._paper,
            "Meeting": self._meeting,
            "AgendaItem": self._agenda_item,
            "Organization": self._organization,
            "Location": self._location,
            "Body": self._body,
        }

    def items(self) -> Items:
        for position, element in enumerate(elements(self.context.source), 1):
            if isinstance(element, NextPage):
                yield Notice(message("oparl.more-pages", url=element[:300]))
            elif isinstance(element, dict):
                yield from self._element(Thing(element, position))
            else:
                yield Notice(message("oparl.no-object"), path=f"[{position}]", left_out=True)
        yield from self._summary()

    def _element(self, thing: Thing) -> Items:
        if thing.is_true("deleted"):
            self.left["deleted", ""] += 1
            return
        handler = self.handlers.get(thing.type)
        if handler is None:
            self._leave(thing.type)
            return
        self.licence = self.licence or thing.address("license")
        if thing.id is None:
            yield Notice(message("oparl.no-address"), path=thing.origin.path, field="id", left_out=True)
            return
        for key in _PERSONAL_KEYS.get(thing.type, ()):
            if thing.content.get(key) and key not in self.personal:
                self.personal.add(key)
                yield Notice(message("reading.personal-column", column=key), field=key)
        found = list(handler(thing))
        yield from thing.notices
        yield from found

    def _leave(self, kind: str) -> None:
        if kind in _PERSONAL_TYPES:
            self.left["left-personal", kind] += 1
        elif kind in _OTHER_TYPES:
            self.left["left-type", kind] += 1
        else:
            self.left["unknown-type", kind] += 1

    def _summary(self) -> Items:
        if self.licence and not (self.context.note and self.context.note.license):
            yield Notice(message("oparl.licence", licence=self.licence))
        for (key, kind), count in self.left.items():
            values = {"type": kind} if kind or key == "unknown-type" else {}
            yield Notice(message(f"oparl.{key}", count=count, **values), left_out=key == "unknown-type")

    def _paper(self, thing: Thing) -> Items:
        reference = thing.code("reference")
        name = thing.label("name") or reference
        if not name:
            thing.tell("oparl.no-name", "name", left_out=True)
            return
        files = thing.inside("mainFile")
        sites = list(self._sites(thing))
        yield from sites
        originators = thing.refs("originatorOrganization", Kind.ORGANISATION)
        yield Paper(
            ref=self._ref(Kind.PAPER, thing),
            same_as=thing.refs("consultation", Kind.PAPER),
            label=name,
            origin=thing.origin,
            urls=tuple(filter(None, [thing.address("web")])),
            reference=reference or None,
            category=thing.label("paperType") or None,
            date=thing.date("date"),
            originators=originators,
            places=(*self._municipality(thing), *thing.refs("location", Kind.PLACE)),
            part_of=thing.refs("superordinatedPaper", Kind.PAPER),
            related=(
                *thing.refs("relatedPaper", Kind.PAPER),
                *thing.refs("subordinatedPaper", Kind.PAPER),
            ),
            page=files[0].page("accessUrl", "downloadUrl") if files else thing.address("web"),
        )

    def _municipality(self, thing: Thing) -> tuple[Ref, ...]:
        """Return the municipality of the note, else the body the object names."""
        return self.context.places or thing.refs("body", Kind.PLACE)

    def _sites(self, thing: Thing) -> Iterator[Place]:
        for site in thing.inside("location"):
            if site.id and site.id not in self.locations and not site.is_true("deleted"):
                self.locations.add(site.id)
                found = places.location(site, self.context.municipality)
                if found:
                    yield found

    def _meeting(self, thing: Thing) -> Items:
        title = thing.label("name")
        for item in thing.inside("agendaItem"):
            yield from self._decision(item, thing, title)

    def _agenda_item(self, thing: Thing) -> Items:
        return self._decision(thing, None, "")

    def _decision(self, item: Thing, meeting: Thing | None, title: str) -> Items:
        if item.is_true("deleted"):
            self.left["deleted", ""] += 1
            return
        if item.is_false("public"):
            self.left["not-public", ""] += 1
            return
        result = "\n\n".join(filter(None, [item.words("result"), item.words("resolutionText")]))
        if not result:
            self.left["no-result", ""] += 1
            return
        if item.id is None:
            item.tell("oparl.no-address", "id", left_out=True)
            return
        number = item.code("number")
        day = item.date("start") or (meeting.date("start") if meeting else None)
        yield Decision(
            ref=self._ref(Kind.DECISION, item),
            label=item.label("name") or text("oparl.agenda-item", "de", number=number),
            origin=item.origin,
            result=result,
            about=self._papers(item),
            decided_by=meeting.refs("organization", Kind.ORGANISATION) if meeting else (),
            meeting=title or None,
            number=number or None,
            date=day,
            page=item.address("web") or (meeting.address("web") if meeting else None),
        )

    def _papers(self, item: Thing) -> tuple[Ref, ...]:
        """Return the paper an item is about, by its own address or that of the consultation between.

        A paper answers to the addresses of its consultations (``same_as``), so both meet it.
        """
        direct = [ref for one in item.inside("consultation") for ref in one.refs("paper", Kind.PAPER)]
        return tuple(direct) or item.refs("consultation", Kind.PAPER)

    def _organization(self, thing: Thing) -> Items:
        name = thing.label("name", "shortName")
        if not name:
            thing.tell("oparl.no-name", "name", left_out=True)
            return
        yield Organisation(
            ref=self._ref(Kind.ORGANISATION, thing),
            label=name,
            origin=thing.origin,
            category=thing.label("classification", "organizationType") or None,
            page=thing.page("web", "website"),
        )

    def _location(self, thing: Thing) -> Items:
        found = places.location(thing, self.context.municipality)
        if found is None:
            thing.tell("oparl.no-name", "description", left_out=True)
            return
        yield found

    def _body(self, thing: Thing) -> Items:
        found = places.body(thing)
        if found is None:
            thing.tell("oparl.no-name", "name", left_out=True)
            return
        yield found

    def _ref(self, kind: Kind, thing: Thing) -> Ref:
        return url_ref(kind, thing.id or "")
