"""Faults, one for each way to break a rule, and how to make them in good data."""

from __future__ import annotations

from dataclasses import dataclass

from rdflib import Graph, URIRef

from querbezug.ontology.terms import PREFIXES

BASE = "https://w3id.org/querbezug/id/"
HEADER = "".join(f"@prefix {p}: <{n}> .\n" for p, n in PREFIXES.items()) + f"@base <{BASE}> .\n"
COMMENT = "comment/querschnittsthema-digitalisierung-02"
GOAL = "goal/rek_radwege"
IDEA = "idea/spielplaetze-und-fahrradwege"
FIGURE = "place/rudolstadt#einwohner-2019"
PAGE = "source/querschnittsthema-digitalisierung"
TIE = "tie/rudolstadt_saalfeld-saale"
LONG = "x" * 20_001


@dataclass(frozen=True)
class Mutant:
    """A fault: one thing loses the values of a property and gains others."""

    rule: str
    thing: str
    remove: str = ""
    add: str = ""
    note: str = ""

    def __str__(self) -> str:
        return f"{self.rule}-{self.note}" if self.note else self.rule


# rule, thing, property to empty, values to add, what is special
MUTANTS = [
    Mutant("LabelPresent", GOAL, "rdfs:label"),
    Mutant("LabelUnique", GOAL, add='rdfs:label "Radwege bauen"@de'),
    Mutant("LabelLanguage", GOAL, "rdfs:label", 'rdfs:label "Radwege"'),
    Mutant("LabelNotBlank", GOAL, "rdfs:label", 'rdfs:label ""@de'),
    Mutant("LabelNotBlank", GOAL, "rdfs:label", 'rdfs:label " \\t\\u00A0"@de', "spaces"),
    Mutant("LabelOneLine", GOAL, "rdfs:label", 'rdfs:label "Rad\\nwege"@de'),
    Mutant("LabelOneLine", GOAL, "rdfs:label", 'rdfs:label "Radwege\\r"@de', "at-the-end"),
    Mutant("LabelLength", GOAL, "rdfs:label", f'rdfs:label "{"x" * 401}"@de'),
    Mutant("PlanningLinkIsIri", GOAL, add='quer:inPlan "REK"'),
    Mutant("WebAddress", "example/wecare", add="foaf:page <ftp://example.org/>"),
    Mutant("WebAddress", GOAL, add='dct:source "https://example.org/"', note="text"),
    Mutant("WebAddress", FIGURE, add="dct:source <urn:x:y>", note="figure"),
    Mutant("Date", "process/rek_buergerforum", "schema:startDate", 'schema:startDate "9.9.2021"'),
    Mutant(
        "Date",
        "process/rek_buergerforum",
        add='schema:endDate "2021-09-09T10:00:00"^^xsd:dateTime',
        note="time",
    ),
    Mutant("Date", "plan/rek_rek-2002", "dct:issued", 'dct:issued "Frühjahr 2002"', "plan"),
    Mutant("ThemePrefLabel", "field/rek_mobilitaet", "skos:prefLabel"),
    Mutant("ThemePrefLabel", "field/rek_mobilitaet", add='skos:prefLabel "Verkehr"@de', note="two"),
    Mutant("ThemeScheme", "field/rek_mobilitaet", "skos:inScheme"),
    Mutant("ThemeScheme", "field/rek_mobilitaet", add="skos:inScheme <scheme/nachbar_field>", note="two"),
    Mutant("GoalTheme", "goal/nachbar_takt", "quer:theme"),
    Mutant("GoalTheme", GOAL, "quer:contributesTo", note="sub-goal"),
    Mutant("MeasureGoal", "measure/rek_radverkehr", "quer:contributesTo"),
    Mutant("MeasureStatus", "measure/rek_radverkehr", "quer:measureStatus", "quer:measureStatus rs:proposed"),
    Mutant("MeasureStatus", "measure/rek_radverkehr", add="quer:measureStatus ms:running", note="two"),
    Mutant("ReviewOf", "review/r1", "quer:reviewOf"),
    Mutant("ReviewerRole", "review/r1", "quer:reviewerRole"),
    Mutant("ReviewerRole", "review/r1", "quer:reviewerRole", 'quer:reviewerRole ""', "empty"),
    Mutant("ReportOn", "report/rek_radverkehr-2023", "quer:reportsOn"),
    Mutant("ReportOn", "report/rek_radverkehr-2023", add="quer:reportsOn <measure/rek_w-4>", note="two"),
    Mutant("MeasureStatus", "report/rek_radverkehr-2023", add="quer:measureStatus ms:adopted", note="report"),
    Mutant("CouncilLinkIsIri", "paper/rat_2023-0141", add='quer:originator "Ratsfrau Muster"'),
    Mutant("CouncilLinkIsIri", "decision/rat_top-7", add='quer:decides "Saaleradweg"', note="decision"),
    Mutant("VoteCount", COMMENT, add="quer:supportCount -1"),
    Mutant("VoteCount", IDEA, add='quer:objectionCount "viele"', note="idea"),
    Mutant("ContributionNoPerson", IDEA, add="dct:creator <https://example.org/eva>", note="idea"),
    Mutant("WordingEmail", IDEA, add='quer:verbatimText "an eva.muster@stadt.example!"@de', note="idea"),
    Mutant("PlanBudget", "measure/rek_radverkehr", add="quer:budget -1", note="measure"),
    Mutant("PlanBudget", "plan/rek_rek-2021", add="quer:budget -1"),
    Mutant("ProcessEntries", "process/rek_buergerforum", "quer:entries", "quer:entries -92"),
    Mutant("WordingText", COMMENT, "quer:verbatimText", 'quer:verbatimText " \\n"@de'),
    Mutant("WordingText", COMMENT, "quer:verbatimText", 'quer:verbatimText "ohne Sprache"', "no-language"),
    Mutant("WordingText", COMMENT, add='quer:verbatimText "noch einer"@de', note="two"),
    Mutant("WordingText", "response/glasfaser", "quer:verbatimText", 'quer:verbatimText ""@de', "response"),
    Mutant("WordingLength", COMMENT, "quer:verbatimText", f'quer:verbatimText "{LONG}"@de'),
    Mutant(
        "WordingEmail", COMMENT, "quer:verbatimText", 'quer:verbatimText "an eva.muster@stadt.example!"@de'
    ),
    Mutant("WordingPhone", COMMENT, "quer:verbatimText", 'quer:verbatimText "Ruf an: 03672 / 486 0123"@de'),
    Mutant("WordingPhone", COMMENT, "quer:verbatimText", 'quer:verbatimText "+4936724860123"@de', "compact"),
    Mutant("ContributionWording", COMMENT, "quer:verbatimText"),
    Mutant("ContributionLine", COMMENT, "quer:lineNumber", "quer:lineNumber 0"),
    Mutant("ContributionLine", COMMENT, add="quer:lineNumber 7", note="two"),
    Mutant("ContributionSequence", COMMENT, "quer:sequence"),
    Mutant(
        "ContributionSequence",
        COMMENT,
        "quer:sequence",
        "quer:sequence -1",
        "negative",
    ),
    Mutant("ContributionAuthorship", COMMENT, "quer:authorship"),
    Mutant("ContributionAuthorship", COMMENT, "quer:authorship", "quer:authorship ps:pending", "other-list"),
    Mutant("ContributionPublication", COMMENT, "quer:publicationStatus"),
    Mutant("ContributionPublication", COMMENT, add="quer:publicationStatus ps:released", note="two"),
    Mutant("ContributionDate", COMMENT, add='dct:created "2021-09-09T18:30:00"^^xsd:dateTime'),
    Mutant("ContributionDate", COMMENT, add='dct:created "gestern"', note="text"),
    *(
        Mutant("ContributionNoPerson", COMMENT, add=f"{name} <https://example.org/eva>", note=name)
        for name in ("dct:creator", "schema:author", "sioc:has_creator", "foaf:maker", "prov:wasAttributedTo")
    ),
    Mutant("ContributionNoPerson", COMMENT, add='foaf:mbox "eva@stadt.example"', note="mbox"),
    Mutant("ContributionLinkIsIri", COMMENT, add='quer:about "Digitalisierung"@de'),
    Mutant("ResponseTarget", "response/glasfaser", "quer:respondsTo"),
    Mutant("ResponseOutcome", "response/glasfaser", "quer:outcome", 'quer:outcome "abgelehnt"'),
    Mutant("AssessmentTarget", "assessment/a5", "quer:assesses"),
    Mutant("AssessmentTarget", "assessment/a5", add=f"quer:assesses <{COMMENT}>", note="two"),
    Mutant("AssessmentBody", "assessment/a9", "quer:contributionFunction"),
    Mutant("AssessmentQuote", "assessment/a5", "quer:quote"),
    Mutant("AssessmentQuote", "assessment/a5", "quer:quote", 'quer:quote ""', "empty"),
    Mutant("AssessmentStart", "assessment/a5", "quer:start", "quer:start -1"),
    Mutant("AssessmentSpan", "assessment/a5", "quer:start", "quer:start 135", "equal"),
    Mutant("AssessmentEnd", "assessment/a5", "quer:end"),
    Mutant("Distance", "assessment/a15", "quer:distance", "quer:distance -0.1"),
    Mutant("Distance", "assessment/a15", add="quer:distance 7.0", note="two"),
    Mutant("PlaceAssignmentShape", "assessment/a15", "quer:distance"),
    Mutant("BodyUnique", "assessment/a15", "oa:hasBody", note="no-place"),
    Mutant("Confidence", "assessment/a5", "quer:confidence", "quer:confidence 1.01"),
    Mutant("Confidence", "assessment/a5", "quer:confidence", "quer:confidence -0.1", "negative"),
    Mutant("Confidence", "assessment/a5", "quer:confidence", "quer:confidence 0.9e0", "double"),
    Mutant("Confidence", "assessment/c1", "quer:confidence", note="missing"),
    Mutant("ReviewStatus", "assessment/a5", "quer:reviewStatus", "quer:reviewStatus ms:proposed"),
    Mutant("AssessmentMethod", "assessment/a5", "quer:method", 'quer:method "place-name"'),
    Mutant("GeneratedByRun", "assessment/a5", "prov:wasGeneratedBy"),
    Mutant("StanceCode", "assessment/a7", "quer:stance", "quer:stance fn:question"),
    Mutant("StanceTarget", "assessment/a7", "quer:stanceTarget"),
    Mutant(
        "FunctionCode", "assessment/a9", "quer:contributionFunction", "quer:contributionFunction st:support"
    ),
    Mutant("BodyUnique", "assessment/a5", add="oa:hasBody <place/rudolstadt>"),
    Mutant("CandidateThing", "assessment/c1", "quer:candidate"),
    Mutant("CandidateFor", "assessment/c1", "quer:candidateFor"),
    Mutant("InferredSubject", "statement/6f1c0a5be0c1d2a3", "rdf:subject"),
    Mutant("InferredPredicate", "statement/6f1c0a5be0c1d2a3", "rdf:predicate", 'rdf:predicate "theme"'),
    Mutant("InferredObject", "statement/6f1c0a5be0c1d2a3", add="rdf:object <goal/rek_radwege>"),
    Mutant("RunStarted", "run/r1", "prov:startedAtTime", 'prov:startedAtTime "heute"'),
    Mutant("SourceChecksum", PAGE, "quer:sha256", 'quer:sha256 "3cc6f9"'),
    Mutant("SourceChecksum", PAGE, "quer:sha256", f'quer:sha256 "{"g" * 64}"', "not-hexadecimal"),
    Mutant("SourceFileName", PAGE, "quer:fileName"),
    Mutant("SourceReader", PAGE, "quer:reader", 'quer:reader ""'),
    Mutant("SourceReaderVersion", PAGE, "quer:readerVersion"),
    Mutant("PlaceLatitude", "place/rudolstadt", "wgs84:lat", "wgs84:lat 90.1"),
    Mutant("PlaceLatitude", "place/rudolstadt", "wgs84:lat", "wgs84:lat -91", "south"),
    Mutant("PlaceLongitude", "place/rudolstadt", "wgs84:long", "wgs84:long 180.5"),
    Mutant("PlaceLongitude", "place/rudolstadt", add="wgs84:long 11.0", note="two"),
    Mutant("PlaceGeometry", "place/rudolstadt", add="geo:hasGeometry <place/saalfeld-saale#point>"),
    Mutant("PlaceCoordinates", "place/rudolstadt", "wgs84:lat"),
    Mutant("PlaceCoordinates", "place/rudolstadt", "wgs84:long", note="longitude"),
    *(
        Mutant(
            "MunicipalityKey",
            "place/rudolstadt",
            "quer:municipalityKey",
            f'quer:municipalityKey "{key}"',
            key[:8],
        )
        for key in ("1607307", "17073076", "00073076", "160730766", "1607307x", "16073076\\n")
    ),
    Mutant("PlacePopulation", "place/rudolstadt", "quer:population", "quer:population -5"),
    *(
        Mutant(
            "CountyKey",
            "place/landkreis-saalfeld-rudolstadt",
            "quer:countyKey",
            f'quer:countyKey "{key}"',
            key,
        )
        for key in ("1607", "160730", "17073")
    ),
    *(
        Mutant(
            "GeometryPoint", "place/rudolstadt#point", "geo:asWKT", f'geo:asWKT "{wkt}"^^geo:wktLiteral', wkt
        )
        for wkt in ("POINT(11.3)", "POINT(11,3 50,7)", "50.7 11.3", "POLYGON((1 2))")
    ),
    Mutant("FigureValue", FIGURE, "quer:population"),
    Mutant("FigureDate", FIGURE, "dct:date"),
    Mutant("FigureForecast", FIGURE, "quer:forecast", 'quer:forecast "ja"'),
    Mutant(
        "CooperationMembers",
        "cooperation/saalebogen",
        "org:hasMember",
        "org:hasMember <organisation/rudolstadt>",
    ),
    Mutant("TieBetween", TIE, add="quer:between <place/schwarzburg>"),
    Mutant("TieBetween", TIE, "quer:between", "quer:between <place/rudolstadt>", "one"),
    Mutant("TieReasons", TIE, "quer:tieReason"),
    Mutant("TieWeight", TIE, "quer:tieWeight", "quer:tieWeight -0.1"),
    Mutant("TieWeight", f"{TIE}#r1", add="quer:tieWeight 0.1", note="two"),
    Mutant("TieLayer", f"{TIE}#r1", "quer:tieLayer", "quer:tieLayer mt:place-name"),
    Mutant("TieThing", f"{TIE}#r1", add="quer:tieThing <measure/rek_saaleradweg>"),
    Mutant("TieCounterpart", f"{TIE}#r1", add='quer:tieCounterpart "Radweg"'),
    Mutant("TieConcluded", f"{TIE}#r1", "quer:concluded", 'quer:concluded "ja"'),
    Mutant("TieReasonShape", f"{TIE}#r1", "quer:tieThing"),
    Mutant("TieReasonShape", f"{TIE}#r3", add="quer:tieThing <place/rudolstadt>", note="both"),
    Mutant("Distance", f"{TIE}#r3", "quer:distance", "quer:distance -1.0", "neighbours"),
]


def mutated(sample: Graph, mutant: Mutant) -> Graph:
    graph = Graph()
    for triple in sample:
        graph.add(triple)
    subject = URIRef(BASE + mutant.thing)
    assert list(graph.predicate_objects(subject)), "the mutant must change something that exists"
    if mutant.remove:
        prefix, _, name = mutant.remove.partition(":")
        predicate = URIRef(PREFIXES[prefix] + name)
        assert list(graph.objects(subject, predicate))
        graph.remove((subject, predicate, None))
    if mutant.add:
        graph.parse(data=f"{HEADER}<{mutant.thing}> {mutant.add} .", format="turtle")
    return graph
