"""Turtle to read and to compare: one block a subject, types first, labels next, all sorted.

Oxigraph and rdflib both write Turtle, but neither keeps an order that a diff can follow and that
puts what a reader looks for first; so the layout is done here and the terms are left to Oxigraph.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from functools import lru_cache
from itertools import groupby
from operator import attrgetter

import pyoxigraph as ox

from querbezug.ontology.terms import PREFIXES

_TYPE = "http://www.w3.org/1999/02/22-rdf-syntax-ns#type"
_FIRST = (
    _TYPE,
    "http://www.w3.org/2000/01/rdf-schema#label",
    "http://www.w3.org/2004/02/skos/core#prefLabel",
    "http://www.w3.org/2004/02/skos/core#altLabel",
    "http://purl.org/dc/terms/description",
    "https://w3id.org/querbezug/def#verbatimText",
)
_RANK = {iri: rank for rank, iri in enumerate(_FIRST)}
# Only local names without any character that Turtle would want escaped.
_LOCAL = re.compile(r"[A-Za-z0-9_](?:[A-Za-z0-9_-]*[A-Za-z0-9_])?")
_INTEGER = "http://www.w3.org/2001/XMLSchema#integer"
_DECIMAL = "http://www.w3.org/2001/XMLSchema#decimal"
_BOOLEAN = "http://www.w3.org/2001/XMLSchema#boolean"
_PLAIN = {
    _INTEGER: re.compile(r"[+-]?[0-9]+"),
    _DECIMAL: re.compile(r"[+-]?[0-9]*\.[0-9]+"),
    _BOOLEAN: re.compile(r"true|false"),
}


def turtle(triples: Iterable[ox.Triple], extra_prefixes: Mapping[str, str] | None = None) -> Iterator[str]:
    """Yield Turtle text, block by block.

    Parameters
    ----------
    triples : iterable of Triple
        What to write; order and doubles do not matter.
    extra_prefixes : mapping of str to str, optional
        Prefixes beside those of the ontology, for example for the data's own IRIs.

    Yields
    ------
    str
        The prefix block, then one block a subject. All prefixes are declared, used or not, so
        that the head does not change with the content.
    """
    writer = _Writer({**PREFIXES, **(extra_prefixes or {})})
    yield writer.head()
    ordered = sorted(set(triples), key=_order)
    for subject, group in groupby(ordered, key=attrgetter("subject")):
        yield writer.block(subject, list(group))


def trig(graphs: Mapping[str, Iterable[ox.Triple]]) -> Iterator[str]:
    """Yield TriG text: the graphs in the order of their names, each as :func:`turtle` lays it out."""
    writer = _Writer(PREFIXES)
    yield writer.head()
    for name in sorted(graphs):
        yield f"\n<{name}> {{\n"
        ordered = sorted(set(graphs[name]), key=_order)
        for subject, group in groupby(ordered, key=attrgetter("subject")):
            yield writer.block(subject, list(group))
        yield "}\n"


def _order(triple: ox.Triple) -> tuple[str, int, str, str]:
    predicate = triple.predicate.value
    return str(triple.subject), _RANK.get(predicate, len(_RANK)), predicate, str(triple.object)


class _Writer:
    def __init__(self, prefixes: Mapping[str, str]) -> None:
        # Longest namespace first, so that the closest prefix is taken.
        self._prefixes = sorted(prefixes.items(), key=lambda item: (-len(item[1]), item[0]))
        self._declared = prefixes
        self._name = lru_cache(maxsize=4096)(self._shorten)

    def head(self) -> str:
        lines = (f"PREFIX {prefix}: <{namespace}>" for prefix, namespace in self._declared.items())
        return "\n".join(lines) + "\n"

    def block(self, subject: object, triples: list[ox.Triple]) -> str:
        lines = []
        for predicate, group in groupby(triples, key=attrgetter("predicate")):
            verb = "a" if predicate.value == _TYPE else self._name(predicate.value)
            objects = " ,\n        ".join(self._term(triple.object) for triple in group)
            lines.append(f"    {verb} {objects}")
        return f"\n{self._term(subject)}\n" + " ;\n".join(lines) + " .\n"

    def _term(self, term: object) -> str:
        if isinstance(term, ox.NamedNode):
            return self._name(term.value)
        if isinstance(term, ox.Literal):
            return self._literal(term)
        return str(term)

    def _literal(self, literal: ox.Literal) -> str:
        datatype = literal.datatype.value
        plain = _PLAIN.get(datatype)
        if plain and plain.fullmatch(literal.value):
            return literal.value
        text = str(literal)
        written, mark, _ = text.rpartition("^^<")
        return f"{written}^^{self._name(datatype)}" if mark and text.endswith(f"{datatype}>") else text

    def _shorten(self, iri: str) -> str:
        for prefix, namespace in self._prefixes:
            local = iri.removeprefix(namespace)
            if local != iri and _LOCAL.fullmatch(local):
                return f"{prefix}:{local}"
        return f"<{iri}>"
