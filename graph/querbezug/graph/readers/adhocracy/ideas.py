"""Ideas, map ideas and budgeting proposals of adhocracy4, and what the moderators answered."""

from __future__ import annotations

from querbezug.graph.readers.adhocracy.conversion import AdhocracyConversion, meaning, reference_in
from querbezug.graph.readers.platform import Items, heading
from querbezug.graph.readers.tables import Row, RowError
from querbezug.graph.records import Idea, Kind, Ref, Response


class IdeasConversion(AdhocracyConversion):
    """Turns the rows of an export of ideas into ideas and responses."""

    def convert(self, row: Row, items: Items) -> None:
        """Append the idea of ``row``, its categories and its response."""
        page = self.page(row, items)
        ref, same_as = self.identity(Kind.IDEA, "idea", row, page)
        title, text = self.cell(row, "title"), self.cell(row, "description")
        worded = self.platform.text(text.text, text.origin, text.column, items)
        label = self.platform.label(title.text, title.origin, title.column, items)
        if not label and not worded.text:
            raise RowError("adhocracy.empty-idea", field=title.column)
        latitude, longitude = self.point(row, items)
        idea = Idea(
            ref=ref,
            label=label or heading(worded.text),
            origin=row.origin(),
            same_as=same_as,
            text=worded.text or None,
            redacted=worded.redacted,
            themes=self._themes(row, items),
            places=self.platform.context.places,
            process=self.platform.process(items),
            date=self.date(row, "created", items),
            latitude=latitude,
            longitude=longitude,
            supports=self.count(row, items, "positive", "support", "votes"),
            objections=self.count(row, items, "negative"),
            page=page,
        )
        items.append(idea)
        self._respond(row, idea.ref, items)

    def _themes(self, row: Row, items: Items) -> tuple[Ref, ...]:
        cell = self.cell(row, "category")
        category = self.platform.category(cell.text, cell.origin, cell.column, items)
        labels = self.categories(row, "labels", items)
        return tuple(dict.fromkeys((category, *labels))) if category else labels

    def _respond(self, row: Row, idea: Ref, items: Items) -> None:
        """Append the moderators' answer: the feedback, or the status where there is no more."""
        status, feedback = self.cell(row, "status"), self.cell(row, "feedback")
        label = self.platform.label(status.text, status.origin, status.column, items)
        said = self.platform.text(feedback.text, feedback.origin, feedback.column, items).text or label
        if not said:
            return
        number = self.layout.text(row, "reference") or reference_in(self.layout.text(row, "link"))
        response = Response(
            ref=self.platform.thing(Kind.RESPONSE, "idea", number or idea.key),
            label=label,
            origin=row.origin(),
            text=said,
            responds_to=(idea,),
            outcome=meaning("outcomes", status.text),
        )
        items.append(response)
