"""The words of ``words.toml``, ready to be asked."""

from __future__ import annotations

import re
import tomllib
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from functools import cache, cached_property
from importlib.resources import files
from typing import Any

from querbezug.graph.readers.participation_page.vocabulary import HeadingWords, normal, vocabulary
from querbezug.graph.records import Kind

_LONGEST_CHROME = 400
_LONGEST_HEADLINE = 90
_MOST_HEADLINE_WORDS = 12
_LONGEST_GOAL = 200
_CODE = r"[A-ZÄÖÜ]{1,3}(?:[ -]?[A-ZÄÖÜ]{1,3})?[ -]?\d{1,3}(?:[.-]\d{1,3})?[a-z]?"


class Words:
    """Answers what a single line reads like.

    Parameters
    ----------
    toml : str
        The content of ``words.toml``.
    """

    def __init__(self, toml: str) -> None:
        self._words: Mapping[str, Any] = tomllib.loads(toml)
        self._chrome = {name: _patterns(entries) for name, entries in self._words["chrome"].items()}
        self._votes = _patterns(self._words["votes"]["patterns"])
        self._running = _patterns(self._words["votes"]["running"])
        self._comments = _patterns(self._words["votes"]["comments"])
        self._priority = _patterns(self._words["codes"]["priority"])
        self._labels = {
            name: re.compile(rf"{_any(entries)}\s?(?::\s?(?P<rest>.*))?", re.IGNORECASE | re.DOTALL)
            for name, entries in self._words["labels"].items()
        }
        codes = self._words["codes"]
        self._code = re.compile(
            rf"(?:(?P<word>{_any(codes['measures'])})\s(?:Nr\.\s?)?(?P<code>{_CODE})"
            rf"|(?P<bare>[A-Z]{{1,3}}-[A-Z]{{1,3}}\s?\d{{1,3}}))(?:\s?[:–]\s?|\s-\s|\s|$)(?P<title>.*)",
            re.DOTALL,
        )
        self._letter = re.compile(
            rf"(?:(?P<word>{_any(codes['fields'])})\s)?(?P<letter>[A-Z]{{1,2}})(?P<sign>\s?[:=]\s?|\s[–-]\s)"
            r"(?P<name>[A-ZÄÖÜ].{2,80})"
        )

    def chrome(self, text: str) -> str | None:
        """Return which part of a website ``text`` is: breadcrumb, banner, teaser … or ``None``."""
        if len(text) > _LONGEST_CHROME:
            return None
        return next((name for name, pattern in self._chrome.items() if pattern.fullmatch(text)), None)

    def is_breadcrumb(self, text: str) -> bool:
        """Say whether ``text`` tells where on a website a page stands."""
        return len(text) <= _LONGEST_CHROME and bool(self._chrome["breadcrumb"].fullmatch(text))

    def picture_label(self, text: str, heading: str) -> tuple[Kind | None] | None:
        """Say whether ``text`` is the label of the picture above or below ``heading``.

        Returns
        -------
        tuple or None
            The kind of theme the label names, if it names one; ``None`` if it is no such label.
        """
        word, _, name = text.partition(" ")
        if not name or folded(name) != folded(heading):
            return None
        for kind, entries in self._words["pictures"].items():
            if word.removesuffix(":") in entries:
                return (None,) if kind == "none" else (Kind(kind),)
        return None

    def cue(self, name: str, texts: Iterable[str]) -> bool:
        """Say whether one of ``texts`` has one of the words called ``name``."""
        pattern = self._cues[name]
        return any(pattern.search(text) for text in texts)

    @cached_property
    def _cues(self) -> Mapping[str, re.Pattern[str]]:
        entries = {name: words for name, words in self._words["cues"].items() if name != "kinds"}
        return {name: re.compile(rf"\b{_any(words)}\b", re.IGNORECASE) for name, words in entries.items()}

    def measure_kind(self, texts: Sequence[str]) -> str | None:
        """Return what the page calls its measures, by the first of the known words that occurs."""
        for forms in self._words["cues"]["kinds"]:
            pattern = re.compile(rf"\b{_any(forms)}\b", re.IGNORECASE)
            if any(pattern.search(text) for text in texts):
                return str(forms[0])
        return None

    def labelled(self, name: str, text: str) -> str | None:
        """Return what follows the label called ``name`` ("" for nothing), ``None`` without it."""
        if len(text) > _LONGEST_CHROME:
            return None
        match = self._labels[name].fullmatch(text)
        return None if match is None else (match["rest"] or "").strip()

    def code(self, text: str) -> tuple[str, str, str] | None:
        """Return word, code and title of a coded measure's line ("Maßnahme W 4: …")."""
        match = self._code.match(text[:2_000])
        if match is None:
            return None
        title = (match["title"] + text[2_000:]).strip(" |")
        return match["word"] or "", normal(match["code"] or match["bare"]), title

    def is_code_line(self, text: str) -> bool:
        """Say whether ``text`` begins with a measure's code."""
        return self.code(text) is not None

    def letter(self, text: str) -> tuple[str, str, bool] | None:
        """Return letter and name of a field that codes refer to, and whether it is a legend ("S = …")."""
        match = self._letter.fullmatch(text)
        if match is None or vocabulary().ends_sentence(text):
            return None
        return match["letter"], match["name"].strip(), "=" in match["sign"]

    def is_priority(self, text: str) -> bool:
        """Say whether ``text`` is nothing but a level of priority."""
        return len(text) < _LONGEST_HEADLINE and bool(self._priority.fullmatch(text))

    def votes(self, text: str) -> tuple[int | None, int | None] | None:
        """Return the votes for and against that ``text`` counts."""
        match = self._votes.fullmatch(text) if len(text) < _LONGEST_HEADLINE else None
        if match is None:
            return None
        found = {name[:3]: int(value) for name, value in match.groupdict().items() if value}
        return found.get("for"), found.get("aga")

    def comment_count(self, text: str) -> int | None:
        """Return how many comments the line says there are."""
        match = self._comments.fullmatch(text) if len(text) < _LONGEST_HEADLINE else None
        return next((int(value) for value in match.groupdict().values() if value), None) if match else None

    def is_running(self, text: str) -> bool:
        """Say whether ``text`` tells an idea's running time."""
        return len(text) < _LONGEST_HEADLINE and bool(self._running.fullmatch(text))

    def outcome(self, text: str) -> str | None:
        """Return the code of what became of a proposal, if ``text`` is just one of the known words."""
        plain = normal(text).rstrip(".! ").casefold()
        for code, entries in self._words["outcomes"].items():
            if plain in {entry.casefold() for entry in entries}:
                return str(code)
        return None

    def is_official(self, name: str) -> bool:
        """Say whether ``name`` is that of the administration or of the platform's editors."""
        return not {word.casefold() for word in self._words["official"]["words"]}.isdisjoint(
            re.findall(r"\w+", name[:200].casefold())
        )

    def is_official_opening(self, text: str) -> bool:
        """Say whether ``text`` begins as an answer of the administration does."""
        return text.startswith(tuple(self._words["official"]["openings"]))

    def is_role(self, text: str) -> bool:
        """Say whether ``text`` tells nothing but who hands something in."""
        return self.labelled("role", text) not in {None, ""} or text in self._words["submissions"]["roles"]

    def is_channel(self, text: str) -> bool:
        """Say whether ``text`` tells nothing but how something was handed in."""
        given = self.labelled("channel", text)
        return given not in {None, ""} or text in self._words["submissions"]["channels"]

    def is_fact_key(self, text: str) -> bool:
        """Say whether ``text`` is a key of a table of facts."""
        return self.fact(text) is not None

    def fact(self, key: str) -> str | None:
        """Return what the key of a table of facts means: ``title``, ``goal`` … or ``other``."""
        plain = normal(key).rstrip(":* ")
        return next((name for name, entries in self._words["facts"].items() if plain in entries), None)

    def is_organisation(self, name: str) -> bool:
        """Say whether ``name`` is for certain that of an organisation, not of a person."""
        parts = name.split()
        entries = self._words["facts"]["organisations"]
        endings = tuple(entry for entry in entries if entry.islower())
        return any(entry in name if "." in entry else entry in parts for entry in entries) or any(
            part.endswith(endings) for part in parts
        )

    def is_headline(self, text: str) -> bool:
        """Say whether ``text`` could be a heading: short, no sentence, nobody speaking."""
        return (
            2 < len(text) <= _LONGEST_HEADLINE
            and len(text.split()) <= _MOST_HEADLINE_WORDS
            and vocabulary().bare_heading(text.removesuffix(":"))
            and not vocabulary().asks_or_calls(text)
        )

    def is_goal(self, text: str) -> bool:
        """Say whether ``text`` could be a goal: a phrase, no sentence of somebody speaking."""
        return (
            5 < len(text) <= _LONGEST_GOAL
            and not vocabulary().ends_sentence(text)
            and not vocabulary().asks_or_calls(text)
            and not text.endswith((":", ","))
            and text[:1].isupper()
        )


