"""Exports of adhocracy4 with the columns that the platform writes, in short."""

from __future__ import annotations

import io
from collections.abc import Sequence

import openpyxl

from querbezug.graph.readers.adhocracy import AdhocracyReader
from querbezug.graph.readers.base import ReadOptions, ReadResult, SourceFile, collect
from querbezug.graph.records import (
    Kind,
    Ref,
)

READER = AdhocracyReader()
HOST = "https://www.mitmachen.example.de"
SCOPE = "mitmachen-example-de"
IDEAS = (
    *(
        "Referenznr.",
        "Link",
        "Name",
        "Beschreibung",
        "Positive Bewertungen",
        "Negative Bewertungen",
        "Kategorie",
    ),
    *("Merkmale", "Anzahl Kommentare", "Ort (Längengrad)", "Ort (Breitengrad)", "Ortsbezeichnung", "Status"),
    *("Rückmeldung", "Notiz", "Urheber", "Erstellt"),
)
ENGLISH = (
    *("Reference No.", "Link", "Name", "Description", "Positive ratings", "Negative ratings", "Category"),
    *("Labels", "Comment count", "Location (Longitude)", "Location (Latitude)", "Location label", "Status"),
    *("Feedback", "Remark", "Creator", "Created"),
)
COMMENTS = (
    *("ID", "Kommentar", "Erstellt", "Urheber", "Link", "Positive Bewertungen", "Negative Bewertungen"),
    *("Antwort auf Kommentar", "Kommentar zur Referenz"),
)
PLANS = (
    *(
        "Referenznr.",
        "Link",
        "Titel Ihres Vorhabens",
        "Beschreibung Ihres Vorhabens",
        "Kontaktperson",
        "Postadresse",
    ),
    *("Telefon", "E-Mail", "Webseite", "Bezirk", "Kosten", "Laufzeit", "Status", "Art der Beteiligung"),
    *(
        "Begründung",
        "Organisation",
        "Erstellt",
        "Geändert",
        "Entwurf",
        "Ort (Längengrad)",
        "Ort (Breitengrad)",
    ),
    *("Ortsbezeichnung", "Projekte", "Projektlinks", "Themen"),
)
BENCH = (
    *(
        "2024-00007",
        f"{HOST}/ideen/2024-00007/",
        "Mehr Bänke",
        "<p>Am Markt<br>fehlen Bänke.</p>",
        12,
        3,
        "Sitzen",
    ),
    *("Schatten, Ruhe", 2, 11.33, 50.72, "Markt 1", "wird umgesetzt", "Drei Bänke kommen."),
    *("intern: anrufen bei Paula Geheim", "paula_geheim", "2024-05-03T10:11:12.345+02:00"),
)


def workbook(header: Sequence[object], *rows: Sequence[object]) -> bytes:
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    for row in (header, *rows):
        sheet.append(list(row))
    buffer = io.BytesIO()
    book.save(buffer)
    return buffer.getvalue()


def csv_of(header: Sequence[object], *rows: Sequence[object]) -> bytes:
    lines = (";".join(f'"{"" if cell is None else cell}"' for cell in row) for row in (header, *rows))
    return "\n".join(lines).encode()


def source(data: bytes, name: str = "ideen.xlsx") -> SourceFile:
    return SourceFile(name, data)


def read(data: bytes, name: str = "ideen.xlsx") -> ReadResult:
    file = source(data, name)
    assert READER.recognises(file)
    return collect(READER.read(file, ReadOptions()))


def only(result: ReadResult, kind: type) -> list:
    return [record for record in result.records if isinstance(record, kind)]


def keys(result: ReadResult) -> list[str]:
    return [notice.message.key for notice in result.notices]


def category(name: str) -> Ref:
    return Ref(Kind.CATEGORY, f"{SCOPE}#{name}")


SAID = (
    (1, "Gute Idee.", "21. Sep. 2017 09:01", "max77", f"{HOST}/x", 4, 1, None, "2024-00007"),
    (2, "Finde ich auch.", "2017-09-21T09:38:00+02:00", "Gast", f"{HOST}/x?comment=2", 0, 0, 1, None),
    (3, "Wir prüfen das.", "22.09.2017", "Redaktion", f"{HOST}/ideen/2024-00009/?comment=3", 0, 0, 1, None),
)


PLAN = {
    "Referenznr.": "2023-00044",
    "Link": f"{HOST}/vorhaben/2023-00044/",
    "Titel Ihres Vorhabens": "Marktplatz erneuern",
    "Beschreibung Ihres Vorhabens": "<p>Neues Pflaster.</p>",
    "Kontaktperson": "Paula Geheim",
    "Postadresse": "Geheimweg 5",
    "Telefon": "03671 598123",
    "E-Mail": "paula@geheim.de",
    "Webseite": "https://www.example.de",
    "Bezirk": "Nordstadt",
    "Kosten": "1.250.000 €",
    "Laufzeit": "2023 – 2026",
    "Status": "laufend",
    "Art der Beteiligung": "Konsultation",
    "Begründung": "Viele sind betroffen.",
    "Organisation": "Stadtplanungsamt",
    "Erstellt": "2023-01-02T00:00:00+01:00",
    "Geändert": "2023-02-02T00:00:00+01:00",
    "Entwurf": "False",
    "Ort (Längengrad)": "11.33",
    "Ort (Breitengrad)": "50.72",
    "Ortsbezeichnung": "Markt",
    "Projekte": "Ideen für den Markt",
    "Projektlinks": f"['{HOST}/projekte/markt/']",
    "Themen": "Stadtplanung, \nGrünflächen",
}
