"""What the links of a text depend on besides its words, told so that two runs can be compared.

Places and themes are told one by one, with the words a text must have in it to depend on them. All
else is put into a fingerprint of each thing that is searched.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator

from querbezug.graph.gazetteer import Entry, Level, gazetteer
from querbezug.graph.links.corpus import Corpus, Named, TextUnit
from querbezug.graph.links.decisions import Decisions
from querbezug.graph.links.finders import Finders
from querbezug.graph.links.knowledge import Known, digest
from querbezug.graph.links.place_words import place_words
from querbezug.graph.links.references import addresses
from querbezug.graph.links.themes import telling_words
from querbezug.graph.links.words import inflected, short_forms, stem
from querbezug.ontology.terms import FOAF, QUER, RDF, RDFS

_WORD = re.compile(r"\w+")


class Inputs:
    """Tells what the links of texts depend on.

    Parameters
    ----------
    corpus : Corpus
        What the sources state.
    finders : Finders
        What searches the texts.
    decisions : Decisions
        What people decided.
    """

    def __init__(self, corpus: Corpus, finders: Finders, decisions: Decisions) -> None:
        self._corpus = corpus
        self._finders = finders
        self._decisions = decisions
        self._near = defaultdict[str, set[str]](set)
        for named in (*finders.places, *finders.themes):
            for source in named.sources:
                self._near[source].add(named.iri)
        self._points = digest(repr(finders.points))
        # A dictionary: a method in its own cache would keep the store open until the garbage is collected.
        self._home: dict[frozenset[str], str] = {}

    def known(self) -> Iterator[Known]:
        """Yield the places and themes that texts may name."""
        for place in self._finders.places:
            entries = [e for key in self._keys(place.iri) if (e := gazetteer().by_ags(key))]
            content = repr((place.names, place.iri in self._finders.towns))
            yield Known(place.iri, content, tuple(dict.fromkeys(_forms_of(place, entries))))
        for theme in self._finders.themes:
            words = telling_words(theme.names)
            yield Known(theme.iri, repr(theme.names), tuple(sorted({*map(stem, words), *words})))

    def _keys(self, place: str) -> list[str]:
        keys = (QUER.municipalityKey, QUER.countyKey)
        return [key for predicate in keys for key in self._corpus.words(place, predicate)]

    def view(self, context: frozenset[str]) -> frozenset[str]:
        """Return the places and themes of a text's own sources: their names mean them first."""
        return frozenset[str]().union(*(self._near.get(source, ()) for source in context))

    def _homes(self, context: frozenset[str]) -> str:
        """Return what stands for the municipalities of a text's own sources."""
        if context not in self._home:
            homes = self._finders.homes
            ags = {entry.ags for source in context for entry in homes.get(source, ())}
            self._home[context] = repr(sorted(ags))
        return self._home[context]

    def of_source(self, source: str) -> str:
        """Return what stands for all that a source contributes to the search of its texts."""
        context = frozenset([source])
        unit = TextUnit("", "", context, frozenset(), is_contribution=True)
        told = (sorted(self.view(context)), self._homes(context), self._finders.relevance.fingerprint(unit))
        return digest(repr(told))

    def of_points(self) -> str:
        """Return what stands for all places that a point may be near to."""
        return self._points

    def of_thing(self, units: tuple[TextUnit, ...]) -> str:
        """Return what stands for the texts of one thing and all that counts for them, but for names."""
        told = [(*_settled(unit), *self._extra(unit)) for unit in units]
        thing = units[0].iri
        decided = sorted(map(repr, self._decisions.of_unit(thing)))
        point = self._corpus.point(thing)
        near = (point, self.of_points()) if point else ()
        return digest(repr((told, sorted(self._corpus.sources(thing)), decided, near)))

    def _extra(self, unit: TextUnit) -> Iterator[str]:
        yield self._homes(unit.context)
        yield self._finders.relevance.fingerprint(unit)
        yield from map(self._described, sorted(unit.known))
        for url in addresses(unit.text):
            yield url
            yield from map(self._described, sorted(self._corpus.subjects(FOAF.page, url)))

    def _described(self, iri: str) -> str:
        return repr((iri, self._corpus.iris(iri, RDF.type), self._corpus.words(iri, RDFS.label)))


def _settled(unit: TextUnit) -> tuple[object, ...]:
    """Return what a text is, but for its sources: these count only for what they contribute."""
    return unit.iri, unit.text, sorted(unit.known), unit.is_comment, unit.is_contribution


def _forms_of(place: Named, entries: Iterable[Entry]) -> Iterator[str]:
    """Yield what a text must have in it to name a place: the last word of any form of its names.

    The last, for Bad Blankenburg may be just Blankenburg. A county is also known by parts of its name.
    """
    names = list(place.names)
    for entry in entries:
        names += entry.label.split(" / ")
        if entry.level is Level.COUNTY:
            yield from _WORD.findall(entry.label)
    for name in names:
        for short in short_forms(name):
            for form in (*inflected(short), *place_words().derived.get(short, ())):
                words = _WORD.findall(form)
                if words:
                    yield words[-1]
