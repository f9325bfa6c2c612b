"""From what somebody says of an assessment to a decision that may be kept."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from datetime import UTC, datetime

from querbezug.graph.errors import NotFoundError
from querbezug.graph.links.claims import CONFIRMED, CORRECTED, REJECTED, Claim, same
from querbezug.graph.links.decisions import Decision, Decisions
from querbezug.graph.review.effects import links_of
from querbezug.graph.review.errors import ReviewConflictError, ReviewError
from querbezug.graph.review.items import THEMES, Assessment, Reading
from querbezug.ontology.iris import is_safe_iri
from querbezug.ontology.strings import message
from querbezug.ontology.terms import QUER, RDFS, SKOS, TOPIC, VOCABULARY

VERDICTS = (CONFIRMED, REJECTED, CORRECTED)
ROLE = "Redaktion"
LONGEST_ROLE = 80
LONGEST_NOTE = 500

_CODE_LISTS = {
    str(QUER.StanceAssessment): f"{VOCABULARY}stance/",
    str(QUER.FunctionAssessment): f"{VOCABULARY}contribution-function/",
}


@dataclass(frozen=True, slots=True)
class Verdict:
    """What somebody says of an assessment.

    Attributes
    ----------
    assessment : str
        Its IRI, or the end of it.
    status : {"confirmed", "rejected", "corrected"}
        What is decided.
    corrected_to : str
        IRI of what is meant instead, for a correction.
    role : str
        In which role it is decided; never a name.
    note : str
        Why.
    """

    assessment: str
    status: str
    corrected_to: str = ""
    role: str = ROLE
    note: str = ""


def decision_of(reading: Reading, verdict: Verdict) -> Decision:
    """Return the decision that a verdict stands for.

    Raises
    ------
    NotFoundError
        If there is no such assessment, or no such thing to correct it to.
    ReviewError
        If the verdict makes no sense.
    """
    if verdict.status not in VERDICTS:
        raise ReviewError("review.unknown-verdict", known=", ".join(VERDICTS))
    found = reading.assessment(reading.iri_of(verdict.assessment))
    cls, meant = found.cls, ""
    if verdict.status == CORRECTED:
        meant = _meant(reading, found, verdict.corrected_to)
        cls = _class_of(reading, found, meant)
    elif verdict.corrected_to:
        raise ReviewError("review.no-correction")
    return Decision(
        claim=found.claim,
        status=verdict.status,
        review_of=found.iri,
        role=one_line(verdict.role, LONGEST_ROLE, "review.long-role") or ROLE,
        created=datetime.now(UTC).strftime("%Y-%m-%d"),
        cls=cls,
        links=_links(reading, found, verdict.status, cls, meant),
        quote=found.quote,
        start=found.start,
        end=found.end,
        corrected_to=meant,
        note=one_line(verdict.note, LONGEST_NOTE, "review.long-note"),
    )


def refuse_conflict(known: Decisions, decision: Decision) -> None:
    """Refuse a decision that says something else than one that holds.

    Raises
    ------
    ReviewConflictError
        If another decision has to be taken back first.
    """
    before = known.on(decision.claim)
    if before:
        status = message(f"review.status-{before.status}")
        raise ReviewConflictError("review.decided", status=status, date=before.created, role=before.role)
    if decision.status != CONFIRMED and known.is_correction(decision.claim):
        raise ReviewConflictError("review.is-correction")
    standing = decision.standing
    if decision.status == CORRECTED and standing:
        other = known.on(standing)
        if other and other.status != CONFIRMED:
            status = message(f"review.status-{other.status}")
            raise ReviewConflictError("review.target-decided", status=status)


def _meant(reading: Reading, found: Assessment, iri: str) -> str:
    """Return what an assessment is corrected to, having made sure that it can be."""
    if found.cls == str(QUER.IdentityCandidate):
        raise ReviewError("review.identity-uncorrectable")
    if not iri:
        raise ReviewError("review.correction-missing")
    if iri == found.claim.body:
        raise ReviewError("review.correction-same")
    codes = _CODE_LISTS.get(found.cls)
    if not is_safe_iri(iri) or not (reading.classes(iri) and reading.values(iri, RDFS.label)):
        raise NotFoundError("review.unknown-thing", iri=iri[:200])
    fits = iri.startswith(codes) if codes else reading.kind_of(iri) != "other"
    if not fits or iri == found.claim.unit:
        raise ReviewError("review.correction-senseless")
    return iri


def _class_of(reading: Reading, found: Assessment, meant: str) -> str:
    """Return the class of the assessment that says what is meant instead."""
    if found.cls in _CODE_LISTS:
        return found.cls
    classes = reading.classes(meant)
    if not classes.isdisjoint(THEMES) or meant.startswith(TOPIC):
        return str(QUER.ThemeAssignment)
    if found.cls == str(QUER.PlaceAssignment) and str(QUER.Place) in classes:
        return found.cls
    if found.cls == str(QUER.IdeaExpression) and str(QUER.Idea) in classes:
        return found.cls
    return str(QUER.Mention)


def _links(reading: Reading, found: Assessment, status: str, cls: str, meant: str) -> tuple[str, ...]:
    """Return the plain links that stand by a decision."""
    if status == REJECTED:
        return ()
    if cls == str(QUER.IdentityCandidate):
        return (same(str(SKOS.Concept) in reading.classes(found.claim.body)),)
    claim = Claim(found.claim.unit, meant or found.claim.body, found.claim.target)
    return tuple(sorted(links_of(reading, cls, claim)))


def one_line(words: str, longest: int, too_long: str) -> str:
    """Return what somebody wrote on one line, without what tells who it was.

    Raises
    ------
    ReviewError
        If it is longer than ``longest`` characters; ``too_long`` is the sentence that says so.
    """
    visible = "".join(" " if unicodedata.category(c)[0] in "CZ" else c for c in words)
    line = " ".join(visible.split())
    if len(line) > longest:
        raise ReviewError(too_long, longest=longest)
    # Whoever only looks at reviews need not wait for the readers.
    from querbezug.graph.readers.privacy import mask

    return mask(line).text[:longest]
