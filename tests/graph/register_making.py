"""Reading registers in tests: a small one to change, and what came of it."""

from __future__ import annotations

import copy
import json
from pathlib import Path
from typing import Any, TypeVar

from querbezug.graph.errors import QuerbezugError
from querbezug.graph.readers.base import ReadOptions, ReadResult, SourceFile
from querbezug.graph.readers.planning_register import PlanningRegisterReader

ROOT = Path(__file__).parents[2]
FORMATS = ROOT / "docs" / "formats"
READER = PlanningRegisterReader()

REGISTER: dict[str, Any] = {
    "format": "planungsregister",
    "version": "1",
    "kennung": "musterland",
    "titel": "Planungsregister Musterland",
    "stand": "2026-03-01",
    "verbund": {"name": "Verbund", "mitglieder": ["rudolstadt", "ags:16073077", "andere/verbund"]},
    "orte": [
        {"id": "rudolstadt", "name": "Rudolstadt an der Saale", "ags": "16073076"},
        {"id": "park", "name": "Heinepark", "art": "standort", "teil_von": "rudolstadt"},
    ],
    "organisationen": [{"id": "ipu", "name": "IPU", "webseite": "HTTPS://IPU-Erfurt.de"}],
    "plaene": [{"id": "rek", "name": "REK", "verfasser": ["ipu"]}],
    "handlungsfelder": [{"id": "mobilitaet", "name": "Mobilität"}],
    "querschnittsthemen": [{"id": "digitalisierung", "name": "Digitalisierung"}],
    "ziele": [
        {
            "id": "radwege",
            "name": " Radwege  ausbauen ",
            "wortlaut": True,
            "plan": "rek",
            "handlungsfelder": ["mobilitaet"],
            "querschnittsthemen": ["digitalisierung"],
            "orte": ["park", "region-sued/ort/aue"],
            "abgeleitet": ["handlungsfelder", "orte"],
        }
    ],
    "massnahmen": [
        {
            "id": "radnetz",
            "name": "Radnetz",
            "ziele": ["radwege", "andere/fahrrad"],
            "traeger": ["ipu", "url:https://ipu-erfurt.de/#kontakt"],
            "umsetzungsstand": "beschlossen",
            "zeitraum": "2021-09/..",
        }
    ],
    "ideen": [
        {"id": "app", "name": "App", "ziele": ["radwege"], "geaeussert_in": ["seite/07", "seite/kommentar/8"]}
    ],
    "beziehungen": [
        {"von": "radnetz", "nach": "andere/massnahme/netz", "art": "vergleichbar", "abgeleitet": True}
    ],
}


def as_source(value: object) -> SourceFile:
    data = value if isinstance(value, bytes) else json.dumps(value, ensure_ascii=False, indent=1).encode()
    return SourceFile("register.json", data)


def read(value: object) -> ReadResult:
    return READER.read(as_source(value), ReadOptions())


def changed(**keys: object) -> dict[str, Any]:
    return copy.deepcopy(REGISTER) | keys


T = TypeVar("T")


def only(kind: type[T], result: ReadResult) -> T:
    (found,) = [record for record in result.records if isinstance(record, kind)]
    return found


def refusal(source: SourceFile) -> QuerbezugError | None:
    try:
        READER.read(source, ReadOptions())
    except QuerbezugError as error:
        return error
    return None
