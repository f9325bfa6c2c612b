"""One source becomes one graph."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

import pyoxigraph as ox

from querbezug.graph import records
from querbezug.graph.identity import Identity
from querbezug.graph.mapping import actors, contributions, council, planning, statements
from querbezug.graph.mapping.sink import Sink, check_address
from querbezug.graph.readers.base import Notice, Reading, SourceInfo
from querbezug.ontology.terms import DCTERMS, FOAF, PROV, QUER, RDF, RDFS, SKOS, XSD

_MAPPERS: dict[type[Any], Callable[[Sink, Any], None]] = {
    records.Theme: planning.theme,
    records.Goal: planning.goal,
    records.Measure: planning.measure,
    records.StatusReport: planning.report,
    records.PlanDocument: planning.plan,
    records.Relation: planning.relation,
    records.Process: contributions.process,
    records.Idea: contributions.idea,
    records.Example: contributions.example,
    records.Response: contributions.response,
    records.Paper: council.paper,
    records.Decision: council.decision,
    records.Place: actors.place,
    records.Cooperation: actors.cooperation,
    records.Organisation: actors.organisation,
    records.Statement: statements.statement,
}


@dataclass(frozen=True, slots=True)
class MappedSource:
    """The triples of one source.

    Attributes
    ----------
    origins : mapping of str to (Origin, str)
        For each described IRI, where its record stands and its label, to tell users where a
        fault is.
    """

    source: SourceInfo
    iri: str
    triples: frozenset[ox.Triple]
    origins: Mapping[str, tuple[records.Origin, str]]


class SourceMapper:
    """Turns the records of one source into triples, one after the other.

    Parameters
    ----------
    info : SourceInfo
        What is known of the source.
    identity : Identity
        Gives references their IRIs; its ledger remembers those that are new.

    Attributes
    ----------
    iri : str
        The source document itself.
    sink : Sink
        Where the triples are; take them from there as often as wanted.
    """

    def __init__(self, info: SourceInfo, identity: Identity) -> None:
        self.iri = identity.minter.thing(records.Kind.SOURCE, info.key)
        self.sink = Sink(identity, self.iri)
        self._info = info
        self._identity = identity
        self._comments = identity.comments(info.key)

    def add(self, record: records.AnyRecord) -> None:
        """State what ``record`` says.

        Raises
        ------
        SourceError
            If a web address in it cannot be an IRI; then nothing of it is stated.
        """
        if isinstance(record, records.Record):
            _check_addresses(record)
        if isinstance(record, records.Comment):
            self._comment(record)
            return
        if isinstance(record, records.Cooperation) and record.region and self.sink.region is None:
            self.sink.region = self.sink.iri(record.region)
        _MAPPERS[type(record)](self.sink, record)
        if isinstance(record, records.Record) and record.same_as:
            self._identity.claim(self._identity.own_iri(record.ref), record.same_as)

    def _comment(self, record: records.Comment) -> None:
        iri = self._comments.iri(record)
        own = self._identity.own_iri(record.ref)
        if self._comments.counts(record):  # known by its wording: its number may have moved on
            if iri != own:
                self.sink.moved[record.ref] = iri
            own = iri
        contributions.comment(self.sink, record, iri)
        if record.same_as:
            self._identity.claim(own, record.same_as)

    def finish(self) -> None:
        """State what could only be known at the end, and where all this comes from."""
        self.sink.finish()
        actors.name_authorities(self.sink)
        _source_document(self.sink, self._info)


def map_source(reading: Reading, identity: Identity) -> MappedSource:
    """Turn all that a reader read into triples; for sources that fit into memory.

    Raises
    ------
    SourceError
        If a web address in the source cannot be an IRI.
    """
    mapper = SourceMapper(reading.source, identity)
    for record in _records(reading.items):
        mapper.add(record)
    mapper.finish()
    return MappedSource(reading.source, mapper.iri, frozenset(mapper.sink.triples), mapper.sink.origins)


def _check_addresses(record: records.Record) -> None:
    """Refuse a record with a web address that cannot be an IRI, before any of it is stated."""
    urls = [*record.urls, getattr(record, "page", None)]
    if isinstance(record, records.Place):
        urls += [figure.url for figure in record.population]
    for url in urls:
        if url is not None:
            check_address(url)


def _records(items: Iterable[records.AnyRecord | Notice]) -> Iterable[records.AnyRecord]:
    return (item for item in items if not isinstance(item, Notice))


def _source_document(sink: Sink, info: SourceInfo) -> None:
    """State where all this comes from; the time of loading is kept in the store's log."""
    subject = sink.source
    sink.place(subject.value, records.Origin(), info.title)
    sink.add(subject, RDF.type, QUER.SourceDocument)
    sink.add(subject, RDF.type, PROV.Entity)
    sink.words(subject, RDFS.label, info.title)
    sink.string(subject, QUER.fileName, info.file_name)
    sink.typed(subject, QUER.sha256, info.sha256, XSD.hexBinary)
    sink.string(subject, QUER.reader, info.reader)
    sink.string(subject, QUER.readerVersion, info.reader_version)
    sink.pages(subject, FOAF.page, info.url)
    sink.words(subject, DCTERMS.publisher, info.publisher)
    sink.pages(subject, DCTERMS.license, info.license)
    sink.words(subject, DCTERMS.rights, info.rights)
    sink.date(subject, DCTERMS.date, info.date)
    sink.words(subject, SKOS.note, info.note)
