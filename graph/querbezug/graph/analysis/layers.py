"""The ways in which cities are tied, each as sparse matrices over cities and what they share.

Two sorts: a *shared* layer has one column for each thing and ties the cities that have it; a
*crossing* layer has one column for each pair of things and ties the cities of one side to those of
the other.
"""

from __future__ import annotations

import tomllib
from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache, cached_property
from importlib.resources import files

import networkx as nx
import numpy as np
from numpy.typing import NDArray
from rdflib.term import URIRef
from scipy.sparse import coo_array, csr_array

from querbezug.graph.analysis.areas import Areas
from querbezug.graph.analysis.model import Layer
from querbezug.graph.analysis.projection import Projection
from querbezug.ontology.terms import DCTERMS, QUER, SKOS

Forms = Mapping[int, Mapping[int, frozenset[int]]]


@cache
def layer_weights() -> Mapping[str, float]:
    """Return the weights of ``weights.toml``."""
    return tomllib.loads(files(__package__).joinpath("weights.toml").read_text(encoding="utf-8"))


def weight_of(layer: Layer, having: NDArray[np.integer], cities: int) -> NDArray[np.float64]:
    """Return the weight of things that so many of the cities have: the layer's times their rarity."""
    several = np.maximum(having, 1)
    rarity: NDArray[np.float64] = np.log1p(np.maximum(cities, several) / several)
    return layer_weights()[layer] * rarity


def nearness(kilometres: NDArray[np.float64]) -> NDArray[np.float64]:
    """Return the weight of neighbourhood at a distance."""
    return layer_weights()[Layer.NEIGHBOUR] * (1 - kilometres / layer_weights()["neighbour-km"])


@dataclass(frozen=True)
class Shared:
    """Things that several towns have.

    Attributes
    ----------
    layer : Layer
        In which way they tie.
    things : array of int32, shape (k,)
        Their indices in the projection.
    having : csr_array, shape (c, k)
        Which town has which, 1 or nothing.
    stated : csr_array, shape (c, k)
        The same, only where a source states it.
    forms : mapping of int to mapping
        Of a column in which several things count as one because editors concluded so: which of them
        each town (row) has.
    """

    layer: Layer
    things: NDArray[np.int32]
    having: csr_array
    stated: csr_array
    forms: Forms = field(default_factory=dict)

    @cached_property
    def counts(self) -> NDArray[np.int64]:
        """How many towns have each thing, shape (k,)."""
        return np.bincount(self.having.indices, minlength=len(self.things))

    def of_rows(self, rows: NDArray[np.int64]) -> Shared:
        """Return the layer for some of the towns, in this order."""
        numbered = {int(old): new for new, old in enumerate(rows)}
        forms = {
            column: {numbered[town]: themes for town, themes in of_towns.items()}
            for column, of_towns in self.forms.items()
        }
        return Shared(
            self.layer, self.things, _in_order(self.having[rows]), _in_order(self.stated[rows]), forms
        )


@dataclass(frozen=True)
class Crossing:
    """Pairs of things: the towns of ``left`` are tied to those of ``right``.

    ``left`` and ``right`` are indices in the projection, ``of_left`` and ``of_right`` the towns
    that have them (c, k), ``inferred`` whether editors concluded the pair.
    """

    layer: Layer
    left: NDArray[np.int32]
    right: NDArray[np.int32]
    of_left: csr_array
    of_right: csr_array
    inferred: NDArray[np.bool_]

    @cached_property
    def counts(self) -> NDArray[np.int64]:
        """How many towns are on either side of each pair, shape (k,)."""
        either = csr_array(self.of_left + self.of_right)
        return np.bincount(either.indices, minlength=len(self.left))

    def of_rows(self, rows: NDArray[np.int64]) -> Crossing:
        """Return the layer for some of the towns, in this order."""
        of_left, of_right = _in_order(self.of_left[rows]), _in_order(self.of_right[rows])
        return Crossing(self.layer, self.left, self.right, of_left, of_right, self.inferred)


