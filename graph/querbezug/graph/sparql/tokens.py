"""Cutting a query into just enough tokens to see its syntax, without parsing it."""

from __future__ import annotations

import re
from collections.abc import Iterator

# Strings, IRIs, comments and escaped characters first, so that what stands in them is not taken for
# syntax. A local name cannot begin with a dot or a hyphen nor end with a dot: those are syntax again.
_TOKEN = re.compile(
    r"""
    (?P<string>
        \"\"\"(?:(?:\"|\"\")?(?:[^\"\\]|\\.))*\"\"\" | '''(?:(?:'|'')?(?:[^'\\]|\\.))*'''
      | \"(?:[^\"\\\n\r]|\\.)*\" | '(?:[^'\\\n\r]|\\.)*'
    )
  | (?P<iri><[^<>\"{}|^`\\\x00-\x20]*>)
  | (?P<skip>\#[^\n\r]* | \\.)
  | (?P<open>[{(\[])
  | (?P<close>[})\]])
  | (?P<variable>[?$]\w+)
  | (?P<word>[A-Za-z_][\w-]*(?::(?:[\w%:](?:[\w.%:-]*[\w%:-])?)?)? | :(?:[\w%:](?:[\w.%:-]*[\w%:-])?)?)
  | (?P<dot>[.;](?=\s|[?$}<]|$))
    """,
    re.VERBOSE | re.DOTALL,
)


def tokens(query: str) -> Iterator[tuple[str, str, int]]:
    """Yield the kind, text and start of each token of ``query`` that says something of its syntax."""
    for match in _TOKEN.finditer(query):
        kind = match.lastgroup
        if kind and kind not in {"string", "skip"}:
            yield kind, match.group(), match.start()
