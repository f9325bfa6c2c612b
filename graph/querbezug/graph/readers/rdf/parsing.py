"""From a source to its triples, each with the line it ends on; nothing is fetched, nothing is half read."""

from __future__ import annotations

import io
import json
import re
from collections.abc import Iterator
from typing import BinaryIO

import pyoxigraph as ox

from querbezug.graph.errors import SourceError
from querbezug.graph.readers.base import SourceFile
from querbezug.graph.readers.rdf.feed import BYTE_ORDER_MARK, Feed, TextFeed, XmlFeed, check_json_depth
from querbezug.graph.readers.rdf.syntax import Syntax
from querbezug.graph.readers.rdf.unexplained import unexplained_keys
from querbezug.ontology.resources import context

CONTEXT_ADDRESS = "https://w3id.org/querbezug/context.jsonld"
"""Where our JSON-LD context lives; documents that name it are read with the copy in the package."""

# Relative addresses resolve to this scheme, also those that begin with two slashes.
_RELATIVE_SCHEME = "querbezug-relative:"
_NO_BASE = f"{_RELATIVE_SCHEME}//base/a/b/c/"
_OWN_CONTEXT = re.compile(rb'("@context"\s*:\s*(?:\[\s*)?)"' + re.escape(CONTEXT_ADDRESS.encode()) + rb'"')
_NAMED_CONTEXT = re.compile(rb'"@(?:context|import)"\s*:\s*(?:\[\s*)?"((?:[^"\\]|\\.)*)"')
_POSITION = re.compile(r"^Parser error at line \d+.*?: |\s*\(line \d+\)$")
_LONGEST_REASON = 200
_MOST_KEYS = 1_000


def quads(source: SourceFile, syntax: Syntax) -> Iterator[tuple[ox.Quad, int]]:
    """Yield the quads of ``source`` and the line that was reached with each.

    Raises
    ------
    SourceError
        If the document is broken, names things relatively, or needs something from the network.
    """
    with source.open() as stream:
        feed = _feed(source, syntax, stream)
        try:
            for quad in ox.parse(input=feed, format=syntax.value, base_iri=_NO_BASE):  # type: ignore[arg-type]
                _refuse_relative(quad, feed)
                yield quad, feed.line
        except SyntaxError as error:
            raise _syntax_error(error, source, feed, syntax) from None


def passed_over(source: SourceFile, syntax: Syntax) -> Iterator[tuple[str, int]]:
    """Yield the keys of a sound JSON-LD document that are no statements, and how often each occurs."""
    if syntax is Syntax.JSON_LD:
        data = _with_own_context(source.data).removeprefix(BYTE_ORDER_MARK)
        yield from sorted(unexplained_keys(data).items())[:_MOST_KEYS]


def _feed(source: SourceFile, syntax: Syntax, stream: BinaryIO) -> Feed:
    if syntax is Syntax.RDF_XML:
        return XmlFeed(stream, source.name)
    if syntax is Syntax.JSON_LD:
        data = _with_own_context(source.data)
        check_json_depth(data, source.name)
        return Feed(io.BytesIO(data), source.name)
    return TextFeed(stream, source.name)


def _with_own_context(data: bytes) -> bytes:
    """Put the package's copy of our context, on one line, where ``data`` names its address."""
    if CONTEXT_ADDRESS.encode() not in data:
        return data
    own = json.dumps(context()["@context"]).encode()
    return _OWN_CONTEXT.sub(lambda match: match[1] + own, data)


def _refuse_relative(quad: ox.Quad, feed: Feed) -> None:
    for term in (quad.subject, quad.predicate, quad.object, quad.graph_name):
        if isinstance(term, ox.Literal):
            term = term.datatype
        if isinstance(term, ox.NamedNode) and term.value.startswith(_RELATIVE_SCHEME):
            address = term.value.removeprefix(_NO_BASE).removeprefix(_RELATIVE_SCHEME)
            raise SourceError(
                "rdf.relative", file=feed.file, line=feed.line, address=address[:_LONGEST_REASON]
            )


def _syntax_error(error: SyntaxError, source: SourceFile, feed: Feed, syntax: Syntax) -> SourceError:
    reason = _POSITION.sub("", str(error.msg))
    line = error.lineno or feed.line
    if "LoadDocumentCallback" in reason and syntax is Syntax.JSON_LD:
        found = _NAMED_CONTEXT.search(_with_own_context(source.data))
        address = found[1].decode("utf-8", errors="replace") if found else "@import"
        return SourceError("rdf.remote-context", file=source.name, address=address[:_LONGEST_REASON])
    if "UTF-8" in reason:
        return SourceError("rdf.not-utf8", file=source.name, line=line)
    reason = "".join(character for character in reason if character.isprintable())[:_LONGEST_REASON]
    if error.offset is None:
        return SourceError("rdf.syntax-line", file=source.name, line=line, reason=reason)
    return SourceError("rdf.syntax", file=source.name, line=line, column=error.offset, reason=reason)
