"""What people decided about links: it holds for every later assessment that claims the same.

A claim is what an assessment says: this text means that thing, has that function, or has that
stance towards a target; a candidate claims that one thing is the other. By which method it was
found does not matter, so what somebody rejected once does not come back in another guise.
"""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Container, Iterable, Iterator
from dataclasses import dataclass, field

import pyoxigraph as ox
from rdflib.term import URIRef

from querbezug.graph.links.claims import (
    BY_HAND,
    CONFIRMED,
    CORRECTED,
    PROPOSED,
    REJECTED,
    SHORTCUT_FROM,
    Claim,
    Facts,
)
from querbezug.graph.nodes import node
from querbezug.ontology.iris import IriMinter
from querbezug.ontology.strings import text
from querbezug.ontology.terms import DCTERMS, OA, PROV, QUER, RDF, RDFS, REVIEW_STATUS, SKOS, XSD


@dataclass(frozen=True, slots=True)
class Decision:
    """What somebody decided about one claim.

    Attributes
    ----------
    cls : str
        Class of the assessment that stands by this decision.
    links : tuple of str
        The plain links (properties) that stand by it.
    quote, start, end
        The evidence, so that the decision can stand when no method finds it any more.
    known_as : str
        Its IRI where it is kept already; things in it may have been given other IRIs since.
    """

    claim: Claim
    status: str
    review_of: str
    role: str
    created: str
    cls: str
    links: tuple[str, ...] = ()
    quote: str = ""
    start: int = 0
    end: int = 0
    corrected_to: str = ""
    note: str = ""
    known_as: str = field(default="", compare=False)

    @property
    def standing(self) -> Claim | None:
        """What is true according to this decision, or None if it only says what is not."""
        if self.status == REJECTED:
            return None
        body = self.corrected_to if self.status == CORRECTED else self.claim.body
        return Claim(self.claim.unit, body, self.claim.target)

    @property
    def is_identity(self) -> bool:
        """Whether it is about two things being the same."""
        return self.cls == str(QUER.IdentityCandidate)

    def is_quoted(self, wordings: Iterable[str]) -> bool:
        """Say whether the evidence stands in one of the wordings where the decision has it."""
        return any(wording[self.start : self.end] == self.quote for wording in wordings)

    def iri(self, minter: IriMinter) -> str:
        """Return the decision's IRI: one for each claim."""
        if self.known_as:
            return self.known_as
        words = " ".join((self.claim.unit, self.claim.body, self.claim.target))
        return minter.thing("review", hashlib.sha256(words.encode()).hexdigest()[:16])

    def triples(self, minter: IriMinter) -> Iterator[ox.Triple]:
        """Yield the decision as it is kept, and what it says of two things being the same."""
        subject = ox.NamedNode(self.iri(minter))
        yield _link(subject, RDF.type, QUER.ReviewDecision)
        yield _link(subject, QUER.reviewOf, self.review_of)
        yield _link(subject, QUER.assesses, self.claim.unit)
        yield _link(subject, OA.hasBody, self.claim.body)
        yield _link(subject, QUER.reviewStatus, REVIEW_STATUS[self.status])
        yield _link(subject, DCTERMS.type, self.cls)
        if self.claim.target:
            yield _link(subject, QUER.stanceTarget, self.claim.target)
        if self.corrected_to:
            yield _link(subject, QUER.correctedTo, self.corrected_to)
        for predicate in self.links:
            yield _link(subject, RDF.predicate, predicate)
        yield ox.Triple(subject, node(QUER.reviewerRole), ox.Literal(self.role))
        yield ox.Triple(subject, node(DCTERMS.created), ox.Literal(self.created, datatype=node(XSD.date)))
        if self.note:
            yield ox.Triple(subject, node(SKOS.note), ox.Literal(self.note))
        yield from _quotation(subject, self)
        if self.is_identity and self.status == CONFIRMED:
            yield from self.claim.plain(self.links)


