"""Plans, themes, goals, measures and reports on them as triples."""

from __future__ import annotations

import pyoxigraph as ox
from rdflib.term import URIRef

from querbezug.graph.mapping.places import position
from querbezug.graph.mapping.sink import Sink
from querbezug.graph.records import (
    Goal,
    Kind,
    Measure,
    PlanDocument,
    Relation,
    RelationKind,
    StatusReport,
    Theme,
)
from querbezug.ontology.strings import text
from querbezug.ontology.terms import DCTERMS, MEASURE_STATUS, QUER, RDF, SCHEMA, SKOS, XSD

THEME_CLASSES: dict[Kind, URIRef] = {
    Kind.FIELD: QUER.FieldOfAction,
    Kind.CROSS_CUTTING: QUER.CrossCuttingTheme,
    Kind.TOPIC: QUER.Topic,
    Kind.CATEGORY: QUER.Category,
}

_RELATIONS: dict[RelationKind, URIRef] = {
    RelationKind.SAME_THEME: SKOS.exactMatch,
    RelationKind.CLOSE_THEME: SKOS.closeMatch,
    RelationKind.COMPARABLE: QUER.comparableTo,
}


def theme(sink: Sink, record: Theme) -> None:
    """State a Handlungsfeld, Querschnittsthema, Thema or Kategorie and its scheme."""
    subject = sink.iri(record.ref)
    sink.start(subject, record, THEME_CLASSES[record.ref.kind], QUER.Theme, SKOS.Concept)
    if not record.is_inferred("label"):
        sink.words(subject, SKOS.prefLabel, record.label)
    sink.words(subject, DCTERMS.description, record.description)
    sink.words(subject, QUER.guidingQuestion, record.guiding_question)
    sink.string(subject, SKOS.notation, record.notation)
    sink.link(subject, SKOS.broader, record.broader, record=record, attribute="broader")
    sink.add(subject, SKOS.inScheme, _scheme(sink, record))
    sink.in_region(subject)


def _scheme(sink: Sink, record: Theme) -> ox.NamedNode:
    """Return the scheme that all themes of one kind in one register share."""
    scope = record.ref.key.replace("#", "/").partition("/")[0]
    scheme = ox.NamedNode(sink.identity.minter.thing("scheme", f"{scope}_{record.ref.kind}"))
    sink.add(scheme, RDF.type, SKOS.ConceptScheme)
    sink.words(scheme, SKOS.prefLabel, text(f"graph.scheme-{record.ref.kind}", register=scope))
    return scheme


def goal(sink: Sink, record: Goal) -> None:
    """State a Ziel; one that serves a Querschnittsthema is a CrossCuttingGoal too."""
    subject = sink.iri(record.ref)
    cross_cutting = any(ref.kind is Kind.CROSS_CUTTING for ref in record.themes)
    classes = (QUER.Goal, QUER.CrossCuttingGoal) if cross_cutting else (QUER.Goal,)
    sink.start(subject, record, *classes)
    if record.verbatim:
        sink.words(subject, QUER.verbatimText, record.label)
    sink.string(subject, QUER.goalLevel, record.level)
    sink.link(subject, QUER.inPlan, record.plan, record=record, attribute="plan")
    sink.link(subject, QUER.contributesTo, record.parent, record=record, attribute="parent")
    sink.link(subject, QUER.theme, *record.themes, record=record, attribute="themes")
    sink.link(subject, QUER.planningArea, *record.places, record=record, attribute="places")


def measure(sink: Sink, record: Measure) -> None:
    """State a Maßnahme with all it serves and where it is."""
    subject = sink.iri(record.ref)
    sink.start(subject, record, QUER.Measure)
    sink.string(subject, QUER.measureKind, record.category)
    sink.string(subject, QUER.code, record.code)
    sink.string(subject, QUER.period, record.period)
    sink.words(subject, QUER.statusNote, record.status_note)
    sink.words(subject, DCTERMS.description, record.description)
    for question in record.guiding_questions:
        sink.words(subject, QUER.guidingQuestion, question)
    if record.status:
        sink.add(subject, QUER.measureStatus, MEASURE_STATUS[record.status])
    sink.link(subject, QUER.inPlan, record.plan, record=record, attribute="plan")
    sink.link(subject, DCTERMS.isPartOf, record.part_of, record=record, attribute="part_of")
    sink.link(subject, QUER.theme, *record.themes, record=record, attribute="themes")
    sink.link(subject, QUER.contributesTo, *record.goals, record=record, attribute="goals")
    sink.link(subject, QUER.planningArea, *record.places, record=record, attribute="places")
    sink.link(subject, QUER.responsible, *record.responsible, record=record, attribute="responsible")
    sink.date(subject, SCHEMA.startDate, record.begin)
    sink.date(subject, SCHEMA.endDate, record.end)
    sink.typed(subject, QUER.budget, record.cost_eur, XSD.integer)
    for origin in record.from_ideas:
        sink.add(sink.iri(origin), QUER.evolvedInto, subject)
    if record.latitude is not None and record.longitude is not None:
        position(sink, subject, record.latitude, record.longitude)


def plan(sink: Sink, record: PlanDocument) -> None:
    """State a plan document."""
    subject = sink.iri(record.ref)
    sink.start(subject, record, QUER.PlanDocument)
    sink.string(subject, QUER.horizon, record.horizon)
    sink.date(subject, DCTERMS.issued, record.adopted)
    sink.typed(subject, QUER.budget, record.budget_eur, XSD.integer)
    sink.link(subject, DCTERMS.replaces, record.replaces, record=record, attribute="replaces")
    sink.link(subject, DCTERMS.creator, *record.authors, record=record, attribute="authors")
    sink.link(subject, QUER.planningArea, record.region, record=record, attribute="region")


def report(sink: Sink, record: StatusReport) -> None:
    """State a Sachstandsbericht on a measure."""
    subject = sink.iri(record.ref)
    sink.start(subject, record, QUER.StatusReport)
    sink.words(subject, QUER.verbatimText, record.text)
    sink.string(subject, QUER.period, record.period)
    sink.string(subject, QUER.reportedStatus, record.assessment)
    if record.status:
        sink.add(subject, QUER.measureStatus, MEASURE_STATUS[record.status])
    sink.link(subject, QUER.reportsOn, record.reports_on, record=record, attribute="reports_on")


def relation(sink: Sink, record: Relation) -> None:
    """State how two things of different registers relate."""
    subject = sink.iri(record.subject)
    sink.origins.setdefault(subject.value, (record.origin, record.label))
    predicate = _RELATIONS[record.relation]
    sink.link(subject, predicate, record.object, record=record, attribute="relation")
