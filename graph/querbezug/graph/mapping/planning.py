"""Plans, themes, goals, measures, ideas and examples as triples."""

from __future__ import annotations

import pyoxigraph as ox
from rdflib.term import URIRef

from querbezug.graph.mapping.sink import Sink
from querbezug.graph.records import (
    Example,
    Goal,
    Idea,
    Kind,
    Measure,
    PlanDocument,
    Process,
    Relation,
    RelationKind,
    Theme,
)
from querbezug.ontology.strings import text
from querbezug.ontology.terms import DCTERMS, FOAF, MEASURE_STATUS, QUER, RDF, SCHEMA, SKOS, XSD

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
    sink.words(subject, SKOS.prefLabel, record.label)
    sink.words(subject, DCTERMS.description, record.description)
    sink.words(subject, QUER.guidingQuestion, record.guiding_question)
    sink.string(subject, SKOS.notation, record.notation)
    sink.add(subject, SKOS.inScheme, _scheme(sink, record))


def _scheme(sink: Sink, record: Theme) -> ox.NamedNode:
    """Return the scheme that all themes of one kind in one register share."""
    scope = record.ref.key.replace("#", "/").partition("/")[0]
    scheme = ox.NamedNode(sink.identity.minter.thing("scheme", f"{scope}_{record.ref.kind}"))
    sink.add(scheme, RDF.type, SKOS.ConceptScheme)
    sink.words(scheme, SKOS.prefLabel, text(f"graph.scheme-{record.ref.kind}", register=scope))
    if sink.region:
        sink.add(sink.iri(record.ref), DCTERMS.spatial, sink.region)
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


def process(sink: Sink, record: Process) -> None:
    """State a Beteiligungsverfahren."""
    subject = sink.iri(record.ref)
    sink.start(subject, record, QUER.ParticipationProcess)
    sink.date(subject, SCHEMA.startDate, record.begin)
    sink.date(subject, SCHEMA.endDate, record.end)
    sink.words(subject, DCTERMS.description, record.topic)
    sink.typed(subject, QUER.entries, record.entries, XSD.integer)
    sink.link(subject, QUER.planningArea, record.region, record=record, attribute="region")
    sink.link(subject, QUER.venue, record.place, record=record, attribute="place")
    sink.link(subject, QUER.discusses, *record.about, record=record, attribute="about")


def idea(sink: Sink, record: Idea) -> None:
    """State an idea and which comments express it."""
    subject = sink.iri(record.ref)
    sink.start(subject, record, QUER.Idea)
    sink.link(subject, QUER.theme, *record.themes, record=record, attribute="themes")
    sink.link(subject, QUER.contributesTo, *record.goals, record=record, attribute="goals")
    sink.link(subject, QUER.planningArea, *record.places, record=record, attribute="places")
    for comment in record.expressed_in:
        sink.add(sink.iri(comment), QUER.expressesIdea, subject)


def example(sink: Sink, record: Example) -> None:
    """State an example from elsewhere."""
    subject = sink.iri(record.ref)
    sink.start(subject, record, QUER.ReferenceExample)
    sink.pages(subject, FOAF.page, record.page)
    sink.link(subject, QUER.exampleFrom, *record.places, record=record, attribute="places")
    sink.link(subject, QUER.theme, *record.themes, record=record, attribute="themes")
    sink.link(subject, QUER.contributesTo, *record.goals, record=record, attribute="goals")


def relation(sink: Sink, record: Relation) -> None:
    """State how two things of different registers relate."""
    subject = sink.iri(record.subject)
    sink.origins.setdefault(subject.value, (record.origin, record.label))
    predicate = _RELATIONS[record.relation]
    sink.link(subject, predicate, record.object, record=record, attribute="relation")
