"""The ontology keeps what its documentation promises of every term."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest
from rdflib import OWL, RDF, RDFS, SH, SKOS, Graph, URIRef
from rdflib.collection import Collection
from rdflib.namespace import ClosedNamespace

from querbezug.ontology import terms
from querbezug.ontology.docs import ontology_page
from querbezug.ontology.resources import (
    Labels,
    labels,
    ontology_files,
    ontology_graph,
    ontology_turtle,
    shapes_graph,
    vocabulary_graph,
)
from querbezug.ontology.strings import LANGUAGES
from querbezug.ontology.terms import DCTERMS, ONTOLOGY, QUER, SCHEMA, VOCABULARY

REPOSITORY = Path(__file__).parents[2]
OWN = next(file for file in ontology_files() if file.name == "querbezug.ttl")
OWN_GRAPH = Graph().parse(data=OWN.read_text(encoding="utf-8"), format="turtle")
OWN_TERMS = sorted(s for s in OWN_GRAPH.subjects(RDFS.isDefinedBy, ONTOLOGY) if isinstance(s, URIRef))
LINKS = sorted(s for s in OWN_GRAPH.subjects(RDF.type, OWL.ObjectProperty) if isinstance(s, URIRef))
LEXICON = "topic"
CODES = sorted(s for s in vocabulary_graph().subjects(RDF.type, SKOS.Concept) if isinstance(s, URIRef))
CODE_LISTS = {
    "authorship": terms.AUTHORSHIP,
    "contribution-function": terms.CONTRIBUTION_FUNCTION,
    "measure-status": terms.MEASURE_STATUS,
    "method": terms.METHOD,
    "publication-status": terms.PUBLICATION_STATUS,
    "response-outcome": terms.RESPONSE_OUTCOME,
    "review-status": terms.REVIEW_STATUS,
    "stance": terms.STANCE,
    "tie-layer": terms.TIE_LAYER,
}


def languages(graph: Graph, term: URIRef, predicate: URIRef) -> list[str]:
    return sorted(getattr(text, "language", "") or "" for text in graph.objects(term, predicate))


@pytest.mark.parametrize("term", [*OWN_TERMS, *CODES])
def test_each_term_and_code_is_named_and_defined_once_in_german_and_english(term: URIRef) -> None:
    for predicate in (RDFS.label, SKOS.definition):
        assert languages(ontology_graph(), term, predicate) == ["de", "en"]


@pytest.mark.parametrize("term", LINKS)
def test_each_link_can_be_read_backwards_in_both_languages(term: URIRef) -> None:
    assert languages(OWN_GRAPH, term, QUER.inverseLabel) == ["de", "en"]


def test_links_of_other_vocabularies_can_be_read_backwards_too() -> None:
    graph = ontology_graph()
    for link in graph.subjects(RDF.type, OWL.ObjectProperty):
        assert languages(graph, URIRef(str(link)), RDFS.label) == ["de", "en"], link
        assert languages(graph, URIRef(str(link)), QUER.inverseLabel) == ["de", "en"], link


def test_the_constants_are_exactly_the_terms_of_the_ontology() -> None:
    constants = {QUER[name] for name in QUER.__annotations__ if not name.startswith("_")}
    assert constants == set(OWN_TERMS)


def test_a_misspelt_term_is_an_error() -> None:
    with pytest.raises(AttributeError):
        _ = QUER.Gaol


@pytest.mark.parametrize("name", CODE_LISTS)
def test_the_constants_of_a_code_list_are_exactly_its_codes(name: str) -> None:
    scheme = URIRef(f"{VOCABULARY}{name}")
    codes = set(vocabulary_graph().subjects(SKOS.inScheme, scheme))
    constants: ClosedNamespace = CODE_LISTS[name]
    assert codes == {constants[code] for code in dir(constants) if f"{scheme}/{code}" in map(str, codes)}
    assert codes == set(vocabulary_graph().objects(scheme, SKOS.hasTopConcept))


def test_every_code_list_has_constants_and_is_in_the_public_domain() -> None:
    schemes = set(vocabulary_graph().subjects(RDF.type, SKOS.ConceptScheme))
    assert schemes == {URIRef(f"{VOCABULARY}{name}") for name in (*CODE_LISTS, LEXICON)}
    for scheme in schemes:
        licence = vocabulary_graph().value(scheme, DCTERMS.license)
        assert str(licence) == "https://creativecommons.org/publicdomain/zero/1.0/"


def test_a_rule_with_a_list_of_codes_names_exactly_the_code_list() -> None:
    shapes = shapes_graph()
    seen = set()
    for shape, head in shapes.subject_objects(SH["in"]):
        if not isinstance(shape, URIRef):
            continue
        allowed = set(Collection(shapes, head))
        scheme = vocabulary_graph().value(next(iter(allowed)), SKOS.inScheme)
        assert allowed == set(vocabulary_graph().subjects(SKOS.inScheme, scheme)), shape
        seen.add(str(scheme).removeprefix(str(VOCABULARY)))
    assert seen == set(CODE_LISTS)


def test_the_ontology_draws_no_conclusions_from_domain_or_range() -> None:
    for predicate in (RDFS.domain, RDFS.range, OWL.inverseOf):
        assert not list(ontology_graph().triples((None, predicate, None)))


def test_whatever_the_ontology_builds_on_is_described() -> None:
    graph = ontology_graph()
    for predicate in (RDFS.subClassOf, RDFS.subPropertyOf, SCHEMA.domainIncludes, SCHEMA.rangeIncludes):
        for term in set(OWN_GRAPH.objects(None, predicate)):
            if not str(term).startswith((str(terms.XSD), str(RDF.langString))):
                assert languages(graph, URIRef(str(term)), RDFS.label) == ["de", "en"], term


def test_our_file_defines_only_our_own_terms() -> None:
    assert {str(s) for s in OWN_GRAPH.subjects()} == {str(ONTOLOGY), *map(str, OWN_TERMS)}


def test_the_ontology_names_version_licence_and_creator() -> None:
    about = {p: str(o) for p, o in OWN_GRAPH.predicate_objects(ONTOLOGY)}
    assert about[OWL.versionIRI] == f"{ONTOLOGY}/{about[OWL.versionInfo]}"
    assert about[DCTERMS.license] == "https://creativecommons.org/licenses/by/4.0/"
    assert about[DCTERMS.creator] == "Querbezug"


def test_the_changelog_tells_of_the_current_version() -> None:
    version = OWN_GRAPH.value(ONTOLOGY, OWL.versionInfo)
    assert f"## {version} " in (REPOSITORY / "ontology" / "CHANGELOG.md").read_text(encoding="utf-8")


def test_the_sample_uses_only_terms_that_have_a_german_name(sample_graph: Graph) -> None:
    used = {*sample_graph.predicates(), *sample_graph.objects(None, RDF.type)}
    assert [term for term in used if not labels().label(str(term), "de")] == []


def test_labels_know_both_directions_and_say_when_they_know_nothing() -> None:
    assert labels().label(QUER.contributesTo) == "trägt bei zu"
    assert labels().inverse_label(QUER.contributesTo) == "wird verfolgt durch"
    assert labels().label(DCTERMS.isPartOf, "en") == "is part of"
    assert labels().label(terms.STANCE.objection) == "Ablehnung"
    assert labels().definition(QUER.Goal, "en") == "State or development that a plan aims at."
    assert labels().label("https://example.org/unknown") is None
    assert Labels(Graph()).label(QUER.Goal) is None


def test_what_is_named_without_the_graph_is_named_as_in_the_graph() -> None:
    graph = Labels(ontology_graph())
    for term in ontology_graph().subjects(unique=True):
        for name in ("label", "inverse_label", "definition"):
            for lang in LANGUAGES:
                assert getattr(labels(), name)(str(term), lang) == getattr(graph, name)(str(term), lang)


def test_the_published_turtle_holds_everything_and_is_always_the_same() -> None:
    read_back = Graph().parse(data=ontology_turtle(), format="turtle")
    assert set(read_back) == set(ontology_graph())
    script = (
        "import hashlib; from querbezug.ontology.resources import ontology_turtle as t; "
        "print(hashlib.sha256(t()).hexdigest())"
    )
    path = os.pathsep.join([str(REPOSITORY / "ontology"), os.environ.get("PYTHONPATH", "")])
    digests = {
        subprocess.run(
            [sys.executable, "-c", script],
            env={**os.environ, "PYTHONPATH": path, "PYTHONHASHSEED": seed},
            capture_output=True,
            check=True,
            text=True,
        ).stdout
        for seed in ("1", "2")
    }
    assert len(digests) == 1


def test_the_documentation_is_up_to_date_and_has_every_term() -> None:
    page = (REPOSITORY / "docs" / "ontology.md").read_text(encoding="utf-8")
    assert page == ontology_page(), "run: python -m querbezug.ontology.docs > docs/ontology.md"
    missing = [term for term in OWN_TERMS if f"`quer:{term.removeprefix(QUER._NS)}`" not in page]
    assert missing == []
