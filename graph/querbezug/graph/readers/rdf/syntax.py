"""Which RDF syntax a source is in, told by its beginning."""

from __future__ import annotations

import re
from enum import Enum

import ijson
import pyoxigraph as ox

from querbezug.graph.readers.base import SourceFile

RDF_NAMESPACE = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"


class Syntax(Enum):
    """The ways RDF is written that are told apart; each of them holds a simpler one.

    TriG is Turtle with graphs, N-Quads is N-Triples with graphs.
    """

    TRIG = ox.RdfFormat.TRIG
    N_QUADS = ox.RdfFormat.N_QUADS
    JSON_LD = ox.RdfFormat.JSON_LD
    RDF_XML = ox.RdfFormat.RDF_XML


_IRI = r'<[^<>"{}|^`\\\s]*>'
_ABSOLUTE = r'<[A-Za-z][A-Za-z0-9+.-]*:[^<>"{}|^`\\\s]*>'
_BLANK = r"_:[^\s<>\"]+"
_STRING = r'"(?:[^"\\\n\r]|\\.)*"(?:\^\^<[^<>\s]*>|@[A-Za-z][A-Za-z0-9-]*)?'
# One statement of N-Triples or N-Quads. A quoted triple is told by its first sign.
_STATEMENT = re.compile(
    rf"[ \t]*(?:{_ABSOLUTE}|{_BLANK})[ \t]*{_ABSOLUTE}[ \t]*(?:{_ABSOLUTE}|{_BLANK}|{_STRING}|<<\(.*\)>>)"
    rf"[ \t]*(?:(?:{_ABSOLUTE}|{_BLANK})[ \t]*)?\.[ \t]*(?:#.*)?"
)
_SKIPPED = re.compile(r"(?:\s+|#[^\n\r]*)+")
_DIRECTIVE = re.compile(rf'(?:@?prefix\s+[^\s:<>"]*:\s*<|@?base\s+{_IRI}|@?version\s+["\'])', re.IGNORECASE)
# Without a prefix: a subject and a verb. A web address and a word after it are prose.
_TURTLE_START = re.compile(
    rf"(?:{_ABSOLUTE}|<[#/]?[^<>\s]*>(?=\s+(?:a\s+)?<[a-z]+:)|{_BLANK}|\[\s*\]|\[)\s*"
    rf"(?:{_ABSOLUTE}|a\s+{_IRI})"
)
_TRIG_START = re.compile(
    rf"(?:GRAPH\s+)?(?:{_ABSOLUTE}|{_BLANK})?\s*\{{\s*(?:{_ABSOLUTE}|{_BLANK})\s*(?:{_IRI}|a\s)"
)

_XML_ROOT = re.compile(
    r"(?:\s+|<\?.*?\?>|<!--.*?-->|<!DOCTYPE[^\[>]*(?:\[.*?\]\s*)?>)*<(?P<name>[A-Za-z_][\w.-]*:?[\w.-]*)(?P<rest>[^>]*)",
    re.DOTALL,
)
_RDF_ATTRIBUTE = re.compile(r"\s(?:[\w.-]+):(?:about|ID|nodeID)\s*=")
_JSON_KEYS = frozenset({"@context", "@graph", "@id", "@type", "@included"})


def syntax_of(source: SourceFile) -> Syntax | None:
    """Return the syntax that ``source`` is written in, or ``None`` if it is no RDF."""
    text = head_text(source.head).lstrip("\ufeff")
    start = text.lstrip()
    if start.startswith(("{", "[")) and _is_json_ld(start):
        return Syntax.JSON_LD
    if start.startswith("<") and _is_rdf_xml(text):
        return Syntax.RDF_XML
    return _line_syntax(text, whole=len(source.head) == source.size)


def head_text(head: bytes) -> str:
    """Decode the beginning of a source well enough to tell what it is."""
    if head.startswith((b"\xff\xfe", b"\xfe\xff")):
        return head.decode("utf-16", errors="replace")
    return head.decode("utf-8", errors="replace")


def _line_syntax(text: str, *, whole: bool) -> Syntax | None:
    skipped = _SKIPPED.match(text)
    start = text[skipped.end() :] if skipped else text
    if _DIRECTIVE.match(start):
        return Syntax.TRIG
    lines = [line for line in re.split(r"[\r\n]+", start) if not re.match(r"[ \t]*(?:#|$)", line)]
    complete = lines if whole or len(lines) < 2 else lines[:-1]
    if complete and all(map(_STATEMENT.fullmatch, complete)):
        return Syntax.N_QUADS
    if _TURTLE_START.match(start) or _TRIG_START.match(start):
        return Syntax.TRIG
    return None


def _is_rdf_xml(text: str) -> bool:
    """Say whether the root element is ``rdf:RDF``, or one thing described in RDF."""
    root = _XML_ROOT.match(text)
    if root is None or RDF_NAMESPACE not in text:
        return False
    if root["name"].rpartition(":")[2] == "RDF":
        return True
    return RDF_NAMESPACE in root["rest"] and bool(_RDF_ATTRIBUTE.search(root["rest"]))


def _is_json_ld(text: str) -> bool:
    """Say whether the outermost object, or the first of the outermost list, has JSON-LD's keys."""
    keys: set[str] = set()
    kind = ""
    depth = 0
    try:
        for event, value in ijson.basic_parse(text.encode()):
            if event == "map_key" and depth == 1:
                keys.add(value)
                kind = value
            elif event == "string" and depth == 1 and kind == "type" and value.startswith("Feature"):
                return False
            depth += (event == "start_map") - (event == "end_map")
            if event == "end_map" and depth == 0:
                break
    except (ijson.JSONError, ValueError):
        pass  # the head may end in the middle
    return bool(keys & _JSON_KEYS)
