"""The Planungsregister as a city writes it: German keys, strict types, nothing unknown."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal

from pydantic import ConfigDict, Field

from querbezug.graph.readers.planning_register.content import (
    ExampleEntry,
    GoalEntry,
    IdeaEntry,
    MeasureEntry,
    RelationEntry,
    ThemeEntry,
)
from querbezug.graph.readers.planning_register.entry import Strict
from querbezug.graph.readers.planning_register.fields import Address, Day, Identifier, Name, Prose
from querbezug.graph.readers.planning_register.frame import (
    AllianceEntry,
    CooperationEntry,
    OrganisationEntry,
    PlaceEntry,
    PlanEntry,
    ProcessEntry,
)
from querbezug.graph.records import Kind

FORMAT = "planungsregister"
VERSION = "1"


class PlanningRegister(Strict):
    """The whole file."""

    model_config = ConfigDict(title="Planungsregister")

    schema_: str | None = Field(default=None, alias="$schema")
    format: Literal["planungsregister"]
    version: Literal["1"]
    kennung: Identifier
    titel: Name
    stand: Day
    lizenz: Name | None = None
    herausgeber: Name | None = None
    hinweis: Prose | None = None
    quelle: Address | None = None
    verbund: AllianceEntry | None = None
    kooperationen: list[CooperationEntry] = Field(default_factory=list)
    orte: list[PlaceEntry] = Field(default_factory=list)
    organisationen: list[OrganisationEntry] = Field(default_factory=list)
    plaene: list[PlanEntry] = Field(default_factory=list)
    handlungsfelder: list[ThemeEntry] = Field(default_factory=list)
    querschnittsthemen: list[ThemeEntry] = Field(default_factory=list)
    themen: list[ThemeEntry] = Field(default_factory=list)
    kategorien: list[ThemeEntry] = Field(default_factory=list)
    ziele: list[GoalEntry] = Field(default_factory=list)
    massnahmen: list[MeasureEntry] = Field(default_factory=list)
    beteiligungen: list[ProcessEntry] = Field(default_factory=list)
    ideen: list[IdeaEntry] = Field(default_factory=list)
    beispiele: list[ExampleEntry] = Field(default_factory=list)
    beziehungen: list[RelationEntry] = Field(default_factory=list)


LISTS: Mapping[str, Kind] = {
    "kooperationen": Kind.COOPERATION,
    "orte": Kind.PLACE,
    "organisationen": Kind.ORGANISATION,
    "plaene": Kind.PLAN,
    "handlungsfelder": Kind.FIELD,
    "querschnittsthemen": Kind.CROSS_CUTTING,
    "themen": Kind.TOPIC,
    "kategorien": Kind.CATEGORY,
    "ziele": Kind.GOAL,
    "massnahmen": Kind.MEASURE,
    "beteiligungen": Kind.PROCESS,
    "ideen": Kind.IDEA,
    "beispiele": Kind.EXAMPLE,
}
"""The lists whose entries are things of their own, in the order their records come."""
