"""The names of everything the graph is made of, as constants.

A misspelt term is an error at import or in the type checker, never a silent new property.
"""
# ruff: noqa: N815 - the attributes are the terms as the ontology spells them

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from rdflib import DCTERMS, FOAF, ORG, OWL, PROV, RDF, RDFS, SKOS, XSD, Namespace, URIRef
from rdflib.namespace import ClosedNamespace, DefinedNamespace

__all__ = [
    "AUTHORSHIP",
    "BIBO",
    "CONTRIBUTION_FUNCTION",
    "DCTERMS",
    "FOAF",
    "GEO",
    "MEASURE_STATUS",
    "METHOD",
    "OA",
    "ONTOLOGY",
    "ORG",
    "OWL",
    "PREFIXES",
    "PROV",
    "PUBLICATION_STATUS",
    "QUER",
    "RDF",
    "RDFS",
    "RESPONSE_OUTCOME",
    "REVIEW_STATUS",
    "SCHEMA",
    "SHAPES",
    "SIOC",
    "SKOS",
    "STANCE",
    "TIE_LAYER",
    "TOPIC",
    "VANN",
    "VOCABULARY",
    "WGS84",
    "XSD",
]

ONTOLOGY = URIRef("https://w3id.org/querbezug/def")


class QUER(DefinedNamespace):
    """The terms of our own ontology; asking for one it does not declare fails."""

    _fail = True
    _NS = Namespace("https://w3id.org/querbezug/def#")

    # classes
    Assessment: URIRef
    Category: URIRef
    CityTie: URIRef
    Comment: URIRef
    Contribution: URIRef
    CouncilPaper: URIRef
    County: URIRef
    CrossCuttingGoal: URIRef
    CrossCuttingTheme: URIRef
    Decision: URIRef
    District: URIRef
    FieldOfAction: URIRef
    FormalStatement: URIRef
    FunctionAssessment: URIRef
    Goal: URIRef
    Idea: URIRef
    IdeaExpression: URIRef
    IdentityCandidate: URIRef
    InferredStatement: URIRef
    InterMunicipalCooperation: URIRef
    Landscape: URIRef
    LinkingRun: URIRef
    LocalAuthority: URIRef
    Measure: URIRef
    Mention: URIRef
    Municipality: URIRef
    ParticipationProcess: URIRef
    Place: URIRef
    PlaceAssignment: URIRef
    PlanDocument: URIRef
    PlanningElement: URIRef
    PopulationFigure: URIRef
    ReferenceExample: URIRef
    Region: URIRef
    Response: URIRef
    ReviewDecision: URIRef
    Site: URIRef
    SourceDocument: URIRef
    StanceAssessment: URIRef
    StatusReport: URIRef
    Theme: URIRef
    ThemeAssignment: URIRef
    TieReason: URIRef
    Topic: URIRef

    # links
    about: URIRef
    alternative: URIRef
    assesses: URIRef
    authorship: URIRef
    between: URIRef
    candidate: URIRef
    candidateFor: URIRef
    comparableTo: URIRef
    contributesTo: URIRef
    contributionFunction: URIRef
    correctedTo: URIRef
    decidedBy: URIRef
    decides: URIRef
    discusses: URIRef
    evolvedInto: URIRef
    exampleFrom: URIRef
    expressesIdea: URIRef
    hasMemberMunicipality: URIRef
    inPlan: URIRef
    measureStatus: URIRef
    mentions: URIRef
    method: URIRef
    opposes: URIRef
    originator: URIRef
    outcome: URIRef
    planningArea: URIRef
    populationFigure: URIRef
    publicationStatus: URIRef
    refersToExample: URIRef
    replyTo: URIRef
    reportsOn: URIRef
    respondsTo: URIRef
    responsible: URIRef
    reviewOf: URIRef
    reviewStatus: URIRef
    stance: URIRef
    stanceTarget: URIRef
    submittedIn: URIRef
    supports: URIRef
    territory: URIRef
    theme: URIRef
    tieCounterpart: URIRef
    tieLayer: URIRef
    tieReason: URIRef
    tieThing: URIRef
    venue: URIRef

    # values
    agendaNumber: URIRef
    budget: URIRef
    code: URIRef
    concluded: URIRef
    confidence: URIRef
    cooperationKind: URIRef
    countyKey: URIRef
    decisionResult: URIRef
    distance: URIRef
    end: URIRef
    entries: URIRef
    fileName: URIRef
    forecast: URIRef
    founded: URIRef
    goalLevel: URIRef
    guidingQuestion: URIRef
    horizon: URIRef
    lineNumber: URIRef
    measureKind: URIRef
    meeting: URIRef
    municipalityKey: URIRef
    objectionCount: URIRef
    organisationKind: URIRef
    outdated: URIRef
    paperKind: URIRef
    period: URIRef
    population: URIRef
    quote: URIRef
    reader: URIRef
    readerVersion: URIRef
    reportedStatus: URIRef
    reviewerRole: URIRef
    seat: URIRef
    sequence: URIRef
    sha256: URIRef
    start: URIRef
    statusNote: URIRef
    supportCount: URIRef
    tieWeight: URIRef
    verbatimText: URIRef
    inverseLabel: URIRef


