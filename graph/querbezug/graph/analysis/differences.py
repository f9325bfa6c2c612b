"""What changed between two states of the data: things, statuses, links of planning, ties of cities."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from rdflib.term import URIRef

from querbezug.graph.analysis.lazily import CONTRIBUTED
from querbezug.graph.analysis.projection import PREDICATES, Projection
from querbezug.graph.analysis.ties import CityTies
from querbezug.ontology.terms import DCTERMS, ORG, QUER, SKOS

PLANNED: tuple[URIRef, ...] = (
    QUER.contributesTo,
    QUER.planningArea,
    QUER.inPlan,
    QUER.theme,
    QUER.hasMemberMunicipality,
    QUER.comparableTo,
    QUER.responsible,
    QUER.evolvedInto,
    ORG.hasMember,
    DCTERMS.isPartOf,
    SKOS.exactMatch,
    SKOS.closeMatch,
)
"""The links of planning, which are compared one by one; those of contributions are only counted."""

_ALL_PAIRS = 1_500
_STRONGEST = 10
_NOTHING = 1e-6


@dataclass(frozen=True, slots=True)
class StatusChange:
    """A measure whose status is another one; empty where none was or is known."""

    measure: str
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class TieChange:
    """Two cities (IRIs) whose tie weighs more or less than before; 0 where there was or is none."""

    left: str
    right: str
    before: float
    after: float


class Differences:
    """Compares two states.

    Parameters
    ----------
    before, after : Projection
        The states.
    """

    def __init__(self, before: Projection, after: Projection) -> None:
        self.before, self.after = before, after

    @cached_property
    def came(self) -> list[int]:
        """The things that are new, as indices in the later state."""
        return [number for iri, number in self.after.index.items() if iri not in self.before.index]

    @cached_property
    def went(self) -> list[int]:
        """The things that are gone, as indices in the earlier state."""
        return [number for iri, number in self.before.index.items() if iri not in self.after.index]

    @cached_property
    def renamed(self) -> list[tuple[int, int]]:
        """The things with another name, as indices in the earlier and the later state."""
        both = (
            (self.before.index[iri], number)
            for iri, number in self.after.index.items()
            if iri in self.before.index and self.after.kinds[number] not in CONTRIBUTED
        )
        return [(old, new) for old, new in both if self.before.labels[old] != self.after.labels[new]]

    @cached_property
    def statuses(self) -> list[StatusChange]:
        """The measures whose status is another one."""
        found = []
        for iri, number in self.after.index.items():
            old = self.before.index.get(iri)
            if old is None:
                continue
            codes = self.before.statuses.get(old, ""), self.after.statuses.get(number, "")
            if codes[0] != codes[1]:
                found.append(StatusChange(iri, *codes))
        return found

    @cached_property
    def links(self) -> tuple[list[tuple[str, str, str]], list[tuple[str, str, str]]]:
        """The links of planning that came and that went, as source, property, target."""
        earlier, later = _planned(self.before), _planned(self.after)
        return sorted(later - earlier), sorted(earlier - later)

    @cached_property
    def counted(self) -> tuple[Mapping[str, int], Mapping[str, int]]:
        """How many links of each property there were and are."""
        return _counts(self.before), _counts(self.after)

    @cached_property
    def ties(self) -> list[TieChange]:
        """The pairs of cities whose tie changed, the largest change first.

        With very many cities only the strongest ties of each are compared.
        """
        earlier, later = _weights(self.before), _weights(self.after)
        found = [
            TieChange(*ends, earlier.get(ends, 0.0), later.get(ends, 0.0))
            for ends in sorted(earlier.keys() | later.keys())
            if abs(earlier.get(ends, 0.0) - later.get(ends, 0.0)) > _NOTHING
        ]
        return sorted(found, key=lambda tie: (-abs(tie.after - tie.before), tie.left, tie.right))

    @property
    def nothing(self) -> bool:
        """Whether both states say the same, as far as is compared here."""
        return not (self.came or self.went or self.renamed or self.statuses or any(self.links) or self.ties)


def _planned(projection: Projection) -> set[tuple[str, str, str]]:
    said = projection.is_kind(*CONTRIBUTED, "idea")
    found = set()
    for predicate in PLANNED:
        source, target, _ = projection.links(predicate)
        kept = ~said[source] if len(source) else np.zeros(0, np.bool_)
        found |= {
            (projection.iris[s], str(predicate), projection.iris[t])
            for s, t in zip(source[kept].tolist(), target[kept].tolist(), strict=True)
        }
    return found


def _counts(projection: Projection) -> dict[str, int]:
    counts = Counter(dict(enumerate(np.bincount(projection.predicate, minlength=len(PREDICATES)).tolist())))
    return {str(PREDICATES[code]): count for code, count in counts.items() if count}


def _weights(projection: Projection) -> dict[tuple[str, str], float]:
    ties = CityTies(projection)
    strongest = None if len(ties.cities) <= _ALL_PAIRS else _STRONGEST
    left, right, weights = ties.pairs(strongest)
    iris = [projection.iris[city] for city in ties.cities]
    ends = zip(left.tolist(), right.tolist(), weights.tolist(), strict=True)
    return {(min(iris[a], iris[b]), max(iris[a], iris[b])): weight for a, b, weight in ends}
