"""One source on its way to the store: read, mapped, checked, compared with what is there."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from itertools import islice
from pathlib import Path

import pyoxigraph as ox

from querbezug.graph.changes import Changes, Counting
from querbezug.graph.errors import SourceError, ValidationError
from querbezug.graph.identity import Identity
from querbezug.graph.mapping.mapper import SourceMapper
from querbezug.graph.nodes import node
from querbezug.graph.readers.base import Notice, Reading, SourceFile
from querbezug.graph.records import AnyRecord, Origin, Record
from querbezug.graph.store.staging import Staged
from querbezug.graph.validation import Finding, Validator
from querbezug.ontology.strings import Message, message
from querbezug.ontology.terms import QUER, RDF

MOST_NOTICES = 1000
"""How many notices of one source are kept; all are handed to the listener."""

_RECORDS_AT_ONCE = 2000
_THINGS_AT_ONCE = 2000
_MOST_ORIGINS = 200_000
_MOST_FINDINGS = 200

_CONTRIBUTES_TO = node(QUER.contributesTo)

Listener = Callable[[str, Notice], None]
"""Told the file's name and each notice, so that a report can have them all."""


@dataclass(slots=True)
class Tally:
    """What the reader had to say.

    Attributes
    ----------
    notices : list of Notice
        The first of them.
    count, left_out, personal : int
        How many there were in all; how many entries were left out; how many places were masked.
    """

    notices: list[Notice] = field(default_factory=list)
    count: int = 0
    left_out: int = 0
    personal: int = 0

    def add(self, notice: Notice) -> None:
        """Take in a notice."""
        self.count += 1
        self.left_out += notice.left_out
        self.personal += notice.personal
        if len(self.notices) < MOST_NOTICES:
            self.notices.append(notice)


@dataclass(frozen=True, slots=True)
class Taken:
    """One source, ready to be stored.

    Attributes
    ----------
    iri : str
        The source document.
    triples : Staged
        The graph it will be.
    records : int
        How many records were read.
    """

    file: SourceFile
    iri: str
    triples: Staged
    tally: Tally
    records: int
    origins: dict[str, tuple[Origin, str]]


@contextmanager
def telling(file: SourceFile) -> Iterator[None]:
    """Tell whatever turns out to be wrong with a source with the name of its file."""
    try:
        yield
    except ValidationError as error:
        told = {"file": file.name, "problem": error.message}
        raise ValidationError("graph.in-file", error.findings, **told) from error
    except SourceError as error:
        if file.name in error.text():
            raise
        raise SourceError("graph.in-file", file=file.name, problem=error.message) from error


def take_in(
    file: SourceFile,
    reading: Reading,
    identity: Identity,
    *,
    folder: Path | None = None,
    strict: bool = False,
    listen: Listener = lambda _file, _notice: None,
    progress: Callable[[int], None] = lambda _done: None,
) -> Taken:
    """Read and map one source, however large.

    Parameters
    ----------
    file, reading : SourceFile, Reading
        The source.
    identity : Identity
        Gives references their IRIs.
    folder : Path, optional
        Where many triples may wait.
    strict : bool
        Stop at the first entry that has to be left out.
    listen : callable, optional
        Is told each notice.
    progress : callable, optional
        Is told how many bytes of the file are done.

    Raises
    ------
    SourceError
        If the content is broken, or an entry had to be left out and ``strict`` is set, or nothing
        is left.
    """
    mapper = SourceMapper(reading.source, identity)
    staged, tally, records, placed = Staged(folder=folder), Tally(), 0, 0
    try:
        items = iter(reading.items)
        while batch := list(islice(items, _RECORDS_AT_ONCE)):
            for item in batch:
                notice = item if isinstance(item, Notice) else _added(mapper, item)
                if notice:
                    _note(file.name, notice, tally, strict, listen)
                else:
                    records += 1
                    placed += _has_place(item)
            staged.add(mapper.sink.take())
            _forget(mapper.sink.origins)
            progress(file.consumed)
        if not placed:
            _refuse_empty(file.name, tally)
        mapper.finish()
        staged.add(mapper.sink.take())
        for iri in identity.settle():
            _note(file.name, Notice(message("graph.shared-key", iri=iri)), tally, strict, listen)
    except BaseException:
        staged.close()
        raise
    return Taken(file, mapper.iri, staged, tally, records, mapper.sink.origins)


def _added(mapper: SourceMapper, record: AnyRecord) -> Notice | None:
    """State a record, or say why it cannot be."""
    try:
        mapper.add(record)
    except SourceError as error:
        origin = _origin(record)
        return Notice(error.message, origin.line, origin.path, origin.row, left_out=True)
    return None


def _origin(record: AnyRecord) -> Origin:
    return record.origin if isinstance(record, Record) else Origin(line=record.line)


def _has_place(record: AnyRecord | Notice) -> bool:
    """Say whether an entry of the source became this record; others describe the source itself."""
    return not isinstance(record, Notice) and _origin(record) != Origin()


