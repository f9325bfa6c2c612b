"""The container of a picture: pyvis holds it, nothing of pyvis renders it.

pyvis loads from the network, writes inline scripts and needs quadratic time to add edges. Its
lists of nodes and edges are good to hold, so they are filled directly.
"""

from __future__ import annotations

import json
import math
import numbers
from collections.abc import Mapping

from pyvis.network import Network

from querbezug.visualise.view import Json

LARGEST_EXACT = 2**53
"""Beyond this JavaScript rounds integers, so they are written as text."""


def plain(value: object) -> object:
    """Turn a value into what JSON knows: numpy numbers, NaN, huge integers, text subclasses.

    Parameters
    ----------
    value : object
        Anything. Infinite and undefined numbers become ``None``; unknown objects their text.
    """
    if value is None or isinstance(value, bool):
        return value
    if isinstance(value, str):
        return _without_surrogates(str(value))
    if isinstance(value, Mapping):
        return {str(key): plain(entry) for key, entry in value.items()}
    if isinstance(value, list | tuple | set | frozenset):
        entries = sorted(value, key=str) if isinstance(value, set | frozenset) else value
        return [plain(entry) for entry in entries]
    if hasattr(value, "tolist"):
        return plain(value.tolist())
    return _number(value) if isinstance(value, numbers.Real) else str(value)


def _number(value: numbers.Real) -> int | float | str | None:
    if isinstance(value, numbers.Integral):
        whole = int(value)
        return whole if abs(whole) < LARGEST_EXACT else str(whole)
    real = float(value)
    return real if math.isfinite(real) else None


def _without_surrogates(text: str) -> str:
    return text.encode("utf-8", "replace").decode("utf-8")


def script_json(value: object) -> str:
    """Return ``value`` as JSON that may stand inside a ``<script>`` element."""
    text = json.dumps(plain(value), ensure_ascii=False, allow_nan=False, separators=(",", ":"))
    for sign in "<>&\u2028\u2029":
        text = text.replace(sign, f"\\u{ord(sign):04x}")
    return text


class PictureNetwork:
    """A network of unique nodes and edges, held by pyvis."""

    def __init__(self, options: Json) -> None:
        self.pyvis = Network(height="100%", width="100%", directed=True, cdn_resources="local")
        self.pyvis.options = dict(options)
        self._edges: set[str] = set()

    def add_node(self, key: str, **attributes: object) -> bool:
        """Add a node; say whether it was new."""
        if key in self.pyvis.node_map:
            return False
        node = {"id": key} | {name: plain(value) for name, value in attributes.items() if value is not None}
        self.pyvis.nodes.append(node)
        self.pyvis.node_ids.append(key)
        self.pyvis.node_map[key] = node
        return True

    def add_edge(
        self, source: str, target: str, relation: str = "", *, loose: bool = False, **attributes: object
    ) -> bool:
        """Add an edge; say whether it was new.

        Parameters
        ----------
        source, target : str
            The nodes it joins.
        relation : str
            Tells edges between the same two nodes apart.
        loose : bool
            Whether the ends may be missing here, because the page they go to has them.
        **attributes : object
            What vis-network and the panel need to know of it.

        Raises
        ------
        KeyError
            If one of the ends is not in the network and the edge is not loose.
        """
        for end in (source, target):
            if not loose and end not in self.pyvis.node_map:
                raise KeyError(end)
        key = "|".join((source, relation, target))
        if key in self._edges:
            return False
        self._edges.add(key)
        known = {name: plain(value) for name, value in attributes.items() if value is not None}
        self.pyvis.edges.append({"id": key, "from": source, "to": target} | known)
        return True

    @property
    def nodes(self) -> tuple[Json, ...]:
        """The nodes in vis-network's form, in the order they came."""
        return tuple(self.pyvis.nodes)

    @property
    def edges(self) -> tuple[Json, ...]:
        """The edges in vis-network's form, in the order they came."""
        return tuple(self.pyvis.edges)

    @property
    def options(self) -> Json:
        """vis-network's options."""
        options: Json = self.pyvis.options
        return options
