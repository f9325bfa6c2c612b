"""What links are worth without rules: the plain match of names, and always the commonest class."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from functools import cache

from bench.links.gold_file import Item
from bench.links.linked import Judged, Linked, PlaceFound
from querbezug.graph.gazetteer import Level, gazetteer
from querbezug.ontology.topics import topics

_WORD = re.compile(r"\w+(?:[-/.]\w+)*")
_LONGEST = 5


def commonest(codes: Iterable[str]) -> str:
    """Return the code that occurs most often."""
    return Counter(codes).most_common(1)[0][0]


def commonest_of_tune(items: Sequence[Item]) -> tuple[str, str]:
    """Return the commonest function and the commonest stance of the part that may be learned from."""
    tune = [item for item in items if item.split == "tune"]
    stances = (item.stance.value for item in tune if item.stance)
    return commonest(item.function for item in tune), commonest(stances)


@cache
def _municipalities() -> dict[str, tuple[str, ...]]:
    found: dict[str, tuple[str, ...]] = {}
    for entry in gazetteer():
        if entry.level is Level.MUNICIPALITY:
            for name in {entry.label, entry.label.partition("/")[0], entry.label.partition(" (")[0]}:
                found[name] = (*found.get(name, ()), f"ags:{entry.ags}")
    return found


def places(text: str, known: frozenset[str]) -> list[PlaceFound]:
    """Return every word or phrase that is exactly a name; if several bear it, the first in the register."""
    found: list[PlaceFound] = []
    words = list(_WORD.finditer(text))
    done = 0
    for first, word in enumerate(words):
        for last in range(min(first + _LONGEST, len(words)) - 1, first - 1, -1):
            start, end = word.start(), words[last].end()
            name = text[start:end]
            keys = _municipalities().get(name, ())
            if start >= done and (keys or name in known):
                found.append(PlaceFound(keys[0] if keys else name, frozenset((name,)), start, end, 1.0))
                done = end
                break
    return found


@cache
def _labels() -> tuple[tuple[str, re.Pattern[str]], ...]:
    return tuple(
        (topic.code, re.compile(rf"\b{re.escape(topic.label)}\b", re.IGNORECASE)) for topic in topics()
    )


def topics_named(text: str) -> frozenset[str]:
    """Return the topics whose label stands in ``text`` as it is."""
    return frozenset(code for code, label in _labels() if label.search(text))


def baseline(items: Sequence[Item], known: frozenset[str]) -> dict[str, Linked]:
    """Return what the baseline says of each unit, by its id; the commonest classes are those of ``tune``."""
    function, stance = commonest_of_tune(items)
    return {
        item.id: Linked(
            functions=[Judged(function, 1.0)],
            stances=[Judged(stance, 1.0, "*")],
            topics=[Judged(code, 1.0) for code in sorted(topics_named(item.text))],
            places=places(item.text, known),
        )
        for item in items
    }
