"""The lexicon of topics is whole: two levels, no word lost, nothing that cannot be looked up."""

from __future__ import annotations

import re

import pytest
from rdflib import RDF, SKOS, URIRef

from querbezug.ontology.resources import labels, vocabulary_graph
from querbezug.ontology.terms import TOPIC, VOCABULARY
from querbezug.ontology.topics import Topic, topics

SCHEME = URIRef(f"{VOCABULARY}topic")
CODES = """
mobilitaet: radverkehr fussverkehr oepnv autoverkehr gueterverkehr parken fahrradparken
  verkehrssicherheit tempo ampel beleuchtung strassenzustand baustelle verkehrsfuehrung
  barrierefreiheit elektromobilitaet winterdienst
klima-energie: erneuerbare-energien photovoltaik windkraft waermeversorgung gebaeudesanierung klimaanpassung
  energiesparen
wohnen-bauen: wohnraum leerstand stadtentwicklung denkmalschutz
wirtschaft: gewerbe einzelhandel tourismus fachkraefte landwirtschaft finanzen
digitalisierung: glasfaser mobilfunk wlan online-dienste datenschutz
bildung-soziales: schule kita jugend senioren integration gesundheit ehrenamt weiterbildung
freizeit-kultur: spielplatz sport schwimmbad kultur bibliothek gastronomie
umwelt: gruenflaechen baeume gewaesser abfall laerm luftqualitaet naturschutz
verwaltung: buergerbeteiligung stadtverwaltung interkommunale-zusammenarbeit
sicherheit-ordnung: kriminalitaet sauberkeit brandschutz
"""  # fmt: skip


def expected() -> dict[str, str | None]:
    """Return each code with that of its broader topic."""
    broader: dict[str, str | None] = {}
    for line in re.sub(r"\n  ", " ", CODES).strip().splitlines():
        top, narrower = line.split(":")
        broader[top] = None
        broader |= dict.fromkeys(narrower.split(), top)
    return broader


def test_the_codes_are_those_agreed_and_never_change() -> None:
    told = {t.code: t.broader and t.broader.removeprefix(TOPIC) for t in topics()}
    assert told == expected()


def test_the_quick_reading_is_that_of_the_graph() -> None:
    graph = vocabulary_graph()
    concepts = {str(each) for each in graph.subjects(SKOS.inScheme, SCHEME)}
    assert concepts == {topic.iri for topic in topics()}
    for topic in topics():
        iri = URIRef(topic.iri)
        assert (iri, RDF.type, SKOS.Concept) in graph
        assert set(topic.words) == {str(each) for each in graph.objects(iri, SKOS.altLabel)}
        assert set(topic.hidden) == {str(each) for each in graph.objects(iri, SKOS.hiddenLabel)}
        assert str(graph.value(iri, SKOS.notation)) == topic.code


def test_top_topics_and_no_others_are_those_the_scheme_begins_with() -> None:
    graph = vocabulary_graph()
    tops = {URIRef(topic.iri) for topic in topics() if topic.broader is None}
    assert set(graph.objects(SCHEME, SKOS.hasTopConcept)) == tops
    assert set(graph.subjects(SKOS.topConceptOf, SCHEME)) == tops


@pytest.mark.parametrize("topic", topics(), ids=lambda topic: topic.code)
def test_each_topic_is_named_in_both_languages_and_by_no_word_twice(topic: Topic) -> None:
    assert set(topic.names) == {"de", "en"}
    assert topic.names["de"] == topic.label == labels().label(topic.iri)
    assert len(set(topic.wordings)) == len(topic.wordings) >= 15
    for wording in topic.wordings:
        assert wording == " ".join(wording.split())
        assert re.search(r"\w", wording)
        assert not re.search(r"[\u00ad\u200b]", wording), f"{wording!r} has a letter nobody sees"
