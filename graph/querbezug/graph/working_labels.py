"""Names to go by until a source states one.

Some exports speak of things that they do not name: a process known by its address, a category
known by its number. Readers make up a name, which is stated as an alternative one. A thing that no
source gives a label goes by its first alternative name, so whichever source comes first, a thing
has the label that was stated, and only that.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TypeGuard

import pyoxigraph as ox

from querbezug.graph.nodes import node
from querbezug.graph.statements import InMemory, Statements
from querbezug.ontology.terms import RDF, RDFS, SKOS

_LANGUAGE = "de"
_NAME = node(SKOS.altLabel)


def concluded_labels(stated: Statements) -> Iterator[ox.Triple]:
    """Yield labels of the things that have none in ``stated``, but an alternative name."""
    names: dict[ox.NamedNode, str] = {}
    for triple in stated.triples(None, _NAME, None):
        subject, name = triple.subject, triple.object
        if not isinstance(subject, ox.NamedNode) or not _is_german(name):
            continue
        if subject in names or not _has(stated, subject, node(RDFS.label)):
            names[subject] = min(name.value, names.get(subject, name.value))
    for subject, text in names.items():
        label = ox.Literal(text, language=_LANGUAGE)
        yield ox.Triple(subject, node(RDFS.label), label)
        is_concept = any(stated.triples(subject, node(RDF.type), node(SKOS.Concept)))
        if is_concept and not _has(stated, subject, node(SKOS.prefLabel)):
            yield ox.Triple(subject, node(SKOS.prefLabel), label)


def with_labels(triples: Iterable[ox.Triple]) -> list[ox.Triple]:
    """Return ``triples`` with the labels that would be concluded from them alone."""
    given = list(triples)
    if not any(triple.predicate == _NAME for triple in given):
        return given
    return [*given, *concluded_labels(InMemory(given))]


def _has(stated: Statements, subject: ox.NamedNode, predicate: ox.NamedNode) -> bool:
    return any(_is_german(triple.object) for triple in stated.triples(subject, predicate, None))


def _is_german(value: object) -> TypeGuard[ox.Literal]:
    return isinstance(value, ox.Literal) and value.language == _LANGUAGE
