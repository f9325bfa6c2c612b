"""Looking at HTML before it is parsed: how deep it nests, and on which line each tag stands.

The parser's work grows with the square of the nesting depth, and with that of the number of
attributes of one tag; a page that is nested like no page a person reads is refused instead.
"""

from __future__ import annotations

import re
from collections import Counter

from querbezug.graph.errors import SourceError

LINE = "querbezug-line"
"""The attribute that keeps a tag's line; written first, so a page cannot bring its own."""

DEEPEST = 400
MOST_TAGS = 200_000
_LONGEST_TAG = 20_000

_TAG = re.compile(r"<(?:(?P<comment>!--)|(?P<close>/?)(?P<name>[a-zA-Z][^\s/>]{0,60}))")
_ATTRIBUTE = re.compile(
    r"[\s/]*+(?:>|=?[^\s/>=]*+(?:\s*+=\s*+(?:\"[^\"]*+(?:\"|\Z)|'[^']*+(?:'|\Z)|[^\s>]*+))?+)", re.ASCII
)
_RAW = frozenset({"script", "style", "textarea", "title", "xmp", "iframe", "noembed", "noframes"})
_RAW_END = {name: re.compile(rf"</{name}(?=[\s/>]|\Z)", re.IGNORECASE) for name in _RAW}
_NEVER_OPEN = frozenset(
    {"area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "param", "source", "track"}
    | {"wbr", "p", "html", "head", "body", "option"}
)
# An element of these is closed by the next one, so that they nest only inside their containers.
_IMPLIED = frozenset(
    {"li", "dt", "dd", "tr", "td", "th", "thead", "tbody", "tfoot", "rb", "rt", "rp", "optgroup", "colgroup"}
    | {"caption"}
)


def prepared(file: str, text: str) -> str:
    """Return ``text`` with the line of each start tag as an attribute.

    Raises
    ------
    SourceError
        If it nests deeper than :data:`DEEPEST` or has more than :data:`MOST_TAGS` tags.
    """
    return _Preparation(file, text).run()


class _Preparation:
    def __init__(self, file: str, text: str) -> None:
        self._file = file
        self._text = text
        self._parts: list[str] = []
        self._done = 0
        self._line = 1
        self._counted = 0
        self._open: Counter[str] = Counter()
        self._depth = 0
        self._tags = 0

    def run(self) -> str:
        position = 0
        while match := _TAG.search(self._text, position):
            self._count_lines(match.start())
            if match["comment"]:
                position = self._after_comment(match.end())
                continue
            name = match["name"].lower()
            position = self._close(name, match) if match["close"] else self._start(name, match)
        self._parts.append(self._text[self._done :])
        return "".join(self._parts)

    def _count_lines(self, position: int) -> None:
        self._line += self._text.count("\n", self._counted, position)
        self._counted = position

    def _after_comment(self, start: int) -> int:
        if self._text.startswith((">", "->"), start):
            return start
        ends = [end for mark in ("-->", "--!>") if (end := self._text.find(mark, start)) >= 0]
        return min(ends) + 3 if ends else len(self._text)

    def _close(self, name: str, match: re.Match[str]) -> int:
        if self._open[name] > 0:
            self._open[name] -= 1
            self._depth -= 1
        return self._tag_end(match.end())

    def _start(self, name: str, match: re.Match[str]) -> int:
        self._tags += 1
        if self._tags > MOST_TAGS:
            raise SourceError("webpage.too-many-tags", file=self._file, most=MOST_TAGS, line=self._line)
        end = self._tag_end(match.end())
        self._parts.append(f"{self._text[self._done : match.end()]} {LINE}={self._line}")
        # What so long a tag has is a picture in its address; its attributes say nothing here.
        self._done = match.end() if end - match.end() <= _LONGEST_TAG else max(end - 1, match.end())
        if name in _RAW:
            return self._after_raw(name, end)
        if name not in _NEVER_OPEN and name not in _IMPLIED and not self._text.startswith("/>", end - 2):
            self._open[name] += 1
            self._depth += 1
            if self._depth > DEEPEST:
                raise SourceError("webpage.too-deep", file=self._file, most=DEEPEST, line=self._line)
        return end

    def _tag_end(self, position: int) -> int:
        while position < len(self._text):
            match = _ATTRIBUTE.match(self._text, position)
            if match is None or match.end() == position:
                return position + 1
            position = match.end()
            if self._text[position - 1] == ">" and match.group().lstrip("/ \t\r\n\f\v") == ">":
                return position
        return len(self._text)

    def _after_raw(self, name: str, start: int) -> int:
        match = _RAW_END[name].search(self._text, start)
        return match.start() if match else len(self._text)
