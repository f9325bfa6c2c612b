"""Made-up comments like those of a participation platform, and a plan they speak of, as files.

They are as long and have as many links as the contributions among the examples, most of them from
Bonn: those have 436 characters and 4 links on average.
"""

from __future__ import annotations

import csv
import json
import random
from collections.abc import Iterator
from functools import cache
from pathlib import Path

from querbezug.graph.gazetteer import Level, gazetteer

_SEED = 20201123
_COUNTY = "16073"
_MEASURES = 400

_SENTENCES = """
In {place} fehlt schon lange ein {thing}.
Der {thing} in {place} ist viel zu {bad}, besonders für {people}.
Warum gibt es in {place} noch immer keinen {thing}?
Ich finde den Vorschlag gut, aber wichtiger wäre ein {thing} {where}.
Nicht wichtig, lieber {thing} und {thing}!
Wer bezahlt den {thing} {where}, und wann wird er fertig?
{people} brauchen vor allem einen {thing}, {reason}.
Das Problem ist seit Jahren bekannt, getan hat sich {where} nichts.
Zwischen {place} und {place} sollte ein {thing} gebaut werden, {reason}.
Bitte denken Sie auch an {people}, der {thing} {where} ist {bad}.
Beispiele aus {far} zeigen, dass es geht: https://beispiel.example/{number}
Das sehe ich genauso, {reason}.
""".strip().splitlines()
_PLAIN = """
Ich wohne seit vielen Jahren hier und kenne die Gegend gut.
Vielen Dank, dass man sich auf diesem Weg einbringen kann.
Darüber haben wir am Wochenende auch mit den Nachbarn gesprochen.
Es wäre gut, wenn sich das jemand in Ruhe ansehen könnte.
Früher war das anders, daran erinnern sich viele noch.
Ich kann mir nicht vorstellen, dass das so gewollt ist.
Die Verwaltung hat darauf schon einmal geantwortet, geändert hat sich wenig.
Mir ist klar, dass nicht alles auf einmal gehen kann.
Anderswo hat man das längst hinbekommen.
Man merkt es vor allem am frühen Morgen und am späten Nachmittag.
Vielleicht lässt sich das eine mit dem anderen verbinden.
Wenn man es einmal richtig macht, hat man lange etwas davon.
Das betrifft nicht nur uns, sondern auch viele, die sich hier nicht melden.
Ein Bild davon habe ich leider nicht, aber man sieht es sofort.
Am Ende kommt es darauf an, dass überhaupt etwas geschieht.
""".strip().splitlines()
"""What people say besides: no place, no topic, seldom an opinion."""

_FILL = {
    "thing": [
        "Radweg",
        "Spielplatz",
        "Bahnübergang",
        "Glasfaserausbau",
        "Jugendtreff",
        "Wochenmarkt",
        "Bus",
        "Zebrastreifen",
        "Hausarzt",
        "Supermarkt",
        "Bürgerservice",
        "Kindergarten",
        "Sportplatz",
        "Parkplatz",
        "Badesee",
        "Wanderweg",
        "Ladepunkt",
        "Mülleimer",
        "Bahnhof",
        "Hort",
        "Schulhof",
        "Stadtpark",
        "Gehweg",
        "Dorfladen",
        "Tempolimit",
        "Kreisverkehr",
        "Lärmschutz",
        "Hochwasserschutz",
        "Mobilfunkmast",
    ],
    "bad": [
        "schmal",
        "gefährlich",
        "teuer",
        "laut",
        "dunkel",
        "schlecht",
        "weit",
        "schmutzig",
        "unübersichtlich",
    ],
    "people": [
        "Kinder",
        "Schulkinder",
        "Ältere",
        "Familien",
        "Radfahrer",
        "Pendler",
        "Jugendliche",
        "Touristen",
        "Eltern",
    ],
    "far": ["Kopenhagen", "Wien", "Basel", "Graz", "Zürich"],
    "where": """am Bahnhof, vor der Schule, an der Hauptstraße, im Neubaugebiet, hinter dem Rathaus,
        an der Saale, am Markt, im Ortskern, bei der Feuerwehr""".replace("\n        ", " ").split(", "),
    "reason": """weil sonst alle mit dem Auto fahren; denn die Wege sind weit; sonst ziehen alle weg;
        das wurde schon 2015 versprochen; weil es abends zu dunkel ist; damit die Stadt lebendig bleibt
        """.replace("\n        ", " ")
    .strip()
    .split("; "),
}
_MAPPING = """format: tabelle
version: "1"
plattform: https://dialog.example
datensaetze:
  - art: kommentar
    kennung: nr
    text: text
    gegenstand: {spalte: ziel, als: verweis, art: ziel}
"""
_PLANS = ("Ausbau {thing}", "{thing} {where} erneuern", "Neubau {thing} in {place}", "{thing} {where}")


