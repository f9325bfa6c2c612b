"""Citizens' words and the administration's answers as triples."""

from __future__ import annotations

import pyoxigraph as ox
from rdflib.term import URIRef

from querbezug.graph.mapping.places import position
from querbezug.graph.mapping.sink import Sink
from querbezug.graph.records import Comment, Example, Idea, Process, Response
from querbezug.ontology.terms import (
    AUTHORSHIP,
    DCTERMS,
    FOAF,
    PROV,
    PUBLICATION_STATUS,
    QUER,
    RDF,
    RDFS,
    RESPONSE_OUTCOME,
    SCHEMA,
    XSD,
)


def comment(sink: Sink, record: Comment, iri: str) -> None:
    """State a comment as its source hands it down (at most 15 triples for a citizen's).

    An official one is the response to what it answers, too.
    """
    subject = ox.NamedNode(iri)
    sink.place(iri, record.origin)
    sink.add(subject, RDF.type, QUER.Comment)
    sink.words(subject, RDFS.label, record.label)
    sink.words(subject, QUER.verbatimText, record.text)
    sink.typed(subject, QUER.sequence, record.sequence, XSD.integer)
    _line(sink, subject, record)
    sink.link(subject, QUER.about, record.about, record=record, attribute="about")
    sink.link(subject, QUER.replyTo, record.reply_to, record=record, attribute="reply_to")
    sink.link(subject, QUER.submittedIn, record.process, record=record, attribute="process")
    sink.date(subject, DCTERMS.created, record.date)
    sink.pages(subject, FOAF.page, record.page)
    _votes(sink, subject, record.supports, record.objections)
    _alignment(sink, subject, record)
    sink.add(subject, QUER.authorship, AUTHORSHIP.institutional if record.official else AUTHORSHIP.anonymous)
    sink.add(subject, QUER.publicationStatus, _publication(record.redacted))
    sink.add(subject, PROV.hadPrimarySource, sink.source)
    target = record.reply_to or record.about
    if record.official and target:
        sink.add(subject, RDF.type, QUER.Response)
        sink.link(subject, QUER.respondsTo, target, record=record, attribute="responds_to")


def idea(sink: Sink, record: Idea) -> None:
    """State an idea, its wording where it was handed in as such, and the comments that express it."""
    subject = sink.iri(record.ref)
    sink.start(subject, record, QUER.Idea)
    sink.link(subject, QUER.theme, *record.themes, record=record, attribute="themes")
    sink.link(subject, QUER.contributesTo, *record.goals, record=record, attribute="goals")
    sink.link(subject, QUER.planningArea, *record.places, record=record, attribute="places")
    sink.link(subject, QUER.submittedIn, record.process, record=record, attribute="process")
    sink.date(subject, DCTERMS.created, record.date)
    sink.pages(subject, FOAF.page, record.page)
    _line(sink, subject, record)
    _votes(sink, subject, record.supports, record.objections)
    if record.text:
        sink.words(subject, QUER.verbatimText, record.text)
        sink.add(subject, QUER.publicationStatus, _publication(record.redacted))
    if record.latitude is not None and record.longitude is not None:
        position(sink, subject, record.latitude, record.longitude)
    for each in record.expressed_in:
        sink.add(sink.iri(each), QUER.expressesIdea, subject)


def response(sink: Sink, record: Response) -> None:
    """State an answer and what it answers."""
    subject = sink.iri(record.ref)
    sink.start(subject, record, QUER.Response)
    sink.words(subject, QUER.verbatimText, record.text)
    sink.link(subject, QUER.respondsTo, *record.responds_to, record=record, attribute="responds_to")
    sink.date(subject, DCTERMS.created, record.date)
    if record.outcome:
        sink.add(subject, QUER.outcome, RESPONSE_OUTCOME[record.outcome])


def process(sink: Sink, record: Process) -> None:
    """State a Beteiligungsverfahren."""
    subject = sink.iri(record.ref)
    sink.start(subject, record, QUER.ParticipationProcess)
    sink.date(subject, SCHEMA.startDate, record.begin)
    sink.date(subject, SCHEMA.endDate, record.end)
    sink.words(subject, DCTERMS.description, record.topic)
    sink.typed(subject, QUER.entries, record.entries, XSD.integer)
    sink.pages(subject, FOAF.page, record.page)
    sink.link(subject, QUER.planningArea, record.region, record=record, attribute="region")
    sink.link(subject, QUER.venue, record.place, record=record, attribute="place")
    sink.link(subject, QUER.discusses, *record.about, record=record, attribute="about")


def example(sink: Sink, record: Example) -> None:
    """State an example from elsewhere."""
    subject = sink.iri(record.ref)
    sink.start(subject, record, QUER.ReferenceExample)
    sink.pages(subject, FOAF.page, record.page)
    sink.link(subject, QUER.exampleFrom, *record.places, record=record, attribute="places")
    sink.link(subject, QUER.theme, *record.themes, record=record, attribute="themes")
    sink.link(subject, QUER.contributesTo, *record.goals, record=record, attribute="goals")


def _alignment(sink: Sink, subject: ox.NamedNode, record: Comment) -> None:
    """State what the author declared: for or against what the comment is about."""
    if record.alignment and record.about:
        stance = QUER.supports if record.alignment > 0 else QUER.opposes
        sink.link(subject, stance, record.about, record=record, attribute="alignment")


def _publication(redacted: bool) -> URIRef:
    return PUBLICATION_STATUS.redacted if redacted else PUBLICATION_STATUS.pending


def _line(sink: Sink, subject: ox.NamedNode, record: Comment | Idea) -> None:
    """State where in the source it stands: nothing else would lead a reader of the graph there."""
    number = record.origin.line if record.origin.line is not None else record.origin.row
    sink.typed(subject, QUER.lineNumber, number, XSD.integer)


def _votes(sink: Sink, subject: ox.NamedNode, supports: int | None, objections: int | None) -> None:
    sink.typed(subject, QUER.supportCount, supports, XSD.integer)
    sink.typed(subject, QUER.objectionCount, objections, XSD.integer)
