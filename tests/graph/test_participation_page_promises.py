"""Promises of the page reader over generated pages and arbitrary bytes."""

from __future__ import annotations

from collections.abc import Callable

from graph.page_making import (
    READER,
    comments,
    read,
    source,
)
from hypothesis import given, settings
from hypothesis import strategies as st

from querbezug.graph.errors import QuerbezugError, SourceError
from querbezug.graph.readers import reader_for
from querbezug.graph.readers.base import ReadOptions, SourceFile
from querbezug.graph.readers.participation_page import Role, describe_lines

# --- promises over generated pages ------------------------------------------------------------

WORDS = st.sampled_from(
    [
        *(
            "Glasfaser",
            "Radweg",
            "Ärzte",
            "Straße",
            "gemeinsam",
            "besser",
            "ausbauen",
            "2030",
            "Region",
            "Köditz",
        ),
        *("https://www.uni-jena.de/200525_WeCare", "5.000", "€", "St.", "(16)", "–", "o", "Thema"),
    ]
)
PROSE = st.lists(WORDS, min_size=2, max_size=12).map(" ".join)
SAID = st.tuples(PROSE, st.sampled_from([".", "!", " ?", "", " …"])).map(lambda parts: "es " + "".join(parts))
WISHED = PROSE.map(lambda prose: "Ausbau " + prose)
BULLET = st.sampled_from(["- ", "– ", "• ", "* ", "•"])
HEADING = st.sampled_from(
    [
        "Querschnittsthema Digitalisierung",
        "Handlungsfeld: Mobilität",
        "Schwerpunkt Wirtschaft",
        "Thema Energie",
    ]
)
FACETS = st.lists(st.sampled_from(["Handlungsfeld", "Themen", "Ort", "Region", "Kategorie"]), max_size=5)


@st.composite
def pages(draw: st.DrawFn) -> tuple[bytes, list[tuple[int, str]], int]:
    bullet, end = draw(BULLET), draw(st.sampled_from(["\n", "\r\n", "\r"]))
    lines = [bullet + facet for facet in draw(FACETS)]
    said: list[tuple[int, str]] = []
    goals_written = 0
    for heading in draw(st.lists(HEADING, min_size=1, max_size=3, unique=True)):
        wanted = draw(st.lists(WISHED, min_size=1, max_size=3))
        goals_written += len(wanted)
        lines += [heading, *(bullet + wish for wish in wanted), *draw(st.sampled_from([[], [""], ["Ziele"]]))]
        for comment in draw(st.lists(SAID, min_size=1, max_size=6)):
            said.append((len(lines) + 1, comment))
            lines += [draw(st.sampled_from(["", " ", "\t"])) + comment, *draw(st.sampled_from([[], [""]]))]
    encoding = draw(st.sampled_from(["utf-8", "utf-8-sig", "utf-16"]))
    return end.join(lines).encode(encoding), said, goals_written


@given(pages())
@settings(max_examples=100, deadline=None)
def test_any_page_of_the_shape_gives_back_every_comment(
    generated: tuple[bytes, list[tuple[int, str]], int],
) -> None:
    data, said, goals_written = generated
    result = read(data)
    assert [(comment.origin.line, comment.text) for comment in comments(result)] == said
    described = describe_lines(source(data))
    assert [line.number for line in described] == list(range(1, len(described) + 1))
    assert sum(line.role in {Role.GOAL, Role.SUB_GOAL} for line in described) == goals_written
    assert READER.recognises(source(data))


SHAPED = st.lists(
    st.sampled_from(
        ["- Thema", "-", "Handlungsfeld Mobilität", "- Ziel eins", "  o Teil", "1. Ziel", "Ort", ""]
    )
    | st.sampled_from(
        ["Kommentare (2)", "von Max Muster", "Viele Grüße", "Gut so.", "Ehrenamt", "- Ich bin dafür."]
    )
    | st.text(max_size=30),
    max_size=25,
).map("\n".join)


@given(SHAPED)
@settings(max_examples=100, deadline=None)
def test_every_line_has_exactly_one_role_and_comments_are_lines_of_that_role(text: str) -> None:
    try:
        described = describe_lines(source(text))
    except SourceError:
        return
    assert [line.number for line in described] == list(range(1, len(described) + 1))
    try:
        result = read(text, allow_no_comments=True)
    except SourceError:
        return
    by_role = [(line.number, line.text) for line in described if line.role is Role.COMMENT]
    assert [(comment.origin.line, comment.text) for comment in comments(result)] == by_role
    told = {notice.line for notice in result.notices}
    left_out = {line.number for line in described if line.role in {Role.PASSED_OVER, Role.PERSONAL}}
    assert left_out <= told


@given(st.binary(max_size=300) | SHAPED.map(str.encode))
@settings(max_examples=100, deadline=None)
def test_any_bytes_give_a_result_or_a_sentence(data: bytes) -> None:
    file = source(data)
    assert READER.recognises(file) in {True, False}
    for attempt in (reader_for, describe_lines, lambda each: READER.read(each, ReadOptions())):
        error = failure(attempt, file)
        assert error is None or (error.text("de") and error.text("en"))


def failure(attempt: Callable[[SourceFile], object], file: SourceFile) -> QuerbezugError | None:
    """Return what went wrong; anything but a QuerbezugError fails the test."""
    try:
        attempt(file)
    except QuerbezugError as error:
        return error
    return None
