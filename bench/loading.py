"""Loading a table: ours, with all it does, against the same rows poured into Oxigraph in one go.

Each side runs in a process of its own, so that the most memory it took can be told; what a process
takes that has only imported the same modules is subtracted.
"""

from __future__ import annotations

import csv
import json
import random
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

import pyoxigraph as ox
from rich.console import Console
from rich.table import Table

from querbezug.graph.loading import load
from querbezug.graph.store import ReadStore, WriteStore
from querbezug.ontology.terms import DCTERMS, FOAF, PROV, QUER, RDF, RDFS, XSD

SIZES = (10_000, 100_000)
SIDES = ("empty", "ours", "peer")
GRAPH = ox.NamedNode("https://w3id.org/querbezug/graph/source/ideen")
_SEED = 20_201_123
_WORDS = ("Radweg", "Schule", "Bahnhof", "Ampel", "Bank", "Fluss", "Park", "sicher", "breit", "neu", "Licht")
_AREAS = ("Verkehr", "Grün", "Wohnen")
_COUNT = f"SELECT (COUNT(*) AS ?n) {{ ?i a <{QUER.Idea}> ; <{QUER.verbatimText}> ?t ; <{FOAF.page}> ?p }}"
_MAPPING = """format: tabelle
version: "1"
plattform: https://dialog.example
datensaetze:
  - art: idee
    kennung: nr
    bezeichnung: titel
    text: text
    adresse: link
    kategorien: rubrik
    zustimmung: pro
    datum: wann
"""


def write_table(folder: Path, rows: int) -> Path:
    """Write made-up proposals with their mapping."""
    chance = random.Random(_SEED)  # noqa: S311 - made-up text, no secret
    path = folder / "ideen.csv"
    with path.open("w", encoding="utf-8", newline="") as stream:
        writer = csv.writer(stream, delimiter=";")
        writer.writerow(["nr", "titel", "text", "link", "rubrik", "pro", "wann"])
        for number in range(rows):
            text = " ".join(chance.choices(_WORDS, k=chance.randint(10, 60)))
            title, area = f"{text[:40]} {number}", chance.choice(_AREAS)
            address = f"https://dialog.example/ideen/{number}"
            day = f"{number % 28 + 1:02d}.10.2023"
            writer.writerow([number, title, f"{text}.", address, area, number % 50, day])
    path.with_name(f"{path.name}.abbildung.yaml").write_text(_MAPPING, encoding="utf-8")
    return path


def ours(table: Path, store: Path) -> int:
    """Read, mask, map, check, link and store."""
    with WriteStore(store) as target:
        load([table], target)
    return _count(ReadStore(store).snapshot().store)


def peer(table: Path, store: Path) -> int:
    """Turn the rows into triples as they are and pour them in."""
    target = ox.Store(str(store))
    target.bulk_extend(_quads(table))
    return _count(target)


def _quads(table: Path) -> Iterator[ox.Quad]:
    source = ox.NamedNode("https://w3id.org/querbezug/id/source/ideen")
    with table.open(encoding="utf-8", newline="") as stream:
        for row in csv.DictReader(stream, delimiter=";"):
            subject = ox.NamedNode(f"https://w3id.org/querbezug/id/idea/dialog-example_{row['nr']}")
            theme = ox.NamedNode(f"https://w3id.org/querbezug/id/category/{row['rubrik']}")
            day = "-".join(reversed(row["wann"].split(".")))
            for predicate, value in (
                (RDF.type, ox.NamedNode(str(QUER.Idea))),
                (RDFS.label, ox.Literal(row["titel"], language="de")),
                (QUER.verbatimText, ox.Literal(row["text"], language="de")),
                (FOAF.page, ox.NamedNode(row["link"])),
                (QUER.theme, theme),
                (QUER.supportCount, _typed(row["pro"], str(XSD.integer))),
                (DCTERMS.created, _typed(day, str(XSD.date))),
                (PROV.hadPrimarySource, source),
            ):
                for graph in (GRAPH, ox.DefaultGraph()):
                    yield ox.Quad(subject, ox.NamedNode(str(predicate)), value, graph)


def _typed(text: str, datatype: str) -> ox.Literal:
    return ox.Literal(text, datatype=ox.NamedNode(datatype))


def _count(store: ox.Store) -> int:
    solutions = store.query(_COUNT)
    assert isinstance(solutions, ox.QuerySolutions)
    number = next(iter(solutions))["n"]
    assert isinstance(number, ox.Literal)
    return int(number.value)


def run_side(side: str, table: Path, store: Path) -> None:
    """Do one side's work in this process, and print what it took."""
    start = time.perf_counter()
    count = {"ours": ours, "peer": peer}[side](table, store) if side != "empty" else 0
    seconds = time.perf_counter() - start
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024
    print(json.dumps({"seconds": seconds, "peak": peak, "count": count}))


def measure(rows: int) -> dict[str, dict[str, float]]:
    """Run each side once over the same table."""
    taken: dict[str, dict[str, float]] = {}
    with tempfile.TemporaryDirectory() as folder:
        table = write_table(Path(folder), rows)
        for side in SIDES:
            command = [sys.executable, "-m", "bench.loading", side, str(table), str(Path(folder) / side)]
            run = subprocess.run(command, capture_output=True, text=True, check=True)
            taken[side] = json.loads(run.stdout)
    assert taken["ours"]["count"] == taken["peer"]["count"] == rows
    return taken


def main(arguments: list[str]) -> None:
    """Measure tables of as many rows as ``arguments`` say, and print what came of it."""
    sizes = tuple(map(int, arguments)) or SIZES
    shown = Table(title="Loading a table: everything we do, against pouring the rows into Oxigraph")
    for column in ("rows", "side", "seconds", "rows/s", "peak beyond empty (MiB)"):
        shown.add_column(column, justify="left" if column == "side" else "right")
    for rows in sizes:
        taken = measure(rows)
        for side in SIDES[1:]:
            seconds, memory = taken[side]["seconds"], taken[side]["peak"] - taken["empty"]["peak"]
            cells = (f"{rows:,}", side, f"{seconds:.1f}", f"{rows / seconds:,.0f}", f"{memory / 2**20:,.0f}")
            shown.add_row(*cells)
    Console().print(shown)


if __name__ == "__main__":
    run_side(sys.argv[1], Path(sys.argv[2]), Path(sys.argv[3]))
