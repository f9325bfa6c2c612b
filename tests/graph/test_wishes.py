"""What people ask for and who pursues it: by hand, by a plain second implementation, on the examples."""

from __future__ import annotations

from collections import defaultdict
from math import log

import pytest
from graph.towns_making import names, number, projection_of
from hypothesis import given, settings
from hypothesis import strategies as st

from querbezug.graph.analysis import CityTies, Projection
from querbezug.graph.analysis.areas import Areas
from querbezug.graph.analysis.comparable import Comparison
from querbezug.graph.analysis.subjects import Subjects
from querbezug.graph.analysis.wishes import Wishes
from querbezug.ontology.terms import QUER, SKOS

THINGS = {
    "a": "municipality",
    "b": "municipality",
    "c": "municipality",
    "rad": "topic",
    "bus": "topic",
    "verkehr": "topic",
    "radweg-b": "measure",
    "bus-c": "measure",
    "alle": "measure",
    "i1": "idea",
    "i2": "idea",
    "frage": "comment",
    "wunsch": "comment",
}
LINKS = {
    QUER.planningArea: [
        ("radweg-b", "b"),
        ("bus-c", "c"),
        *(("alle", town) for town in "abc"),
        ("i1", "a"),
        ("i2", "a"),
    ],
    QUER.theme: [
        ("radweg-b", "rad"),
        ("bus-c", "bus"),
        ("alle", "rad"),
        ("i1", "rad"),
        ("i2", "rad"),
        ("i2", "verkehr"),
        ("frage", "bus"),
        ("wunsch", "bus"),
    ],
    QUER.about: [("frage", "i1"), ("wunsch", "i1")],
    SKOS.broader: [("rad", "verkehr"), ("bus", "verkehr")],
}
FUNCTIONS = {"frage": "question", "wunsch": "suggestion"}


def wishes_of(projection: Projection, *preferred: tuple[str, str]) -> Wishes:
    numbered = {(number(projection, a), number(projection, b)) for a, b in preferred}
    return Wishes(Subjects(projection, Areas(projection)), numbered)


def region() -> Projection:
    return projection_of(THINGS, LINKS, functions=FUNCTIONS)


def test_wishes_are_the_narrowest_topics_of_ideas_and_suggestions() -> None:
    projection = region()
    found = wishes_of(projection).of(number(projection, "a"))
    told = {projection.labels[wish.subject]: (wish.askers, wish.own) for wish in found}
    assert told == {"rad": (2, 1), "bus": (1, 0)}
    assert found[0].weight == pytest.approx(log(3) * log(2))


def test_a_question_asks_for_nothing() -> None:
    silent = projection_of(THINGS, LINKS, functions={"frage": "question", "wunsch": "question"})
    found = wishes_of(silent).of(number(silent, "a"))
    assert names(silent, [wish.subject for wish in found]) == ["rad"]


def test_whoever_objects_asks_for_what_the_objection_prefers() -> None:
    projection = region()
    found = wishes_of(projection, ("frage", "verkehr")).of(number(projection, "a"))
    assert "verkehr" in names(projection, [wish.subject for wish in found])


def test_a_comment_and_the_idea_it_expresses_count_once() -> None:
    links = {**LINKS, QUER.expressesIdea: [("wunsch", "i1")]}
    projection = projection_of(THINGS, links, functions=FUNCTIONS)
    found = wishes_of(projection).of(number(projection, "a"))
    assert {projection.labels[wish.subject]: wish.askers for wish in found} == {"rad": 2, "bus": 1}


def test_models_are_ranked_by_wishes_and_leave_out_what_both_have() -> None:
    projection = region()
    models = wishes_of(projection).models(number(projection, "a"), 10)
    assert [names(projection, model.towns) for model in models] == [["b"], ["c"]]
    assert models[0].score == pytest.approx(log(3) * log(2) / 2)
    assert [names(projection, things) for model in models for _, things in model.by_wish] == [
        ["radweg-b"],
        ["bus-c"],
    ]


def test_the_contributions_behind_a_wish_are_those_of_the_town() -> None:
    projection = region()
    found = wishes_of(projection).contributions(number(projection, "a"), number(projection, "rad"))
    assert names(projection, found) == ["i1", "i2"]


def test_comparable_goals_are_one_subject_in_the_words_of_each_town() -> None:
    things = {"a": "municipality", "b": "municipality", "za": "goal", "zb": "goal", "i": "idea"}
    links = {
        QUER.planningArea: [("za", "a"), ("zb", "b"), ("i", "a")],
        QUER.contributesTo: [("i", "za")],
        QUER.comparableTo: [("zb", "za")],
    }
    projection = projection_of(things, links)
    wishes = wishes_of(projection)
    a, b = number(projection, "a"), number(projection, "b")
    (model,) = wishes.models(a, 5)
    assert (names(projection, model.towns), names(projection, model.by_wish[0][1])) == (["b"], ["zb"])
    ((subject, _),) = model.by_wish
    assert names(projection, [wishes.subjects.as_in(subject, town) for town in (a, b)]) == ["za", "zb"]


