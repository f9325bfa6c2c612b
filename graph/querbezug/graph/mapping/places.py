"""Where a thing is, as triples."""

from __future__ import annotations

import pyoxigraph as ox

from querbezug.graph.mapping.sink import Sink
from querbezug.ontology.terms import GEO, RDF, WGS84, XSD


def position(sink: Sink, subject: ox.NamedNode, latitude: float, longitude: float) -> None:
    """State a point, for GeoSPARQL and for those who just want two numbers."""
    geometry = ox.NamedNode(f"{subject.value}#point")
    wkt = f"POINT({longitude:.6f} {latitude:.6f})"
    sink.add(subject, GEO.hasGeometry, geometry)
    sink.add(geometry, RDF.type, GEO.Geometry)
    sink.add(geometry, GEO.asWKT, ox.Literal(wkt, datatype=ox.NamedNode(str(GEO.wktLiteral))))
    sink.typed(subject, WGS84.lat, f"{latitude:.6f}", XSD.decimal)
    sink.typed(subject, WGS84.long, f"{longitude:.6f}", XSD.decimal)