class Decisions:
    """All decisions that hold.

    Parameters
    ----------
    decisions : iterable of Decision
        At most one for each claim.
    """

    def __init__(self, decisions: Iterable[Decision] = ()) -> None:
        self._by_claim = {decision.claim: decision for decision in decisions}
        self._by_unit: dict[str, list[Decision]] = defaultdict(list)
        self._corrections: set[Claim] = set()
        for decision in self._by_claim.values():
            self._by_unit[decision.claim.unit].append(decision)
            if decision.status == CORRECTED and decision.standing:
                self._corrections.add(decision.standing)

    @classmethod
    def of(cls, triples: Iterable[ox.Triple]) -> Decisions:
        """Read the decisions from their graph."""
        facts: dict[str, dict[str, str]] = defaultdict(dict)
        links: dict[str, list[str]] = defaultdict(list)
        for triple in triples:
            subject, value = triple.subject, triple.object
            if not isinstance(subject, ox.NamedNode) or not isinstance(value, ox.NamedNode | ox.Literal):
                continue
            if triple.predicate.value == str(RDF.predicate):
                links[subject.value].append(value.value)
            else:
                facts[subject.value][triple.predicate.value] = value.value
        wanted = str(QUER.ReviewDecision)
        return cls(
            _decision(iri, known, tuple(sorted(links[iri])))
            for iri, known in sorted(facts.items())
            if known.get(str(RDF.type)) == wanted
        )

    def __len__(self) -> int:
        return len(self._by_claim)

    def __iter__(self) -> Iterator[Decision]:
        return iter(self._by_claim.values())

    def on(self, claim: Claim) -> Decision | None:
        """Return what was decided about a claim, or None."""
        return self._by_claim.get(claim)

    def of_unit(self, unit: str) -> list[Decision]:
        """Return what was decided about the claims on one text."""
        return self._by_unit.get(unit, [])

    def is_correction(self, claim: Claim) -> bool:
        """Say whether somebody put this claim in the place of another."""
        return claim in self._corrections

    def status(self, claim: Claim) -> str:
        """Return the code of the review status of a claim."""
        decision = self._by_claim.get(claim)
        if decision:
            return decision.status
        return CONFIRMED if claim in self._corrections else PROPOSED

    def stands(self, claim: Claim, confidence: float) -> bool:
        """Say whether a claim is true enough to be stated as a plain triple."""
        status = self.status(claim)
        return status == CONFIRMED or (status == PROPOSED and round(confidence, 2) >= SHORTCUT_FROM)

    def by_hand(self, met: Container[Claim], among: Iterable[Decision] | None = None) -> Iterator[Decision]:
        """Yield the decisions that need an assessment of their own: no method claims what they say.

        Parameters
        ----------
        met : container of Claim
            What methods claim.
        among : iterable of Decision, optional
            Which decisions to look at; by default all.
        """
        for decision in self if among is None else among:
            if decision.is_identity or decision.standing is None:
                continue
            if decision.status == CORRECTED or decision.claim not in met:
                yield decision


def hand_made(decision: Decision, minter: IriMinter) -> Iterator[ox.Triple]:
    """Yield the assessment that stands by a decision alone, its plain links, and its run."""
    claim = decision.standing
    if claim is None:
        return
    words = f"{claim.unit} by-hand {claim.body} {claim.target}".rstrip()
    digest = hashlib.sha256(words.encode()).hexdigest()[:16]
    subject, run = (
        ox.NamedNode(minter.thing(*name)) for name in (("assessment", digest), ("run", "by-hand"))
    )
    yield _link(subject, RDF.type, decision.cls)
    yield _link(subject, QUER.assesses, claim.unit)
    yield from body(subject, decision.cls, claim)
    yield ox.Triple(subject, node(QUER.confidence), ox.Literal("1.0", datatype=node(XSD.decimal)))
    yield _link(subject, QUER.reviewStatus, REVIEW_STATUS.confirmed)
    yield _link(subject, QUER.method, BY_HAND)
    yield ox.Triple(subject, node(PROV.wasGeneratedBy), run)
    if decision.quote:
        yield from _quotation(subject, decision)
    yield from claim.plain(decision.links)
    yield from hand_run(minter)


def hand_run(minter: IriMinter) -> Iterator[ox.Triple]:
    """Yield the run that all assessments made by hand are of."""
    run = ox.NamedNode(minter.thing("run", "by-hand"))
    yield _link(run, RDF.type, QUER.LinkingRun)
    yield ox.Triple(run, node(RDFS.label), ox.Literal(text("review.run"), language="de"))
    yield _link(run, QUER.method, BY_HAND)


def body(subject: ox.NamedNode, cls: str, claim: Claim) -> Iterator[ox.Triple]:
    """Yield what an assessment says, in the properties of its class."""
    if cls == str(QUER.StanceAssessment):
        yield _link(subject, QUER.stance, claim.body)
        yield _link(subject, QUER.stanceTarget, claim.target)
    elif cls == str(QUER.FunctionAssessment):
        yield _link(subject, QUER.contributionFunction, claim.body)
    else:
        yield _link(subject, OA.hasBody, claim.body)


def _decision(iri: str, facts: Facts, links: tuple[str, ...]) -> Decision:
    return Decision(
        known_as=iri,
        claim=Claim.of(facts),
        status=facts.get(str(QUER.reviewStatus), "").rsplit("/", 1)[-1],
        review_of=facts.get(str(QUER.reviewOf), ""),
        role=facts.get(str(QUER.reviewerRole), ""),
        created=facts.get(str(DCTERMS.created), ""),
        cls=facts.get(str(DCTERMS.type), ""),
        links=links,
        quote=facts.get(str(QUER.quote), ""),
        start=int(facts.get(str(QUER.start), 0)),
        end=int(facts.get(str(QUER.end), 0)),
        corrected_to=facts.get(str(QUER.correctedTo), ""),
        note=facts.get(str(SKOS.note), ""),
    )


def _quotation(subject: ox.NamedNode, decision: Decision) -> Iterator[ox.Triple]:
    yield ox.Triple(subject, node(QUER.quote), ox.Literal(decision.quote))
    for predicate, value in ((QUER.start, decision.start), (QUER.end, decision.end)):
        yield ox.Triple(subject, node(predicate), ox.Literal(str(value), datatype=node(XSD.integer)))


def _link(subject: ox.NamedNode, predicate: URIRef, value: str) -> ox.Triple:
    return ox.Triple(subject, node(predicate), ox.NamedNode(value))
