"""Mapping: records become the triples that the ontology promises, and no more."""

from __future__ import annotations

from collections import Counter

import pyoxigraph as ox
import pytest
from graph.making import mapped, thing

from querbezug.graph.errors import SourceError
from querbezug.graph.records import (
    Comment,
    Cooperation,
    Example,
    Goal,
    Kind,
    Measure,
    Origin,
    Place,
    PlaceKind,
    PopulationFigure,
    Process,
    Ref,
    Relation,
    RelationKind,
    Response,
    Theme,
)
from querbezug.graph.store import Snapshot
from querbezug.ontology.terms import DCTERMS, ORG, PROV, QUER, RDF, RDFS, SKOS, WGS84

SAALFELD, RUDOLSTADT = Ref(Kind.PLACE, "ags:16073077"), Ref(Kind.PLACE, "ags:16073076")
GOAL, THEME = Ref(Kind.GOAL, "probe/ziel"), Ref(Kind.CROSS_CUTTING, "probe/digital")
REGION, COOPERATION = Ref(Kind.REGION, "probe/region"), Ref(Kind.COOPERATION, "probe/verbund")

Fact = tuple[str, str, str]


def facts(triples: frozenset[ox.Triple]) -> set[Fact]:
    """Return the triples as plain text."""
    return {(t.subject.value, t.predicate.value, t.object.value) for t in triples}  # type: ignore[union-attr]


def fact(subject: str, predicate: object, value: object) -> Fact:
    return subject, str(predicate), str(value)


def test_a_comment_is_at_most_eleven_triples() -> None:
    process = Ref(Kind.PROCESS, "probe/verfahren")
    comment = Comment(
        ref=Ref(Kind.COMMENT, "probe/1"), origin=Origin(line=7), text="Gut.", sequence=1, about=GOAL,
        process=process, date="2020-11-23",
    )  # fmt: skip
    iri = thing("comment", "probe-01")
    own = [t for t in mapped(comment).triples if t.subject == ox.NamedNode(iri)]
    assert len(own) <= 11
    assert {
        fact(iri, RDF.type, QUER.Comment),
        fact(iri, QUER.verbatimText, "Gut."),
        fact(iri, QUER.sequence, 1),
        fact(iri, QUER.lineNumber, 7),
        fact(iri, QUER.about, thing("goal", "probe_ziel")),
        fact(iri, QUER.submittedIn, thing("process", "probe_verfahren")),
        fact(iri, DCTERMS.created, "2020-11-23"),
        fact(iri, PROV.hadPrimarySource, thing("source", "probe")),
    } <= facts(frozenset(own))


PLAIN_LINKS = {
    str(each) for each in (QUER.theme, QUER.mentions, QUER.refersToExample, QUER.supports, QUER.opposes)
}


def test_comments_and_assessments_keep_their_budget(examples: Snapshot) -> None:
    counts: Counter[tuple[str, str]] = Counter()
    for triple in examples.triples():
        assert isinstance(triple.subject, ox.NamedNode)
        if triple.predicate.value in PLAIN_LINKS or triple.predicate == ox.NamedNode(str(QUER.alternative)):
            continue  # what linking adds to a comment, and what a stance would rather have
        kind = triple.subject.value.removeprefix(thing("", "")[:-2]).strip("/").partition("/")[0]
        counts[kind, triple.subject.value] += 1
    assert max(n for (kind, _), n in counts.items() if kind == "comment") <= 15
    assert max(n for (kind, _), n in counts.items() if kind == "assessment") <= 11


def test_there_are_no_blank_nodes(examples: Snapshot) -> None:
    for triple in examples.triples():
        assert isinstance(triple.subject, ox.NamedNode)
        assert not isinstance(triple.object, ox.BlankNode)


def test_a_masked_comment_says_so() -> None:
    comment = Comment(ref=Ref(Kind.COMMENT, "probe/1"), text="Gut.", sequence=1, redacted=True)
    statuses = [
        t.object for t in mapped(comment).triples if t.predicate == ox.NamedNode(str(QUER.publicationStatus))
    ]
    assert [str(s).rstrip(">").rsplit("/", 1)[1] for s in statuses] == ["redacted"]


def test_a_goal_of_a_cross_cutting_theme_is_both_kinds_of_goal() -> None:
    iri = thing("goal", "probe_ziel")
    told = facts(mapped(Goal(ref=GOAL, label="Ziel", themes=(THEME,))).triples)
    plain = facts(mapped(Goal(ref=GOAL, label="Ziel")).triples)
    assert {fact(iri, RDF.type, QUER.Goal), fact(iri, RDF.type, QUER.CrossCuttingGoal)} <= told
    assert fact(iri, RDF.type, QUER.CrossCuttingGoal) not in plain