def folded(text: str) -> str:
    """Return ``text`` so that spellings with and without umlauts are alike.

    Examples
    --------
    >>> folded("Mobilität") == folded("Mobilitaet")
    True
    """
    plain = normal(text).casefold()
    for umlaut, letters in (("ä", "ae"), ("ö", "oe"), ("ü", "ue"), ("ß", "ss")):
        plain = plain.replace(umlaut, letters)
    return "".join(char for char in unicodedata.normalize("NFKD", plain) if char.isalnum())


def theme_of(text: str) -> HeadingWords | None:
    """Return the theme that ``text`` names as a heading."""
    return vocabulary().heading(text)


def _patterns(entries: Iterable[str]) -> re.Pattern[str]:
    """Put patterns together; a named group may occur in several of them."""
    renamed = (
        re.sub(r"\(\?P<(\w+)>", lambda group, n=n: f"(?P<{group[1]}_{n}>", entry)  # type: ignore[misc]
        for n, entry in enumerate(entries)
    )
    return re.compile("|".join(f"(?:{entry})" for entry in renamed), re.IGNORECASE)


def _any(words: Iterable[str]) -> str:
    return "(?:" + "|".join(re.escape(word) for word in sorted(set(words), key=len, reverse=True)) + ")"


@cache
def words() -> Words:
    """Return the words of the file beside this module."""
    folder = files("querbezug.graph.readers.web_page")
    return Words(folder.joinpath("words.toml").read_text(encoding="utf-8"))
