"""What to look at first: open assessments, those whose review is of most use before others."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

import pyoxigraph as ox

from querbezug.graph.links.claims import Claim
from querbezug.graph.review.deciding import Outcome
from querbezug.graph.review.items import Assessment, Reading
from querbezug.graph.store.reading import Snapshot

FLOOR = 0.1
"""What even the surest assessment counts, so that consequences decide among sure ones."""

_MOST_LINKS = 1000


@dataclass(frozen=True, slots=True)
class Filter:
    """Which assessments are wanted; empty means any."""

    kind: str = ""
    method: str = ""
    source: str = ""


@dataclass(frozen=True, slots=True)
class Counts:
    """How far the review is, and how many open assessments there are of each sort."""

    open: int
    decided: int
    kinds: dict[str, int]
    methods: dict[str, int]
    sources: dict[str, int]


@dataclass(frozen=True, slots=True)
class Page:
    """A piece of the queue; ``after`` is what to ask for the next piece, empty at the end."""

    items: tuple[Assessment, ...]
    total: int
    after: str


def benefit(confidence: float, consequences: int) -> float:
    """Return how useful it is to review an assessment.

    ``(0.1 + u) · (1 + log2(1 + n))`` with the uncertainty ``u = 1 - |2c - 1|``, which is 1 at a
    confidence ``c`` of 0.5 and 0 at 0 and 1, and ``n`` links that hang on it.

    Parameters
    ----------
    confidence : float
        How sure the method is, between 0 and 1.
    consequences : int
        For a text: how many other open assessments lead to the same thing. For two things
        that may be one: how many links both have together.
    """
    uncertainty = 1 - abs(2 * min(max(confidence, 0.0), 1.0) - 1)
    return (FLOOR + uncertainty) * (1 + math.log2(1 + max(consequences, 0)))


class Queue:
    """The open assessments of one state of a store, in the order of their benefit.

    Parameters
    ----------
    snapshot : Snapshot
        The store.

    Attributes
    ----------
    version : str
        The state it knows.
    """

    def __init__(self, snapshot: Snapshot) -> None:
        self.version = snapshot.version
        reading = Reading(snapshot.store, snapshot.layout)
        found = [each for each in reading.all() if not each.by_hand]
        self._assessments = {each.iri: each for each in found}
        sources = reading.sources_of_all()
        self._sources = {each.iri: tuple(sources.get(each.claim.unit, ())) for each in found}
        self._order = _ordered(reading, found)
        self._rank = {iri: number for number, iri in enumerate(self._order)}

    def follow(self, outcome: Outcome, snapshot: Snapshot) -> bool:
        """Take in a decision just taken, without looking through everything again.

        Returns
        -------
        bool
            False if there were other changes too, so that this queue is of no use any more.
        """
        if outcome.before != self.version or outcome.after != snapshot.version:
            return False
        reading = Reading(snapshot.store, snapshot.layout)
        for each in reading.of_unit(outcome.decision.claim.unit):
            if each.iri in self._assessments:
                self._assessments[each.iri] = each
        self.version = outcome.after
        return True

    def counts(self) -> Counts:
        """Return how much is open and decided."""
        open_ones = [each for each in self._assessments.values() if each.is_open]
        return Counts(
            open=len(open_ones),
            decided=len(self._assessments) - len(open_ones),
            kinds=_by_number(each.kind for each in open_ones),
            methods=_by_number(each.method for each in open_ones),
            sources=_by_number(key for each in open_ones for key in self._sources[each.iri]),
        )

    def page(self, wanted: Filter | None = None, after: str = "", limit: int = 20) -> Page:
        """Return a piece of the queue.

        Parameters
        ----------
        wanted : Filter, optional
            Which assessments; by default all.
        after : str
            IRI of the assessment after which to go on; it may have been decided meanwhile.
        limit : int
            How many at most.
        """
        chosen = list(self._open(wanted or Filter()))
        start = self._rank.get(after, -1) if after else -1
        rest = [each for each in chosen if self._rank[each.iri] > start]
        piece = tuple(rest[:limit])
        return Page(piece, len(chosen), piece[-1].iri if len(rest) > limit else "")

    def decided(self, limit: int) -> list[Assessment]:
        """Return assessments that somebody decided on, in the order of the queue."""
        found = (self._assessments[iri] for iri in self._order)
        return [each for each in found if not each.is_open][:limit]

    def sources(self, iri: str) -> tuple[str, ...]:
        """Return the keys of the sources that the text of an assessment comes from."""
        return self._sources.get(iri, ())

    def _open(self, wanted: Filter) -> Iterator[Assessment]:
        for iri in self._order:
            each = self._assessments[iri]
            if (
                each.is_open
                and wanted.kind in ("", each.kind)
                and wanted.method in ("", each.method)
                and (not wanted.source or wanted.source in self._sources[iri])
            ):
                yield each


def _ordered(reading: Reading, found: Iterable[Assessment]) -> list[str]:
    found = list(found)
    same = Counter(_thing(each.claim) for each in found if each.is_open and each.kind != "identity")
    scored = []
    for each in found:
        if each.kind == "identity":
            consequences = _links(reading, each.claim.unit) + _links(reading, each.claim.body)
        else:
            consequences = same[_thing(each.claim)] - 1
        scored.append((-round(benefit(each.confidence, consequences), 6), each.iri))
    return [iri for _, iri in sorted(scored)]


def _thing(claim: Claim) -> tuple[str, str]:
    return claim.body, claim.target


def _links(reading: Reading, iri: str) -> int:
    """Count what is said of a thing and with it, up to a point."""
    thing = ox.NamedNode(iri)
    count = 0
    for quads in (
        reading.store.quads_for_pattern(thing, None, None, ox.DefaultGraph()),
        reading.store.quads_for_pattern(None, None, thing, ox.DefaultGraph()),
    ):
        for _ in quads:
            count += 1
            if count >= _MOST_LINKS:
                return count
    return count


def _by_number(names: Iterable[str]) -> dict[str, int]:
    return dict(sorted(Counter(names).items(), key=lambda item: (-item[1], item[0])))
