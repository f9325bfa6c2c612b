"""The store's memory of what cannot be computed: numbers of comments, and keys of one thing."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from types import TracebackType
from typing import Self

import pyoxigraph as ox

from querbezug.graph.store.layout import LEDGER, LEDGER_KEY, SAME_AS, Value
from querbezug.graph.store.staging import Staged


class Ledger:
    """What earlier runs left in the store, and what this run adds; a context manager.

    Parameters
    ----------
    store : pyoxigraph.Store
        Where earlier runs left their entries.
    folder : Path, optional
        Where to go when memory gets short.
    fresh : Staged, optional
        What this run has added so far.
    """

    def __init__(self, store: ox.Store, folder: Path | None = None, fresh: Staged | None = None) -> None:
        self._store = store
        self._fresh = Staged(folder=folder) if fresh is None else fresh
        self._claims = Staged(folder=folder)
        self._any_same = any(self._matching(None, SAME_AS, None))

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._fresh.close()
        self._claims.close()

    def find(self, key: str) -> str | None:
        """Return the IRI that the comment ``key`` was given, or None."""
        for triple in self._matching(None, LEDGER_KEY, ox.Literal(key)):
            if isinstance(triple.subject, ox.NamedNode):
                return triple.subject.value
        return None

    def taken(self, iri: str) -> bool:
        """Say whether ``iri`` has been given to a comment."""
        return any(True for _ in self._matching(ox.NamedNode(iri), LEDGER_KEY, None))

    def remember(self, key: str, iri: str) -> str:
        """Give ``iri`` to ``key`` for good."""
        self._fresh.add([ox.Triple(ox.NamedNode(iri), LEDGER_KEY, ox.Literal(key))])
        return iri

    def claim(self, alias: str, primary: str) -> None:
        """Take down that the source being read calls the thing ``primary`` also ``alias``."""
        if alias != primary:
            self._claims.add([ox.Triple(ox.NamedNode(alias), SAME_AS, ox.NamedNode(primary))])

    def settle(self) -> list[str]:
        """Accept the claims taken down; return those aliases that were given to several things."""
        refused: list[str] = []
        for alias, claims in self._claims.subjects():
            if len(claims) > 1:
                refused.append(alias.value)
            else:
                self._fresh.add(claims)
                self._any_same = True
        self._claims.close()
        return refused

    def canonical(self, iri: str) -> str:
        """Return the IRI of the thing that ``iri`` names.

        Of all IRIs that name it, that is the smallest one that is not merely an alias, so it does
        not matter which source came first.
        """
        if not self._any_same:
            return iri
        group, primaries = self._group(iri)
        return min(primaries) if len(group) > 1 else iri

    def renamed(self) -> Iterator[tuple[str, str]]:
        """Yield the IRIs that this run found to name a thing with another IRI, and that one."""
        seen: set[str] = set()
        for triple in self._fresh.triples(None, SAME_AS):
            assert isinstance(triple.subject, ox.NamedNode)  # noqa: S101 - written here
            if triple.subject.value in seen:
                continue
            group, primaries = self._group(triple.subject.value)
            seen |= group if len(group) > 2 else set()  # pairs are met once anyway
            canonical = min(primaries)
            yield from ((iri, canonical) for iri in sorted(group) if iri != canonical)

    def entries(self) -> Staged:
        """Return what this run has added."""
        return self._fresh

    def _group(self, iri: str) -> tuple[set[str], set[str]]:
        """Return all IRIs of one thing, and those of them that are not merely aliases."""
        group, primaries, waiting = {iri}, set[str](), [ox.NamedNode(iri)]
        while waiting:
            node = waiting.pop()
            links = [*self._matching(node, SAME_AS, None), *self._matching(None, SAME_AS, node)]
            for link in links:
                for end in (link.subject, link.object):
                    if isinstance(end, ox.NamedNode) and end.value not in group:
                        group.add(end.value)
                        waiting.append(end)
                if isinstance(link.object, ox.NamedNode):
                    primaries.add(link.object.value)
        return group, primaries

    def _matching(
        self, subject: ox.NamedNode | None, predicate: ox.NamedNode, value: Value | None
    ) -> Iterator[ox.Triple]:
        yield from self._fresh.triples(subject, predicate, value)
        for quad in self._store.quads_for_pattern(subject, predicate, value, LEDGER):
            yield quad.triple
