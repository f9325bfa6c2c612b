"""Handing the sources of a load to other processes, which only read."""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path

import pyoxigraph as ox

from querbezug.graph.identity import Identity
from querbezug.graph.ledger import Ledger
from querbezug.graph.store.layout import Layout
from querbezug.graph.store.opening import telling
from querbezug.graph.store.staging import Copy, Staged, copies_folder
from querbezug.graph.store.stated import Stated
from querbezug.graph.store.writing import WriteStore
from querbezug.ontology.iris import IriMinter


@dataclass(frozen=True, slots=True)
class Handed:
    """What another process needs to ask what the sources state, and to give IRIs as this one does.

    The files are snapshots that share their content with the originals, so nothing that happens to
    those is seen.
    """

    store: str | None
    base: str
    salt: str
    graphs: Mapping[str, Copy]
    ledger: Copy

    def __call__(self) -> tuple[Stated, Identity]:
        """Open everything, in the other process."""
        store = ox.Store.read_only(self.store) if self.store else ox.Store()
        layout = Layout(IriMinter(self.base))
        graphs = {ox.NamedNode(name): Staged.of_copy(copy) for name, copy in self.graphs.items()}
        ledger = Ledger(store, fresh=Staged.of_copy(self.ledger))
        return Stated(store, layout, graphs), Identity(layout.minter, ledger, self.salt)


def hand_over(
    store: WriteStore, identity: Identity, graphs: Mapping[ox.NamedNode, Staged], stack: ExitStack
) -> Handed:
    """Return what other processes need; it is theirs until ``stack`` is closed.

    Parameters
    ----------
    store : WriteStore
        The store.
    identity : Identity
        What this load knows of identities.
    graphs : mapping of NamedNode to Staged
        The graphs that the load exchanges.
    stack : ExitStack
        Gives the disk back in the end.
    """
    folder = stack.enter_context(copies_folder(store.path))
    return Handed(
        store=_stored(store, folder),
        base=store.layout.minter.base,
        salt=store.salt,
        graphs={graph.value: staged.copy(folder) for graph, staged in graphs.items()},
        ledger=identity.ledger.entries().copy(folder),
    )


def _stored(store: WriteStore, folder: Path) -> str | None:
    """Return where a snapshot of the store is, or None if there is no store yet."""
    if not store.on_disk:
        return None
    path = folder / "store"
    with telling(store.path):
        store.raw.backup(str(path))
    return str(path)
