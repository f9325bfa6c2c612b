"""German words as linking sees them: tokens, inflected names, stems."""

from __future__ import annotations

import re
import tomllib
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

_UMLAUTS = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue"})
_RUN = re.compile(r"\w+")
_TOKEN = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*")


@dataclass(frozen=True, slots=True)
class Lexicon:
    """Words the rules need; a person may edit them in ``lexicon.toml``."""

    common_place_names: frozenset[str]
    generic_theme_words: frozenset[str]
    derivations: tuple[str, ...]
    inflections: tuple[str, ...]
    example_cues: tuple[str, ...]
    page_cues: tuple[str, ...]
    places_elsewhere: tuple[str, ...]
    municipality_cues: tuple[str, ...]
    stop_words: frozenset[str]
    negations: frozenset[str]
    legal_forms: tuple[str, ...]
    bodies_of_every_town: tuple[str, ...]
    short_forms: Mapping[str, str]


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
        page_cues=tuple(raw["page_cues"]),
        places_elsewhere=tuple(raw["places_elsewhere"]),
        municipality_cues=tuple(raw["municipality_cues"]),
        stop_words=frozenset(map(plain, raw["stop_words"])),
        negations=frozenset(map(plain, raw["negations"])),
        legal_forms=tuple(raw["legal_forms"]),
        bodies_of_every_town=tuple(map(plain, raw["bodies_of_every_town"])),
        short_forms={plain(short): plain(long) for short, long in raw["short_forms"].items()},
    )


def plain(text: str) -> str:
    """Return ``text`` as names are compared: small letters, ``ä`` as ``ae``, no other accents."""
    lowered = unicodedata.normalize("NFKC", text).casefold().translate(_UMLAUTS)
    parts = unicodedata.normalize("NFKD", lowered)
    return "".join(char for char in parts if not unicodedata.combining(char))


def tokens(text: str) -> Iterator[tuple[str, int, int]]:
    """Yield the words of ``text`` with their start and end."""
    for match in _TOKEN.finditer(text):
        yield match.group(), match.start(), match.end()


def words_of(text: str) -> set[str]:
    """Return the different words of ``text``; much quicker than :func:`tokens`."""
    return set(_TOKEN.findall(text))


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
        for ending in ("er", "ern", "ers", "erin", "erinnen"):
            yield f"{stem}{ending}"


def _umlauted(name: str) -> str:
    return re.sub(r"stadt$", "städt", name)


def stem(word: str) -> str:
    """Return what words of one family share: Digitalisierung and digitale give ``digital``."""
    lowered = word.casefold()
    for ending in lexicon().derivations:
        if lowered.endswith(ending) and len(lowered) - len(ending) >= 5:
            return lowered.removesuffix(ending)
    return lowered


class Phrases:
    """Finds any of many wordings in a text as whole words, at each place the longest.

    A word of the text is looked up in a table of first words; so the time depends on the length
    of the text, not on how many wordings there are.

    Parameters
    ----------
    forms : iterable of str
        The wordings; upper and lower case count.
    """

    def __init__(self, forms: Iterable[str]) -> None:
        self._forms: dict[str, list[tuple[str, int]]] = {}
        for form in sorted(set(forms), key=lambda form: (-len(form), form)):
            first = _RUN.search(form)
            if first:
                self._forms.setdefault(first.group(), []).append((form, first.start()))
        self._firsts = frozenset(self._forms)

    def find(self, text: str) -> Iterator[tuple[str, int, int]]:
        """Yield the wordings in ``text`` with start and end; none overlaps another."""
        firsts = self._firsts.intersection(_RUN.findall(text))
        if not firsts:
            return
        behind = 0
        for at, first in sorted(_places_of(firsts, text)):
            for form, lead in self._forms[first]:
                start = at - lead
                end = start + len(form)
                if start >= behind and text.startswith(form, start) and _stands_alone(text, start, end):
                    yield form, start, end
                    behind = end
                    break


def _places_of(words: Iterable[str], text: str) -> Iterator[tuple[int, str]]:
    """Yield where words stand in a text, within others too."""
    for word in words:
        at = text.find(word)
        while at >= 0:
            yield at, word
            at = text.find(word, at + 1)


def _stands_alone(text: str, start: int, end: int) -> bool:
    """Say whether no letter goes on before or after; a hyphen before makes it part of a compound."""
    return not (start and (text[start - 1] == "-" or _RUN.match(text[start - 1]))) and not (
        end < len(text) and _RUN.match(text[end])
    )
