"""The readers of Polis exports: the statements (``comments.csv``) and the conversation (``summary.csv``)."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator
from urllib.parse import urlsplit

from querbezug.graph.errors import SourceError
from querbezug.graph.readers.base import Notice, ReadOptions, ReadResult, SourceFile
from querbezug.graph.readers.context import SourceContext
from querbezug.graph.readers.decoding import decode
from querbezug.graph.readers.first_words import first_words
from querbezug.graph.readers.keys import host_scope, is_address, local_id, url_ref
from querbezug.graph.readers.tables import Row, RowError, Table, TableConversion, TableReader
from querbezug.graph.readers.tables.values import parse_date, parse_int
from querbezug.graph.readers.wording import label, plain_text, wording
from querbezug.graph.records import AnyRecord, Idea, Kind, Origin, Process, Ref
from querbezug.ontology.strings import message

_REJECTED = "-1"
_SUMMARY_KEYS = frozenset({"topic", "url", "voters", "commenters", "comments", "conversation-description"})
_FEWEST_KEYS = 4
_MOST_LINES = 50
_LARGEST_SUMMARY = 1_000_000
_LONGEST_NUMBER = 40


class _Conversation:
    """How statements are numbered: anew in each conversation, so its address is part of the number."""

    def __init__(self, context: SourceContext, address: str | None = None) -> None:
        note = context.note
        known = [note.platform, note.url] if note else []
        found = (split for url in (*known, address) if url and (split := _split(url)))
        self._context = context
        self.scope, self.name = next(found, (context.key, ""))

    def statement(self, number: str) -> Ref:
        """Return the reference to the statement ``number``."""
        within = ("conversation", self.name) if self.name else ()
        return Ref(Kind.IDEA, f"{self.scope}/{local_id(*within, 'statement', number)}")

    def process(self) -> Ref:
        """Return the reference to the conversation itself."""
        note = self._context.note
        if (note and note.process) or not self.name:
            return self._context.process()
        return self._context.thing(Kind.PROCESS, self.scope, "conversation", self.name)


def _split(address: str) -> tuple[str, str] | None:
    """Return host and conversation of ``https://pol.is/2vkxcncppn``, ``None`` without a conversation."""
    if not is_address(address):
        return None
    scope, name = host_scope(address), urlsplit(address).path.strip("/")
    return (scope, name) if scope and name else None


class PolisCommentsReader(TableReader):
    """The statements of a Polis conversation and how many agreed and disagreed."""

    name = "polis"
    version = "1"

    def matches(self, columns: frozenset[str]) -> bool:
        """Say whether these are the columns of Polis, or of the table that Talk to the City takes."""
        return {"comment-id", "comment-body"} <= columns

    def convert(self, context: SourceContext, table: Table) -> TableConversion:
        """Return the conversion of ``table``."""
        del table
        return _Statements(context)


class _Statements(TableConversion):
    def __init__(self, context: SourceContext) -> None:
        self._context = context
        self._conversation = _Conversation(context)
        self._process = self._conversation.process()
        self._rejected = 0
        self._first_rejected = 0

    def begin(self) -> Iterable[AnyRecord | Notice]:
        """Yield the conversation."""
        return self._context.process_record(self._process)

    def row(self, row: Row) -> Iterator[AnyRecord | Notice]:
        """Yield the statement in ``row``, unless the moderation rejected it."""
        number = plain_text(row.text("comment-id")).strip()
        if not number or len(number) > _LONGEST_NUMBER:
            raise RowError("polis.no-number", field="comment-id")
        if row.text("moderated") == _REJECTED:
            self._rejected += 1
            self._first_rejected = self._first_rejected or row.number
            return
        said = wording(row.text("comment-body"), row.origin(), "comment-body")
        yield from said.notices
        if not said.text:
            raise RowError("polis.no-text", field="comment-body")
        yield Idea(
            ref=self._conversation.statement(number),
            label=first_words(said.text),
            origin=row.origin(),
            places=self._context.places,
            text=said.text,
            redacted=said.redacted,
            process=self._process,
            date=parse_date(row.text("timestamp", "datetime")) or parse_date(row.text("datetime")),
            supports=_votes(row, "agrees", "agree"),
            objections=_votes(row, "disagrees", "disagree"),
        )

    def end(self) -> Iterator[Notice]:
        """Tell how many statements were rejected."""
        if self._rejected:
            told = message("polis.rejected", count=self._rejected)
            yield Notice(told, row=self._first_rejected, field="moderated")


def _votes(row: Row, *columns: str) -> int | None:
    number = parse_int(row.text(*columns))
    return number if number is not None and 0 <= number < 1 << 31 else None


class PolisSummaryReader:
    """What a Polis conversation is about: two columns without a header, a key and its value."""

    name = "polis-summary"
    version = "1"

    def recognises(self, source: SourceFile) -> bool:
        """Say whether the first column holds the keys of a conversation."""
        if source.size > _LARGEST_SUMMARY:
            return False
        try:
            keys = {key for key, _ in _pairs(decode(source).text)}
        except (SourceError, OSError):
            return False
        return len(keys & _SUMMARY_KEYS) >= _FEWEST_KEYS

    def read(self, source: SourceFile, options: ReadOptions) -> ReadResult:
        """Read the conversation.

        Raises
        ------
        querbezug.graph.errors.QuerbezugError
            If it is not text, no key can be made from the file's name, or the note is broken.
        """
        context = SourceContext.of(source, options)
        given = dict(_pairs(decode(source).text))
        address = plain_text(given.get("url", "")).strip()
        conversation = _Conversation(context, address)
        ref, page = conversation.process(), address if is_address(address) else None
        origin = Origin(path="topic")
        title = label(given.get("topic", ""), origin, "topic")
        about = wording(given.get("conversation-description", ""), origin, "conversation-description")
        info = context.info(self.name, self.version, title=title.text or None, url=page)
        process = Process(
            ref=ref,
            label=title.text or context.title(),
            origin=origin,
            note=about.text or None,
            same_as=(url_ref(Kind.PROCESS, address),) if page else (),
            region=context.municipality,
            entries=_count(given.get("comments", "")),
            page=page,
        )
        return ReadResult(info, (process,), (*title.notices, *about.notices))


def _count(text: str) -> int | None:
    number = parse_int(text)
    return number if number is not None and 0 <= number < 1 << 31 else None


def _pairs(text: str) -> Iterator[tuple[str, str]]:
    """Yield keys and values; the description may run over many lines."""
    rows = csv.reader(io.StringIO(text))
    for _ in range(_MOST_LINES):
        try:
            row = next(rows, None)
        except csv.Error:
            return
        if row is None:
            return
        if len(row) > 1:
            yield row[0].strip().casefold(), row[1]
