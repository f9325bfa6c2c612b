"""The words of ``vocabulary.toml``, ready to be asked."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from querbezug.graph.records import Kind

_LONGEST_HEADING = 100
_MOST_HEADING_WORDS = 12
_LONGEST_BARE_HEADING = 80
_MOST_VALUE_WORDS = 5
_LONGEST_CHROME = 160
_LONGEST_GOAL = 140
_SENTENCE_END = re.compile(r"[.!?…][\"“”‘’»«)]*$")
_QUESTION_OR_CALL = re.compile(r"[!?][\"“”‘’»«)]*$")


@dataclass(frozen=True, slots=True)
class HeadingWords:
    """A heading taken apart: "Handlungsfeld 2: Mobilität" is (field, "Mobilität", "2")."""

    kind: Kind
    name: str
    notation: str | None = None


@dataclass(frozen=True, slots=True)
class Chrome:
    """A line of a website's controls; ``opens_comments`` where it is the comments' heading."""

    opens_comments: bool = False
    count: int | None = None


def normal(text: str) -> str:
    """Return ``text`` with each run of white space as one blank."""
    return " ".join(text.split())


class Vocabulary:
    """Answers what a single line reads like, without its surroundings."""

    def __init__(self, toml: str) -> None:
        words = tomllib.loads(toml)
        names = words["facets"]["names"]
        compound = (f"{before} {name}" for before in words["facets"]["before_names"] for name in names)
        self._facets = frozenset(name.casefold() for name in (*names, *compound))
        self._heading_kinds = {
            word.casefold(): Kind(kind) for kind, entries in words["headings"].items() for word in entries
        }
        self._heading = re.compile(
            rf"(?:#{{1,6}}\s*)?(?P<word>{_any(self._heading_kinds)})(?:\s?[:–—-]\s?|\s)"
            r"(?:(?P<notation>\d{1,2}|[IVX]{1,5})(?:\s?[.:–—-]\s?|\s))?"
            r"[\"„“»‚']?(?P<name>[A-ZÄÖÜ0-9][^\n]*?)[\"“”«‘']?\s?:?",
            re.IGNORECASE,
        )
        self._verbs = re.compile(rf"\b{_any(words['comments']['verbs'])}\b", re.IGNORECASE)
        self._openings = re.compile(rf"{_any(words['comments']['openings'])}\b", re.IGNORECASE)
        self._abbreviations = tuple(words["comments"]["abbreviations"])
        self._sections = [re.compile(entry, re.IGNORECASE) for entry in words["chrome"]["comment_section"]]
        self._chrome = re.compile("|".join(f"(?:{p})" for p in words["chrome"]["patterns"]), re.IGNORECASE)

    def is_facet(self, text: str) -> bool:
        """Say whether ``text`` is nothing but the name of a facet, perhaps with a count."""
        name = re.sub(r"\s?\(\d+\)$", "", normal(text)).removesuffix(":").rstrip()
        return name.casefold() in self._facets

    def is_valued_facet(self, text: str) -> bool:
        """Say whether ``text`` is a facet's name with a value, such as "Ort: Saalfeld"."""
        name, _, value = text.partition(":")
        few_words = 1 <= len(value.split()) <= _MOST_VALUE_WORDS
        return (
            few_words
            and self.is_facet(name)
            and not self.ends_sentence(value)
            and not self._verbs.search(value)
        )

    def heading(self, text: str) -> HeadingWords | None:
        """Take a heading that names a theme apart, or return ``None``."""
        text = normal(text)
        if (
            len(text) > _LONGEST_HEADING
            or len(text.split()) > _MOST_HEADING_WORDS
            or self.ends_sentence(text)
        ):
            return None
        match = self._heading.fullmatch(text)
        if match is None or not (match["name"][0].isupper() or match["name"][0].isdigit()):
            return None
        if self._verbs.search(match["name"]):
            return None
        return HeadingWords(self._heading_kinds[match["word"].casefold()], match["name"], match["notation"])

    def bare_heading(self, text: str) -> bool:
        """Say whether ``text`` could be a heading that does not say what it names."""
        text = normal(text)
        return (
            len(text) <= _LONGEST_BARE_HEADING
            and text[:1].isupper()
            and not self.ends_sentence(text)
            and not text.endswith((",", ";"))
            and not self._verbs.search(text)
        )

    def chrome(self, text: str) -> Chrome | None:
        """Say whether ``text`` belongs to a website's controls."""
        if len(text) > _LONGEST_CHROME:
            return None
        for section in self._sections:
            if match := section.fullmatch(text):
                count = match.groupdict().get("count")
                return Chrome(opens_comments=True, count=int(count) if count else None)
        return Chrome() if self._chrome.fullmatch(text) else None

    def ends_sentence(self, text: str) -> bool:
        """Say whether ``text`` ends as a sentence does."""
        return bool(_SENTENCE_END.search(text)) and not text.endswith(self._abbreviations)

    def asks_or_calls(self, text: str) -> bool:
        """Say whether ``text`` reads like somebody speaking although it stands among goals."""
        return bool(_QUESTION_OR_CALL.search(text) or self._openings.match(text))

    def reads_like_comment(self, text: str) -> bool:
        """Say whether a bullet line among comments reads like one of them rather than a goal."""
        return len(text) > _LONGEST_GOAL or self.ends_sentence(text) or self.asks_or_calls(text)


def _any(words: Iterable[str]) -> str:
    return "(?:" + "|".join(re.escape(word) for word in sorted(words, key=len, reverse=True)) + ")"


@cache
def vocabulary() -> Vocabulary:
    """Return the vocabulary of the file beside this module."""
    folder = files("querbezug.graph.readers.participation_page")
    return Vocabulary(folder.joinpath("vocabulary.toml").read_text(encoding="utf-8"))
