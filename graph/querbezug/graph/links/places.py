"""Places named in a text: those the loaded sources know, longest name first."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator

from querbezug.graph.links.corpus import Found, Named, TextUnit
from querbezug.graph.links.place_words import other_until, place_words, word_before
from querbezug.graph.links.register_places import METHOD, CuedMunicipalityFinder
from querbezug.graph.links.words import Phrases, inflected, lexicon, short_forms

__all__ = ["METHOD", "CuedMunicipalityFinder", "PlaceFinder"]

_EXACT = 0.97
_INFLECTED = 0.92
_OUTSIDE = 0.15
_SHORT = 4

_PAIR = re.compile(r"-([A-ZÄÖÜ][\w]+)")
_ROADS = ("Autobahnabfahrt", "Autobahnausfahrt", "Ausfahrt", "Abfahrt", "Autobahnkreuz", "Kreuz")


class PlaceFinder:
    """Finds the names of known places in texts.

    A name that several places bear is resolved by the text's own region; where that does not
    decide, nothing is linked. Names of streets and persons with a town's name in them are passed
    over.

    Parameters
    ----------
    places : iterable of Named
        The places of the loaded regions.
    municipalities : collection of str
        Those of them whose name may be meant outside their own region too.
    """

    def __init__(self, places: Iterable[Named], municipalities: Collection[str]) -> None:
        self._municipalities = frozenset(municipalities)
        self._places: dict[str, Named] = {}
        self._forms: dict[str, set[str]] = defaultdict(set)
        self._exact: set[str] = set()
        # Godesberg is Bad Godesberg where it is near; elsewhere another place may be meant.
        self._spoken: dict[str, set[str]] = defaultdict(set)
        for place in places:
            self._places[place.iri] = place
            for name in place.names:
                self._learn(place.iri, name)
        for form, iris in self._spoken.items():
            self._forms[form] |= iris
        self._phrases = Phrases(self._forms)

    def _learn(self, iri: str, name: str) -> None:
        for short in short_forms(name):
            self._exact.add(short)
            for form in (*inflected(short), *place_words().derived.get(short, ())):
                self._forms[form].add(iri)
            without = short.removeprefix("Bad ")
            if without != short and len(without) > _SHORT:
                self._spoken[without].add(iri)

    def find(self, unit: TextUnit) -> Iterator[Found]:
        """Yield the places that ``unit`` names, each once, with its first evidence."""
        seen = set(unit.known)
        for place, confidence, start, end in self._mentions(unit):
            if place not in seen:
                seen.add(place)
                yield Found(unit.iri, METHOD, place, unit.text[start:end], start, end, confidence)

    def names(self, unit: TextUnit) -> Iterator[tuple[int, int]]:
        """Yield where names stand in ``unit`` that its own region knows, whether or not one is meant.

        What two villages of the region are called is not the town of that name far away.
        """
        for form, start, end in self._phrases.find(unit.text):
            if any(self._places[iri].sources & unit.context for iri in self._forms[form]):
                pair = _PAIR.match(unit.text, end)
                yield start, pair.end() if pair else end

    def _mentions(self, unit: TextUnit) -> Iterator[tuple[str, float, int, int]]:
        text = unit.text
        behind = 0
        for form, start, end in self._phrases.find(text):
            if start < behind:
                continue
            other = other_until(text, start, end)
            if other or word_before(text, start) in _ROADS:
                behind = max(other, _end_of_word(text, end))
                continue
            place, confidence = self._resolve(form, unit)
            if place and self._is_thing(place, form, text, start):
                continue
            yield from self._with_part(unit, place, confidence, start, end)

    def _with_part(
        self, unit: TextUnit, place: str | None, confidence: float, start: int, end: int
    ) -> Iterator[tuple[str, float, int, int]]:
        """Yield a place; of ``Bonn-Beuel``, a town with its part, only the part if that is news."""
        pair = _PAIR.match(unit.text, end)
        part, sure = self._resolve(pair.group(1), unit) if pair else (None, 0.0)
        news = part is not None and part not in unit.known and part not in self._municipalities
        if pair and part and news and place in self._municipalities:
            yield part, sure, start, pair.end()
            return
        if place:
            yield place, confidence, start, end
        if pair and part:
            yield part, sure, pair.start(1), pair.end()

    def _is_thing(self, place: str, form: str, text: str, start: int) -> bool:
        """Say whether an article before an ordinary word tells that no town is meant: der Hof."""
        words, lowered = place_words(), form.casefold()
        if place not in self._municipalities:
            return False
        ordinary = lowered in lexicon().common_place_names or lowered in words.ordinary
        return ordinary and word_before(text, start) in words.articles

    def _resolve(self, form: str, unit: TextUnit) -> tuple[str | None, float]:
        """Return the place that ``form`` means here and how sure that is, or None."""
        candidates = self._forms.get(form, set())
        near = {iri for iri in candidates if self._places[iri].sources & unit.context}
        confidence = _EXACT if form in self._exact else _INFLECTED
        if len(near) == 1:
            return near.pop(), confidence
        far = (candidates - self._spoken.get(form, set())) & self._municipalities
        if near or len(candidates) > 1 or not far or form.casefold() in lexicon().common_place_names:
            return None, 0.0
        return next(iter(far)), confidence - _OUTSIDE


def _end_of_word(text: str, end: int) -> int:
    while end < len(text) and (text[end].isalnum() or text[end] == "-"):
        end += 1
    return end
