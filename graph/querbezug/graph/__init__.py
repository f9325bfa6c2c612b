"""The graph: read sources, keep, link, analyse, hand out.

For notebooks and scripts::

    from querbezug.graph import open_graph

    graph = open_graph("querbezug.db")
    graph.ties("Saalfeld", "Rudolstadt")
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from querbezug.graph.notebook import KnowledgeGraph

__all__ = ["open_graph"]


def open_graph(path: str | Path = "querbezug.db") -> KnowledgeGraph:
    """Open a store for reading, also beside a running server.

    Parameters
    ----------
    path : str or Path
        The store's directory.

    Raises
    ------
    StoreError
        If there is no store, or it cannot be read.
    """
    # Processes that answer one query import this package and need none of the numeric libraries.
    from querbezug.graph.notebook import KnowledgeGraph

    return KnowledgeGraph(Path(path))
