"""What the routes work with: the store's newest state and what was computed from it."""

from __future__ import annotations

import threading
from collections import defaultdict
from collections.abc import Mapping
from pathlib import Path

import networkx as nx

from querbezug.graph.analysis import Projection
from querbezug.graph.answers import Workbench
from querbezug.graph.catalogue import Catalogue
from querbezug.graph.export import dump
from querbezug.graph.export.dump import serialise
from querbezug.graph.export.ties import tie_triples
from querbezug.graph.sparql import QueryPool
from querbezug.graph.store import ReadStore, Snapshot
from querbezug.ontology.terms import QUER


class Service:
    """One store as the web sees it; made once for each application.

    Parameters
    ----------
    path : Path
        The store's directory.
    timeout : float
        Seconds a SPARQL query may take.
    """

    def __init__(self, path: Path, timeout: float) -> None:
        self._store = ReadStore(path)
        self.pool = QueryPool(path, timeout=timeout)
        self._lock = threading.RLock()
        self._bench: Workbench | None = None

    def snapshot(self) -> Snapshot:
        """Return the newest state of the store."""
        return self._store.snapshot()

    def workbench(self) -> Workbench:
        """Return the newest state with all that is worked out from it."""
        with self._lock:
            snapshot = self.snapshot()
            if self._bench is None or self._bench.snapshot.version != snapshot.version:
                self._bench = Workbench(snapshot)
            return self._bench

    def projection(self) -> Projection:
        """Return the newest state as arrays."""
        return self.workbench().projection

    def catalogue(self) -> Catalogue:
        """Return all things, to be searched, filtered and counted."""
        return self.workbench().catalogue

    def categories(self) -> Mapping[int, set[int]]:
        """Return the categories each idea was handed in under."""
        bench = self.workbench()
        return bench.once("categories", lambda: _categories(bench.projection))

    def cities(self) -> nx.Graph[str]:
        """Return the network of the cities."""
        return self.workbench().network

    def ties(self, format_name: str) -> bytes:
        """Return what ties the cities in a format of RDF."""
        bench = self.workbench()
        minter = bench.snapshot.layout.minter
        return bench.once(
            f"ties-{format_name}", lambda: b"".join(serialise(tie_triples(bench.ties, minter), format_name))
        )

    def triple_count(self) -> int:
        """Return the number of triples in the data."""
        bench = self.workbench()
        return bench.once("triples", lambda: sum(1 for _ in bench.snapshot.triples()))

    def dump(self, format_name: str) -> bytes:
        """Return the whole public graph in a format."""
        bench = self.workbench()
        return bench.once(f"dump-{format_name}", lambda: b"".join(dump(bench.snapshot, format_name)))


def _categories(projection: Projection) -> dict[int, set[int]]:
    found: dict[int, set[int]] = defaultdict(set)
    for thing, theme, _ in projection.pairs(QUER.theme):
        if projection.kinds[theme] == "category":
            found[thing].add(theme)
    return dict(found)
