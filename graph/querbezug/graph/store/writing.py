"""Writing the store: whole graphs are exchanged in one transaction, or nothing is."""

from __future__ import annotations

import secrets
from collections.abc import Iterable, Mapping
from contextlib import ExitStack
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from types import TracebackType
from typing import Self

import pyoxigraph as ox

from querbezug.graph.errors import StoreError
from querbezug.graph.nodes import node
from querbezug.graph.store import layout
from querbezug.graph.store.amendment import Amendment, Memory, exchanged
from querbezug.graph.store.bulk import Progress
from querbezug.graph.store.comparing import plan_amendments, plan_memory
from querbezug.graph.store.interrupts import LateInterrupt, undisturbed
from querbezug.graph.store.layout import (
    DEFAULT_BASE,
    LEDGER,
    LOG,
    STORE,
    Layout,
    as_stored_quads,
    in_graph,
)
from querbezug.graph.store.opening import open_nothing, open_store, telling
from querbezug.graph.store.plan import MODULUS, Plan, finish_interrupted
from querbezug.graph.store.staging import Staged, clear_working_folder, working_folder
from querbezug.ontology.iris import IriMinter
from querbezug.ontology.terms import QUER

Content = Iterable[ox.Triple] | Amendment
"""New content of a graph: all of it, or the difference to the old."""


@dataclass(frozen=True, slots=True)
class Change:
    """What a commit did to the public triples: how many came and went.

    Attributes
    ----------
    ties : int
        How many triples of published ties went besides, because what they rest on changed.
    """

    added: int
    removed: int
    ties: int = 0

    @property
    def nothing(self) -> bool:
        """Whether the store already said just this."""
        return not self.added and not self.removed


