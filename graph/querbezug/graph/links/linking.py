"""A linking run: all methods over all texts, one after another, and what they found as triples."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import partial

import pyoxigraph as ox
from rdflib.term import URIRef

from querbezug.graph.identity import Identity
from querbezug.graph.links import places, references, themes
from querbezug.graph.links.candidates import candidates
from querbezug.graph.links.corpus import Corpus, Found, TextUnit
from querbezug.graph.links.describing import Describer
from querbezug.graph.records import Ref
from querbezug.graph.statements import Statements
from querbezug.ontology.terms import FOAF, QUER, RDF

_THEME_CLASSES = (QUER.FieldOfAction, QUER.CrossCuttingTheme)

_TOLD_EVERY = 256

Progress = Callable[[int], None]
"""Told how many things' texts are searched so far."""

Link = tuple[Found, URIRef, tuple[URIRef, ...]]
"""What was found, the class of its assessment, and the plain links that say the same."""


def link_all(
    stated: Statements, identity: Identity, progress: Progress = lambda _done: None
) -> Iterator[ox.Triple]:
    """Find the links in all texts of the loaded sources, and the things that may be the same.

    The texts pass by one after another; held are only the names of places, themes and of the
    things that may be the same.

    Parameters
    ----------
    stated : Statements
        What the sources state; nothing that an earlier run concluded. It must stay as it is until
        the last triple is out.
    identity : Identity
        Gives IRIs to what is new.
    progress : callable, optional
        Is told now and then, and at the end, of how many things the texts are searched.

    Yields
    ------
    Triple
        Assessments with evidence, shortcuts, identity candidates, the runs, and the examples
        found; each triple once. The same input gives the same triples, in whatever order it comes.
    """
    run = _Run(Corpus(stated), identity)
    done = 0
    for units in run.corpus.units():
        yield from run.link(units)
        done += 1
        if done % _TOLD_EVERY == 0:
            progress(done)
    yield from run.candidates()
    progress(done)


class _Run:
    """Everything one run needs, set up once."""

    def __init__(self, corpus: Corpus, identity: Identity) -> None:
        known_places = list(corpus.named(QUER.Place))
        self.corpus = corpus
        self._describe = Describer(identity)
        self._known_places = frozenset(place.iri for place in known_places)
        self._places = places.PlaceFinder(known_places, frozenset(corpus.instances(QUER.Municipality)))
        self._municipalities = places.CuedMunicipalityFinder(identity)
        self._themes = themes.ThemeFinder(corpus.named(*_THEME_CLASSES))
        self._urls = references.UrlFinder(identity, partial(_of_page, corpus))
        self._examples = references.ExampleFinder(identity, known_places)

    def link(self, units: tuple[TextUnit, ...]) -> Iterator[ox.Triple]:
        """Yield the links in the wordings of one thing, and what is new in them."""
        links: list[Link] = []
        for unit in units:
            named = list(self._places.find(unit))
            links += [(found, QUER.Mention, (QUER.mentions,)) for found in named]
            if not unit.is_contribution:
                continue
            links += [(found, QUER.ThemeAssignment, (QUER.theme,)) for found in self._themes.find(unit)]
            spans = [(found.start, found.end) for found in named]
            for found, ref in self._municipalities.find(unit, spans):
                links.append((found, QUER.Mention, (QUER.mentions,)))
                yield from self._new_place(found.body, ref, found.quote, unit)
            for found, new in (*self._urls.find(unit), *self._examples.find(unit)):
                links.append((found, QUER.Mention, self._pointing(found.body, new)))
                if new:
                    yield from self._new_example(new, unit)
        if links:
            yield from self._describe.links(links)

    def _new_example(self, new: references.NewExample, unit: TextUnit) -> Iterator[ox.Triple]:
        yield from self._describe.example(new, self.corpus.sources(unit.iri))
        if new.place and new.place_ref:
            yield from self._new_place(new.place, new.place_ref, new.place_name or "", unit)

    def _new_place(self, iri: str, ref: Ref, name: str, unit: TextUnit) -> Iterator[ox.Triple]:
        if iri not in self._known_places:
            yield from self._describe.place(iri, ref, name, self.corpus.sources(unit.iri))

    def _pointing(self, body: str, new: references.NewExample | None) -> tuple[URIRef, ...]:
        """Return the plain links to what a text gives the address of, or cites."""
        if new or str(QUER.ReferenceExample) in self.corpus.iris(body, RDF.type):
            return (QUER.mentions, QUER.refersToExample)
        return (QUER.mentions,)

    def candidates(self) -> Iterator[ox.Triple]:
        """Yield the proposals which things may be the same."""
        for candidate in candidates(self.corpus):
            yield from self._describe.candidate(candidate)


def _of_page(corpus: Corpus, url: str) -> str | None:
    """Return the thing whose web page has this address, an example before others, or None."""
    return min(corpus.subjects(FOAF.page, url), key=partial(_rank, corpus), default=None)


def _rank(corpus: Corpus, iri: str) -> tuple[bool, bool, str]:
    classes = corpus.iris(iri, RDF.type)
    return str(QUER.ReferenceExample) not in classes, str(QUER.SourceDocument) in classes, iri
