"""A linking run: all methods over all texts, one after another, and what they found as triples."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from itertools import islice

import pyoxigraph as ox

from querbezug.graph.identity import Identity
from querbezug.graph.links.candidates import Candidate, candidates
from querbezug.graph.links.corpus import Corpus, TextUnit
from querbezug.graph.links.decisions import Decision, Decisions
from querbezug.graph.links.describing import Describer
from querbezug.graph.links.duplicates import near_duplicates
from querbezug.graph.links.finders import Finders, Link, New, NewPlace
from querbezug.graph.links.references import CitedPage
from querbezug.graph.statements import Statements
from querbezug.ontology.terms import QUER, RDF, RDFS, VOCABULARY
from querbezug.ontology.topics import Topic

_AT_ONCE = 500
_MOST_IDEAS = 200_000
"""Ideas beyond these are not compared with each other: all of them have to be in memory for it."""

Progress = Callable[[int], None]
"""Told how many things' texts are searched so far."""


def link_all(
    stated: Statements,
    identity: Identity,
    progress: Progress = lambda _done: None,
    decisions: Decisions | None = None,
    lexicon: Sequence[Topic] | None = None,
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
    decisions : Decisions, optional
        What people decided about links: it holds for whatever claims the same, and stands on its
        own where no method claims it any more.
    lexicon : sequence of Topic, optional
        The topics to look for; those that ship unless told.

    Yields
    ------
    Triple
        Assessments with evidence, shortcuts, identity candidates, the runs, and the examples
        found; each triple once, but for what people put in the place of something else. The same
        input gives the same triples, in whatever order it comes.
    """
    run = _Run(Corpus(stated), Describer(identity, decisions), identity, lexicon)
    done = 0
    things = run.corpus.units()
    while batch := list(islice(things, _AT_ONCE)):
        yield from run.link(batch)
        done += len(batch)
        progress(done)
    yield from run.candidates()
    yield from run.by_hand()
    progress(done)


class _Run:
    """Everything one run needs, set up once."""

    def __init__(
        self,
        corpus: Corpus,
        describer: Describer,
        identity: Identity,
        lexicon: Sequence[Topic] | None = None,
    ) -> None:
        self.corpus = corpus
        self._describe = describer
        self._finders = Finders(corpus, identity, lexicon)
        self._topics = frozenset(topic.iri for topic in lexicon or ())
        self._ideas: list[TextUnit] = []

    def link(self, things: Sequence[tuple[TextUnit, ...]]) -> Iterator[ox.Triple]:
        """Yield the links in the wordings of some things, and what is new in them."""
        relevant = self._finders.relevant([unit for units in things for unit in units])
        for units in things:
            links: list[Link] = []
            for unit in units:
                for found in self._finders.find(unit, next(relevant), is_main=unit is units[0]):
                    if isinstance(found, Link):
                        links.append(found)
                    else:
                        yield from self._new(found, unit)
            if links:
                yield from self._describe.links(links)
            self._remember(units[0])

    def _remember(self, unit: TextUnit) -> None:
        """Keep the wording of an idea, to compare it with those of the others."""
        if unit.is_contribution and not unit.is_comment and len(self._ideas) < _MOST_IDEAS:
            self._ideas.append(unit)

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

    def candidates(self) -> Iterator[ox.Triple]:
        """Yield the proposals which things may be the same, and which ideas say the same."""
        for candidate in candidates(self.corpus):
            yield from self._describe.candidate(candidate)
        for pair in near_duplicates(self._ideas, self.corpus.tied):
            same = Candidate(pair.first, pair.second, pair.quote, pair.confidence, pair.method)
            yield from self._describe.candidate(same, pair.start)

    def by_hand(self) -> Iterator[ox.Triple]:
        """Yield the links that stand by a decision alone."""
        yield from self._describe.by_hand(self._stands)

    def _stands(self, decision: Decision) -> bool:
        """Say whether the words a decision rests on are there, and what it says they mean."""
        standing, unit = decision.standing, decision.claim.unit
        wordings = [*self.corpus.words(unit, QUER.verbatimText), *self.corpus.words(unit, RDFS.label)]
        if standing is None or not decision.is_quoted(wordings):
            return False
        things = (standing.body, standing.target or standing.body)
        return all(self._is_known(iri) for iri in things)

    def _is_known(self, iri: str) -> bool:
        is_code = iri.startswith(str(VOCABULARY)) or iri in self._topics
        return is_code or self._describe.is_new(iri) or bool(self.corpus.iris(iri, RDF.type))
