"""Papers, meetings and bodies as councils publish them in OParl."""

from __future__ import annotations

import json
from pathlib import Path

from querbezug.graph.readers.base import ReadOptions, ReadResult, SourceFile, collect
from querbezug.graph.readers.oparl import OParlReader

SITE = "https://ris.example.org/oparl"
SCHEMA = "https://schema.oparl.org/1.1/"
READER = OParlReader()

PAPER = {
    "id": f"{SITE}/papers/749",
    "type": f"{SCHEMA}Paper",
    "body": f"{SITE}/bodies/1",
    "name": "Neue Radabstellanlage am Bahnhof",
    "reference": "0943/2020",
    "date": "2020-05-26",
    "paperType": "Beschlussvorlage",
    "web": "https://ris.example.org/vorlage?id=749",
    "relatedPaper": [f"{SITE}/papers/699"],
    "superordinatedPaper": [f"{SITE}/papers/600"],
    "subordinatedPaper": [f"{SITE}/papers/800"],
    "mainFile": {
        "id": f"{SITE}/files/1",
        "type": f"{SCHEMA}File",
        "name": "Vorlage",
        "accessUrl": "https://ris.example.org/files/1.pdf",
    },
    "location": [
        {
            "id": f"{SITE}/locations/5",
            "type": f"{SCHEMA}Location",
            "description": "Bahnhofsvorplatz",
            "geojson": {
                "type": "Feature",
                "geometry": {"type": "Point", "coordinates": ["8.4018", "48.9936"]},
                "properties": {},
            },
        }
    ],
    "originatorPerson": [f"{SITE}/people/31"],
    "originatorOrganization": [f"{SITE}/organizations/20"],
    "consultation": [
        {
            "id": f"{SITE}/consultations/1034",
            "type": f"{SCHEMA}Consultation",
            "agendaItem": f"{SITE}/agendaitems/3271",
            "meeting": f"{SITE}/meetings/281",
        }
    ],
}
MEETING = {
    "id": f"{SITE}/meetings/281",
    "type": f"{SCHEMA}Meeting",
    "name": "4. Sitzung des Planungsausschusses",
    "start": "2020-06-03T17:00:00+02:00",
    "organization": [f"{SITE}/organizations/34"],
    "participant": [f"{SITE}/people/31"],
    "agendaItem": [
        {
            "id": f"{SITE}/agendaitems/3271",
            "type": f"{SCHEMA}AgendaItem",
            "number": "10.1",
            "name": "Neue Radabstellanlage am Bahnhof",
            "public": True,
            "consultation": f"{SITE}/consultations/1034",
            "result": "einstimmig zugestimmt",
            "resolutionText": "Mit der Maßgabe, dass sie ein Dach bekommt.",
        },
        {"id": f"{SITE}/agendaitems/3272", "type": f"{SCHEMA}AgendaItem", "name": "Verschiedenes"},
        {
            "id": f"{SITE}/agendaitems/3273",
            "type": f"{SCHEMA}AgendaItem",
            "name": "Grundstücksverkauf an Frau Muster",
            "public": False,
            "result": "zugestimmt",
        },
    ],
}
ORGANISATION = {
    "id": f"{SITE}/organizations/34",
    "type": f"{SCHEMA}Organization",
    "name": "Planungsausschuss",
    "classification": "Fachausschuss",
    "membership": [f"{SITE}/memberships/9"],
    "website": "https://ris.example.org/gremium/34",
}
BODY = {
    "id": f"{SITE}/bodies/1",
    "type": f"{SCHEMA}Body",
    "name": "Stadt Karlsruhe",
    "ags": "08212000",
    "license": "https://creativecommons.org/licenses/by/4.0/",
    "contactEmail": "ris@example.org",
    "contactName": "Erika Muster",
}


def read(value: object, path: Path | None = None) -> ReadResult:
    data = value if isinstance(value, bytes) else json.dumps(value, ensure_ascii=False).encode()
    source = SourceFile("oparl.json", data, path)
    assert READER.recognises(source)
    return collect(READER.read(source, ReadOptions()))


def keys(result: ReadResult) -> list[str]:
    return [notice.message.key for notice in result.notices]
