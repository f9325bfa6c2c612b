"""Models of the pages for researchers and open-data officers: SPARQL, data, ontology."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from querbezug.api.page_models.parts import Link


@dataclass(frozen=True, slots=True)
class ExampleQuery:
    """A query to start from."""

    key: str
    title: str
    query: str
    description: str = ""


@dataclass(frozen=True, slots=True)
class ResultCell:
    """A cell of a query's result."""

    text: str
    href: str = ""


@dataclass(frozen=True, slots=True)
class SparqlResult:
    """A result rendered on the server, for readers without scripts."""

    headers: tuple[str, ...]
    rows: tuple[tuple[ResultCell, ...], ...]
    truncated: bool = False


@dataclass(frozen=True, slots=True)
class SparqlPage:
    """``/sparql`` for a browser: the editor; ``result`` or ``error`` only without scripts.

    ``base`` is the base of the things' IRIs, so that results link to their pages. Without scripts
    the form sends ``format=html`` and expects this page back with a result.
    """

    template: ClassVar[str] = "sparql.html"
    active: ClassVar[str] = "sparql"
    query: str
    examples: tuple[ExampleQuery, ...]
    prefixes: str = ""
    endpoint: str = "/sparql"
    base: str = ""
    result: SparqlResult | None = None
    error: str = ""


@dataclass(frozen=True, slots=True)
class Dump:
    """A file with the whole data in one format; ``size`` in bytes."""

    label: str
    href: str
    media_type: str
    explanation: str
    size: int | None = None
    triples: int | None = None
    sha256: str = ""
    licence: Link | None = None


@dataclass(frozen=True, slots=True)
class SourceEntry:
    """A source the data came from."""

    label: str
    href: str
    triples: int
    loaded: str = ""
    licence: Link | None = None
    page: Link | None = None


@dataclass(frozen=True, slots=True)
class DataPage:
    """``/daten``: what can be taken away, and under which terms."""

    template: ClassVar[str] = "data.html"
    active: ClassVar[str] = "daten"
    dumps: tuple[Dump, ...]
    sources: tuple[SourceEntry, ...] = ()
    catalogues: tuple[Link, ...] = ()
    networks: tuple[Link, ...] = ()
    triples: int | None = None
    updated: str = ""
    report: Link | None = None


@dataclass(frozen=True, slots=True)
class Term:
    """A class or property of the ontology; ``parents`` are what it specialises."""

    iri: str
    name: str
    label: str
    definition: str = ""
    parents: tuple[str, ...] = ()
    uses: tuple[str, ...] = ()
    count: int | None = None


@dataclass(frozen=True, slots=True)
class CodeList:
    """A code list of the ontology with its codes."""

    name: str
    label: str
    codes: tuple[Term, ...]


@dataclass(frozen=True, slots=True)
class OntologyPage:
    """``/ontology`` for a browser: classes, properties, code lists."""

    template: ClassVar[str] = "ontology.html"
    active: ClassVar[str] = "ontologie"
    namespace: str
    version: str
    classes: tuple[Term, ...]
    properties: tuple[Term, ...]
    code_lists: tuple[CodeList, ...] = ()
    downloads: tuple[Link, ...] = ()
