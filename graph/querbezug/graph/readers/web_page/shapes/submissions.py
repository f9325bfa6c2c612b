"""What people handed in, each with a line that says who they are and one that says how."""

from __future__ import annotations

from dataclasses import dataclass, field

from querbezug.graph.readers.web_page.blocks import Block, Page, Role
from querbezug.graph.readers.web_page.records import Records
from querbezug.graph.readers.web_page.shapes.base import share
from querbezug.graph.readers.web_page.words import words


@dataclass(slots=True)
class _Submission:
    role: Block
    channel: Block
    title: Block | None = None
    text: list[Block] = field(default_factory=list)


class Submissions:
    """Title, role, channel, text."""

    name = "eingaben"

    def recognise(self, page: Page) -> float:
        """Ask for a line with a role next to one with a channel, and for a text."""
        found = _submissions(page)
        return share(page, sum(2 + bool(entry.title) + len(entry.text) for entry in found))

    def records(self, page: Page, records: Records) -> None:
        """Add the submissions as ideas; roles and channels are told and left out."""
        for entry in _submissions(page):
            page.use(entry.role, entry.channel, *entry.text, *([entry.title] if entry.title else []))
            for block in (entry.role, entry.channel):
                page.passed.add("role", block.line)
            first = entry.title or entry.text[0]
            text = "\n\n".join(block.text for block in entry.text)
            records.idea(entry.title.text if entry.title else None, text, first.line)


def _submissions(page: Page) -> list[_Submission]:
    blocks = [block for block in page.blocks if block.role is not Role.AUTHOR]
    starts = [number for number in range(len(blocks) - 1) if _is_start(blocks[number], blocks[number + 1])]
    found = []
    for place, number in enumerate(starts):
        first, second = blocks[number], blocks[number + 1]
        role, channel = (first, second) if words().is_role(first.text) else (second, first)
        entry = _Submission(role, channel)
        if number and _is_title(blocks[number - 1]):
            entry.title = blocks[number - 1]
        end = starts[place + 1] if place + 1 < len(starts) else len(blocks)
        if place + 1 < len(starts) and _is_title(blocks[end - 1]):
            end -= 1
        entry.text = [block for block in blocks[number + 2 : end] if block.role in {Role.TEXT, Role.ITEM}]
        if entry.text:
            found.append(entry)
    return found


def _is_start(first: Block, second: Block) -> bool:
    pairs = ((first.text, second.text), (second.text, first.text))
    return any(words().is_role(role) and words().is_channel(channel) for role, channel in pairs)


def _is_title(block: Block) -> bool:
    return block.role in {Role.TEXT, Role.HEADING} and words().is_headline(block.text)
