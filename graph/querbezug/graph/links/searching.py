"""Searching the texts of things one after another, and stating what is found."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import chain, islice

import pyoxigraph as ox

from querbezug.graph.identity import Identity
from querbezug.graph.links import relevance
from querbezug.graph.links.candidates import METHOD as LABELS
from querbezug.graph.links.candidates import Candidate, candidates
from querbezug.graph.links.corpus import Corpus, Found, TextUnit
from querbezug.graph.links.decisions import Decision
from querbezug.graph.links.describing import Describer
from querbezug.graph.links.duplicates import METHOD as DUPLICATES
from querbezug.graph.links.duplicates import near_duplicates
from querbezug.graph.links.finders import Finders, Link, New, NewPlace
from querbezug.graph.links.outcome import Outcome, outcome
from querbezug.graph.links.references import CitedPage
from querbezug.graph.links.topic_themes import topic_themes
from querbezug.graph.statements import Statements
from querbezug.graph.store.lines import Canonical
from querbezug.ontology.terms import QUER, RDF, RDFS, VOCABULARY
from querbezug.ontology.topics import Topic

IDENTITIES = (LABELS, DUPLICATES)
"""The methods that propose what may be the same."""

_AT_ONCE = 500
_MOST_IDEAS = 200_000
"""Ideas beyond these are not compared with each other: all of them have to be in memory for it."""

Thing = tuple[TextUnit, ...]


class Search:
    """Everything that searching needs, set up once.

    Parameters
    ----------
    stated : Statements
        What the sources state.
    describe : Describer
        Puts what is found into triples.
    identity : Identity
        Gives IRIs to what is new.
    lexicon : sequence of Topic, optional
        The topics to look for; those that ship unless told.

    Attributes
    ----------
    corpus : Corpus
        What the sources state, as linking asks for it.
    finders : Finders
        What searches the texts.
    """

    def __init__(
        self,
        stated: Statements,
        describe: Describer,
        identity: Identity,
        lexicon: Sequence[Topic] | None = None,
    ) -> None:
        self.corpus = Corpus(stated)
        self.finders = Finders(self.corpus, identity, lexicon)
        self._describe = describe
        if model := self.finders.relevance.model:
            describe.with_model(model, relevance.METHOD, relevance.MEANING)
        self._canonical = Canonical()
        self._lexicon = lexicon
        self._topics = frozenset(topic.iri for topic in lexicon or ())

    def links(
        self, things: Iterable[Thing], before_each: Callable[[], None] = lambda: None
    ) -> Iterator[tuple[Thing, list[ox.Triple]]]:
        """Yield things with what is stated because of them; the texts of some hundreds are held.

        Parameters
        ----------
        things : iterable of tuple of TextUnit
            Things with their texts.
        before_each : callable, optional
            Is called before each thing.
        """
        remaining = iter(things)
        while batch := list(islice(remaining, _AT_ONCE)):
            relevant = self.finders.relevant([unit for units in batch for unit in units])
            for units in batch:
                before_each()
                yield units, list(self._of_thing(units, [next(relevant) for _ in units]))

    def outcomes(self, things: Iterable[Thing]) -> Iterator[tuple[Thing, Outcome]]:
        """Yield things with what is stated because of them, each as if there were no other.

        Parameters
        ----------
        things : iterable of tuple of TextUnit
            Things with their texts.
        """
        for units, triples in self.links(things, self._describe.again):
            yield units, outcome(units[0].iri, triples, self._describe.met_lately, self._canonical)

    def _of_thing(self, units: Thing, relevant: Sequence[Sequence[Found]]) -> Iterator[ox.Triple]:
        links: list[Link] = []
        for unit, likely in zip(units, relevant, strict=True):
            for found in self.finders.find(unit, likely, is_main=unit is units[0]):
                if isinstance(found, Link):
                    links.append(found)
                else:
                    yield from self._new(found, unit)
        links += self.finders.located(units[0].iri)
        if links:
            yield from self._describe.links(links)

    def _new(self, new: New, unit: TextUnit) -> Iterator[ox.Triple]:
        sources = self.corpus.sources(unit.iri)
        if isinstance(new, NewPlace):
            yield from self._describe.place(new.iri, new.ref, new.name, sources)
        elif isinstance(new, CitedPage):
            yield from self._describe.page(new, sources)
        else:
            yield from self._describe.example(new, sources)
            if new.place and new.place_ref and not self.corpus.iris(new.place, RDF.type):
                yield from self._describe.place(new.place, new.place_ref, new.place_name or "", sources)

    def identities(self, methods: Iterable[str] = IDENTITIES) -> Iterator[ox.Triple]:
        """Yield the proposals which things may be the same, and which ideas say the same."""
        wanted = frozenset(methods)
        if LABELS in wanted:
            for candidate in chain(candidates(self.corpus), topic_themes(self.corpus, self._lexicon)):
                yield from self._describe.candidate(candidate)
        if DUPLICATES in wanted:
            ideas = islice(self.corpus.ideas(), _MOST_IDEAS)
            for pair in near_duplicates(ideas, self.corpus.tied):
                same = Candidate(pair.first, pair.second, pair.quote, pair.confidence, pair.method)
                yield from self._describe.candidate(same, pair.start)

    def by_hand(self, is_described: Callable[[str], bool]) -> Iterator[ox.Triple]:
        """Yield the links that stand by a decision alone.

        Parameters
        ----------
        is_described : callable
            Says whether the links describe a thing that no source does.
        """
        yield from self._describe.by_hand(lambda decision: self._stands(decision, is_described))

    def _stands(self, decision: Decision, is_described: Callable[[str], bool]) -> bool:
        """Say whether the words a decision rests on are there, and what it says they mean."""
        standing, unit = decision.standing, decision.claim.unit
        wordings = [*self.corpus.words(unit, QUER.verbatimText), *self.corpus.words(unit, RDFS.label)]
        if standing is None or not decision.is_quoted(wordings):
            return False
        things = (standing.body, standing.target or standing.body)
        return all(self._is_known(iri) or is_described(iri) for iri in things)

    def _is_known(self, iri: str) -> bool:
        is_code = iri.startswith(str(VOCABULARY)) or iri in self._topics
        return is_code or bool(self.corpus.iris(iri, RDF.type))
