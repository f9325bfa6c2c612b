"""From the description of a thing to the model of its page."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Mapping
from textwrap import shorten
from urllib.parse import urlsplit

import pyoxigraph as ox

from querbezug.api.http.context import Paths
from querbezug.api.http.evidence import wording
from querbezug.api.http.labels import inverse_labels, local_name, property_labels, written_date
from querbezug.api.http.provenance import provenance
from querbezug.api.http.service import Service
from querbezug.api.page_models import CommentEntry, FactRow, Link, ThingPage, Value
from querbezug.graph.analysis import Projection
from querbezug.graph.describe import Description, describe
from querbezug.graph.export import FORMATS
from querbezug.ontology.resources import labels
from querbezug.ontology.strings import Lang, text
from querbezug.ontology.terms import DCTERMS, GEO, OA, PROV, QUER, RDF, RDFS, SKOS, VOCABULARY, WGS84
from querbezug.visualise.page import number
from querbezug.visualise.reasons import connection_path, umfeld_path

MOST_COMMENTS = 50
TITLE_LENGTH = 70

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
        PROV.hadPrimarySource,
    )
}


def thing_page(service: Service, iri: str, lang: Lang, paths: Paths) -> ThingPage:
    """Return the model of the page of ``iri``.

    Raises
    ------
    NotFoundError
        If the graph says nothing of it.
    """
    return _Builder(service, describe(service.snapshot(), iri), lang, paths).page()


class _Builder:
    def __init__(self, service: Service, found: Description, lang: Lang, paths: Paths) -> None:
        self.service, self.found, self.lang, self.paths = service, found, lang, paths
        self.projection: Projection = service.projection()
        self.inferred = self._inferred()

    def page(self) -> ThingPage:
        iri, kind = self.found.iri, self._kind(self.found.iri)
        comments = self._comments()
        return ThingPage(
            iri=iri,
            kind=kind or "other",
            label=self._title(iri, kind),
            facts=self._facts(),
            incoming=self._incoming(),
            alt_labels=tuple(self._values(SKOS.altLabel)),
            description=tuple(self._values(DCTERMS.description)),
            wording=wording(self.service, self.found, self.lang, self.paths) if kind == "comment" else None,
            comments=comments[:MOST_COMMENTS],
            comments_total=len(comments),
            umfeld_href=umfeld_path(iri) if kind and kind != "authority" else "",
            connection_href=self._connection(iri) if kind == "municipality" else "",
            downloads=self._downloads(iri),
            provenance=provenance(self.service, self._values(PROV.hadPrimarySource), self.paths, self.lang),
        )

    def _title(self, iri: str, kind: str) -> str:
        """Return the heading: the label, for a comment its first words."""
        label = self._label(iri)
        if kind != "comment":
            return label
        return text("api.comment-title", self.lang, text=shorten(label, TITLE_LENGTH, placeholder=" …"))

    def _facts(self) -> tuple[FactRow, ...]:
        grouped: dict[str, list[Value]] = defaultdict(list)
        for triple in self.found.own:
            predicate = triple.predicate.value
            if predicate not in _ELSEWHERE:
                grouped[predicate].append(
                    self._value(triple.object, (self.found.iri, predicate, _text(triple.object)))
                )
        pages = [Value(_page_name(url), url) for url in self._values(DCTERMS.source)]
        if pages:
            grouped[str(DCTERMS.source)] = pages
        figures = self._population()
        if figures:
            grouped[str(QUER.populationFigure)] = figures
        return self._rows(grouped, property_labels(self.lang))

    def _incoming(self) -> tuple[FactRow, ...]:
        grouped: dict[str, list[Value]] = defaultdict(list)
        for triple in self.found.incoming:
            predicate = triple.predicate.value
            if predicate in _NOT_INCOMING or not isinstance(triple.subject, ox.NamedNode):
                continue
            key = (triple.subject.value, predicate, self.found.iri)
            grouped[predicate].append(self._value(triple.subject, key))
        return self._rows(grouped, inverse_labels(self.lang))

    def _rows(self, grouped: Mapping[str, list[Value]], name: Callable[[str], str]) -> tuple[FactRow, ...]:
        rows = [
            FactRow(
                name(predicate),
                tuple(sorted(values, key=_value_order)),
                predicate,
                self._definition(predicate),
            )
            for predicate, values in grouped.items()
        ]
        return tuple(
            sorted(rows, key=lambda row: (not any(v.href.startswith("/") for v in row.values), row.label))
        )

    def _definition(self, predicate: str) -> str:
        return labels().definition(predicate, self.lang) or ""

    def _value(self, term: object, key: tuple[str, str, str]) -> Value:
        if not isinstance(term, ox.NamedNode):
            return Value(self._literal(term))
        # Codes are explained on the page of the ontology; their own addresses lead nowhere yet.
        is_code = term.value.startswith(str(VOCABULARY))
        href = "" if is_code else self.paths.href(term.value)
        return Value(self._label(term.value), href, self._kind(term.value), key in self.inferred)

    def _literal(self, term: object) -> str:
        value = _text(term)
        if not isinstance(term, ox.Literal):
            return value
        datatype = local_name(term.datatype.value)
        if datatype == "integer" and value.lstrip("-").isdigit():
            return number(int(value), self.lang)
        return written_date(value, self.lang) if datatype == "date" else value

    def _label(self, iri: str) -> str:
        if iri in self.projection.index:
            return self.projection.labels[self.projection.index[iri]]
        known = labels().label(iri, self.lang)
        return known or self._stored_label(iri) or local_name(iri)

    def _stored_label(self, iri: str) -> str:
        store, subject = self.service.snapshot().store, ox.NamedNode(iri)
        for predicate in (RDFS.label, SKOS.prefLabel):
            found = store.quads_for_pattern(subject, ox.NamedNode(str(predicate)), None, ox.DefaultGraph())
            texts = sorted(quad.object.value for quad in found if isinstance(quad.object, ox.Literal))
            if texts:
                return texts[0]
        return ""

    def _kind(self, iri: str) -> str:
        index = self.projection.index.get(iri)
        return self.projection.kinds[index] if index is not None else ""

    def _values(self, predicate: object) -> list[str]:
        return sorted(_text(t.object) for t in self.found.own if t.predicate.value == str(predicate))

    def _population(self) -> list[Value]:
        figures: dict[str, dict[str, str]] = defaultdict(dict)
        for triple in self.found.parts:
            figures[_text(triple.subject)][triple.predicate.value] = _text(triple.object)
        rows = [f for f in figures.values() if str(QUER.population) in f]
        rows.sort(key=lambda f: f.get(str(DCTERMS.date), ""))
        return [self._figure(f) for f in rows]

    def _figure(self, figure: dict[str, str]) -> Value:
        date = figure.get(str(DCTERMS.date), "")
        forecast = figure.get(str(QUER.forecast)) == "true"
        suffix = f" ({labels().label(str(QUER.forecast), self.lang)})" if forecast else ""
        return Value(
            f"{written_date(date, self.lang)}: {number(int(figure[str(QUER.population)]), self.lang)}{suffix}"
        )

    def _comments(self) -> tuple[CommentEntry, ...]:
        about = str(QUER.about)
        iris = [_text(t.subject) for t in self.found.incoming if t.predicate.value == about]
        entries = [(self._sequence(iri), iri) for iri in iris if self._kind(iri) == "comment"]
        return tuple(self._comment(iri) for _, iri in sorted(entries))

    def _comment(self, iri: str) -> CommentEntry:
        line = self._number(iri, QUER.lineNumber)
        return CommentEntry(self._label(iri), self.paths.href(iri), line)

    def _sequence(self, iri: str) -> int:
        return self._number(iri, QUER.sequence) or 0

    def _number(self, iri: str, predicate: object) -> int | None:
        store = self.service.snapshot().store
        found = store.quads_for_pattern(
            ox.NamedNode(iri), ox.NamedNode(str(predicate)), None, ox.DefaultGraph()
        )
        return next((int(_text(quad.object)) for quad in found), None)

    def _inferred(self) -> set[tuple[str, str, str]]:
        """Return the links of this thing that editors concluded, as subject, predicate, object."""
        statements = {
            _text(t.subject)
            for t in self.found.incoming
            if t.predicate.value in (str(RDF.subject), str(RDF.object))
        }
        store = self.service.snapshot().store
        found = set()
        for statement in statements:
            quads = store.quads_for_pattern(ox.NamedNode(statement), None, None, ox.DefaultGraph())
            parts = {quad.predicate.value: _text(quad.object) for quad in quads}
            keys = (str(RDF.subject), str(RDF.predicate), str(RDF.object))
            if all(key in parts for key in keys):
                found.add((parts[keys[0]], parts[keys[1]], parts[keys[2]]))
        return found

    def _connection(self, iri: str) -> str:
        """Return the comparison with the closest partner, if there is one."""
        network = self.service.cities()
        if iri not in network or not network[iri]:
            return ""
        partner = max(sorted(network[iri]), key=lambda other: network[iri][other]["weight"])
        return connection_path(iri, partner)

    def _downloads(self, iri: str) -> tuple[Link, ...]:
        page = self.paths.href(iri).replace("/doc/", "/data/", 1)
        known = (FORMATS[name] for name in ("turtle", "jsonld", "ntriples"))
        return tuple(Link(entry.title, f"{page}.{entry.extension}") for entry in known)


def _text(term: object) -> str:
    return term.value if isinstance(term, ox.NamedNode | ox.Literal) else str(term)


def _value_order(value: Value) -> tuple[str, str]:
    return value.kind, value.text


def _page_name(url: str) -> str:
    parts = urlsplit(url)
    return f"{parts.netloc.removeprefix('www.')}{parts.path.rstrip('/')}"[:70]
