"""The same field in other plans, what ties regions, and the examples people cite."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass
from enum import StrEnum

import numpy as np
from numpy.typing import NDArray
from rapidfuzz.fuzz import token_set_ratio
from scipy.sparse import csr_array

from querbezug.graph.analysis.areas import Areas
from querbezug.graph.analysis.projection import Projection
from querbezug.graph.analysis.sparse import in_row, row_of
from querbezug.graph.analysis.subjects import PLANNED, THEMES, Subjects
from querbezug.graph.folding import fold
from querbezug.ontology.terms import DCTERMS, ORG, QUER

_ALIKE = 85
"""From this likeness of two names on (rapidfuzz's token set ratio, 0 to 100) they are alike."""
_FEWEST_MEMBERS = 2


class Why(StrEnum):
    """Why a field of another plan is taken for the same, the surest first."""

    SAME_NAME = "same-name"
    MATCH = "match"
    TOPIC = "topic"
    ALIKE = "alike"


@dataclass(frozen=True, slots=True)
class Alike:
    """A field of another plan that is the same or alike.

    Attributes
    ----------
    theme : int
        Index of the field.
    why : Why
        Why it is taken for the same.
    regions : tuple of int
        The cooperations for whose area it is, else the towns that do something there.
    things : tuple of int
        The goals and measures in it.
    """

    theme: int
    why: Why
    regions: tuple[int, ...]
    things: tuple[int, ...]


def same_field(projection: Projection, areas: Areas, subjects: Subjects, field: int) -> list[Alike]:
    """Return the fields of other plans that have the same name, match, or have a name alike.

    For a topic these are the regions that pursue it.

    Parameters
    ----------
    projection : Projection
        The store as arrays.
    areas : Areas
        Which town has what.
    subjects : Subjects
        Which themes match.
    field : int
        Index of a field, cross-cutting theme, topic or category.
    """
    themes = csr_array(projection.incidence(QUER.theme).T)
    planned = projection.is_kind(*PLANNED)
    if projection.kinds[field] == "topic":
        pursuing = [thing for thing in row_of(themes, field).tolist() if planned[thing]]
        return _of_topic(projection, areas, field, pursuing)
    found: list[Alike] = []
    for theme in projection.of_kind(*THEMES):
        why = _why(projection, subjects, field, theme)
        if theme == field or why is None:
            continue
        things = tuple(thing for thing in row_of(themes, theme).tolist() if planned[thing])
        found.append(Alike(theme, why, _regions(projection, areas, theme, things), things))
    order = list(Why)
    return sorted(found, key=lambda each: (order.index(each.why), -len(each.things), each.theme))


def _why(projection: Projection, subjects: Subjects, field: int, theme: int) -> Why | None:
    here, there = fold(projection.labels[field]), fold(projection.labels[theme])
    if projection.kinds[theme] == "topic":
        return None
    if here == there:
        return Why.SAME_NAME
    if subjects.first[field] == subjects.first[theme]:
        return Why.MATCH
    return Why.ALIKE if token_set_ratio(here, there) >= _ALIKE else None


def _of_topic(projection: Projection, areas: Areas, topic: int, things: Collection[int]) -> list[Alike]:
    by_regions: dict[tuple[int, ...], list[int]] = defaultdict(list)
    for thing in things:
        regions = _regions(projection, areas, -1, (thing,))
        if regions:
            by_regions[regions].append(thing)
    found = [Alike(topic, Why.TOPIC, regions, tuple(each)) for regions, each in by_regions.items()]
    return sorted(found, key=lambda each: (-len(each.things), each.regions))


def _regions(projection: Projection, areas: Areas, theme: int, things: Collection[int]) -> tuple[int, ...]:
    """Return the cooperations of a theme's area, else that of just the acting towns, else those towns."""
    if theme >= 0:
        places = row_of(projection.incidence(DCTERMS.spatial), theme)
        territory = csr_array(projection.incidence(QUER.territory).T)
        bodies = {body for place in places.tolist() for body in row_of(territory, place).tolist()}
        cooperations = sorted(body for body in bodies if projection.kinds[body] == "cooperation")
        if cooperations:
            return tuple(cooperations)
    towns = {int(town) for thing in things for town in areas.of(areas.having, thing)}
    return _as_cooperation(areas, frozenset(towns)) or tuple(sorted(towns))


def _as_cooperation(areas: Areas, towns: frozenset[int]) -> tuple[int, ...]:
    """Return the cooperation that consists of just these towns, if there is one."""
    if len(towns) < _FEWEST_MEMBERS:
        return ()
    columns = np.array([areas.column[town] for town in towns])
    inside = np.asarray(areas.members[:, columns].sum(axis=1)) == len(towns)
    fitting = np.flatnonzero(inside & (in_row(areas.members) == len(towns)))
    return (int(fitting[0]),) if len(fitting) else ()


@dataclass(frozen=True, slots=True)
class Hub:
    """A network or planning office that ties regions.

    Attributes
    ----------
    thing : int
        Index of the network (a cooperation) or office (an organisation).
    kind : str
        ``network`` or ``planner``.
    regions : tuple of int
        Indices of the cooperations, and of the towns outside any, that it ties.
    evidence : tuple of int
        The plans of the office.
    """

    thing: int
    kind: str
    regions: tuple[int, ...]
    evidence: tuple[int, ...] = ()


def hubs(projection: Projection, areas: Areas) -> list[Hub]:
    """Return what ties two regions or more, the networks first, each the widest first.

    A region is a cooperation with an area of its own. A network ties those that are its members and those of
    which a town is a member; a planning office those for which it made plans.

    Parameters
    ----------
    projection : Projection
        The store as arrays.
    areas : Areas
        The towns of cooperations and plans.
    """
    source, _, _ = projection.links(QUER.territory)
    cooperation = projection.is_kind("cooperation")
    regions = np.unique(source[cooperation[source]])
    found = [*_networks(projection, areas, regions), *_planners(projection, areas, regions)]
    return sorted(found, key=lambda hub: (hub.kind, -len(hub.regions), hub.thing))


def _networks(projection: Projection, areas: Areas, regions: NDArray[np.int32]) -> list[Hub]:
    parts = projection.incidence(ORG.hasMember)
    found = []
    for network in projection.of_kind("cooperation"):
        if network in regions:
            continue
        towns = row_of(areas.members, network)
        tied = {int(each) for each in np.intersect1d(row_of(parts, network), regions)}
        tied |= set(_touched(areas, regions, towns))
        if len(tied) > 1:
            found.append(Hub(network, "network", tuple(sorted(tied))))
    return found


def _touched(areas: Areas, regions: NDArray[np.int32], towns: NDArray[np.int32]) -> list[int]:
    """Return the regions of which any of the towns (columns) is a member."""
    chosen = csr_array(areas.members[regions][:, towns])
    return [int(region) for region in regions[np.diff(chosen.indptr) > 0]]


def _planners(projection: Projection, areas: Areas, regions: NDArray[np.int32]) -> list[Hub]:
    plans, offices, _ = projection.links(DCTERMS.creator)
    is_office = projection.is_kind("organisation")[offices]
    by_office: dict[int, list[int]] = defaultdict(list)
    for plan, office in zip(plans[is_office].tolist(), offices[is_office].tolist(), strict=True):
        by_office[office].append(plan)
    found = []
    for office, made in sorted(by_office.items()):
        tied: set[int] = set()
        for plan in made:
            towns = row_of(areas.having, plan)
            whole = _whole(areas, regions, towns)
            tied |= set(whole) or {int(areas.towns[column]) for column in towns.tolist()}
        if len(tied) > 1:
            found.append(Hub(office, "planner", tuple(sorted(tied)), tuple(sorted(made))))
    return found


def _whole(areas: Areas, regions: NDArray[np.int32], towns: NDArray[np.int32]) -> list[int]:
    """Return the regions all of whose members are among the towns (columns)."""
    members = csr_array(areas.members[regions])
    inside = np.diff(csr_array(members[:, towns]).indptr)
    return [int(region) for region in regions[(inside > 0) & (inside == np.diff(members.indptr))]]


def citations(
    projection: Projection, columns: NDArray[np.int32] | None, areas: Areas
) -> list[tuple[int, list[int]]]:
    """Return the examples that contributions refer to with those contributions, the most cited first.

    Parameters
    ----------
    projection : Projection
        The store as arrays.
    columns : array of int32, optional
        Only contributions of these towns; all unless told.
    areas : Areas
        The towns of contributions.
    """
    who, example, _ = projection.links(QUER.refersToExample)
    if columns is not None:
        here = np.diff(csr_array(areas.home[:, columns]).indptr) > 0
        who, example = who[here[who]], example[here[who]]
    found: dict[int, list[int]] = defaultdict(list)
    for contribution, cited in zip(who.tolist(), example.tolist(), strict=True):
        found[cited].append(contribution)
    ranked = sorted(found.items(), key=lambda item: (-len(item[1]), item[0]))
    return [(cited, sorted(contributions)) for cited, contributions in ranked]
