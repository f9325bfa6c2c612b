"""What one run of linking leaves for the next, in a private graph of the store."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from pathlib import Path

import pyoxigraph as ox

from querbezug.graph.links.corpus import TextUnit
from querbezug.graph.links.knowledge import CONTENT, TRIGGER, Known, Touched, changed, digest, known_as
from querbezug.graph.store.amendment import Memory
from querbezug.graph.store.layout import PRIVATE, triples_of
from querbezug.graph.store.staging import Staged

LINKED = ox.NamedNode(f"{PRIVATE}linked")
"""The private graph; what holds for a run as a whole is told of ``LINKED`` itself."""

FINGERPRINT = ox.NamedNode(f"{PRIVATE}fingerprint")
"""Ties a searched thing to what stands for all its links depend on."""

SHARES = ox.NamedNode(f"{PRIVATE}shares")
"""Ties a thing to a triple, as a string, that does not belong to it alone: what describes an example."""

CITES = ox.NamedNode(f"{PRIVATE}cites")
"""Ties a thing to the web addresses in its texts."""

DECIDED = ox.NamedNode(f"{PRIVATE}decided")
"""Marks a thing on which people decided something when it was searched."""

_VERSION = ox.NamedNode(f"{PRIVATE}version")
_OF_SOURCE = ox.NamedNode(f"{PRIVATE}ofSource")
_MEMBERS = ox.NamedNode(f"{PRIVATE}members")
_VIEW = f"{PRIVATE}view:"


class Remembered:
    """The memory of the last run, and what becomes of it in this one.

    Parameters
    ----------
    store : pyoxigraph.Store
        The store as the last run left it.
    version : str
        Of all that is fixed in a run; a memory of another version counts as none.
    folder : Path, optional
        Where to go when memory gets short.

    Attributes
    ----------
    anew : bool
        Whether there is nothing to remember.
    memory : Memory
        What has to be kept besides, and what no more.
    """

    def __init__(self, store: ox.Store, version: str, folder: Path | None = None) -> None:
        self._store = store
        self.memory = Memory(LINKED, Staged(folder=folder), Staged(folder=folder))
        mark = ox.Triple(LINKED, _VERSION, ox.Literal(version))
        self.anew = ox.Quad(mark.subject, mark.predicate, mark.object, LINKED) not in store
        if self.anew:
            self.memory.removed.add(triples_of(store, LINKED))
        self.keep([mark])

    def keep(self, triples: Iterable[ox.Triple]) -> None:
        """Keep ``triples`` for the next run."""
        self.memory.added.add(triples)

    def forget(self, triples: Iterable[ox.Triple]) -> None:
        """Do not keep ``triples`` any more, unless they are told again."""
        self.memory.removed.add(triples)

    def compare_known(self, known: Iterable[Known]) -> Touched:
        """Return which texts are touched by what linking knows differently than before."""
        remembered = () if self.anew else (*self.all(CONTENT), *self.all(TRIGGER))
        touched, come, gone = changed(remembered, known)
        self.keep(come)
        self.forget(gone)
        return touched

    def compare_sources(self, now: Mapping[str, str]) -> bool:
        """Say whether a source that is still there contributes something else than before."""
        before = {} if self.anew else {t.subject: t for t in self.all(_OF_SOURCE)}
        told = {
            ox.NamedNode(source): ox.Triple(ox.NamedNode(source), _OF_SOURCE, ox.Literal(content))
            for source, content in now.items()
        }
        self.keep(told.values())
        self.forget(triple for triple in before.values() if triple not in told.values())
        return any(source in before and before[source] != triple for source, triple in told.items())

    def is_same(self, name: str, content: str) -> bool:
        """Say whether what is called ``name`` is what it was, and remember what it is."""
        predicate, value = ox.NamedNode(f"{PRIVATE}{name}"), ox.Literal(digest(content))
        before = [] if self.anew else list(self.of(LINKED, predicate))
        self.forget(before)
        self.keep([ox.Triple(LINKED, predicate, value)])
        return any(triple.object == value for triple in before)

    def fingerprint(self, thing: ox.NamedNode) -> str | None:
        """Return the fingerprint a thing had, or None."""
        for triple in () if self.anew else self.of(thing, FINGERPRINT):
            if isinstance(triple.object, ox.Literal):
                return triple.object.value
        return None

    def set_fingerprint(self, thing: ox.NamedNode, now: str) -> None:
        """Remember the fingerprint of a thing in place of the one it had."""
        triple = ox.Triple(thing, FINGERPRINT, ox.Literal(now))
        before = [] if self.anew else list(self.of(thing, FINGERPRINT))
        if before != [triple]:
            self.forget(before)
            self.keep([triple])

    def forget_fingerprint(self, thing: ox.NamedNode) -> bool:
        """Forget a thing that is no more; say whether it was known."""
        before = [] if self.anew else list(self.of(thing, FINGERPRINT))
        self.forget(before)
        return bool(before)

    def keep_of(self, thing: ox.NamedNode, shared: Iterable[str], cited: Iterable[str]) -> None:
        """Remember what describes things beside this one, and which addresses it cites."""
        self.keep(ox.Triple(thing, SHARES, ox.Literal(each)) for each in shared)
        self.keep(ox.Triple(thing, CITES, ox.NamedNode(url)) for url in cited)

    def forget_of(self, thing: ox.NamedNode) -> None:
        """Forget all but the fingerprint of a thing."""
        for predicate in (SHARES, CITES, DECIDED):
            self.forget(self.of(thing, predicate))

    def citing(self, url: str) -> Iterator[str]:
        """Yield the things whose texts had this address in them."""
        for quad in self._store.quads_for_pattern(None, CITES, ox.NamedNode(url), LINKED):
            if isinstance(quad.subject, ox.NamedNode):
                yield quad.subject.value

    def sharing(self, statement: ox.Literal) -> Iterator[ox.Triple]:
        """Yield who still shares a statement."""
        yield from self.memory.added.triples(None, SHARES, statement)
        for quad in self._store.quads_for_pattern(None, SHARES, statement, LINKED):
            if quad.triple not in self.memory.removed:
                yield quad.triple

    def of(self, subject: ox.NamedNode, predicate: ox.NamedNode) -> Iterator[ox.Triple]:
        """Yield what the last run left of one thing."""
        return (quad.triple for quad in self._store.quads_for_pattern(subject, predicate, None, LINKED))

    def all(self, predicate: ox.NamedNode) -> Iterator[ox.Triple]:
        """Yield what the last run left of this kind."""
        return (quad.triple for quad in self._store.quads_for_pattern(None, predicate, None, LINKED))

    def triggers(self, known: str) -> Iterator[str]:
        """Yield the triggers of one thing, known by its digest, before and now."""
        subject = ox.NamedNode(known)
        for triple in (*self.of(subject, TRIGGER), *self.memory.added.triples(subject, TRIGGER)):
            if isinstance(triple.object, ox.Literal):
                yield triple.object.value


class Views:
    """Which names count first in texts of the same sources, and what differs between two such views.

    Parameters
    ----------
    remembered : Remembered
        The memory; it keeps each view under a name.
    view : callable
        Returns the keys of the names that count first in a text of these sources.
    """

    def __init__(self, remembered: Remembered, view: Callable[[frozenset[str]], frozenset[str]]) -> None:
        self._remembered = remembered
        self._view = view
        # Dictionaries: a method in its own cache would keep the store open until the garbage is collected.
        self._names: dict[frozenset[str], str] = {}
        self._different: dict[tuple[str, str], Touched] = {}

    def name(self, units: tuple[TextUnit, ...]) -> str:
        """Return the name of the view of one thing's texts."""
        context = frozenset[str]().union(*(unit.context for unit in units))
        if context not in self._names:
            self._names[context] = self._kept(self._view(context))
        return self._names[context]

    def difference(self, before: str, now: str) -> Touched:
        """Return which texts are touched if their view was ``before`` and is ``now``."""
        if (before, now) not in self._different:
            self._different[before, now] = self._difference(before, now)
        return self._different[before, now]

    def _kept(self, keys: frozenset[str]) -> str:
        members = " ".join(sorted(known_as(key).value for key in keys))
        name = digest(members)
        self._remembered.keep([ox.Triple(ox.NamedNode(_VIEW + name), _MEMBERS, ox.Literal(members))])
        return name

    def _difference(self, before: str, now: str) -> Touched:
        different = set[str]() if before == now else self._members(before) ^ self._members(now)
        return Touched(trigger for known in different for trigger in self._remembered.triggers(known))

    def _members(self, name: str) -> set[str]:
        view = ox.NamedNode(_VIEW + name)
        remembered = self._remembered
        stored = (*remembered.of(view, _MEMBERS), *remembered.memory.added.triples(view, _MEMBERS))
        return {
            member
            for triple in stored
            if isinstance(triple.object, ox.Literal)
            for member in triple.object.value.split()
        }
