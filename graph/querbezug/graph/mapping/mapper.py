"""One source becomes one graph."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

import pyoxigraph as ox

from querbezug.graph import records
from querbezug.graph.identity import Identity
from querbezug.graph.mapping import actors, contributions, planning
from querbezug.graph.mapping.sink import Sink
from querbezug.graph.readers.base import ReadResult, SourceInfo
from querbezug.ontology.terms import DCTERMS, FOAF, PROV, QUER, RDF, RDFS, SKOS, XSD

_MAPPERS: dict[type[records.Record], Callable[[Sink, Any], None]] = {
    records.Theme: planning.theme,
    records.Goal: planning.goal,
    records.Measure: planning.measure,
    records.PlanDocument: planning.plan,
    records.Process: planning.process,
    records.Idea: planning.idea,
    records.Example: planning.example,
    records.Relation: planning.relation,
    records.Place: actors.place,
    records.Cooperation: actors.cooperation,
    records.Organisation: actors.organisation,
    records.Response: contributions.response,
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


def map_source(result: ReadResult, identity: Identity) -> MappedSource:
    """Turn what a reader read into triples.

    Parameters
    ----------
    result : ReadResult
        The records and what is known of their source.
    identity : Identity
        Gives references their IRIs; its ledger remembers those that are new.

    Raises
    ------
    SourceError
        If a web address in the source cannot be an IRI.
    """
    info = result.source
    iri = identity.minter.thing(records.Kind.SOURCE, info.key)
    labels = {record.ref: record.label for record in result.records if record.label}
    sink = Sink(identity, iri, labels)
    sink.region = _region(result, sink)
    _source_document(sink, info)
    comments = [record for record in result.records if isinstance(record, records.Comment)]
    comment_iris = identity.comments(info.key, comments)
    for record in result.records:
        if isinstance(record, records.Comment):
            contributions.comment(sink, record, comment_iris[record.ref])
        else:
            _MAPPERS[type(record)](sink, record)
    return MappedSource(info, iri, frozenset(sink.triples), sink.origins)


def _region(result: ReadResult, sink: Sink) -> ox.NamedNode | None:
    """Return the region of the cooperation the source is about: the first that plans for one."""
    cooperations = (r for r in result.records if isinstance(r, records.Cooperation))
    return next((sink.iri(c.region) for c in cooperations if c.region), None)


def _source_document(sink: Sink, info: SourceInfo) -> None:
    """State where all this comes from; the time of loading is kept in the store's log."""
    subject = sink.source
    sink.origins[subject.value] = (records.Origin(), info.title)
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
