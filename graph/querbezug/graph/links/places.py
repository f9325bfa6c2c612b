"""Places named in a text: the gazetteer of the loaded regions, longest name first."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator

from querbezug.graph.gazetteer import Level, gazetteer
from querbezug.graph.identity import Identity
from querbezug.graph.links.corpus import Found, Named, TextUnit
from querbezug.graph.links.words import Phrases, inflected, lexicon, short_forms
from querbezug.graph.records import Kind, Ref

METHOD = "place-name"

_EXACT = 0.97
_INFLECTED = 0.92
_OUTSIDE = 0.15
_CUED = 0.75


class PlaceFinder:
    """Finds the names of known places in texts.

    A name that several places bear is resolved by the text's own region; where that does not
    decide, nothing is linked.

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
        for place in places:
            self._places[place.iri] = place
            for name in place.names:
                for short in short_forms(name):
                    self._exact.add(short)
                    for form in inflected(short):
                        self._forms[form].add(place.iri)
        self._phrases = Phrases(self._forms)

    def find(self, unit: TextUnit) -> Iterator[Found]:
        """Yield the places that ``unit`` names, each once, with its first evidence."""
        seen = set(unit.known)
        for form, start, end in self._phrases.find(unit.text):
            place, confidence = self._resolve(form, unit)
            if place and place not in seen:
                seen.add(place)
                yield Found(unit.iri, METHOD, place, form, start, end, confidence)

    def _resolve(self, form: str, unit: TextUnit) -> tuple[str | None, float]:
        """Return the place that ``form`` means here and how sure that is, or None."""
        candidates = self._forms[form]
        near = {iri for iri in candidates if self._places[iri].sources & unit.context}
        confidence = _EXACT if form in self._exact else _INFLECTED
        if len(near) == 1:
            return near.pop(), confidence
        far = candidates & self._municipalities
        if near or len(candidates) > 1 or not far or form.casefold() in lexicon().common_place_names:
            return None, 0.0
        return next(iter(far)), confidence - _OUTSIDE


class CuedMunicipalityFinder:
    """Finds a municipality the loaded regions do not know, where a word announces it.

    ``die Stadt Schwarzburg`` names a municipality of the official register if there is but one
    of that name.
    """

    def __init__(self, identity: Identity) -> None:
        self._identity = identity
        self._cues = lexicon().municipality_cues
        cues = "|".join(map(re.escape, self._cues))
        self._pattern = re.compile(
            rf"\b(?:{cues})\s+((?:(?:Bad|Sankt|St\.|Alt|Groß|Klein)\s+)?[A-ZÄÖÜ][\w-]+)"
        )

    def find(self, unit: TextUnit, covered: Iterable[tuple[int, int]]) -> Iterator[tuple[Found, Ref]]:
        """Yield municipalities named outside the ``covered`` spans, with their references."""
        if not any(cue in unit.text for cue in self._cues):
            return
        taken = list(covered)
        for match in self._pattern.finditer(unit.text):
            start, end = match.span(1)
            if any(start < other_end and other_start < end for other_start, other_end in taken):
                continue
            entries = [e for e in gazetteer().by_name(match.group(1)) if e.level is Level.MUNICIPALITY]
            if len(entries) == 1:
                ref = Ref(Kind.PLACE, f"ags:{entries[0].ags}")
                body = self._identity.iri(ref)
                yield Found(unit.iri, METHOD, body, match.group(1), start, end, _CUED), ref
