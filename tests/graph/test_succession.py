"""What of an older plan lives on, and what became of proposals: by hand on small plans."""

from __future__ import annotations

import numpy as np
from graph.projection_making import LinkOf, names, projection_of

from querbezug.graph.analysis.areas import Areas
from querbezug.graph.analysis.projection import FUNCTIONS, Projection
from querbezug.graph.analysis.proposals import Fate, proposals
from querbezug.graph.analysis.serving import Serving
from querbezug.graph.analysis.succession import Succession, Trace, editions, successions
from querbezug.ontology.terms import DCTERMS, QUER

PLANS = {
    "old": "plan",
    "new": "plan",
    "town": "municipality",
    "far": "municipality",
    "hall": "place",
    "bicycles": "topic",
    "repair": "measure",
    "lanes": "measure",
    "forgotten": "measure",
    "fair": "measure",
    "paths": "measure",
    "paths-far": "measure",
    "hall-again": "measure",
}
STAND: tuple[LinkOf, ...] = (
    ("new", DCTERMS.replaces, "old"),
    ("hall", DCTERMS.isPartOf, "town"),
    ("repair", QUER.inPlan, "old"),
    ("lanes", QUER.inPlan, "old"),
    ("forgotten", QUER.inPlan, "old"),
    ("fair", QUER.inPlan, "new"),
    ("repair", QUER.planningArea, "hall"),
    ("fair", QUER.planningArea, "hall"),
    ("lanes", QUER.planningArea, "town"),
    ("paths", QUER.planningArea, "town"),
    ("paths-far", QUER.planningArea, "far"),
    ("lanes", QUER.theme, "bicycles"),
    ("paths", QUER.theme, "bicycles"),
    ("paths-far", QUER.theme, "bicycles"),
)


def found_in(projection: Projection) -> list[tuple[str, str, Trace, list[str]]]:
    return [
        (projection.iris[each.older], projection.iris[each.newer], each.trace, names(projection, each.common))
        for each in successions(projection, Areas(projection), editions(projection))
    ]


def test_measures_of_replaced_plans_are_the_older_ones() -> None:
    projection = projection_of(PLANS, STAND)
    made = editions(projection)
    assert names(projection, made.older) == ["forgotten", "lanes", "repair"]
    assert names(projection, made.newer) == ["fair", "hall-again", "paths", "paths-far"]


def test_same_site_and_same_topic_in_the_same_town_are_traces() -> None:
    assert found_in(projection_of(PLANS, STAND)) == [
        ("repair", "fair", Trace.SITE, ["hall"]),
        ("lanes", "paths", Trace.TOPIC, ["bicycles"]),
    ]


def test_what_is_stated_goes_before_what_is_guessed() -> None:
    stated = ("hall-again", DCTERMS.replaces, "repair")
    more = ("fair", QUER.comparableTo, "repair")
    assert found_in(projection_of(PLANS, (*STAND, stated, more)))[:2] == [
        ("repair", "fair", Trace.STATED, []),
        ("repair", "hall-again", Trace.STATED, []),
    ]


def test_without_a_replaced_plan_nothing_is_older() -> None:
    projection = projection_of(PLANS, STAND[1:])
    assert not len(editions(projection).older)
    assert successions(projection, Areas(projection), editions(projection)) == list[Succession]()


VOICES = {
    "digital": "cross-cutting-theme",
    "wires": "goal",
    "wifi": "goal",
    "mast": "measure",
    "cables": "idea",
    "hotspot": "idea",
    "screen": "idea",
    "bench": "idea",
    "please": "comment",
    "rather-not": "comment",
    "why": "comment",
    "same": "comment",
    "reply": "comment",
}
SAID: tuple[LinkOf, ...] = (
    ("wires", QUER.theme, "digital"),
    ("wifi", QUER.theme, "digital"),
    ("mast", QUER.contributesTo, "wifi"),
    ("cables", QUER.contributesTo, "wires"),
    ("hotspot", QUER.contributesTo, "wifi"),
    ("screen", QUER.theme, "digital"),
    ("please", QUER.about, "wires"),
    ("rather-not", QUER.about, "wires"),
    ("rather-not", QUER.opposes, "wires"),
    ("why", QUER.about, "wires"),
    ("same", QUER.about, "wires"),
    ("same", QUER.expressesIdea, "cables"),
    ("reply", QUER.about, "wires"),
    ("reply", QUER.respondsTo, "please"),
)


def test_proposals_say_what_became_of_them() -> None:
    plain = projection_of(VOICES, SAID)
    functions = np.zeros(len(plain.iris), np.int8)
    for name in ("please", "rather-not", "same", "reply"):
        functions[plain.index[name]] = FUNCTIONS.index("suggestion")
    projection = projection_of(VOICES, SAID, functions=functions, votes={"screen": (7, 0), "please": (2, 1)})
    serving = Serving(projection)
    themes = serving.family(projection.index["digital"])
    found = proposals(projection, Areas(projection), serving, themes)
    assert list(zip(names(projection, found.things), found.fates, strict=True)) == [
        ("screen", Fate.OPEN),
        ("please", Fate.GOAL),
        ("cables", Fate.GOAL),
        ("hotspot", Fate.PLANNED),
    ]
    assert [names(projection, each) for each in found.targets] == [[], ["wires"], ["wires"], ["wifi"]]


def test_an_idea_that_led_to_a_measure_is_planned() -> None:
    projection = projection_of(VOICES, (*SAID, ("screen", QUER.evolvedInto, "mast")))
    serving = Serving(projection)
    themes = serving.family(projection.index["digital"])
    found = proposals(projection, Areas(projection), serving, themes)
    fates = dict(zip(names(projection, found.things), found.fates, strict=True))
    assert fates["screen"] is Fate.PLANNED


def test_an_answered_proposal_is_told_from_an_open_one() -> None:
    links = (*SAID, ("bench", QUER.theme, "digital"), ("reply", QUER.respondsTo, "bench"))
    projection = projection_of(VOICES, links)
    serving = Serving(projection)
    found = proposals(projection, Areas(projection), serving, serving.family(projection.index["digital"]))
    fates = dict(zip(names(projection, found.things), found.fates, strict=True))
    assert (fates["bench"], fates["screen"]) == (Fate.ANSWERED, Fate.OPEN)
