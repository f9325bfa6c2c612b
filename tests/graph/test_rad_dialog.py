"""The Bonner Rad-Dialog: proposals with their threads, names taken out, identities that stay."""

from __future__ import annotations

import json
from collections import Counter
from contextlib import suppress
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from querbezug.graph.errors import QuerbezugError
from querbezug.graph.readers.base import ReadOptions, ReadResult, SourceFile, collect
from querbezug.graph.readers.rad_dialog import RadDialogReader
from querbezug.graph.readers.rad_dialog.addressing import mask_addressing
from querbezug.graph.records import Comment, Idea, Kind, Process, Ref, Theme

SAMPLE = Path(__file__).parent / "samples" / "rad_dialog" / "raddialog.jsonl"
EXAMPLE = Path(__file__).parents[2] / "examples" / "bonn" / "raddialog-2017.jsonl"
READER = RadDialogReader()
BENCH = "https://www.raddialog.bonn.de/dialoge/bonner-rad-dialog/bank-am-rhein"


def read(data: bytes) -> ReadResult:
    return collect(READER.read(SourceFile("raddialog.jsonl", data), ReadOptions()))


def posts() -> list[dict[str, Any]]:
    return [json.loads(line) for line in SAMPLE.read_text(encoding="utf-8").splitlines()]


def written(*lines: object) -> bytes:
    return "\n".join(json.dumps(line, ensure_ascii=False) for line in lines).encode()


def keys(result: ReadResult) -> list[str]:
    return [notice.message.key for notice in result.notices]


@pytest.fixture(scope="module")
def sample() -> ReadResult:
    return read(SAMPLE.read_bytes())


@pytest.fixture(scope="module")
def example() -> ReadResult:
    return collect(READER.read(SourceFile.from_path(EXAMPLE), ReadOptions()))


def test_a_proposal_becomes_an_idea_with_place_category_and_votes(sample: ReadResult) -> None:
    process, category, idea, *_ = sample.records
    assert isinstance(process, Process)
    assert (process.ref, process.label) == (
        Ref(Kind.PROCESS, "raddialog/verfahren"),
        "Bonner Rad-Dialog 2017",
    )
    assert isinstance(category, Theme)
    assert (category.ref, category.label) == (Ref(Kind.CATEGORY, "raddialog-bonn-de#Sonstiges"), "Sonstiges")
    assert isinstance(idea, Idea)
    assert idea.ref == Ref(Kind.IDEA, f"url:{BENCH}")
    assert idea.label == "Bank am Rhein fehlt"
    assert idea.text == "Hier fehlt eine Bank.\nRufen Sie an: [Telefonnummer entfernt]"
    assert idea.redacted
    assert idea.themes == (category.ref,)
    assert idea.process == process.ref
    assert (idea.latitude, idea.longitude, idea.date) == (50.758313, 7.10021, "2017-10-18")
    assert (idea.supports, idea.objections, idea.page) == (3, None, BENCH)


def test_comments_and_answers_become_a_thread(sample: ReadResult) -> None:
    official, answer, agreeing, again = (item for item in sample.records if isinstance(item, Comment))
    assert official.official
    assert official.label == "Ihr Beitrag"
    assert (official.date, official.reply_to, official.sequence) == ("2017-09-21", None, 1)
    assert (answer.reply_to, answer.official, answer.sequence) == (official.ref, False, 2)
    assert {comment.about for comment in (official, answer, agreeing, again)} == {
        Ref(Kind.IDEA, f"url:{BENCH}")
    }
    assert (agreeing.text, again.text) == ("Ja!", "Ja!")
    assert agreeing.ref != again.ref


def test_a_proposal_without_text_stays_and_is_told(sample: ReadResult) -> None:
    idea = sample.records[-1]
    assert isinstance(idea, Idea)
    assert (idea.label, idea.text, idea.supports) == ("Nur eine Überschrift", None, None)
    (told,) = [notice for notice in sample.notices if notice.message.key == "raddialog.without-text"]
    assert told.message.values == {"count": 1}
    assert not told.left_out


