"""Where a name of a town stands and yet none is meant: streets, persons, things with an article."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

_WORD_BEFORE = re.compile(r"([^\W_]+(?:\.[^\W_]+)*)\.?[\s(„\"]*\Z")
_BEFORE = 24


@dataclass(frozen=True, slots=True)
class PlaceWords:
    """Words the place rules need; a person may edit them in ``places.toml``."""

    street: re.Pattern[str]
    no_streets: tuple[str, ...]
    persons: frozenset[str]
    fixed: re.Pattern[str]
    ordinary: frozenset[str]
    compass: frozenset[str]
    never: frozenset[str]
    directions: frozenset[str]
    cues: frozenset[str]
    articles: frozenset[str]
    counties: re.Pattern[str]
    derived: Mapping[str, tuple[str, ...]]


@cache
def place_words() -> PlaceWords:
    """Return the words that ship with the package."""
    raw = tomllib.loads(files(__package__).joinpath("places.toml").read_text(encoding="utf-8"))
    name = r"[A-ZÄÖÜ][\w-]+(?:[ /-][A-ZÄÖÜ][\w-]+)?"
    return PlaceWords(
        street=_street(raw["street_ends"], raw["street_words"]),
        no_streets=tuple(word.casefold() for word in raw["no_streets"]),
        persons=frozenset([*raw["person_titles"], *raw["given_names"]]),
        fixed=re.compile(rf"(?:{_any(raw['fixed_names'])})\b"),
        ordinary=frozenset(word.casefold() for word in raw["ordinary_words"]),
        compass=frozenset(word.casefold() for word in raw["compass"]),
        never=frozenset(word.casefold() for word in raw["never"]),
        directions=frozenset(raw["directions"]),
        cues=frozenset([*raw["directions"], *raw["other_cues"]]),
        articles=frozenset(raw["articles"]),
        counties=re.compile(rf"\b(?:{_any(raw['county_cues'])})\s+({name}(?:(?:,\s+|\s+und\s+){name})*)"),
        derived={town: tuple(forms) for town, forms in raw["derived_names"].items()},
    )


def _street(ends: Iterable[str], words: Iterable[str]) -> re.Pattern[str]:
    """Return what makes a street of a town's name before it: `` Straße``, ``/Bonner Straße``."""
    others = r"(?:\s*(?:/|,|und)\s*[A-ZÄÖÜ][\w-]+er)*"
    end = rf"(?:[A-ZÄÖÜ][\w-]*?)?(?i:{_any(ends)})"
    plural = r"(?i:straßen|strassen|alleen|plätze|wege)"
    several = rf"(?:\s*(?:/|,|und)\s*[A-ZÄÖÜ][\w-]+er)+\s+{plural}"
    return re.compile(rf"(?:{several}|{others}[\s-]+(?P<end>{end}|{_any(words)}))(?!\w)")


def _any(words: Iterable[str]) -> str:
    return "|".join(map(re.escape, sorted(words, key=len, reverse=True)))


def street_until(text: str, end: int) -> int:
    """Return where the name of a street ends that has a town's name, ending here, in it; 0 if none has."""
    match = place_words().street.match(text, end)
    if match is None:
        return 0
    last = match.group("end")
    return 0 if last and last.casefold().endswith(place_words().no_streets) else match.end()


def is_fixed(text: str, start: int) -> bool:
    """Say whether a fixed wording begins here: Kölner Dom, Frankfurter Allgemeine."""
    return place_words().fixed.match(text, start) is not None


def word_before(text: str, start: int) -> str:
    """Return the word before this place, none if a comma, full stop or the like stands between."""
    match = _WORD_BEFORE.search(text[max(0, start - _BEFORE) : start])
    return match.group(1) if match else ""


def other_until(text: str, start: int, end: int) -> int:
    """Return where something ends that has the name of a town in it and is none, 0 if there is nothing.

    That may be a street, a fixed wording or a person.
    """
    street = street_until(text, end)
    if street:
        return street
    return end if is_fixed(text, start) or word_before(text, start) in place_words().persons else 0
