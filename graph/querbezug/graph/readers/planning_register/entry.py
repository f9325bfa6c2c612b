"""What all entries of a Planungsregister have in common.

Every entry class says in ``keys`` which attribute of the record a key becomes and, where its
value is a reference, which kinds of things may stand there.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import ClassVar

from pydantic import BaseModel, ConfigDict, Field, model_validator
from pydantic_core import PydanticCustomError

from querbezug.graph.readers.planning_register.fields import Address, Identifier, Name, Prose, Reference
from querbezug.graph.records import Kind

ANY_KIND = tuple(Kind)


@dataclass(frozen=True, slots=True)
class Key:
    """What a key of an entry becomes: an attribute of the record; a reference if it has kinds."""

    attribute: str
    kinds: tuple[Kind, ...] = ()


class Strict(BaseModel):
    """Base of all objects in the file."""

    model_config = ConfigDict(extra="forbid", strict=True, frozen=True)
    keys: ClassVar[Mapping[str, Key]] = {}


class Stated(Strict):
    """What every listed thing may carry."""

    hinweis: Prose | None = None
    quellen: list[Address] = Field(default_factory=list)
    abgeleitet: list[Name] = Field(default_factory=list)

    @model_validator(mode="after")
    def _abgeleitet_names_a_key_in_use(self) -> Stated:
        for name in self.abgeleitet:
            if name not in self.keys:
                known = sorted(self.keys)
                raise PydanticCustomError(
                    "register.unknown_inferred", "unknown", {"value": name, "known": known}
                )
            if name in type(self).model_fields and not getattr(self, name):
                raise PydanticCustomError("register.empty_inferred", "empty", {"value": name})
        return self


class Entry(Stated):
    """One entry of a list, with the identity it keeps for good."""

    id: Identifier
    name: Name


THEME_KEYS: Mapping[str, Key] = {
    "handlungsfelder": Key("themes", (Kind.FIELD,)),
    "querschnittsthemen": Key("themes", (Kind.CROSS_CUTTING,)),
    "themen": Key("themes", (Kind.TOPIC,)),
    "kategorien": Key("themes", (Kind.CATEGORY,)),
}
GOAL_KEY = Key("goals", (Kind.GOAL,))
PLACE_KEY = Key("places", (Kind.PLACE,))
PLAN_KEY = Key("plan", (Kind.PLAN,))


class Themed(Entry):
    """An entry that belongs to themes and places."""

    handlungsfelder: list[Reference] = Field(default_factory=list)
    querschnittsthemen: list[Reference] = Field(default_factory=list)
    themen: list[Reference] = Field(default_factory=list)
    kategorien: list[Reference] = Field(default_factory=list)
    orte: list[Reference] = Field(default_factory=list)
