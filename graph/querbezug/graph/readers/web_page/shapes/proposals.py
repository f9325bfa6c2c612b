"""One proposal of a platform: with status and answer of the administration, or with votes."""

from __future__ import annotations

from dataclasses import dataclass, field, replace

from querbezug.graph.readers.participation_page.vocabulary import vocabulary
from querbezug.graph.readers.web_page.blocks import Block, Page, Post, Role
from querbezug.graph.readers.web_page.records import Records
from querbezug.graph.readers.web_page.shapes.base import share
from querbezug.graph.readers.web_page.words import words
from querbezug.graph.records import Kind, Ref

_READABLE = frozenset({Role.HEADING, Role.TEXT, Role.ITEM})


@dataclass(slots=True)
class _Proposal:
    title: Block | None = None
    text: list[Block] = field(default_factory=list)
    category: tuple[str, Block] | None = None
    status: tuple[str, Block] | None = None
    label: Block | None = None
    reply: list[Block] = field(default_factory=list)
    votes: list[Block] = field(default_factory=list)
    supports: int | None = None
    objections: int | None = None
    stated_comments: int | None = None
    posts: list[Post] = field(default_factory=list)
    post_blocks: list[Block] = field(default_factory=list)
    notes: list[Block] = field(default_factory=list)

    @property
    def used(self) -> list[Block]:
        """The lines that something becomes of."""
        single = [self.title, self.label, *(e[1] for e in (self.category, self.status) if e)]
        return [*filter(None, single), *self.text, *self.reply, *self.votes]


class AnsweredProposal:
    """A proposal, its status, and what the administration answers."""

    name = "vorschlag-mit-antwort"

    def recognise(self, page: Page) -> float:
        """Ask for a title, a text, a status, and an answer that is told to be one."""
        found = _answered(page)
        whole = found.title and found.text and found.reply and (found.status or found.label)
        return share(page, len(found.used)) if whole else 0.0

    def records(self, page: Page, records: Records) -> None:
        """Add the proposal and the answer."""
        found = _answered(page)
        if found.title is None:
            return
        page.use(*found.used)
        themes: tuple[Ref, ...] = ()
        if found.category:
            themes = (records.theme(Kind.CATEGORY, found.category[0], found.category[1].line),)
        text = "\n\n".join(block.text for block in found.text)
        idea = records.idea(found.title.text, text, found.title.line, own_page=True, themes=themes)
        outcome = words().outcome(found.status[0]) if found.status else None
        answer = "\n\n".join(block.text for block in found.reply)
        records.response(answer, found.reply[0].line, idea, outcome)


class VotedIdea:
    """An idea with its votes and the heading of its comments."""

    name = "idee-mit-stimmen"

    def recognise(self, page: Page) -> float:
        """Ask for a title, a count of votes, and a count of comments."""
        found = _voted(page)
        if not found.title or not found.votes or found.stated_comments is None:
            return 0.0
        return share(page, sum(block.role in _READABLE for block in found.used) + len(found.posts))

    def records(self, page: Page, records: Records) -> None:
        """Add the idea with its votes and its comments; nobody's name."""
        found = _voted(page)
        if found.title is None:
            return
        page.use(*found.used)
        for block in found.notes:
            page.passed.add("running", block.line)
            page.use(block)
        text = "\n\n".join(block.text for block in found.text)
        idea = records.idea(
            found.title.text,
            text,
            found.title.line,
            own_page=True,
            supports=found.supports,
            objections=found.objections,
        )
        records.comments(found.posts, idea)
        page.use(*found.post_blocks)
        if found.stated_comments != len(found.posts):
            values = {"stated": found.stated_comments or 0, "read": len(found.posts)}
            records.tell("webpage.other-count", found.votes[-1].line, **values)


def _answered(page: Page) -> _Proposal:
    found = _Proposal()
    for block in page.blocks:
        _add_answered(found, block)
    return found


def _add_answered(found: _Proposal, block: Block) -> None:
    label = words().labelled("reply", block.text)
    status = words().labelled("status", block.text)
    category = words().labelled("category", block.text)
    bare = words().outcome(block.text) is not None and block.role is not Role.CONTROL
    if label is not None and (
        block.text.endswith(":") or label or block.role is Role.HEADING or not found.label
    ):
        found.label = block
        if label:
            found.reply.append(replace(block, text=label))
    elif status or (bare and found.text):
        found.status = found.status or (status or block.text, block)
    elif category:
        found.category = (category, block)
    elif block.role in _READABLE:
        _add_prose(found, block)


def _add_prose(found: _Proposal, block: Block) -> None:
    if found.title is None:
        if words().is_headline(block.text) or block.role is Role.HEADING:
            found.title = block
        return
    answers = found.label is not None or (
        found.status is not None and (found.reply or words().is_official_opening(block.text))
    )
    (found.reply if answers else found.text).append(block)


def _voted(page: Page) -> _Proposal:
    found = _Proposal()
    for block in page.blocks:
        if found.stated_comments is not None:
            _add_post(found, block)
            continue
        count = words().comment_count(block.text)
        votes = words().votes(block.text)
        if count is not None and found.title:
            found.stated_comments = count
            found.votes.append(block)
        elif votes and found.title:
            found.supports = votes[0] if votes[0] is not None else found.supports
            found.objections = votes[1] if votes[1] is not None else found.objections
            found.votes.append(block)
        elif words().is_running(block.text):
            found.notes.append(block)
        elif found.title is None:
            _set_title(found, block)
        elif block.role in _READABLE and not found.votes and vocabulary().ends_sentence(block.text):
            found.text.append(block)
    return found


def _set_title(found: _Proposal, block: Block) -> None:
    if block.role in {Role.TEXT, Role.HEADING} and words().is_headline(block.text):
        found.title = block


def _add_post(found: _Proposal, block: Block) -> None:
    """Add a comment below the count: a sentence; names, dates and controls stand between them."""
    if block.role in _READABLE and vocabulary().ends_sentence(block.text) and found.stated_comments:
        found.posts.append(Post(block.line, block.text))
        found.post_blocks.append(block)