def test_authors_addressed_and_signing_names_are_nowhere(sample: ReadResult) -> None:
    everything = repr(sample.records) + repr(sample.notices)
    for name in ("p00000001", "p00000002", "Radlerin77", "Mustermann", "1234567"):
        assert name not in everything
    assert keys(sample).count("reading.personal-column") == 1
    assert "raddialog.addressed" in keys(sample)
    official = next(item for item in sample.records if isinstance(item, Comment))
    assert official.text.startswith("Hallo [Name entfernt],\n")
    assert official.text.endswith("\nModeration [Name entfernt]")
    assert official.redacted


def test_the_argument_annotation_stays_out(sample: ReadResult) -> None:
    assert "premise" not in repr(sample.records)


def test_a_comment_put_in_before_renames_no_other() -> None:
    before, after = posts(), posts()
    new = {"title": "Neu", "text": "Zuerst", "date": "20. Sep. 2017", "time": "08:00", "answers": []}
    after[0]["comments"].insert(0, new)
    old = {item.ref for item in read(written(*before)).records if isinstance(item, Comment)}
    now = {item.ref for item in read(written(*reversed(after))).records if isinstance(item, Comment)}
    assert old < now
    assert len(now) == len(old) + 1


def test_paragraphs_and_editors_of_the_raw_crawl_are_understood() -> None:
    post = posts()[0]
    post["text"] = ["Erster Absatz.", "Zweiter Absatz."]
    post["comments"] = [{"author": "Redaktion", "date": "21. Sep. 2017", "time": "09:01", "text": ["Danke."]}]
    _, _, idea, comment = read(written(post)).records
    assert isinstance(idea, Idea)
    assert idea.text == "Erster Absatz.\nZweiter Absatz."
    assert isinstance(comment, Comment)
    assert comment.official


@pytest.mark.parametrize(
    ("change", "key"),
    [
        ({"url": "kein Verweis"}, "raddialog.no-address"),
        ({"lat": "Norden"}, "raddialog.bad-field"),
        ({"comments": [{"text": 1}]}, "raddialog.bad-field"),
    ],
)
def test_a_broken_line_is_left_out_and_told(change: dict[str, object], key: str) -> None:
    good, bad = posts()[1], posts()[0] | change
    result = read(written(good, bad))
    (told,) = [notice for notice in result.notices if notice.left_out]
    assert (told.message.key, told.line) == (key, 2)
    assert sum(isinstance(item, Idea) for item in result.records) == 1


def test_a_line_that_is_no_json_is_left_out() -> None:
    result = read(SAMPLE.read_bytes() + b'\n{"url": \n\n[]')
    assert [(notice.message.key, notice.line) for notice in result.notices if notice.left_out] == [
        ("raddialog.no-json", 4),
        ("raddialog.bad-field", 6),
    ]


def test_a_place_or_date_that_cannot_be_is_told() -> None:
    result = read(written(posts()[1] | {"lat": 0, "lon": 0, "date": "morgen", "votes": -2}))
    idea = result.records[-1]
    assert isinstance(idea, Idea)
    assert (idea.latitude, idea.longitude, idea.date, idea.supports) == (None, None, None, None)
    assert {"raddialog.no-place", "raddialog.no-date"} <= set(keys(result))