SHAPES = Namespace("https://w3id.org/querbezug/shapes#")
VOCABULARY = Namespace("https://w3id.org/querbezug/vocab/")

BIBO = Namespace("http://purl.org/ontology/bibo/")
GEO = Namespace("http://www.opengis.net/ont/geosparql#")
OA = Namespace("http://www.w3.org/ns/oa#")
SCHEMA = Namespace("https://schema.org/")
SIOC = Namespace("http://rdfs.org/sioc/ns#")
VANN = Namespace("http://purl.org/vocab/vann/")
WGS84 = Namespace("http://www.w3.org/2003/01/geo/wgs84_pos#")


def _code_list(name: str, *codes: str) -> ClosedNamespace:
    return ClosedNamespace(VOCABULARY[f"{name}/"], list(codes))


AUTHORSHIP = _code_list("authorship", "anonymous", "named", "pseudonymous", "institutional")
CONTRIBUTION_FUNCTION = _code_list(
    "contribution-function", "question", "suggestion", "argument", "information"
)
MEASURE_STATUS = _code_list("measure-status", "proposed", "adopted", "running", "completed", "dropped")
METHOD = _code_list(
    "method",
    "place-name",
    "explicit-url",
    "theme-word",
    "example-cue",
    "label-likeness",
    "by-hand",
    "topic-word",
    "function-rules",
    "stance-rules",
    "wording-likeness",
    "meaning-likeness",
    "near-duplicate",
    "nearest-place",
)
PUBLICATION_STATUS = _code_list(
    "publication-status", "pending", "released", "redacted", "withheld", "withdrawn"
)
RESPONSE_OUTCOME = _code_list(
    "response-outcome", "followed", "already-followed", "not-followed", "referred", "noted"
)
REVIEW_STATUS = _code_list("review-status", "proposed", "confirmed", "corrected", "rejected")
STANCE = _code_list("stance", "support", "conditional-support", "objection", "neutral")
TIE_LAYER = _code_list(
    "tie-layer",
    "measure",
    "goal",
    "theme",
    "topic",
    "cooperation",
    "planner",
    "actor",
    "comparable",
    "co-mention",
    "example",
    "neighbour",
)

TOPIC = Namespace(VOCABULARY["topic/"])
"""The lexicon of topics: no closed list, for installations add their own; see ``topics.py``."""

PREFIXES: Mapping[str, str] = MappingProxyType(
    {
        "quer": "https://w3id.org/querbezug/def#",
        "au": "https://w3id.org/querbezug/vocab/authorship/",
        "fn": "https://w3id.org/querbezug/vocab/contribution-function/",
        "ms": "https://w3id.org/querbezug/vocab/measure-status/",
        "mt": "https://w3id.org/querbezug/vocab/method/",
        "ps": "https://w3id.org/querbezug/vocab/publication-status/",
        "ro": "https://w3id.org/querbezug/vocab/response-outcome/",
        "rs": "https://w3id.org/querbezug/vocab/review-status/",
        "st": "https://w3id.org/querbezug/vocab/stance/",
        "tl": "https://w3id.org/querbezug/vocab/tie-layer/",
        "qsh": "https://w3id.org/querbezug/shapes#",
        "dct": str(DCTERMS),
        "foaf": str(FOAF),
        "geo": str(GEO),
        "oa": str(OA),
        "org": str(ORG),
        "owl": str(OWL),
        "prov": str(PROV),
        "rdf": str(RDF),
        "rdfs": str(RDFS),
        "schema": str(SCHEMA),
        "sioc": str(SIOC),
        "skos": str(SKOS),
        "wgs84": str(WGS84),
        "xsd": str(XSD),
    }
)
"""Prefix to namespace, ours first, in the order in which Turtle declares them."""
