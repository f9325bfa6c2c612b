"""The one bridge between records and RDF."""

from querbezug.graph.mapping.mapper import MappedSource, map_source

__all__ = ["MappedSource", "map_source"]
