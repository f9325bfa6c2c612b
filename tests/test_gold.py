"""The gold file keeps its promises: form, spans, split, codes; nothing of it is learned from."""

from __future__ import annotations

import json
import re
import sys
from collections import Counter
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).parents[1]
if str(ROOT) not in sys.path:
    sys.path.append(str(ROOT))

from bench.links import gold_file  # noqa: E402
from bench.links.agreement import agreement  # noqa: E402
from bench.links.gold_file import (  # noqa: E402
    FUNCTIONS,
    SPLITS,
    STANCES,
    Item,
    read_items,
    split_of,
    thread_of,
    topic_tops,
)
from bench.links.linked import EXAMPLES  # noqa: E402

from querbezug.graph.gazetteer import gazetteer  # noqa: E402
from querbezug.graph.readers.privacy import mask  # noqa: E402
from querbezug.graph.readers.rad_dialog.addressing import mask_addressing  # noqa: E402
from querbezug.ontology.terms import CONTRIBUTION_FUNCTION, STANCE  # noqa: E402
from querbezug.ontology.topics import topics  # noqa: E402

ITEMS = read_items()
SEED = [
    json.loads(line) for line in (gold_file.FOLDER / "seed.jsonl").read_text(encoding="utf-8").splitlines()
]
SOURCES = {"bonn", "mainz", "muenster", "ottensen", "seed", "rek"}
each_source = pytest.mark.parametrize("source", sorted(SOURCES))


def of(source: str) -> list[Item]:
    return [item for item in ITEMS if item.source == source]


def plain(text: str) -> str:
    return re.sub(r"\W+", " ", text).casefold().strip()


def test_there_are_enough_units_of_every_source_and_no_unit_twice() -> None:
    assert len(ITEMS) >= 300
    assert {item.source for item in ITEMS} == SOURCES
    assert len({item.id for item in ITEMS}) == len(ITEMS)
    twice = [text for text, count in Counter(plain(item.text) for item in ITEMS).items() if count > 1]
    assert twice == []


def test_the_split_follows_from_the_name_for_ever() -> None:
    assert all(item.split == split_of(item.id) for item in ITEMS)
    # Written down, so that a change of the rule cannot pass.
    known = {"bonn-0001": "tune", "mainz-0001": "test", "seed-0016": "tune", "rek-0001": "test"}
    assert {name: split_of(name) for name in known} == known


def test_both_parts_hold_enough_of_each_class() -> None:
    for split in SPLITS:
        part = [item for item in ITEMS if item.split == split]
        assert len(part) >= 150
        functions = Counter(item.function for item in part)
        stances = Counter(item.stance.value for item in part if item.stance)
        assert all(functions[code] >= 8 for code in FUNCTIONS), functions
        assert all(stances[code] >= 8 for code in STANCES), stances
        assert sum(item.draw == "random" for item in part) >= 90


@each_source
def test_each_unit_uses_the_codes_of_the_guideline(source: str) -> None:
    for item in of(source):
        assert item.id.startswith(f"{item.source}-"), item.id
        assert {item.function, *item.function_also} <= set(FUNCTIONS), item.id
        assert item.function not in item.function_also, item.id
        assert item.topics <= set(topic_tops()), item.id
        tops = {topic_tops()[code] for code in item.topics if topic_tops()[code] != code}
        assert not item.topics & tops or item.id in {
            "rek-0003",
            "muenster-0007",
            "mainz-0024",
            "seed-0015",
        }, item.id
        if item.stance:
            kind, _, rest = item.stance.target.partition(":")
            assert item.stance.value in STANCES, item.id
            assert (kind == "about") == (not rest), item.id
            assert kind != "about" or item.about, item.id
            assert kind != "theme" or rest in topic_tops(), item.id
            assert kind != "text" or rest in item.text, item.id
            assert kind in {"about", "theme", "text"}, item.id
        if item.part in {"comment", "reply", "official"}:
            assert item.stance, "whoever answers somebody takes a side or none, but is annotated"


@each_source
def test_each_place_stands_where_it_is_said_to_stand(source: str) -> None:
    for item in of(source):
        register = gazetteer()
        for place in item.places:
            assert item.text[place.start : place.end] == place.quote, item.id
            kind, _, rest = place.key.partition(":")
            assert kind in {"ags", "name", "none"}, item.id
            assert rest, item.id
            assert kind != "ags" or register.by_ags(rest), item.id
        spans = sorted((place.start, place.end) for place in item.places)
        assert all(first[1] <= second[0] for first, second in pairwise(spans)), item.id
        assert item.alternative is None or item.alternative in item.text, item.id


