"""The ontology's files, read from the package: terms, shapes, context, queries and labels."""

from __future__ import annotations

import json
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from importlib.resources.abc import Traversable
from typing import Any, cast

import pyoxigraph as ox
from rdflib import RDFS, SKOS, Graph, Literal

from querbezug.ontology.strings import LANGUAGES, Lang
from querbezug.ontology.terms import PREFIXES, QUER

_TITLE = re.compile(r"#\s*(?P<lang>de|en):\s*(?P<title>.+?)\s*")


def _data(name: str) -> Traversable:
    return files("querbezug.ontology").joinpath("data").joinpath(name)


def _entries(folder: str, suffix: str) -> list[Traversable]:
    entries = (entry for entry in _data(folder).iterdir() if entry.name.endswith(suffix))
    return sorted(entries, key=lambda entry: entry.name)


def ontology_files() -> tuple[Traversable, ...]:
    """Return the Turtle files of the ontology: our terms, the reused ones, the code lists."""
    return (_data("querbezug.ttl"), _data("reused-terms.ttl"), *_entries("vocab", ".ttl"))


def _graph(*sources: Traversable) -> Graph:
    graph = Graph()
    for source in sources:
        graph.parse(data=source.read_text(encoding="utf-8"), format="turtle")
    for prefix, namespace in PREFIXES.items():
        graph.bind(prefix, namespace, replace=True)
    return graph


@cache
def ontology_graph() -> Graph:
    """Return ontology, reused terms and code lists as one graph. It is shared: do not change it."""
    return _graph(*ontology_files())


@cache
def vocabulary_graph() -> Graph:
    """Return the code lists as one graph. It is shared: do not change it."""
    return _graph(*_entries("vocab", ".ttl"))


@cache
def shapes_graph() -> Graph:
    """Return the SHACL shapes. The graph is shared: do not change it."""
    return _graph(_data("shapes.ttl"))


@cache
def ontology_turtle() -> bytes:
    """Return :func:`ontology_graph` as Turtle, the same bytes every time."""
    return ontology_graph().serialize(format="turtle", encoding="utf-8")


def shapes_turtle() -> bytes:
    """Return the SHACL shapes as they are written, in Turtle."""
    return _data("shapes.ttl").read_bytes()


def context() -> dict[str, Any]:
    """Return the JSON-LD context document, ``{"@context": {…}}``."""
    return cast("dict[str, Any]", json.loads(_data("context.jsonld").read_text(encoding="utf-8")))


@dataclass(frozen=True, slots=True)
class NamedQuery:
    """A query of the package: its name, its question in both languages, its SPARQL."""

    id: str
    titles: Mapping[str, str]
    text: str

    def title(self, lang: Lang = "de") -> str:
        """Return the question the query answers."""
        return self.titles[lang]


def _named_queries(folder: str) -> Iterator[NamedQuery]:
    for entry in _entries(folder, ".rq"):
        text = entry.read_text(encoding="utf-8")
        found = filter(None, map(_TITLE.fullmatch, text.splitlines()))
        titles = {match["lang"]: match["title"] for match in found}
        yield NamedQuery(entry.name.removesuffix(".rq"), titles, text)


@cache
def queries() -> tuple[NamedQuery, ...]:
    """Return the competency queries; they run over the merged default graph."""
    return tuple(_named_queries("queries"))


@cache
def integrity_queries() -> tuple[NamedQuery, ...]:
    """Return the queries that must have no rows; they run over the whole dataset."""
    return tuple(_named_queries("integrity"))


@cache
def rules() -> tuple[NamedQuery, ...]:
    """Return the CONSTRUCT rules that derive other forms of the data."""
    return tuple(_named_queries("rules"))


class Labels:
    """What classes, properties and codes are called.

    Parameters
    ----------
    graph : Graph, optional
        Where the names stand; the ontology with its code lists unless told.
    """

    def __init__(self, graph: Graph | None = None) -> None:
        texts = _texts(_shipped_literals() if graph is None else _literals(graph))
        self._labels = texts[str(RDFS.label)]
        self._inverse = texts[str(QUER.inverseLabel)]
        self._definitions = texts[str(SKOS.definition)]

    def label(self, iri: str, lang: Lang = "de") -> str | None:
        """Return the name of a class, property or code, or ``None`` if it has none."""
        return self._labels.get((str(iri), lang))

    def inverse_label(self, iri: str, lang: Lang = "de") -> str | None:
        """Return what a link is called when read backwards, or ``None``."""
        return self._inverse.get((str(iri), lang))

    def definition(self, iri: str, lang: Lang = "de") -> str | None:
        """Return the definition of a term of ours or a code, or ``None``."""
        return self._definitions.get((str(iri), lang))


_Literal = tuple[str, str, str, str | None]
"""Subject, predicate, text and language."""


def _literals(graph: Graph) -> Iterator[_Literal]:
    for subject, predicate, text in graph:
        if isinstance(text, Literal):
            yield str(subject), str(predicate), str(text), text.language


def _shipped_literals() -> Iterator[_Literal]:
    """Yield what :func:`_literals` finds in the ontology, without the second that its graph takes.

    Every command names things, few need the graph.
    """
    for source in ontology_files():
        for quad in ox.parse(source.read_bytes(), format=ox.RdfFormat.TURTLE):
            if isinstance(quad.object, ox.Literal) and isinstance(quad.subject, ox.NamedNode):
                yield quad.subject.value, quad.predicate.value, quad.object.value, quad.object.language


def _texts(literals: Iterable[_Literal]) -> Mapping[str, Mapping[tuple[str, str], str]]:
    """Return texts by predicate, then by subject and language."""
    texts: defaultdict[str, dict[tuple[str, str], str]] = defaultdict(dict)
    for subject, predicate, text, language in literals:
        if language in LANGUAGES:
            texts[predicate][subject, language] = text
    return texts


@cache
def labels() -> Labels:
    """Return the names of the ontology's terms and codes, read once."""
    return Labels()
