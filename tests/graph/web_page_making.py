"""Reading the sample pages and saying briefly what became of them."""

from __future__ import annotations

from pathlib import Path

from querbezug.graph.errors import QuerbezugError
from querbezug.graph.readers.base import Reader, ReadOptions, ReadResult, SourceFile
from querbezug.graph.readers.web_page import FeedReader, WebPageReader
from querbezug.graph.records import AnyRecord, Comment, Goal, Idea, Measure, Response, Statement, Theme

SAMPLES = Path(__file__).parent / "samples" / "pages"
READER = WebPageReader()
FEEDS = FeedReader()


def sample(name: str) -> SourceFile:
    """Return a sample page, without the notes a folder might hold."""
    return SourceFile(name, (SAMPLES / name).read_bytes())


def read(name: str) -> ReadResult:
    """Return what is read from a sample page; it must be recognised."""
    reader: Reader = FEEDS if name.endswith(".atom") else READER
    source = sample(name)
    assert reader.recognises(source)
    result = reader.read(source, ReadOptions())
    assert isinstance(result, ReadResult)
    return result


def page(text: str, name: str = "seite.txt") -> ReadResult:
    """Return what is read from a page written in a test."""
    return READER.read(SourceFile(name, text.encode()))


def brief(result: ReadResult) -> list[str]:
    """Return the records as short lines: line, kind, label, and what they belong to."""
    labels = {record.ref: _label(record) for record in result.records if not isinstance(record, Statement)}
    return [
        " ".join([str(record.origin.line), record.ref.kind.value, labels[record.ref], *_ties(record, labels)])
        for record in result.records
        if not isinstance(record, Statement)
    ]


def keys(result: ReadResult) -> set[str]:
    """Return the keys of the notices."""
    return {notice.message.key for notice in result.notices}


def told(result: ReadResult, key: str) -> object:
    """Return the lines a grouped notice counts."""
    return next(n.message.values["lines"] for n in result.notices if n.message.key == f"webpage.passed-{key}")


def speaks(error: QuerbezugError) -> None:
    """Check that an error has a sentence in each language."""
    assert error.text("de")
    assert error.text("en")


def _label(record: AnyRecord) -> str:
    if isinstance(record, Comment | Response):
        return f"„{record.text}“"
    assert not isinstance(record, Statement)
    return f"„{record.label}“"


def _ties(record: AnyRecord, labels: dict[object, str]) -> list[str]:
    ties: list[tuple[str, object]] = []
    match record:
        case Theme():
            ties = [("no", record.notation), ("asks", record.guiding_question)]
        case Goal():
            ties = [("under", record.parent), *(("in", theme) for theme in record.themes)]
        case Measure():
            ties = [("code", record.code), ("a", record.category), ("under", record.part_of)]
            ties += [("in", theme) for theme in record.themes] + [("for", goal) for goal in record.goals]
            ties += [("at", place.key) for place in record.places]
        case Idea():
            ties = [("in", theme) for theme in record.themes] + [("at", place.key) for place in record.places]
            ties += [("votes", record.supports)]
        case Comment():
            ties = [("on", record.about), ("to", record.reply_to), ("official", record.official or None)]
        case Response():
            ties = [("to", ref) for ref in record.responds_to] + [("as", record.outcome)]
    return [f"{word} {labels.get(other, other)}" for word, other in ties if other is not None]
