# ruff: noqa: E501 - the rows of a table stay on one line
"""Any table by a mapping file: what each key gives, and what is told."""

from hashlib import sha256

import pytest
from graph.mapping_making import IDEA_MAPPING, MEASURE_MAPPING, MEASURES, NOTE, only, read, told
from graph.table_making import workbook_source

from querbezug.graph.records import (
    Comment,
    Goal,
    Idea,
    Kind,
    Measure,
    Organisation,
    Origin,
    Place,
    PlaceKind,
    PlanDocument,
    Process,
    Ref,
    Response,
    StatusReport,
    Theme,
)


def test_measures(tmp_path):
    result = read(tmp_path, MEASURES, MEASURE_MAPPING, note=NOTE)
    plan = Ref(Kind.PLAN, "vorhaben/plan")
    scope = "stadt-example"
    traffic, climate = (Ref(Kind.FIELD, f"{scope}#{name}") for name in ("Verkehr", "Klima"))
    office, goal = Ref(Kind.ORGANISATION, f"{scope}#Tiefbauamt"), Ref(Kind.GOAL, f"{scope}#Mehr Rad")
    rudolstadt = Ref(Kind.PLACE, "ags:16073076")
    m1 = Ref(Kind.MEASURE, f"{scope}/massnahme-m1-" + digest("massnahme", "M1"))
    assert result.records == [
        PlanDocument(ref=plan, label="Vorhaben", region=rudolstadt),
        Theme(ref=traffic, label="Verkehr", origin=Origin(row=2)),
        Theme(ref=climate, label="Klima", origin=Origin(row=2)),
        Goal(ref=goal, label="Mehr Rad", origin=Origin(row=2)),
        Organisation(ref=office, label="Tiefbauamt", origin=Origin(row=2)),
        Measure(
            ref=m1,
            same_as=(Ref(Kind.MEASURE, "url:https://stadt.example/m1"),),
            label="Radweg",
            origin=Origin(row=2),
            urls=("https://stadt.example/m1",),
            category="Vorhaben",
            plan=plan,
            themes=(traffic, climate),
            goals=(goal,),
            places=(rudolstadt,),
            responsible=(office,),
            status="running",
            description="Neu & breit",
            begin="2023-10-10",
            cost_eur=1_250_000,
            latitude=50.7,
            longitude=11.3,
        ),
        Measure(
            ref=Ref(Kind.MEASURE, f"{scope}/massnahme-m1-1-" + digest("massnahme", "M1.1")),
            label="Brücke",
            origin=Origin(row=3),
            category="Vorhaben",
            plan=plan,
            part_of=m1,
            themes=(traffic,),
            places=(rudolstadt,),
            status_note="offen",
        ),
    ]
    assert told(result.notices) == [
        (None, "Urheber", "personal-column"),
        (3, "Seite", "bad-address"),
        (3, "Stand", "unknown-status"),
        (3, "Gemeinde", "unknown-place"),
        (3, "Beginn", "bad-date"),
        (3, "Kosten", "bad-number"),
        (4, "Nr", "row-no-id"),
        (5, "Nr", "row-repeated"),
    ]
    assert "Karl" not in repr(result)
    assert all(notice.left_out for notice in result.notices if notice.row)


def digest(*parts):
    return sha256("\x1f".join(parts).encode()).hexdigest()[:10]


IDEAS = """\
id,titel,inhalt,rubrik,pro,contra,wann,radfahren,zufuss,link
12,,"Bitte einen Radweg. Schreiben Sie an karl@example.org, gern auch bald, denn es eilt sehr an dieser Stelle.",Rad,5,1,23. Sep. 2017,1,0,https://www.dialog.example/12
13,Bank,,Ruhe,x,,2017-09-24,0,1,https://www.dialog.example/13
14,,,,,,,0,0,
"""


