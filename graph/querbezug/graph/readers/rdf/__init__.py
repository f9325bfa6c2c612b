"""Any RDF: Turtle, TriG, N-Triples, N-Quads, JSON-LD and RDF/XML, without network access."""

from querbezug.graph.readers.rdf.reader import RdfReader

__all__ = ["RdfReader"]
