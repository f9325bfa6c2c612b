"""Comparing what was found with what was annotated, unit by unit."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache

from bench.links.gold_file import FUNCTIONS, STANCES, GoldPlace, Item, topic_tops
from bench.links.linked import Linked, PlaceFound, identity, target_iris
from bench.links.scoring import ClassScores, Counts, Score, classes, micro
from querbezug.graph.links.claims import SHORTCUT_FROM

NOTHING = "nothing"
"""Stands for a class where linking gave none."""

Claim = tuple[float, bool]
"""How sure linking was, and whether it was right."""


@dataclass(frozen=True, slots=True)
class Comparison:
    """All figures over one set of units."""

    units: int
    places: Score
    known_places: Score
    municipalities: Score
    topics: Score
    top_topics: Score
    function: ClassScores
    function_defensible: float
    stance: ClassScores


def compare(items: Sequence[Item], given: Mapping[str, Linked], known: frozenset[str]) -> Comparison:
    """Compare what was found in ``items`` with their annotation.

    ``known`` are the names of districts and sites that the bench made known.
    """

    def of_known(place: GoldPlace) -> bool:
        return _is_official(place) or place.key.removeprefix("name:") in known

    pairs = [(item, given[item.id]) for item in items]
    codes = [linked.function.code if linked.function else NOTHING for _, linked in pairs]
    accepted = sum(
        code in (item.function, *item.function_also) for item, code in zip(items, codes, strict=True)
    )
    sides = [(wanted, stance_of(item, linked)) for item, linked in pairs if (wanted := wanted_stance(item))]
    return Comparison(
        len(items),
        micro([place_counts(*pair) for pair in pairs]),
        micro([place_counts(*pair, wanted=of_known) for pair in pairs]),
        micro([place_counts(*pair, wanted=_is_official, official=True) for pair in pairs]),
        micro([_set_counts(item.topics, topics_of(linked)) for item, linked in pairs]),
        micro([_set_counts(_tops(item.topics), _tops(topics_of(linked))) for item, linked in pairs]),
        classes([item.function for item in items], codes, FUNCTIONS),
        accepted / max(1, len(items)),
        classes([gold for gold, _ in sides], [code for _, code in sides], STANCES),
    )


def topics_of(linked: Linked) -> frozenset[str]:
    """Return the codes of the topics stated; what is merely proposed for review does not count."""
    return frozenset(topic.code for topic in linked.topics if topic.confidence >= SHORTCUT_FROM)


def _tops(codes: frozenset[str]) -> frozenset[str]:
    return frozenset(topic_tops().get(code, code) for code in codes)


def _set_counts(expected: frozenset[str], given: frozenset[str]) -> Counts:
    return len(expected & given), len(given - expected), len(expected - given)


def _is_official(place: GoldPlace) -> bool:
    return place.key.startswith("ags:")


def wanted_stance(item: Item) -> str | None:
    """Return the stance of a unit if its target is a thing that linking could know."""
    known = item.stance is not None and not item.stance.target.startswith("text:")
    return item.stance.value if known and item.stance else None


def stance_of(item: Item, linked: Linked) -> str:
    """Return the stance found towards the unit's target; where there is none, the unit has taken no side."""
    found = linked.stance(*_targets(item), "*")
    return found.code if found else "neutral"


@cache
def _targets(item: Item) -> tuple[str, ...]:
    return target_iris(item, identity())


def is_meant(found: PlaceFound, gold: GoldPlace) -> bool:
    """Say whether ``found`` is the place that ``gold`` is, named in the same words."""
    overlap = found.start < gold.end and gold.start < found.end
    return overlap and (found.key == gold.key or gold.key.removeprefix("name:") in found.names)


def place_counts(
    item: Item,
    linked: Linked,
    wanted: Callable[[GoldPlace], bool] = lambda _place: True,
    *,
    official: bool = False,
) -> Counts:
    """Count the places of a unit, each once however often it is named.

    A place found counts as right if one of its mentions is annotated there. What is right but not
    ``wanted`` counts neither way; ``official`` looks only at what the register has.
    """
    gold = [place for place in item.places if place.is_place]
    hits: set[str] = set()
    wrong = 0
    for found in linked.places:
        if found.confidence < SHORTCUT_FROM:
            continue
        meant = next((place for place in gold if is_meant(found, place)), None)
        if meant is None:
            wrong += not official or found.key.startswith("ags:")
        elif wanted(meant):
            hits.add(meant.key)
    expected = {place.key for place in gold if wanted(place)}
    return len(hits), wrong, len(expected - hits)


def claims(items: Sequence[Item], given: Mapping[str, Linked]) -> dict[str, list[Claim]]:
    """Return how sure linking was of each link of each kind, and whether it was right."""
    return {
        "places": list(_place_claims(items, given)),
        "topics": [
            (topic.confidence, topic.code in item.topics) for item in items for topic in given[item.id].topics
        ],
        "function": [
            (found.confidence, found.code == item.function)
            for item in items
            if (found := given[item.id].function)
        ],
        "stance": [
            (found.confidence, found.code == item.stance.value)
            for item in items
            if item.stance and (found := given[item.id].stance(*_targets(item)))
        ],
    }


def _place_claims(items: Sequence[Item], given: Mapping[str, Linked]) -> Iterator[Claim]:
    for item in items:
        gold = [place for place in item.places if place.is_place]
        for found in given[item.id].places:
            yield found.confidence, any(is_meant(found, place) for place in gold)
