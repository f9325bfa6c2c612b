"""The words and numbers of LocalZero, as ``vocabulary.toml`` explains them."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files


@dataclass(frozen=True, slots=True)
class Status:
    """One status of implementation: the platform's word, and our code where one fits."""

    word: str
    code: str | None = None


@dataclass(frozen=True, slots=True)
class Title:
    """A title without what stands before its colon; ``civic`` if that marks it as a demand."""

    text: str
    prefix: str | None = None
    civic: bool = False


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """All of it, compiled."""

    statuses: Mapping[int, Status]
    _prefixes: tuple[tuple[re.Pattern[str], bool], ...]
    _page: re.Pattern[str]

    def title(self, written: str) -> Title:
        """Return ``written`` without a prefix that says who says so."""
        for pattern, civic in self._prefixes:
            found = pattern.match(written)
            if found and written[found.end() :].strip():
                return Title(written[found.end() :].strip(), found["prefix"], civic)
        return Title(written)

    def is_page(self, title: str) -> bool:
        """Say whether ``title`` is that of a page about the monitoring itself."""
        return self._page.match(title) is not None


@cache
def vocabulary() -> Vocabulary:
    """Return what ``vocabulary.toml`` says."""
    data = tomllib.loads(files(__package__).joinpath("vocabulary.toml").read_text(encoding="utf-8"))
    prefixes = data["prefixes"]
    return Vocabulary(
        {int(number): Status(**status) for number, status in data["status"].items()},
        (
            (_before_colon(prefixes["civic"]), True),
            (_before_colon(prefixes["official"]), False),
        ),
        re.compile(rf"(?:{'|'.join(data['pages']['titles'])})\b", re.IGNORECASE),
    )


def _before_colon(patterns: list[str]) -> re.Pattern[str]:
    return re.compile(rf"(?P<prefix>{'|'.join(patterns)})\s?:\s?", re.IGNORECASE)
