"""Base forms of German words, by rules: which words a word of a text may be a form of.

German inflects by few endings and by umlaut, so the base form is among few candidates; the right one
is the one that a list of words knows. The rules alone would find too many, a list of all forms would
be large; with a closed list of some thousand base forms, rules and list together are enough.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache

_SHORTEST = 3
_REMEMBERED = 65_536

ENDINGS = (
    "*innen", "innen", "*in", "in", "sten", "ster", "stes", "ste", "eren", "erer", "eres", "ere", "ern",
    "ens", "en", "er", "es", "em", "e", "n", "s",
)  # fmt: skip
"""Endings of nouns and adjectives in a sentence, longest first, as ``plain`` spells them."""

_UMLAUTS = (("aeu", "au"), ("ae", "a"), ("oe", "o"), ("ue", "u"))
_DOUBLED = ("sse", "ssen", "sses")


@lru_cache(_REMEMBERED)
def base_forms(word: str) -> tuple[str, ...]:
    """Return what ``word`` may be a form of, likeliest first: itself, then without its ending.

    Parameters
    ----------
    word : str
        A word as :func:`~querbezug.graph.links.words.plain` gives it: ``raeder``.

    Examples
    --------
    >>> base_forms("baeume")
    ('baeume', 'baume', 'baeum', 'baum')
    """
    return tuple(dict.fromkeys(form for stem in _stems(word) for form in (stem, *_without_umlaut(stem))))


def _stems(word: str) -> Iterator[str]:
    yield word
    for ending in _DOUBLED:
        if word.endswith(ending) and len(word) - len(ending) >= _SHORTEST - 1:
            yield word[: -len(ending) + 1]
    for ending in ENDINGS:
        if word.endswith(ending) and len(word) - len(ending) >= _SHORTEST:
            stem = word[: -len(ending)]
            yield stem
            # An adjective loses its own e: ``mobiler`` of ``mobil``, but ``leiser`` of ``leise``.
            if ending in ("er", "en", "es", "em"):
                yield f"{stem}e"


def _without_umlaut(stem: str) -> Iterator[str]:
    """Yield ``stem`` with its last umlaut taken back, as plurals have it: ``baeum`` gives ``baum``."""
    for umlaut, vowel in _UMLAUTS:
        before, found, after = stem.rpartition(umlaut)
        if found and len(before) + len(after):
            yield f"{before}{vowel}{after}"
            return
