"""Writes the documentation of the ontology: ``python -m querbezug.ontology.docs``."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator
from importlib.resources import files

from rdflib import OWL, RDF, RDFS, SH, SKOS, Graph, URIRef

from querbezug.ontology.resources import (
    Labels,
    integrity_queries,
    ontology_graph,
    queries,
    shapes_graph,
    vocabulary_graph,
)
from querbezug.ontology.strings import Lang
from querbezug.ontology.terms import PREFIXES, QUER, SCHEMA, TOPIC
from querbezug.ontology.topics import Topic, topics


def ontology_page() -> str:
    """Return the whole page in Markdown: the decisions, then every term, code, rule and query."""
    names = Labels()
    parts = [_intro(), _classes(names), _links(names), _values(names), _codes(names), _topics(names)]
    parts += [_rules(), _queries()]
    return "\n\n".join(part.strip() for part in parts) + "\n"


def _intro() -> str:
    return files("querbezug.ontology").joinpath("data").joinpath("docs-intro.md").read_text(encoding="utf-8")


def _classes(names: Labels) -> str:
    rows = (
        (_code(term), *_both(names, term), _all(term, RDFS.subClassOf), names.definition(term, "en"))
        for term in _ours(OWL.Class)
    )
    return "## Classes\n\n" + _table(("class", "German", "English", "kind of", "definition"), rows)


def _links(names: Labels) -> str:
    rows = (
        (
            _code(term),
            *(f"{names.label(term, lang)} / {names.inverse_label(term, lang)}" for lang in _LANGS),
            f"{_all(term, SCHEMA.domainIncludes)} → {_all(term, SCHEMA.rangeIncludes)}",
            names.definition(term, "en"),
        )
        for term in _ours(OWL.ObjectProperty)
    )
    return "## Links\n\n" + _table(
        ("property", "German / backwards", "English / backwards", "expected", "definition"), rows
    )


def _values(names: Labels) -> str:
    rows = (
        (
            _code(term),
            *_both(names, term),
            f"{_all(term, SCHEMA.domainIncludes)} → {_all(term, SCHEMA.rangeIncludes)}",
            names.definition(term, "en"),
        )
        for kind in (OWL.DatatypeProperty, OWL.AnnotationProperty)
        for term in _ours(kind)
    )
    return "## Values\n\n" + _table(("property", "German", "English", "expected", "definition"), rows)


def _codes(names: Labels) -> str:
    graph = vocabulary_graph()
    rows = (
        (_code(code), *_both(names, str(code)), names.definition(str(code), "en"))
        for code in sorted(_iris(graph.subjects(RDF.type, SKOS.Concept)))
        if code not in TOPIC
    )
    return "## Codes\n\n" + _table(("code", "German", "English", "definition"), rows)


def _topics(names: Labels) -> str:
    """Return the topics, each broad one followed by its narrower ones; not all the words for them."""
    rows = (
        (
            f"`{topic.code}`",
            f"`{topic.broader.removeprefix(TOPIC)}`" if topic.broader else None,
            *_both(names, topic.iri),
            names.definition(topic.iri, "en"),
        )
        for topic in sorted(topics(), key=_below_broader)
    )
    head = ("topic", "broader", "German", "English", "definition")
    return f"## Topics (`{TOPIC}`)\n\n" + _table(head, rows)


def _below_broader(topic: Topic) -> tuple[str, str]:
    return (topic.broader, topic.iri) if topic.broader else (topic.iri, "")


def _rules() -> str:
    graph = shapes_graph()
    rows = (
        (
            f"`{shape.fragment}`",
            _severity(graph, shape),
            _message(graph, shape, "de"),
            _message(graph, shape, "en"),
        )
        for shape in sorted(_iris(set(graph.subjects(SH.message))))
    )
    return "## Rules\n\n" + _table(("rule", "severity", "German", "English"), rows)


def _queries() -> str:
    rows = ((f"`{query.id}`", query.title("de"), query.title("en")) for query in queries())
    checks = ((f"`{query.id}`", query.title("de"), query.title("en")) for query in integrity_queries())
    head = ("query", "German", "English")
    return (
        "## Questions the graph answers\n\n"
        + _table(head, rows)
        + "\n\n## Checks over the whole graph (each must have no rows)\n\n"
        + _table(head, checks)
    )


_LANGS: tuple[Lang, Lang] = ("de", "en")


def _ours(kind: URIRef) -> list[URIRef]:
    graph = ontology_graph()
    return sorted(term for term in _iris(graph.subjects(RDF.type, kind)) if term in QUER)


def _iris(nodes: Iterable[object]) -> Iterator[URIRef]:
    return (node for node in nodes if isinstance(node, URIRef))


def _both(names: Labels, term: str) -> tuple[str | None, str | None]:
    return names.label(term, "de"), names.label(term, "en")


def _all(term: URIRef, predicate: URIRef) -> str:
    return ", ".join(_code(value) for value in sorted(_iris(ontology_graph().objects(term, predicate))))


def _severity(graph: Graph, shape: URIRef) -> str:
    return str(graph.value(shape, SH.severity, default=SH.Violation)).rpartition("#")[2]


def _message(graph: Graph, shape: URIRef, lang: Lang) -> str:
    return next(
        str(text) for text in graph.objects(shape, SH.message) if getattr(text, "language", "") == lang
    )


def _code(term: str) -> str:
    for prefix, namespace in PREFIXES.items():
        if term.startswith(namespace):
            return f"`{prefix}:{term.removeprefix(namespace)}`"
    return f"`{term}`"


def _table(head: tuple[str, ...], rows: Iterable[tuple[str | None, ...]]) -> str:
    lines = [head, tuple("---" for _ in head), *rows]
    return "\n".join("| " + " | ".join(cell or "–" for cell in line) + " |" for line in lines)


if __name__ == "__main__":
    sys.stdout.write(ontology_page())
