"""A linking run: all methods over all texts, or over those that may have other links than before."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

import pyoxigraph as ox

from querbezug.graph.identity import Identity
from querbezug.graph.links import processes
from querbezug.graph.links.candidates import METHOD as LABELS
from querbezug.graph.links.decisions import Decisions
from querbezug.graph.links.delta import Delta
from querbezug.graph.links.describing import VERSION, Describer
from querbezug.graph.links.duplicates import METHOD as DUPLICATES
from querbezug.graph.links.incremental import Incremental
from querbezug.graph.links.inputs import Inputs
from querbezug.graph.links.outcome import Outcome
from querbezug.graph.links.processes import Opening, Task
from querbezug.graph.links.references import addresses
from querbezug.graph.links.rules import rules_version
from querbezug.graph.links.runs import Run, runs_of, tallies
from querbezug.graph.links.searching import IDENTITIES, Search, Thing
from querbezug.graph.statements import Statements
from querbezug.graph.store.amendment import Amendment, Memory
from querbezug.graph.working_labels import concluded_labels
from querbezug.ontology.terms import QUER
from querbezug.ontology.topics import Topic

Progress = Callable[[int, int], None]
"""Told how many things are looked at so far, and how many there are."""


def link_all(
    stated: Statements,
    identity: Identity,
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
    describe = Describer(identity, decisions)
    search = Search(stated, describe, identity, lexicon)
    for _, triples in search.links(search.corpus.units()):
        yield from triples
    yield from search.identities()
    yield from search.by_hand(describe.is_new)


@dataclass(frozen=True, slots=True)
class Linked:
    """What a run came to.

    Attributes
    ----------
    links : Amendment
        The new content of the graph of links.
    memory : Memory
        What the next run has to know.
    run : Run
        What to keep of it in the log.
    """

    links: Amendment
    memory: Memory
    run: Run


@dataclass(frozen=True, slots=True)
class Situation:
    """What a run starts from.

    Attributes
    ----------
    store : pyoxigraph.Store
        The store as the last run left it; it stays as it is.
    graph : NamedNode
        The graph of links.
    before, now : Statements
        What the sources stated when the last run was over, and what they state now.
    changed : sequence of Amendment
        The graphs of sources that differ.
    folder : Path or None
        Where to go when memory gets short.
    opening : callable, optional
        Returns what opens ``now`` in another process; asked for if there is much to search.
    """

    store: ox.Store
    graph: ox.NamedNode
    before: Statements
    now: Statements
    changed: Sequence[Amendment]
    folder: Path | None = None
    opening: Callable[[], Opening] | None = None


def relink(
    situation: Situation,
    identity: Identity,
    stack: ExitStack,
    progress: Progress = lambda _done, _total: None,
    decisions: Decisions | None = None,
    lexicon: Sequence[Topic] | None = None,
) -> Linked:
    """Find the links in the texts that may have others than before; all else stays as it is.

    Parameters
    ----------
    situation : Situation
        What there is and what there was.
    identity, decisions, lexicon
        As for :func:`link_all`, which states the same.
    stack : ExitStack
        Gives memory and disk back in the end.
    progress : callable, optional
        Is told now and then, and at the end, how far it is.
    """
    return _Relinking(situation, identity, stack, decisions or Decisions(), lexicon).run(progress)


class _Relinking:
    """One run over one store."""

    def __init__(
        self,
        situation: Situation,
        identity: Identity,
        stack: ExitStack,
        decisions: Decisions,
        lexicon: Sequence[Topic] | None,
    ) -> None:
        self._started = time.perf_counter()
        self._situation = situation
        self._decisions = decisions
        self._lexicon = lexicon
        self._describe = Describer(identity, decisions)
        self._search = Search(situation.now, self._describe, identity, lexicon)
        self._rules = rules_version(lexicon, self._search.finders.relevance.model)
        self._inputs = Inputs(self._search.corpus, self._search.finders, decisions)
        self._run = Incremental(
            situation.store,
            situation.graph,
            version=self._rules,
            depends=self._inputs,
            sources=sorted(self._search.corpus.instances(QUER.SourceDocument)),
            folder=situation.folder,
        )
        stack.callback(self._run.close)
        if not self._run.is_same("points", self._inputs.of_points()):
            self._run.look_everywhere()
        self._delta = (
            Delta() if self._run.anew else Delta.of(situation.changed, situation.before, situation.now)
        )

    def _differences(self) -> Delta:
        known = self._situation
        return Delta() if self._run.anew else Delta.of(known.changed, known.before, known.now)

    def run(self, progress: Progress) -> Linked:
        if self._run.everywhere:
            total, things = self._search.corpus.count(), self._search.corpus.units()
        else:
            concerned = self._concerned()
            total, things = len(concerned), self._units(concerned)
        progress(0, total)
        searched = self._run.to_search(things, lambda done: progress(min(done, total), total))
        for units, outcome in self._outcomes(searched, total):
            self._describe.meet(outcome.met)
            self._run.found(units, outcome, cited=[url for unit in units for url in addresses(unit.text)])
            if self._decisions.of_unit(units[0].iri):
                self._run.decided(units[0].iri)
        progress(total, total)
        links = self._finished()
        return Linked(links, self._run.memory, self._told(links))

    def _outcomes(self, things: Iterator[Thing], total: int) -> Iterator[tuple[Thing, Outcome]]:
        """Search here, or with all processors if it is much and others can open what is stated."""
        count, opening = processes.available(), self._situation.opening
        if opening is None or count == 1 or total < processes.WORTH_IT:
            return self._search.outcomes(things)
        return processes.outcomes(Task(opening(), self._decisions, self._lexicon), things, count)

    def _concerned(self) -> list[str]:
        """Return the things whose links may be others, if no name and no list is another."""
        found = set(self._delta.concerned(self._situation.before, self._situation.now))
        for url in self._delta.pages:
            found.update(self._run.citing(url))
        found.update(self._run.decided_before())
        found.update(decision.claim.unit for decision in self._decisions)
        return sorted(found)

    def _units(self, concerned: Sequence[str]) -> Iterator[Thing]:
        for thing in concerned:
            units = self._search.corpus.units_of(thing)
            if units:
                yield units
            else:
                self._run.gone(thing)

    def _finished(self) -> Amendment:
        methods = self._methods_again()
        return self._run.finish(
            self._rest(methods), again=methods, labels=concluded_labels(self._situation.now)
        )

    def _rest(self, methods: Sequence[str]) -> Iterator[ox.Triple]:
        yield from self._search.identities(methods)
        yield from self._search.by_hand(self._run.describes)

    def _methods_again(self) -> list[str]:
        """Return the methods whose identity candidates may be others than before."""
        decided = sorted(repr(decision) for decision in self._decisions if decision.is_identity)
        if not self._run.is_same("identities", repr(decided)) or self._run.anew:
            return list(IDENTITIES)
        differs = {LABELS: self._delta.names, DUPLICATES: self._delta.ideas}
        return [method for method in IDENTITIES if differs[method]]

    def _told(self, links: Amendment) -> Run:
        before = next(iter(runs_of(self._situation.store)), None)
        return Run(
            number=before.number + 1 if before else 1,
            at=datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ"),
            seconds=round(time.perf_counter() - self._started, 2),
            version=VERSION,
            parameters={
                "rules": self._rules,
                "over": "all" if self._run.everywhere else "changed",
                **({"model": model.told} if (model := self._search.finders.relevance.model) else {}),
            },
            searched=self._run.searched,
            kept=self._run.kept,
            methods=tallies(links, None if self._run.anew else before),
        )
