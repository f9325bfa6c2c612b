"""Statements of RDF sources as triples: they stay as they are."""

from __future__ import annotations

from hashlib import sha256

import pyoxigraph as ox

from querbezug.graph.mapping.sink import Sink
from querbezug.graph.records import Origin, Statement
from querbezug.ontology.terms import PROV

_BLANK = "_:"


def statement(sink: Sink, record: Statement) -> None:
    """State what an RDF source states; a node without a name gets one of this graph's own."""
    subject = _node(sink, record.subject)
    sink.place(subject.value, Origin(line=record.line))
    value: ox.NamedNode | ox.Literal
    if record.is_iri:
        value = _node(sink, record.value)
    elif record.language:
        value = ox.Literal(record.value, language=record.language)
    elif record.datatype:
        value = ox.Literal(record.value, datatype=ox.NamedNode(record.datatype))
    else:
        value = ox.Literal(record.value)
    sink.triples.add(ox.Triple(subject, ox.NamedNode(record.predicate), value))
    sink.add(subject, PROV.hadPrimarySource, sink.source)


def _node(sink: Sink, name: str) -> ox.NamedNode:
    if not name.startswith(_BLANK):
        return ox.NamedNode(name)
    digest = sha256(f"{sink.source.value} {name}".encode()).hexdigest()[:20]
    return ox.NamedNode(sink.identity.minter.thing("node", digest))
