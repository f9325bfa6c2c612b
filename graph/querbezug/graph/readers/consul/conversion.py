"""From entries of CONSUL Democracy to ideas, comments, responses and places."""

from __future__ import annotations

import re
from collections.abc import Iterator

from querbezug.graph.readers.base import Notice
from querbezug.graph.readers.consul.entry import Entry, headers, meaning
from querbezug.graph.readers.context import SourceContext
from querbezug.graph.readers.headers import table_of_words
from querbezug.graph.readers.platform import Items, Platform, heading, notice
from querbezug.graph.readers.tables import RowError, is_personal
from querbezug.graph.readers.wording import Wording
from querbezug.graph.records import Comment, Idea, Kind, Origin, Process, Ref, Response
from querbezug.ontology.strings import message, text

_PRICE = re.compile(r"\s*\([^()]*\)\Z")


class ConsulConversion:
    """Turns the entries of one source into records.

    Parameters
    ----------
    context : SourceContext
        What is known of the source.
    """

    def __init__(self, context: SourceContext) -> None:
        self.platform = Platform(context, context.scope())
        self._sequence = 0
        self._told_of_heading = False

    def begin(self) -> Iterator[Notice]:
        """Yield what is to be said of the whole source."""
        note = self.platform.context.note
        if not (note and note.platform):
            yield Notice(message("consul.no-platform", file=self.platform.context.source.name))

    def column(self, column: str) -> Iterator[Notice]:
        """Yield why ``column`` is left out, if it is and nobody has told yet."""
        left_out = table_of_words(__package__, "headers.toml")["left_out"]
        name = headers().field(column)
        if name in left_out["personal"] and not is_personal(column):
            yield Notice(message("reading.personal-column", column=column), field=column)
        elif name in left_out["internal"]:
            yield Notice(message("consul.internal-column", column=column), field=column)
        elif name is None and not is_personal(column):
            yield Notice(message("consul.unknown-column", column=column), field=column)

    def contribution(self, entry: Entry, items: Items, process: Ref | None = None) -> Ref:
        """Append the idea ``entry`` is, and what it mentions; return its reference.

        Raises
        ------
        RowError
            If it has no number, or neither title nor text.
        """
        ref = self._numbered(Kind.IDEA, entry)
        worded = self._text(entry, items)
        label = self.platform.label(entry.text("title"), entry.origin, entry.columns.get("title"), items)
        if not label and not worded.text:
            raise RowError("consul.empty-idea", field=entry.columns.get("title"))
        idea = Idea(
            ref=ref,
            label=label or heading(worded.text),
            origin=entry.origin,
            note=self._retired(entry, items),
            text=worded.text or None,
            redacted=worded.redacted,
            themes=self.platform.categories(
                entry.values("tags"), entry.origin, entry.columns.get("tags"), items
            ),
            places=self._places(entry, items),
            process=process or self.platform.process(items),
            date=self._date(entry, items),
            supports=self._count(entry, items, "votes_up", "supports"),
            objections=self._count(entry, items, "votes_down"),
        )
        items.append(idea)
        self._respond(entry, ref, items)
        return ref

    def comment(
        self, entry: Entry, items: Items, about: Ref | None = None, process: Ref | None = None
    ) -> None:
        """Append the comment ``entry`` is; ``about`` is what it stands under, if it does.

        Raises
        ------
        RowError
            If it has no number or no text.
        """
        ref = self._numbered(Kind.COMMENT, entry)
        column = entry.columns.get("body")
        worded = self.platform.text(entry.text("body"), entry.origin, column, items)
        if not worded.text:
            raise RowError("consul.empty-comment", field=column)
        self._sequence += 1
        items.append(
            Comment(
                ref=ref,
                origin=entry.origin,
                text=worded.text,
                sequence=self._sequence,
                about=about or self._commented(entry),
                process=process or self.platform.process(items),
                date=self._date(entry, items),
                redacted=worded.redacted,
                reply_to=self._parent(entry),
                supports=self._count(entry, items, "votes_up"),
                objections=self._count(entry, items, "votes_down"),
            )
        )

    def zone(self, number: str, name: str, origin: Origin, column: str | None, items: Items) -> Ref | None:
        """Return the zone called ``name``, or the numbered one where only its number is known."""
        numbered = self.platform.thing(Kind.PLACE, "geozone", number) if number else None
        if not name:
            return numbered
        if meaning("everywhere", name):
            return None
        return self.platform.district(name, origin, column, items, (numbered,) if numbered else ())

    def budget(self, number: str, name: str, origin: Origin, items: Items) -> Ref:
        """Return the process that the investments of the budget ``number`` were handed in to."""
        ref = self.platform.thing(Kind.PROCESS, "budget", number)
        label = self.platform.label(name, origin, "name", items)
        if label:
            region = self.platform.context.municipality
            self.platform.once(Process(ref=ref, label=label, origin=origin, region=region), items)
        return ref

    def _numbered(self, kind: Kind, entry: Entry) -> Ref:
        number = entry.text("id")
        if not number:
            raise RowError("consul.no-number", field=entry.columns.get("id"))
        return self.platform.thing(kind, entry.type, number)

    def _text(self, entry: Entry, items: Items) -> Wording:
        """Return the description, with the summary before it unless it says the same."""
        parts = [
            self.platform.text(entry.text(name), entry.origin, entry.columns.get(name), items)
            for name in ("summary", "description")
        ]
        summary, description = (part.text for part in parts)
        said = description if summary in description else "\n\n".join(filter(None, (summary, description)))
        return Wording(said, any(part.redacted for part in parts))

    def _date(self, entry: Entry, items: Items) -> str | None:
        return self.platform.date(entry.text("created"), entry.origin, entry.columns.get("created"), items)

    def _count(self, entry: Entry, items: Items, *names: str) -> int | None:
        """Return the number in the first of the fields ``names`` that is not empty."""
        name = next((name for name in names if entry.text(name)), names[0])
        return self.platform.count(entry.text(name), entry.origin, entry.columns.get(name), items)

    def _retired(self, entry: Entry, items: Items) -> str | None:
        """Return the remark that the proposal was withdrawn; it stays, since it was said."""
        retired = entry.text("retired_at")
        if not retired:
            return None
        day = self.platform.date(retired, entry.origin, entry.columns.get("retired_at"), items)
        return text("consul.retired-on", "de", day=day) if day else text("consul.retired", "de")

    def _places(self, entry: Entry, items: Items) -> tuple[Ref, ...]:
        zone = self.zone(
            entry.text("geozone_id"), entry.text("geozone"), entry.origin, entry.columns.get("geozone"), items
        )
        found = (*self.platform.context.places, zone, self._heading(entry, items))
        return tuple(dict.fromkeys(ref for ref in found if ref))

    def _heading(self, entry: Entry, items: Items) -> Ref | None:
        name, column = entry.text("heading"), entry.columns.get("heading")
        if not name or meaning("everywhere", name):
            return None
        if not self._told_of_heading:
            self._told_of_heading = True
            items.append(notice(message("consul.heading-as-district"), Origin(), column))
        return self.platform.district(name, entry.origin, column, items)

    def _respond(self, entry: Entry, idea: Ref, items: Items) -> None:
        """Append the answer that an investment is not feasible, once the valuation has ended."""
        said = entry.text("feasibility")
        unfeasible = meaning("feasibility", _PRICE.sub("", said)) == "unfeasible"
        if not unfeasible or meaning("truth", entry.text("finished")) == "no":
            return
        explained, column = entry.text("unfeasibility"), entry.columns.get("unfeasibility")
        reasons = self.platform.text("" if explained == "-" else explained, entry.origin, column, items)
        items.append(
            Response(
                ref=self._numbered(Kind.RESPONSE, entry),
                origin=entry.origin,
                text=reasons.text or said,
                responds_to=(idea,),
                outcome="not-followed",
            )
        )

    def _commented(self, entry: Entry) -> Ref | None:
        number, type_name = entry.text("commentable_id"), entry.text("commentable_type")
        kind = meaning("commentables", type_name)
        return self.platform.thing(Kind.IDEA, kind, number) if kind and number else None

    def _parent(self, entry: Entry) -> Ref | None:
        """Return the comment answered: the last number of the path of its ancestors, ``12/45``."""
        number = entry.text("ancestry").rstrip("/").rpartition("/")[2].strip()
        return self.platform.thing(Kind.COMMENT, "comment", number) if number else None
