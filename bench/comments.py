"""Made-up comments that read like those of a participation platform, in a store like a loaded one."""

from __future__ import annotations

import random
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pyoxigraph as ox

from querbezug.graph.gazetteer import Level, gazetteer
from querbezug.graph.identity import Identity
from querbezug.graph.ledger import Ledger
from querbezug.graph.mapping import map_source
from querbezug.graph.readers.base import ReadResult, SourceInfo
from querbezug.graph.records import (
    AnyRecord,
    Comment,
    Goal,
    Kind,
    Measure,
    Place,
    PlaceKind,
    Process,
    Ref,
    Theme,
)
from querbezug.graph.store.layout import DEFAULT_BASE, Layout, in_graph
from querbezug.graph.store.staging import Staged
from querbezug.graph.store.stated import Stated
from querbezug.ontology.iris import IriMinter

LAYOUT = Layout(IriMinter(DEFAULT_BASE))

_SEED = 20201123
_COUNTY = "16073"
_CHUNK = 10_000
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
_PLANS = ("Ausbau {thing}", "{thing} {where} erneuern", "Neubau {thing} in {place}", "{thing} {where}")


@cache
def towns() -> dict[str, str]:
    """Return the names of the towns that the comments speak of, by their keys."""
    known = (e for e in gazetteer() if e.level is Level.MUNICIPALITY and e.ags.startswith(_COUNTY))
    return {entry.ags: entry.label for entry in sorted(known, key=lambda entry: entry.ags)}


def store_with(path: Path, count: int) -> ox.Store:
    """Return a new store with a plan and ``count`` comments on it."""
    store = ox.Store(str(path))
    add(store, _plan())
    add_comments(store, 1, count)
    return store


def add_comments(store: ox.Store, first: int, last: int) -> None:
    """Add the comments with these numbers; each has the same wording whenever it is added."""
    for start in range(first, last + 1, _CHUNK):
        add(store, [_comment(number) for number in range(start, min(last + 1, start + _CHUNK))])


def add(store: ox.Store, records: list[AnyRecord]) -> None:
    """Add what a source says to its graph."""
    info = SourceInfo(
        key="bench", title="Bench", file_name="bench.csv", sha256="0" * 64, reader="bench", reader_version="1"
    )
    triples = map_source(ReadResult(info, records), identity()).triples
    store.bulk_extend(in_graph(triples, LAYOUT.source("bench")))


def identity() -> Identity:
    """Return an identity without a memory; all things here have numbers."""
    return Identity(LAYOUT.minter, Ledger(ox.Store()), "salt")


def stated(store: ox.Store) -> Stated:
    """Return what the sources in the store state."""
    return Stated(store, LAYOUT, dict[ox.NamedNode, Staged]())


def _plan() -> list[AnyRecord]:
    chance = random.Random(_SEED)  # noqa: S311 - made-up wording, no secret
    town = Ref(Kind.PLACE, f"ags:{min(towns())}")
    records: list[AnyRecord] = [
        Place(ref=Ref(Kind.PLACE, f"ags:{ags}"), label=label, place_kind=PlaceKind.MUNICIPALITY, ags=ags)
        for ags, label in towns().items()
    ]
    records.append(Process(ref=Ref(Kind.PROCESS, "bench/verfahren"), label="Bench", region=town))
    names = ("Mobilität", "Digitalisierung", "Kultur und Freizeit", "Klimaschutz")
    records += [
        Theme(ref=Ref(Kind.CROSS_CUTTING, f"bench/t{n}"), label=label) for n, label in enumerate(names)
    ]
    for number in range(_MEASURES):
        label = f"{_filled(chance, chance.choice(_PLANS))} ({number})"
        if number % 4:
            records.append(Measure(ref=Ref(Kind.MEASURE, f"bench/m{number}"), label=label))
        else:
            records.append(Goal(ref=Ref(Kind.GOAL, f"bench/z{number}"), label=label))
    return records


def _comment(number: int) -> Comment:
    chance = random.Random(_SEED + number)  # noqa: S311 - made-up wording, no secret
    text = " ".join(_filled(chance, each) for each in chance.choices(_SENTENCES, k=chance.randint(1, 5)))
    about = Ref(Kind.GOAL, f"bench/z{4 * chance.randrange(_MEASURES // 4)}")
    return Comment(ref=Ref(Kind.COMMENT, f"bench/comment-{number}"), text=text, sequence=number, about=about)


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