def test_a_theme_is_a_concept_in_a_scheme() -> None:
    iri = thing("cross-cutting-theme", "probe_digital")
    told = facts(mapped(Theme(ref=THEME, label="Digitalisierung")).triples)
    assert {
        fact(iri, RDF.type, QUER.CrossCuttingTheme),
        fact(iri, RDF.type, SKOS.Concept),
        fact(iri, SKOS.prefLabel, "Digitalisierung"),
        fact(iri, RDFS.label, "Digitalisierung"),
    } <= told
    assert len([f for f in told if f[:2] == (iri, str(SKOS.inScheme))]) == 1


def test_what_editors_concluded_is_marked_and_what_is_stated_is_not() -> None:
    measure = Measure(
        ref=Ref(Kind.MEASURE, "probe/m"),
        label="M",
        goals=(GOAL,),
        themes=(THEME,),
        inferred=frozenset({"goals"}),
    )
    triples = mapped(measure).triples
    told = facts(triples)
    iri = thing("measure", "probe_m")
    assert fact(iri, QUER.contributesTo, thing("goal", "probe_ziel")) in told
    marks = {s for s, p, o in told if p == str(RDF.type) and o == str(QUER.InferredStatement)}
    assert len(marks) == 1
    (mark,) = marks
    assert {
        fact(mark, RDF.subject, iri),
        fact(mark, RDF.predicate, QUER.contributesTo),
        fact(mark, RDF.object, thing("goal", "probe_ziel")),
    } <= told


def test_one_kind_of_reference_can_be_concluded_alone() -> None:
    field = Ref(Kind.FIELD, "probe/verkehr")
    measure = Measure(
        ref=Ref(Kind.MEASURE, "probe/m"),
        label="M",
        themes=(THEME, field),
        inferred=frozenset({"themes:field"}),
    )
    marked = [o for _, p, o in facts(mapped(measure).triples) if p == str(RDF.object)]
    assert marked == [thing("field", "probe_verkehr")]


def test_members_are_authorities_with_a_short_way_to_their_towns() -> None:
    cooperation = Cooperation(ref=COOPERATION, label="Verbund", members=(SAALFELD, RUDOLSTADT), region=REGION)
    told = facts(mapped(cooperation).triples)
    iri, authority = thing("cooperation", "probe_verbund"), thing("organisation", "rudolstadt")
    assert {
        fact(iri, RDF.type, QUER.InterMunicipalCooperation),
        fact(iri, ORG.hasMember, authority),
        fact(iri, QUER.hasMemberMunicipality, thing("place", "rudolstadt")),
        fact(iri, QUER.territory, thing("region", "probe_region")),
        fact(authority, RDF.type, QUER.LocalAuthority),
        fact(authority, RDFS.label, "Stadt Rudolstadt"),
        fact(authority, QUER.territory, thing("place", "rudolstadt")),
        fact(thing("region", "probe_region"), RDF.type, QUER.Region),
    } <= told


def test_a_place_without_a_key_has_its_own_point_and_figures() -> None:
    site = Place(
        ref=Ref(Kind.PLACE, "probe/halle"), label="Halle", place_kind=PlaceKind.SITE, part_of=RUDOLSTADT,
        latitude=50.72, longitude=11.34, population=(PopulationFigure(12, "2030", forecast=True),),
    )  # fmt: skip
    iri = thing("place", "probe_halle")
    told = facts(mapped(site).triples)
    assert fact(iri, WGS84.lat, "50.720000") in told
    assert fact(f"{iri}#einwohner-2030-prognose", QUER.forecast, "true") in told
    assert fact(iri, DCTERMS.isPartOf, thing("place", "rudolstadt")) in told


def test_relations_answers_and_processes_are_stated() -> None:
    other = Ref(Kind.MEASURE, "anders/m")
    told = facts(
        mapped(
            Relation(
                ref=other,
                relation=RelationKind.COMPARABLE,
                subject=Ref(Kind.MEASURE, "probe/m"),
                object=other,
            ),
            Response(ref=Ref(Kind.RESPONSE, "probe/r"), text="Danke.", responds_to=(GOAL,), outcome="noted"),
            Process(
                ref=Ref(Kind.PROCESS, "probe/p"), label="Runde", begin="2020-11", about=(GOAL,), entries=3
            ),
        ).triples
    )
    assert fact(thing("measure", "probe_m"), QUER.comparableTo, thing("measure", "anders_m")) in told
    assert fact(thing("response", "probe_r"), QUER.respondsTo, thing("goal", "probe_ziel")) in told
    assert fact(thing("process", "probe_p"), QUER.discusses, thing("goal", "probe_ziel")) in told


@pytest.mark.parametrize(
    "url", ["https://a b.de", "javascript:alert(1)", "https://a.de/<x>", "//a.de", "https://"]
)
def test_an_address_that_cannot_be_an_iri_is_refused(url: str) -> None:
    with pytest.raises(SourceError):
        mapped(Example(ref=Ref(Kind.EXAMPLE, "probe/e"), label="E", page=url))


def test_mapping_twice_gives_the_same_triples() -> None:
    measure = Measure(
        ref=Ref(Kind.MEASURE, "probe/m"), label="M", places=(SAALFELD, RUDOLSTADT), urls=("https://a.de",)
    )
    assert mapped(measure).triples == mapped(measure).triples
