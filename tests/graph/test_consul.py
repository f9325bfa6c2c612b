"""GraphQL answers of CONSUL Democracy: each field as docs/formats/consul.md promises it."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from graph.consul_making import (
    COMMENTS,
    DEBATE,
    KEY,
    PROPOSAL,
    Json,
    answer,
    edges,
    keys,
    only,
    read,
    read_file,
    thing,
)

from querbezug.graph.errors import SourceError
from querbezug.graph.readers.base import SourceFile
from querbezug.graph.records import (
    Comment,
    Idea,
    Kind,
    Place,
    PlaceKind,
    Process,
    Ref,
    Theme,
)

# --- GraphQL ----------------------------------------------------------------------------------


def test_a_proposal_with_everything() -> None:
    result = read(answer(proposals=edges(PROPOSAL)))
    [idea], [place] = only(result, Idea), only(result, Place)
    assert idea.ref == thing(Kind.IDEA, "proposal-12")
    assert (idea.label, idea.text) == ("Mehr Bänke", "Sitzen für alle.\n\nAm Markt fehlen Bänke.")
    assert (idea.date, idea.supports, idea.objections, idea.note) == ("2018-01-17", 41, None, None)
    assert idea.themes == (Ref(Kind.CATEGORY, f"{KEY}#Sitzen"), Ref(Kind.CATEGORY, f"{KEY}#Markt"))
    assert idea.origin.path == "proposals/12"
    assert [theme.label for theme in only(result, Theme)] == ["Sitzen", "Markt"]
    assert (place.label, place.place_kind, idea.places) == ("Nordstadt", PlaceKind.DISTRICT, (place.ref,))
    assert place.same_as == (thing(Kind.PLACE, "geozone-3"),)
    assert [process.ref for process in only(result, Process)] == [idea.process]
    assert "https://example.org/plan" not in repr(result.records)


def test_comments_become_threads() -> None:
    first, second, third = only(read(answer(proposals=edges(PROPOSAL))), Comment)
    assert {comment.about for comment in (first, second, third)} == {thing(Kind.IDEA, "proposal-12")}
    assert [comment.reply_to for comment in (first, second, third)] == [
        None,
        thing(Kind.COMMENT, "comment-101"),
        thing(Kind.COMMENT, "comment-102"),
    ]
    assert (first.text, first.date, first.supports, first.objections) == ("Ja, bitte.", "2018-02-01", 2, 1)
    assert [comment.sequence for comment in (first, second, third)] == [1, 2, 3]


def test_no_vote_is_a_count_too() -> None:
    [idea] = only(read(answer(proposals=edges({**PROPOSAL, "cached_votes_up": 0}))), Idea)
    assert idea.supports == 0


def test_a_budget_on_two_pages_is_described_once() -> None:
    budget: Json = {"id": 2, "name": "Bürgerhaushalt 2024", "investments": edges()}
    assert len(only(read(answer(budgets=edges(budget)) + answer(budgets=edges(budget))), Process)) == 1


def test_numbers_are_unique_per_type_only() -> None:
    result = read(answer(proposals=edges(PROPOSAL), debates=edges(DEBATE)))
    assert [idea.ref.key for idea in only(result, Idea)] == [f"{KEY}/proposal-12", f"{KEY}/debate-12"]
    assert only(result, Idea)[1].objections == 4


@pytest.mark.parametrize(
    ("type_name", "about"),
    [
        ("Proposal", "proposal-7"),
        ("Debate", "debate-7"),
        ("Budget::Investment", "investment-7"),
        ("Poll", None),
        ("", None),
    ],
)
def test_comments_alone_say_what_they_are_about(type_name: str, about: str | None) -> None:
    node = {**COMMENTS[0], "commentable_type": type_name, "commentable_id": 7}
    [said] = only(read(answer(comments=edges(node))), Comment)
    assert said.about == (thing(Kind.IDEA, about) if about else None)


def test_comments_of_two_answers_meet() -> None:
    alone = only(read(answer(comments=edges(*COMMENTS))), Comment)
    nested = only(read(answer(proposals=edges(PROPOSAL))), Comment)
    assert [(c.ref, c.about, c.reply_to) for c in alone] == [(c.ref, c.about, c.reply_to) for c in nested]


def test_nodes_single_things_and_several_answers_are_read_too() -> None:
    one = answer(proposals={"nodes": [PROPOSAL]}, debate=DEBATE)
    other = answer(proposals=edges({**PROPOSAL, "id": 13, "comments": None}))
    assert [idea.ref.key for idea in only(read(one), Idea)] == [f"{KEY}/proposal-12", f"{KEY}/debate-12"]
    listed = b"[" + one + b"," + other + b"]"
    for data in (listed, one + b"\n" + other, b"\xef\xbb\xbf" + listed):
        assert len(only(read(data), Idea)) == 3


def test_budgets_are_processes_of_their_investments() -> None:
    investment: Json = {
        "id": 8,
        "title": "Brunnen",
        "description": "Wasser!",
        "heading": {"name": "Südstadt"},
    }
    result = read(
        answer(budgets=edges({"id": 2, "name": "Bürgerhaushalt 2024", "investments": edges(investment)}))
    )
    [idea], [process], [place] = only(result, Idea), only(result, Process), only(result, Place)
    assert (process.ref, process.label) == (thing(Kind.PROCESS, "budget-2"), "Bürgerhaushalt 2024")
    assert (idea.ref, idea.process) == (thing(Kind.IDEA, "investment-8"), process.ref)
    assert (place.label, idea.places) == ("Südstadt", (place.ref,))
    assert "consul.heading-as-district" in keys(result)


def test_zones_alone_and_zones_known_by_number_meet() -> None:
    numbered = {**PROPOSAL, "geozone": None, "tags": None, "comments": None}
    result = read(answer(geozones=edges({"id": 3, "name": "Nordstadt"}), proposals=edges(numbered)))
    [place], [idea] = only(result, Place), only(result, Idea)
    assert idea.places == place.same_as


def test_the_whole_city_is_no_district() -> None:
    node = {**PROPOSAL, "geozone": {"id": 1, "name": "Gesamte Stadt"}}
    result = read(answer(proposals=edges(node)))
    assert only(result, Place) == []
    assert only(result, Idea)[0].places == ()


def test_a_retired_proposal_stays_with_a_remark() -> None:
    node = {**PROPOSAL, "retired_at": "2018-03-01T10:00:00Z", "retired_reason": "done"}
    [idea] = only(read(answer(proposals=edges(node))), Idea)
    assert idea.note == "Von der einreichenden Person zurückgezogen am 2018-03-01."


@pytest.mark.parametrize(
    ("connections", "where"),
    [
        ({"proposals": edges(PROPOSAL, more=True)}, "proposals"),
        (
            {"proposals": edges({**PROPOSAL, "comments": edges(*COMMENTS, more=True)})},
            "proposals/12/comments",
        ),
    ],
)
def test_further_pages_are_told(connections: Json, where: str) -> None:
    result = read(answer(**connections))
    [told] = [notice for notice in result.notices if notice.message.key == "consul.more-pages"]
    assert where in str(told.message)


def test_a_whole_answer_says_nothing_of_further_pages() -> None:
    assert "consul.more-pages" not in keys(read(answer(proposals=edges(PROPOSAL))))


def test_faults_of_the_platform_and_other_parts_are_told() -> None:
    said = {"data": {"proposals": edges(PROPOSAL), "users": edges({"id": 1, "username": "paula_geheim"})}}
    result = read(json.dumps({**said, "errors": [{"message": "Field 'x' doesn't exist"}]}).encode())
    told = {notice.message.key for notice in result.notices if notice.left_out}
    assert told == {"consul.answer-fault", "consul.left-out-part"}
    assert "paula" not in repr(result.records)


def test_without_a_platform_the_numbers_hold_for_the_source_alone(tmp_path: Path) -> None:
    path = tmp_path / f"{KEY}.json"
    path.write_bytes(answer(proposals=edges(PROPOSAL)))
    assert keys(read_file(SourceFile.from_path(path)))[0] == "consul.no-platform"
    note = {"kennung": "k", "titel": "T", "plattform": "https://consul.example.de/", "gemeinde": "16073077"}
    (tmp_path / f"{KEY}.json.quelle.json").write_text(json.dumps(note), encoding="utf-8")
    result = read_file(SourceFile.from_path(path))
    [idea], [place] = only(result, Idea), only(result, Place)
    assert idea.ref.key == "consul-example-de/proposal-12"
    assert place.part_of == Ref(Kind.PLACE, "ags:16073077")
    assert idea.places == (place.part_of, place.ref)
    assert "consul.no-platform" not in keys(result)


def test_entries_that_become_nothing_are_told() -> None:
    nodes = (
        {**PROPOSAL, "id": None, "comments": None},
        {"id": 5},
        {**PROPOSAL, "id": 6, "comments": edges({"id": 1})},
    )
    result = read(answer(proposals=edges(*nodes)))
    left_out = [(notice.message.key, notice.path) for notice in result.notices if notice.left_out]
    assert left_out == [
        ("consul.no-number", "proposals/1"),
        ("consul.empty-idea", "proposals/5"),
        ("consul.empty-comment", "proposals/6/comments/1"),
    ]


def test_a_document_that_breaks_off_is_refused() -> None:
    data = answer(proposals=edges(PROPOSAL, DEBATE))
    with pytest.raises(SourceError) as refused:
        read(data[:-40])
    assert refused.value.message.key == "consul.broken-json"


def test_a_document_nested_without_end_is_refused() -> None:
    data = answer(proposals=edges(PROPOSAL))[:-2] + b', "x": ' + b"[" * 100_000
    with pytest.raises(SourceError):
        read(data)
