"""Gaps: by hand on a small plan, by invariants and a plain second way on made-up ones."""

from __future__ import annotations

import networkx as nx
import numpy as np
from graph.projection_making import LinkOf, names, projection_of
from hypothesis import given, settings
from hypothesis import strategies as st

from querbezug.graph.analysis.areas import Areas
from querbezug.graph.analysis.gaps import PlanCoverage, asked_goals, plan_coverage
from querbezug.graph.analysis.projection import Projection
from querbezug.graph.analysis.serving import Serving
from querbezug.ontology.terms import DCTERMS, QUER

THINGS = {
    "town": "municipality",
    "other": "municipality",
    "goal": "goal",
    "below": "goal",
    "idle": "goal",
    "build": "measure",
    "part": "measure",
    "loose": "measure",
    "traffic": "field",
    "housing": "field",
    "empty": "field",
    "climate": "cross-cutting-theme",
    "comment": "comment",
    "idea": "idea",
}
LINKS: tuple[LinkOf, ...] = (
    ("below", QUER.contributesTo, "goal"),
    ("build", QUER.contributesTo, "below"),
    ("part", DCTERMS.isPartOf, "build"),
    ("goal", QUER.theme, "traffic"),
    ("idle", QUER.theme, "climate"),
    ("loose", QUER.theme, "housing"),
    ("goal", QUER.planningArea, "town"),
    ("below", QUER.planningArea, "town"),
    ("idle", QUER.planningArea, "other"),
    ("build", QUER.planningArea, "other"),
    ("loose", QUER.planningArea, "town"),
    ("comment", QUER.about, "idle"),
    ("idea", QUER.contributesTo, "below"),
)


def coverage(projection: Projection, town: str = "") -> PlanCoverage:
    areas = Areas(projection)
    columns = np.array([areas.column[projection.index[town]]], np.int32) if town else None
    return plan_coverage(projection, areas, Serving(projection), columns)


def test_a_goal_is_pursued_by_measures_of_goals_below_it() -> None:
    projection = projection_of(THINGS, LINKS)
    found = coverage(projection)
    assert dict(zip(names(projection, found.goals), found.measures_of_goal.tolist(), strict=True)) == {
        "below": 1,
        "goal": 1,
        "idle": 0,
    }
    assert names(projection, found.idle_goals) == ["idle"]


def test_a_part_has_the_goals_of_its_project() -> None:
    projection = projection_of(THINGS, LINKS)
    found = coverage(projection)
    assert names(projection, found.loose_measures) == ["loose"]
    assert dict(zip(names(projection, found.measures), found.goals_of_measure.tolist(), strict=True)) == {
        "build": 2,
        "loose": 0,
        "part": 2,
    }


def test_fields_are_told_apart_by_what_they_lack() -> None:
    projection = projection_of(THINGS, LINKS)
    found = coverage(projection)
    assert names(projection, found.fields_with(goals=True, measures=True)) == ["traffic"]
    assert names(projection, found.fields_with(goals=False, measures=True)) == ["housing"]
    assert names(projection, found.fields_with(goals=True, measures=False)) == ["climate"]
    assert names(projection, found.fields_with(goals=False, measures=False)) == ["empty"]


def test_a_town_is_asked_for_its_own_goals_but_measures_elsewhere_count() -> None:
    projection = projection_of(THINGS, LINKS)
    found = coverage(projection, "town")
    assert names(projection, found.goals) == ["below", "goal"]
    assert not len(found.idle_goals)
    assert names(projection, found.measures) == ["loose"]
    assert names(projection, found.fields) == ["housing", "traffic"]


def test_goals_that_people_speak_of_come_with_their_voices() -> None:
    projection = projection_of(THINGS, LINKS)
    found = asked_goals(projection, Areas(projection), Serving(projection))
    told = zip(
        names(projection, found.goals),
        found.comments.tolist(),
        found.ideas.tolist(),
        found.measures.tolist(),
        strict=True,
    )
    assert set(told) == {("idle", 1, 0, 0), ("goal", 0, 1, 1), ("below", 0, 1, 1)}


def test_goals_in_a_circle_end() -> None:
    links = (("a", QUER.contributesTo, "b"), ("b", QUER.contributesTo, "a"), ("m", QUER.contributesTo, "a"))
    projection = projection_of({"a": "goal", "b": "goal", "m": "measure"}, links)
    assert not len(coverage(projection).idle_goals)


GOALS, MEASURES, FIELDS = ("g0", "g1", "g2", "g3"), ("m0", "m1", "m2"), ("f0", "f1")
KINDS = dict.fromkeys(GOALS, "goal") | dict.fromkeys(MEASURES, "measure") | dict.fromkeys(FIELDS, "field")
CONTRIBUTIONS = st.tuples(
    st.sampled_from(GOALS + MEASURES), st.just(QUER.contributesTo), st.sampled_from(GOALS)
)
THEMES = st.tuples(st.sampled_from(GOALS + MEASURES), st.just(QUER.theme), st.sampled_from(FIELDS))
PLANS = st.lists(st.one_of(CONTRIBUTIONS, THEMES), max_size=12).map(
    lambda links: [link for link in links if link[0] != link[2]]
)


@settings(deadline=None)
@given(PLANS)
def test_a_plain_walk_over_the_graph_finds_the_same(links: list[LinkOf]) -> None:
    projection = projection_of(KINDS, links)
    found = coverage(projection)
    serves: nx.DiGraph[str] = nx.DiGraph()
    serves.add_nodes_from(KINDS)
    serves.add_edges_from((s, o) for s, p, o in links if p == QUER.contributesTo)
    above = {m: {n for n in nx.descendants(serves, m) if n in GOALS} for m in MEASURES}
    named = {name: {o for s, p, o in links if p == QUER.theme and s == name} for name in KINDS}
    for goal, count in zip(names(projection, found.goals), found.measures_of_goal.tolist(), strict=True):
        assert count == sum(goal in goals for goals in above.values())
    for field, count in zip(names(projection, found.fields), found.measures_of_field.tolist(), strict=True):
        direct = {m for m in MEASURES if field in named[m]}
        assert count == len(direct | {m for m in MEASURES if any(field in named[g] for g in above[m])})


@settings(deadline=None)
@given(PLANS, CONTRIBUTIONS)
def test_one_more_contribution_never_opens_a_gap(links: list[LinkOf], more: LinkOf) -> None:
    before, after = (projection_of(KINDS, each) for each in (links, [*links, more]))
    assert set(names(after, coverage(after).idle_goals)) <= set(names(before, coverage(before).idle_goals))
    assert set(names(after, coverage(after).loose_measures)) <= set(
        names(before, coverage(before).loose_measures)
    )
