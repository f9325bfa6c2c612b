"""Triples as lines of N-Triples: Oxigraph writes and reads them many times faster than Python makes objects.

A line has no line break, and a value as Oxigraph gives it back (``0.90`` as ``0.9``), so that equal
lines are equal triples and no others are.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

import pyoxigraph as ox

_REMEMBERED = 100_000


def written(triples: Iterable[ox.Triple]) -> bytes:
    """Return triples as N-Triples, values as they are."""
    text = ox.serialize(triples, format=ox.RdfFormat.N_TRIPLES)
    assert text is not None  # noqa: S101 - without an output, serialize returns bytes
    return text


def triples_in(lines: Iterable[bytes]) -> Iterator[ox.Triple]:
    """Yield the triples of lines."""
    return (quad.triple for quad in ox.parse(b"\n".join(lines), format=ox.RdfFormat.N_TRIPLES))


class Canonical:
    """Writes triples as lines; it remembers the values met lately."""

    def __init__(self) -> None:
        self._known: dict[bytes, bytes] = {}

    def lines(self, triples: Iterable[ox.Triple]) -> list[bytes]:
        """Return a line for each triple."""
        lines = written(triples).split(b"\n")[:-1]
        typed = {number: at for number, line in enumerate(lines) if (at := _typed_value(line))}
        self._learn({lines[number][at:-2] for number, at in typed.items()})
        for number, at in typed.items():
            line = lines[number]
            lines[number] = b"%b%b ." % (line[:at], self._known[line[at:-2]])
        return lines

    def _learn(self, values: set[bytes]) -> None:
        if len(self._known) > _REMEMBERED:
            self._known.clear()
        new = [value for value in values if value not in self._known]
        if new:
            self._known.update(zip(new, _as_stored(new), strict=True))


def _typed_value(line: bytes) -> int:
    """Return where the typed value of a line begins, or 0 if its object is anything else."""
    # No IRI has a quotation mark in it, so the first one begins the value; only a typed one ends in ">".
    if not line.endswith(b"> .") or line.endswith(b">> ."):
        return 0
    return max(line.find(b'"'), 0)


def _as_stored(values: Sequence[bytes]) -> list[bytes]:
    """Return each value as Oxigraph gives it back."""
    store = ox.Store()
    text = b"\n".join(b"<x:%d> <x:x> %b ." % each for each in enumerate(values))
    store.load(text, ox.RdfFormat.N_TRIPLES, lenient=True)
    given = sorted((int(str(quad.subject)[3:-1]), str(quad.object)) for quad in store)
    return [value.encode() for _, value in given]