class WriteStore:
    """The one writer of a store; a context manager.

    A store that is not there yet is made by the first commit, so a load that fails leaves nothing.

    Parameters
    ----------
    path : Path
        The store's directory.
    base : str, optional
        Base of the IRIs to mint. A store keeps the base it was made with.

    Raises
    ------
    StoreError
        If another process is writing, the directory is something else, or the store has another
        base already.
    """

    def __init__(self, path: Path, base: str | None = None) -> None:
        self.path = path
        self.on_disk = (path / "CURRENT").is_file()
        self._store = open_store(path) if self.on_disk else open_nothing(path)
        self._finish_interrupted()
        if self.on_disk:  # so nobody else is writing now
            clear_working_folder(path)
        self.layout = Layout(IriMinter(self._settle_base(base)))
        self.salt = self._settle(layout.SALT, secrets.token_hex(16))

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Write everything to disk and let the store go."""
        self._store.flush()
        del self._store

    @property
    def raw(self) -> ox.Store:
        """The Oxigraph store itself, for reading."""
        return self._store

    def triples(self, graph: ox.NamedNode) -> set[ox.Triple]:
        """Return the triples of ``graph``."""
        return set(layout.triples_of(self._store, graph))

    def commit(
        self,
        graphs: Mapping[ox.NamedNode, Content],
        *,
        ledger: Staged | None = None,
        log: Iterable[ox.Triple] = (),
        memory: Memory | None = None,
        progress: Progress = lambda _done, _total: None,
    ) -> Change:
        """Exchange the content of ``graphs``, all at once.

        Published ties of cities rest on all other graphs: where any data changes and ``graphs`` has
        no new ties, they are removed with it.

        Parameters
        ----------
        graphs : mapping of NamedNode to triples
            New content of each public graph; an empty collection removes the graph. Of an
            :class:`Amendment` only the difference is looked at.
        ledger : Staged, optional
            Book-keeping of identities to add in the same transaction.
        log : iterable of Triple
            Book-keeping, too; an entry replaces the earlier one of the same subject and predicate.
        memory : Memory, optional
            What to keep and what to forget in a private graph; written even if no data changes.
        progress : callable, optional
            Is told how many triples are compared, then how many quads of a large commit are written.

        Returns
        -------
        Change
            How many quads of the data came and went.

        Raises
        ------
        StoreError
            If the disk is full or cannot be written; the sentence says what state the store is in.
        """
        with telling(self.path):
            return self._exchange(graphs, ledger, log, memory, progress)

    def _exchange(
        self,
        graphs: Mapping[ox.NamedNode, Content],
        ledger: Staged | None,
        log: Iterable[ox.Triple],
        memory: Memory | None,
        progress: Progress,
    ) -> Change:
        self._finish_interrupted()  # of an earlier commit, which found no room
        folder = working_folder(self.path)
        with ExitStack() as stack:
            amended = {graph: self._amended(graph, new, folder, stack) for graph, new in graphs.items()}
            gone = self._outdated(amended, folder, stack)
            plan = stack.enter_context(Plan(self.path, self.salt))
            added, removed = plan_amendments(self._store, amended | gone, plan, progress)
            ties = sum(sum(1 for _ in each.going()) for each in gone.values())
            change = Change(added, removed - ties, ties)
            remembers = memory is not None and plan_memory(self._store, memory, plan)
            if plan.changes_data:
                log_quads = list(in_graph(log, LOG))
                plan.insert_lines(LEDGER, ledger.lines() if ledger is not None else ())
                plan.insert([*log_quads, *self._stamp(plan)])
                plan.delete([*self._old_stamp(), *self._old_log(log_quads)])
            if plan.changes_data or remembers:
                self._write(plan, progress)
        return change

    def _outdated(
        self, amended: Mapping[ox.NamedNode, Amendment], folder: Path, stack: ExitStack
    ) -> dict[ox.NamedNode, Amendment]:
        """Return the graph of ties without content, if this commit changes what they rest on."""
        ties = self.layout.ties
        if ties in amended or not any(layout.triples_of(self._store, ties)):
            return {}
        if not any(any(new.lines_coming()) or any(new.going()) for new in amended.values()):
            return {}
        return {ties: self._amended(ties, (), folder, stack)}

    def _amended(self, graph: ox.NamedNode, new: Content, folder: Path, stack: ExitStack) -> Amendment:
        return new if isinstance(new, Amendment) else exchanged(self._store, graph, new, folder, stack)

    def amend(
        self, added: Iterable[ox.Quad], removed: Iterable[ox.Quad], *, log: Iterable[ox.Triple] = ()
    ) -> Change:
        """Add and remove single quads of public graphs, all at once; what is both stays.

        Published ties of cities stay, and are marked as outdated until they are published again.

        Parameters
        ----------
        added, removed : iterable of Quad
            What shall be there afterwards, and what not.
        log : iterable of Triple
            Book-keeping to add in the same transaction, beside what is there.

        Raises
        ------
        StoreError
            If the disk is full or cannot be written; the store is as it was.
        """
        new = as_stored_quads(added)
        gone = {quad for quad in removed if quad in self._store and quad not in new}
        with Plan(self.path, self.salt) as plan:
            fresh = [quad for quad in new if quad not in self._store]
            for quad in fresh:
                plan.add_quad(quad)
            for quad in gone:
                plan.remove(quad)
                if self._said_by_none(quad.triple, gone, new):
                    plan.delete([ox.Quad(quad.subject, quad.predicate, quad.object)])
            if not plan.changes_data:
                return Change(0, 0)
            self._mark_outdated(plan)
            plan.insert([*in_graph(log, LOG), *self._stamp(plan)])
            plan.delete(self._old_stamp())
            self._write(plan)
        return Change(len(fresh), len(gone))

    def _mark_outdated(self, plan: Plan) -> None:
        """Plan to say of published ties that something they rest on has changed."""
        ties = self.layout.ties
        mark = ox.Quad(ties, node(QUER.outdated), ox.Literal(True), ties)
        if any(layout.triples_of(self._store, ties)) and mark not in self._store:
            plan.add_quad(mark)

    def _said_by_none(self, triple: ox.Triple, gone: set[ox.Quad], new: set[ox.Quad]) -> bool:
        """Say whether no public graph will state ``triple`` once ``gone`` is gone."""
        if any(quad.triple == triple for quad in new):
            return False
        stating = self._store.quads_for_pattern(triple.subject, triple.predicate, triple.object, None)
        return not any(layout.is_public(quad.graph_name) and quad not in gone for quad in stating)

    def _stamp(self, plan: Plan) -> list[ox.Quad]:
        """Return the quads that say which state the store is in now."""
        version = int(layout.single(self._store, layout.VERSION) or "0", 16) + plan.balance
        now = datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
        return [
            ox.Quad(STORE, layout.VERSION, ox.Literal(f"{version % MODULUS:064x}"), LOG),
            ox.Quad(STORE, layout.MODIFIED, ox.Literal(now), LOG),
        ]

    def _old_stamp(self) -> list[ox.Quad]:
        return [
            quad
            for predicate in (layout.VERSION, layout.MODIFIED)
            for quad in self._store.quads_for_pattern(STORE, predicate, None, LOG)
        ]

    def _old_log(self, entries: Iterable[ox.Quad]) -> list[ox.Quad]:
        return [q for e in entries for q in self._store.quads_for_pattern(e.subject, e.predicate, None, LOG)]

    def _write(self, plan: Plan, progress: Progress = lambda _done, _total: None) -> None:
        """Carry ``plan`` out, and flush; from here on Ctrl-C comes too late."""
        with telling(self.path), undisturbed(LateInterrupt):
            self._settle_on_disk()
            plan.carry_out(self._store, progress)
            self._store.flush()

    def _finish_interrupted(self) -> None:
        salt = layout.single(self._store, layout.SALT) if self.on_disk else None
        finish_interrupted(self.path, self._store, salt)

    def _settle_on_disk(self) -> None:
        """Make the store's directory if this is the first commit to it."""
        if self.on_disk:
            return
        settled, store = list(self._store), open_store(self.path)
        if len(store):
            raise StoreError("store.locked", path=self.path)  # another first load was faster
        store.extend(settled)
        self._store, self.on_disk = store, True

    def _settle(self, predicate: ox.NamedNode, value: str) -> str:
        """Return the book-keeping value, writing ``value`` the first time."""
        known = layout.single(self._store, predicate)
        if known is not None:
            return known
        self._store.add(ox.Quad(STORE, predicate, ox.Literal(value), LOG))
        return value

    def _settle_base(self, wanted: str | None) -> str:
        if layout.single(self._store, layout.BASE) is None and len(self._store):
            raise StoreError("store.foreign", path=self.path)
        base = self._settle(layout.BASE, wanted or DEFAULT_BASE)
        if wanted is not None and wanted != base:
            raise StoreError("store.other-base", path=self.path, base=base, wanted=wanted)
        return base
