"""The page from which the ontology was drafted: the shipped example against its annotation."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from bench.links.baseline import commonest_of_tune, places, topics_named
from bench.links.comparing import NOTHING, is_meant
from bench.links.gold_file import FOLDER, FUNCTIONS, STANCES, GoldPlace, read_items
from bench.links.linked import (
    EXAMPLES,
    REGISTER,
    Judged,
    Linked,
    PlaceFound,
    identity,
    known_names,
    link,
    topic_iri,
)
from bench.links.scoring import ClassScores, Counts, Score, classes, micro
from querbezug.graph.mapping import map_source
from querbezug.graph.opened import open_file
from querbezug.ontology.terms import QUER

PAGE = EXAMPLES / "saalebogen" / "beteiligung-digitalisierung.txt"
ANNOTATION = FOLDER / "seed.jsonl"


@dataclass(frozen=True, slots=True)
class SeedPage:
    """The comparison with the annotation of the page; pairs are linking and baseline."""

    comments: int
    functions: tuple[ClassScores, ClassScores]
    all_functions: Score
    stance: tuple[ClassScores, ClassScores]
    topics: tuple[Score, Score]
    places: tuple[Score, Score]


def compare_page() -> SeedPage:
    """Link the page and its register as they ship; compare."""
    entries = [json.loads(line) for line in ANNOTATION.read_text(encoding="utf-8").splitlines()]
    found, abouts = _linked_by_text()
    ours = [found[entry["text"]] for entry in entries]
    items = read_items()
    known = known_names(items)
    plain = [
        Linked(
            topics=[Judged(code, 1.0) for code in topics_named(entry["text"])],
            places=places(entry["text"], known),
        )
        for entry in entries
    ]
    main = [linked.function.code if linked.function else NOTHING for linked in ours]
    stances = [_stance(entry, linked, abouts) for entry, linked in zip(entries, ours, strict=True)]
    usual_function, usual_stance = commonest_of_tune(items)
    functions = [entry["functions"][0]["code"] for entry in entries]
    expected = [entry["stance"]["value"] for entry in entries]
    all_codes = [
        _codes(e["functions"], "code", linked.functions) for e, linked in zip(entries, ours, strict=True)
    ]
    return SeedPage(
        len(entries),
        (classes(functions, main, FUNCTIONS), classes(functions, [usual_function] * len(entries), FUNCTIONS)),
        micro(all_codes),
        (classes(expected, stances, STANCES), classes(expected, [usual_stance] * len(entries), STANCES)),
        (_topics(entries, ours), _topics(entries, plain)),
        (_all_places(entries, ours), _all_places(entries, plain)),
    )


Entries = Sequence[Mapping[str, Any]]


def _topics(entries: Entries, given: Sequence[Linked]) -> Score:
    return micro(
        [_codes(e["topics"], "topic", linked.topics) for e, linked in zip(entries, given, strict=True)]
    )


def _all_places(entries: Entries, given: Sequence[Linked]) -> Score:
    return micro([_places(entry, linked.places) for entry, linked in zip(entries, given, strict=True)])


def _linked_by_text() -> tuple[dict[str, Linked], frozenset[str]]:
    """Return what linking says of each comment of the page by its wording, and what they are about."""
    by = identity()
    stated = frozenset(
        triple for path in (REGISTER, PAGE) for triple in map_source(open_file(path).reading, by).triples
    )
    linked = link(stated, by)
    wordings = {t.subject: t.object for t in stated if t.predicate.value == str(QUER.verbatimText)}
    abouts = {t.object.value for t in stated if t.predicate.value == str(QUER.about)}  # type: ignore[union-attr]
    by_text = {
        wording.value: linked.get(subject.value, Linked())  # type: ignore[union-attr]
        for subject, wording in wordings.items()
    }
    return by_text, frozenset(abouts)


def _codes(expected: Entries, name: str, given: Sequence[Judged]) -> Counts:
    gold, codes = {entry[name] for entry in expected}, {each.code for each in given}
    return len(gold & codes), len(codes - gold), len(gold - codes)


def _stance(entry: Mapping[str, Any], linked: Linked, abouts: frozenset[str]) -> str:
    """Return the stance found towards the annotated target; none found is no side taken."""
    kind, _, topic = entry["stance"]["target"].partition(":")
    targets = (topic_iri(topic),) if kind == "theme" else abouts if kind == "about" else ()
    found = linked.stance(*targets)
    return found.code if found else "neutral"


def _places(entry: Mapping[str, Any], given: Sequence[PlaceFound]) -> Counts:
    gold = [
        GoldPlace(mention["quote"], mention["start"], mention["end"], mention["key"])
        for mention in entry["mentions"]
        if mention["key"]
    ]
    hits = {place.key for place in gold if any(is_meant(found, place) for found in given)}
    wrong = sum(not any(is_meant(found, place) for place in gold) for found in given)
    return len(hits), wrong, len({place.key for place in gold} - hits)
