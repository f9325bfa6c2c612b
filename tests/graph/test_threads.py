"""Conversations: every post once, beneath what it answers, whatever the data."""

from __future__ import annotations

from pathlib import Path

from graph.making import store_of, thing
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from querbezug.graph.records import Comment, Idea, Kind, Ref, Response
from querbezug.graph.threads import Post, answered, thread

IDEA = Idea(ref=Ref(Kind.IDEA, "probe/idea-1"), label="Ampel am Markt", text="Bitte eine Ampel.")
ABOUT = thing("idea", "probe_idea-1")


def comment(number: int, reply_to: int | None = None, **more: object) -> Comment:
    parent = Ref(Kind.COMMENT, f"probe/comment-{reply_to}") if reply_to is not None else None
    return Comment(
        ref=Ref(Kind.COMMENT, f"probe/comment-{number}"),
        text=f"Beitrag {number}",
        sequence=number,
        about=IDEA.ref,
        reply_to=parent,
        **more,  # type: ignore[arg-type]
    )


def shape(posts: tuple[Post, ...]) -> list[object]:
    return [(post.text, shape(post.replies)) if post.replies else post.text for post in posts]


def test_answers_stand_beneath_what_they_answer_in_the_order_of_the_source(store: Path) -> None:
    posts = [comment(1), comment(2), comment(3, 1), comment(4, 3), comment(5, 1, official=True)]
    found = thread(store_of(store, IDEA, *reversed(posts)), ABOUT)
    assert shape(found.posts) == [
        ("Beitrag 1", [("Beitrag 3", ["Beitrag 4"]), "Beitrag 5"]),
        "Beitrag 2",
    ]
    assert (found.total, found.official, found.starts) == (5, 1, 2)
    assert [post.official for post in found.posts[0].replies] == [False, True]


def test_the_posts_that_lead_to_a_comment_begin_with_the_first(store: Path) -> None:
    snapshot = store_of(store, IDEA, comment(1), comment(2, 1), comment(3, 2))
    lead = answered(snapshot, thing("comment", "probe_comment-3"))
    assert [post.text for post in lead] == ["Beitrag 1", "Beitrag 2"]
    assert answered(snapshot, thing("comment", "probe_comment-1")) == ()


def test_an_answer_of_the_administration_belongs_to_the_conversation(store: Path) -> None:
    answer = Response(
        ref=Ref(Kind.RESPONSE, "probe/proposal-1"), label="", text="Wird geprüft.", responds_to=(IDEA.ref,)
    )
    found = thread(store_of(store, IDEA, comment(1), answer), ABOUT)
    assert [(post.text, post.official) for post in found.posts] == [
        ("Beitrag 1", False),
        ("Wird geprüft.", True),
    ]


def test_a_page_holds_whole_conversations(store: Path) -> None:
    snapshot = store_of(store, IDEA, *(comment(n) for n in range(1, 8)), comment(8, 3))
    second = thread(snapshot, ABOUT, offset=2, limit=2)
    assert shape(second.posts) == [("Beitrag 3", ["Beitrag 8"]), "Beitrag 4"]
    assert (second.total, second.starts, second.first) == (8, 7, 2)


def test_where_nobody_spoke_there_is_nothing(store: Path) -> None:
    assert thread(store_of(store, IDEA), ABOUT).total == 0


@settings(max_examples=15, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(parents=st.lists(st.one_of(st.none(), st.integers(0, 12)), min_size=1, max_size=9))
def test_each_post_is_shown_at_most_once_even_in_circles(
    tmp_path_factory: object, parents: list[int | None]
) -> None:
    path = tmp_path_factory.mktemp("store") / "db"  # type: ignore[attr-defined]
    posts = [comment(n, parent if parent != n else None) for n, parent in enumerate(parents)]
    found = thread(store_of(path, IDEA, *posts), ABOUT)
    assert found.total == len(posts)
    shown = [text for post in found.posts for text in texts(post)]
    assert len(shown) == len(set(shown))


def texts(post: Post) -> list[str]:
    return [post.text, *(text for reply in post.replies for text in texts(reply))]
