"""Where things lie in the store: the names of its graphs and its own book-keeping.

Public graphs (one for each source, one for links, one for decisions about links, one for
adopted topics, one for the official register, one for published ties, one for the ontology with its
code lists) are merged
into the default graph, so that a query without ``GRAPH`` counts each triple once. Dumps hold them
all but the ontology, which is a file of its own. Private graphs (the log of loads and linking runs,
the ledger of minted IRIs, the memory of the last linking run) are in no dump and out of every
query's reach.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

import pyoxigraph as ox

from querbezug.ontology.iris import IriMinter
from querbezug.ontology.resources import ontology_files
from querbezug.ontology.terms import ONTOLOGY, RDF, XSD

PRIVATE = "urn:querbezug:"

Value = ox.NamedNode | ox.BlankNode | ox.Literal | ox.Triple

LOG = ox.NamedNode(f"{PRIVATE}log")
LEDGER = ox.NamedNode(f"{PRIVATE}ledger")
STORE = ox.NamedNode(f"{PRIVATE}store")

BASE = ox.NamedNode(f"{PRIVATE}base")
SALT = ox.NamedNode(f"{PRIVATE}salt")
VERSION = ox.NamedNode(f"{PRIVATE}version")
MODIFIED = ox.NamedNode(f"{PRIVATE}modified")
LOADED_AT = ox.NamedNode(f"{PRIVATE}loadedAt")
LOADED_FROM = ox.NamedNode(f"{PRIVATE}loadedFrom")
REVIEWED = ox.NamedNode(f"{PRIVATE}reviewed")
LEDGER_KEY = ox.NamedNode(f"{PRIVATE}ledgerKey")
SAME_AS = ox.NamedNode(f"{PRIVATE}sameAs")

_TEXT = frozenset({str(XSD.string), str(RDF.langString)})

ONTOLOGY_GRAPH = ox.NamedNode(str(ONTOLOGY))

DEFAULT_BASE = "https://w3id.org/querbezug"


def is_public(graph: ox.NamedNode | ox.BlankNode | ox.DefaultGraph) -> bool:
    """Say whether ``graph`` is one that queries and dumps may show."""
    return isinstance(graph, ox.NamedNode) and not graph.value.startswith(PRIVATE)


@dataclass(frozen=True, slots=True)
class Layout:
    """The names of the public graphs under one base."""

    minter: IriMinter

    def source(self, key: str) -> ox.NamedNode:
        """Return the graph of the source ``key``."""
        return ox.NamedNode(self.minter.graph("source", key))

    @property
    def links(self) -> ox.NamedNode:
        """The graph of the assessments and their shortcuts."""
        return ox.NamedNode(self.minter.graph("links"))

    @property
    def decisions(self) -> ox.NamedNode:
        """The graph of what people decided about assessments."""
        return ox.NamedNode(self.minter.graph("decisions"))

    @property
    def lexicon(self) -> ox.NamedNode:
        """The graph of the topics that people adopted."""
        return ox.NamedNode(self.minter.graph("lexicon"))

    @property
    def gazetteer(self) -> ox.NamedNode:
        """The graph of the official register's municipalities that are in use."""
        return ox.NamedNode(self.minter.graph("gazetteer"))

    @property
    def ties(self) -> ox.NamedNode:
        """The graph of what ties the cities, where that is published; it rests on all other graphs."""
        return ox.NamedNode(self.minter.graph("ties"))

    def source_key(self, graph: ox.NamedNode) -> str | None:
        """Return the key of the source whose graph this is, or None."""
        prefix = self.minter.graph("source", "x").removesuffix("x")
        return graph.value.removeprefix(prefix) if graph.value.startswith(prefix) else None


def single(store: ox.Store, predicate: ox.NamedNode) -> str | None:
    """Return the book-keeping value ``predicate`` of the store, or None."""
    for quad in store.quads_for_pattern(STORE, predicate, None, LOG):
        if isinstance(quad.object, ox.Literal):
            return quad.object.value
    return None


def public_graphs(store: ox.Store) -> list[ox.NamedNode]:
    """Return the public graphs of ``store`` that hold anything, in the order of their names."""
    graphs = (g for g in store.named_graphs() if isinstance(g, ox.NamedNode) and is_public(g))
    return sorted((g for g in graphs if any(triples_of(store, g))), key=lambda g: g.value)


def triples_of(store: ox.Store, graph: ox.NamedNode | ox.DefaultGraph) -> Iterator[ox.Triple]:
    """Yield the triples of one graph."""
    return (quad.triple for quad in store.quads_for_pattern(None, None, None, graph))


def in_graph(triples: Iterable[ox.Triple], graph: ox.NamedNode | ox.DefaultGraph) -> Iterator[ox.Quad]:
    """Yield ``triples`` as quads of ``graph``."""
    return (ox.Quad(t.subject, t.predicate, t.object, graph) for t in triples)


def ontology_triples() -> frozenset[ox.Triple]:
    """Return the ontology and its code lists, so that queries can ask for labels of terms."""
    # Not the one Turtle file that is handed out: rdflib takes half a second to write it.
    files = (file.read_bytes() for file in ontology_files())
    return frozenset(quad.triple for file in files for quad in ox.parse(file, format=ox.RdfFormat.TURTLE))


def as_stored(triples: Iterable[ox.Triple]) -> set[ox.Triple]:
    """Return ``triples`` as Oxigraph gives them back: ``0.90`` as ``0.9``, a positiveInteger as integer.

    Only what has been through the same mill can be compared with the content of a store.
    """
    plain, typed = set(), ox.Store()
    for triple in triples:
        literal = triple.object if isinstance(triple.object, ox.Literal) else None
        if literal is None or literal.datatype.value in _TEXT:
            plain.add(triple)
        else:
            typed.add(ox.Quad(triple.subject, triple.predicate, literal))
    return plain | set(triples_of(typed, ox.DefaultGraph()))


def as_stored_quads(quads: Iterable[ox.Quad]) -> set[ox.Quad]:
    """Return ``quads`` as Oxigraph gives them back; see :func:`as_stored`."""
    store = ox.Store()
    store.extend(quads)
    return set(store)
