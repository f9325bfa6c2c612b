"""What there is to review: assessments as a reviewer looks at them."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass

import pyoxigraph as ox
from rdflib.term import URIRef

from querbezug.graph.errors import NotFoundError
from querbezug.graph.links.claims import PROPOSED, Claim
from querbezug.graph.nodes import node
from querbezug.graph.store.layout import Layout
from querbezug.ontology.resources import labels
from querbezug.ontology.strings import Lang
from querbezug.ontology.terms import OA, PROV, QUER, RDF, RDFS, SKOS, TOPIC, VOCABULARY

KINDS = ("place", "theme", "example", "plan", "idea", "stance", "function", "identity", "other")
"""What a claim may be about, for filters."""

_OF_CLASS = {
    str(QUER.ThemeAssignment): "theme",
    str(QUER.IdeaExpression): "idea",
    str(QUER.StanceAssessment): "stance",
    str(QUER.FunctionAssessment): "function",
    str(QUER.IdentityCandidate): "identity",
}
_OF_BODY: tuple[tuple[tuple[URIRef, ...], str], ...] = (
    ((QUER.ReferenceExample,), "example"),
    ((QUER.Place, QUER.Region), "place"),
    ((QUER.Goal, QUER.Measure, QUER.PlanDocument), "plan"),
    ((QUER.Idea,), "idea"),
    ((QUER.FieldOfAction, QUER.CrossCuttingTheme, QUER.Topic, QUER.Category), "theme"),
)
THEMES = frozenset(map(str, _OF_BODY[-1][0]))

_ID = re.compile(r"[0-9a-f]{16}")
_CONTEXT = 400


@dataclass(frozen=True, slots=True)
class Assessment:
    """One assessment as the graph has it.

    Attributes
    ----------
    kind : str
        One of :data:`KINDS`.
    cls : str
        Its class.
    kilometres : float or None
        The distance it rests on, where that is what speaks for it.
    """

    iri: str
    claim: Claim
    cls: str
    kind: str
    method: str
    confidence: float
    status: str
    quote: str
    start: int
    end: int
    kilometres: float | None = None

    @property
    def id(self) -> str:
        """The end of its IRI, by which people and programs call it."""
        return self.iri.rsplit("/", 1)[-1]

    @property
    def is_open(self) -> bool:
        """Whether nobody decided yet."""
        return self.status == PROPOSED

    @property
    def by_hand(self) -> bool:
        """Whether it stands by a decision alone."""
        return self.method == "by-hand"


@dataclass(frozen=True, slots=True)
class Passage:
    """The evidence within its wording, cut at word boundaries where the wording is long."""

    before: str
    quote: str
    after: str


class Reading:
    """Asks one state of a store about assessments.

    Parameters
    ----------
    store : pyoxigraph.Store
        The store, for reading.
    layout : Layout
        The names of its graphs.
    """

    def __init__(self, store: ox.Store, layout: Layout) -> None:
        self.store = store
        self.layout = layout

    def iri_of(self, name: str) -> str:
        """Return the IRI of an assessment that is called by its id or IRI.

        Raises
        ------
        NotFoundError
            If it can be no assessment of ours.
        """
        found = self.layout.minter.split(name)
        slug = found[1] if found and found[0] == "assessment" else name
        if not _ID.fullmatch(slug):
            raise NotFoundError("review.unknown", id=name[:80])
        return self.layout.minter.thing("assessment", slug)

    def assessment(self, iri: str) -> Assessment:
        """Return the assessment ``iri``.

        Raises
        ------
        NotFoundError
            If there is none.
        """
        facts = self.facts(iri, self.layout.links)
        if str(QUER.reviewStatus) not in facts:
            raise NotFoundError("review.unknown", id=iri.rsplit("/", 1)[-1])
        return self._made(iri, facts)

    def of_unit(self, unit: str) -> list[Assessment]:
        """Return the assessments of one text or thing, in the order of their IRIs."""
        value = ox.NamedNode(unit)
        subjects = {
            quad.subject.value
            for predicate in (QUER.assesses, QUER.candidateFor)
            for quad in self.store.quads_for_pattern(None, node(predicate), value, self.layout.links)
            if isinstance(quad.subject, ox.NamedNode)
        }
        return [self._made(iri, self.facts(iri, self.layout.links)) for iri in sorted(subjects)]

    def all(self) -> Iterator[Assessment]:
        """Yield all assessments, one property after the other: much quicker than one by one."""
        facts: dict[str, dict[str, str]] = defaultdict(dict)
        asked = (
            RDF.type, QUER.reviewStatus, QUER.assesses, QUER.candidateFor, OA.hasBody, QUER.stance,
            QUER.method, QUER.contributionFunction, QUER.stanceTarget, QUER.confidence, QUER.quote,
            QUER.start, QUER.end, QUER.distance,
        )  # fmt: skip
        prefix = self.layout.minter.thing("assessment", "x")[:-1]
        for predicate in asked:
            for quad in self.store.quads_for_pattern(None, node(predicate), None, self.layout.links):
                if isinstance(quad.subject, ox.NamedNode) and quad.subject.value.startswith(prefix):
                    facts[quad.subject.value][str(predicate)] = _text(quad.object)
        kinds: dict[str, str] = {}
        for iri in sorted(facts):
            yield self._made(iri, facts[iri], kinds)

    def _made(self, iri: str, facts: dict[str, str], kinds: dict[str, str] | None = None) -> Assessment:
        claim, cls = Claim.of(facts), facts.get(str(RDF.type), "")
        return Assessment(
            iri=iri,
            claim=claim,
            cls=cls,
            kind=_OF_CLASS.get(cls) or self._kind_of_body(claim.body, {} if kinds is None else kinds),
            method=_code(facts.get(str(QUER.method), "")),
            confidence=float(facts.get(str(QUER.confidence), 0)),
            status=_code(facts.get(str(QUER.reviewStatus), "")),
            quote=facts.get(str(QUER.quote), ""),
            start=int(facts.get(str(QUER.start), 0)),
            end=int(facts.get(str(QUER.end), 0)),
            kilometres=float(facts[str(QUER.distance)]) if str(QUER.distance) in facts else None,
        )

    def kind_of(self, iri: str) -> str:
        """Return what sort of thing somebody may mean by ``iri``; ``other`` if none."""
        return self._kind_of_body(iri, {})

    def _kind_of_body(self, body: str, kinds: dict[str, str]) -> str:
        if body not in kinds:
            classes = self.classes(body)
            found = (kind for terms, kind in _OF_BODY if not classes.isdisjoint(map(str, terms)))
            kinds[body] = "theme" if body.startswith(TOPIC) else next(found, "other")
        return kinds[body]

    def facts(self, iri: str, graph: ox.NamedNode | ox.DefaultGraph) -> dict[str, str]:
        """Return what a graph says of a thing, one value for each property."""
        quads = self.store.quads_for_pattern(ox.NamedNode(iri), None, None, graph)
        return {quad.predicate.value: _text(quad.object) for quad in quads}

    def values(self, iri: str, predicate: URIRef) -> list[str]:
        """Return the values of a property of a thing, sorted."""
        if not iri:
            return []
        quads = self.store.quads_for_pattern(ox.NamedNode(iri), node(predicate), None, ox.DefaultGraph())
        return sorted({_text(quad.object) for quad in quads})

    def classes(self, iri: str) -> set[str]:
        """Return the classes of a thing."""
        return set(self.values(iri, RDF.type))

    def label(self, iri: str, lang: Lang = "de") -> str:
        """Return what a thing or code is called; a comment by its words."""
        known = labels().label(iri, lang) if iri.startswith(str(VOCABULARY)) else None
        found = (self.values(iri, each) for each in (RDFS.label, SKOS.prefLabel, QUER.verbatimText))
        return known or next((words[0] for words in found if words), iri.rsplit("/", 1)[-1])

    def sources(self, iri: str) -> list[str]:
        """Return the keys of the sources that speak of a thing."""
        return [source.rsplit("/", 1)[-1] for source in self.values(iri, PROV.hadPrimarySource)]

    def sources_of_all(self) -> dict[str, list[str]]:
        """Return the keys of the sources of everything: much quicker than one by one."""
        found: dict[str, list[str]] = defaultdict(list)
        pairs = self.store.quads_for_pattern(None, node(PROV.hadPrimarySource), None, ox.DefaultGraph())
        for quad in pairs:
            found[_text(quad.subject)].append(_code(_text(quad.object)))
        return {iri: sorted(keys) for iri, keys in found.items()}

    def wordings(self, unit: str) -> list[str]:
        """Return what stands written of a text or thing: its wording, then its labels."""
        return [*self.values(unit, QUER.verbatimText), *self.values(unit, RDFS.label)]

    def passage(self, found: Assessment) -> Passage:
        """Return the evidence of an assessment with the words around it."""
        start, end = found.start, found.end
        for wording in self.wordings(found.claim.unit):
            if wording[start:end] == found.quote:
                before, after = wording[:start], wording[end:]
                return Passage(_tail(before), found.quote, _head(after))
        return Passage("", found.quote, "")


def _tail(words: str) -> str:
    if len(words) <= _CONTEXT:
        return words
    return "… " + words[-_CONTEXT:].partition(" ")[2]


def _head(words: str) -> str:
    if len(words) <= _CONTEXT:
        return words
    return words[:_CONTEXT].rpartition(" ")[0] + " …"


def _code(iri: str) -> str:
    return iri.rsplit("/", 1)[-1]


def _text(term: object) -> str:
    return term.value if isinstance(term, ox.NamedNode | ox.Literal) else str(term)
