"""What the records of all entries share, and the references behind their keys."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TypedDict

from querbezug.graph.readers.planning_register.checks import Placed, ref_of, written
from querbezug.graph.readers.planning_register.entry import Entry, Stated, Strict
from querbezug.graph.readers.planning_register.frame import AllianceEntry, CooperationEntry
from querbezug.graph.readers.planning_register.model import LISTS
from querbezug.graph.readers.planning_register.problems import Places
from querbezug.graph.readers.planning_register.references import ALLIANCE, References
from querbezug.graph.records import Kind, Origin, Ref


class Shared(TypedDict):
    """The attributes all listed things share."""

    ref: Ref
    label: str
    origin: Origin
    note: str | None
    urls: tuple[str, ...]
    inferred: frozenset[str]


class Entries:
    """Reads the entries of one register.

    Parameters
    ----------
    kennung : str
        The register's id.
    things : mapping of str to Ref
        What it lists, by id.
    places : Places
        Where its entries stand in the file.
    """

    def __init__(self, kennung: str, things: Mapping[str, Ref], places: Places) -> None:
        self._kennung = kennung
        self._references = References(kennung, things)
        self._places = places

    def shared(self, placed: Placed) -> Shared:
        """Return the attributes every listed thing has."""
        entry = placed.entry
        if isinstance(entry, Entry | CooperationEntry):
            ref = ref_of(self._kennung, LISTS[placed.name], entry)
        elif isinstance(entry, AllianceEntry):
            ref = Ref(Kind.COOPERATION, f"{self._kennung}/{ALLIANCE}")
        else:
            raise TypeError(type(entry).__name__)
        return Shared(
            ref=ref,
            label=entry.name,
            origin=self.origin(placed),
            note=entry.hinweis,
            urls=tuple(dict.fromkeys(entry.quellen)),
            inferred=self._inferred(entry),
        )

    def origin(self, placed: Placed) -> Origin:
        """Return where the entry stands."""
        return Origin(
            line=self._places.line(placed.name, placed.number),
            path=self._places.path(placed.name, placed.number),
        )

    def _inferred(self, entry: Stated) -> frozenset[str]:
        """Return the inferred attributes; by kind where only some keys behind one are inferred."""
        names: set[str] = set()
        for name in entry.abgeleitet:
            key = entry.keys[name]
            siblings = _in_use(entry, key.attribute) if key.kinds else {name}
            whole = siblings <= set(entry.abgeleitet)
            names.update([key.attribute] if whole else [f"{key.attribute}:{kind}" for kind in key.kinds])
        return frozenset(names)

    def many(self, entry: Strict, attribute: str) -> tuple[Ref, ...]:
        """Return the references behind ``attribute``, each once, in the order written."""
        found = (
            self._references.resolve(text, key.kinds)
            for name, key in entry.keys.items()
            if key.attribute == attribute
            for text in written(entry, name)
        )
        return tuple(dict.fromkeys(found))

    def one(self, entry: Strict, attribute: str) -> Ref | None:
        """Return the only reference behind ``attribute``, if there is one."""
        return next(iter(self.many(entry, attribute)), None)

    def resolve(self, text: str, kinds: tuple[Kind, ...]) -> Ref:
        """Return the thing ``text`` refers to."""
        return self._references.resolve(text, kinds)


def _in_use(entry: Strict, attribute: str) -> set[str]:
    """Return the keys of ``entry`` that lead to ``attribute`` and hold something."""
    return {name for name, key in entry.keys.items() if key.attribute == attribute and written(entry, name)}
