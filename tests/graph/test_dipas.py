"""DIPAS: the GeoJSON of its interface, its old map layer, and the CSV its editors export."""

from __future__ import annotations

from pathlib import Path

import pytest
from graph.dipas_making import (
    ADDRESS,
    collection,
    features,
    of,
    read,
    read_with_note,
)

from querbezug.graph.records import Comment, Idea, Kind, Process, Ref, Theme


def test_a_contribution_becomes_an_idea() -> None:
    result = read("beitraege.geojson")
    first = of(Idea, result)[0]
    assert first.ref == Ref(Kind.IDEA, "dipas-example/contribution-262")
    assert first.same_as == (
        Ref(Kind.IDEA, f"url:{ADDRESS}/#/contribution/262"),
        Ref(Kind.IDEA, "platz-dipas-example/contribution-262"),
    )
    assert first.label == "Zebrastreifen vor der Schule"
    assert first.text == 'Vor der Schule fehlt ein "sicherer" Übergang; bitte einen Zebrastreifen.'
    assert (first.latitude, first.longitude, first.date) == (53.55, 9.93, "2021-05-04")
    assert (first.supports, first.objections) == (4, 1)
    assert first.page == f"{ADDRESS}/#/contribution/262"
    assert first.process == Ref(Kind.PROCESS, "dipas-example/project-platz")
    assert [process.ref for process in of(Process, result)] == [first.process]


def test_category_type_and_picked_keywords_become_themes() -> None:
    result = read("beitraege.geojson")
    themes = {theme.ref: (theme.label, theme.broader) for theme in of(Theme, result)}
    kind = Ref(Kind.CATEGORY, "dipas-example#Beitragstyp")
    assert themes == {
        Ref(Kind.CATEGORY, "dipas-example#Verkehr"): ("Verkehr", None),
        kind: ("Beitragstyp", None),
        Ref(Kind.CATEGORY, "dipas-example#Beitragstyp: Idee"): ("Idee", kind),
        Ref(Kind.TOPIC, "dipas-example#Schulweg"): ("Schulweg", None),
        Ref(Kind.TOPIC, "dipas-example#Sicherheit"): ("Sicherheit", None),
    }
    assert of(Idea, result)[0].themes == tuple(ref for ref in themes if ref != kind)
    assert "Schule" not in {label for label, _ in themes.values()}


def test_without_place_category_and_title_nothing_is_made_up() -> None:
    second = of(Idea, read("beitraege.geojson"))[1]
    assert (second.latitude, second.longitude, second.themes) == (None, None, ())
    assert second.label == "Mehr Bäume für den Marktplatz, damit es im Sommer nicht so heiß wird und alle…"


def test_comments_become_a_thread() -> None:
    result = read("beitraege.geojson")
    first, reply = of(Comment, result)
    assert first.ref == Ref(Kind.COMMENT, "dipas-example/contribution-262-comment-7")
    assert (first.label, first.date, first.sequence, first.reply_to) == ("Ja bitte", "2021-05-07", 1, None)
    assert first.about == reply.about == Ref(Kind.IDEA, "dipas-example/contribution-262")
    assert (reply.label, reply.text, reply.reply_to) == ("", "Wird geprüft.", first.ref)


@pytest.mark.parametrize("name", ["beitraege.geojson", "kommentare.csv"])
def test_personal_data_is_masked(name: str) -> None:
    result = read(name)
    assert "1234567" not in repr(result.records)
    assert of(Comment, result)[0].text == "Das wäre gut. Rufen Sie an: [Telefonnummer entfernt]"
    assert of(Comment, result)[0].redacted
    assert any(notice.personal for notice in result.notices)


