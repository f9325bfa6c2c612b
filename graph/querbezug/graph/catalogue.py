"""All things in the order people list them: to be searched, filtered and counted."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from rdflib.term import URIRef

from querbezug.graph.analysis.projection import LINKS, Projection
from querbezug.graph.facts import Facts
from querbezug.graph.search import Hit, NameIndex, fold
from querbezug.graph.store.reading import Snapshot
from querbezug.ontology.terms import DCTERMS, PROV, QUER

NO_STATUS = "none"
"""Asks for the measures of which nothing says how far they have come."""

_STEPS = 4
"""How far what a thing belongs to is followed: answer, comment, idea, process, town."""

_LIES_IN = (QUER.planningArea, QUER.territory, QUER.venue, DCTERMS.spatial, DCTERMS.isPartOf)
_BELONGS_TO = (
    QUER.about,
    QUER.respondsTo,
    QUER.replyTo,
    QUER.reportsOn,
    QUER.submittedIn,
    QUER.inPlan,
    QUER.contributesTo,
)
_USED_BY = (QUER.theme, QUER.responsible, QUER.originator)
_MEMBERS = QUER.hasMemberMunicipality


@dataclass(frozen=True, slots=True)
class Wanted:
    """What is looked for; empty where it does not matter.

    ``area`` is the IRI of a town, region or cooperation, ``source`` that of a source document,
    ``status`` a code of ``measure-status``, or :data:`NO_STATUS`.
    """

    kind: str = ""
    query: str = ""
    area: str = ""
    source: str = ""
    status: str = ""


class Catalogue:
    """All things of one state of the store.

    Parameters
    ----------
    snapshot : Snapshot
        The state of the store.
    projection : Projection
        The same as arrays.
    """

    def __init__(self, snapshot: Snapshot, projection: Projection) -> None:
        self._facts = Facts(snapshot)
        self.projection = projection
        self.names = NameIndex(projection, self._wordings())

    def find(self, wanted: Wanted) -> list[Hit]:
        """Return what is wanted: by name, or the best fit first where words are looked for."""
        hits: Iterable[Hit] = self.names.search(wanted.query) if wanted.query.strip() else self._by_name
        if wanted.kind:
            hits = (hit for hit in hits if hit.kind == wanted.kind)
        if wanted.status:
            hits = (hit for hit in hits if self._has_status(hit, wanted.status))
        within: list[Collection[int]] = []
        if wanted.area:
            within.append(self.in_area(wanted.area))
        if wanted.source:
            within.append(self._stated_in.get(wanted.source, set()))
        return [hit for hit in hits if all(hit.number in things for things in within)]

    def _has_status(self, hit: Hit, code: str) -> bool:
        return hit.kind == "measure" and self.statuses.get(hit.number, NO_STATUS) == code

    def in_area(self, iri: str) -> Collection[int]:
        """Return the things that belong to a town, or to any town of a region or cooperation."""
        number = self.projection.index.get(iri)
        towns = self.towns.get(number, frozenset()) if number is not None else frozenset()
        found: set[int] = set()
        for town in towns:
            found |= self._of_town.get(town, set())
        return found

    def counts(self, iri: str) -> Counter[str]:
        """Return how many things of each kind belong to a town, region or cooperation."""
        return Counter(self.projection.kinds[number] for number in self.in_area(iri))

    def counts_in_source(self, iri: str) -> Counter[str]:
        """Return how many things of each kind a source document states."""
        return Counter(self.projection.kinds[number] for number in self._stated_in.get(iri, ()))

    def sources(self) -> Mapping[str, int]:
        """Return how many things each source document states."""
        return {iri: len(things) for iri, things in self._stated_in.items()}

    @cached_property
    def statuses(self) -> Mapping[int, str]:
        """The codes of ``measure-status`` of the measures that have one."""
        index = self.projection.index
        return {
            index[iri]: code.rsplit("/", 1)[-1]
            for iri, code in self._facts.pairs(QUER.measureStatus)
            if iri in index and self.projection.kinds[index[iri]] == "measure"
        }

    @cached_property
    def towns(self) -> Mapping[int, frozenset[int]]:
        """The towns each thing belongs to, as far as links say."""
        found: dict[int, set[int]] = {n: {n} for n in self.projection.of_kind("municipality")}
        for cooperation, town, _ in self.projection.pairs(_MEMBERS):
            found.setdefault(cooperation, set()).add(town)
        for cooperation, region, _ in self.projection.pairs(QUER.territory):
            if self.projection.kinds[region] == "region":
                found.setdefault(region, set()).update(found.get(cooperation, ()))
        _spread(self._links(*_LIES_IN), found)
        _spread(self._links(*_BELONGS_TO), found)
        # A theme that only the program recognised in a text is not thereby one of the text's town.
        used = [(owner, thing) for thing, owner in self._links(*_USED_BY) if self._share_source(thing, owner)]
        _spread(used, found)
        return {number: frozenset(towns) for number, towns in found.items()}

    def _share_source(self, one: int, other: int) -> bool:
        documents = self._documents
        return not documents.get(one, frozenset()).isdisjoint(documents.get(other, ()))

    @cached_property
    def _documents(self) -> Mapping[int, set[str]]:
        found: dict[int, set[str]] = defaultdict(set)
        for source, things in self._stated_in.items():
            for number in things:
                found[number].add(source)
        return found

    @cached_property
    def _of_town(self) -> Mapping[int, set[int]]:
        found: dict[int, set[int]] = defaultdict(set)
        for number, towns in self.towns.items():
            for town in towns:
                found[town].add(number)
        return found

    @cached_property
    def _by_name(self) -> list[Hit]:
        projection = self.projection
        order = sorted(
            range(len(projection.iris)), key=lambda n: (name_order(projection.labels[n]), projection.iris[n])
        )
        return [
            Hit(projection.iris[n], projection.kinds[n], projection.labels[n], (0, 0, projection.iris[n]), n)
            for n in order
            if projection.kinds[n] != "authority"
        ]

    @cached_property
    def _stated_in(self) -> Mapping[str, set[int]]:
        found: dict[str, set[int]] = defaultdict(set)
        index = self.projection.index
        for iri, source in self._facts.pairs(PROV.hadPrimarySource):
            if iri in index:
                found[source].add(index[iri])
        return found

    def _wordings(self) -> Mapping[int, str]:
        """Return what people and plans say in their own words, where it is more than the name."""
        index, labels = self.projection.index, self.projection.labels
        found: dict[int, str] = {}
        for predicate in (DCTERMS.description, QUER.verbatimText):
            for iri, wording in self._facts.pairs(predicate):
                number = index.get(iri)
                if number is not None and wording != labels[number]:
                    found[number] = wording
        return found

    def _links(self, *predicates: URIRef) -> list[tuple[int, int]]:
        codes = [LINKS.index(predicate) for predicate in predicates]
        chosen = np.isin(self.projection.predicate, codes)
        ends = zip(
            self.projection.source[chosen].tolist(), self.projection.target[chosen].tolist(), strict=True
        )
        return list(ends)


def name_order(label: str) -> str:
    """Return what a name is sorted by: as search compares it, without quotation marks at its beginning."""
    return re.sub(r"^\W+", "", fold(label))


def _spread(links: Collection[tuple[int, int]], found: dict[int, set[int]]) -> None:
    """Give things what the things they point to have, unless they have something already."""
    for _ in range(_STEPS):
        fresh: dict[int, set[int]] = {}
        for thing, owner in links:
            if thing not in found and owner in found:
                fresh.setdefault(thing, set()).update(found[owner])
        if not fresh:
            return
        found |= fresh
