"""What things are called on pages, and where their pages are."""

from __future__ import annotations

import pyoxigraph as ox

from querbezug.api.http.context import Paths
from querbezug.api.http.labels import local_name
from querbezug.api.http.service import Service
from querbezug.api.naming import licence_name
from querbezug.api.page_models import Link, Status
from querbezug.graph.facts import Facts
from querbezug.ontology.resources import labels
from querbezug.ontology.strings import Lang, text
from querbezug.ontology.terms import MEASURE_STATUS, RDFS, SKOS, TOPIC, VOCABULARY


class Names:
    """Names and addresses in the language of one page.

    Parameters
    ----------
    service : Service
        The store.
    lang : {"de", "en"}
        The language of the page.
    paths : Paths
        Turns IRIs into addresses.
    """

    def __init__(self, service: Service, lang: Lang, paths: Paths) -> None:
        self.lang, self.paths = lang, paths
        self.projection = service.projection()
        self.facts = Facts(service.snapshot())

    def label(self, iri: str) -> str:
        """Return the name of a thing, a term or a code."""
        number = self.projection.index.get(iri)
        if number is not None:
            return self.projection.labels[number]
        licence = licence_name(iri)
        if licence != iri:
            return licence
        return labels().label(iri, self.lang) or self._stored(iri) or local_name(iri)

    def kind(self, iri: str) -> str:
        """Return the kind of a thing, or nothing for what is none."""
        number = self.projection.index.get(iri)
        return self.projection.kinds[number] if number is not None else ""

    def href(self, iri: str) -> str:
        """Return the page of a thing; codes have none, they are explained with the ontology."""
        is_code = iri.startswith(str(VOCABULARY)) and not iri.startswith(str(TOPIC))
        return "" if is_code else self.paths.href(iri)

    def link(self, iri: str, note: str = "") -> Link:
        """Return a link to the page of a thing."""
        return Link(self.label(iri), self.href(iri), self.kind(iri), note)

    def status(self, code: str) -> Status:
        """Return how far a measure has come in words; nothing is known where ``code`` is empty."""
        if not code:
            return Status("", text("pages.status_none", self.lang))
        return Status(code, labels().label(str(MEASURE_STATUS[code]), self.lang) or code)

    def _stored(self, iri: str) -> str:
        try:
            ox.NamedNode(iri)
        except ValueError:
            return ""
        found = (self.facts.value(iri, predicate) for predicate in (RDFS.label, SKOS.prefLabel))
        return next((label for label in found if label), "")
