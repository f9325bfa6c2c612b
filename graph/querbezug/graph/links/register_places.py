"""Municipalities and counties of the official register that no loaded source knows."""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache

from querbezug.graph.gazetteer import Entry, Level, gazetteer
from querbezug.graph.identity import Identity
from querbezug.graph.links.corpus import Corpus, Found, TextUnit
from querbezug.graph.links.place_words import other_until, place_words, word_before
from querbezug.graph.links.words import Phrases, inflected, lexicon, short_forms
from querbezug.graph.records import Kind, Ref
from querbezug.ontology.terms import QUER

METHOD = "place-name"

CITY = 100_000
"""A town of so many people is meant by its name alone."""

TOWN = 20_000
"""A town of so many people is meant by its name where a word of place is before it."""

NEAR_KM = 40.0
"""Smaller ones must be this near to the text's own towns."""

_TIMES_LARGER = 10
_MOST_OPEN = 3

_ANNOUNCED = 0.85
_SURE = 0.9
_LIKELY = 0.8
_OPEN = 0.3
_EARTH_KM = 6371.0

Homes = Mapping[str, tuple[Entry, ...]]
"""The municipalities that each source speaks of, by its IRI."""


def homes_of(corpus: Corpus) -> Homes:
    """Return the municipalities that each loaded source speaks of.

    Parameters
    ----------
    corpus : Corpus
        What the sources state.
    """
    homes = defaultdict[str, list[Entry]](list)
    for iri in sorted(corpus.instances(QUER.Municipality)):
        for key in corpus.words(iri, QUER.municipalityKey):
            entry = gazetteer().by_ags(key)
            if entry:
                for source in corpus.sources(iri):
                    homes[source].append(entry)
    return {source: tuple(entries) for source, entries in homes.items()}


@dataclass(frozen=True, slots=True)
class _Name:
    """A form of a name, the municipalities that bear it, and whether it is the name itself."""

    entries: tuple[Entry, ...]
    is_name: bool


@cache
def _names() -> dict[str, _Name]:
    """Return what a word may name; the derived forms only of towns, for others they are family names."""
    exact, derived = defaultdict[str, dict[str, Entry]](dict), defaultdict[str, dict[str, Entry]](dict)
    for entry in gazetteer():
        if entry.level is not Level.MUNICIPALITY:
            continue
        for label in entry.label.split(" / "):
            for name in short_forms(label):
                exact[name][entry.ags] = entry
                if not name.endswith(("s", "z", "x", "ß")):
                    derived[f"{name}s"][entry.ags] = entry
                if (entry.population or 0) >= TOWN:
                    for form in (*inflected(name), *place_words().derived.get(name, ())):
                        derived[form][entry.ags] = entry
    forms = {form: _Name(tuple(entries.values()), is_name=False) for form, entries in derived.items()}
    return forms | {name: _Name(tuple(entries.values()), is_name=True) for name, entries in exact.items()}


@cache
def _phrases() -> Phrases:
    return Phrases(form for form in _names() if len(form) > 2)


class CuedMunicipalityFinder:
    """Finds municipalities that the loaded sources do not know, by the official register.

    Large towns are meant by their names; others where a word of place or ``Stadt`` is before it,
    or the text's own town is near. A name that several bear means the nearest, or by far the
    largest; else it is left open: each with a confidence below 0.5. Names that are ordinary words
    need a word of direction.

    Parameters
    ----------
    identity : Identity
        Gives IRIs.
    homes : mapping, optional
        The municipalities of each source, see :func:`homes_of`; without, nothing is near.
    """

    def __init__(self, identity: Identity, homes: Homes | None = None) -> None:
        self._identity = identity
        self._homes = homes or {}

    def find(self, unit: TextUnit, covered: Iterable[tuple[int, int]]) -> Iterator[tuple[Found, Ref]]:
        """Yield municipalities named outside the ``covered`` spans, with their references.

        ``covered`` is only looked at if a name is found; :meth:`PlaceFinder.names` gives it.
        """
        named, counties = list(_phrases().find(unit.text)), list(_counties(unit.text))
        if not named and not counties:
            return
        taken = list(covered)
        seen: set[str] = set()
        for entry, confidence, start, end in self._mentions(unit, named, counties, taken):
            if entry.ags in seen:
                continue
            ref = Ref(Kind.PLACE, f"ags:{entry.ags}")
            body = self._identity.iri(ref)
            if body not in unit.known:
                seen.add(entry.ags)
                yield Found(unit.iri, METHOD, body, unit.text[start:end], start, end, confidence), ref

    def _mentions(
        self,
        unit: TextUnit,
        named: list[tuple[str, int, int]],
        counties: list[tuple[Entry, int, int]],
        taken: list[tuple[int, int]],
    ) -> Iterator[tuple[Entry, float, int, int]]:
        for entry, start, end in counties:
            if not _overlaps(start, end, taken):
                taken.append((start, end))
                yield entry, _SURE, start, end
        text, home, behind = unit.text, self._home(unit), 0
        for form, start, end in named:
            if start < behind or _overlaps(start, end, taken) or _goes_on(text, end):
                continue
            behind = other_until(text, start, end)
            if behind:
                continue
            for entry, confidence in _meant(form, word_before(text, start), home):
                yield entry, confidence, start, end

    def _home(self, unit: TextUnit) -> tuple[Entry, ...]:
        """Return the municipalities of the text's own sources."""
        return tuple(entry for source in sorted(unit.context) for entry in self._homes.get(source, ()))


