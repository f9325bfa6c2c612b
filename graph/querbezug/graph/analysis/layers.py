"""What each city has: measures, goals, themes, cooperations, planners, mentions.

A city has a measure or a goal that is planned for it, for a place in it, or for a region it belongs
to; where neither says where, the plan's own area counts.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property

import networkx as nx

from querbezug.graph.analysis.model import Layer
from querbezug.graph.analysis.projection import Projection
from querbezug.ontology.terms import DCTERMS, ORG, QUER, SKOS

Cities = frozenset[int]


@dataclass(frozen=True, slots=True)
class Item:
    """Something cities share.

    Attributes
    ----------
    thing : int
        Index of the thing in the projection.
    cities : mapping of int to bool
        For each city that has it, whether that was concluded by editors only.
    forms : mapping of int to frozenset of int
        Where several things count as one (a theme and its equivalents): those each city has.
    matched_by_editors : bool
        Whether those count as one only because editors concluded so.
    """

    layer: Layer
    thing: int
    cities: Mapping[int, bool]
    forms: Mapping[int, frozenset[int]] = field(default_factory=dict)
    matched_by_editors: bool = False

    def between(self, left: int, right: int) -> tuple[int, int]:
        """Return the thing as the left and as the right city have it; one both have, if there is."""
        if not self.forms:
            return self.thing, self.thing
        common = self.forms[left] & self.forms[right]
        return (min(common),) * 2 if common else (min(self.forms[left]), min(self.forms[right]))


@dataclass(frozen=True, slots=True)
class Bridge:
    """Two comparable things, each with the cities that have it."""

    left: int
    right: int
    left_cities: Cities
    right_cities: Cities
    inferred: bool


@dataclass
class CityLayers:
    """All layers of one projection."""

    projection: Projection
    _areas: dict[int, Cities] = field(default_factory=dict)

    @cached_property
    def cities(self) -> list[int]:
        """The municipalities that a cooperation or a plan concerns, ascending."""
        concerned = {city for item in self.items() for city in item.cities}
        return sorted(concerned | {city for members in self._members.values() for city in members})

    def items(self) -> Iterator[Item]:
        """Yield everything that at least one city has, layer by layer."""
        for layer, kind in ((Layer.MEASURE, "measure"), (Layer.GOAL, "goal")):
            for thing in self.projection.of_kind(kind):
                if self._having[thing]:
                    yield Item(layer, thing, self._having[thing])
        yield from self._themes()
        for cooperation, members in self._members.items():
            yield Item(Layer.COOPERATION, cooperation, dict.fromkeys(sorted(members), False))
        yield from self._planners()
        yield from self._mentions()

    def bridges(self) -> Iterator[Bridge]:
        """Yield the pairs of comparable things of different cities."""
        for left, right, inferred in self.projection.pairs(QUER.comparableTo):
            sides = self._who(left), self._who(right)
            if sides[0] and sides[1]:
                yield Bridge(left, right, sides[0], sides[1], inferred)

    def _who(self, thing: int) -> Cities:
        if self.projection.kinds[thing] == "cooperation":
            return self._members.get(thing, frozenset())
        return frozenset(self._having[thing])

    @cached_property
    def _members(self) -> dict[int, Cities]:
        """The cities of each cooperation, also through cooperations that are members."""
        direct: dict[int, set[int]] = defaultdict(set)
        for cooperation, city, _ in self.projection.pairs(QUER.hasMemberMunicipality):
            direct[cooperation].add(city)
        network: nx.DiGraph[int] = nx.DiGraph()
        network.add_nodes_from(self.projection.of_kind("cooperation"))
        cooperations = set(network)
        network.add_edges_from(
            (whole, part) for whole, part, _ in self.projection.pairs(ORG.hasMember) if part in cooperations
        )
        return {
            cooperation: frozenset().union(
                *(direct[c] for c in {cooperation} | nx.descendants(network, cooperation))
            )
            for cooperation in sorted(cooperations)
        }

    @cached_property
    def _regions(self) -> dict[int, Cities]:
        """The cities of each region, by the cooperation whose territory it is."""
        return {
            region: self._members[cooperation]
            for cooperation, region, _ in self.projection.pairs(QUER.territory)
            if cooperation in self._members
        }

    @cached_property
    def _parents(self) -> dict[int, int]:
        return {part: whole for part, whole, _ in self.projection.pairs(DCTERMS.isPartOf)}

    def area(self, place: int) -> Cities:
        """Return the cities that a place means: itself, the one it lies in, a region's members."""
        if place in self._regions:
            return self._regions[place]
        seen: set[int] = set()
        current: int | None = place
        while current is not None and current not in seen:
            if self.projection.kinds[current] == "municipality":
                return frozenset({current})
            seen.add(current)
            current = self._parents.get(current)
        return frozenset()

    @cached_property
    def _having(self) -> dict[int, dict[int, bool]]:
        """For each measure, goal and plan: its cities, and whether that was concluded."""
        having: dict[int, dict[int, bool]] = defaultdict(dict)
        for thing, place, inferred in self.projection.pairs(QUER.planningArea):
            for city in sorted(self.area(place)):
                having[thing][city] = having[thing].get(city, True) and inferred
        for thing, plan, _ in self.projection.pairs(QUER.inPlan):
            if not having[thing]:
                having[thing] = dict(having[plan])
        return having

    def _themes(self) -> Iterator[Item]:
        """Yield themes, those that match over registers as one."""
        pursued: dict[int, dict[int, bool]] = defaultdict(dict)
        for thing, theme, inferred in self.projection.pairs(QUER.theme):
            for city, by_editors in self._having[thing].items():
                pursued[theme][city] = pursued[theme].get(city, True) and (by_editors or inferred)
        for theme, region, _ in self.projection.pairs(DCTERMS.spatial):
            pursued[theme].update(dict.fromkeys(self._regions.get(region, ()), False))
        same: nx.Graph[int] = nx.Graph()
        same.add_nodes_from(pursued)
        matches = list(self.projection.pairs(SKOS.exactMatch, SKOS.closeMatch))
        same.add_edges_from((a, b) for a, b, _ in matches)
        concluded = {theme for a, b, inferred in matches if inferred for theme in (a, b)}
        for group in nx.connected_components(same):
            cities: dict[int, bool] = {}
            forms: dict[int, set[int]] = defaultdict(set)
            for theme in sorted(group):
                for city, inferred in pursued.get(theme, {}).items():
                    cities[city] = cities.get(city, True) and inferred
                    forms[city].add(theme)
            if cities:
                had = {city: frozenset(themes) for city, themes in forms.items()}
                yield Item(Layer.THEME, min(group), cities, had, bool(group & concluded))

    def _planners(self) -> Iterator[Item]:
        """Yield the organisations that wrote plans, with the cities they wrote them for."""
        worked_for: dict[int, dict[int, bool]] = defaultdict(dict)
        for plan, organisation, _ in self.projection.pairs(DCTERMS.creator):
            worked_for[organisation].update(dict.fromkeys(self._having[plan], False))
        for organisation, cities in sorted(worked_for.items()):
            yield Item(Layer.PLANNER, organisation, cities)

    def _mentions(self) -> Iterator[Item]:
        """Yield the comments that name two cities or more, or a region."""
        comments = set(self.projection.of_kind("comment"))
        named: dict[int, set[int]] = defaultdict(set)
        for comment, place, _ in self.projection.pairs(QUER.mentions):
            if comment in comments:
                named[comment] |= self.area(place)
        for comment, cities in sorted(named.items()):
            if len(cities) > 1:
                yield Item(Layer.CO_MENTION, comment, dict.fromkeys(sorted(cities), False))
