"""Terms of vocabularies as Oxigraph wants them."""

from __future__ import annotations

from functools import cache

import pyoxigraph as ox
from rdflib.term import URIRef


@cache
def node(term: URIRef | str) -> ox.NamedNode:
    """Return an IRI of a vocabulary as an Oxigraph node; each is made once."""
    return ox.NamedNode(str(term))
