"""Publishing what ties cities as a graph of the store, and taking it out again."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

import pyoxigraph as ox

from querbezug.graph.analysis import CityTies, project
from querbezug.graph.export.ties import tie_triples
from querbezug.graph.nodes import node
from querbezug.graph.store.layout import MODIFIED, VERSION, single
from querbezug.graph.store.reading import Snapshot
from querbezug.graph.store.writing import Change, WriteStore
from querbezug.ontology.terms import QUER, RDF


@dataclass(frozen=True, slots=True)
class Publication:
    """What publishing came to.

    Attributes
    ----------
    ties, reasons : int
        How many are published now.
    change : Change
        What that did to the store; nothing where it said just this already.
    """

    ties: int
    reasons: int
    change: Change


def publish_ties(store: WriteStore) -> Publication:
    """Work out what ties the cities, and put it into the store in place of what was published before.

    Raises
    ------
    StoreError
        If the disk is full or cannot be written; the store is as it was.
    """
    ties = CityTies(project(_state(store)))
    counted = _Counted(tie_triples(ties, store.layout.minter))
    change = store.commit({store.layout.ties: counted})
    return Publication(counted.ties, counted.reasons, change)


def remove_ties(store: WriteStore) -> Change:
    """Take the published ties out of the store; where there are none, nothing changes.

    Raises
    ------
    StoreError
        If the disk is full or cannot be written; the store is as it was.
    """
    return store.commit({store.layout.ties: ()})


def _state(store: WriteStore) -> Snapshot:
    """Return the state that the writer sees: nobody else can change it meanwhile."""
    return Snapshot(
        store=store.raw,
        layout=store.layout,
        version=single(store.raw, VERSION) or "0",
        modified=single(store.raw, MODIFIED) or "",
        path=store.path,
    )


@dataclass
class _Counted:
    """Triples, with the number of ties and reasons among them as they pass."""

    triples: Iterator[ox.Triple]
    ties: int = field(default=0, init=False)
    reasons: int = field(default=0, init=False)

    def __iter__(self) -> Iterator[ox.Triple]:
        is_tie = (node(RDF.type), node(QUER.CityTie))
        for triple in self.triples:
            self.ties += (triple.predicate, triple.object) == is_tie
            self.reasons += triple.predicate == node(QUER.tieReason)
            yield triple