def test_ideas_with_columns_for_each_category(tmp_path):
    result = read(tmp_path, IDEAS, IDEA_MAPPING, name="ideen.csv")
    process = Ref(Kind.PROCESS, "ideen/verfahren")
    assert only(result.records, Process) == [Process(ref=process, label="ideen.csv")]
    labels = [theme.label for theme in only(result.records, Theme)]
    assert labels == ["Rad", "radfahren", "Ruhe", "zu Fuß"]
    first, second = only(result.records, Idea)
    assert first.ref == Ref(Kind.IDEA, "dialog-example/proposal-12")
    assert first.same_as == (Ref(Kind.IDEA, "url:https://www.dialog.example/12"),)
    assert first.label == "Bitte einen Radweg. Schreiben Sie an [E-Mail entfernt], gern auch bald, denn es…"
    assert (first.redacted, first.date, first.supports, first.objections) == (True, "2017-09-23", 5, 1)
    assert first.themes == tuple(
        Ref(Kind.CATEGORY, f"dialog-example#{name}") for name in ("Rad", "radfahren")
    )
    assert (second.label, second.text, second.supports, second.process) == ("Bank", None, None, process)
    assert told(result.notices) == [
        (2, "inhalt", "masked-notice-email"),
        (3, "pro", "bad-number"),
        (4, "titel", "row-no-name"),
    ]
    assert "karl@" not in repr(result)


def test_comments_and_their_replies(tmp_path):
    table = "id;text;idee;antwort;rolle\n1;Gut;12;;\n2;Danke!;12;1;Redaktion\n3;;12;;\n"
    mapping = """\
datensaetze:
  - art: kommentar
    kennung: id
    text: text
    gegenstand: {spalte: idee, art: idee, nummernkreis: proposal}
    antwort_auf: antwort
    amtlich: {spalte: rolle, werte: {Redaktion: ja}}
"""
    result = read(tmp_path, table, mapping)
    first, second = only(result.records, Comment)
    assert first.ref == Ref(Kind.COMMENT, "liste/kommentar-1")
    assert first.about == Ref(Kind.IDEA, "liste/proposal-12")
    assert (first.reply_to, first.official, first.sequence) == (None, False, 1)
    assert (second.reply_to, second.official, second.sequence) == (first.ref, True, 2)
    assert told(result.notices) == [(4, "text", "row-no-text")]


def test_comments_without_numbers_are_counted(tmp_path):
    result = read(
        tmp_path, "text;x\nEins;1\nZwei;2\n", "uebergehen: [x]\ndatensaetze: [{art: kommentar, text: text}]\n"
    )
    refs = [comment.ref.key for comment in only(result.records, Comment)]
    assert refs == ["liste/1", "liste/2"]
    assert result.notices == []


def test_several_things_from_one_row(tmp_path):
    table = "nr;titel;antwort\n1;Radweg;Wir prüfen das.\n2;Bank;\n"
    mapping = """\
datensaetze:
  - {art: idee, kennung: nr, bezeichnung: titel}
  - {art: antwort, text: antwort, gegenstand: nr}
"""
    result = read(tmp_path, table, mapping)
    ideas = only(result.records, Idea)
    [answer] = only(result.records, Response)
    assert [idea.label for idea in ideas] == ["Radweg", "Bank"]
    assert (answer.text, answer.responds_to) == ("Wir prüfen das.", (ideas[0].ref,))


def test_rows_of_different_kinds_and_identifiers_with_levels(tmp_path):
    table = "id;titel;text;typ\nU;Umwelt;;feld\nU1;Energie;;massnahme\nU1-13;Stand 2013;Läuft.;stand\nX;Rest;;sonst\n"
    mapping = """\
datensaetze:
  - {art: handlungsfeld, kennung: id, bezeichnung: titel, nur_wenn: {typ: [feld]}}
  - art: massnahme
    kennung: id
    bezeichnung: titel
    handlungsfelder: {spalte: id, als: kennung, werte: {U1: U}}
    nur_wenn: {typ: [Massnahme]}
  - art: sachstand
    kennung: id
    text: text
    bezeichnung: titel
    gegenstand: {spalte: id, werte: {U1-13: U1}}
    nur_wenn: {typ: [stand]}
"""
    result = read(tmp_path, table, mapping)
    [theme], [measure], [report] = (only(result.records, kind) for kind in (Theme, Measure, StatusReport))
    assert measure.themes == (theme.ref,)
    assert report.reports_on == measure.ref
    assert told(result.notices) == [(5, None, "row-of-no-kind")]


