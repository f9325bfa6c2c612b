"""The mapping file as a person writes it: German keys, nothing unknown."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated, Literal

from pydantic import (
    AfterValidator,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    StringConstraints,
    model_validator,
)
from pydantic_core import PydanticCustomError

from querbezug.graph.readers.planning_register.fields import Address, Identifier
from querbezug.graph.records import Kind

FORMAT = "tabelle"
VERSION = "1"

Art = Literal[
    "massnahme",
    "idee",
    "kommentar",
    "antwort",
    "sachstand",
    "ziel",
    "handlungsfeld",
    "querschnittsthema",
    "thema",
    "kategorie",
    "ort",
    "organisation",
]
KINDS: Mapping[str, Kind] = {
    "massnahme": Kind.MEASURE,
    "idee": Kind.IDEA,
    "kommentar": Kind.COMMENT,
    "antwort": Kind.RESPONSE,
    "sachstand": Kind.REPORT,
    "ziel": Kind.GOAL,
    "handlungsfeld": Kind.FIELD,
    "querschnittsthema": Kind.CROSS_CUTTING,
    "thema": Kind.TOPIC,
    "kategorie": Kind.CATEGORY,
    "ort": Kind.PLACE,
    "organisation": Kind.ORGANISATION,
}

_THEMES = frozenset({"handlungsfelder", "querschnittsthemen", "themen", "kategorien"})
_VOTES = frozenset({"zustimmung", "ablehnung"})
_POINT = frozenset({"breite", "laenge"})
_THEME = frozenset({"beschreibung", "leitfrage", "kuerzel", "teil_von"})
OWN_KEYS: Mapping[str, frozenset[str]] = {
    "massnahme": _THEMES
    | _POINT
    | {"massnahmenart", "kuerzel", "teil_von", "ziele", "orte", "traeger", "umsetzungsstand"}
    | {"umsetzungshinweis", "beginn", "ende", "kosten_euro", "beschreibung", "aus_ideen"},
    "idee": _THEMES | _VOTES | _POINT | {"text", "ziele", "orte", "datum"},
    "kommentar": _VOTES | {"text", "gegenstand", "antwort_auf", "amtlich", "datum"},
    "antwort": frozenset({"text", "gegenstand", "datum"}),
    "sachstand": frozenset({"text", "gegenstand", "zeitraum", "umsetzungsstand", "bewertung"}),
    "ziel": _THEMES | {"teil_von", "ebene", "orte"},
    "handlungsfeld": _THEME,
    "querschnittsthema": _THEME,
    "thema": _THEME,
    "kategorie": _THEME,
    "ort": _POINT | {"ags", "ortsart", "teil_von"},
    "organisation": frozenset({"organisationsart", "sitz", "aufgabe"}),
}
"""The keys a record of each kind has besides those that all have."""

NEEDED: Mapping[str, str] = {"kommentar": "text", "antwort": "text", "sachstand": "text"}

Short = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=500)]
# Names of months and days would depend on the language of the machine.
_DIRECTIVES = frozenset("dmYyHMSjfz")


def _check_format(value: str) -> str:
    directives = {after[:1] for after in value.replace("%%", "").split("%")[1:]}
    has_year = bool(directives & {"Y", "y"})
    if not has_year or not directives <= _DIRECTIVES:
        raise PydanticCustomError("tables.fault-date-format", "no date format", {"value": value})
    return value


DateFormat = Annotated[str, StringConstraints(max_length=40), AfterValidator(_check_format)]


class Strict(BaseModel):
    """Base of all objects in the file."""

    model_config = ConfigDict(extra="forbid", frozen=True)


class FieldMapping(Strict):
    """Where a value comes from, and how it is to be understood."""

    model_config = ConfigDict(title="Feld")

    spalte: Short | None = None
    wert: Short | None = None
    trennzeichen: Annotated[str, StringConstraints(min_length=1, max_length=10)] | None = None
    datumsformat: Annotated[str, StringConstraints(max_length=40), AfterValidator(_check_format)] | None = (
        None
    )
    werte: dict[str, str | None] = Field(default_factory=dict)
    als: Literal["kennung", "adresse", "wortlaut", "verweis", "ortsteil"] | None = None
    art: Art | None = None
    nummernkreis: Identifier | None = None
    merkmalsspalten: list[Short] = Field(default_factory=list)
    gilt_bei: list[Short] = Field(default_factory=lambda: ["1", "x", "ja", "true", "wahr", "yes"])
    stufen: list[Annotated[str, StringConstraints(min_length=1, max_length=10)]] = Field(default_factory=list)

    @model_validator(mode="after")
    def _has_one_source(self) -> FieldMapping:
        sources = [self.spalte, self.wert, self.merkmalsspalten or None]
        if sum(source is not None for source in sources) != 1:
            raise PydanticCustomError("tables.fault-one-source", "not one source", {})
        return self


def _as_list(value: object) -> object:
    """Return the short forms (a column, or a list of columns) as a list of fields."""
    entries = value if isinstance(value, list) else [value]
    return [{"spalte": entry} if isinstance(entry, str) else entry for entry in entries]


Fields = Annotated[list[FieldMapping], BeforeValidator(_as_list), Field(min_length=1, max_length=200)]


class RecordMapping(Strict):
    """What becomes of a row: one thing, and which column gives which property."""

    model_config = ConfigDict(title="Datensatz")

    art: Art
    nummernkreis: Identifier | None = None
    nur_wenn: dict[str, list[str]] = Field(default_factory=dict)
    kennung: Fields | None = None
    adresse: Fields | None = None
    bezeichnung: Fields | None = None
    hinweis: Fields | None = None
    beschreibung: Fields | None = None
    text: Fields | None = None
    kuerzel: Fields | None = None
    leitfrage: Fields | None = None
    massnahmenart: Fields | None = None
    organisationsart: Fields | None = None
    ortsart: Fields | None = None
    teil_von: Fields | None = None
    handlungsfelder: Fields | None = None
    querschnittsthemen: Fields | None = None
    themen: Fields | None = None
    kategorien: Fields | None = None
    ziele: Fields | None = None
    orte: Fields | None = None
    traeger: Fields | None = None
    umsetzungsstand: Fields | None = None
    umsetzungshinweis: Fields | None = None
    bewertung: Fields | None = None
    beginn: Fields | None = None
    ende: Fields | None = None
    datum: Fields | None = None
    zeitraum: Fields | None = None
    kosten_euro: Fields | None = None
    aus_ideen: Fields | None = None
    breite: Fields | None = None
    laenge: Fields | None = None
    zustimmung: Fields | None = None
    ablehnung: Fields | None = None
    gegenstand: Fields | None = None
    antwort_auf: Fields | None = None
    amtlich: Fields | None = None
    ebene: Fields | None = None
    ags: Fields | None = None
    sitz: Fields | None = None
    aufgabe: Fields | None = None

    @model_validator(mode="after")
    def _fits_its_kind(self) -> RecordMapping:
        known = COMMON_KEYS | OWN_KEYS[self.art]
        for name in self.model_fields_set - known:
            said = {"value": name, "art": self.art, "known": ", ".join(sorted(known))}
            raise PydanticCustomError("tables.fault-foreign-key", "key of another kind", said)
        needed = NEEDED.get(self.art)
        if needed and not getattr(self, needed):
            raise PydanticCustomError(
                "tables.fault-needs-key", "key needed", {"value": needed, "art": self.art}
            )
        has_name = self.kennung or self.adresse or self.bezeichnung or self.ags or self.text
        if not has_name:
            raise PydanticCustomError("tables.fault-needs-name", "no identity", {"art": self.art})
        return self

    def fields(self) -> Mapping[str, list[FieldMapping]]:
        """Return the properties that are mapped, by key."""
        found = {name: getattr(self, name) for name in type(self).model_fields if name not in _SETTINGS}
        return {name: value for name, value in found.items() if value}

    def columns(self) -> set[str]:
        """Return the columns that are read."""
        every = [field for fields in self.fields().values() for field in fields]
        named = {field.spalte for field in every if field.spalte}
        return named | {column for field in every for column in field.merkmalsspalten} | set(self.nur_wenn)


_SETTINGS = frozenset({"art", "nummernkreis", "nur_wenn"})
COMMON_KEYS = _SETTINGS | {"kennung", "adresse", "bezeichnung", "hinweis"}


class TableMapping(Strict):
    """The whole file."""

    model_config = ConfigDict(title="Abbildung")

    format: Literal["tabelle"]
    version: Literal["1"]
    titel: Short | None = None
    plattform: Address | None = None
    blatt: Short | None = None
    uebergehen: list[Short] = Field(default_factory=list)
    keine_personen: list[Short] = Field(default_factory=list)
    datensaetze: Annotated[list[RecordMapping], Field(min_length=1, max_length=20)]


LETTERS = "buchstaben"
"""As a step of ``stufen``: the letters at the beginning are the level above (``U1`` → ``U``)."""
