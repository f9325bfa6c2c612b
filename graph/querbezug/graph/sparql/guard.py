"""Looks at a query before any engine does: length, nesting, number of patterns, SERVICE.

Oxigraph's parser recurses: some thousand nested groups end the process, and some hundred equal
patterns keep the planner busy for minutes. SERVICE would make the engine call out. The limits
let every query of the W3C suites through.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from querbezug.graph.errors import QueryRefusedError, QueryTooLargeError
from querbezug.graph.sparql.tokens import tokens

MAX_LENGTH = 100_000
MAX_DEPTH = 50
MAX_PATTERNS = 80

_ESCAPE = re.compile(r"\\u([0-9A-Fa-f]{4})|\\U([0-9A-Fa-f]{8})")


def check_query(query: str) -> None:
    """Refuse a query that could harm the service, before it is parsed.

    Parameters
    ----------
    query : str
        SPARQL 1.1 query text.

    Raises
    ------
    QueryTooLargeError
        If it is longer, deeper or has more patterns than allowed.
    QueryRefusedError
        If it asks another service, or holds characters that no query needs.
    """
    if len(query) > MAX_LENGTH:
        raise QueryTooLargeError("sparql.too-long", length=len(query), limit=MAX_LENGTH)
    if "\x00" in query or any("\ud800" <= char <= "\udfff" for char in query):
        raise QueryRefusedError("sparql.bad-character")
    # The standard resolves escapes like \u0022 before anything else, Oxigraph inside its tokens:
    # what either of them could read must be harmless.
    for reading in {query, _unescaped(query)}:
        _check_reading([(kind, text) for kind, text, _ in tokens(reading)])


def _check_reading(found: Sequence[tuple[str, str]]) -> None:
    if any(kind == "word" and _may_be_service(text) for kind, text in found):
        raise QueryRefusedError("sparql.service")
    depth = deepest = 0
    for kind, _ in found:
        depth += (kind == "open") - (kind == "close")
        deepest = max(deepest, depth)
    if deepest > MAX_DEPTH:
        raise QueryTooLargeError("sparql.too-deep", depth=deepest, limit=MAX_DEPTH)
    patterns = sum(kind == "dot" for kind, _ in found)
    if patterns > MAX_PATTERNS:
        raise QueryTooLargeError("sparql.too-many-patterns", count=patterns, limit=MAX_PATTERNS)


def _may_be_service(word: str) -> bool:
    """Say whether a parser that needs no blanks between words could see SERVICE here.

    ``SERVICESILENT``, ``trueSERVICE`` and ``SERVICEex:a`` are two tokens each to Oxigraph; in the
    local part of a name the word is harmless.
    """
    return "SERVICE" in word.partition(":")[0].upper()


def _unescaped(query: str) -> str:
    r"""Resolve ``\u0053``-like escapes, so that none hides a word."""
    return _ESCAPE.sub(lambda match: _character(match.group(1) or match.group(2)), query)


def _character(digits: str) -> str:
    code = int(digits, 16)
    if code > 0x10FFFF or 0xD800 <= code <= 0xDFFF:
        raise QueryRefusedError("sparql.bad-character")
    return chr(code)