@each_source
def test_no_names_of_people_are_left_that_a_rule_can_tell(source: str) -> None:
    for item in of(source):
        for text in (item.text, item.about or ""):
            assert mask(mask_addressing(text, official=item.part == "official")).text == text, item.id


def test_every_contribution_under_a_licence_names_its_address() -> None:
    assert all(
        item.url and item.url.startswith("https://") for item in ITEMS if item.source in {"bonn", "ottensen"}
    )


def test_the_codes_of_the_guideline_are_those_of_the_ontology() -> None:
    guideline = gold_file.GUIDELINE.read_text(encoding="utf-8")
    assert {topic.code for topic in topics()} == set(topic_tops())
    tops = {
        topic.code: topic.broader.rpartition("/")[2] if topic.broader else topic.code for topic in topics()
    }
    assert tops == dict(topic_tops())
    for code in (*FUNCTIONS, *STANCES):
        assert f"| `{code}` |" in guideline
    # A closed list raises for a code it does not know.
    assert len({CONTRIBUTION_FUNCTION[code] for code in FUNCTIONS}) == len(FUNCTIONS)
    assert len({STANCE[code] for code in STANCES}) == len(STANCES)


def test_nothing_of_the_held_out_part_is_learned_from() -> None:
    texts = {plain(item["text"]) for item in (*development("development"), *development("development-2"))}
    assert [item.id for item in ITEMS if item.split == "test" and plain(item.text) in texts] == []


def test_the_second_development_set_shares_no_thread_with_the_gold_file() -> None:
    gold = (gold_file.SENTENCES).read_text(encoding="utf-8").splitlines()
    threads = {thread_of(json.loads(line)) for line in gold}
    assert [item["id"] for item in development("development-2") if thread_of(item) in threads] == []


def test_the_second_development_set_has_the_codes_of_the_guideline() -> None:
    items = development("development-2")
    assert len({item["id"] for item in items}) == len(items) >= 400
    for item in items:
        assert {item["function"], *item.get("function_also", ())} <= set(FUNCTIONS)
        assert set(item["topics"]) <= set(topic_tops())
        assert (item["stance"] is not None) == (item["part"] in ("comment", "reply"))
        assert item["stance"] is None or item["stance"]["value"] in STANCES
        assert item["alternative"] is None or item["alternative"] in item["text"]


def development(name: str) -> list[dict[str, Any]]:
    file = ROOT / "bench" / "links" / f"{name}.jsonl"
    return [json.loads(line) for line in file.read_text(encoding="utf-8").splitlines()]


def test_nothing_of_the_bonn_units_is_in_the_shipped_share() -> None:
    share = (EXAMPLES / "bonn" / "raddialog-2017.jsonl").read_text(encoding="utf-8").splitlines()
    addresses = {json.loads(line)["url"] for line in share}
    assert [item.id for item in ITEMS if item.source == "bonn" and item.url in addresses] == []


def test_the_seed_page_is_annotated_in_its_own_words() -> None:
    assert len(SEED) == 16
    page = (EXAMPLES / "saalebogen" / "beteiligung-digitalisierung.txt").read_text(encoding="utf-8")
    for comment in SEED:
        assert comment["text"] in page
        assert comment["stance"]["quote"] in comment["text"]
        for said in (*comment["topics"], *comment["mentions"]):
            assert comment["text"][said["start"] : said["end"]] == said["quote"]
        assert {said["topic"] for said in comment["topics"]} <= set(topic_tops())
        assert {said["code"] for said in comment["functions"]} <= set(FUNCTIONS)


def test_the_second_annotation_is_of_units_of_the_file_and_told_in_full() -> None:
    told = json.loads((gold_file.FOLDER / "agreement.json").read_text(encoding="utf-8"))
    names = {unit["id"] for unit in told["units"]}
    assert names <= {item.id for item in ITEMS}
    assert len(names) >= 0.14 * len(ITEMS)
    differing = {unit["id"] for unit in told["units"] if unit["first"] != unit["second"]}
    assert all(name in told["note"] for name in differing)
    assert 0.6 < agreement().function <= 1
