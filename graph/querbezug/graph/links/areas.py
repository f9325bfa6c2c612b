"""Where things are: whether two of them can be the same, as far as places tell."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache, partial

from querbezug.graph.links.corpus import Corpus
from querbezug.ontology.terms import DCTERMS, QUER, RDF

_REMEMBERED = 16_384
_DEEPEST = 4

_LINKS = (QUER.planningArea, DCTERMS.spatial, QUER.territory, DCTERMS.isPartOf)


@dataclass(frozen=True, slots=True)
class Area:
    """Where a thing is.

    Attributes
    ----------
    municipalities : frozenset of str
        The towns it belongs to, as far as known.
    inside : frozenset of str
        Ortsteile and sites inside them.
    wide : frozenset of str
        Regions, counties and landscapes whose towns are not known.
    """

    municipalities: frozenset[str] = frozenset()
    inside: frozenset[str] = frozenset()
    wide: frozenset[str] = frozenset()

    @property
    def places(self) -> frozenset[str]:
        """All places that a thing in the same area may share."""
        return self.municipalities | self.inside | self.wide

    def conflicts(self, other: Area) -> bool:
        """Say whether the two are surely different places."""
        if _apart(self.municipalities, other.municipalities) or _apart(self.inside, other.inside):
            return True
        both_wide = not self.municipalities and not other.municipalities
        return both_wide and _apart(self.wide, other.wide)

    def joined(self, other: Area) -> Area:
        """Return both areas together."""
        return Area(
            self.municipalities | other.municipalities, self.inside | other.inside, self.wide | other.wide
        )


NOWHERE = Area()


class Areas:
    """Finds the area of things by what the sources say of them.

    Parameters
    ----------
    corpus : Corpus
        What the sources state.
    """

    def __init__(self, corpus: Corpus) -> None:
        self._corpus = corpus
        # Functions, not methods: a method in its own cache would outlive its use.
        self._reach: Callable[[str], Area] = lru_cache(_REMEMBERED)(partial(_reach, corpus))
        self._stated: Callable[[str], Area] = partial(_stated, corpus, self._reach)
        self._of_plan: Callable[[str], Area] = lru_cache(_REMEMBERED)(self._stated)

    def of(self, iri: str) -> Area:
        """Return the area of a goal, measure, plan, theme or organisation, or where a place lies."""
        area = self._stated(iri)
        if area == NOWHERE:
            for plan in self._corpus.iris(iri, QUER.inPlan):
                area = area.joined(self._of_plan(plan))
        return area

    def of_region(self, iri: str) -> Area:
        """Return the area of a region: the towns of the cooperation that plans for it."""
        return Area(municipalities=frozenset(_members(self._corpus, iri)))


def _stated(corpus: Corpus, reach: Callable[[str], Area], iri: str) -> Area:
    """Return the area that the sources give a thing itself."""
    area = NOWHERE
    for link in _LINKS:
        for place in corpus.iris(iri, link):
            area = area.joined(reach(place))
    return area


def _reach(corpus: Corpus, place: str, depth: int = 0) -> Area:
    """Return a place with the town it lies in, or a region with its towns."""
    classes = corpus.iris(place, RDF.type)
    alone = frozenset([place])
    if str(QUER.Municipality) in classes:
        return Area(municipalities=alone)
    if not {str(QUER.District), str(QUER.Site)}.isdisjoint(classes):
        area = Area(inside=alone)
        for whole in corpus.iris(place, DCTERMS.isPartOf) if depth < _DEEPEST else ():
            area = area.joined(Area(_reach(corpus, whole, depth + 1).municipalities))
        return area
    if str(QUER.Place) in classes:
        members = frozenset(_members(corpus, place))
        return Area(municipalities=members) if members else Area(wide=alone)
    return NOWHERE


def _members(corpus: Corpus, region: str) -> set[str]:
    return {
        member
        for cooperation in corpus.subjects(QUER.territory, region)
        for member in corpus.iris(cooperation, QUER.hasMemberMunicipality)
    }


def _apart(one: frozenset[str], other: frozenset[str]) -> bool:
    return bool(one and other) and one.isdisjoint(other)
