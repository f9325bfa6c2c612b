"""What falls away when a city leaves a cooperation."""

from __future__ import annotations

from dataclasses import dataclass

import networkx as nx
import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_array

from querbezug.graph.analysis.areas import Areas
from querbezug.graph.analysis.model import Layer
from querbezug.graph.analysis.sparse import in_row, only_columns, row_of
from querbezug.graph.analysis.ties import CityTies
from querbezug.ontology.terms import ORG, QUER

_AT_STAKE = frozenset({Layer.MEASURE, Layer.GOAL})


@dataclass(frozen=True, slots=True)
class Joint:
    """A measure that the city has together with other members; ``partners`` are those."""

    measure: int
    partners: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Orphan:
    """A goal of the others whose measures are all of the city that leaves."""

    goal: int
    measures: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class TieLoss:
    """What ties the city to another member, and how much of it hangs on the cooperation.

    ``at_stake`` of ``reasons`` are joint measures, joint goals or the cooperations that end for the
    city; ``share`` is their part by weight.
    """

    partner: int
    reasons: int
    at_stake: int
    share: float


@dataclass(frozen=True, slots=True)
class PlaceLoss:
    """A place in the city where joint measures or goals are planned."""

    place: int
    joint: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Leaving:
    """What falls away; all numbers are indices in the projection.

    Attributes
    ----------
    city, cooperation : int
        Who leaves what.
    others : tuple of int
        The other members.
    joint : tuple of Joint
        Measures of the city with other members, those with the fewest partners first.
    own : tuple of int
        Measures that of the members only the city has.
    orphans : tuple of Orphan
        Goals that keep no measure.
    themes : tuple of int
        Fields of action and cross-cutting themes in which no member has a measure any more.
    ties : tuple of TieLoss
        To each other member, the greatest loss first.
    ended : tuple of int
        Further cooperations that the city belongs to only through this one.
    dissolved : tuple of int
        Cooperations that keep fewer than two members.
    places : tuple of PlaceLoss
        Places in the city.
    """

    city: int
    cooperation: int
    others: tuple[int, ...]
    joint: tuple[Joint, ...]
    own: tuple[int, ...]
    orphans: tuple[Orphan, ...]
    themes: tuple[int, ...]
    ties: tuple[TieLoss, ...]
    ended: tuple[int, ...]
    dissolved: tuple[int, ...]
    places: tuple[PlaceLoss, ...]

    @property
    def ending(self) -> tuple[Joint, ...]:
        """The joint measures that one partner alone would be left with."""
        return tuple(each for each in self.joint if len(each.partners) == 1)


def leaving(ties: CityTies, city: int, cooperation: int) -> Leaving:
    """Return what falls away when a city leaves a cooperation.

    Parameters
    ----------
    ties : CityTies
        What ties the cities.
    city, cooperation : int
        Indices in the projection; the city is a member.

    Notes
    -----
    A measure is joint if the city and another member have it. A goal that others have loses its
    measures if all those of members that serve it are the city's alone. What the city shares only
    with members of a closer cooperation, which it still belongs to, does not fall away.
    """
    return _Departure(ties, city, cooperation).result()


def likely_cooperation(ties: CityTies, city: int) -> int | None:
    """Return the cooperation a city has most joint measures in, of equal ones the smallest; or None."""
    areas, labels = ties.areas, ties.projection.labels
    choices = ties.cooperations_of(city)

    def rank(cooperation: int) -> tuple[int, int, str]:
        members = areas.of(areas.members, cooperation)
        return -len(_Departure(ties, city, cooperation).joint()), len(members), labels[cooperation]

    return min(choices, key=rank, default=None)


