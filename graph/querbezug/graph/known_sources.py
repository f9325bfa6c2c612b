"""Which sources a store has already: the same bytes are loaded once, and nothing is replaced by mistake."""

from __future__ import annotations

from collections.abc import Iterable

import pyoxigraph as ox

from querbezug.graph.errors import SourceError
from querbezug.graph.nodes import node
from querbezug.graph.opened import Prepared
from querbezug.graph.store.layout import LOADED_FROM, LOG
from querbezug.graph.store.writing import WriteStore
from querbezug.ontology.terms import QUER


class KnownSources:
    """The sources in a store, and those that one load has accepted so far.

    Parameters
    ----------
    store : WriteStore
        The store.
    prepared : iterable of Prepared
        All files of the load; the old bytes of the sources they replace are no twin for anything.
    """

    def __init__(self, store: WriteStore, prepared: Iterable[Prepared]) -> None:
        self._store = store
        self._accepted: dict[str, Prepared] = {}
        bytes_of = {item.info.key: item.file.sha256 for item in prepared}
        known = _by_checksum(store.raw)
        self._known = {sha: key for sha, key in known.items() if bytes_of.get(key, sha) == sha}

    def accept(self, item: Prepared) -> None:
        """Take down that this file will be loaded."""
        self._accepted[item.info.key] = item
        self._known[item.file.sha256] = item.info.key

    def twin(self, item: Prepared) -> str | None:
        """Return the key of another source with the same bytes, or None."""
        key = self._known.get(item.file.sha256)
        return key if key != item.info.key else None

    def refuse_stranger(self, item: Prepared) -> None:
        """Refuse a file that would replace a source of the same name from another folder.

        Raises
        ------
        SourceError
            If it would; the sentence names both.
        """
        info, path = item.info, item.file.path
        if self._known.get(item.file.sha256) == info.key:
            return
        before = self._accepted.get(info.key)
        if before is not None:
            raise SourceError("graph.other-source", key=info.key, known=before.file.path, path=path)
        if path is None or not info.key_is_guessed:
            return
        subject = ox.NamedNode(self._store.layout.minter.thing("source", info.key))
        for quad in self._store.raw.quads_for_pattern(subject, LOADED_FROM, None, LOG):
            known = quad.object.value if isinstance(quad.object, ox.Literal) else ""
            if known != str(path.resolve()):
                raise SourceError("graph.other-source", key=info.key, known=known, path=path)


def _by_checksum(store: ox.Store) -> dict[str, str]:
    """Return the keys of the sources in the store by the SHA-256 of their bytes."""
    return {
        quad.object.value: quad.subject.value.rsplit("/", 1)[1]
        for quad in store.quads_for_pattern(None, node(QUER.sha256), None, ox.DefaultGraph())
        if isinstance(quad.object, ox.Literal) and isinstance(quad.subject, ox.NamedNode)
    }
