"""Linking again only what may have other links than before.

The store keeps, in a private graph, a fingerprint of each searched thing: of its texts and of all
that linking uses to search them. A thing with the fingerprint it had keeps the links it has. As long
as names, goals and the lists of words are what they were, only the things that a load changes are
looked at; else all are, and those searched whose texts may be touched. The outcome is to the triple
what searching everything anew would state.
"""

from __future__ import annotations

from collections.abc import Callable, Container, Iterable, Iterator
from pathlib import Path
from typing import Protocol

import pyoxigraph as ox

from querbezug.graph.links.corpus import TextUnit
from querbezug.graph.links.knowledge import Known
from querbezug.graph.links.outcome import Outcome
from querbezug.graph.links.remembering import DECIDED, FINGERPRINT, LINKED, SHARES, Remembered, Views
from querbezug.graph.nodes import node
from querbezug.graph.store.amendment import Amendment
from querbezug.graph.store.layout import triples_of
from querbezug.graph.store.staging import Staged
from querbezug.ontology.terms import METHOD, PROV, QUER, RDF

__all__ = ["LINKED", "Incremental"]

_TYPE, _ASSESSES, _GENERATED_BY = node(RDF.type), node(QUER.assesses), node(PROV.wasGeneratedBy)
_RUN, _METHOD, _BY_HAND = node(QUER.LinkingRun), node(QUER.method), node(METHOD["by-hand"])
_REST = LINKED
"""Shares what is stated not because of one thing."""

Subject = ox.NamedNode | ox.BlankNode | ox.Triple
Thing = tuple[TextUnit, ...]


class Depends(Protocol):
    """What the links of texts depend on besides their words."""

    def known(self) -> Iterable[Known]:
        """Return the names that texts may have in them."""
        ...

    def view(self, context: frozenset[str], /) -> frozenset[str]:
        """Return the keys of the names that count first in a text of these sources."""
        ...

    def of_source(self, source: str, /) -> str:
        """Return what stands for all that a source contributes to the search of its texts."""
        ...

    def of_thing(self, units: Thing, /) -> str:
        """Return what stands for the texts of one thing, and all else that counts for them."""
        ...


