"""Where a person's name stands: after a closing formula, a salutation, or in a line of its own.

A name is told by its surroundings, hardly ever by itself, because most German surnames are
ordinary words. The surroundings are the words of ``privacy.toml``.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

_UPPER = "A-ZÀ-ÖØ-ÞĆČĞİŁŚŞŠŹŻŽ"
_LOWER = "a-zß-öø-ÿąćčęěğıłńňőřśşšůűźżž"
_NAME_WORD = rf"[{_UPPER}][{_LOWER}]+(?:-[{_UPPER}][{_LOWER}]+)?"
_INITIAL = rf"[{_UPPER}]\."
_SIGNATURE_WORD = re.compile(rf"{_NAME_WORD}|{_INITIAL}|Dr\.|Prof\.")
_MOST_SIGNATURE_WORDS = 4

_MONTH = r"(?:Jan|Feb|Mär|Apr|Mai|Jun|Jul|Aug|Sep|Okt|Nov|Dez)[a-zä]*\.?"
_DATE = (
    rf"(?:\d{{1,2}}\.\s?(?:\d{{1,2}}\.|{_MONTH})\s?(?:\d{{4}}|\d{{2}})?|\d{{4}}-\d{{2}}-\d{{2}}"
    r"|vor (?:\d+|einem|einer|ein|eine) [A-Z][a-zä]+|gestern|heute)"
)
_TIME = r"(?:,? ?(?:um |[-–|] ?)?\d{1,2}[:.]\d{2}(?: ?Uhr)?)?"
_WHEN = rf"(?:(?:am |, ?|\| ?|[-–] ?|\()?{_DATE}\)?{_TIME})"
_NOBODY = r"(?!(?:mir|uns|mich|der|die|den|dem|einer|einem)\b)"
# Longer lines are wording for certain; the rules for whole lines don't look at them.
_LONGEST_LINE = 200


@dataclass(frozen=True, slots=True)
class AuthorLine:
    """A line that names its author; ``rest`` is the wording that follows on the same line."""

    rest: str = ""


class _Grammar:
    """The pieces the rules are put together from."""

    def __init__(self, words: Mapping[str, Sequence[str]]) -> None:
        titles = _any(words["titles"])
        part = rf"(?:(?:von\s|van\s|de\s)?{_NAME_WORD}|{_INITIAL})"
        self.title = rf"(?:{titles}\s?)*"
        self.name = rf"{self.title}(?:{_NAME_WORD}|[{_UPPER}]\.?)(?:\s{part}){{0,3}}"
        self.full_name = rf"{self.title}{_NAME_WORD}(?:\s{part}){{1,3}}"
        self.first = rf"{_any(words['first_names'])}\b"
        self.known = rf"(?:(?:{titles}\s?)+{_NAME_WORD}|{self.first})(?:\s{part}){{0,2}}"
        self.closing = rf"(?i:{_any(words['closings'])})"
        self.home = rf"(?:\saus\s(?:Bad\s)?{_NAME_WORD}(?:/{_NAME_WORD})?)?"
        self.words = words


class _Cues:
    """The rules, compiled."""

    def __init__(self, grammar: _Grammar) -> None:
        self.first_names = frozenset(grammar.words["first_names"])
        self.no_names = frozenset(grammar.words["no_names"])
        self.greeting = re.compile(rf"{grammar.closing}{grammar.home}\s?[,.!]?")
        self.ending = re.compile(rf"(?:^|[\s.,!?;]){grammar.closing}{grammar.home}\s?[,.!]?$")
        self.in_comments = tuple(map(re.compile, _rules_for_comments(grammar)))
        self.whole_lines = tuple(map(re.compile, _rules_for_lines(grammar)))
        verbs = _any(grammar.words["author_verbs"])
        self.wrote = re.compile(
            rf"(?P<name>{grammar.name}|\w+)\s(?:{verbs}\s?{_WHEN}|{_WHEN}\s{verbs})\s?(?::\s?(?P<rest>.*)|$)",
            re.DOTALL,
        )


def _rules_for_comments(grammar: _Grammar) -> Iterator[str]:
    """Yield where names stand inside a comment; the group ``name`` is the name."""
    words, home = grammar.words, grammar.home
    before, at_end = r"(?:^|(?<=[\s.,!?;]))", r"[.!]?\s*$"
    sign = r"(?:\s?[,.!:;–-]\s?|\s)"
    yield rf"{before}{grammar.closing}{home}{sign}(?P<name>{grammar.name})(?={home}{at_end})"
    yield rf"{before}{_any(words['signing'])}\s(?P<name>{grammar.known})(?={at_end})"
    yield rf"\b(?i:{_any(words['introductions'])})\s(?P<name>{grammar.name})"
    surname = rf"{grammar.title}(?:{grammar.first}\s{_NAME_WORD}|{_NAME_WORD})"
    yield rf"\b{_any(words['salutations'])}\s(?P<name>{surname})"


def _rules_for_lines(grammar: _Grammar) -> Iterator[str]:
    """Yield what a line that only names an author looks like; groups hold names to look at again."""
    labels, verbs = _any(grammar.words["author_labels"]), _any(grammar.words["author_verbs"])
    name, full_name, known = grammar.name, grammar.full_name, grammar.known
    yield rf"(?i:{labels})\s?(?::\s?|(?<=von)\s){_NOBODY}(?:{name}|\S+)(?:\s?{_WHEN})?:?"
    yield rf"(?i:von):?\s(?:{full_name}(?:\s?{_WHEN})?|{name}\s?{_WHEN}):?"
    yield rf"({full_name}|{known})\s{verbs}\s?:"
    yield rf"({known})\s?{_WHEN}:?"
    yield rf"({name}|\w+)\s?(?!\s?(?:am|gestern|heute)\b){_WHEN}:?"
    yield rf"{_WHEN}\s?(?:[-–|,:]|von)\s?({name}):?"


def _any(words: Sequence[str]) -> str:
    longest_first = sorted(words, key=len, reverse=True)
    return "(?:" + "|".join(re.escape(word).replace(r"\ ", r"\s") for word in longest_first) + ")"


@cache
def _cues() -> _Cues:
    words = files("querbezug.graph.readers").joinpath("privacy.toml").read_text(encoding="utf-8")
    return _Cues(_Grammar(tomllib.loads(words)))


def name_spans(comment: str) -> Iterator[tuple[int, int]]:
    """Yield where names stand in ``comment``, as far as a cue tells them."""
    for pattern in _cues().in_comments:
        for match in pattern.finditer(comment):
            if not _is_no_name(match["name"]):
                yield match.span("name")


def author_line(line: str) -> AuthorLine | None:
    """Say whether ``line`` names the author of a comment, and what else it says.

    Examples
    --------
    >>> author_line("Max M. schrieb am 12.03.2021:")
    AuthorLine(rest='')
    >>> author_line("Von Saalfeld nach Rudolstadt fehlt ein Radweg") is None
    True
    """
    wrote = _cues().wrote.match(line)
    if wrote and not _is_no_name(wrote["name"]):
        return AuthorLine((wrote["rest"] or "").strip())
    if len(line) > _LONGEST_LINE:
        return None
    for pattern in _cues().whole_lines:
        match = pattern.fullmatch(line)
        if match and not _is_no_name(" ".join(filter(None, match.groups()))):
            return AuthorLine()
    words = line.split()
    is_bare_name = len(words) in (2, 3) and words[0] in _cues().first_names and is_name(line)
    return AuthorLine() if is_bare_name else None


def _is_no_name(words: str) -> bool:
    return not _cues().no_names.isdisjoint(re.findall(r"\w+", words))


def is_greeting(line: str) -> bool:
    """Say whether ``line`` is nothing but a closing formula such as "Viele Grüße"."""
    return len(line) <= _LONGEST_LINE and bool(_cues().greeting.fullmatch(line))


def ends_with_greeting(line: str) -> bool:
    """Say whether ``line`` closes with a formula that a signature would follow."""
    return bool(_cues().ending.search(line[-_LONGEST_LINE:]))


def is_name(line: str) -> bool:
    """Say whether ``line`` could be a signature: a few capitalised words and nothing else."""
    words = line.split()
    return 1 <= len(words) <= _MOST_SIGNATURE_WORDS and all(map(_SIGNATURE_WORD.fullmatch, words))
