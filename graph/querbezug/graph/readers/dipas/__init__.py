"""DIPAS, the participation system of Hamburg: GeoJSON of its interface (PDS) and CSV of its export."""

from __future__ import annotations

from querbezug.graph.readers.dipas.exports import DipasCommentsReader, DipasContributionsReader
from querbezug.graph.readers.dipas.layers import DipasLayerReader

__all__ = ["DipasCommentsReader", "DipasContributionsReader", "DipasLayerReader"]
