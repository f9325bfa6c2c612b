# ruff: noqa: E501 - the rows of a table stay on one line
"""Tables with their mappings, made for tests."""

import json

from querbezug.graph.readers.base import ReadOptions, SourceFile, collect
from querbezug.graph.readers.generic_table import GenericTableReader

HEAD = 'format: tabelle\nversion: "1"\n'
READER = GenericTableReader()


def read(tmp_path, text, mapping, name="liste.csv", note=None):
    """Return the records and notices of a table with `mapping` beside it."""
    path = tmp_path / name
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    (tmp_path / f"{name}.abbildung.yaml").write_text(HEAD + mapping, encoding="utf-8")
    if note:
        (tmp_path / f"{name}.quelle.json").write_text(json.dumps(note), encoding="utf-8")
    return collect(READER.read(SourceFile.from_path(path), ReadOptions()))


def only(records, kind):
    return [record for record in records if isinstance(record, kind)]


def told(notices):
    return [(notice.row, notice.field, notice.message.key.partition(".")[2]) for notice in notices]


MEASURES = """\
Nr;Titel;Beschreibung;Feld;Stand;Beginn;Kosten;Träger;lat;lon;Übergeordnet;Seite;Gemeinde;Ziel;Urheber
M1;Radweg;"<p>Neu &amp; breit</p>";Verkehr, Klima;In Bearbeitung;10. Oktober 2023;1.250.000,50 €;Tiefbauamt;50,7;11,3;;https://stadt.example/m1;Rudolstadt;Mehr Rad;Karl Meier
M1.1;Brücke;;Verkehr;offen;irgendwann;viel;;0;0;M1;kein Link;Nirgendwo;;Karl Meier
;Namenlos;;;;;;;;;;;;;Karl Meier
M1;Doppelt;;;;;;;;;;;;;Karl Meier
"""
MEASURE_MAPPING = """\
plattform: https://stadt.example
titel: Vorhabenliste
datensaetze:
  - art: massnahme
    kennung: Nr
    bezeichnung: Titel
    beschreibung: Beschreibung
    adresse: Seite
    handlungsfelder: {spalte: Feld, trennzeichen: ","}
    umsetzungsstand: {spalte: Stand, werte: {in bearbeitung: in-umsetzung}}
    beginn: Beginn
    kosten_euro: Kosten
    traeger: Träger
    breite: lat
    laenge: lon
    teil_von: Übergeordnet
    orte: Gemeinde
    ziele: Ziel
    massnahmenart: {wert: Vorhaben}
"""
NOTE = {"kennung": "vorhaben", "titel": "Vorhaben", "gemeinde": "16073076"}

IDEA_MAPPING = """\
plattform: https://www.dialog.example/
datensaetze:
  - art: idee
    nummernkreis: proposal
    kennung: id
    bezeichnung: titel
    text: inhalt
    adresse: link
    kategorien: [rubrik, {merkmalsspalten: [radfahren, zufuss], werte: {zufuss: zu Fuß}}]
    zustimmung: pro
    ablehnung: contra
    datum: wann
"""

GOOD = "datensaetze: [{art: idee, kennung: id, bezeichnung: t}]\n"
