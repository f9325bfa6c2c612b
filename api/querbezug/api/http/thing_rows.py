"""The facts of a thing as rows: what it says of itself, and what others say of it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Collection, Mapping, Sequence
from urllib.parse import urlencode, urlsplit

import pyoxigraph as ox

from querbezug.api.http.labels import inverse_labels, local_name, property_labels, written_date
from querbezug.api.http.names import Names
from querbezug.api.http.service import Service
from querbezug.api.http.why import Why
from querbezug.api.page_models import FactRow, Value
from querbezug.graph.describe import Description, incoming
from querbezug.ontology.resources import labels
from querbezug.ontology.terms import DCTERMS, FOAF, GEO, OA, PROV, QUER, RDF, RDFS, SKOS, WGS84
from querbezug.visualise.page import number

ON_PAGE = 50
"""From so many values on, a list gets pages of its own."""

FIRST = 8

# Shown elsewhere on the page, or of no use to a reader.
_ELSEWHERE = {
    str(term)
    for term in (
        RDF.type,
        RDFS.label,
        SKOS.prefLabel,
        SKOS.altLabel,
        SKOS.inScheme,
        DCTERMS.description,
        DCTERMS.source,
        PROV.hadPrimarySource,
        PROV.wasGeneratedBy,
        QUER.verbatimText,
        QUER.measureStatus,
        QUER.supportCount,
        QUER.objectionCount,
        QUER.replyTo,
        GEO.hasGeometry,
        WGS84.lat,
        WGS84.long,
        QUER.populationFigure,
    )
}
_NOT_INCOMING = {
    str(term)
    for term in (
        QUER.assesses,
        OA.hasBody,
        RDF.subject,
        RDF.object,
        RDF.predicate,
        QUER.about,
        QUER.respondsTo,
        QUER.replyTo,
        QUER.reportsOn,
        QUER.candidate,
        QUER.candidateFor,
        QUER.reviewOf,
        PROV.hadPrimarySource,
    )
}
# What people say has these in the head of its page, and beneath its wording.
_SAID_ABOVE = {
    str(term)
    for term in (
        QUER.about,
        QUER.respondsTo,
        QUER.sequence,
        QUER.lineNumber,
        DCTERMS.created,
        FOAF.page,
        PROV.hadPrimarySource,
    )
}
Triple = tuple[str, str, str]


class Rows:
    """Makes the rows of one thing.

    Parameters
    ----------
    found : Description
        What the graph says of the thing.
    hidden : collection of str
        Properties, read backwards, that the page shows in a form of their own.
    why : Why
        Knows what speaks for the links that no source states.
    """

    def __init__(
        self, service: Service, names: Names, found: Description, hidden: Collection[str], why: Why
    ) -> None:
        self._why = why
        self._service, self._names, self._found = service, names, found
        self._hidden = _NOT_INCOMING | set(hidden)
        self._spoken = names.kind(found.iri) in {"comment", "idea", "response"}
        self._inferred = _inferred(names, found)

    def facts(self) -> tuple[FactRow, ...]:
        """Return what the thing says of itself."""
        iri, names = self._found.iri, self._names
        grouped: dict[str, list[Value]] = defaultdict(list)
        for triple in self._found.own:
            predicate = triple.predicate.value
            if predicate not in (_ELSEWHERE | (_SAID_ABOVE if self._spoken else set())):
                key = (iri, predicate, plain(triple.object))
                grouped[predicate].append(self._value(triple.object, key))
        pages = [Value(_page_name(url), url) for url in names.facts.values(iri, DCTERMS.source)]
        if pages:
            grouped[str(DCTERMS.source)] = pages
        figures = self._population()
        if figures:
            grouped[str(QUER.populationFigure)] = figures
        return self._rows(grouped, property_labels(names.lang), "angaben")

    def incoming(self) -> tuple[FactRow, ...]:
        """Return what others say of it; of many, the first by name."""
        iri, names = self._found.iri, self._names
        grouped: dict[str, list[Value]] = {}
        totals: dict[str, int] = {}
        for predicate, subjects in incoming(self._service.snapshot(), iri).items():
            if predicate in self._hidden:
                continue
            ordered = sorted(subjects, key=lambda each: (names.kind(each), names.label(each), each))
            totals[predicate] = len(ordered)
            shown = ordered[: FIRST if len(ordered) > ON_PAGE else None]
            grouped[predicate] = [self._link(each, (each, predicate, iri)) for each in shown]
        return self._rows(grouped, inverse_labels(names.lang), "verweise", totals)

    def _rows(
        self,
        grouped: Mapping[str, Sequence[Value]],
        name: Callable[[str], str],
        list_name: str,
        totals: Mapping[str, int] | None = None,
    ) -> tuple[FactRow, ...]:
        rows = []
        for predicate, values in grouped.items():
            total = (totals or {}).get(predicate, len(values))
            address = f"{self._names.href(self._found.iri)}/{list_name}?"
            more = address + urlencode({"als": local_name(predicate)}) if total > ON_PAGE else ""
            ordered = sorted(values, key=lambda value: (value.kind, value.text))
            rows.append(
                FactRow(
                    name(predicate),
                    tuple(ordered[: FIRST if more else None]),
                    predicate,
                    labels().definition(predicate, self._names.lang) or "",
                    total,
                    more,
                )
            )
        return tuple(
            sorted(rows, key=lambda row: (not any(v.href.startswith("/") for v in row.values), row.label))
        )

    def _value(self, term: object, key: Triple) -> Value:
        if isinstance(term, ox.NamedNode):
            return self._link(term.value, key)
        return Value(self._literal(term))

    def _link(self, iri: str, key: Triple) -> Value:
        names = self._names
        why = self._why.of_link(*key)
        return Value(names.label(iri), names.href(iri), names.kind(iri), key in self._inferred, why=why)

    def _literal(self, term: object) -> str:
        value = plain(term)
        if not isinstance(term, ox.Literal):
            return value
        datatype = local_name(term.datatype.value)
        if datatype == "integer" and value.lstrip("-").isdigit():
            return number(int(value), self._names.lang)
        return written_date(value, self._names.lang) if datatype == "date" else value

    def _population(self) -> list[Value]:
        figures: dict[str, dict[str, str]] = defaultdict(dict)
        for triple in self._found.parts:
            figures[plain(triple.subject)][triple.predicate.value] = plain(triple.object)
        rows = [f for f in figures.values() if str(QUER.population) in f]
        rows.sort(key=lambda f: f.get(str(DCTERMS.date), ""))
        return [self._figure(f) for f in rows]

    def _figure(self, figure: Mapping[str, str]) -> Value:
        lang = self._names.lang
        date = written_date(figure.get(str(DCTERMS.date), ""), lang)
        forecast = figure.get(str(QUER.forecast)) == "true"
        suffix = f" ({labels().label(str(QUER.forecast), lang)})" if forecast else ""
        return Value(f"{date}: {number(int(figure[str(QUER.population)]), lang)}{suffix}")


def _inferred(names: Names, found: Description) -> set[Triple]:
    """Return the links of a thing that editors concluded, as subject, predicate, object."""
    ends = (str(RDF.subject), str(RDF.object))
    statements = {plain(t.subject) for t in found.incoming if t.predicate.value in ends}
    concluded = set()
    for statement in statements:
        own = names.facts.own(statement)
        parts = tuple(own.get(str(term), ("",))[0] for term in (RDF.subject, RDF.predicate, RDF.object))
        if all(parts):
            concluded.add((parts[0], parts[1], parts[2]))
    return concluded


def plain(term: object) -> str:
    """Return a term as text."""
    return term.value if isinstance(term, ox.NamedNode | ox.Literal) else str(term)


def _page_name(url: str) -> str:
    parts = urlsplit(url)
    return f"{parts.netloc.removeprefix('www.')}{parts.path.rstrip('/')}"[:70]
