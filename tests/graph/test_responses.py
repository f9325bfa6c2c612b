"""Answered or not: by hand on a small conversation, and like a plain walk over made-up ones."""

from __future__ import annotations

import numpy as np
from graph.projection_making import LinkOf, names, projection_of
from hypothesis import given, settings
from hypothesis import strategies as st

from querbezug.graph.analysis.areas import Areas
from querbezug.graph.analysis.projection import FUNCTIONS, Projection
from querbezug.graph.analysis.responses import responses
from querbezug.ontology.terms import QUER

THINGS = {
    "town": "municipality",
    "idea": "idea",
    "lonely": "idea",
    "asks": "comment",
    "adds": "comment",
    "mayor": "comment",
    "asks-too": "comment",
    "letter": "response",
    "far": "comment",
}
LINKS: tuple[LinkOf, ...] = (
    ("idea", QUER.planningArea, "town"),
    ("asks", QUER.about, "idea"),
    ("adds", QUER.about, "idea"),
    ("adds", QUER.replyTo, "asks"),
    ("mayor", QUER.about, "idea"),
    ("mayor", QUER.replyTo, "adds"),
    ("mayor", QUER.respondsTo, "adds"),
    ("asks-too", QUER.about, "lonely"),
    ("letter", QUER.respondsTo, "far"),
)


def asking(projection: Projection, *who: str) -> np.ndarray[tuple[int], np.dtype[np.int8]]:
    found = np.zeros(len(projection.iris), np.int8)
    found[[projection.index[name] for name in who]] = FUNCTIONS.index("question")
    return found


def made(links: tuple[LinkOf, ...] = LINKS) -> Projection:
    plain = projection_of(THINGS, links)
    return projection_of(THINGS, links, functions=asking(plain, "asks", "asks-too", "mayor"))


def test_an_answer_beneath_a_post_answers_it_and_the_idea_it_is_about() -> None:
    projection = made()
    found = responses(projection, Areas(projection))
    assert names(projection, found.contributions[found.answered]) == ["adds", "asks", "far", "idea"]
    assert names(projection, found.open_questions) == ["asks-too"]
    assert names(projection, found.open_ideas) == ["lonely"]
    assert found.official == 2


def test_what_the_administration_writes_asks_for_no_answer() -> None:
    projection = made()
    found = responses(projection, Areas(projection))
    assert "mayor" not in names(projection, found.contributions)


def test_a_town_is_asked_for_what_was_said_on_its_things() -> None:
    projection = made()
    areas = Areas(projection)
    columns = np.array([areas.column[projection.index["town"]]], np.int32)
    found = responses(projection, areas, columns)
    assert names(projection, found.contributions) == ["adds", "asks", "idea"]
    assert found.official == 1


def test_answers_in_a_circle_end() -> None:
    links = (*LINKS, ("asks", QUER.replyTo, "mayor"), ("idea", QUER.replyTo, "idea"))
    assert len(responses(made(links), Areas(made(links))).contributions)


POSTS = ("c0", "c1", "c2", "c3", "c4")
REPLIES = st.lists(st.tuples(st.sampled_from(POSTS), st.sampled_from(POSTS)), max_size=8)


@settings(deadline=None)
@given(REPLIES, st.sets(st.sampled_from(POSTS)))
def test_a_plain_walk_finds_the_same(replies: list[tuple[str, str]], official: set[str]) -> None:
    things = dict.fromkeys(POSTS, "comment") | {"thing": "idea"}
    links = [(reply, QUER.replyTo, post) for reply, post in replies]
    links += [(post, QUER.respondsTo, "thing") for post in official]
    projection = projection_of(things, links)
    reached = set(official)
    for _ in POSTS:
        reached |= {post for reply, post in replies if reply in reached}
    found = responses(projection, Areas(projection))
    answered = set(names(projection, found.contributions[found.answered])) - {"thing"}
    assert answered == {post for post in reached if post not in official}
