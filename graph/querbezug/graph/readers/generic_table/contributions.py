"""Rows that say what people said: ideas, comments, answers, and reports on measures."""

from __future__ import annotations

from querbezug.graph.readers.generic_table.identities import dependent_identity, identity, named, not_itself
from querbezug.graph.readers.generic_table.progress import pages, progress
from querbezug.graph.readers.generic_table.references import References
from querbezug.graph.readers.generic_table.values import Values
from querbezug.graph.readers.tables import RowError
from querbezug.graph.records import Comment, Idea, Kind, Ref, Response, StatusReport


def idea(values: Values, references: References) -> Idea:
    """Return the idea in a row."""
    text = values.text("text")
    label = named(values, text.text)
    ref, same_as = identity(values, Kind.IDEA, label)
    latitude, longitude = values.point()
    return Idea(
        ref=ref,
        same_as=same_as,
        label=label,
        origin=values.origin,
        note=values.optional("hinweis"),
        themes=references.themes(),
        goals=references.many("ziele", Kind.GOAL),
        places=references.places(),
        text=text.text or None,
        redacted=text.redacted,
        process=values.setup.context.process(),
        date=values.date("datum"),
        latitude=latitude,
        longitude=longitude,
        supports=values.integer("zustimmung"),
        objections=values.integer("ablehnung"),
        page=values.page,
    )


def comment(values: Values, references: References) -> Comment:
    """Return the comment in a row."""
    text = values.text("text")
    if not text.text:
        raise RowError("tables.row-no-text", field=values.column("text"))
    setup = values.setup
    number = setup.comments + 1
    same_as: tuple[Ref, ...] = ()
    ref = Ref(Kind.COMMENT, f"{setup.context.key}/{number}")
    if values.mapping.kennung or values.mapping.adresse:
        ref, same_as = identity(values, Kind.COMMENT)
    setup.comments = number
    return Comment(
        ref=ref,
        same_as=same_as,
        label=values.label("bezeichnung"),
        origin=values.origin,
        note=values.optional("hinweis"),
        text=text.text,
        redacted=text.redacted,
        sequence=number,
        about=references.first("gegenstand", Kind.IDEA),
        process=setup.context.process(),
        date=values.date("datum"),
        reply_to=not_itself(references.first("antwort_auf", Kind.COMMENT), ref),
        official=values.truth("amtlich"),
        supports=values.integer("zustimmung"),
        objections=values.integer("ablehnung"),
        page=values.page,
    )


def response(values: Values, references: References) -> Response:
    """Return the answer of the administration in a row."""
    text = values.text("text").text
    if not text:
        raise RowError("tables.row-no-text", field=values.column("text"))
    about = references.many("gegenstand", Kind.IDEA, "kennung")
    ref, same_as = dependent_identity(values, Kind.RESPONSE, about[0] if about else None)
    return Response(
        ref=ref,
        same_as=same_as,
        label=values.label("bezeichnung"),
        origin=values.origin,
        note=values.optional("hinweis"),
        text=text,
        responds_to=about,
        date=values.date("datum"),
        urls=pages(values),
    )


def report(values: Values, references: References) -> StatusReport:
    """Return the report on a measure in a row."""
    text = values.text("text").text
    if not text:
        raise RowError("tables.row-no-text", field=values.column("text"))
    about = references.first("gegenstand", Kind.MEASURE)
    if about is None:
        raise RowError("tables.row-no-subject", field=values.column("gegenstand"))
    ref, same_as = dependent_identity(values, Kind.REPORT, about)
    status, status_note = progress(values)
    return StatusReport(
        ref=ref,
        same_as=same_as,
        label=values.label("bezeichnung"),
        origin=values.origin,
        note=values.optional("hinweis") or status_note,
        text=text,
        reports_on=about,
        period=values.label("zeitraum") or None,
        status=status,
        assessment=values.label("bewertung") or None,
        urls=pages(values),
    )
