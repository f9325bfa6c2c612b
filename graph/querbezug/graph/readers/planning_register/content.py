"""The entries that say what is planned: themes, goals, measures, ideas, examples, relations."""

from __future__ import annotations

from collections.abc import Mapping
from typing import ClassVar, Literal

from pydantic import ConfigDict, Field

from querbezug.graph.readers.planning_register.entry import (
    ANY_KIND,
    GOAL_KEY,
    PLACE_KEY,
    PLAN_KEY,
    THEME_KEYS,
    Entry,
    Key,
    Strict,
    Themed,
)
from querbezug.graph.readers.planning_register.fields import Address, Name, Period, Prose, Reference
from querbezug.graph.records import Kind


class ThemeEntry(Entry):
    """A Handlungsfeld, Querschnittsthema, Thema or Kategorie."""

    model_config = ConfigDict(title="Themeneintrag")
    keys: ClassVar[Mapping[str, Key]] = {"art": Key("kind"), "leitfrage": Key("guiding_question")}

    beschreibung: Prose | None = None
    leitfrage: Prose | None = None
    kuerzel: Name | None = None


class GoalEntry(Themed):
    """A Ziel or Teilziel."""

    model_config = ConfigDict(title="Ziel")
    keys: ClassVar[Mapping[str, Key]] = {
        **THEME_KEYS,
        "orte": PLACE_KEY,
        "plan": PLAN_KEY,
        "teil_von": Key("parent", (Kind.GOAL,)),
        "ebene": Key("level"),
    }

    wortlaut: bool = False
    ebene: Name | None = None
    plan: Reference | None = None
    teil_von: Reference | None = None


Progress = Literal["vorgeschlagen", "beschlossen", "in-umsetzung", "abgeschlossen", "verworfen"]


class MeasureEntry(Themed):
    """A Maßnahme of any rank."""

    model_config = ConfigDict(title="Maßnahme")
    keys: ClassVar[Mapping[str, Key]] = {
        **THEME_KEYS,
        "ziele": GOAL_KEY,
        "orte": PLACE_KEY,
        "plan": PLAN_KEY,
        "teil_von": Key("part_of", (Kind.MEASURE,)),
        "traeger": Key("responsible", (Kind.ORGANISATION,)),
        "art": Key("category"),
        "umsetzungsstand": Key("status"),
        "zeitraum": Key("period"),
    }

    art: Name | None = None
    kuerzel: Name | None = None
    plan: Reference | None = None
    teil_von: Reference | None = None
    ziele: list[Reference] = Field(default_factory=list)
    traeger: list[Reference] = Field(default_factory=list)
    umsetzungsstand: Progress | None = None
    umsetzungshinweis: Prose | None = None
    zeitraum: Period | None = None
    beschreibung: Prose | None = None
    leitfragen: list[Prose] = Field(default_factory=list)


class IdeaEntry(Themed):
    """A proposal as content."""

    model_config = ConfigDict(title="Idee")
    keys: ClassVar[Mapping[str, Key]] = {
        **THEME_KEYS,
        "ziele": GOAL_KEY,
        "orte": PLACE_KEY,
        "geaeussert_in": Key("expressed_in", (Kind.COMMENT,)),
    }

    ziele: list[Reference] = Field(default_factory=list)
    geaeussert_in: list[Reference] = Field(default_factory=list)


class ExampleEntry(Themed):
    """A Beispiel von anderswo."""

    model_config = ConfigDict(title="Beispiel")
    keys: ClassVar[Mapping[str, Key]] = {**THEME_KEYS, "ziele": GOAL_KEY, "orte": PLACE_KEY}

    webseite: Address | None = None
    ziele: list[Reference] = Field(default_factory=list)


class RelationEntry(Strict):
    """A tie between two things that belong to different registers."""

    model_config = ConfigDict(title="Beziehung")
    keys: ClassVar[Mapping[str, Key]] = {"von": Key("subject", ANY_KIND), "nach": Key("object", ANY_KIND)}

    von: Reference
    nach: Reference
    art: Literal["gleiches-thema", "aehnliches-thema", "vergleichbar"]
    hinweis: Prose | None = None
    quellen: list[Address] = Field(default_factory=list)
    abgeleitet: bool = False
