"""Names as they are compared: without case, accents, and spelling of umlauts."""

from __future__ import annotations

import re
import unicodedata

_UMLAUTS = {ord("ä"): "ae", ord("ö"): "oe", ord("ü"): "ue"}


def name_parts(label: str) -> frozenset[str]:
    """Return a name as :func:`fold` has it, without what stands in brackets or behind a stroke or comma.

    „Saalfeld/Saale“ also goes by „Saalfeld“, „Brake (Unterweser)“ by „Brake“.
    """
    short = re.split(r"\s*[/(,]", label, maxsplit=1)[0]
    return frozenset({fold(label), fold(short)})


def fold(text: str) -> str:
    """Return ``text`` as search compares it: without case, accents, and spelling of umlauts."""
    composed = unicodedata.normalize("NFKC", text).casefold()
    decomposed = unicodedata.normalize("NFKD", composed.translate(_UMLAUTS))
    return " ".join("".join(c for c in decomposed if not unicodedata.combining(c)).split())
