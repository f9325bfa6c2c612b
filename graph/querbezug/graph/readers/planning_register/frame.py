"""The entries that planning happens in and among: places, cooperations, bodies, plans, processes."""

from __future__ import annotations

from collections.abc import Mapping
from typing import ClassVar, Literal

from pydantic import ConfigDict, Field, model_validator
from pydantic_core import PydanticCustomError

from querbezug.graph.readers.planning_register.entry import ANY_KIND, Entry, Key, Stated, Strict
from querbezug.graph.readers.planning_register.fields import (
    Address,
    Count,
    Date,
    Euro,
    Identifier,
    Latitude,
    Longitude,
    Name,
    OfficialKey,
    Prose,
    Reference,
)
from querbezug.graph.records import Kind


class PopulationEntry(Strict):
    """Inhabitants at a date."""

    model_config = ConfigDict(title="Einwohnerzahl")

    anzahl: Count
    stand: Date
    prognose: bool = False
    quelle: Address | None = None


class PlaceEntry(Entry):
    """A Gemeinde, Ortsteil, Landkreis, Standort or Landschaft."""

    model_config = ConfigDict(title="Ort")
    keys: ClassVar[Mapping[str, Key]] = {
        "art": Key("place_kind"),
        "teil_von": Key("part_of", (Kind.PLACE,)),
        "einwohner": Key("population"),
        "breite": Key("latitude"),
        "laenge": Key("longitude"),
    }

    art: Literal["gemeinde", "ortsteil", "landkreis", "standort", "landschaft"] | None = None
    ags: OfficialKey | None = None
    teil_von: Reference | None = None
    andere_namen: list[Name] = Field(default_factory=list)
    breite: Latitude | None = None
    laenge: Longitude | None = None
    einwohner: list[PopulationEntry] = Field(default_factory=list)

    @model_validator(mode="after")
    def _fits_together(self) -> PlaceEntry:
        if (self.breite is None) != (self.laenge is None):
            raise PydanticCustomError("register.half_coordinates", "one of two", {})
        if self.ags is None and self.art is None:
            raise PydanticCustomError("register.place_without_kind", "no kind", {})
        wanted = "gemeinde" if self.ags and len(self.ags) == 8 else "landkreis"
        if self.ags and self.art not in (None, wanted):
            raise PydanticCustomError(
                "register.ags_kind", "kinds differ", {"ags": self.ags, "value": self.art}
            )
        return self


class Cooperating(Stated):
    """What a Verbund and any other cooperation have in common."""

    keys: ClassVar[Mapping[str, Key]] = {
        "mitglieder": Key("members", (Kind.PLACE, Kind.COOPERATION)),
        "art": Key("category"),
        "gegruendet": Key("founded"),
    }

    name: Name
    art: Name | None = None
    andere_namen: list[Name] = Field(default_factory=list)
    mitglieder: list[Reference] = Field(default_factory=list)
    gegruendet: Date | None = None
    beschreibung: Prose | None = None


class AllianceEntry(Cooperating):
    """The Verbund whose register this is."""

    model_config = ConfigDict(title="Verbund")


class CooperationEntry(Cooperating):
    """A further network."""

    model_config = ConfigDict(title="Kooperation")

    id: Identifier


class OrganisationEntry(Entry):
    """A body that plans, carries or decides."""

    model_config = ConfigDict(title="Organisation")
    keys: ClassVar[Mapping[str, Key]] = {"art": Key("category"), "aufgabe": Key("role"), "sitz": Key("seat")}

    art: Name | None = None
    sitz: Name | None = None
    aufgabe: Name | None = None
    webseite: Address | None = None


class PlanEntry(Entry):
    """A plan, formal or informal."""

    model_config = ConfigDict(title="Plan")
    keys: ClassVar[Mapping[str, Key]] = {
        "ersetzt": Key("replaces", (Kind.PLAN,)),
        "verfasser": Key("authors", (Kind.ORGANISATION,)),
        "planungsraum": Key("region", (Kind.REGION, Kind.PLACE)),
        "horizont": Key("horizon"),
        "beschlossen": Key("adopted"),
    }

    ersetzt: Reference | None = None
    verfasser: list[Reference] = Field(default_factory=list)
    planungsraum: Reference | None = None
    horizont: Name | None = None
    beschlossen: Date | None = None
    budget_euro: Euro | None = None


class ProcessEntry(Entry):
    """A Beteiligungsverfahren or one event of it."""

    model_config = ConfigDict(title="Beteiligung")
    keys: ClassVar[Mapping[str, Key]] = {
        "ort": Key("place", (Kind.PLACE,)),
        "gegenstand": Key("about", ANY_KIND),
        "thema": Key("topic"),
    }

    thema: Name | None = None
    beginn: Date | None = None
    ende: Date | None = None
    ort: Reference | None = None
    gegenstand: list[Reference] = Field(default_factory=list)
    eintraege: Count | None = None