class Incremental:
    """One run of linking that searches only what it has to.

    Go through :meth:`to_search`, tell :meth:`found` for each thing, then call :meth:`finish`.

    Parameters
    ----------
    store : pyoxigraph.Store
        The store as the last run left it.
    links : NamedNode
        The graph of the links.
    version : str
        Of all that is fixed in a run: rules, parameters, word lists, models. With another version
        everything is searched.
    depends : Depends
        What the links of the texts depend on.
    sources : iterable of str
        The sources that any text may be of, or of what it is about.
    folder : Path, optional
        Where to go when memory gets short.

    Attributes
    ----------
    anew : bool
        Whether there is nothing to go by, so everything is searched.
    everywhere : bool
        Whether all things have to be looked at.
    searched, kept : int
        How many of the things looked at were searched, and how many keep their links.
    """

    def __init__(
        self,
        store: ox.Store,
        links: ox.NamedNode,
        *,
        version: str,
        depends: Depends,
        sources: Iterable[str] = (),
        folder: Path | None = None,
    ) -> None:
        self._store = store
        self._links = links
        self._depends = depends
        self._added, self._removed = Staged(folder=folder), Staged(folder=folder)
        self._memory = Remembered(store, version, folder)
        self.memory, self.anew = self._memory.memory, self._memory.anew
        self._touched = self._memory.compare_known(depends.known())
        changed = self._memory.compare_sources({each: depends.of_source(each) for each in sources})
        self.everywhere = self.anew or changed or not self._touched.nothing
        self._views = Views(self._memory, depends.view)
        self._seen: set[str] | None = None if self.anew else set()
        self.searched = self.kept = 0

    def close(self) -> None:
        """Give memory and disk back."""
        for part in (self._added, self._removed, self.memory):
            part.close()

    def citing(self, url: str) -> Iterator[str]:
        """Yield the things whose texts had this address in them."""
        return self._memory.citing(url)

    def decided_before(self) -> Iterator[str]:
        """Yield the things on which people had decided something in the last run."""
        for triple in self._memory.all(DECIDED):
            if isinstance(triple.subject, ox.NamedNode):
                yield triple.subject.value

    def is_same(self, name: str, content: str) -> bool:
        """Say whether what ``name`` stands for is what it was in the last run, and remember it."""
        return self._memory.is_same(name, content)

    def look_everywhere(self) -> None:
        """Look at all things in this run."""
        self.everywhere = True

    def to_search(
        self, things: Iterable[Thing], progress: Callable[[int], None] = lambda _done: None
    ) -> Iterator[Thing]:
        """Yield the things whose links may be others than before.

        Parameters
        ----------
        things : iterable of tuple of TextUnit
            All things with their texts if :attr:`everywhere` is set, else all that may have changed;
            each thing once, the texts of one thing always in one order.
        progress : callable, optional
            Is told now and then how many things have been looked at.
        """
        for number, units in enumerate(things, 1):
            if number % 1000 == 0:
                progress(number)
            if self._may_differ(units):
                self.searched += 1
                yield units
            else:
                self.kept += 1

    def _may_differ(self, units: Thing) -> bool:
        thing = ox.NamedNode(units[0].iri)
        if self._seen is not None and self.everywhere:
            self._seen.add(thing.value)
        now = self._depends.of_thing(units)
        view = self._views.name(units)
        before = self._memory.fingerprint(thing)
        self._memory.set_fingerprint(thing, f"{now} {view}")
        if before is None:
            return True
        known, _, view_before = before.partition(" ")
        if known != now or any(self._memory.of(thing, DECIDED)) or self._is_touched(units, view_before, view):
            self._take_back(thing)
            return True
        return False

    def _is_touched(self, units: Thing, view_before: str, view: str) -> bool:
        if any(self._touched(unit.text) for unit in units):
            return True
        others = self._views.difference(view_before, view)
        return any(others(unit.text) for unit in units)

    def found(self, units: Thing, outcome: Outcome, *, cited: Iterable[str] = ()) -> None:
        """Take in all that is stated because of one thing.

        Parameters
        ----------
        units : tuple of TextUnit
            The thing, as :meth:`to_search` gave it.
        outcome : Outcome
            What its search came to.
        cited : iterable of str
            The web addresses in its texts.
        """
        self._added.add_lines(outcome.lines)
        self._memory.keep_of(ox.NamedNode(units[0].iri), outcome.shared, cited)

    def decided(self, thing: str) -> None:
        """Remember that people decided about a thing: it is searched in each run."""
        self._memory.keep([ox.Triple(ox.NamedNode(thing), DECIDED, ox.Literal("1"))])

    def gone(self, thing: str) -> None:
        """Take back what was stated because of a thing that is no more."""
        if self._memory.forget_fingerprint(ox.NamedNode(thing)):
            self._take_back(ox.NamedNode(thing))

    def describes(self, iri: str) -> bool:
        """Say whether the links describe a thing that no source does; to be asked of what is finished."""
        thing = ox.NamedNode(iri)
        left = (t for t in self._stored(thing, _TYPE) if t not in self._removed)
        return any(self._added.triples(thing, _TYPE)) or any(left)

    def finish(
        self,
        rest: Iterable[ox.Triple] = (),
        *,
        again: Container[str] = (),
        labels: Iterable[ox.Triple] = (),
    ) -> Amendment:
        """Return the new content of the graph of links.

        Parameters
        ----------
        rest : iterable of Triple
            What linking states not because of one thing: identity candidates, what stands by a
            decision alone, their runs. It is asked for when all else is known.
        again : container of str
            The methods whose identity candidates are in ``rest``; those of others stay.
        labels : iterable of Triple
            What is concluded from all sources together and no assessment, worked out in each run.
        """
        if self.anew:
            self._removed.add(triples_of(self._store, self._links))
        else:
            self._take_back_unseen()
            self._take_back_assessments(again)
            self._take_back_shared()
        self._added.add(rest)
        self._keep_labels(list(labels))
        if not self.anew:
            self._settle_runs()
        return Amendment(self._store, self._links, self._added, self._removed)

    def _take_back(self, thing: ox.NamedNode) -> None:
        """Take back all that was stated because of one thing."""
        self._removed.add(self._stored(thing))
        for quad in self._store.quads_for_pattern(None, _ASSESSES, thing, self._links):
            self._removed.add(self._stored(quad.subject))
        self._memory.forget_of(thing)

    def _take_back_unseen(self) -> None:
        """Take back what was stated because of things that are no more, if all others were looked at."""
        if self.everywhere and self._seen is not None:
            remembered = (t.subject for t in self._memory.all(FINGERPRINT))
            gone = [t.value for t in remembered if isinstance(t, ox.NamedNode) and t.value not in self._seen]
            for thing in gone:
                self.gone(thing)

    def _take_back_assessments(self, again: Container[str]) -> None:
        """Take back the candidates that are worked out again, and what stood by a decision alone."""
        for method in (METHOD["label-likeness"], METHOD["near-duplicate"], METHOD["by-hand"]):
            if node(method) == _BY_HAND or str(method).rsplit("/", 1)[-1] in again:
                for quad in self._store.quads_for_pattern(None, _METHOD, node(method), self._links):
                    self._removed.add(self._stored(quad.subject))

    def _take_back_shared(self) -> None:
        """Take back what described examples and places that nothing names any more."""
        for share in self.memory.removed.triples(None, SHARES):
            if isinstance(share.object, ox.Literal) and not any(self._memory.sharing(share.object)):
                quads = ox.parse(f"{share.object.value} .", format=ox.RdfFormat.N_TRIPLES)
                self._removed.add(quad.triple for quad in quads)

    def _keep_labels(self, labels: list[ox.Triple]) -> None:
        """Take in what is concluded, and take back what is no more."""
        before = [] if self.anew else list(self._memory.of(_REST, SHARES))
        now = {ox.Triple(_REST, SHARES, ox.Literal(str(triple))) for triple in labels}
        self._memory.keep(now)
        self._memory.forget(share for share in before if share not in now)
        self._take_back_shared()
        self._added.add(labels)

    def _settle_runs(self) -> None:
        """Keep the runs that anything left is of, as told now if they are told now."""
        told = {triple.subject for triple in self._added.triples(None, _TYPE, _RUN)}
        for quad in self._store.quads_for_pattern(None, _TYPE, _RUN, self._links):
            run = quad.subject
            left = (
                stated.triple
                for stated in self._store.quads_for_pattern(None, _GENERATED_BY, run, self._links)
                if stated.triple not in self._removed
            )
            if run in told or not any(left):
                self._removed.add(self._stored(run))

    def _stored(self, subject: Subject, predicate: ox.NamedNode | None = None) -> Iterator[ox.Triple]:
        quads = self._store.quads_for_pattern(subject, predicate, None, self._links)
        return (quad.triple for quad in quads)
