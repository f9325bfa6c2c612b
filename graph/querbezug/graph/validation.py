"""SHACL before commit: what breaks a rule is told with source, place and rule, and not stored."""

from __future__ import annotations

import threading
from collections import deque
from collections.abc import Iterable, Iterator, Mapping
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass

import pyoxigraph as ox
import pyrudof
from rdflib import Graph
from rdflib.namespace import RDF, SH
from rdflib.term import Literal, Node, URIRef

from querbezug.graph.mapping import MappedSource
from querbezug.graph.readers.base import SourceInfo
from querbezug.graph.records import Origin
from querbezug.graph.working_labels import with_labels
from querbezug.ontology.resources import shapes_graph
from querbezug.ontology.strings import Lang, Message, message

_THREADS = 2
_OF_THREAD = threading.local()
_ONE_AT_A_TIME = threading.Lock()


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


class Validator:
    """Checks one source against the shapes of the ontology.

    Parameters
    ----------
    source : SourceInfo
        What is to be stored, for the sentences.
    origins : mapping of str to (Origin, str)
        Where the records stand.
    """

    def __init__(self, source: SourceInfo, origins: Mapping[str, tuple[Origin, str]]) -> None:
        self._source = source
        self._origins = origins

    def findings(self, triples: Iterable[ox.Triple], quick: bool = False) -> tuple[Finding, ...]:
        """Return the broken rules, violations first, each group in the order of the source.

        Parameters
        ----------
        triples : iterable of Triple
            Whole descriptions: of each thing all that the source says. What has no label, but an
            alternative name, will go by that, and is checked as if it did already.
        quick : bool
            Ask a compiled engine first whether there is anything to find but remarks. It takes a
            fifth of the time, but cannot say what is wrong in both languages.
        """
        text = _checked_text(triples)
        return () if not text or (quick and conforms(text)) else self._slowly(text)

    def findings_of_many(self, parts: Iterable[list[ox.Triple]]) -> Iterator[tuple[Finding, ...]]:
        """Yield the broken rules of each part, as :meth:`findings` does.

        The compiled engine runs without Python's lock, so it looks at the next parts meanwhile.

        Parameters
        ----------
        parts : iterable of list of Triple
            Whole descriptions; some parts are held at a time.
        """
        waiting: deque[tuple[str, Future[bool]]] = deque()
        with ThreadPoolExecutor(_THREADS) as threads:
            for part in parts:
                if text := _checked_text(part):
                    waiting.append((text, threads.submit(conforms, text)))
                if len(waiting) > _THREADS:
                    yield self._unless_sound(*waiting.popleft())
            while waiting:
                yield self._unless_sound(*waiting.popleft())

    def _unless_sound(self, text: str, sound: Future[bool]) -> tuple[Finding, ...]:
        return () if sound.result() else self._slowly(text)

    def _slowly(self, text: str) -> tuple[Finding, ...]:
        # Most sources keep the rules; only the others wait for this import.
        import pyshacl

        _, report, _ = pyshacl.validate(
            Graph().parse(data=text, format="nt"),
            shacl_graph=shapes_graph(),
            inference="none",
            advanced=False,
            meta_shacl=False,
        )
        assert isinstance(report, Graph)  # noqa: S101 - pyshacl returns a graph unless asked otherwise
        found = [
            (self._order(report, result), self._finding(report, result))
            for result in report.subjects(RDF.type, SH.ValidationResult)
        ]
        found.sort(key=lambda pair: (not pair[1].severe, pair[0], pair[1].rule))
        return tuple(finding for _, finding in found)

    def _finding(self, report: Graph, result: Node) -> Finding:
        focus = report.value(result, SH.focusNode)
        rule = _rule(report.value(result, SH.sourceShape))
        told = message(
            "graph.finding",
            source=self._source.file_name,
            place=describe_place(str(focus), self._origins),
            problem=_problem(report, result),
            rule=rule,
        )
        severity = report.value(result, SH.resultSeverity)
        return Finding(severity == SH.Violation, rule, told, severity == SH.Info)

    def _order(self, report: Graph, result: Node) -> tuple[int, str]:
        origin, _ = self._origins.get(str(report.value(result, SH.focusNode)), (Origin(), ""))
        return origin.line or origin.row or 0, origin.path or ""


def validate(mapped: MappedSource) -> tuple[Finding, ...]:
    """Check all triples of a source that fits into memory."""
    return Validator(mapped.source, mapped.origins).findings(mapped.triples)


def conforms(text: str) -> bool:
    """Say whether the compiled engine finds nothing but remarks; what it cannot read does not conform."""
    engine = _engine()
    try:
        engine.read_data(
            text, format=pyrudof.RDFFormat.NTriples, reader_mode=pyrudof.ReaderMode.Strict, merge=False
        )
        return bool(engine.validate_shacl().conforms)
    except pyrudof.RudofError:
        return False


def _checked_text(triples: Iterable[ox.Triple]) -> str:
    return (ox.serialize(with_labels(triples), format=ox.RdfFormat.N_TRIPLES) or b"").decode()


def _engine() -> pyrudof.Rudof:
    """Return this thread's engine: it keeps what it has read."""
    if not hasattr(_OF_THREAD, "engine"):
        with _ONE_AT_A_TIME:
            _OF_THREAD.engine = _new_engine()
    engine: pyrudof.Rudof = _OF_THREAD.engine
    return engine


def _new_engine() -> pyrudof.Rudof:
    rules = Graph() + shapes_graph()
    for remark in shapes_graph().subjects(SH.severity, SH.Info):  # else all measures without a goal
        rules.remove((None, SH.property, remark))  # would have to be looked at slowly
        rules.remove((remark, None, None))
    engine = pyrudof.Rudof(pyrudof.RudofConfig())
    engine.read_shacl(rules.serialize(format="turtle"))
    return engine


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


def describe_place(iri: str, origins: Mapping[str, tuple[Origin, str]]) -> Message | str:
    """Return where a described thing stands in its source, in words a person can follow."""
    origin, label = origins.get(iri.partition("#")[0], origins.get(iri, (Origin(), "")))
    if origin.line is not None:
        return message("graph.place-line", line=origin.line)
    if origin.row is not None:
        return message("graph.place-row", row=origin.row)
    if origin.path:
        return message("graph.place-path", path=origin.path)
    return f"„{label}“" if label else iri