class Layers:
    """All layers but the neighbourhood, which needs nothing but where the towns lie.

    Parameters
    ----------
    projection : Projection
        The store as arrays.

    Attributes
    ----------
    areas : Areas
        The towns of everything.
    """

    def __init__(self, projection: Projection) -> None:
        self.projection = projection
        self.areas = Areas(projection)

    @cached_property
    def shared(self) -> tuple[Shared, ...]:
        """The layers of things that towns share."""
        return tuple(self._sharing())

    def _sharing(self) -> Iterator[Shared]:
        for layer, kind in ((Layer.MEASURE, "measure"), (Layer.GOAL, "goal")):
            yield self._rows(layer, self.projection.numbers(kind), self.areas.having, self.areas.stated)
        yield from self._themes()
        members = self.areas.members
        yield self._rows(Layer.COOPERATION, self.projection.numbers("cooperation"), members, members)
        yield self._working_for(Layer.PLANNER, DCTERMS.creator)
        yield self._working_for(Layer.ACTOR, QUER.responsible)
        yield self._mentions()

    @cached_property
    def crossing(self) -> tuple[Crossing, ...]:
        """The layers that tie the towns of one thing to those of another."""
        return self._comparable(), self._examples()

    def _rows(self, layer: Layer, things: NDArray[np.int32], having: csr_array, stated: csr_array) -> Shared:
        """Return a layer of things whose towns stand in the rows of a matrix."""
        of_things = having[things]
        anywhere = np.diff(of_things.indptr) > 0
        return Shared(
            layer,
            things[anywhere],
            csr_array(of_things[anywhere].T),
            csr_array(stated[things][anywhere].T),
        )

    def _working_for(self, layer: Layer, predicate: URIRef) -> Shared:
        """Return the organisations tied to plans or measures by a property, with the towns of those."""
        things, organisations, _ = self.projection.links(predicate)
        is_body = self.projection.is_kind("organisation")[organisations]
        shape = (len(self.projection.iris),) * 2
        cells = (np.ones(int(is_body.sum()), np.int32), (organisations[is_body], things[is_body]))
        towns = csr_array(coo_array(cells, shape=shape)) @ self.areas.having
        return self._rows(
            layer, np.unique(organisations[is_body]), csr_array(towns).sign(), csr_array(towns).sign()
        )

    def _mentions(self) -> Shared:
        """Return the comments that name two towns or more, or a region."""
        comments = self.projection.numbers("comment")
        named = csr_array(self.projection.incidence(QUER.mentions)[comments] @ self.areas.places).sign()
        several = np.diff(named.indptr) > 1
        matrix = csr_array(named[several].T)
        return Shared(Layer.CO_MENTION, comments[several], matrix, matrix)

    def _themes(self) -> Iterator[Shared]:
        """Yield the themes of plans and the topics found in texts, those that match over registers as one."""
        pursued, stated = self._pursued()
        source, target, inferred = self.projection.links(SKOS.exactMatch, SKOS.closeMatch)
        same: nx.Graph[int] = nx.Graph()
        same.add_nodes_from(np.flatnonzero(np.diff(pursued.indptr) > 0).tolist())
        same.add_edges_from(zip(source.tolist(), target.tolist(), strict=True))
        by_editors = {int(each) for each in np.r_[source[inferred], target[inferred]]}
        groups = sorted(sorted(group) for group in nx.connected_components(same))
        rows = np.array([n for n, group in enumerate(groups) for _ in group], dtype=np.int32)
        columns = np.array([theme for group in groups for theme in group], dtype=np.int32)
        joined = csr_array(
            coo_array((np.ones(len(rows), np.int32), (rows, columns)), shape=(len(groups), pursued.shape[0]))
        )
        having = csr_array(joined @ pursued).sign()
        kept = np.flatnonzero(np.diff(having.indptr) > 0)
        surely = csr_array(joined @ stated).sign()
        of_plans = ~self.projection.is_kind("topic")
        first = np.array([min(group, key=lambda n: (not of_plans[n], n)) for group in groups], dtype=np.int32)
        for layer, chosen in (
            (Layer.THEME, kept[of_plans[first[kept]]]),
            (Layer.TOPIC, kept[~of_plans[first[kept]]]),
        ):
            forms = {
                column: _forms(groups[group], pursued)
                for column, group in enumerate(chosen.tolist())
                if len(groups[group]) > 1 and not by_editors.isdisjoint(groups[group])
            }
            yield Shared(
                layer, first[chosen], csr_array(having[chosen].T), csr_array(surely[chosen].T), forms
            )

    def _pursued(self) -> tuple[csr_array, csr_array]:
        """Return which towns pursue which theme, at all and by what sources state; shape (n, c)."""
        regions = self.projection.incidence(DCTERMS.spatial) @ self.areas.places
        is_theme = self.projection.is_kind("field", "cross-cutting-theme", "topic", "category")
        own = csr_array(regions.multiply(is_theme[:, None].astype(np.int32)))
        by_plan = self.projection.incidence(QUER.theme)
        surely = self.projection.incidence(QUER.theme, stated_only=True)
        planned = self.projection.is_kind("goal", "measure").astype(np.int32)[:, None]
        having, stated = self.areas.having.multiply(planned), self.areas.stated.multiply(planned)
        return (
            csr_array(csr_array(by_plan.T) @ csr_array(having) + own).sign(),
            csr_array(csr_array(surely.T) @ csr_array(stated) + own).sign(),
        )

    def _comparable(self) -> Crossing:
        """Return the pairs of goals, measures or cooperations that are comparable."""
        left, right, inferred = self.projection.links(QUER.comparableTo)
        return self._pairs(Layer.COMPARABLE, left, right, inferred, self._who, self._who)

    @property
    def _who(self) -> csr_array:
        return csr_array(self.areas.having + self.areas.members).sign()

    def _examples(self) -> Crossing:
        """Return the texts that refer to an example, with the examples; both with their towns."""
        texts, examples, inferred = self.projection.links(QUER.refersToExample)
        origin = csr_array(self.projection.incidence(QUER.exampleFrom) @ self.areas.places).sign()
        return self._pairs(Layer.EXAMPLE, texts, examples, inferred, self.areas.home, origin)

    def _pairs(
        self,
        layer: Layer,
        left: NDArray[np.int32],
        right: NDArray[np.int32],
        inferred: NDArray[np.bool_],
        of_left: csr_array,
        of_right: csr_array,
    ) -> Crossing:
        here, there = of_left[left], of_right[right]
        both = (np.diff(here.indptr) > 0) & (np.diff(there.indptr) > 0)
        return Crossing(
            layer, left[both], right[both], csr_array(here[both].T), csr_array(there[both].T), inferred[both]
        )


def _forms(group: list[int], pursued: csr_array) -> Mapping[int, frozenset[int]]:
    """Return which themes of a group each town has, by the town's column."""
    found: dict[int, set[int]] = defaultdict(set)
    for theme in group:
        for town in pursued.indices[pursued.indptr[theme] : pursued.indptr[theme + 1]]:
            found[int(town)].add(theme)
    return {town: frozenset(themes) for town, themes in found.items()}


def _in_order(matrix: csr_array) -> csr_array:
    found = csr_array(matrix)
    found.sort_indices()
    return found
