"""What the routes work with: the store's newest state and what was computed from it."""

from __future__ import annotations

import threading
from collections import defaultdict
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path

import networkx as nx
import pyoxigraph as ox

from querbezug.graph.analysis import Projection, bulk
from querbezug.graph.answers import Workbench
from querbezug.graph.catalogue import Catalogue
from querbezug.graph.errors import QuerbezugError
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
    warm : bool
        Whether to work out in the background what most pages need, for each state of the store.
    """

    def __init__(self, path: Path, timeout: float, *, warm: bool = False) -> None:
        self._store = ReadStore(path)
        self.pool = QueryPool(path, timeout=timeout)
        self._warm = warm
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
                if self._warm:
                    # It ends with the program, wherever it is.
                    threading.Thread(
                        target=self._warm_up, args=(self._bench,), name="warm-up", daemon=True
                    ).start()
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
        return bench.once("triples", lambda: bulk.count(bench.snapshot.store))

    def triples_in(self, graph: ox.NamedNode) -> int:
        """Return the number of triples in one graph."""
        bench = self.workbench()
        return bench.once(f"triples-{graph.value}", lambda: bulk.count_in(bench.snapshot.store, graph))

    def triples_at_hand(self) -> int | None:
        """Return the number of triples; None while they are being counted in the background."""
        return self.triple_count() if not self._warm or self.workbench().is_made("triples") else None

    def _warm_up(self, bench: Workbench) -> None:
        """Work out what most pages need, so that the first reader of a state waits less."""
        # What fails here fails again for whoever asks, and is told then.
        with suppress(QuerbezugError, OSError, RuntimeError):
            bench.once("triples", lambda: bulk.count(bench.snapshot.store))
            _ = bench.network
            bench.catalogue.prepare()
            bench.once("adjacency", lambda: bench.projection.adjacency)

    def is_dumped(self, format_name: str) -> bool:
        """Say whether a dump is at hand."""
        return self.workbench().is_made(f"dump-{format_name}")

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