def test_a_line_without_end_is_left_out(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("querbezug.graph.readers.rad_dialog.reader.LONGEST_LINE", 2_000)
    long = posts()[1] | {"text": "lang " * 1_000}
    result = read(written(long, posts()[1]))
    assert [(notice.message.key, notice.line) for notice in result.notices if notice.left_out] == [
        ("raddialog.long-line", 1)
    ]
    assert sum(isinstance(item, Idea) for item in result.records) == 1


@pytest.mark.parametrize(
    ("post", "official", "masked"),
    [
        ("Hallo Radler77,\nja.", False, "Hallo [Name entfernt],\nja."),
        ("Liebe/r Frau/Herr Beispiel,\nja.", False, "Liebe/r Frau/Herr [Name entfernt],\nja."),
        ("Lieber Gast,\nja.", True, "Lieber Gast,\nja."),
        ("Hallo zusammen, ja.", False, "Hallo zusammen, ja."),
        ("Lieber Radwege sanieren, als neue bauen.", False, "Lieber Radwege sanieren, als neue bauen."),
        ("Lieber die Rampe umbauen", False, "Lieber die Rampe umbauen"),
        ("Hallo hier am Rhein fehlt etwas", False, "Hallo hier am Rhein fehlt etwas"),
        ("Wie @Radler77 schon sagt.", False, "Wie @[Name entfernt] schon sagt."),
        ("@Polizei & Ordnungsamt: bitte!", False, "@Polizei & Ordnungsamt: bitte!"),
        ("https://karte.example/@50.7,7.1", False, "https://karte.example/@50.7,7.1"),
        (
            "Text.\nModeration Beispiel https://a.example",
            True,
            "Text.\nModeration [Name entfernt] https://a.example",
        ),
        ("Text.\nModeration Stadt Bonn", True, "Text.\nModeration Stadt Bonn"),
        ("Die\nModeration räumt hier bald auf.", False, "Die\nModeration räumt hier bald auf."),
        ("Text.\nErika Beispiel, Bonn", False, "Text.\n[Name entfernt], Bonn"),
        ("Ihr Beitrag", True, "Ihr Beitrag"),
    ],
)
def test_names_are_told_by_address_mention_and_signature(post: str, official: bool, masked: str) -> None:
    assert mask_addressing(post, official=official) == masked


PIECES = st.sampled_from(
    [
        "Hallo",
        "Lieber",
        " ",
        ",",
        "\n",
        "Radler77",
        "Moderation",
        "Herr",
        "@",
        "Anna Beispiel",
        "[Name entfernt]",
        "!",
        "Gast",
    ]
)


@given(st.lists(PIECES, max_size=12).map("".join), st.booleans())
def test_masking_twice_changes_nothing_more(post: str, official: bool) -> None:
    once = mask_addressing(post, official=official)
    assert mask_addressing(once, official=official) == once


VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=20),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3),
    max_leaves=5,
)
FIELDS = st.sampled_from(sorted(posts()[0]))


@given(st.dictionaries(FIELDS, VALUES, max_size=4), st.integers(0, 3))
def test_no_value_of_a_field_raises_a_strange_error(change: dict[str, Any], comment: int) -> None:
    post = posts()[0]
    if comment and "comments" not in change:
        post["comments"][comment - 1] |= change
    assert_tame((json.dumps(post | change) + "\n").encode() + SAMPLE.read_bytes())


@given(st.binary(max_size=40), st.integers(0, 2_000), st.integers(0, 40))
def test_no_bytes_raise_a_strange_error(noise: bytes, at: int, cut: int) -> None:
    data = SAMPLE.read_bytes()
    assert_tame(data[:at] + noise + data[at + cut :])


def assert_tame(data: bytes) -> None:
    READER.recognises(SourceFile("raddialog.jsonl", data))
    with suppress(QuerbezugError):
        read(data)


@pytest.mark.parametrize(
    "data", [b"", b"{}", b"[]", b'{"url": 1}', b"\xff\xfe", b'{"id": 1, "title": "x"}\n']
)
def test_other_files_are_not_recognised(data: bytes) -> None:
    assert not READER.recognises(SourceFile("x.jsonl", data))


def test_the_share_that_ships_is_read_in_full(example: ReadResult) -> None:
    counts = Counter(type(item) for item in example.records)
    assert counts == {Idea: 300, Comment: 299, Theme: 8, Process: 1}
    comments = [item for item in example.records if isinstance(item, Comment)]
    ideas = [item for item in example.records if isinstance(item, Idea)]
    assert len({comment.ref for comment in comments}) == 299
    assert sum(comment.official for comment in comments) == 70
    known = {comment.ref for comment in comments}
    replies = [comment.reply_to for comment in comments if comment.reply_to]
    assert len(replies) == 41
    assert known.issuperset(replies)
    assert all(idea.latitude and idea.longitude and idea.date and len(idea.themes) == 1 for idea in ideas)
    assert {idea.places for idea in ideas} == {(Ref(Kind.PLACE, "ags:05314000"),)}
    assert not any(notice.left_out or notice.personal for notice in example.notices)


def test_the_share_that_ships_says_what_it_is(example: ReadResult) -> None:
    assert READER.recognises(SourceFile.from_path(EXAMPLE))
    source = example.source
    assert source.key == "bonn-raddialog-2017"
    assert source.license == "https://creativecommons.org/licenses/by-sa/4.0/"
    assert "CIMT" in (source.rights or "")
    assert {json.loads(line)["author"] for line in EXAMPLE.read_text(encoding="utf-8").splitlines()} <= {
        "",
        "Gast",
    }
