"""Citizens' words and the administration's answers as triples."""

from __future__ import annotations

import pyoxigraph as ox

from querbezug.graph.mapping.sink import Sink
from querbezug.graph.records import Comment, Response
from querbezug.ontology.terms import (
    AUTHORSHIP,
    DCTERMS,
    PROV,
    PUBLICATION_STATUS,
    QUER,
    RDF,
    RESPONSE_OUTCOME,
    XSD,
)


def comment(sink: Sink, record: Comment, iri: str) -> None:
    """State a comment as its source hands it down (at most 11 triples)."""
    subject = ox.NamedNode(iri)
    sink.origins[iri] = (record.origin, "")
    sink.add(subject, RDF.type, QUER.Comment)
    sink.words(subject, QUER.verbatimText, record.text)
    sink.typed(subject, QUER.sequence, record.sequence, XSD.integer)
    sink.typed(subject, QUER.lineNumber, record.origin.line, XSD.integer)
    sink.link(subject, QUER.about, record.about, record=record, attribute="about")
    sink.link(subject, QUER.submittedIn, record.process, record=record, attribute="process")
    sink.date(subject, DCTERMS.created, record.date)
    sink.add(subject, QUER.authorship, AUTHORSHIP.anonymous)
    status = PUBLICATION_STATUS.redacted if record.redacted else PUBLICATION_STATUS.pending
    sink.add(subject, QUER.publicationStatus, status)
    sink.add(subject, PROV.hadPrimarySource, sink.source)


def response(sink: Sink, record: Response) -> None:
    """State an answer and what it answers."""
    subject = sink.iri(record.ref)
    sink.start(subject, record, QUER.Response)
    sink.words(subject, QUER.verbatimText, record.text)
    sink.link(subject, QUER.respondsTo, *record.responds_to, record=record, attribute="responds_to")
    sink.date(subject, DCTERMS.created, record.date)
    if record.outcome:
        sink.add(subject, QUER.outcome, RESPONSE_OUTCOME[record.outcome])
