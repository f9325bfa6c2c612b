"""Linking again only what may have other links than before.

The store keeps, in a private graph, a fingerprint of each searched thing: of its texts and of all
that linking uses to search them. A thing with the fingerprint it had keeps the links it has. The
outcome is to the triple what searching everything anew would state.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, fields
from pathlib import Path

import pyoxigraph as ox

from querbezug.graph.links.amendment import Amendment
from querbezug.graph.links.corpus import TextUnit
from querbezug.graph.links.knowledge import CONTENT, TRIGGER, Known, Touched, changed
from querbezug.graph.nodes import node
from querbezug.graph.store.layout import PRIVATE, triples_of
from querbezug.graph.store.staging import Staged
from querbezug.ontology.terms import PROV, QUER, RDF

LINKED = ox.NamedNode(f"{PRIVATE}linked")
"""The private graph of what the last run left for the next; ``LINKED`` itself has the version."""

FINGERPRINT = ox.NamedNode(f"{PRIVATE}fingerprint")
SHARES = ox.NamedNode(f"{PRIVATE}shares")
"""Ties a thing to a triple, as a string, that does not belong to it alone: what describes an example."""

_VERSION = ox.NamedNode(f"{PRIVATE}version")
_TYPE, _ASSESSES, _GENERATED_BY = node(RDF.type), node(QUER.assesses), node(PROV.wasGeneratedBy)
_RUN, _CANDIDATE = node(QUER.LinkingRun), node(QUER.IdentityCandidate)


@dataclass(frozen=True, slots=True)
class Memory:
    """What the private graph has to keep besides, and what no more."""

    added: Staged
    removed: Staged


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
    known : iterable of Known
        What linking knows besides the texts; only texts that a change may touch are searched.
    extra : callable, optional
        All else that the links of a text depend on: names of what it is about, decisions on it,
        which goals it may speak of.
    always : callable, optional
        Says which things to search in any case.
    folder : Path, optional
        Where to go when memory gets short.

    Attributes
    ----------
    searched, kept : int
        How many things were searched, and how many keep their links.
    """

    def __init__(
        self,
        store: ox.Store,
        links: ox.NamedNode,
        *,
        version: str,
        known: Iterable[Known] = (),
        extra: Callable[[TextUnit], Iterable[str]] = lambda _unit: (),
        always: Callable[[str], bool] = lambda _iri: False,
        folder: Path | None = None,
    ) -> None:
        self._store = store
        self._links = links
        self._extra = extra
        self._always = always
        self._added, self._removed = Staged(folder=folder), Staged(folder=folder)
        self.memory = Memory(Staged(folder=folder), Staged(folder=folder))
        self._kept: set[str] = set()
        self._replaced = 0
        self.searched = 0
        mark = ox.Triple(LINKED, _VERSION, ox.Literal(version))
        self._anew = ox.Quad(mark.subject, mark.predicate, mark.object, LINKED) not in store
        if self._anew:
            self.memory.removed.add(triples_of(store, LINKED))
        self.memory.added.add([mark])
        self._touched = self._compare(known)

    @property
    def kept(self) -> int:
        """How many things keep the links they have."""
        return len(self._kept)

    def _compare(self, known: Iterable[Known]) -> Touched:
        remembered = () if self._anew else (*self._memories(CONTENT), *self._memories(TRIGGER))
        touched, come, gone = changed(remembered, known)
        self.memory.added.add(come)
        self.memory.removed.add(gone)
        return touched

    def to_search(self, things: Iterable[tuple[TextUnit, ...]]) -> Iterator[tuple[TextUnit, ...]]:
        """Yield the things whose links may be others than before.

        Parameters
        ----------
        things : iterable of tuple of TextUnit
            All things with their texts, each thing once; those of one thing always in one order.
        """
        for units in things:
            subject = ox.NamedNode(units[0].iri)
            now = ox.Literal(self._fingerprint(units))
            before = None if self._anew else next(self._memories(FINGERPRINT, subject), None)
            if before and before.object == now and not self._has_to(units):
                self._kept.add(subject.value)
                continue
            if before:
                self._replaced += 1
                self._take_back(before)
            self.memory.added.add([ox.Triple(subject, FINGERPRINT, now)])
            self.searched += 1
            yield units

    def _has_to(self, units: tuple[TextUnit, ...]) -> bool:
        return self._always(units[0].iri) or any(self._touched(unit.text) for unit in units)

    def _fingerprint(self, units: tuple[TextUnit, ...]) -> str:
        told = [(*map(_settled, _values(unit)), *self._extra(unit)) for unit in units]
        return hashlib.blake2b(repr(told).encode(), digest_size=16).hexdigest()

    def found(self, units: tuple[TextUnit, ...], triples: Iterable[ox.Triple]) -> None:
        """Take in all that is stated because of one thing.

        Parameters
        ----------
        units : tuple of TextUnit
            The thing, as :meth:`to_search` gave it.
        triples : iterable of Triple
            Its assessments, its plain links, their runs; what describes examples and places that
            it names, even if another thing names them, too.
        """
        stated = list(triples)
        thing = ox.NamedNode(units[0].iri)
        own = {t.subject for t in stated if t.predicate == _ASSESSES and t.object == thing} | {thing}
        runs = {t.subject for t in stated if t.predicate == _TYPE and t.object == _RUN}
        self._added.add(stated)
        self.memory.added.add(
            ox.Triple(thing, SHARES, ox.Literal(str(triple)))
            for triple in stated
            if triple.subject not in own and triple.subject not in runs
        )

    def finish(self, rest: Iterable[ox.Triple] = ()) -> Amendment:
        """Return the new content of the graph of links.

        Parameters
        ----------
        rest : iterable of Triple
            What linking states not because of one thing: identity candidates, what stands by a
            decision alone, runs. It is worked out anew in each run.
        """
        self._added.add(rest)
        if self._anew:
            self._removed.add(triples_of(self._store, self._links))
            return Amendment(self._store, self._links, self._added, self._removed)
        self._take_back_gone()
        for candidate in self._instances(_CANDIDATE):
            self._removed.add(self._stored(candidate))
        self._take_back_shared()
        self._settle_runs()
        return Amendment(self._store, self._links, self._added, self._removed)

    def _take_back(self, fingerprint: ox.Triple) -> None:
        """Take back all that was stated because of one thing."""
        thing = fingerprint.subject
        assert isinstance(thing, ox.NamedNode)  # noqa: S101 - written here
        self._removed.add(self._stored(thing))
        for quad in self._store.quads_for_pattern(None, _ASSESSES, thing, self._links):
            self._removed.add(self._stored(quad.subject))
        self.memory.removed.add([fingerprint, *self._memories(SHARES, thing)])

    def _take_back_gone(self) -> None:
        """Take back what was stated because of things that are no more."""
        if sum(1 for _ in self._memories(FINGERPRINT)) == self.kept + self._replaced:
            return
        for fingerprint in list(self._memories(FINGERPRINT)):
            if not self._is_there(fingerprint.subject):
                self._take_back(fingerprint)

    def _is_there(self, thing: ox.NamedNode | ox.BlankNode | ox.Triple) -> bool:
        if not isinstance(thing, ox.NamedNode):
            return False
        return thing.value in self._kept or any(self.memory.added.triples(thing, FINGERPRINT))

    def _take_back_shared(self) -> None:
        """Take back what described examples and places that nothing names any more."""
        for share in self.memory.removed.triples(None, SHARES):
            if not isinstance(share.object, ox.Literal) or any(self._sharing(share.object)):
                continue
            quads = ox.parse(f"{share.object.value} .", format=ox.RdfFormat.N_TRIPLES)
            self._removed.add(quad.triple for quad in quads)

    def _sharing(self, statement: ox.Literal) -> Iterator[ox.Triple]:
        """Yield who still shares a statement."""
        yield from self.memory.added.triples(None, SHARES, statement)
        for quad in self._store.quads_for_pattern(None, SHARES, statement, LINKED):
            if quad.triple not in self.memory.removed:
                yield quad.triple

    def _settle_runs(self) -> None:
        """Keep the runs that anything left is of, as told now if they are told now."""
        told = {triple.subject for triple in self._added.triples(None, _TYPE, _RUN)}
        for run in self._instances(_RUN):
            left = (
                quad.triple
                for quad in self._store.quads_for_pattern(None, _GENERATED_BY, run, self._links)
                if quad.triple not in self._removed
            )
            if run in told or not any(left):
                self._removed.add(self._stored(run))

    def _instances(self, cls: ox.NamedNode) -> list[ox.NamedNode | ox.BlankNode | ox.Triple]:
        return [quad.subject for quad in self._store.quads_for_pattern(None, _TYPE, cls, self._links)]

    def _stored(self, subject: ox.NamedNode | ox.BlankNode | ox.Triple) -> Iterator[ox.Triple]:
        return (quad.triple for quad in self._store.quads_for_pattern(subject, None, None, self._links))

    def _memories(self, predicate: ox.NamedNode, subject: ox.NamedNode | None = None) -> Iterator[ox.Triple]:
        return (quad.triple for quad in self._store.quads_for_pattern(subject, predicate, None, LINKED))


_FIELDS = tuple(field.name for field in fields(TextUnit))


def _values(unit: TextUnit) -> Iterator[object]:
    return (getattr(unit, name) for name in _FIELDS)


def _settled(value: object) -> object:
    """Return ``value`` so that equal values have one representation."""
    return sorted(value, key=repr) if isinstance(value, frozenset | set) else value
