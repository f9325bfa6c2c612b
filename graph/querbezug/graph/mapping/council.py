"""What a council deals with as triples."""

from __future__ import annotations

from querbezug.graph.mapping.sink import Sink
from querbezug.graph.records import Decision, Paper
from querbezug.ontology.terms import DCTERMS, FOAF, QUER


def paper(sink: Sink, record: Paper) -> None:
    """State a Vorlage or Antrag and who brought it in."""
    subject = sink.iri(record.ref)
    sink.start(subject, record, QUER.CouncilPaper)
    sink.string(subject, QUER.code, record.reference)
    sink.string(subject, QUER.paperKind, record.category)
    sink.date(subject, DCTERMS.date, record.date)
    sink.pages(subject, FOAF.page, record.page)
    sink.link(subject, QUER.originator, *record.originators, record=record, attribute="originators")
    sink.link(subject, QUER.planningArea, *record.places, record=record, attribute="places")
    sink.link(subject, QUER.theme, *record.themes, record=record, attribute="themes")
    sink.link(subject, DCTERMS.isPartOf, *record.part_of, record=record, attribute="part_of")
    sink.link(subject, DCTERMS.relation, *record.related, record=record, attribute="related")


def decision(sink: Sink, record: Decision) -> None:
    """State a Beschluss: what was decided, on what, by whom, when."""
    subject = sink.iri(record.ref)
    sink.start(subject, record, QUER.Decision)
    sink.string(subject, QUER.decisionResult, record.result)
    sink.string(subject, QUER.meeting, record.meeting)
    sink.string(subject, QUER.agendaNumber, record.number)
    sink.date(subject, DCTERMS.date, record.date)
    sink.pages(subject, FOAF.page, record.page)
    sink.link(subject, QUER.decides, *record.about, record=record, attribute="about")
    sink.link(subject, QUER.decidedBy, *record.decided_by, record=record, attribute="decided_by")
