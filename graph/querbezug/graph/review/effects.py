"""What decisions change in the graph of links: just the triples that a new linking run would change."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

import pyoxigraph as ox

from querbezug.graph.links.claims import BY_HAND, SHORTCUTS, Claim, plain_links
from querbezug.graph.links.decisions import Decision, Decisions, hand_made, hand_run
from querbezug.graph.nodes import node
from querbezug.graph.review.items import Assessment, Reading
from querbezug.graph.store.layout import as_stored
from querbezug.ontology.terms import QUER, REVIEW_STATUS, VOCABULARY


@dataclass(frozen=True, slots=True)
class Effects:
    """The triples that come and go in the graph of links."""

    added: set[ox.Triple]
    removed: set[ox.Triple]


def effects(reading: Reading, before: Decisions, after: Decisions, unit: str) -> Effects:
    """Return what has to change about one text or thing when ``before`` becomes ``after``.

    Parameters
    ----------
    reading : Reading
        The store as it is.
    before, after : Decisions
        The decisions that hold now and the ones that shall hold.
    unit : str
        What the decisions that differ are about.
    """
    assessments = reading.of_unit(unit)
    found = [each for each in assessments if not each.by_hand]
    statuses = [(each, after.status(each.claim)) for each in found]
    changed = [(each, status) for each, status in statuses if status != each.status]
    hand = _by_hand(reading, after, unit, {each.claim for each in found})
    hand_before = {t for each in assessments if each.by_hand for t in _of(reading, each.iri)}
    hand_after = {t for t in hand if t.subject != ox.NamedNode(unit)}
    touched = _touched([*before.of_unit(unit), *after.of_unit(unit)])
    plain_before = _plain_now(reading, unit, touched)
    plain_after = {t for t in hand | _plain(reading, after, found) if t.object in touched} - hand_after
    added = {_status(each, status) for each, status in changed} | hand_after | plain_after
    removed = {_status(each, each.status) for each, _ in changed} | hand_before | plain_before
    if hand_before and not hand_after and not _other_by_hand(reading, hand_before):
        removed |= set(hand_run(reading.layout.minter))
    return Effects(added - removed, removed - added)


def stands(reading: Reading, decision: Decision) -> bool:
    """Say whether the words a decision rests on are there, and what it says they mean."""
    standing = decision.standing
    if standing is None or not decision.is_quoted(reading.wordings(decision.claim.unit)):
        return False
    things = (standing.body, standing.target or standing.body)
    return all(iri.startswith(str(VOCABULARY)) or reading.classes(iri) for iri in things)


def _by_hand(reading: Reading, after: Decisions, unit: str, met: set[Claim]) -> set[ox.Triple]:
    wanted = (each for each in after.by_hand(met, after.of_unit(unit)) if stands(reading, each))
    return as_stored(triple for each in wanted for triple in hand_made(each, reading.layout.minter))


def _plain(reading: Reading, after: Decisions, found: Iterable[Assessment]) -> set[ox.Triple]:
    """Return the plain links that the assessments of methods carry."""
    links: set[ox.Triple] = set()
    for each in found:
        if after.stands(each.claim, each.confidence):
            links |= each.claim.plain(links_of(reading, each.cls, each.claim))
    return links


def links_of(reading: Reading, cls: str, claim: Claim) -> tuple[str, ...]:
    """Return the properties that say the same as an assessment of ``claim`` in one triple."""
    is_example = str(QUER.ReferenceExample) in reading.classes(claim.body)
    return tuple(map(str, plain_links(cls, claim, is_example)))


def _plain_now(reading: Reading, unit: str, touched: set[ox.NamedNode]) -> set[ox.Triple]:
    subject, links = ox.NamedNode(unit), reading.layout.links
    return {
        quad.triple
        for predicate in SHORTCUTS
        for quad in reading.store.quads_for_pattern(subject, node(predicate), None, links)
        if quad.object in touched
    }


def _touched(decisions: Iterable[Decision]) -> set[ox.NamedNode]:
    """Return the things that plain links may lead to or no longer lead to."""
    claims = (claim for each in decisions for claim in (each.claim, each.standing) if claim)
    return {ox.NamedNode(claim.target or claim.body) for claim in claims}


def _of(reading: Reading, iri: str) -> Iterator[ox.Triple]:
    quads = reading.store.quads_for_pattern(ox.NamedNode(iri), None, None, reading.layout.links)
    return (quad.triple for quad in quads)


def _other_by_hand(reading: Reading, known: set[ox.Triple]) -> bool:
    """Say whether any other assessment stands by a decision alone."""
    subjects = {triple.subject for triple in known}
    run = ox.NamedNode(reading.layout.minter.thing("run", "by-hand"))
    quads = reading.store.quads_for_pattern(
        None, node(QUER.method), ox.NamedNode(BY_HAND), reading.layout.links
    )
    return any(quad.subject not in subjects and quad.subject != run for quad in quads)


def _status(found: Assessment, status: str) -> ox.Triple:
    return ox.Triple(ox.NamedNode(found.iri), node(QUER.reviewStatus), node(REVIEW_STATUS[status]))
