"""Each rule lets good data pass and catches its fault; each says so in both languages."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache

import pyshacl
import pytest
from ontology.mutants import (
    BASE,
    COMMENT,
    GOAL,
    HEADER,
    MUTANTS,
    PAGE,
    TIE,
    Mutant,
    mutated,
)
from rdflib import RDF, RDFS, SH, Graph, Literal, URIRef

from querbezug.ontology.resources import shapes_graph
from querbezug.ontology.terms import PREFIXES, SHAPES

LABELLED = f"""
    cross-cutting-theme/rek_digitalisierung field/rek_mobilitaet topic/rek_glasfaserausbau
    goal/rek_digitale-systeme measure/rek_radverkehr plan/rek_rek-2021 process/rek_buergerforum
    idea/spielplaetze-und-fahrradwege example/st-gallen place/rudolstadt
    place/landkreis-saalfeld-rudolstadt place/rek_stadthalle region/saalebogen
    organisation/rudolstadt organisation/ipu-erfurt cooperation/saalebogen
    report/rek_radverkehr-2023 paper/rat_2023-0141 decision/rat_top-7 {TIE}
    {PAGE}
""".split()


def findings(graph: Graph) -> Iterator[tuple[str, str, str]]:
    _, report, _ = pyshacl.validate(graph, shacl_graph=shapes_graph(), inference="none")
    for result in report.subjects(RDF.type, SH.ValidationResult):
        rule, focus, severity = (
            str(report.value(result, p)) for p in (SH.sourceShape, SH.focusNode, SH.resultSeverity)
        )
        yield rule.removeprefix(SHAPES), focus.removeprefix(BASE), severity.removeprefix(str(SH))


@cache
def _baseline(text: str) -> frozenset[tuple[str, str, str]]:
    return frozenset(findings(Graph().parse(data=text, format="turtle")))


def test_the_sample_has_no_violations(sample_text: str) -> None:
    assert _baseline(sample_text) == {("MeasureGoal", "measure/rek_w-4", "Info")}


# Literals such as -1 are wrong on purpose; rdflib says so on its way.
@pytest.mark.filterwarnings("ignore::UserWarning")
@pytest.mark.parametrize("mutant", MUTANTS, ids=str)
def test_each_rule_catches_its_fault(sample_graph: Graph, sample_text: str, mutant: Mutant) -> None:
    new = set(findings(mutated(sample_graph, mutant))) - _baseline(sample_text)
    severity = shapes_graph().value(SHAPES[mutant.rule], SH.severity, default=SH.Violation)
    assert (mutant.rule, mutant.thing, str(severity).removeprefix(str(SH))) in new


@pytest.mark.parametrize("thing", LABELLED)
def test_nothing_goes_without_a_name(sample_graph: Graph, thing: str) -> None:
    nameless = mutated(sample_graph, Mutant("LabelPresent", thing, "rdfs:label"))
    assert ("LabelPresent", thing, "Violation") in set(findings(nameless))


def test_every_rule_has_a_mutant() -> None:
    rules = {str(shape).removeprefix(SHAPES) for shape in shapes_graph().subjects(SH.message)}
    assert {mutant.rule for mutant in MUTANTS} == rules


def test_every_rule_has_a_name_and_speaks_both_languages() -> None:
    shapes = shapes_graph()
    for shape in {*shapes.objects(None, SH.property), *shapes.subjects(SH.message)}:
        assert isinstance(shape, URIRef)
        messages = [text for text in shapes.objects(shape, SH.message) if isinstance(text, Literal)]
        assert sorted(text.language or "" for text in messages) == ["de", "en"], shape


def test_every_rule_is_in_use() -> None:
    shapes = shapes_graph()
    for shape in shapes.subjects(RDF.type, SH.PropertyShape):
        assert list(shapes.subjects(SH.property, shape)), shape


def test_the_rules_need_nothing_but_shacl_core() -> None:
    for term in (SH.sparql, SH.js, SH.target, SH["class"]):
        assert not list(shapes_graph().triples((None, term, None)))


def test_a_withheld_contribution_needs_no_wording(sample_graph: Graph) -> None:
    graph = mutated(sample_graph, Mutant("", COMMENT, "quer:verbatimText"))
    subject = URIRef(BASE + COMMENT)
    graph.remove((subject, URIRef(PREFIXES["quer"] + "publicationStatus"), None))
    graph.parse(data=f"{HEADER}<{COMMENT}> quer:publicationStatus ps:withheld .", format="turtle")
    assert not [finding for finding in findings(graph) if finding[1] == COMMENT]


@pytest.mark.parametrize(
    "wording",
    [
        "Der Haushalt 2021/2022 hat 12 000 000 Euro.",
        "Siehe https://www.uni-jena.de/200525_WeCare und § 3 Abs. 2 BauGB.",
        "Von 08:00 bis 17:00 Uhr, am 01.02.2021, Linie 10.",
        "Instagram @saalfeld, Stand 2030",
        "PLZ 07318 und 07407",
    ],
)
def test_ordinary_numbers_and_addresses_are_not_taken_for_contact_data(
    sample_graph: Graph, wording: str
) -> None:
    mutant = Mutant("", COMMENT, "quer:verbatimText", f'quer:verbatimText "{wording}"@de')
    assert not [finding for finding in findings(mutated(sample_graph, mutant)) if finding[1] == COMMENT]


def test_labels_in_several_languages_are_welcome(sample_graph: Graph) -> None:
    graph = mutated(sample_graph, Mutant("", GOAL, add='rdfs:label "Close the gaps"@en'))
    assert (None, RDFS.label, Literal("Close the gaps", lang="en")) in graph
    assert not [finding for finding in findings(graph) if finding[1] == GOAL]
