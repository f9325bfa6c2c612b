"""Dumps: the whole public graph in one file, the same bytes for the same content."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pyoxigraph as ox
from rdflib import Graph

from querbezug.graph.errors import QuerbezugError
from querbezug.graph.export.turtle import trig, turtle
from querbezug.graph.store.layout import triples_of
from querbezug.graph.store.reading import Snapshot
from querbezug.ontology.resources import context


@dataclass(frozen=True, slots=True)
class DumpFormat:
    """A format dumps come in: its name on the command line, media type and file endings."""

    name: str
    media_type: str
    extension: str
    title: str


FORMATS: dict[str, DumpFormat] = {
    entry.name: entry
    for entry in (
        DumpFormat("turtle", "text/turtle", "ttl", "Turtle"),
        DumpFormat("ntriples", "application/n-triples", "nt", "N-Triples"),
        DumpFormat("jsonld", "application/ld+json", "jsonld", "JSON-LD"),
        DumpFormat("trig", "application/trig", "trig", "TriG"),
    )
}


SERIALISED = ("turtle", "ntriples", "jsonld")
"""The formats that :func:`serialise` writes."""


def format_for_path(path: Path) -> DumpFormat | None:
    """Return the format that the ending of ``path`` stands for, or None."""
    return next((f for f in FORMATS.values() if path.suffix == f".{f.extension}"), None)


def dump(snapshot: Snapshot, format_name: str) -> Iterator[bytes]:
    """Yield the public graph in a format, piece by piece.

    Parameters
    ----------
    snapshot : Snapshot
        What to write: the data without the ontology. All formats but TriG hold the merge of all
        graphs.
    format_name : str
        One of :data:`FORMATS`.

    Raises
    ------
    QuerbezugError
        If there is no such format.
    """
    if format_name not in FORMATS:
        raise QuerbezugError("export.unknown-format", name=format_name, known=", ".join(FORMATS))
    if format_name == "trig":
        graphs = {g.value: triples_of(snapshot.store, g) for g in snapshot.data_graphs()}
        return (piece.encode() for piece in trig(graphs))
    return serialise(snapshot.triples(), format_name)


def serialise(triples: Iterable[ox.Triple], format_name: str) -> Iterator[bytes]:
    """Yield ``triples`` in a format of :data:`SERIALISED`, sorted."""
    if format_name == "ntriples":
        return _ntriples(triples)
    if format_name == "jsonld":
        return _jsonld(triples)
    return (piece.encode() for piece in turtle(triples))


def _ntriples(triples: Iterable[ox.Triple]) -> Iterator[bytes]:
    for line in sorted({str(triple) for triple in triples}):
        yield f"{line} .\n".encode()


def _jsonld(triples: Iterable[ox.Triple]) -> Iterator[bytes]:
    """Yield one JSON-LD document, compacted with the ontology's context.

    rdflib hands values out in any order. Our data has no lists, so all arrays are sets in JSON-LD and
    may be sorted to make the bytes stable.
    """
    graph = Graph().parse(data=b"".join(_ntriples(triples)), format="nt")
    written = graph.serialize(format="json-ld", context=context()["@context"], auto_compact=True)
    document = json.loads(written)
    ordered = {name: value if name == "@context" else _sorted(value) for name, value in document.items()}
    yield f"{json.dumps(ordered, ensure_ascii=False, indent=2, sort_keys=True)}\n".encode()


def _sorted(value: Any) -> Any:
    """Return JSON with all arrays sorted, the nodes of a graph by their IRI."""
    if isinstance(value, dict):
        return {name: _sorted(entry) for name, entry in value.items()}
    if isinstance(value, list):
        return sorted(map(_sorted, value), key=_sort_key)
    return value


def _sort_key(value: Any) -> tuple[str, str]:
    iri = value.get("id", "") if isinstance(value, dict) else ""
    return iri, json.dumps(value, sort_keys=True)
