"""SHACL before commit: what breaks a rule is told with source, place and rule, and not stored."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

import pyoxigraph as ox
import pyshacl
from rdflib import Graph
from rdflib.namespace import RDF, SH
from rdflib.term import Literal, Node, URIRef

from querbezug.graph.mapping import MappedSource
from querbezug.graph.records import Origin
from querbezug.ontology.resources import shapes_graph
from querbezug.ontology.strings import Lang, Message, message


@dataclass(frozen=True, slots=True)
class Finding:
    """One broken rule.

    Attributes
    ----------
    severe : bool
        True for a violation, which is refused; False for what is only told.
    rule : str
        Name of the shape that was broken.
    message : Message
        The sentence for users: source, place, what is wrong, rule.
    remark : bool
        True for what is no fault but good to know (a measure without a goal).
    """

    severe: bool
    rule: str
    message: Message
    remark: bool = False


def validate(mapped: MappedSource) -> tuple[Finding, ...]:
    """Check the triples of one source against the shapes of the ontology.

    Parameters
    ----------
    mapped : MappedSource
        What is to be stored.

    Returns
    -------
    tuple of Finding
        Violations first, each group in the order of the source.
    """
    _, report, _ = pyshacl.validate(
        as_rdflib(mapped.triples),
        shacl_graph=shapes_graph(),
        inference="none",
        advanced=False,
        meta_shacl=False,
    )
    assert isinstance(report, Graph)  # noqa: S101 - pyshacl returns a graph unless asked otherwise
    findings = [
        (_order(report, result, mapped), _finding(report, result, mapped))
        for result in report.subjects(RDF.type, SH.ValidationResult)
    ]
    findings.sort(key=lambda pair: (not pair[1].severe, pair[0], pair[1].rule))
    return tuple(finding for _, finding in findings)


def as_rdflib(triples: Iterable[ox.Triple]) -> Graph:
    """Copy triples into rdflib's own memory, where SHACL runs fastest."""
    text = ox.serialize(triples, format=ox.RdfFormat.N_TRIPLES) or b""
    return Graph().parse(data=text, format="nt")


def _finding(report: Graph, result: Node, mapped: MappedSource) -> Finding:
    focus = report.value(result, SH.focusNode)
    rule = _rule(report.value(result, SH.sourceShape))
    told = message(
        "graph.finding",
        source=mapped.source.file_name,
        place=describe_place(str(focus), mapped.origins),
        problem=_problem(report, result),
        rule=rule,
    )
    severity = report.value(result, SH.resultSeverity)
    return Finding(severity == SH.Violation, rule, told, severity == SH.Info)


class _ShapeMessage(Message):
    """A sentence that the shape itself brings along, in its languages."""

    def text(self, lang: Lang = "de") -> str:
        return str(self.values.get(lang) or self.values.get("de", ""))


def _problem(report: Graph, result: Node) -> Message:
    """Return the shape's sentence, with the offending value where there is one."""
    texts = [t for t in report.objects(result, SH.resultMessage) if isinstance(t, Literal)]
    value = report.value(result, SH.value)
    shown = f" („{str(value)[:80]}“)" if isinstance(value, Literal) else ""
    return _ShapeMessage("graph.finding", {t.language or "de": f"{t}{shown}" for t in sorted(texts)})


def _rule(shape: Node | None) -> str:
    name = str(shape) if isinstance(shape, URIRef) else ""
    return name.rsplit("#", 1)[-1]


def _order(report: Graph, result: Node, mapped: MappedSource) -> tuple[int, str]:
    origin, _ = mapped.origins.get(str(report.value(result, SH.focusNode)), (Origin(), ""))
    return origin.line or 0, origin.path or ""


def describe_place(iri: str, origins: Mapping[str, tuple[Origin, str]]) -> Message | str:
    """Return where a described thing stands in its source, in words a person can follow."""
    origin, label = origins.get(iri.partition("#")[0], origins.get(iri, (Origin(), "")))
    if origin.line is not None:
        return message("graph.place-line", line=origin.line)
    if origin.path:
        return message("graph.place-path", path=origin.path)
    return f"„{label}“" if label else iri
