"""Telling a page's content from the website around it, before any shape looks at it."""

from __future__ import annotations

import re
from dataclasses import replace

from querbezug.graph.readers.base import Notice
from querbezug.graph.readers.participation_page.vocabulary import HeadingWords
from querbezug.graph.readers.web_page.blocks import CONTENT, Block, Page, Role
from querbezug.graph.readers.web_page.words import folded, words
from querbezug.ontology.strings import message

_SHORTEST_DOUBLE = 20
_CUT = re.compile(r"(?:…|\.\.\.|\[\.\.\.\]|\[…\])$")
_DANGLING = re.compile(
    r"\b(?:und|oder|der|die|das|den|dem|des|mit|für|von|zu|zur|zum|in|im|auf|durch|sowie|ein|eine|einer)$|[,–-]$"
)


def clean(page: Page) -> Page:
    """Take out of ``page`` what is not content; each line is counted by its reason."""
    page.blocks = _without_pictures(page)
    page.blocks = [replace(block, number=number) for number, block in enumerate(page.blocks)]
    kept: list[Block] = []
    seen: dict[str, int] = {}
    for block in page.blocks:
        reason = _reason(block, seen)
        if reason:
            page.passed.add(reason, block.line)
        else:
            kept.append(block)
    page.blocks = kept
    first = next(iter(page.content), None)
    if page.title is None and first and not first.theme and words().is_headline(first.text):
        page.title = first.text
    _flag_cut_end(page)
    return page


def _reason(block: Block, seen: dict[str, int]) -> str | None:
    chrome = words().chrome(block.text)
    if chrome and not block.theme:
        return chrome
    # Controls stay to be looked at: a count of votes is one of them.
    if block.role not in CONTENT:
        return None
    # A short line may well occur twice with a meaning; a teaser repeats a whole sentence.
    key = folded(block.text)
    if len(key) >= _SHORTEST_DOUBLE:
        first = seen.setdefault(key, block.line)
        if first != block.line:
            return "double"
    return None


def _without_pictures(page: Page) -> list[Block]:
    """Drop labels of pictures ("Schwerpunkt X" next to "X"); the heading takes the kind they name."""
    kept: list[Block] = []
    blocks = page.blocks
    skip = -1
    for number, block in enumerate(blocks):
        if number == skip:
            continue
        following = blocks[number + 1] if number + 1 < len(blocks) else None
        if kept and (found := words().picture_label(block.text, kept[-1].text)):
            page.passed.add("picture-label", block.line)
            kept[-1] = _themed(kept[-1], found[0])
        elif following and (found := words().picture_label(block.text, following.text)):
            page.passed.add("picture-label", block.line)
            kept.append(_themed(following, found[0]))
            skip = number + 1
        else:
            kept.append(block)
    return kept


def _themed(heading: Block, kind: object) -> Block:
    if kind is None or heading.role not in {Role.HEADING, Role.TEXT}:
        return heading
    return replace(heading, role=Role.HEADING, theme=HeadingWords(kind, heading.text))  # type: ignore[arg-type]


def _flag_cut_end(page: Page) -> None:
    """Tell where a page breaks off; what is missing is not made up."""
    content = page.content
    if not content:
        return
    last = content[-1]
    if _CUT.search(last.text) or _DANGLING.search(last.text):
        page.notices.append(Notice(message("webpage.cut-end", line=last.line), line=last.line))
