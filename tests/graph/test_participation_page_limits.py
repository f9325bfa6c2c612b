"""What participation pages leave out, what a note adds, and what is refused."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from graph.page_making import (
    HEAD,
    PAGES,
    READER,
    SEED,
    comments,
    goals,
    noticed,
    page,
    read,
    refusal,
    source,
    texts,
    themes,
)

from querbezug.graph.errors import QuerbezugError, SourceError
from querbezug.graph.readers import READERS, reader_for
from querbezug.graph.readers.base import ReadOptions, ReadResult, SourceFile
from querbezug.graph.readers.participation_page import describe_lines
from querbezug.graph.records import Kind, Ref
from querbezug.ontology.strings import LANGUAGES

# --- what is passed over ----------------------------------------------------------------------


def test_platform_furniture_and_authors_are_left_out() -> None:
    result = page("platform.txt")
    assert texts(result) == [
        "Das Gewerbegebiet steht doch halb leer.",
        "Schreiben Sie mir: [E-Mail entfernt] oder [Telefonnummer entfernt]. Gruß [Name entfernt]",
        "Lieber die Läden in der Innenstadt unterstützen",
        "Guter Ansatz",
    ]
    assert [comment.origin.line for comment in comments(result)] == [10, 13, 16, 19]
    assert [comment.redacted for comment in comments(result)] == [False, True, False, False]
    assert {line for key, line in noticed(result) if key == "personal-line"} == {8, 12, 18}
    assert {line for key, line in noticed(result) if key == "passed-over-greeting"} == {17}
    assert {line for key, line in noticed(result) if key == "passed-over-chrome"} == {
        1,
        2,
        7,
        9,
        11,
        14,
        15,
        20,
        21,
    }


def test_dropped_data_is_in_no_record_notice_or_description() -> None:
    file = SourceFile.from_path(PAGES / "platform.txt")
    result = READER.read(file, ReadOptions())
    shown = [notice.message.text(lang) for notice in result.notices for lang in LANGUAGES]
    everything = repr(result) + "".join(shown) + repr(describe_lines(file))
    for secret in ("Erika", "Musterfrau", "Bernd", "bernd.m", "example.org", "5980", "Karla", "Beispiel"):
        assert secret not in everything


def test_an_author_before_the_wording_is_cut_off() -> None:
    result = read(HEAD + "Erika M. schrieb am 12.03.2021: Endlich passiert etwas!")
    assert texts(result) == ["Endlich passiert etwas!"]
    assert comments(result)[0].redacted
    assert noticed(result) == {("personal-part", 7)}


# --- the note beside a page -------------------------------------------------------------------


def noted(folder: Path, note: dict[str, object], text: str = HEAD + "Gut.") -> ReadResult:
    path = folder / "seite.txt"
    path.write_text(text, encoding="utf-8")
    (folder / "seite.txt.quelle.json").write_text(json.dumps(note), encoding="utf-8")
    return READER.read(SourceFile.from_path(path), ReadOptions())


def test_the_note_gives_identity_and_ties_to_a_register(tmp_path: Path) -> None:
    note = {
        "kennung": "muster-digital",
        "titel": "Online-Beteiligung",
        "plan": "muster/rek",
        "beteiligung": "muster/phase-1",
        "entsprechungen": {"Digitalisierung": "muster/querschnittsthema/digitales"},
    }
    result = noted(tmp_path, note)
    assert (result.source.key, result.source.title) == ("muster-digital", "Online-Beteiligung")
    assert not result.source.key_is_guessed
    (theme,), (goal,), (comment,) = themes(result), goals(result), comments(result)
    assert theme.ref == Ref(Kind.CROSS_CUTTING, "muster/digitales")
    assert goal.ref == Ref(Kind.GOAL, "muster-digital#Systeme aufbauen")
    assert goal.plan == Ref(Kind.PLAN, "muster/rek")
    assert comment.ref == Ref(Kind.COMMENT, "muster-digital/1")
    assert comment.process == Ref(Kind.PROCESS, "muster/phase-1")


def test_a_correspondence_of_another_kind_is_refused(tmp_path: Path) -> None:
    note = {"kennung": "a", "titel": "b", "entsprechungen": {"Systeme aufbauen": "m/handlungsfeld/x"}}
    with pytest.raises(SourceError, match=r"Systeme aufbauen.*Zeile 5"):
        noted(tmp_path, note)
    note["entsprechungen"] = {"Querschnittsthema Digitalisierung": "m/ziel/x"}
    with pytest.raises(SourceError, match=r"Digitalisierung.*Zeile 4"):
        noted(tmp_path, note)


def test_a_correspondence_nothing_on_the_page_has_is_told(tmp_path: Path) -> None:
    note = {"kennung": "a", "titel": "b", "entsprechungen": {"Bahnhöfe umbauen": "m/ziel/x"}}
    assert ("unused-counterpart", None) in noticed(noted(tmp_path, note))


def test_a_broken_note_is_refused(tmp_path: Path) -> None:
    (tmp_path / "seite.txt").write_text(HEAD + "Gut.", encoding="utf-8")
    (tmp_path / "seite.txt.quelle.json").write_text("{", encoding="utf-8")
    with pytest.raises(QuerbezugError, match=r"quelle\.json"):
        READER.read(SourceFile.from_path(tmp_path / "seite.txt"), ReadOptions())


# --- recognising and refusing -----------------------------------------------------------------


def test_each_fixture_is_recognised_by_content() -> None:
    for path in (*sorted(PAGES.glob("*.txt")), SEED):
        assert reader_for(SourceFile("x.bin", path.read_bytes())).name == "beteiligungsseite"


@pytest.mark.parametrize(
    "text",
    [
        "Heute war ein schöner Tag.\nMorgen auch.",
        "Einkauf\n- Milch\n- Brot",
        "Thema verfehlt",
        "- eins\n- zwei\n- drei",
        "Handlungsfeld",
    ],
)
def test_other_texts_are_not_taken_for_a_page(text: str) -> None:
    assert not READER.recognises(source(text))
    with pytest.raises(SourceError, match="keines der bekannten Formate"):
        reader_for(source(text))
    assert "ist keine Beteiligungsseite" in refusal(text)


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (b"", "ist leer"),
        (b" \r\n\t\n", "nur Leerzeichen"),
        (b"%PDF-1.7\n%\xe2\xe3\xcf\xd3", "ist ein PDF"),
        (b'{"a": 1}', "JSON, aber weder ein Planungsregister"),
        (b"[" * 100_000 + b"]" * 100_000, "JSON, aber weder ein Planungsregister"),
        (b'{"a": 1,\n "b": }', "Zeile 2, Spalte 7"),
        (b'<?xml version="1.0"?>\n<bestand><satz/></bestand>', "XML in keinem der bekannten Formate"),
        (b"[Startseite] Seite ohne Form", "keines der bekannten Formate"),
    ],
)
def test_the_registry_says_what_else_it_seems_to_be(content: bytes, sentence: str) -> None:
    with pytest.raises(SourceError, match=sentence):
        reader_for(source(content))


def test_html_around_a_page_is_refused_with_the_way_out() -> None:
    html = f"<html>\n{HEAD}Gut.\n</html>"
    assert not READER.recognises(source(html))
    assert "als HTML oder Text (.txt)" in refusal(html)


def test_a_page_cut_off_says_where_and_what_is_missing() -> None:
    lines = SEED.read_text(encoding="utf-8").split("\n")
    facets, heading, goal = ("\n".join(lines[:count]) for count in (8, 9, 11))
    assert "Zeile 7" in refusal(facets)
    assert "Überschrift, Ziel und Kommentare" in refusal(facets)
    assert "Überschrift in Zeile 9" in refusal(heading)
    assert "nur Ziele (1, das letzte in Zeile 10)" in refusal(goal)
    assert "--allow-no-comments" in refusal(goal)
    assert all(READER.recognises(source(cut)) for cut in (facets, heading, goal))


def test_a_page_without_comments_loads_when_allowed() -> None:
    result = read(HEAD, allow_no_comments=True)
    assert (len(themes(result)), len(goals(result)), len(comments(result))) == (1, 1, 0)
    assert refusal("- Thema\n- Ort\n- Region", allow_no_comments=True)


def test_a_file_name_without_letters_needs_a_key() -> None:
    named = READER.read(source(HEAD + "Gut.", "---.txt"), ReadOptions(source_key="muster"))
    assert (named.source.key, named.source.key_is_guessed) == ("muster", False)
    with pytest.raises(SourceError, match="kennung"):
        READER.read(source(HEAD + "Gut.", "---.txt"), ReadOptions())


def test_readers_have_different_names() -> None:
    assert len({reader.name for reader in READERS}) == len(READERS)
