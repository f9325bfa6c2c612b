"""From the text of a page to blocks: what PDF converters and browsers do to text is undone here."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from querbezug.graph.readers.base import Notice
from querbezug.graph.readers.participation_page.lines import Sort, read_line
from querbezug.graph.readers.participation_page.vocabulary import normal, vocabulary
from querbezug.graph.readers.web_page.blocks import Block, Page, Passed, Role
from querbezug.graph.readers.web_page.words import words
from querbezug.ontology.strings import message

LONGEST_LINE = 50_000
MOST_LINES = 100_000
_TAB = 4

_TAGS = re.compile(r"</?[a-zA-Z][^<>]{0,400}>|<!--[^<>]{0,400}-->")
_ENTITY = re.compile(r"&(?:#\d{1,7}|#x[0-9a-f]{1,6}|[a-z]{2,10}\d{0,2});", re.IGNORECASE)
_SOFT_END = re.compile("\u00ad\\s*$")
_SOFT = re.compile("[\u00ad\u200b\u2060\ufeff]")
_SPACED = re.compile(r"(?:[^\W\d_][.,:;]? {1,6}){3,60}[^\W\d_][.,:;]?")
_WIDE = re.compile(r" {2,}")
_PAGE_MARK = re.compile(
    r"[-–—]\s?\d{1,4}\s?[-–—]|Seite\s\d{1,4}(?:\s(?:von|/)\s\d{1,4})?|\[?S(?:\.|eite)\s?\d{1,4}\]?|\d{1,4}\s?/\s?\d{1,4}",
    re.IGNORECASE,
)
_BROKEN_WORD = re.compile(r"[a-zäöüß]-$")
_NO_BROKEN_WORD = re.compile(r"(?:und|oder|bzw|sowie|als|wie)\b")
_GOES_ON = re.compile(r"[a-zäöüß(]")
_SENTENCE_END = re.compile(r"[.!?:;…][\"“”‘’»«)]*$")
_SHORTEST_WRAPPED = 45
_LONGEST_WORD = 16
_ROLES = {
    Sort.CHROME: Role.CONTROL,
    Sort.GREETING: Role.CONTROL,
    Sort.AUTHOR: Role.AUTHOR,
    Sort.FACET: Role.FACET,
    Sort.BULLET: Role.ITEM,
    Sort.PLAIN: Role.TEXT,
}
_LOST_UMLAUTS = re.compile(r"\b(?:fr|ber|knnen|mssen|mglich|Stdte\w*|Manahmen?|Strae\w*|Brger\w*|Frderung)\b")
_LEAST_LETTERS = 200
_LEAST_LOST = 3


@dataclass(slots=True)
class _Mended:
    """How often each kind of damage was undone."""

    markup: int = 0
    soft_hyphens: int = 0
    letter_spaced: int = 0
    broken_words: int = 0


@dataclass(frozen=True, slots=True)
class _Raw:
    number: int
    text: str


def page_of_text(lines: Sequence[str]) -> Page:
    """Return the page whose text has the ``lines``."""
    page, mended = Page(), _Mended()
    raws = list(_joined(list(_mended_lines(lines, mended, page.passed)), mended))
    page.blocks = list(_blocks(raws, page.passed))
    page.notices += _notices(mended)
    if _umlauts_lost("\n".join(lines)):
        page.notices.append(Notice(message("webpage.umlauts-lost")))
    return page


def block_of(line: int, raw: str, *, indent: int = 0, gap: int = 0) -> Block:
    """Return one line as a block, its role told by its words alone."""
    if (cells := _cells(raw)) and not words().is_breadcrumb(normal(raw)):
        return Block(line, " | ".join(cells), Role.ROW, cells=cells, indent=indent, gap=gap)
    read = read_line(line, raw, vocabulary())
    role = _ROLES.get(read.sort, Role.CONTROL)
    if read.soft and role is Role.TEXT and read.glyph == "1":
        role = Role.ITEM
    if role is Role.CONTROL and words().is_code_line(read.text):
        role = Role.TEXT
    body = read.body if role is Role.ITEM else read.text
    theme = read.heading if role in {Role.TEXT, Role.ITEM} else None
    marker = read.glyph if role is Role.ITEM else ""
    return Block(line, normal(body), role, marker=marker, indent=indent or read.indent, gap=gap, theme=theme)


def _mended_lines(lines: Sequence[str], mended: _Mended, passed: Passed) -> Iterator[_Raw]:
    for number, line in enumerate(lines, 1):
        if len(line) > LONGEST_LINE:
            passed.add("too-long", number)
            continue
        for part in _mended_line(line, mended).replace("\x0c", "\n").split("\n"):
            if _PAGE_MARK.fullmatch(part.strip()):
                passed.add("page-mark", number)
                continue
            yield _Raw(number, part)


def _mended_line(line: str, mended: _Mended) -> str:
    text = line.expandtabs(_TAB) if "\t" in line[: len(line) - len(line.lstrip())] else line
    if "<" in text and _TAGS.search(text):
        mended.markup += 1
        text = _TAGS.sub(" ", text)
    if "&" in text and _ENTITY.search(text):
        mended.markup += 1
        text = html.unescape(text)
    text, at_end = _SOFT_END.subn("-", text)
    text, soft = _SOFT.subn("", text)
    mended.soft_hyphens += bool(soft or at_end)
    stripped = text.strip()
    if _SPACED.fullmatch(stripped[:400]):
        pieces = _WIDE.split(stripped)
        whole = ["".join(piece.split()) for piece in pieces]
        if max(map(len, whole)) <= _LONGEST_WORD:
            mended.letter_spaced += 1
            return " ".join(whole)
    return text


def _joined(raws: list[_Raw], mended: _Mended) -> Iterator[_Raw]:
    """Put words and sentences together that were broken at the end of a line."""
    held: _Raw | None = None
    length = 0
    for raw in raws:
        text = raw.text.strip()
        last = held.text.rstrip() if held else ""
        broken = bool(_BROKEN_WORD.search(last) and _GOES_ON.match(text)) and not _NO_BROKEN_WORD.match(text)
        wrapped = length >= _SHORTEST_WRAPPED and not _SENTENCE_END.search(last) and _GOES_ON.match(text)
        fits = len(last) + len(text) <= LONGEST_LINE and not _marked(text)
        if held and last and text and fits and (broken or wrapped):
            mended.broken_words += broken
            held = replace(held, text=last.removesuffix("-") + text if broken else f"{last} {text}")
        else:
            if held:
                yield held
            held = raw
        length = len(text)
    if held:
        yield held


def _marked(text: str) -> bool:
    return text[:2] in {"o ", "- "}


def _blocks(raws: list[_Raw], passed: Passed) -> Iterator[Block]:
    gap = 0
    stack: list[tuple[int, str]] = []
    for raw in raws:
        if not raw.text.strip():
            gap += 1
            continue
        indent = len(raw.text) - len(raw.text.lstrip())
        block = block_of(raw.number, raw.text, indent=indent, gap=gap)
        if not block.text:
            passed.add("control", raw.number)
            continue
        gap = 0
        if block.role is Role.ITEM:
            block = replace(block, level=_depth(stack, block))
        elif block.indent == 0:
            stack.clear()
        yield block


def _depth(stack: list[tuple[int, str]], block: Block) -> int:
    """Return how deep an item stands: further in, or with another bullet than those above it."""
    while stack and stack[-1][0] > block.indent:
        stack.pop()
    known = next((n for n, entry in enumerate(stack) if entry == (block.indent, block.marker)), None)
    if known is not None:
        del stack[known + 1 :]
        return known
    stack.append((block.indent, block.marker))
    return len(stack) - 1


def _cells(raw: str) -> tuple[str, ...]:
    """Return the cells of a line with columns: parted by pipes or by wide space."""
    text = raw.strip()
    if len(text) > 2_000:
        return ()
    if " | " in text or text.startswith("|"):
        cells = tuple(cell.strip() for cell in text.strip("|").split("|"))
        return cells if len(cells) > 1 and all(len(cell) < 600 for cell in cells) else ()
    parts = re.split(r"\t+| {3,}", text)
    is_key = len(parts) == 2 and words().is_fact_key(parts[0])
    return tuple(part.strip() for part in parts) if is_key else ()


def _notices(mended: _Mended) -> Iterator[Notice]:
    for name in ("markup", "soft_hyphens", "letter_spaced", "broken_words"):
        if count := getattr(mended, name):
            yield Notice(message(f"webpage.mended-{name.replace('_', '-')}", count=count))


def _umlauts_lost(text: str) -> bool:
    """Say whether a longer German text has not one umlaut but words that lost theirs."""
    sample = text[:200_000]
    if len(sample) < _LEAST_LETTERS or re.search("[äöüßÄÖÜ]", sample):
        return False
    return len(_LOST_UMLAUTS.findall(sample)) >= _LEAST_LOST
