"""Statements as lines of N-Triples without the full stop, written as Oxigraph writes them."""

from __future__ import annotations

from hashlib import sha256

from rdflib.term import URIRef

from bench.generating.wording import Quote
from querbezug.graph.links.describing import VERSION
from querbezug.ontology.strings import text
from querbezug.ontology.terms import METHOD, OA, PROV, QUER, RDF, RDFS, REVIEW_STATUS, SCHEMA, XSD

SURE = 50
"""Hundredths of confidence from which a link is stated as a plain triple, too."""


def iri(value: str | URIRef) -> str:
    """Return an IRI as it stands in a line."""
    return f"<{value}>"


def german(value: str) -> str:
    """Return a German text; it has no quotation mark, backslash or line break."""
    return f'"{value}"@de'


TYPE, BODY, ASSESSES = iri(RDF.type), iri(OA.hasBody), iri(QUER.assesses)
_LABEL, _VERSION = iri(RDFS.label), iri(SCHEMA.softwareVersion)
_STANCE, _TARGET, _FUNCTION = iri(QUER.stance), iri(QUER.stanceTarget), iri(QUER.contributionFunction)
_QUOTE, _START, _END = iri(QUER.quote), iri(QUER.start), iri(QUER.end)
_CONFIDENCE, _METHOD, _RUN = iri(QUER.confidence), iri(QUER.method), iri(PROV.wasGeneratedBy)
_REVIEW = f"{iri(QUER.reviewStatus)} {iri(REVIEW_STATUS.proposed)}"
_INTEGER = f"^^{iri(XSD.integer)}"
_HUNDREDTHS = [f'"{f"{n / 100:.2f}".rstrip("0").rstrip(".")}"^^{iri(XSD.decimal)}' for n in range(101)]
_METHODS = ("place-name", "topic-word", "example-cue", "function-rules", "stance-rules")


def number(predicate: str, value: int) -> str:
    """Return predicate and object of a whole number."""
    return f'{predicate} "{value}"{_INTEGER}'


class Assessments:
    """Writes assessments as :class:`querbezug.graph.links.describing.Describer` states them.

    Parameters
    ----------
    things : str
        Base of the IRIs of all things, with a slash at its end.
    """

    def __init__(self, things: str) -> None:
        self._subjects = f"{things}assessment/"
        self._runs = {method: f"{things}run/{method}-{VERSION}" for method in _METHODS}
        self._made_by = {
            method: f"{_METHOD} {iri(METHOD[method])}\n{_RUN} {iri(run)}".split("\n")
            for method, run in self._runs.items()
        }

    def runs(self) -> list[str]:
        """Return what is said of the runs."""
        lines = []
        for method, run in self._runs.items():
            label = german(text("links.run", method=method, version=VERSION))
            lines += [
                f"<{run}> {TYPE} {iri(QUER.LinkingRun)}",
                f"<{run}> {_LABEL} {label}",
                f"<{run}> {_METHOD} {iri(METHOD[method])}",
                f'<{run}> {_VERSION} "{VERSION}"',
            ]
        return lines

    def mention(self, unit: str, body: str, quote: Quote, sure: int) -> list[str]:
        """Return the assessment that a passage names a place."""
        said = (f"{BODY} <{body}>",)
        return self._lines(
            unit, "place-name", body, "", iri(QUER.Mention), said, quote, sure, (QUER.mentions,)
        )

    def example(self, unit: str, body: str, quote: Quote, sure: int) -> list[str]:
        """Return the assessment that a passage cites an example."""
        plain = (QUER.mentions, QUER.refersToExample)
        said = (f"{BODY} <{body}>",)
        return self._lines(unit, "example-cue", body, "", iri(QUER.Mention), said, quote, sure, plain)

    def theme(self, unit: str, body: str, quote: Quote, sure: int) -> list[str]:
        """Return the assessment that a passage is about a topic."""
        said, cls = (f"{BODY} <{body}>",), iri(QUER.ThemeAssignment)
        return self._lines(unit, "topic-word", body, "", cls, said, quote, sure, (QUER.theme,))

    def function(self, unit: str, code: str, quote: Quote, sure: int) -> list[str]:
        """Return the assessment of what a comment does."""
        said = (f"{_FUNCTION} <{code}>",)
        return self._lines(unit, "function-rules", code, "", iri(QUER.FunctionAssessment), said, quote, sure)

    def stance(
        self, unit: str, code: str, target: str, quote: Quote, sure: int, plain: URIRef | None
    ) -> list[str]:
        """Return the assessment of where a comment stands; ``plain`` says the same in one triple."""
        said = (f"{_STANCE} <{code}>", f"{_TARGET} <{target}>")
        shortcuts = (plain,) if plain else ()
        cls = iri(QUER.StanceAssessment)
        return self._lines(unit, "stance-rules", code, target, cls, said, quote, sure, shortcuts)

    def _lines(
        self,
        unit: str,
        method: str,
        body: str,
        target: str,
        cls: str,
        said: tuple[str, ...],
        quote: Quote,
        sure: int,
        plain: tuple[URIRef, ...] = (),
    ) -> list[str]:
        digest = sha256(f"{unit} {method} {body} {target}".rstrip().encode()).hexdigest()[:16]
        subject = f"<{self._subjects}{digest}>"
        method_is, made_by = self._made_by[method]
        lines = [
            f"{subject} {TYPE} {cls}",
            f"{subject} {ASSESSES} <{unit}>",
            f"{subject} {_CONFIDENCE} {_HUNDREDTHS[sure]}",
            f"{subject} {_REVIEW}",
            f"{subject} {method_is}",
            f"{subject} {made_by}",
            f'{subject} {_QUOTE} "{quote.text}"',
            f"{subject} {number(_START, quote.start)}",
            f"{subject} {number(_END, quote.start + len(quote.text))}",
        ]
        lines += [f"{subject} {each}" for each in said]
        if sure >= SURE:
            lines += [f"<{unit}> <{predicate}> <{target or body}>" for predicate in plain]
        return lines
