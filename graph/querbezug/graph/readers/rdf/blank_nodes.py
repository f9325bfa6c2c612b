"""Names for nodes without a name that stay the same when the same content is read again.

A parser makes up its own labels, and a writer those in a file, so neither can name a node. What
can is what the source says about it: each node gets a colour from its statements, then from the
colours of the nodes it is tied to, and so on until no more nodes can be told apart (colour
refinement). Nodes that say exactly the same are numbered in the order they come.
"""

from __future__ import annotations

from collections import Counter
from hashlib import blake2b, sha256

import pyoxigraph as ox

from querbezug.graph.errors import SourceError

_MOST_ROUNDS = 16
_MASK = (1 << 128) - 1


class BlankNodes:
    """The nodes without a name of one source.

    Nodes are known by the order in which they come, since labels made up by the parser differ
    each time it reads. First :meth:`see` every triple, then :meth:`close`; what stays in memory is one
    number for each node and one entry for each tie between two of them.
    """

    def __init__(self, source_key: str) -> None:
        self._source_key = source_key
        self._numbers: dict[str, int] = {}
        self._colours: list[int] = []
        self._ties: list[tuple[int, str, int]] = []
        self._names: list[str] = []

    def see(self, triple: ox.Quad) -> None:
        """Take into account what ``triple`` says."""
        subject, value = triple.subject, triple.object
        if not isinstance(subject, ox.BlankNode) and not isinstance(value, ox.BlankNode):
            return
        if isinstance(subject, ox.BlankNode) and isinstance(value, ox.BlankNode):
            self._ties.append((self.number(subject), triple.predicate.value, self.number(value)))
        elif isinstance(subject, ox.BlankNode):
            self._add(self.number(subject), "says", triple.predicate.value, str(value))
        elif isinstance(value, ox.BlankNode):
            self._add(self.number(value), "said", triple.predicate.value, str(subject))

    def number(self, node: ox.BlankNode) -> int:
        """Return how many nodes came before ``node``."""
        number = self._numbers.setdefault(node.value, len(self._numbers))
        if number >= len(self._colours) and not self._names:
            self._colours.append(0)
        return number

    def close(self) -> None:
        """Find the names and forget the parser's labels, so that the source can be read again."""
        kinds = len(set(self._colours))
        for _ in range(_MOST_ROUNDS if self._ties else 0):
            self._refine()
            before, kinds = kinds, len(set(self._colours))
            if kinds == before:
                break
        twins: Counter[int] = Counter()
        for colour in self._colours:
            twins[colour] += 1
            text = f"{self._source_key}\x1f{colour:032x}\x1f{twins[colour]}"
            self._names.append(sha256(text.encode()).hexdigest()[:20])
        self._numbers, self._colours, self._ties = {}, [], []

    def name(self, node: ox.BlankNode) -> str:
        """Return ``_:`` and the digest that names ``node`` in this source.

        Raises
        ------
        SourceError
            If the source has another content than when it was seen.
        """
        number = self.number(node)
        if number >= len(self._names):
            raise SourceError("rdf.changed")
        return f"_:{self._names[number]}"

    def _add(self, number: int, *parts: str) -> None:
        # A sum, so that the order of the statements does not matter.
        self._colours[number] = (self._colours[number] + _digest(*parts)) & _MASK

    def _refine(self) -> None:
        before = list(self._colours)
        self._colours = [_digest("self", f"{colour:x}") for colour in before]
        for subject, predicate, value in self._ties:
            self._add(subject, "says", predicate, f"{before[value]:x}")
            self._add(value, "said", predicate, f"{before[subject]:x}")


def _digest(*parts: str) -> int:
    text = "\x1f".join(parts).encode("utf-8", errors="surrogatepass")
    return int.from_bytes(blake2b(text, digest_size=16).digest())
