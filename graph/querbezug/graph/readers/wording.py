"""From a cell or an element to a wording that may stand in the graph: plain, masked, not too long."""

from __future__ import annotations

import html
import re
import unicodedata
from dataclasses import dataclass

from selectolax.lexbor import LexborHTMLParser

from querbezug.graph.readers import privacy
from querbezug.graph.readers.base import Notice
from querbezug.graph.records import Origin
from querbezug.ontology.strings import Message, message

LONGEST_TEXT = 20_000
LONGEST_LABEL = 400

_TAG = re.compile(
    r"</?(?:p|br|div|span|a|b|i|em|strong|ul|ol|li|h[1-6]|img|table|tr|td|blockquote|font)\b[^>]*>",
    re.IGNORECASE,
)
_ENTITY = re.compile(r"&(?:#\d{1,7}|#x[0-9a-f]{1,6}|[a-z]{2,10});", re.IGNORECASE)
_UNPRINTABLE = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff\u200b\u2028\u2029]"
)
_BLOCKS = "p, div, li, br, tr, h1, h2, h3, h4, h5, h6, blockquote"
_BLANK_LINES = re.compile(r"\n{3,}")


@dataclass(frozen=True, slots=True)
class Wording:
    """A text that may be published, and what was done to it.

    Attributes
    ----------
    redacted : bool
        Whether personal data was masked.
    """

    text: str
    redacted: bool = False
    notices: tuple[Notice, ...] = ()


def wording(raw: str, origin: Origin, field: str | None = None) -> Wording:
    """Return the plain text of ``raw`` with personal data masked.

    Markup is taken out, lines are kept, and what is longer than :data:`LONGEST_TEXT` is cut; a
    notice tells each time something was masked or cut.

    Parameters
    ----------
    raw : str
        What stands in the source, plain or as HTML.
    origin : Origin
        Where it stands, for the notices.
    field : str, optional
        Column or key.
    """
    return _finish(_lines(plain_text(raw)), origin, field, LONGEST_TEXT)


def label(raw: str, origin: Origin, field: str | None = None) -> Wording:
    """Return ``raw`` as a label: like :func:`wording`, but one line of at most :data:`LONGEST_LABEL`."""
    return _finish(" ".join(plain_text(raw).split()), origin, field, LONGEST_LABEL)


def plain_text(raw: str) -> str:
    """Return ``raw`` without markup, entities and unprintable characters, composed (NFC)."""
    text = raw
    if _TAG.search(text):
        tree = LexborHTMLParser(text)
        for node in tree.css("script, style, noscript, template"):
            node.decompose()
        for node in tree.css(_BLOCKS):
            node.insert_before("\n")
        text = tree.body.text() if tree.body else ""
    elif _ENTITY.search(text):
        text = html.unescape(text)
    return unicodedata.normalize("NFC", _UNPRINTABLE.sub("", text))


def _lines(text: str) -> str:
    lines = (" ".join(line.split()) for line in text.replace("\r\n", "\n").replace("\r", "\n").split("\n"))
    return _BLANK_LINES.sub("\n\n", "\n".join(lines)).strip()


def _finish(text: str, origin: Origin, field: str | None, longest: int) -> Wording:
    masked = privacy.mask(text)
    result = masked.text
    notices = [
        _notice(message(f"reading.masked-notice-{kind.value}"), origin, field, personal=True)
        for kind in masked.findings
    ]
    if len(result) > longest:
        notices.append(_notice(message("reading.cut", longest=longest, length=len(result)), origin, field))
        result = result[: longest - 1].rstrip() + "…"
    return Wording(result, bool(masked.findings), tuple(notices))


def _notice(what: Message, origin: Origin, field: str | None, *, personal: bool = False) -> Notice:
    return Notice(what, origin.line, origin.path, origin.row, field, personal=personal)
