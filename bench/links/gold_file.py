"""The gold file: annotated units, and the split that keeps half of them for testing."""

from __future__ import annotations

import json
import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from hashlib import sha256
from pathlib import Path
from typing import Any

FOLDER = Path(__file__).parent / "gold"
SENTENCES = FOLDER / "sentences.jsonl"
GUIDELINE = FOLDER / "GUIDELINE.md"

FUNCTIONS = ("question", "suggestion", "argument", "information")
STANCES = ("support", "conditional-support", "objection", "neutral")
SPLITS = ("tune", "test")

_CODES = re.compile(r"`([a-z-]+)`")


@dataclass(frozen=True, slots=True)
class GoldPlace:
    """A place named in a unit; ``key`` is ``ags:…``, ``name:…`` or ``none:…`` for what is none."""

    quote: str
    start: int
    end: int
    key: str

    @property
    def is_place(self) -> bool:
        """Whether a place is meant."""
        return not self.key.startswith("none:")


@dataclass(frozen=True, slots=True)
class Stance:
    """A stance towards ``about``, ``theme:<topic>`` or ``text:<quote>``."""

    target: str
    value: str


@dataclass(frozen=True, slots=True)
class Item:
    """One annotated unit with its context; the fields are explained in ``gold/README.md``."""

    id: str
    source: str
    part: str
    draw: str
    text: str
    municipality: str | None
    about: str | None
    about_kind: str | None
    split: str
    function: str
    function_also: tuple[str, ...]
    stance: Stance | None
    places: tuple[GoldPlace, ...]
    topics: frozenset[str]
    alternative: str | None
    url: str | None = None


def split_of(item_id: str) -> str:
    """Return the part of the split a unit belongs to, for ever."""
    return SPLITS[int(sha256(item_id.encode()).hexdigest()[-1], 16) % 2]


def thread_of(entry: Mapping[str, Any]) -> str:
    """Return what a unit shares with all of its thread: the end of its address, or what it is about."""
    url = entry.get("url")
    if url:
        return f"{entry['source']}/{url.rstrip('/').rpartition('/')[2]}"
    return f"{entry['source']}/{entry['context']['about']}"


def item_of(entry: Mapping[str, Any]) -> Item:
    """Return the unit that a line of the file describes."""
    context, stance = entry["context"], entry["stance"]
    return Item(
        entry["id"],
        entry["source"],
        entry["part"],
        entry["draw"],
        entry["text"],
        context["municipality"],
        context["about"],
        context["about_kind"],
        entry["split"],
        entry["function"],
        tuple(entry.get("function_also", ())),
        None if stance is None else Stance(stance["target"], stance["value"]),
        tuple(GoldPlace(**place) for place in entry["places"]),
        frozenset(entry["topics"]),
        entry["alternative"],
        entry.get("url"),
    )


def read_items(path: Path = SENTENCES) -> list[Item]:
    """Return all annotated units, in the order of the file."""
    return [item_of(json.loads(line)) for line in path.read_text(encoding="utf-8").splitlines()]


@cache
def topic_tops() -> Mapping[str, str]:
    """Return the top-level code of each topic code the guideline knows; its own for a top-level one."""
    tops: dict[str, str] = {}
    section = GUIDELINE.read_text(encoding="utf-8").partition("## 4 Topics")[2].partition("\n## 5")[0]
    for row in section.splitlines():
        codes = _CODES.findall(row.split("|")[1]) if row.startswith("| `") else []
        tops |= dict.fromkeys(codes, codes[0] if codes else "")
    return tops


@cache
def districts() -> Mapping[str, tuple[str, ...]]:
    """Return the names of the districts that are made known, by the key of their municipality."""
    table = tomllib.loads((FOLDER / "places.toml").read_text(encoding="utf-8"))
    return {ags: tuple(entry["names"]) for ags, entry in table.items()}
