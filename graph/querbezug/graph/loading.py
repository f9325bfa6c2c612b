"""The way of the data: read, map, check, link, and store all at once or not at all."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

import pyoxigraph as ox

from querbezug.graph.changes import Changes, changes_between
from querbezug.graph.errors import SourceError, ValidationError
from querbezug.graph.identity import Identity, Ledger
from querbezug.graph.links import link_all
from querbezug.graph.mapping import MappedSource, map_source
from querbezug.graph.nodes import node
from querbezug.graph.official import official_triples
from querbezug.graph.readers import reader_for
from querbezug.graph.readers.base import Notice, ReadOptions, ReadResult, SourceFile
from querbezug.graph.store.layout import (
    LOADED_AT,
    LOADED_FROM,
    LOG,
    ONTOLOGY_GRAPH,
    as_stored,
    ontology_triples,
    public_graphs,
)
from querbezug.graph.store.writing import WriteStore
from querbezug.graph.validation import Finding, validate
from querbezug.ontology.strings import message
from querbezug.ontology.terms import QUER

NOTE_SUFFIX = ".quelle.json"

Progress = Callable[[str, int, int], None]
"""Told the step's catalogue key, how far it is, and how far it goes."""

_KEY = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")


@dataclass(frozen=True, slots=True)
class SourceReport:
    """What loading one file came to.

    Attributes
    ----------
    key : str
        Identity of the source in the store.
    same_as : str or None
        Key of the source that has just these bytes already; then nothing was loaded.
    warnings : tuple of Finding
        Rules it bends without breaking them.
    """

    file_name: str
    key: str
    title: str
    reader: str
    changes: Changes
    notices: tuple[Notice, ...] = ()
    warnings: tuple[Finding, ...] = ()
    same_as: str | None = None


@dataclass(frozen=True, slots=True)
class LoadReport:
    """What loading came to: each source, and how many triples came and went in all."""

    sources: tuple[SourceReport, ...]
    added: int
    removed: int
    links: int


@dataclass(frozen=True, slots=True)
class Prepared:
    """One file, read but not yet stored."""

    file: SourceFile
    result: ReadResult


def read_file(path: Path, options: ReadOptions | None = None) -> Prepared:
    """Read the file at ``path`` with the reader its content asks for.

    Raises
    ------
    SourceError, ValidationError
        If it cannot be read; the sentence says what is wrong, where, and what to do.
    """
    options = options or ReadOptions()
    if options.source_key is not None and not _KEY.fullmatch(options.source_key):
        raise SourceError("graph.bad-key", key=options.source_key)
    try:
        file = SourceFile.from_path(path)
    except FileNotFoundError as error:
        raise SourceError("graph.file-missing", path=path) from error
    except IsADirectoryError as error:
        raise SourceError("graph.file-folder", path=path) from error
    except OSError as error:
        raise SourceError("graph.file-unreadable", path=path, reason=error.strerror) from error
    return Prepared(file, _read(file, options))


def _read(file: SourceFile, options: ReadOptions) -> ReadResult:
    """Read a file; whatever is wrong with it is told with its name."""
    try:
        return reader_for(file).read(file, options)
    except ValidationError as error:
        told = {"file": file.name, "problem": error.message}
        raise ValidationError("graph.in-file", error.findings, **told) from error
    except SourceError as error:
        if file.name in error.text():
            raise
        raise SourceError("graph.in-file", file=file.name, problem=error.message) from error


def load(
    paths: Sequence[Path],
    store: WriteStore,
    options: ReadOptions | None = None,
    progress: Progress = lambda _step, _done, _total: None,
) -> LoadReport:
    """Load files into ``store``: all of them, or none.

    Parameters
    ----------
    paths : sequence of Path
        The files; a note that belongs to a page (``page.txt.quelle.json``) is read with its page
        and passed over here.
    store : WriteStore
        Where they go.
    options : ReadOptions, optional
        What the user said.
    progress : callable, optional
        Is told how far the work is.

    Raises
    ------
    QuerbezugError
        If a file cannot be read or breaks a rule; the store is unchanged.
    """
    files = [path for path in paths if not path.name.endswith(NOTE_SUFFIX)]
    prepared = []
    for number, path in enumerate(files):
        progress("cli.step-reading", number, len(files))
        prepared.append(read_file(path, options))
    return _Loading(store, progress).run(prepared)


