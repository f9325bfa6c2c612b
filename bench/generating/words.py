"""The wording of the generated data, read from ``words.toml``."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path

_FILE = Path(__file__).with_name("words.toml")


@dataclass(frozen=True, slots=True)
class Topic:
    """What a goal or measure is about; ``field`` is the number of its field of action."""

    code: str
    word: str
    field: int
    things: tuple[str, ...]


@dataclass(frozen=True)
class Words:
    """All wordings.

    Attributes
    ----------
    fields, cross_cutting : tuple of tuple of str
        For each field of action or cross-cutting theme what plans call it.
    aspects : tuple of (str, str)
        What is aimed at, as a verb and as a noun.
    comments : mapping of str to tuple of str
        Sentences by their purpose.
    """

    topics: tuple[Topic, ...]
    fields: tuple[tuple[str, ...], ...]
    cross_cutting: tuple[tuple[str, ...], ...]
    aspects: tuple[tuple[str, str], ...]
    goals: tuple[str, ...]
    city_plans: tuple[str, ...]
    offices: tuple[str, ...]
    networks: tuple[str, ...]
    responses: tuple[str, ...]
    comments: dict[str, tuple[str, ...]]


@cache
def words() -> Words:
    """Return the wordings; the file is read once."""
    data = tomllib.loads(_FILE.read_text(encoding="utf-8"))
    planning = data["planning"]
    return Words(
        topics=tuple(
            Topic(each["code"], each["word"], each["field"], tuple(each["things"])) for each in data["topics"]
        ),
        fields=tuple(map(tuple, planning["fields"])),
        cross_cutting=tuple(map(tuple, planning["cross_cutting"])),
        aspects=tuple((verb, noun) for verb, noun in planning["aspects"]),
        goals=tuple(planning["goals"]),
        city_plans=tuple(planning["city_plans"]),
        offices=tuple(planning["offices"]),
        networks=tuple(planning["networks"]),
        responses=tuple(planning["responses"]),
        comments={purpose: tuple(sentences) for purpose, sentences in data["comments"].items()},
    )