@cache
def towns() -> dict[str, str]:
    """Return the names of the towns that the comments speak of, by their keys."""
    known = (e for e in gazetteer() if e.level is Level.MUNICIPALITY and e.ags.startswith(_COUNTY))
    return {entry.ags: entry.label for entry in sorted(known, key=lambda entry: entry.ags)}


def write_plan(folder: Path) -> Path:
    """Write a Planungsregister with the towns of the county, some themes, goals and measures."""
    chance = random.Random(_SEED)  # noqa: S311 - made-up wording, no secret
    town = f"ags:{min(towns())}"
    names = ("Mobilität", "Digitalisierung", "Kultur und Freizeit", "Klimaschutz")
    themes = [{"id": f"t{number}", "name": name} for number, name in enumerate(names)]
    planned: dict[str, list[dict[str, object]]] = {"massnahmen": [], "ziele": []}
    for number in range(_MEASURES):
        label = f"{_filled(chance, chance.choice(_PLANS))} ({number})"
        kind, letter = ("massnahmen", "m") if number % 4 else ("ziele", "z")
        planned[kind].append({"id": f"{letter}{number}", "name": label, "orte": [town]})
    register = {
        "format": "planungsregister",
        "version": "1",
        "kennung": "bench",
        "titel": "Bench",
        "stand": "2026-01-01",
        "orte": [{"id": f"o{ags}", "name": label, "ags": ags} for ags, label in towns().items()],
        "querschnittsthemen": themes,
        **planned,
    }
    path = folder / "plan.json"
    path.write_text(json.dumps(register, ensure_ascii=False), encoding="utf-8")
    return path


def write_comments(folder: Path, key: str, first: int, last: int) -> Path:
    """Write a table of the comments with these numbers; each has the same wording wherever it stands."""
    path = folder / f"{key}.csv"
    with path.open("w", encoding="utf-8", newline="") as stream:
        writer = csv.writer(stream, delimiter=";")
        writer.writerow(["nr", "text", "ziel"])
        for number in range(first, last + 1):
            writer.writerow([number, *comment(number)])
    path.with_name(f"{path.name}.abbildung.yaml").write_text(_MAPPING, encoding="utf-8")
    note = {"kennung": key, "titel": key, "gemeinde": min(towns()), "beteiligung": "bench/verfahren"}
    path.with_name(f"{path.name}.quelle.json").write_text(json.dumps(note), encoding="utf-8")
    return path


def write_place(folder: Path) -> Path:
    """Write a Planungsregister with one site that some comments may mean."""
    register = {
        "format": "planungsregister",
        "version": "1",
        "kennung": "ort",
        "titel": "Ort",
        "stand": "2026-01-01",
        "orte": [{"id": "saaleterrassen", "name": "Saaleterrassen", "art": "standort"}],
    }
    path = folder / "ort.json"
    path.write_text(json.dumps(register), encoding="utf-8")
    return path


def comment(number: int) -> tuple[str, str]:
    """Return the wording of a comment, and the goal it is about."""
    chance = random.Random(_SEED + number)  # noqa: S311 - made-up wording, no secret
    telling = [_filled(chance, each) for each in chance.choices(_SENTENCES, k=chance.choice((1, 1, 2)))]
    sentences = telling + chance.choices(_PLAIN, k=chance.randint(2, 8))
    chance.shuffle(sentences)
    text = " ".join(sentences)
    return text, f"bench/z{4 * chance.randrange(_MEASURES // 4)}"


def _filled(chance: random.Random, sentence: str) -> str:
    return "".join(_words(chance, sentence))


def _words(chance: random.Random, sentence: str) -> Iterator[str]:
    for part in sentence.replace("}", "{").split("{"):
        if part in _FILL:
            yield chance.choice(_FILL[part])
        elif part == "place":
            yield chance.choice(list(towns().values()))
        else:
            yield str(chance.randrange(500)) if part == "number" else part
