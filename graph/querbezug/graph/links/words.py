"""German words as linking sees them: tokens, inflected names, stems."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

_TOKEN = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*")


@dataclass(frozen=True, slots=True)
class Lexicon:
    """Words the rules need; a person may edit them in ``lexicon.toml``."""

    common_place_names: frozenset[str]
    generic_theme_words: frozenset[str]
    derivations: tuple[str, ...]
    inflections: tuple[str, ...]
    example_cues: tuple[str, ...]
    places_elsewhere: tuple[str, ...]
    municipality_cues: tuple[str, ...]


@cache
def lexicon() -> Lexicon:
    """Return the lexicon that ships with the package."""
    raw = tomllib.loads(files(__package__).joinpath("lexicon.toml").read_text(encoding="utf-8"))
    return Lexicon(
        common_place_names=frozenset(name.casefold() for name in raw["common_place_names"]),
        generic_theme_words=frozenset(word.casefold() for word in raw["generic_theme_words"]),
        derivations=tuple(raw["derivations"]),
        inflections=tuple(raw["inflections"]),
        example_cues=tuple(raw["example_cues"]),
        places_elsewhere=tuple(raw["places_elsewhere"]),
        municipality_cues=tuple(raw["municipality_cues"]),
    )


def tokens(text: str) -> Iterator[tuple[str, int, int]]:
    """Yield the words of ``text`` with their start and end."""
    for match in _TOKEN.finditer(text):
        yield match.group(), match.start(), match.end()


def short_forms(name: str) -> Iterator[str]:
    """Yield a place's name and the shorter forms people use for it.

    ``Saalfeld/Saale`` is also Saalfeld, ``Berg b. Neumarkt i.d.OPf.`` also Berg, and
    ``Blankenburg (Harz)`` also Blankenburg.
    """
    yield name
    short = re.split(r"\s*[/(]|\s+(?:am|an der|i\.|b\.|a\.|bei|in der|ob)\s*", name, maxsplit=1)[0].strip()
    if short and short != name and len(short) > 3:
        yield short


def inflected(name: str) -> Iterator[str]:
    """Yield the forms in which a place's name stands in a sentence: Rudolstadts, Rudolstädter."""
    yield name
    yield name if name.endswith(("s", "z", "x", "ß")) else f"{name}s"
    base = re.sub(r"(?:en|e)$", "", name) if len(name) > 5 else name
    for stem in {name, base, _umlauted(name)}:
        yield f"{stem}er"
        yield f"{stem}ern"


def _umlauted(name: str) -> str:
    return re.sub(r"stadt$", "städt", name)


def stem(word: str) -> str:
    """Return what words of one family share: Digitalisierung and digitale give ``digital``."""
    lowered = word.casefold()
    for ending in lexicon().derivations:
        if lowered.endswith(ending) and len(lowered) - len(ending) >= 5:
            return lowered.removesuffix(ending)
    return lowered