def _note(name: str, notice: Notice, tally: Tally, strict: bool, listen: Listener) -> None:
    tally.add(notice)
    listen(name, notice)
    if strict and notice.left_out:
        raise SourceError("graph.strict", file=name, place=place_of(notice), problem=notice.message)


def place_of(notice: Notice) -> Message | str:
    """Return where a notice points, in words a person can follow."""
    place: Message | str = notice.path or "–"
    if notice.line is not None:
        place = message("graph.place-line", line=notice.line)
    elif notice.row is not None:
        place = message("graph.place-row", row=notice.row)
    return message("graph.place-field", place=place, field=notice.field) if notice.field else place


def _forget(origins: dict[str, tuple[Origin, str]]) -> None:
    """Keep places of the first things only: those of the others stand in the graph."""
    if len(origins) > _MOST_ORIGINS:
        for iri in list(islice(reversed(origins), len(origins) - _MOST_ORIGINS)):
            del origins[iri]


def _refuse_empty(name: str, tally: Tally) -> None:
    """Refuse a source of which nothing but complaints is left."""
    first = next((notice for notice in tally.notices if notice.left_out), None)
    if first is not None:
        raise SourceError("graph.nothing-read", file=name, count=tally.left_out, first=first.message)


def check(taken: Taken, reading: Reading, progress: Callable[[int], None]) -> tuple[Finding, ...]:
    """Check one source against the shapes, and return the rules it bends without breaking them.

    Raises
    ------
    ValidationError
        If a rule is broken.
    """
    findings: list[Finding] = []
    for found in findings_of(taken, reading, progress):
        _refuse(taken.file.name, found)
        findings += [finding for finding in found if not finding.remark]
        del findings[_MOST_FINDINGS:]
    return tuple(findings)


def findings_of(
    taken: Taken, reading: Reading, progress: Callable[[int], None]
) -> Iterator[tuple[Finding, ...]]:
    """Yield the rules that one source breaks or bends, a part of it at a time."""
    validator = Validator(reading.source, taken.origins)
    parts = _telling_size(_parts(taken.triples), progress)
    if taken.triples.on_disk:
        yield from validator.findings_of_many(parts)
    else:
        yield from (validator.findings(part, quick=len(part) > _THINGS_AT_ONCE) for part in parts)


def _telling_size(
    parts: Iterable[list[ox.Triple]], progress: Callable[[int], None]
) -> Iterator[list[ox.Triple]]:
    """Yield the parts, and tell how many triples those before had together."""
    done = 0
    for part in parts:
        yield part
        done += len(part)
        progress(done)


def _refuse(name: str, findings: tuple[Finding, ...]) -> None:
    severe = [finding.message for finding in findings if finding.severe]
    if severe:
        more = message("graph.more", count=len(severe) - 1) if len(severe) > 1 else ""
        raise ValidationError("graph.refused", severe, source=name, first=severe[0], more=more)


def _parts(staged: Staged) -> Iterator[list[ox.Triple]]:
    """Yield whole descriptions of things, some at a time, with what their rules look at besides."""
    part: list[ox.Triple] = []
    beside: set[ox.Triple] = set()
    for number, (subject, triples) in enumerate(staged.subjects(), 1):
        part += triples
        for triple in triples:
            beside.update(_beside(staged, subject, triple))
        if number % _THINGS_AT_ONCE == 0:
            yield [*part, *beside]
            part, beside = [], set()
    yield [*part, *beside]


def _beside(staged: Staged, subject: ox.NamedNode, triple: ox.Triple) -> Iterator[ox.Triple]:
    """Yield what a rule on ``subject`` sees beyond it: the theme of its goal, its own parts."""
    if not isinstance(triple.object, ox.NamedNode):
        return
    if triple.predicate == _CONTRIBUTES_TO:
        yield from staged.triples(triple.object, node(QUER.theme))
    elif triple.object.value.startswith(f"{subject.value}#"):
        yield from staged.triples(triple.object)


def compare(taken: Taken, store: ox.Store, graph: ox.NamedNode) -> Changes:
    """Count what came, went and changed against the graph in the store."""
    counting = Counting()
    fresh = not any(store.quads_for_pattern(None, None, None, graph))
    for subject, triples in taken.triples.subjects():
        counting.here(triples, () if fresh else _about(store, subject, graph))
    gone = {
        quad.subject
        for quad in store.quads_for_pattern(None, node(RDF.type), None, graph)
        if isinstance(quad.subject, ox.NamedNode) and not any(taken.triples.triples(quad.subject))
    }
    for subject in gone:
        counting.gone(_about(store, subject, graph))
    return counting.changes()


def _about(store: ox.Store, subject: ox.NamedNode, graph: ox.NamedNode) -> set[ox.Triple]:
    return {quad.triple for quad in store.quads_for_pattern(subject, None, None, graph)}
