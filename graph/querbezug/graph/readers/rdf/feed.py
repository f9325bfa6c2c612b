"""Handing a source to the parser line by line, so that errors have lines, and guarding it.

Oxigraph's parsers recurse into nested triple terms and lists and take quadratic time for nested
elements, and they expand entities; what nests deeper than any real data is refused before they see it.
"""

from __future__ import annotations

import re
from typing import BinaryIO
from xml.parsers import expat

from querbezug.graph.errors import SourceError

DEEPEST = 100
BYTE_ORDER_MARK = b"\xef\xbb\xbf"
_UTF16_MARKS = (b"\xff\xfe", b"\xfe\xff")
_UTF8 = frozenset({"utf-8", "utf8", "us-ascii", "ascii"})
_LONGEST_ENTITY = 1_000
# What a bracket of a triple term may hide in: addresses, strings, comments.
_TERM_TOKEN = re.compile(rb'<<\(|\)>>|<[^<>"{}|^`\\\s]*>|"(?:[^"\\\n]|\\.)*"|\'(?:[^\'\\\n]|\\.)*\'|#.*')
_JSON_TOKEN = re.compile(rb'"(?:[^"\\]|\\.)*"|[\[\]{}]', re.DOTALL)


class Feed:
    """A stream that gives one line a time and knows which one it is at.

    Attributes
    ----------
    line : int
        Number of the line given last.
    """

    def __init__(self, stream: BinaryIO, file: str) -> None:
        self.file = file
        self.line = 1
        self._stream = stream
        self._is_first = True
        self._ended = False

    def read(self, size: int = -1) -> bytes:
        """Return the rest of the line, at most ``size`` bytes of it."""
        chunk = self._stream.readline(size)
        if self._is_first:
            self._is_first = False
            if chunk.startswith(_UTF16_MARKS):
                raise SourceError("rdf.not-utf8", file=self.file, line=1)
            chunk = chunk.removeprefix(BYTE_ORDER_MARK) or self._stream.readline(size)
        if self._ended and chunk:
            self.line += 1
        self._ended = chunk.endswith(b"\n")
        self._check(chunk)
        return chunk

    def _check(self, chunk: bytes) -> None:
        """Refuse what the parser must not see."""


class TextFeed(Feed):
    """Turtle, TriG, N-Triples and N-Quads: triple terms must not nest without end."""

    _depth = 0

    def _check(self, chunk: bytes) -> None:
        if b"<<(" not in chunk and b")>>" not in chunk:
            return
        for token in _TERM_TOKEN.findall(chunk):
            if token == b"<<(":
                self._depth += 1
                if self._depth > DEEPEST:
                    raise SourceError("rdf.too-deep", file=self.file, line=self.line, deepest=DEEPEST)
            elif token == b")>>":
                self._depth = max(0, self._depth - 1)


class XmlFeed(Feed):
    """RDF/XML: well-formed, no entities but plain abbreviations, no deep nesting.

    A second parser reads along, since Oxigraph's takes nearly anything and tells no lines.
    """

    def __init__(self, stream: BinaryIO, file: str) -> None:
        super().__init__(stream, file)
        self._depth = 0
        self._parser = expat.ParserCreate()
        self._parser.XmlDeclHandler = self._declaration
        self._parser.StartDoctypeDeclHandler = self._doctype
        self._parser.EntityDeclHandler = self._entity
        self._parser.StartElementHandler = self._start
        self._parser.EndElementHandler = self._end

    def _check(self, chunk: bytes) -> None:
        try:
            self._parser.Parse(chunk, not chunk)
        except expat.ExpatError as error:
            raise self._broken(error) from None

    def _broken(self, error: expat.ExpatError) -> SourceError:
        reason = expat.ErrorString(error.code)
        if "amplification" in reason:
            return self._refusal("rdf.entities")
        column = error.offset + 1
        return SourceError("rdf.syntax", file=self.file, line=error.lineno, column=column, reason=reason)

    def _refusal(self, key: str, **values: object) -> SourceError:
        return SourceError(key, file=self.file, line=self._parser.CurrentLineNumber, **values)

    def _declaration(self, _version: str, encoding: str | None, _standalone: int) -> None:
        if encoding and encoding.lower() not in _UTF8:
            raise self._refusal("rdf.not-utf8")

    def _doctype(self, _name: str, system: str | None, public: str | None, _subset: bool) -> None:
        if system or public:
            raise self._refusal("rdf.entities")

    def _entity(
        self,
        _name: str,
        is_parameter: bool,
        value: str | None,
        _base: str | None,
        _system: str | None,
        _public: str | None,
        _notation: str | None,
    ) -> None:
        """Let abbreviations of namespaces pass, as ontology editors write them."""
        if is_parameter or value is None or len(value) > _LONGEST_ENTITY or {"&", "<", "%"} & set(value):
            raise self._refusal("rdf.entities")

    def _start(self, _name: str, _attributes: dict[str, str]) -> None:
        self._depth += 1
        if self._depth > DEEPEST:
            raise self._refusal("rdf.too-deep", deepest=DEEPEST)

    def _end(self, _name: str) -> None:
        self._depth -= 1


def check_json_depth(data: bytes, file: str) -> None:
    """Refuse JSON that nests deeper than :data:`DEEPEST`.

    Raises
    ------
    SourceError
        If it does; the sentence names the line.
    """
    depth = 0
    for token in _JSON_TOKEN.finditer(data):
        sign = token.group()
        if sign in b"[{":
            depth += 1
            if depth > DEEPEST:
                line = data.count(b"\n", 0, token.start()) + 1
                raise SourceError("rdf.too-deep", file=file, line=line, deepest=DEEPEST)
        elif sign in b"]}":
            depth -= 1
