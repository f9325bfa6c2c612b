"""How alike two names are: what they say, not how they are written."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from functools import cache

from rapidfuzz import fuzz

from querbezug.graph.links.words import lexicon, plain

_PART = re.compile(r"\d+(?:[.,:/]\d+)*|[^\W\d_]+\d[^\W_]*|[^\W\d_]+")
_THOUSANDS = re.compile(r"[1-9]\d{0,2}(?:\.\d{3})+")
_ROMAN = re.compile(r"(?=[IVX])X{0,3}(?:IX|IV|V?I{0,3})")
_ROMAN_VALUES = {"I": 1, "V": 5, "X": 10}
_ENDING = re.compile(r"(?:ern|en|er|es|em|e|n|s)$")

_SAME_WORD_FROM = 84.0
"""From this likeness on (0 to 100), two words are taken for spellings of one."""

_ALMOST = 0.99
"""The most that two names are alike that are not the same."""


@dataclass(frozen=True, slots=True)
class Name:
    """A name, taken apart for comparing.

    Attributes
    ----------
    wording : str
        As it is written.
    key : str
        The same for all spellings of a name: words and codes without anything between.
    words : tuple of str
        Its telling words in a plain spelling, in their order.
    codes : tuple of str
        Numbers, years, letters and codes in it, sorted. They tell otherwise equal names apart.
    """

    wording: str
    key: str
    words: tuple[str, ...]
    codes: tuple[str, ...]


def name_of(wording: str, *, is_organisation: bool = False) -> Name | None:
    """Take a name apart; None if there is no word in it.

    Parameters
    ----------
    wording : str
        The name.
    is_organisation : bool
        Whether a legal form in it may be left out.
    """
    bare = _legal_forms().sub("", wording) if is_organisation else wording
    codes, words = [], []
    for part in _PART.findall(bare):
        code = _code(part)
        if code is None:
            words.append(_written_out(plain(part)))
        else:
            codes.append(code)
    telling = tuple(word for word in words if word not in lexicon().stop_words) or tuple(words)
    if not telling:
        return None
    ordered = tuple(sorted(codes))
    return Name(wording, " ".join(("".join(telling), *ordered)), telling, ordered)


def _code(part: str) -> str | None:
    """Return ``part`` as a code if it is a number, a Roman number, a letter or has a digit in it."""
    if _THOUSANDS.fullmatch(part):
        return part.replace(".", "")
    if any(char.isdigit() for char in part):
        return plain(part)
    if _ROMAN.fullmatch(part):
        values = [_ROMAN_VALUES[char] for char in part]
        following = [*values[1:], 0]
        return str(sum(-v if v < after else v for v, after in zip(values, following, strict=True)))
    return plain(part) if len(part) == 1 else None


def _written_out(word: str) -> str:
    forms = lexicon().short_forms
    if word in forms:
        return forms[word]
    for short, long in forms.items():
        if short.startswith("-") and word.endswith(short[1:]) and len(word) > len(short):
            return word.removesuffix(short[1:]) + long
    return word


@cache
def _legal_forms() -> re.Pattern[str]:
    forms = sorted(lexicon().legal_forms, key=len, reverse=True)
    alternatives = (r"\s*".join(map(re.escape, form.split())) for form in forms)
    return re.compile(rf"(?<=\w)[\s,]+(?:{'|'.join(alternatives)})(?!\w)")


def root(word: str) -> str:
    """Return ``word`` without the ending a sentence gives it, to find its other forms."""
    return _ENDING.sub("", word) if len(word) > 5 else word


def likeness(one: Name, other: Name) -> float:
    """Return how alike two names are, from 0 to 1; 1 only if they are the same but for spelling.

    Names with different numbers, codes or years are not alike; nor are names of which each has a
    word that is not in the other, however long the rest; nor a thing and its negation.
    """
    if one.codes != other.codes:
        return 0.0
    if one.key == other.key:
        return 1.0
    rest, other_rest = _rests(one.words, other.words)
    if rest and other_rest and "".join(rest) != "".join(other_rest):
        return 0.0
    if not lexicon().negations.isdisjoint([*rest, *other_rest]):
        return 0.0
    ratio = fuzz.ratio(" ".join(sorted(one.words)), " ".join(sorted(other.words))) / 100
    return min(ratio, _ALMOST)


def _rests(one: tuple[str, ...], other: tuple[str, ...]) -> tuple[list[str], list[str]]:
    """Return the words of each name that have no like in the other, in their order."""
    mine, theirs = Counter(one) - Counter(other), Counter(other) - Counter(one)
    alike = ((fuzz.ratio(a, b), a, b) for a in mine for b in theirs if a[0] == b[0])
    for score, a, b in sorted(alike, key=lambda pair: (-pair[0], *sorted(pair[1:]))):
        if score >= _SAME_WORD_FROM:
            same = min(mine[a], theirs[b])
            mine[a] -= same
            theirs[b] -= same
    return _left(one, mine), _left(other, theirs)


def _left(words: tuple[str, ...], counts: Counter[str]) -> list[str]:
    return [word for word in dict.fromkeys(words) for _ in range(counts[word])]