class _Departure:
    """The steps of :func:`leaving`, over the towns of one cooperation."""

    def __init__(self, ties: CityTies, city: int, cooperation: int) -> None:
        self.ties, self.city, self.cooperation = ties, city, cooperation
        self.projection, self.areas = ties.projection, ties.areas
        members = self.areas.of(self.areas.members, cooperation)
        self.others: list[int] = [int(town) for town in members if town != city]
        having = self.areas.having
        column = self.areas.column
        self.of_city: NDArray[np.bool_] = in_row(csr_array(having[:, [column[city]]])) > 0
        self.of_others: csr_array = csr_array(having[:, [column[town] for town in self.others]])
        self.measures = self.projection.is_kind("measure")
        closer = nx.descendants(self._parts()[0], cooperation) & set(ties.cooperations_of(city))
        self.staying: set[int] = {int(t) for c in closer for t in self.areas.of(self.areas.members, c)}

    def result(self) -> Leaving:
        ended = self._ended()
        gone = frozenset((self.cooperation, *ended))
        return Leaving(
            self.city,
            self.cooperation,
            tuple(self.others),
            self.joint(),
            tuple(np.flatnonzero(self._only_city).tolist()),
            self._orphans(),
            self._themes(),
            self._tie_losses(gone),
            tuple(ended),
            self._dissolved(gone),
            self._places(),
        )

    @property
    def _remaining(self) -> NDArray[np.bool_]:
        """Measures that another member has."""
        return self.measures & (in_row(self.of_others) > 0)

    @property
    def _only_city(self) -> NDArray[np.bool_]:
        return self.measures & self.of_city & ~self._remaining

    def joint(self) -> tuple[Joint, ...]:
        found: list[Joint] = []
        for measure in np.flatnonzero(self._remaining & self.of_city).tolist():
            partners = tuple(self.others[n] for n in row_of(self.of_others, measure))
            if not self.staying.issuperset(partners):
                found.append(Joint(measure, partners))
        return tuple(
            sorted(found, key=lambda each: (len(each.partners), self.projection.labels[each.measure]))
        )

    def _orphans(self) -> tuple[Orphan, ...]:
        serving = csr_array(self.projection.incidence(QUER.contributesTo).T)
        goals = self.projection.is_kind("goal") & (in_row(self.of_others) > 0)
        goals &= in_row(only_columns(serving, self._only_city)) > 0
        goals &= in_row(only_columns(serving, self._remaining)) == 0
        lost = only_columns(serving, self._only_city)
        return tuple(
            Orphan(int(goal), tuple(row_of(lost, int(goal)).tolist())) for goal in np.flatnonzero(goals)
        )

    def _themes(self) -> tuple[int, ...]:
        themed = csr_array(self.projection.incidence(QUER.theme).T)
        fields = self.projection.is_kind("field", "cross-cutting-theme")
        fields &= in_row(only_columns(themed, self._only_city)) > 0
        fields &= in_row(only_columns(themed, self._remaining)) == 0
        return tuple(np.flatnonzero(fields).tolist())

    def _ended(self) -> list[int]:
        """Return the cooperations around this one that the city belongs to through it alone."""
        around, direct = self._parts()
        within = {self.cooperation, *nx.descendants(around, self.cooperation)}
        left = [each for each in direct if each not in within]
        still = {above for each in left for above in (each, *nx.ancestors(around, each))}
        return [each for each in self.ties.cooperations_of(self.city) if each not in still | within]

    def _parts(self) -> tuple[nx.DiGraph[int], list[int]]:
        """Return which cooperation is a member of which, and those the city itself is a member of."""
        around: nx.DiGraph[int] = nx.DiGraph()
        around.add_nodes_from(self.projection.of_kind("cooperation"))
        pairs = self.projection.pairs(ORG.hasMember)
        around.add_edges_from((whole, part) for whole, part, _ in pairs if part in around and whole in around)
        wholes, towns, _ = self.projection.links(QUER.hasMemberMunicipality)
        return around, wholes[towns == self.city].tolist()

    def _dissolved(self, gone: frozenset[int]) -> tuple[int, ...]:
        return tuple(sorted(each for each in gone if len(self.areas.of(self.areas.members, each)) - 1 < 2))

    def _tie_losses(self, gone: frozenset[int]) -> tuple[TieLoss, ...]:
        iris = {self.projection.iris[each] for each in gone}
        found = []
        for partner in self.others:
            reasons = self.ties.reasons(self.city, partner)
            at_stake = frozenset() if partner in self.staying else _AT_STAKE
            lost = [each for each in reasons if each.layer in at_stake or each.iri in iris]
            whole = sum(each.weight for each in reasons)
            share = sum(each.weight for each in lost) / whole if whole else 0.0
            found.append(TieLoss(partner, len(reasons), len(lost), share))
        return tuple(sorted(found, key=lambda each: (-each.share, self.projection.labels[each.partner])))

    def _places(self) -> tuple[PlaceLoss, ...]:
        located = csr_array(self.projection.incidence(QUER.planningArea).T)
        wider = [n for n, town in enumerate(self.others) if town not in self.staying]
        joint = self.of_city & (in_row(csr_array(self.of_others[:, wider])) > 0)
        there = only_columns(located, joint)
        places = _inside(self.areas, self.city) & self.projection.is_kind("place") & (in_row(there) > 0)
        return tuple(
            PlaceLoss(int(place), tuple(row_of(there, int(place)).tolist()))
            for place in np.flatnonzero(places)
        )


def _inside(areas: Areas, city: int) -> NDArray[np.bool_]:
    """Return which places lie in a town and in no other, shape (n,)."""
    here = in_row(csr_array(areas.places[:, [areas.column[city]]])) > 0
    alone: NDArray[np.bool_] = here & (in_row(areas.places) == 1)
    return alone
