"""What a text points to elsewhere: web addresses it gives, places whose example it cites."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from urllib.parse import unquote, urlsplit

from querbezug.graph.gazetteer import Level, gazetteer
from querbezug.graph.identity import Identity
from querbezug.graph.links.corpus import Found, Named, TextUnit
from querbezug.graph.links.words import lexicon
from querbezug.graph.records import Kind, Ref
from querbezug.ontology.iris import is_safe_iri
from querbezug.ontology.strings import text

URL_METHOD = "explicit-url"
CUE_METHOD = "example-cue"

_URL = re.compile(r"https?://[^\s<>\"„“”]+", re.IGNORECASE)
_AFTER_URL = ".,;:!?)]}»'’"

_CERTAIN = 0.99
_CUED = 0.9


@dataclass(frozen=True, slots=True)
class NewExample:
    """An example from elsewhere that no register knows yet, to be described with the links."""

    iri: str
    label: str
    page: str | None = None
    place: str | None = None
    place_label: str | None = None
    place_ags: str | None = None


class UrlFinder:
    """Finds web addresses and ties them to the examples they belong to.

    Parameters
    ----------
    pages : mapping of str to str
        Known things by the address of their web page.
    """

    def __init__(self, identity: Identity, pages: Mapping[str, str]) -> None:
        self._identity = identity
        self._pages = pages

    def find(self, unit: TextUnit) -> Iterator[tuple[Found, NewExample | None]]:
        """Yield the addresses in ``unit``, each once."""
        seen = set()
        for match in _URL.finditer(unit.text):
            url = match.group().rstrip(_AFTER_URL)
            if url in seen or not is_safe_iri(url):
                continue
            seen.add(url)
            known = self._pages.get(url)
            iri = known or self._identity.iri(Ref(Kind.EXAMPLE, f"url:{url}"))
            end = match.start() + len(url)
            found = Found(unit.iri, URL_METHOD, iri, url, match.start(), end, _CERTAIN)
            yield found, None if known else NewExample(iri, _page_name(url), page=url)


class ExampleFinder:
    """Finds examples cited by their place: ``Beispiele aus St. Gallen``.

    All German nouns begin with a capital, so only names of known places count.

    Parameters
    ----------
    places : iterable of Named
        The places of the loaded regions; the official register and the lexicon know more.
    """

    def __init__(self, identity: Identity, places: Iterable[Named]) -> None:
        self._identity = identity
        self._known = _unambiguous(places)
        cues = "|".join(map(re.escape, lexicon().example_cues))
        name = r"(?:(?:St\.|Sankt|Bad|Groß|Klein)\s*)?[A-ZÄÖÜ][\w-]+(?:/[A-ZÄÖÜ][\w-]+)?"
        self._pattern = re.compile(rf"\b(?:{cues})\s+({name})")

    def find(self, unit: TextUnit) -> Iterator[tuple[Found, NewExample]]:
        """Yield the examples that ``unit`` cites by place."""
        for match in self._pattern.finditer(unit.text):
            name = match.group(1)
            place = self._place(name)
            if place is None:
                continue
            place_iri, ags = place
            iri = self._identity.iri(Ref(Kind.EXAMPLE, f"beispiel#{name}"))
            label = text("links.example-from", place=name)
            known = place_iri in self._known.values()
            example = NewExample(
                iri, label, place=place_iri, place_label=None if known else name, place_ags=ags
            )
            yield Found(unit.iri, CUE_METHOD, iri, match.group(), match.start(), match.end(), _CUED), example

    def _place(self, name: str) -> tuple[str, str | None] | None:
        if name in self._known:
            return self._known[name], None
        entries = [e for e in gazetteer().by_name(name) if e.level is Level.MUNICIPALITY]
        if len(entries) == 1:
            return self._identity.iri(Ref(Kind.PLACE, f"ags:{entries[0].ags}")), entries[0].ags
        if name in lexicon().places_elsewhere:
            return self._identity.iri(Ref(Kind.PLACE, f"anderswo#{name}")), None
        return None


def _unambiguous(places: Iterable[Named]) -> dict[str, str]:
    """Return the places by those of their names that no other place bears."""
    bearers: dict[str, set[str]] = defaultdict(set)
    for place in places:
        for name in place.names:
            bearers[name].add(place.iri)
    return {name: min(iris) for name, iris in bearers.items() if len(iris) == 1}


def _page_name(url: str) -> str:
    """Return a readable name for a page: its last path segment and its host."""
    parts = urlsplit(url)
    host = (parts.hostname or "").removeprefix("www.")
    segment = unquote(parts.path.rstrip("/").rsplit("/", 1)[-1])
    return f"{segment} ({host})" if segment else host
