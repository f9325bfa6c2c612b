"""What the routes work with: the store's newest state and what was computed from it."""

from __future__ import annotations

import threading
from collections import defaultdict
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any, TypeVar

import networkx as nx

from querbezug.graph.analysis import Projection, city_network
from querbezug.graph.catalogue import Catalogue
from querbezug.graph.export import dump
from querbezug.graph.sparql import QueryPool
from querbezug.graph.store import ReadStore, Snapshot
from querbezug.ontology.terms import QUER

Made = TypeVar("Made")


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
        self._made: dict[str, Any] = {}
        self._version = ""

    def snapshot(self) -> Snapshot:
        """Return the newest state of the store."""
        return self._store.snapshot()

    def projection(self) -> Projection:
        """Return the newest state as arrays."""
        return self._once("projection", lambda: Projection.of(self.snapshot()))

    def catalogue(self) -> Catalogue:
        """Return all things, to be searched, filtered and counted."""
        return self._once("catalogue", lambda: Catalogue(self.snapshot(), self.projection()))

    def categories(self) -> Mapping[int, set[int]]:
        """Return the categories each idea was handed in under."""
        return self._once("categories", lambda: _categories(self.projection()))

    def cities(self) -> nx.Graph[str]:
        """Return the network of the cities."""
        return self._once("cities", lambda: city_network(self.projection()))

    def triple_count(self) -> int:
        """Return the number of triples in the data."""
        return self._once("triples", lambda: sum(1 for _ in self.snapshot().triples()))

    def dump(self, format_name: str) -> bytes:
        """Return the whole public graph in a format."""
        return self._once(f"dump-{format_name}", lambda: b"".join(dump(self.snapshot(), format_name)))

    def _once(self, name: str, make: Callable[[], Made]) -> Made:
        """Return what ``make`` makes, made once for each state of the store."""
        with self._lock:
            version = self.snapshot().version
            if version != self._version:
                self._made.clear()
                self._version = version
            if name not in self._made:
                self._made[name] = make()
            made: Made = self._made[name]
            return made


def _categories(projection: Projection) -> dict[int, set[int]]:
    found: dict[int, set[int]] = defaultdict(set)
    for thing, theme, _ in projection.pairs(QUER.theme):
        if projection.kinds[theme] == "category":
            found[thing].add(theme)
    return dict(found)