TOPICS = ("t0", "t1", "t2")


@st.composite
def small_regions(draw: st.DrawFn) -> tuple[dict[str, str], dict[object, list[tuple[str, str]]]]:
    things = dict.fromkeys("abcd", "municipality") | dict.fromkeys(TOPICS, "topic")
    areas: list[tuple[str, str]] = []
    themes: list[tuple[str, str]] = []
    for kind, least in (("measure", 0), ("idea", 0)):
        for n in range(draw(st.integers(least, 5))):
            name = f"{kind}{n}"
            things[name] = kind
            towns = draw(st.sets(st.sampled_from("abcd"), min_size=1, max_size=2))
            areas += [(name, town) for town in sorted(towns)]
            themes += [(name, topic) for topic in sorted(draw(st.sets(st.sampled_from(TOPICS), max_size=2)))]
    return things, {QUER.planningArea: areas, QUER.theme: themes}


def plainly(
    things: dict[str, str], links: dict[object, list[tuple[str, str]]], here: str
) -> dict[str, float]:
    """Return the scores of the other towns, one at a time."""
    towns, topics = defaultdict(set), defaultdict(set)
    for thing, town in links[QUER.planningArea]:
        towns[thing].add(town)
    for thing, topic in links[QUER.theme]:
        topics[thing].add(topic)
    asked = {t: {i for i in things if things[i] == "idea" and t in topics[i]} for t in TOPICS}
    wishing = {town for t in TOPICS for idea in asked[t] for town in towns[idea]}
    scores: dict[str, float] = {}
    for other in set("abcd") - {here}:
        score = 0.0
        for topic, ideas in asked.items():
            askers = sum(here in towns[idea] for idea in ideas)
            rare = len({town for idea in ideas for town in towns[idea]})
            doing = [
                m
                for m in things
                if things[m] == "measure"
                and topic in topics[m]
                and other in towns[m]
                and here not in towns[m]
            ]
            if askers:
                score += log(1 + askers) * log(1 + len(wishing) / rare) * len(doing) / (len(doing) + 1)
        if score:
            scores[other] = score
    return scores


@settings(deadline=None, max_examples=40)
@given(small_regions())
def test_models_agree_with_a_plain_implementation(
    region: tuple[dict[str, str], dict[object, list[tuple[str, str]]]],
) -> None:
    things, links = region
    projection = projection_of(things, links)
    found = wishes_of(projection).models(number(projection, "a"), 10)
    scores = {town: model.score for model in found for town in names(projection, model.towns)}
    assert scores == pytest.approx(plainly(things, links, "a"))


def test_what_comparable_towns_pursue_is_what_the_town_lacks() -> None:
    population = {"a": 1000, "b": 2000, "c": 900}
    links = {**LINKS, QUER.planningArea: [*LINKS[QUER.planningArea], ("bus-c", "b")]}
    projection = projection_of(THINGS, links, population=population)
    subjects = Subjects(projection, Areas(projection))
    comparison = Comparison(subjects, CityTies(projection))
    a = number(projection, "a")
    compared = comparison.comparable(a)
    assert names(projection, [each.town for each in compared]) == ["c", "b"]
    assert compared[0].size == pytest.approx(1 - log(1000 / 900) / log(10))
    (missing,) = comparison.missing(a, compared)
    assert projection.labels[missing.subject] == "bus"
    assert names(projection, missing.towns) == ["c", "b"]
    assert names(projection, missing.things) == ["bus-c"]


def test_towns_with_a_common_plan_or_of_another_size_are_not_compared() -> None:
    things = {**THINGS, "plan": "plan"}
    links = {**LINKS, QUER.planningArea: [*LINKS[QUER.planningArea], ("plan", "a"), ("plan", "b")]}
    projection = projection_of(things, links, population={"a": 1000, "b": 1000, "c": 20_000})
    comparison = Comparison(Subjects(projection, Areas(projection)), CityTies(projection))
    assert comparison.comparable(number(projection, "a")) == []


def test_on_the_examples_likeness_is_symmetric_but_for_the_ties(projection: Projection) -> None:
    comparison = Comparison(Subjects(projection, Areas(projection)), CityTies(projection))
    towns = [int(town) for town in CityTies(projection).cities]
    likeness = {
        (town, each.town): (each.size, each.profile)
        for town in towns
        for each in comparison.comparable(town, len(towns))
    }
    planning = {right for _, right in likeness}
    both_ways = {pair: figures for pair, figures in likeness.items() if pair[0] in planning}
    assert both_ways
    for (left, right), figures in both_ways.items():
        assert figures == pytest.approx(likeness[right, left])
        assert all(0 <= figure <= 1 + 1e-9 for figure in figures)
