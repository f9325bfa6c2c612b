"""The lines of a page: how one is taken apart, and which roles a line can have."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum

from querbezug.graph.readers import names
from querbezug.graph.readers.participation_page.vocabulary import Chrome, HeadingWords, Vocabulary
from querbezug.ontology.strings import Message, message

_TAB_WIDTH = 4
# The last character that is white space is U+3000.
_BLANKS = "".join(chr(code) for code in range(0x3001) if chr(code).isspace()) + "\u200b\u2060\ufeff"
_BULLET = re.compile(
    r"(?:(?P<glyph>[-–—•*·▪▫◦‣⁃●○■□➢➤]|o|\d{1,2}[.)])(?=\s|$)|(?P<tight>[•·▪▫◦‣●○■□➢➤]|[-–](?=[A-ZÄÖÜ])))"
    r"\s*(?P<body>.*)",
    re.DOTALL,
)
SUB_BULLETS = frozenset("o◦▪▫‣⁃○□")


class Role(StrEnum):
    """What a line is on a page; every line has exactly one role."""

    FACET = "facet"
    HEADING = "heading"
    GOAL = "goal"
    SUB_GOAL = "sub-goal"
    TAG = "tag"
    COMMENT = "comment"
    EMPTY = "empty"
    PASSED_OVER = "passed-over"
    PERSONAL = "personal"

    @property
    def label(self) -> Message:
        """The role's name in the catalogue."""
        return message(f"page.role-{self.value}")


@dataclass(frozen=True, slots=True)
class LineInfo:
    """One line as ``inspect`` shows it; ``text`` is without personal data."""

    number: int
    role: Role
    text: str


class Sort(StrEnum):
    """What a line looks like by itself, before its surroundings are asked."""

    EMPTY = "empty"
    CHROME = "chrome"
    GREETING = "greeting"
    AUTHOR = "author"
    FACET = "facet"
    BULLET = "bullet"
    PLAIN = "plain"


PASSIVE = frozenset({Sort.EMPTY, Sort.CHROME, Sort.GREETING, Sort.AUTHOR})


@dataclass(frozen=True, slots=True)
class Line:
    """A line taken apart.

    Attributes
    ----------
    number : int
        As an editor counts, from 1.
    text, body : str
        Without surrounding blanks; ``body`` without the bullet too.
    indent : int
        Columns before the first character.
    glyph : str
        The bullet ("" if there is none), "1" for a number.
    soft : bool
        Whether the bullet ("o", "1.") could as well be the beginning of a sentence.
    """

    number: int
    text: str
    body: str
    indent: int
    glyph: str
    soft: bool
    sort: Sort
    heading: HeadingWords | None = None
    chrome: Chrome | None = None
    author_rest: str = ""


def read_line(number: int, raw: str, words: Vocabulary) -> Line:
    """Take the line ``raw`` apart."""
    text = raw.strip(_BLANKS)
    margin = raw[: len(raw) - len(raw.lstrip(_BLANKS))]
    match = _BULLET.match(text)
    glyph = (match["glyph"] or match["tight"]) if match else ""
    soft = glyph[:1] == "o" or glyph[:1].isdigit()
    body = match["body"].strip(_BLANKS) if match else text
    said = text if soft else body
    author = names.author_line(said)
    chrome = words.chrome(said)
    heading = words.heading(body)
    return Line(
        number=number,
        text=text,
        body=body,
        indent=len(margin.expandtabs(_TAB_WIDTH)),
        glyph="1" if glyph[:1].isdigit() else glyph,
        soft=soft,
        sort=_sort(said, words, chrome, heading, author, bullet=bool(glyph) and not soft),
        heading=heading,
        chrome=chrome,
        author_rest=author.rest if author else "",
    )


def _sort(
    said: str,
    words: Vocabulary,
    chrome: Chrome | None,
    heading: HeadingWords | None,
    author: names.AuthorLine | None,
    *,
    bullet: bool,
) -> Sort:
    if not said:
        return Sort.EMPTY
    if words.is_facet(said):
        return Sort.FACET
    if chrome:
        return Sort.CHROME
    if heading is None and names.is_greeting(said):
        return Sort.GREETING
    if heading is None and author:
        return Sort.AUTHOR
    return Sort.BULLET if bullet else Sort.PLAIN