class _Loading:
    """One load into one store."""

    def __init__(self, store: WriteStore, progress: Progress) -> None:
        self._store = store
        self._progress = progress
        self._identity = Identity(store.layout.minter, Ledger(store.raw), store.salt)
        self._known = _sources_by_checksum(store.raw)
        self._accepted: dict[str, Prepared] = {}

    def run(self, prepared: Sequence[Prepared]) -> LoadReport:
        reports: list[SourceReport] = []
        graphs: dict[ox.NamedNode, frozenset[ox.Triple]] = {}
        log: list[ox.Triple] = []
        self._forget_replaced(prepared)
        for item in prepared:
            twin = self._twin(item)
            if twin:
                reports.append(_unchanged(item, twin))
                continue
            self._refuse_stranger(item)
            mapped, warnings = self._checked(item)
            graph = self._store.layout.source(mapped.source.key)
            reports.append(_report(item, mapped, self._store.triples(graph), warnings))
            graphs[graph] = mapped.triples
            log += _log_entries(mapped, item)
            self._accepted[mapped.source.key] = item
            self._known[item.file.sha256] = mapped.source.key
        return self._commit(graphs, log, reports)

    def _commit(
        self,
        graphs: dict[ox.NamedNode, frozenset[ox.Triple]],
        log: list[ox.Triple],
        reports: list[SourceReport],
    ) -> LoadReport:
        """Conclude what follows from all sources together, and store everything."""
        self._progress("cli.step-linking", 0, 1)
        stated = self._stated(graphs)
        links = link_all(stated, self._identity)
        graphs[self._store.layout.links] = links
        graphs[ONTOLOGY_GRAPH] = ontology_triples()
        graphs[self._store.layout.gazetteer] = official_triples(self._identity, stated | links)
        self._progress("cli.step-storing", 0, 1)
        change = self._store.commit(graphs, ledger=self._identity.ledger.entries(), log=log)
        assessments = sum(triple.predicate == node(QUER.assesses) for triple in links)
        return LoadReport(tuple(reports), change.added, change.removed, assessments)

    def _stated(self, fresh: Mapping[ox.NamedNode, frozenset[ox.Triple]]) -> set[ox.Triple]:
        """Return what all sources state once ``fresh`` is stored."""
        stated = {triple for triples in fresh.values() for triple in triples}
        for graph in public_graphs(self._store.raw):
            if graph not in fresh and self._store.layout.source_key(graph):
                stated |= self._store.triples(graph)
        return stated

    def _checked(self, item: Prepared) -> tuple[MappedSource, tuple[Finding, ...]]:
        """Map one source and check it against the shapes."""
        self._progress("cli.step-checking", 0, 1)
        mapped = map_source(item.result, self._identity)
        findings = validate(mapped)
        severe = [finding.message for finding in findings if finding.severe]
        if severe:
            more = message("graph.more", count=len(severe) - 1) if len(severe) > 1 else ""
            name = item.file.name
            raise ValidationError("graph.refused", severe, source=name, first=severe[0], more=more)
        return mapped, tuple(finding for finding in findings if not finding.remark)

    def _forget_replaced(self, prepared: Iterable[Prepared]) -> None:
        """Forget the old bytes of the sources that this load replaces: they are no twin for anything."""
        bytes_of = {item.result.source.key: item.file.sha256 for item in prepared}
        self._known = {sha: key for sha, key in self._known.items() if bytes_of.get(key, sha) == sha}

    def _twin(self, item: Prepared) -> str | None:
        """Return the key of another source with the same bytes, or None."""
        key = self._known.get(item.file.sha256)
        return key if key != item.result.source.key else None

    def _refuse_stranger(self, item: Prepared) -> None:
        """Refuse a file that would replace a source of the same name from another folder."""
        info, path = item.result.source, item.file.path
        if self._known.get(item.file.sha256) == info.key:
            return
        before = self._accepted.get(info.key)
        if before is not None:
            raise SourceError("graph.other-source", key=info.key, known=before.file.path, path=path)
        if path is None or not info.key_is_guessed:
            return
        subject = ox.NamedNode(self._store.layout.minter.thing("source", info.key))
        for quad in self._store.raw.quads_for_pattern(subject, LOADED_FROM, None, LOG):
            known = quad.object.value if isinstance(quad.object, ox.Literal) else ""
            if known != str(path.resolve()):
                raise SourceError("graph.other-source", key=info.key, known=known, path=path)


def _sources_by_checksum(store: ox.Store) -> dict[str, str]:
    """Return the keys of the sources in the store by the SHA-256 of their bytes."""
    return {
        quad.object.value: quad.subject.value.rsplit("/", 1)[1]
        for quad in store.quads_for_pattern(None, node(QUER.sha256), None, ox.DefaultGraph())
        if isinstance(quad.object, ox.Literal) and isinstance(quad.subject, ox.NamedNode)
    }


def _log_entries(mapped: MappedSource, item: Prepared) -> list[ox.Triple]:
    subject = ox.NamedNode(mapped.iri)
    now = datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
    entries = [ox.Triple(subject, LOADED_AT, ox.Literal(now))]
    if item.file.path:
        entries.append(ox.Triple(subject, LOADED_FROM, ox.Literal(str(item.file.path.resolve()))))
    return entries


def _report(
    item: Prepared, mapped: MappedSource, old: set[ox.Triple], warnings: tuple[Finding, ...]
) -> SourceReport:
    info = item.result.source
    changes = changes_between(old, as_stored(mapped.triples))
    notices = tuple(item.result.notices)
    return SourceReport(item.file.name, info.key, info.title, info.reader, changes, notices, warnings)


def _unchanged(item: Prepared, twin: str) -> SourceReport:
    info = item.result.source
    return SourceReport(item.file.name, info.key, info.title, info.reader, Changes(), same_as=twin)
