"""Markdown as people write it into forms, made plain."""

from __future__ import annotations

import re

from querbezug.ontology.strings import text

_IMAGE = re.compile(r"!\[[^\]\n]{0,500}\]\([^)\s]{0,2000}(?:\s[^)\n]{0,200})?\)")
_LINK = re.compile(r"\[([^\]\n]{1,500})\]\(\s?([^)\s]{1,2000}?)(?:\s[^)\n]{0,200})?\)")
_HEADING = re.compile(r"^[ \t]{0,3}#{1,6}[ \t]+", re.MULTILINE)
_BULLET = re.compile(r"^([ \t]{0,12})[*+][ \t]+", re.MULTILINE)
_EMPHASIS = re.compile(
    r"(?<![\w*])\*([^*\s](?:[^*\n]{0,500}[^*\s])?)\*(?![\w*])|(?<![\w/])_([^_\s](?:[^_\n]{0,500}[^_\s])?)_(?![\w/])"
)
_ESCAPE = re.compile(r"\\([\\`*_{}\[\]()#+.!>~|-])")


def plain_markdown(raw: str) -> str:
    """Return ``raw`` without the marks of Markdown.

    Links keep their address in brackets, of an image it is only said that there was one, bullets
    become hyphens.

    Examples
    --------
    >>> plain_markdown("**Ziel:** siehe [Plan](https://example.org/plan)")
    'Ziel: siehe Plan (https://example.org/plan)'
    """
    plain = _LINK.sub(_named_link, _IMAGE.sub(text("localzero.image", "de"), raw))
    plain = _BULLET.sub(r"\1- ", _HEADING.sub("", plain))
    # Bold marks are often left open by those who write; what remains of them says nothing.
    plain = _EMPHASIS.sub(_inside, plain.replace("**", ""))
    return _ESCAPE.sub(r"\1", plain)


def _named_link(match: re.Match[str]) -> str:
    words, address = match[1], match[2].rstrip("\"'")
    return address if words == address else f"{words} ({address})"


def _inside(match: re.Match[str]) -> str:
    return match[1] or match[2]