@pytest.mark.parametrize(
    ("child", "steps", "parent"),
    [
        ("1.2.3", '["."]', "1.2"),
        ("1", '["."]', None),
        ("U1", "[buchstaben]", "U"),
        ("U1-13", '["-", buchstaben]', "U1"),
    ],
)
def test_the_parent_can_be_told_from_the_identifier(tmp_path, child, steps, parent):
    mapping = f"""\
datensaetze:
  - {{art: ziel, kennung: id, bezeichnung: t, teil_von: {{spalte: id, stufen: {steps}}}}}
"""
    [goal] = only(read(tmp_path, f"id;t\n{child};x\n", mapping).records, Goal)
    [above] = only(read(tmp_path, f"id;t\n{parent};x\n", mapping).records, Goal) if parent else [None]
    assert goal.parent == (above.ref if above else None)


def test_places_by_key_name_and_wording(tmp_path):
    table = "name;ags;art;lat;lon\nRudolstadt;16073076;;;\nMarkt;;Standort;50,7;11,3\nX;99999999;;;\n"
    mapping = """\
datensaetze:
  - {art: ort, bezeichnung: name, ags: ags, ortsart: art, breite: lat, laenge: lon}
"""
    result = read(tmp_path, table, mapping, note=NOTE)
    town, market = only(result.records, Place)
    assert (town.ref, town.place_kind) == (Ref(Kind.PLACE, "ags:16073076"), PlaceKind.MUNICIPALITY)
    assert (market.part_of, market.latitude, market.place_kind) == (town.ref, 50.7, PlaceKind.SITE)
    assert told(result.notices) == [(4, "ags", "row-unknown-ags")]
    mapping = """\
datensaetze:
  - {art: idee, kennung: id, bezeichnung: t, orte: {spalte: ort, als: ortsteil}}
"""
    result = read(tmp_path, "id;t;ort\n1;a;Cumbach\n2;b;Cumbach\n", mapping, name="i.csv", note=NOTE)
    [district] = only(result.records, Place)
    assert (district.place_kind, district.part_of) == (PlaceKind.DISTRICT, town.ref)
    assert {idea.places for idea in only(result.records, Idea)} == {(district.ref,)}


def test_a_date_format_and_a_sheet_and_json(tmp_path):
    mapping = """\
blatt: B
datensaetze: [{art: idee, kennung: id, bezeichnung: t, datum: {spalte: d, datumsformat: "%m/%d/%Y"}}]
"""
    book = workbook_source(("A", [["x", "y"], [1, 2]]), ("B", [["id", "t", "d"], [1, "a", "04/05/2022"]]))
    [idea] = only(read(tmp_path, book.data, mapping, name="b.xlsx").records, Idea)
    assert (idea.date, idea.ref.key) == ("2022-04-05", "b/idee-1")
    text = '{"id": 7, "t": "a", "d": "04/05/2022"}\n{"id": 8, "t": "b", "d": "13/13/2022"}\n'
    result = read(tmp_path, text, mapping.partition("\n")[2], name="c.jsonl")
    assert [idea.date for idea in only(result.records, Idea)] == ["2022-04-05", None]


def test_columns_nobody_asked_for_are_told_once(tmp_path):
    table = "id;t;rest;E-Mail\n1;a;x;k@example.org\n2;b;y;\n"
    result = read(tmp_path, table, "datensaetze: [{art: idee, kennung: id, bezeichnung: t}]\n")
    assert told(result.notices) == [(None, "E-Mail", "personal-column"), (None, "rest", "unused-column")]