def test_a_project_becomes_a_process() -> None:
    result = read("projekte.geojson")
    (process,) = of(Process, result)
    assert process == Process(
        ref=Ref(Kind.PROCESS, "dipas-example/project-platz"),
        label="Unser Platz",
        origin=process.origin,
        note="Was soll aus dem Platz werden?",
        same_as=(
            Ref(Kind.PROCESS, f"url:{ADDRESS}/"),
            Ref(Kind.PROCESS, "platz-dipas-example/project-platz"),
        ),
        begin="2021-05-01",
        end="2021-06-30",
        about=(Ref(Kind.TOPIC, "dipas-example#Stadtgestaltung"),),
        entries=2,
        page=f"{ADDRESS}/#",
    )
    assert [theme.label for theme in of(Theme, result)] == ["Verkehr", "Grün", "Stadtgestaltung"]
    assert process.ref == of(Idea, read("beitraege.geojson"))[0].process


def test_the_old_layer_is_read() -> None:
    (idea,) = of(Idea, read("ebene.geojson"))
    assert idea.ref == Ref(Kind.IDEA, "ebene/contribution-262")
    assert (idea.label, idea.text) == ("Zebrastreifen vor der Schule", "Vor der Schule fehlt ein Übergang.")
    assert (idea.latitude, idea.longitude) == (pytest.approx(53.55), 9.9)
    assert [ref.key for ref in idea.themes] == ["ebene#Verkehr", "ebene#Beitragstyp: Idee"]
    assert idea.page is None


def test_the_export_of_contributions_is_read() -> None:
    result = read("beitraege.csv")
    first, second = of(Idea, result)
    assert first.ref == Ref(Kind.IDEA, "beitraege/contribution-262")
    assert (first.label, first.date) == ("Zebrastreifen vor der Schule", "2021-05-04")
    assert (first.supports, first.objections, first.latitude) == (4, 1, None)
    assert [ref.key.partition("#")[2] for ref in first.themes] == [
        "Verkehr",
        "Beitragstyp: Idee",
        "Schulweg",
        "Sicherheit",
    ]
    assert (second.themes, second.supports) == ((), 0)
    assert second.label.startswith("Mehr Bäume")
    assert [(notice.message.key, notice.row) for notice in result.notices if notice.left_out] == [
        ("dipas.no-number", 4),
        ("dipas.empty-contribution", 5),
    ]


def test_the_export_of_comments_is_read() -> None:
    result = read("kommentare.csv")
    first, second = of(Comment, result)
    assert first.ref == Ref(Kind.COMMENT, "kommentare/contribution-262-comment-7")
    assert first.about == Ref(Kind.IDEA, "kommentare/contribution-262")
    assert (second.text, second.label, second.reply_to, second.sequence) == ("Wird geprüft.", "", None, 2)
    assert [(notice.message.key, notice.row) for notice in result.notices if notice.left_out] == [
        ("dipas.no-number", 4)
    ]


@pytest.mark.parametrize("platform", [ADDRESS, "https://dipas.example"])
def test_exports_and_interface_meet_by_the_address_of_the_platform(tmp_path: Path, platform: str) -> None:
    layer = read("beitraege.geojson")
    table = read_with_note(tmp_path, "beitraege.csv", plattform=platform)
    comments = read_with_note(tmp_path, "kommentare.csv", plattform=platform)
    for there, here in zip(of(Idea, layer), of(Idea, table), strict=True):
        assert here.ref in (there.ref, *there.same_as)
    for told, said in zip(of(Comment, layer), of(Comment, comments), strict=True):
        assert said.ref in (told.ref, *told.same_as)


def test_the_note_gives_municipality_and_process(tmp_path: Path) -> None:
    note = {"gemeinde": "02000000", "beteiligung": "platz/beteiligung"}
    result = read_with_note(tmp_path, "beitraege.geojson", **note)
    assert {idea.places for idea in of(Idea, result)} == {(Ref(Kind.PLACE, "ags:02000000"),)}
    assert {idea.process for idea in of(Idea, result)} == {Ref(Kind.PROCESS, "platz/beteiligung")}
    assert of(Process, result) == []


def test_scores_of_machines_are_left_out() -> None:
    feature = features()[0]
    feature["properties"]["customAttribute"] = {"nlp_scores": {"content": "0.123456"}}
    assert "0.123456" not in repr(read("b.geojson", collection(feature)))
