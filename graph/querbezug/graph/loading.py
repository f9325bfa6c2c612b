"""The way of the data: read, map, check, link, and store all at once or not at all."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from contextlib import ExitStack
from datetime import UTC, datetime
from functools import partial
from pathlib import Path

import pyoxigraph as ox

from querbezug.graph.changes import Changes
from querbezug.graph.handing import hand_over
from querbezug.graph.identity import Identity
from querbezug.graph.intake import Taken, check, compare, take_in, telling
from querbezug.graph.known_sources import KnownSources
from querbezug.graph.ledger import Ledger
from querbezug.graph.links.adopted import adopted_topics
from querbezug.graph.links.decisions import Decisions
from querbezug.graph.links.linking import Linked, Situation, relink
from querbezug.graph.load_report import LoadOptions, LoadReport, SourceReport
from querbezug.graph.official import official_triples
from querbezug.graph.opened import Prepared, open_file
from querbezug.graph.store.amendment import Amendment, exchanged
from querbezug.graph.store.layout import (
    LOADED_AT,
    LOADED_FROM,
    ONTOLOGY_GRAPH,
    ontology_triples,
    triples_of,
)
from querbezug.graph.store.renaming import rename_in_store, rename_staged
from querbezug.graph.store.staging import Staged, working_folder
from querbezug.graph.store.stated import Stated
from querbezug.graph.store.writing import Content, WriteStore

COMPANIONS = (".quelle.json", ".abbildung.yaml")
"""Ends of the names of files that belong to the file beside them and are read with it."""

Progress = Callable[[str, int, int], None]
"""Told the step's catalogue key, how far it is, and how far it goes (0 if that is not known)."""


def load(
    paths: Sequence[Path],
    store: WriteStore,
    options: LoadOptions | None = None,
    progress: Progress = lambda _step, _done, _total: None,
) -> LoadReport:
    """Load files into ``store``: all of them, or none.

    Parameters
    ----------
    paths : sequence of Path
        The files; a note or mapping that belongs to a file (``page.txt.quelle.json``) is read
        with it and passed over here.
    store : WriteStore
        Where they go.
    options : LoadOptions, optional
        What the user said.
    progress : callable, optional
        Is told how far the work is.

    Raises
    ------
    QuerbezugError
        If a file cannot be read or breaks a rule; the store is unchanged.
    """
    options = options or LoadOptions()
    prepared = [open_file(path, options.read) for path in paths if not path.name.endswith(COMPANIONS)]
    with ExitStack() as stack:
        return _Loading(store, options, progress, stack).run(prepared)


