"""What an assessment says, whoever found it, and the plain links that say the same."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

import pyoxigraph as ox
from rdflib.term import URIRef

from querbezug.ontology.terms import METHOD, OA, OWL, QUER, SKOS, STANCE

Facts = Mapping[str, str]
"""What is said of one assessment: property to value."""

SHORTCUT_FROM = 0.5
"""Confidence from which a link is stated as a plain triple too, as long as nobody decided."""

PROPOSED, CONFIRMED, REJECTED, CORRECTED = "proposed", "confirmed", "rejected", "corrected"

BY_HAND = str(METHOD["by-hand"])

SHORTCUTS = (
    QUER.theme, QUER.mentions, QUER.refersToExample, QUER.expressesIdea, QUER.supports, QUER.opposes,
    QUER.planningArea,
)  # fmt: skip
"""The properties of plain links that assessments carry."""

_OF_CLASS = {
    str(QUER.ThemeAssignment): (QUER.theme,),
    str(QUER.IdeaExpression): (QUER.expressesIdea,),
    str(QUER.PlaceAssignment): (QUER.planningArea,),
}
_OF_STANCE = {str(STANCE.support): QUER.supports, str(STANCE.objection): QUER.opposes}


@dataclass(frozen=True, slots=True)
class Claim:
    """What an assessment says, whoever found it.

    Attributes
    ----------
    unit : str
        The text's IRI; for an identity candidate one of the two things.
    body : str
        The thing or code it is said to mean; for an identity candidate the other thing.
    target : str
        What a stance is towards, else empty.
    """

    unit: str
    body: str
    target: str = ""

    @classmethod
    def of(cls, facts: Facts) -> Claim:
        """Return what an assessment or decision claims, from all that is said of it."""
        unit = facts.get(str(QUER.candidateFor)) or facts.get(str(QUER.assesses), "")
        code = facts.get(str(QUER.stance)) or facts.get(str(QUER.contributionFunction))
        target = facts.get(str(QUER.stanceTarget), "")
        return cls(unit, code or facts.get(str(OA.hasBody), ""), target)

    def plain(self, predicates: Iterable[str | URIRef]) -> set[ox.Triple]:
        """Return the plain links that say the same."""
        unit, thing = ox.NamedNode(self.unit), ox.NamedNode(self.target or self.body)
        return {ox.Triple(unit, ox.NamedNode(str(predicate)), thing) for predicate in predicates}


def plain_links(cls: str, claim: Claim, is_example: bool = False) -> tuple[URIRef, ...]:
    """Return the properties that say the same as an assessment in one triple.

    Parameters
    ----------
    cls : str
        Class of the assessment.
    claim : Claim
        What it claims.
    is_example : bool
        Whether what it leads to is an example from elsewhere.
    """
    if cls == str(QUER.StanceAssessment):
        return (_OF_STANCE[claim.body],) if claim.body in _OF_STANCE else ()
    if cls == str(QUER.Mention):
        return (QUER.mentions, QUER.refersToExample) if is_example else (QUER.mentions,)
    return _OF_CLASS.get(cls, ())


def same(is_concept: bool) -> str:
    """Return the property that ties two things somebody found to be the same."""
    return str(SKOS.exactMatch if is_concept else OWL.sameAs)
