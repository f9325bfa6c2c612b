"""A register by hand whose names and texts are what an attacker would write."""

from __future__ import annotations

import json

from visualise.samples import HOSTILE

CITIES = ("ags:16073077", "ags:16073076")


def hostile_register() -> str:
    """Return a valid register with markup wherever a city may write freely."""
    script, image = HOSTILE[0], HOSTILE[1]
    fields = [
        {"id": f"feld-{n}", "name": name, "beschreibung": script, "leitfrage": image}
        for n, name in enumerate(HOSTILE)
    ]
    goals = [
        {"id": f"ziel-{n}", "name": name, "handlungsfelder": [f"feld-{n}"], "hinweis": script}
        for n, name in enumerate(HOSTILE)
    ]
    measures = [
        {
            "id": f"massnahme-{n}",
            "name": name,
            "art": image,
            "ziele": [f"ziel-{n}"],
            "orte": list(CITIES),
            "quellen": ["https://example.org/?a=%3Cscript%3E&b=2"],
        }
        for n, name in enumerate(HOSTILE)
    ]
    register = {
        "format": "planungsregister",
        "version": "1",
        "kennung": "boese",
        "titel": script,
        "stand": "2026-03-01",
        "herausgeber": image,
        "orte": [{"id": f"stadt-{n}", "name": HOSTILE[n], "ags": ags[4:]} for n, ags in enumerate(CITIES)],
        "verbund": {"name": image, "art": script, "mitglieder": list(CITIES)},
        "organisationen": [{"id": "buero", "name": script, "art": image, "aufgabe": script}],
        "plaene": [{"id": "plan", "name": image, "verfasser": ["buero"], "horizont": script}],
        "handlungsfelder": fields,
        "ziele": goals,
        "massnahmen": measures,
        "ideen": [{"id": "idee", "name": script, "handlungsfelder": ["feld-0"], "orte": list(CITIES)}],
        "beispiele": [
            {"id": "beispiel", "name": image, "webseite": "https://example.org/x", "orte": [CITIES[0]]}
        ],
    }
    return json.dumps(register, ensure_ascii=False)