def _meant(form: str, before: str, home: tuple[Entry, ...]) -> Iterator[tuple[Entry, float]]:
    """Yield the municipality that a form means after the word before it, or those it may mean."""
    name = _names()[form]
    words = place_words()
    announced = before in lexicon().municipality_cues and form.casefold() not in words.never
    if not announced and not _may_be_name(form, before):
        return
    if name.is_name and before in words.articles:
        return
    entry = _one(name.entries, home)
    if entry is None:
        if (announced or before in words.directions) and len(name.entries) <= _MOST_OPEN:
            yield from ((each, _OPEN) for each in name.entries)
        return
    confidence = _confidence(entry, announced, before in words.cues, home, name)
    if confidence:
        yield entry, confidence


def _may_be_name(form: str, before: str) -> bool:
    """Say whether a form that is an ordinary word too is likely to be a name after the word before it."""
    lowered, words = form.casefold(), place_words()
    if lowered in words.compass or lowered in words.never:
        return False
    ordinary = lowered in words.ordinary or lowered in lexicon().common_place_names
    return not ordinary or before in words.directions


def _one(entries: tuple[Entry, ...], home: tuple[Entry, ...]) -> Entry | None:
    """Return the one of several that is meant: the near one, or by far the largest."""
    if len(entries) == 1:
        return entries[0]
    near = [entry for entry in entries if _distance(entry, home) <= NEAR_KM]
    if len(near) == 1:
        return near[0]
    by_size = sorted(entries, key=lambda entry: -(entry.population or 0))
    largest, second = by_size[0].population or 0, by_size[1].population or 0
    is_city = largest >= CITY and largest >= _TIMES_LARGER * second
    return by_size[0] if is_city and not near else None


def _confidence(
    entry: Entry, announced: bool, cued: bool, home: tuple[Entry, ...], name: _Name
) -> float | None:
    """Return how sure it is that a name means this municipality, None if it is not sure enough."""
    if announced and name.is_name:
        return _ANNOUNCED
    population, near = entry.population or 0, _distance(entry, home) <= NEAR_KM
    if population >= CITY or (population >= TOWN and near):
        return _SURE if cued or not name.is_name else _LIKELY
    if not name.is_name:
        return None
    if population >= TOWN:
        return _LIKELY if cued else None
    if near and cued and len(name.entries) == 1:
        return _LIKELY
    return None


def _counties(text: str) -> Iterator[tuple[Entry, int, int]]:
    """Yield the counties that a text lists after ``Kreis``."""
    if not any(cue in text for cue in ("Kreis", "kreis", "LK ")):
        return
    for match in place_words().counties.finditer(text):
        start = match.start(1)
        for part in match.group(1).replace(" und ", ", ", 1).split(", "):
            at = text.find(part, start)
            entries = [entry for entry in gazetteer().by_name(part) if entry.level is Level.COUNTY]
            if at >= 0 and len(entries) == 1:
                yield entries[0], at, at + len(part)


def _goes_on(text: str, end: int) -> bool:
    """Say whether a hyphen makes the name part of a longer one that is not two towns: Kiel-Linie."""
    return text[end : end + 1] == "-" and text[end + 1 : end + 2].isalpha()


def _overlaps(start: int, end: int, taken: list[tuple[int, int]]) -> bool:
    return any(start < other_end and other_start < end for other_start, other_end in taken)


def _distance(entry: Entry, home: tuple[Entry, ...]) -> float:
    """Return the kilometres from a municipality to the nearest of the text's own, infinite without."""
    return min((kilometres(entry, other) for other in home), default=math.inf)


def kilometres(one: Entry, other: Entry) -> float:
    """Return the distance of two municipalities, infinite where a register gives no point."""
    if one.latitude is None or one.longitude is None or other.latitude is None or other.longitude is None:
        return math.inf
    a, b = math.radians(one.latitude), math.radians(other.latitude)
    turn = math.radians(other.longitude - one.longitude)
    half = math.sin((b - a) / 2) ** 2 + math.cos(a) * math.cos(b) * math.sin(turn / 2) ** 2
    return 2 * _EARTH_KM * math.asin(min(1.0, math.sqrt(half)))
