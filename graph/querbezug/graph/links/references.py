"""What a text points to elsewhere: web addresses it gives, places whose example it cites."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
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
_BEFORE, _AFTER = 120, 60
_CUED = 0.9


@dataclass(frozen=True, slots=True)
class NewExample:
    """An example from elsewhere that no source describes, to be described with the links.

    Attributes
    ----------
    place : str or None
        IRI of the place it is from.
    place_ref : Ref or None
        That place's reference, where it is none of the loaded regions.
    place_name : str or None
        What the text calls the place.
    """

    iri: str
    label: str
    page: str | None = None
    place: str | None = None
    place_ref: Ref | None = None
    place_name: str | None = None


@dataclass(frozen=True, slots=True)
class CitedPage:
    """A page that a text gives the address of, which is no thing of the graph: a map, a photo, news."""

    iri: str
    label: str


class UrlFinder:
    """Finds web addresses and ties them to the things they belong to.

    What no source knows is an example from elsewhere only where the words beside it say so;
    otherwise it is a page that somebody cites.

    Parameters
    ----------
    identity : Identity
        Gives new examples their IRIs.
    known : callable
        Returns the thing whose page has this address, or None.
    """

    def __init__(self, identity: Identity, known: Callable[[str], str | None]) -> None:
        self._identity = identity
        self._known = known

    def find(self, unit: TextUnit) -> Iterator[tuple[Found, NewExample | CitedPage | None]]:
        """Yield the addresses in ``unit``, each once, with what is new."""
        for url, start in addresses(unit.text).items():
            known = self._known(url)
            if known == unit.iri:
                continue
            end = start + len(url)
            new = None if known else self._new(unit.text, url, start, end)
            body = known or (new.iri if new else url)
            yield Found(unit.iri, URL_METHOD, body, url, start, end, _CERTAIN), new

    def _new(self, text: str, url: str, start: int, end: int) -> NewExample | CitedPage:
        around = text[max(0, start - _BEFORE) : start] + text[end : end + _AFTER]
        if any(cue in around for cue in lexicon().page_cues):
            iri = self._identity.iri(Ref(Kind.EXAMPLE, f"url:{url}"))
            return NewExample(iri, _page_name(url), page=url)
        return CitedPage(url, _page_name(url))


def addresses(text: str) -> dict[str, int]:
    """Return the web addresses in a text, each with where it stands first."""
    found: dict[str, int] = {}
    if "://" in text:
        for match in _URL.finditer(text):
            url = match.group().rstrip(_AFTER_URL)
            if is_safe_iri(url):
                found.setdefault(url, match.start())
    return found


class ExampleFinder:
    """Finds examples cited by their place: ``Beispiele aus St. Gallen``.

    All German nouns begin with a capital, so only names of known places count.

    Parameters
    ----------
    identity : Identity
        Gives new examples and places their IRIs.
    places : iterable of Named
        The places of the loaded regions; the official register and the lexicon know more.
    """

    def __init__(self, identity: Identity, places: Iterable[Named]) -> None:
        self._identity = identity
        self._known = _unambiguous(places)
        self._cues = lexicon().example_cues
        cues = "|".join(map(re.escape, self._cues))
        name = r"(?:(?:St\.|Sankt|Bad|Groß|Klein)\s*)?[A-ZÄÖÜ][\w-]+(?:/[A-ZÄÖÜ][\w-]+)?"
        self._pattern = re.compile(rf"\b(?:{cues})\s+({name})")

    def find(self, unit: TextUnit) -> Iterator[tuple[Found, NewExample]]:
        """Yield the examples that ``unit`` cites by place."""
        if not any(cue in unit.text for cue in self._cues):
            return
        for match in self._pattern.finditer(unit.text):
            name = match.group(1)
            known, ref = self._known.get(name), _place_elsewhere(name)
            if known is None and ref is None:
                continue
            iri = self._identity.iri(Ref(Kind.EXAMPLE, f"beispiel#{name}"))
            example = NewExample(
                iri,
                text("links.example-from", place=name),
                place=known or (self._identity.iri(ref) if ref else None),
                place_ref=None if known else ref,
                place_name=name,
            )
            yield Found(unit.iri, CUE_METHOD, iri, match.group(), match.start(), match.end(), _CUED), example


def _place_elsewhere(name: str) -> Ref | None:
    """Return the one municipality of this name, or a place beyond the register, or None."""
    entries = [e for e in gazetteer().by_name(name) if e.level is Level.MUNICIPALITY]
    if len(entries) == 1:
        return Ref(Kind.PLACE, f"ags:{entries[0].ags}")
    return Ref(Kind.PLACE, f"anderswo#{name}") if name in lexicon().places_elsewhere else None


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