class _Loading:
    """One load into one store."""

    def __init__(self, store: WriteStore, options: LoadOptions, progress: Progress, stack: ExitStack) -> None:
        self._store = store
        self._options = options
        self._progress = progress
        self._stack = stack
        self._folder = working_folder(store.path)
        ledger = stack.enter_context(Ledger(store.raw, self._folder))
        self._identity = Identity(store.layout.minter, ledger, store.salt)
        self._graphs: dict[ox.NamedNode, Staged] = {}

    def run(self, prepared: Sequence[Prepared]) -> LoadReport:
        taken: dict[int, Taken] = {}
        twins: dict[int, str] = {}
        known = KnownSources(self._store, prepared)
        for number, item in enumerate(prepared):
            if twin := known.twin(item):
                twins[number] = twin
                continue
            known.refuse_stranger(item)
            taken[number] = self._take_in(item)
            known.accept(item)
        self._unite()
        reports = [
            self._report(item, taken[number]) if number in taken else _unchanged(item, twins[number])
            for number, item in enumerate(prepared)
        ]
        log = [entry for number, each in taken.items() for entry in _log_entries(each, prepared[number])]
        return self._commit(log, reports)

    def _take_in(self, item: Prepared) -> Taken:
        """Read one source into a graph of its own."""
        total = item.file.size
        with telling(item.file):
            taken = take_in(
                item.file,
                item.reading,
                self._identity,
                folder=self._folder,
                strict=self._options.strict,
                listen=self._options.listen,
                progress=lambda done: self._progress("cli.step-reading", min(done, total), total),
            )
        self._graphs[self._store.layout.source(item.info.key)] = self._kept(taken.triples)
        return taken

    def _kept(self, staged: Staged) -> Staged:
        """Keep triples until the load is over."""
        return self._stack.enter_context(staged)

    def _unite(self) -> None:
        """Give things that turned out to have several IRIs one and the same everywhere."""
        renamed = self._identity.ledger.renamed()
        for iris in renamed:
            for staged in self._graphs.values():
                rename_staged(staged, *iris)
            for graph, staged in rename_in_store(self._store, self._graphs, *iris):
                self._graphs[graph] = self._kept(staged)

    def _report(self, item: Prepared, taken: Taken) -> SourceReport:
        """Check one source, and compare it with what the store has of it."""
        size = len(taken.triples)
        warnings = check(taken, item.reading, lambda done: self._progress("cli.step-checking", done, size))
        changes = compare(taken, self._store.raw, self._store.layout.source(item.info.key))
        info, tally = item.info, taken.tally
        return SourceReport(
            item.file.name,
            info.key,
            info.title,
            info.reader,
            changes,
            taken.records,
            tuple(tally.notices),
            tally.count,
            tally.left_out,
            tally.personal,
            warnings,
        )

    def _commit(self, log: list[ox.Triple], reports: list[SourceReport]) -> LoadReport:
        """Conclude what follows from all sources together, and store everything."""
        layout = self._store.layout
        stated = Stated(self._store.raw, layout, self._graphs)
        self._progress("cli.step-linking", 0, 0)
        changed = {
            graph: exchanged(self._store.raw, graph, staged, self._folder, self._stack)
            for graph, staged in self._graphs.items()
        }
        linked = self._link(stated, changed)
        self._progress("cli.step-storing", 0, 0)
        graphs: dict[ox.NamedNode, Content] = {
            **changed,
            layout.links: linked.links,
            ONTOLOGY_GRAPH: self._kept(Staged(ontology_triples())),
            layout.gazetteer: self._kept(Staged(official_triples(self._identity, stated, linked.links))),
        }
        change = self._store.commit(
            graphs,
            ledger=self._identity.ledger.entries(),
            log=[*log, linked.run.triple()],
            memory=linked.memory,
            progress=partial(self._progress, "cli.step-storing"),
        )
        return LoadReport(tuple(reports), change.added, change.removed, linked.run, change.ties > 0)

    def _link(self, stated: Stated, changed: Mapping[ox.NamedNode, Amendment]) -> Linked:
        """Find the links that differ from those of the last load."""
        store, layout = self._store.raw, self._store.layout
        sources = [new for graph, new in changed.items() if layout.source_key(graph)]
        situation = Situation(
            store=store,
            graph=layout.links,
            before=Stated(store, layout, {}),
            now=stated,
            changed=sources,
            folder=self._folder,
            opening=partial(hand_over, self._store, self._identity, self._graphs, self._stack),
        )
        return relink(
            situation,
            self._identity,
            self._stack,
            lambda done, total: self._progress("cli.step-linking", done, total),
            self._decisions(),
            adopted_topics(store, layout),
        )

    def _decisions(self) -> Decisions:
        """Return what people decided; a load changes at most the names of things in it."""
        graph = self._store.layout.decisions
        renamed = self._graphs.get(graph)
        return Decisions.of(triples_of(self._store.raw, graph) if renamed is None else renamed)


def _log_entries(taken: Taken, item: Prepared) -> list[ox.Triple]:
    subject = ox.NamedNode(taken.iri)
    now = datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
    entries = [ox.Triple(subject, LOADED_AT, ox.Literal(now))]
    if item.file.path:
        entries.append(ox.Triple(subject, LOADED_FROM, ox.Literal(str(item.file.path.resolve()))))
    return entries


def _unchanged(item: Prepared, twin: str) -> SourceReport:
    info = item.info
    return SourceReport(item.file.name, info.key, info.title, info.reader, Changes(), same_as=twin)
