"""What linking knows besides the texts, and which texts a change of it may touch."""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

import pyoxigraph as ox

from querbezug.graph.store.layout import PRIVATE

CONTENT = ox.NamedNode(f"{PRIVATE}content")
TRIGGER = ox.NamedNode(f"{PRIVATE}trigger")

_KNOWN = f"{PRIVATE}known:"
_GRAM = 4


@dataclass(frozen=True, slots=True)
class Known:
    """One thing that linking knows: a place with its names, a theme, a word list.

    Attributes
    ----------
    key : str
        What it is, the same in each run: an IRI, the name of a list.
    content : str
        All that linking is told about it: names, sources, classes. If this is the same as in the
        run before, it changes nothing in any text.
    triggers : tuple of str
        A text can only depend on it if one of these stands somewhere in it; upper and lower case
        do not count. The empty string stands in every text; without any trigger, no text depends
        on it.
    """

    key: str
    content: str
    triggers: tuple[str, ...] = ("",)

    def triples(self) -> Iterator[ox.Triple]:
        """Yield what the store keeps of it until the next run."""
        subject = known_as(self.key)
        yield ox.Triple(subject, CONTENT, ox.Literal(digest(f"{self.content} {sorted(self.triggers)}")))
        for trigger in _shortest(self.triggers):
            yield ox.Triple(subject, TRIGGER, ox.Literal(trigger))


def known_as(key: str) -> ox.NamedNode:
    """Return what the store calls the thing with this key."""
    return ox.NamedNode(_KNOWN + digest(key))


class Touched:
    """Tells which texts a change of what linking knows may touch.

    Parameters
    ----------
    triggers : iterable of str
        Of all that came, went or changed.
    """

    def __init__(self, triggers: Iterable[str]) -> None:
        folded = set(_shortest(triggers))
        self.everything = "" in folded
        self._short = sorted(trigger for trigger in folded if 0 < len(trigger) < _GRAM)
        self._heads: dict[str, list[str]] = defaultdict(list)
        for trigger in sorted(folded):
            if len(trigger) >= _GRAM:
                self._heads[trigger[:_GRAM]].append(trigger)

    @property
    def nothing(self) -> bool:
        """Whether no text can have any of them in it."""
        return not (self.everything or self._short or self._heads)

    def __call__(self, text: str) -> bool:
        """Say whether ``text`` has one of the triggers in it."""
        if self.everything or self.nothing:
            return self.everything
        folded = text.casefold()
        if any(trigger in folded for trigger in self._short):
            return True
        grams = {folded[start : start + _GRAM] for start in range(len(folded) - _GRAM + 1)}
        return any(trigger in folded for head in self._heads.keys() & grams for trigger in self._heads[head])


def changed(
    before: Iterable[ox.Triple], now: Iterable[Known]
) -> tuple[Touched, set[ox.Triple], set[ox.Triple]]:
    """Compare what linking knew with what it knows now.

    Parameters
    ----------
    before : iterable of Triple
        What the store kept of the last run.
    now : iterable of Known
        What linking knows now; keys must differ.

    Returns
    -------
    Touched
        Tells which texts have to be searched again.
    set of Triple, set of Triple
        What the store has to keep now besides, and what no more.
    """
    old, new = set(before), {triple for known in now for triple in known.triples()}
    contents = {t.subject for t in old ^ new if t.predicate == CONTENT}
    triggers = (
        triple.object.value
        for triple in old | new
        if triple.predicate == TRIGGER
        and triple.subject in contents
        and isinstance(triple.object, ox.Literal)
    )
    return Touched(triggers), new - old, old - new


def _shortest(triggers: Iterable[str]) -> list[str]:
    """Return the triggers as they are compared, without those that begin with another."""
    kept: list[str] = []
    for trigger in sorted({trigger.casefold() for trigger in triggers}):
        if not kept or not trigger.startswith(kept[-1]):
            kept.append(trigger)
    return kept


def digest(text: str) -> str:
    """Return a short name for a text, another one for each other text."""
    return hashlib.blake2b(text.encode(), digest_size=16).hexdigest()
