"""Which terms of the texts are worth adopting: those that many texts have and the lexicon has not."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice

from querbezug.graph.gazetteer import gazetteer
from querbezug.graph.links.adopted import Lexicon
from querbezug.graph.links.adoption import NewTerm, TermCollector, is_known
from querbezug.graph.links.corpus import Corpus, TextUnit
from querbezug.graph.links.topic_words import TopicWords
from querbezug.graph.links.topics import TopicFinder
from querbezug.graph.links.words import plain
from querbezug.graph.store.reading import Snapshot
from querbezug.graph.store.stated import Stated
from querbezug.ontology.terms import QUER, RDF
from querbezug.ontology.topics import Topic

MOST_TEXTS = 20_000
"""So many contributions are read; a term that tells something is among them."""

MOST_TERMS = 400
_TOWN = 20_000
"""A smaller municipality may be called like a thing (*Wald*, *Berg*)."""

_LEAST = 3
_ONE_IN = 2_000
"""In so many texts one more must have the term."""


@dataclass(frozen=True, slots=True)
class TermList:
    """The terms found in one state of a store, those that tell most first.

    Attributes
    ----------
    terms : tuple of NewTerm
        What was found; what was decided since is among it.
    texts : int
        How many contributions were read.
    lexicon : Lexicon
        What was adopted and dismissed.
    """

    terms: tuple[NewTerm, ...]
    texts: int
    lexicon: Lexicon

    @property
    def open(self) -> tuple[NewTerm, ...]:
        """The terms about which nobody decided yet."""
        known = TopicWords(self.lexicon.topics())
        dismissed = {plain(term) for term in self.lexicon.dismissed}
        return tuple(
            term
            for term in self.terms
            if dismissed.isdisjoint(map(plain, term.forms)) and not is_known(known, term.label)
        )

    def topics(self) -> tuple[Topic, ...]:
        """Return what a term may be put beneath, by name."""
        return tuple(sorted(self.lexicon.topics(), key=lambda topic: topic.label.casefold()))


def term_list(snapshot: Snapshot, before: TermList | None = None) -> TermList:
    """Return the terms of the contributions in a store.

    Parameters
    ----------
    snapshot : Snapshot
        The store.
    before : TermList, optional
        What was found in the same texts; they are not read again, only the decisions are.
    """
    lexicon = Lexicon.of(snapshot.store, snapshot.layout)
    if before:
        return TermList(before.terms, before.texts, lexicon)
    corpus, finder = Corpus(Stated(snapshot.store, snapshot.layout, {})), TopicFinder(lexicon.topics())
    collector, texts = TermCollector(finder.words, _names(corpus)), 0
    for unit in islice(_contributions(corpus), MOST_TEXTS):
        collector.add(unit, finder.find(unit))
        texts += 1
    found = collector.terms(_LEAST + texts // _ONE_IN, MOST_TERMS)
    return TermList(tuple(found), texts, lexicon)


def _contributions(corpus: Corpus) -> Iterator[TextUnit]:
    """Yield what people wrote; not what the town answered, which says the same many times."""
    return (
        unit
        for units in corpus.units()
        for unit in units
        if unit.is_contribution and str(QUER.Response) not in corpus.iris(unit.iri, RDF.type)
    )


def _names(corpus: Corpus) -> set[str]:
    """Return the words in the names of places: those of the sources, and the larger towns of the register."""
    known = {word for place in corpus.named(QUER.Place) for name in place.names for word in name.split()}
    return known | {entry.label for entry in gazetteer() if (entry.population or 0) >= _TOWN}
