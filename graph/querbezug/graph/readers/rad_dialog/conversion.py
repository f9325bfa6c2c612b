"""From the posts of the Rad-Dialog to ideas and comments."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from hashlib import sha256

from querbezug.graph.readers.base import Notice
from querbezug.graph.readers.context import SourceContext
from querbezug.graph.readers.keys import local_id, normal_address, url_ref
from querbezug.graph.readers.rad_dialog.addressing import mask_addressing
from querbezug.graph.readers.rad_dialog.post import Answer, Post
from querbezug.graph.readers.tables.values import parse_coordinate, parse_date
from querbezug.graph.readers.wording import Wording, label, wording
from querbezug.graph.records import AnyRecord, Comment, Idea, Kind, Origin, Ref, Theme
from querbezug.ontology.strings import message, text

_MOST_VOTES = 1_000_000

Items = Iterator[AnyRecord | Notice]


@dataclass(slots=True)
class _Thread:
    """What the comments below one proposal share."""

    post: Post
    idea: Ref
    scope: str
    origin: Origin
    repeats: Counter[tuple[str, ...]] = field(default_factory=Counter)


class Conversion:
    """What one file becomes; keeps counts only, so that it can be of any size."""

    def __init__(self, context: SourceContext) -> None:
        self._context = context
        self._process = context.process()
        self._categories: set[Ref] = set()
        self._sequence = 0
        self._without_text = 0
        self._addressed = 0
        self._told_authors = False

    def begin(self) -> Items:
        """Yield the process that all posts belong to."""
        yield from self._context.process_record(self._process, text("raddialog.title", "de"))

    def post(self, post: Post, number: int) -> Items:
        """Yield a proposal and its thread."""
        origin = Origin(line=number)
        scope = self._context.scope(post.url)
        thread = _Thread(post, url_ref(Kind.IDEA, post.url), scope, origin)
        if not self._told_authors and post.author:
            self._told_authors = True
            yield Notice(message("reading.personal-column", column="author"), field="author")
        themes: list[Ref] = []
        for item in self._category(post, scope, origin):
            if isinstance(item, Ref):
                themes.append(item)
            else:
                yield item
        yield from self._idea(thread, tuple(themes))
        yield from self._comments(thread)

    def end(self) -> Items:
        """Yield what is told once for the whole file."""
        if self._without_text:
            yield Notice(message("raddialog.without-text", count=self._without_text), field="text")
        if self._addressed:
            yield Notice(message("raddialog.addressed", count=self._addressed), personal=True)

    def _category(self, post: Post, scope: str, origin: Origin) -> Iterator[Ref | Theme | Notice]:
        name = label(post.category, origin, "category")
        yield from name.notices
        if not name.text:
            return
        ref = self._context.worded(Kind.CATEGORY, name.text, scope)
        if ref not in self._categories:
            self._categories.add(ref)
            yield Theme(ref=ref, label=name.text, origin=origin)
        yield ref

    def _idea(self, thread: _Thread, themes: tuple[Ref, ...]) -> Items:
        post, origin = thread.post, thread.origin
        title, masked_title = self._plain(post.title, origin, "title", is_label=True)
        body, masked_body = self._plain(post.text, origin, "text")
        yield from (*title.notices, *body.notices)
        point = (
            parse_coordinate(post.lat, post.lon) if post.lat is not None and post.lon is not None else None
        )
        if point is None:
            yield Notice(message("raddialog.no-place"), line=origin.line, field="lat")
        date = parse_date(post.date)
        if date is None:
            yield Notice(message("raddialog.no-date"), line=origin.line, field="date")
        self._without_text += not body.text
        yield Idea(
            ref=thread.idea,
            label=title.text or normal_address(post.url).rsplit("/", 1)[-1],
            origin=origin,
            themes=themes,
            places=self._context.places,
            text=body.text or None,
            redacted=title.redacted or body.redacted or masked_title or masked_body,
            process=self._process,
            date=date,
            latitude=point[0] if point else None,
            longitude=point[1] if point else None,
            supports=post.votes if post.votes and 0 < post.votes < _MOST_VOTES else None,
            page=post.url,
        )

    def _comments(self, thread: _Thread) -> Items:
        waiting: list[tuple[Answer, Ref | None]] = [
            (answer, None) for answer in reversed(thread.post.comments)
        ]
        while waiting:
            answer, parent = waiting.pop()
            ref = parent
            for item in self._comment(thread, answer, parent):
                if isinstance(item, Comment):
                    ref = item.ref
                yield item
            waiting += [(reply, ref) for reply in reversed(answer.answers)]

    def _comment(self, thread: _Thread, answer: Answer, parent: Ref | None) -> Items:
        origin, official = thread.origin, answer.is_official
        title, masked_title = self._plain(answer.title, origin, "title", official=official, is_label=True)
        body, masked_body = self._plain(answer.text, origin, "text", official=official)
        yield from (*title.notices, *body.notices)
        if not body.text and not title.text:
            yield Notice(
                message("raddialog.empty-comment"), line=origin.line, field="comments", left_out=True
            )
            return
        self._sequence += 1
        yield Comment(
            ref=_comment_ref(thread, answer, body.text or title.text),
            label=title.text,
            origin=origin,
            text=body.text or title.text,
            sequence=self._sequence,
            about=thread.idea,
            process=self._process,
            date=parse_date(answer.date),
            redacted=title.redacted or body.redacted or masked_title or masked_body,
            reply_to=parent,
            official=official,
            page=thread.post.url,
        )

    def _plain(
        self, raw: str, origin: Origin, column: str, *, official: bool = False, is_label: bool = False
    ) -> tuple[Wording, bool]:
        """Return the wording without names, and whether an address or a signature was masked."""
        masked = mask_addressing(raw, official=official)
        changed = masked != raw
        self._addressed += changed
        return (label if is_label else wording)(masked, origin, column), changed


def _comment_ref(thread: _Thread, answer: Answer, said: str) -> Ref:
    """Return an identity that no comment before or after changes.

    Comments have no number here. Page, day, minute and wording tell them apart; who says the same
    twice within a minute is told apart by order. The wording counts as it is published, so that a
    share of the file from which names were taken out meets the whole of it.
    """
    parts = (normal_address(thread.post.url), answer.date.strip(), answer.time.strip(), said)
    thread.repeats[parts] += 1
    digest = sha256("\x1f".join((*parts, str(thread.repeats[parts]))).encode()).hexdigest()[:16]
    return Ref(Kind.COMMENT, f"{thread.scope}/{local_id('comment', digest)}")
