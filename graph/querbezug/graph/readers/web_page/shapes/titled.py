"""Bullets that are titles with an indented paragraph below, and names in quotation marks."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from itertools import pairwise

from querbezug.graph.readers.participation_page.vocabulary import vocabulary
from querbezug.graph.readers.web_page.blocks import Block, Page, Role
from querbezug.graph.readers.web_page.records import Records
from querbezug.graph.readers.web_page.shapes.base import share
from querbezug.graph.readers.web_page.words import words
from querbezug.graph.records import Kind

_FEWEST = 2
_NEAR = 120
# What stands between two names of a list.
_LINK = re.compile(r"[\s,;]*(?:und|sowie|oder)?\s*(?:der|die|das|den|dem)?\s*")
_QUOTED = re.compile(r"„([^„“”\"]{4,120})[“”\"]|\"([^\"]{4,120})\"|»([^»«]{4,120})«")


@dataclass(slots=True)
class _Titled:
    title: Block
    text: list[Block] = field(default_factory=list)


class TitledParagraphs:
    """A bullet that is a title, then its paragraph: a project or a topic, as the page calls them."""

    name = "titel-mit-absatz"

    def recognise(self, page: Page) -> float:
        """Ask for two such bullets, and a word above that says what they are."""
        found = _titled(page)
        if len(found) < _FEWEST or _sort(page, found) is None:
            return 0.0
        return share(page, sum(1 + len(entry.text) for entry in found))

    def records(self, page: Page, records: Records) -> None:
        """Add projects or topics."""
        found = _titled(page)
        sort = _sort(page, found)
        kind = words().measure_kind(_above(page, found))
        for entry in found:
            page.use(entry.title, *entry.text)
            text = "\n\n".join(block.text for block in entry.text)
            title, line = entry.title.text.removesuffix(":"), entry.title.line
            if sort == "projects":
                records.measure(title, line, category=kind, description=text)
            else:
                records.theme(Kind.TOPIC, title, line, description=text)


class QuotedNames:
    """A sentence that lists projects by their names in quotation marks."""

    name = "namen-in-anfuehrungszeichen"

    def recognise(self, page: Page) -> float:
        """Ask for a line that speaks of projects and then lists at least two names in quotation marks."""
        found = _quoting(page)
        return share(page, len(found))

    def records(self, page: Page, records: Records) -> None:
        """Add the projects."""
        for block, names in _quoting(page):
            page.use(block)
            kind = words().measure_kind([_before_quotes(block.text)])
            for name in names:
                records.measure(name, block.line, category=kind)


def _quoting(page: Page) -> list[tuple[Block, list[str]]]:
    found = []
    for block in page.content:
        quotes = list(_QUOTED.finditer(block.text[:5_000]))
        names = ["".join(filter(None, quote.groups())).strip() for quote in quotes]
        if (
            len(quotes) >= _FEWEST
            and words().cue("projects", [_before_quotes(block.text)])
            and all(_LINK.fullmatch(block.text, a.end(), b.start()) for a, b in pairwise(quotes))
            and not any(map(vocabulary().ends_sentence, names))
        ):
            found.append((block, names))
    return found


def _before_quotes(text: str) -> str:
    """Return what stands right before the first quotation, back to the end of the sentence before."""
    match = _QUOTED.search(text[:5_000])
    before = text[max(0, match.start() - _NEAR) : match.start()] if match else ""
    return re.split(r"[.!?]\s", before)[-1]


def _above(page: Page, found: list[_Titled]) -> list[str]:
    return page.above(found[0].title if found else None)


def _sort(page: Page, found: list[_Titled]) -> str | None:
    above = _above(page, found)
    return next((name for name in ("projects", "topics") if words().cue(name, above)), None)


def _titled(page: Page) -> list[_Titled]:
    found: list[_Titled] = []
    current: _Titled | None = None
    for block in page.content:
        if block.role is Role.ITEM and words().is_headline(block.text):
            current = _Titled(block)
            found.append(current)
        elif current and block.role is Role.TEXT and _belongs(block, current.title, page):
            current.text.append(block)
        else:
            current = None
    return [entry for entry in found if entry.text]


def _belongs(block: Block, title: Block, page: Page) -> bool:
    """Say whether ``block`` is the paragraph of ``title``: further in, and made of sentences."""
    return vocabulary().ends_sentence(block.text) and (page.html or block.indent > title.indent)
