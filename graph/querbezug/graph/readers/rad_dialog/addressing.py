"""Names in the address and the signature of a post, which the general rules cannot tell.

On this platform people and editors address each other by user name ("Hallo Dauerradler,"), and the
editors sign with their surname ("Moderation Beispiel"). The column of authors is dropped; without
these rules the same names would stay in the texts.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Sequence
from functools import cache
from importlib.resources import files

from querbezug.graph.readers.names import author_line, is_name
from querbezug.graph.readers.privacy import Finding

_LONGEST_NAME = 60
_MOST_WORDS_UNMARKED = 2
_WORD = re.compile(r"\S+")


class _Rules:
    """The patterns, compiled from ``addressing.toml``."""

    def __init__(self, words: dict[str, list[str]]) -> None:
        greeting = _any(words["greetings"])
        name = rf"(?P<name>[^\n,!:]{{1,{_LONGEST_NAME}}}?)"
        self.greeting = re.compile(rf"\s*(?P<greeting>{greeting})[ \t]+{name}[ \t]*(?P<end>[,!:]|\n|\Z)")
        self.signature = re.compile(
            rf"(?:\A|\n)[ \t]*{_any(words['signing'])}[ \t]+(?P<name>[^\n]+?)(?:\s+https?://\S+)?\s*\Z"
        )
        self.mention = re.compile(
            rf"(?<![\w/\]])@(?:{_any(words['signing'])}[ \t]+)?(?P<name>[^\W\d_][\w.-]*\w)"
        )
        self.ambiguous = frozenset(words["ambiguous"])
        self.nobody = frozenset(word.casefold() for word in words["nobody"])

    def is_nobody(self, word: str) -> bool:
        """Say whether ``word`` names nobody; what is masked already begins with a bracket."""
        plain = word.casefold()
        parts = {part for part in re.split(r"[/|]", plain) if part}
        known = {plain, plain.rstrip(".,")} & self.nobody
        return word[:1] in "[(" or bool(known) or parts <= self.nobody


def _any(words: Sequence[str]) -> str:
    return "(?:" + "|".join(re.escape(word) for word in sorted(words, key=len, reverse=True)) + ")"


@cache
def _rules() -> _Rules:
    source = files("querbezug.graph.readers.rad_dialog").joinpath("addressing.toml")
    return _Rules(tomllib.loads(source.read_text(encoding="utf-8")))


def mask_addressing(post: str, *, official: bool = False) -> str:
    """Return ``post`` with the names in its address, its mentions and its signature masked.

    Parameters
    ----------
    post : str
        The text of a contribution or comment.
    official : bool
        Whether the editors wrote it: they open with an address and close with their name.

    Examples
    --------
    >>> mask_addressing("Hallo Dauerradler, vielen Dank!")
    'Hallo [Name entfernt], vielen Dank!'
    """
    spans = sorted(
        {*_address(post, official=official), *_mentions(post), *_signature(post, official=official)}
    )
    parts: list[str] = []
    done = 0
    for start, end in spans:
        if start >= done:
            parts += [post[done:start], Finding.NAME.mask]
            done = end
    return "".join([*parts, post[done:]])


def _address(post: str, *, official: bool) -> list[tuple[int, int]]:
    found = _rules().greeting.match(post)
    if not found:
        return []
    alone = not post[found.end() :].split("\n", 1)[0].strip()
    marked = found["end"] not in ("", "\n")
    words = [word for word in found["name"].split() if not _rules().is_nobody(word)]
    sure = marked and alone if found["greeting"] in _rules().ambiguous else True
    if not official and not (sure and (marked or len(words) <= _MOST_WORDS_UNMARKED)):
        return []
    return _name_in(post, *found.span("name"))


def _name_in(post: str, start: int, end: int) -> list[tuple[int, int]]:
    """Leave words at the beginning alone that name nobody; the rest is the name."""
    if Finding.NAME.mask in post[start:end]:
        return []
    for word in _WORD.finditer(post, start, end):
        if not _rules().is_nobody(word.group()):
            return [(word.start(), end)]
    return []


def _mentions(post: str) -> list[tuple[int, int]]:
    return [
        match.span("name")
        for match in _rules().mention.finditer(post)
        if not _rules().is_nobody(match["name"])
    ]


def _signature(post: str, *, official: bool) -> list[tuple[int, int]]:
    if found := _rules().signature.search(post):
        name = found["name"]
        return _name_in(post, *found.span("name")) if is_name(name) else []
    body, _, last = post.rstrip().rpartition("\n")
    # "Anna Beispiel, Bonn": a bare surname counts only where an editor signs.
    name = last.partition(",")[0].strip()
    signed = is_name(name) and (official or author_line(name) is not None)
    if not (body.strip() and signed) or all(map(_rules().is_nobody, name.split())):
        return []
    start = post.rindex(name)
    return [(start, start + len(name))]
