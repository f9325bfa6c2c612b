"""A paper and the decision on it, as a council information system hands them out (OParl 1.1)."""

from __future__ import annotations

import json

SITE = "https://ris.example.org/oparl"
SCHEMA = "https://schema.oparl.org/1.1/"

PAPER = {
    "id": f"{SITE}/papers/749",
    "type": f"{SCHEMA}Paper",
    "body": f"{SITE}/bodies/1",
    "name": "Neue Radabstellanlage am Bahnhof",
    "reference": "0943/2020",
    "date": "2020-05-26",
    "paperType": "Beschlussvorlage",
    "web": "https://ris.example.org/vorlage?id=749",
    "originatorOrganization": [f"{SITE}/organizations/34"],
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
    "agendaItem": [
        {
            "id": f"{SITE}/agendaitems/3271",
            "type": f"{SCHEMA}AgendaItem",
            "number": "10.1",
            "name": "Neue Radabstellanlage am Bahnhof",
            "public": True,
            "consultation": f"{SITE}/consultations/1034",
            "result": "einstimmig zugestimmt",
        }
    ],
}
ORGANISATION = {
    "id": f"{SITE}/organizations/34",
    "type": f"{SCHEMA}Organization",
    "body": f"{SITE}/bodies/1",
    "name": "Planungsausschuss",
    "organizationType": "Gremium",
}


def council_json() -> str:
    """Return the three objects as one file."""
    return json.dumps([ORGANISATION, PAPER, MEETING], ensure_ascii=False)
