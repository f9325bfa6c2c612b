"""The reader of participation pages: what each line becomes, and what never gets lost or out."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from querbezug.graph.errors import QuerbezugError, SourceError
from querbezug.graph.readers import READERS, reader_for
from querbezug.graph.readers.base import ReadOptions, ReadResult, SourceFile
from querbezug.graph.readers.participation_page import ParticipationPageReader, Role, describe_lines
from querbezug.graph.records import Comment, Goal, Kind, Ref, Theme
from querbezug.ontology.strings import LANGUAGES

PAGES = Path(__file__).parent / "pages"
SEED = Path(__file__).parents[2] / "examples" / "saalebogen" / "beteiligung-digitalisierung.txt"
READER = ParticipationPageReader()
HEAD = (
    "- Handlungsfeld\n- Thema\n-\nQuerschnittsthema Digitalisierung\n- Systeme aufbauen\nQuerschnittsthemen\n"
)


def source(text: str | bytes, name: str = "seite.txt") -> SourceFile:
    return SourceFile(name, text.encode() if isinstance(text, str) else text)


def read(text: str | bytes, **options: bool) -> ReadResult:
    return READER.read(source(text), ReadOptions(**options))


def page(name: str) -> ReadResult:
    return READER.read(SourceFile.from_path(PAGES / name), ReadOptions())


def themes(result: ReadResult) -> list[Theme]:
    return [record for record in result.records if isinstance(record, Theme)]


def goals(result: ReadResult) -> list[Goal]:
    return [record for record in result.records if isinstance(record, Goal)]


def comments(result: ReadResult) -> list[Comment]:
    return [record for record in result.records if isinstance(record, Comment)]


def texts(result: ReadResult) -> list[str]:
    return [comment.text for comment in comments(result)]


def noticed(result: ReadResult) -> set[tuple[str, int | None]]:
    return {(notice.message.key.removeprefix("page."), notice.line) for notice in result.notices}


def roles(text: str) -> list[str]:
    return [line.role.value for line in describe_lines(source(text))]


def refusal(text: str | bytes, **options: bool) -> str:
    with pytest.raises(SourceError) as caught:
        read(text, **options)
    assert caught.value.text("en")
    return caught.value.text("de")


# --- the seed page ----------------------------------------------------------------------------


def test_seed_page_yields_every_comment_verbatim_with_its_line() -> None:
    lines = SEED.read_text(encoding="utf-8").split("\n")
    result = READER.read(SourceFile.from_path(SEED), ReadOptions())
    assert texts(result) == [line.strip() for line in lines[11:27]]
    assert [comment.origin.line for comment in comments(result)] == list(range(12, 28))
    assert [comment.sequence for comment in comments(result)] == list(range(1, 17))
    assert not any(comment.redacted for comment in comments(result))
    assert not result.notices


def test_seed_page_has_one_theme_and_one_goal_and_no_entity_for_a_facet() -> None:
    result = READER.read(SourceFile.from_path(SEED), ReadOptions())
    (theme,) = themes(result)
    (goal,) = goals(result)
    assert len(result.records) == 18
    assert (theme.ref.kind, theme.label, theme.origin.line) == (Kind.CROSS_CUTTING, "Digitalisierung", 9)
    assert goal.label == "Aufbau gemeinsamer digitaler Systeme in der Städtekooperation"
    assert goal.verbatim
    assert goal.themes == (theme.ref,)
    assert {comment.about for comment in comments(result)} == {goal.ref}


def test_seed_page_without_its_note_is_known_by_file_name_and_wording() -> None:
    result = READER.read(source(SEED.read_bytes(), SEED.name), ReadOptions())
    assert result.source.key == "beteiligung-digitalisierung"
    assert result.source.key_is_guessed
    assert result.source.title == "Beteiligungsseite: Querschnittsthema Digitalisierung"
    assert themes(result)[0].ref == Ref(Kind.CROSS_CUTTING, "beteiligung-digitalisierung#Digitalisierung")
    assert goals(result)[0].ref.key == f"beteiligung-digitalisierung#{goals(result)[0].label}"
    assert comments(result)[15].ref == Ref(Kind.COMMENT, "beteiligung-digitalisierung/16")
    assert comments(result)[15].process is None


def test_seed_page_roles() -> None:
    described = [line.role for line in describe_lines(SourceFile.from_path(SEED))]
    top = [*[Role.FACET] * 7, Role.EMPTY, Role.HEADING, Role.GOAL, Role.TAG]
    assert described == [*top, *[Role.COMMENT] * 16]


def test_every_role_has_a_name_in_both_languages() -> None:
    names = [(role.label.text("de"), role.label.text("en")) for role in Role]
    assert len(set(names)) == len(Role)


@pytest.mark.parametrize(
    "change",
    [
        lambda data: data.replace(b"\n", b"\r\n"),
        lambda data: data.replace(b"\n", b"\r"),
        lambda data: b"\xef\xbb\xbf" + data,
        lambda data: data + b"\n\n",
        lambda data: data.replace(b"\n", b"  \t\n"),
        lambda data: data.decode().encode("utf-16"),
        lambda data: data.decode().encode("cp1252"),
        lambda data: data.replace(b"- ", "– ".encode()),
        lambda data: data.replace(b"\n- ", "\n•\t".encode()),
        lambda data: data.replace(b"\n- Aufbau", b"\n   * Aufbau"),
    ],
    ids=["crlf", "cr", "bom", "end", "trailing", "utf-16", "cp1252", "dash", "dot", "star"],
)
def test_seed_page_reads_the_same_in_other_dress(change: Callable[[bytes], bytes]) -> None:
    plain, changed = read(SEED.read_bytes()), read(change(SEED.read_bytes()))
    plain_texts = [text.replace("- ", "– ") for text in texts(plain)]
    assert [text.replace("- ", "– ") for text in texts(changed)] == plain_texts
    assert changed.records[:2] == plain.records[:2]
    assert [c.origin for c in comments(changed)] == [c.origin for c in comments(plain)]


def test_blank_lines_change_nothing_but_line_numbers() -> None:
    spaced = read(SEED.read_bytes().replace(b"\n", b"\n\n"))
    assert texts(spaced) == texts(read(SEED.read_bytes()))
    assert [comment.origin.line for comment in comments(spaced)] == list(range(23, 54, 2))


@pytest.mark.parametrize("kept", [0, 1, 3, 6])
def test_any_number_of_facets_will_do(kept: int) -> None:
    lines = SEED.read_text(encoding="utf-8").split("\n")
    result = read("\n".join(lines[7 - kept :]))
    assert len(comments(result)) == 16
    assert comments(result)[0].origin.line == 5 + kept
    assert len(themes(result)) == len(goals(result)) == 1


def test_facets_without_bullets_in_any_order() -> None:
    result = read("Region\nOrt\nZiele Querschnittsthemen\n" + HEAD.split("-\n")[1] + "Gut so.")
    assert (len(themes(result)), len(goals(result)), texts(result)) == (1, 1, ["Gut so."])


# --- other pages of the shape -----------------------------------------------------------------


def test_several_fields_and_goals_keep_their_comments_apart() -> None:
    result = page("several-fields.txt")
    mobility, services = themes(result)
    assert (mobility.ref.kind, mobility.label, mobility.notation) == (Kind.FIELD, "Mobilität", "2")
    assert (services.label, services.notation) == ("Daseinsvorsorge", None)
    cycling, stations, doctors, schools = goals(result)
    assert [goal.themes for goal in (cycling, stations)] == [(mobility.ref,)] * 2
    assert [goal.themes for goal in (doctors, schools)] == [(services.ref,)] * 2
    assert [comment.about for comment in comments(result)] == [
        cycling.ref,
        cycling.ref,
        stations.ref,
        services.ref,
    ]
    assert [comment.origin.line for comment in comments(result)] == [9, 10, 12, 18]
    assert noticed(result) == {
        ("passed-over-preface", 1),
        ("late-goal", 11),
        ("late-heading", 14),
        ("several-goals", 18),
    }


def test_nested_bullets_are_parts_of_the_goal_above() -> None:
    result = page("nested.txt")
    goal, heat, roofs = goals(result)
    assert (goal.parent, heat.parent, roofs.parent) == (None, goal.ref, goal.ref)
    assert (goal.themes, heat.themes) == ((themes(result)[0].ref,), ())
    assert texts(result) == ["o je, das dauert zu lange", "Das ist wichtig."]
    assert {comment.about for comment in comments(result)} == {goal.ref}


def test_deeper_indent_is_a_part_and_coming_back_is_not() -> None:
    result = read(
        "Handlungsfeld Kultur\n- Museen stärken\n\t- Eintritt frei\n\t\t- sonntags\n"
        "- Bühnen erhalten\nHandlungsfelder\nJa!"
    )
    museums, free, sundays, stages = goals(result)
    assert [goal.parent for goal in (museums, free, sundays, stages)] == [None, museums.ref, free.ref, None]


def test_a_bare_heading_is_a_topic_and_says_so() -> None:
    result = page("bare-heading.txt")
    (theme,) = themes(result)
    assert (theme.ref.kind, theme.label) == (Kind.TOPIC, "Ehrenamt und Vereine")
    assert texts(result) == ["Das fehlt bisher.", "Gern auch abends"]
    assert noticed(result) == {("bare-heading", 3)}


@pytest.mark.parametrize(
    ("heading", "kind", "name"),
    [
        ("Handlungsfeld Mobilität", Kind.FIELD, "Mobilität"),
        ("Handlungsfeld: Mobilität", Kind.FIELD, "Mobilität"),
        ("Handlungsfeld – Mobilität", Kind.FIELD, "Mobilität"),
        ("HANDLUNGSFELD Mobilität:", Kind.FIELD, "Mobilität"),
        ("## Handlungsfeld „Mobilität“", Kind.FIELD, "Mobilität"),
        ("HF 6: Tourismus, Naherholung und Kultur", Kind.FIELD, "Tourismus, Naherholung und Kultur"),
        ("Schwerpunkt Wirtschaft", Kind.FIELD, "Wirtschaft"),
        ("Querschnittsthema Digitalisierung", Kind.CROSS_CUTTING, "Digitalisierung"),
        ("Thema Radverkehr", Kind.TOPIC, "Radverkehr"),
        ("Kategorie: Stärke", Kind.CATEGORY, "Stärke"),
    ],
)
def test_headings_tell_the_kind_of_theme(heading: str, kind: Kind, name: str) -> None:
    (theme,) = themes(read(f"{heading}\n- Ein Ziel\nGut so."))
    assert (theme.ref.kind, theme.label) == (kind, name)


def test_a_comment_that_begins_like_a_heading_stays_a_comment() -> None:
    result = read(
        HEAD + "Thema: Glasfaser muss her\nThema Glasfaser\nThema Glasfaser ist wichtig.\n"
        "Schwerpunkt sollte WLAN sein\nGut."
    )
    assert len(comments(result)) == 5
    assert len(themes(result)) == 1


def test_bullets_among_comments_are_goals_unless_they_read_like_sentences() -> None:
    result = read(HEAD + "Gut so.\n- Schulen vernetzen\nWann?\n- Ich bin dafür\n- Das kostet zu viel.")
    assert [goal.label for goal in goals(result)] == ["Systeme aufbauen", "Schulen vernetzen"]
    assert texts(result) == ["Gut so.", "Wann?", "Ich bin dafür", "Das kostet zu viel."]
    assert ("late-goal", 8) in noticed(result)
    assert [comment.about for comment in comments(result)][1:] == [goals(result)[1].ref] * 3


def test_comments_may_all_be_bullets() -> None:
    said = ["Können das die Stadtwerke?", "Mehr WLAN", "Guter Ansatz. Spart Geld.", "Bitte bald anfangen"]
    result = read(HEAD + "".join(f"- {text}\n" for text in said))
    assert texts(result) == said
    assert len(goals(result)) == 1
    assert noticed(result) == {("bullet-comment", 8)}


def test_goals_without_comments_between_leave_open_which_is_meant() -> None:
    result = read("- Ziel\n- Ort\n- Netze ausbauen\n- Schulen ausstatten\nKommentare (1)\nSehr gut!")
    assert comments(result)[0].about is None
    assert ("several-goals-no-theme", 6) in noticed(result)


def test_comments_without_a_goal_are_about_the_theme() -> None:
    result = read("- Ziel\n- Ort\nHandlungsfeld Kultur\nMehr Konzerte!\nJa")
    assert {comment.about for comment in comments(result)} == {themes(result)[0].ref}
    assert noticed(result) == {("no-goal", 4)}


def test_comments_without_goal_and_heading_are_about_nothing_known() -> None:
    result = read("- Ziel\n- Ort\n- Thema\nMehr Konzerte wären schön.\nJa, bitte.")
    assert [comment.about for comment in comments(result)] == [None, None]
    assert noticed(result) == {("no-theme", 4)}


def test_two_headings_in_a_row_both_hold_the_goal() -> None:
    result = read("Handlungsfeld Mobilität\nThema Radverkehr\n- Radwege bauen\nEndlich!")
    assert goals(result)[0].themes == tuple(theme.ref for theme in themes(result))


def test_unknown_filters_and_late_tags_are_told() -> None:
    result = read("- Handlungsfeld\n- Baulast\n- Ort\n" + HEAD.split("-\n")[1] + "Gut.\nRegion\nJa.")
    assert texts(result) == ["Gut.", "Ja."]
    assert noticed(result) == {("unknown-facet", 2), ("late-tag", 8)}


def test_facets_with_values_make_no_things_and_are_told() -> None:
    result = read(
        "- Handlungsfeld: Mobilität\n- Ort: Saalfeld\n- Thema\n-\n"
        + HEAD.split("-\n")[1]
        + "Ort: Rudolstadt\nJa."
    )
    assert [theme.label for theme in themes(result)] == ["Digitalisierung"]
    assert (len(goals(result)), texts(result)) == (1, ["Ja."])
    assert noticed(result) == {("facet-value", 1), ("facet-value", 2), ("facet-value", 8)}


def test_a_heading_may_be_a_bullet_with_the_goals_below_it() -> None:
    result = read(
        "- Handlungsfeld\n- Ort\n-\n- Handlungsfeld Mobilität\n  - Radwege\nHandlungsfelder\nGut.\nNein"
    )
    assert [theme.label for theme in themes(result)] == ["Mobilität"]
    assert [goal.label for goal in goals(result)] == ["Radwege"]
    assert texts(result) == ["Gut.", "Nein"]


def test_a_goal_without_heading_is_no_facet() -> None:
    for facets in ("- Handlungsfeld\n- Ort\n-\n", "Handlungsfeld\nOrt\n"):
        result = read(facets + "- Radwege\nHandlungsfelder\nGut.\nNein")
        assert [goal.label for goal in goals(result)] == ["Radwege"]
        assert {comment.about for comment in comments(result)} == {goals(result)[0].ref}


def test_the_same_comment_twice_stays_two() -> None:
    result = read(HEAD + "Gut so.\nNein.\nGut so.")
    assert texts(result) == ["Gut so.", "Nein.", "Gut so."]
    assert len({comment.ref for comment in comments(result)}) == 3
    assert noticed(result) == {("same-comment", 9)}


def test_the_same_goal_twice_is_one_with_both_themes() -> None:
    result = read("Handlungsfeld A\n- Ausbau\nJa.\nHandlungsfeld B\n- Ausbau\nNein.")
    (goal,) = goals(result)
    assert goal.themes == tuple(theme.ref for theme in themes(result))
    assert ("same-goal", 5) in noticed(result)


def test_wrong_number_of_comments_is_told() -> None:
    assert ("other-count", 7) in noticed(read(HEAD + "Kommentare (3)\nGut.\nJa."))
    assert not noticed(read(HEAD + "2 Kommentare\nGut.\nJa.")) & {("other-count", 7)}


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
        "id;text\n1;Guter Ansatz\n",
        "- eins\n- zwei\n- drei",
        "Handlungsfeld",
    ],
)
def test_other_texts_are_not_taken_for_a_page(text: str) -> None:
    assert not READER.recognises(source(text))
    with pytest.raises(SourceError, match=r"keines der bekannten Formate.*beteiligungsseite"):
        reader_for(source(text))
    assert "ist keine Beteiligungsseite" in refusal(text)


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (b"", "ist leer"),
        (b" \r\n\t\n", "nur Leerzeichen"),
        (b"%PDF-1.7\n%\xe2\xe3\xcf\xd3", "ist ein PDF"),
        (b'{"a": 1}', "JSON, aber kein Planungsregister"),
        (b"[" * 100_000 + b"]" * 100_000, "JSON, aber kein Planungsregister"),
        (b'{"a": 1,\n "b": }', "Zeile 2, Spalte 7"),
        (b"<!DOCTYPE html>\n<html><body>- Thema</body></html>", "ist HTML oder XML"),
        (b"[Startseite] Seite ohne Form", "keines der bekannten Formate"),
    ],
)
def test_the_registry_says_what_else_it_seems_to_be(content: bytes, sentence: str) -> None:
    with pytest.raises(SourceError, match=sentence):
        reader_for(source(content))


def test_html_around_a_page_is_refused_with_the_way_out() -> None:
    html = f"<html>\n{HEAD}Gut.\n</html>"
    assert not READER.recognises(source(html))
    assert "als Text (.txt)" in refusal(html)


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
    assert len({reader.name for reader in READERS}) == len(READERS) == 2


# --- promises over generated pages ------------------------------------------------------------

WORDS = st.sampled_from(
    [
        *(
            "Glasfaser",
            "Radweg",
            "Ärzte",
            "Straße",
            "gemeinsam",
            "besser",
            "ausbauen",
            "2030",
            "Region",
            "Köditz",
        ),
        *("https://www.uni-jena.de/200525_WeCare", "5.000", "€", "St.", "(16)", "–", "o", "Thema"),
    ]
)
PROSE = st.lists(WORDS, min_size=2, max_size=12).map(" ".join)
SAID = st.tuples(PROSE, st.sampled_from([".", "!", " ?", "", " …"])).map(lambda parts: "es " + "".join(parts))
WISHED = PROSE.map(lambda prose: "Ausbau " + prose)
BULLET = st.sampled_from(["- ", "– ", "• ", "* ", "•"])
HEADING = st.sampled_from(
    [
        "Querschnittsthema Digitalisierung",
        "Handlungsfeld: Mobilität",
        "Schwerpunkt Wirtschaft",
        "Thema Energie",
    ]
)
FACETS = st.lists(st.sampled_from(["Handlungsfeld", "Themen", "Ort", "Region", "Kategorie"]), max_size=5)


@st.composite
def pages(draw: st.DrawFn) -> tuple[bytes, list[tuple[int, str]], int]:
    bullet, end = draw(BULLET), draw(st.sampled_from(["\n", "\r\n", "\r"]))
    lines = [bullet + facet for facet in draw(FACETS)]
    said: list[tuple[int, str]] = []
    goals_written = 0
    for heading in draw(st.lists(HEADING, min_size=1, max_size=3, unique=True)):
        wanted = draw(st.lists(WISHED, min_size=1, max_size=3))
        goals_written += len(wanted)
        lines += [heading, *(bullet + wish for wish in wanted), *draw(st.sampled_from([[], [""], ["Ziele"]]))]
        for comment in draw(st.lists(SAID, min_size=1, max_size=6)):
            said.append((len(lines) + 1, comment))
            lines += [draw(st.sampled_from(["", " ", "\t"])) + comment, *draw(st.sampled_from([[], [""]]))]
    encoding = draw(st.sampled_from(["utf-8", "utf-8-sig", "utf-16"]))
    return end.join(lines).encode(encoding), said, goals_written


@given(pages())
@settings(max_examples=100, deadline=None)
def test_any_page_of_the_shape_gives_back_every_comment(
    generated: tuple[bytes, list[tuple[int, str]], int],
) -> None:
    data, said, goals_written = generated
    result = read(data)
    assert [(comment.origin.line, comment.text) for comment in comments(result)] == said
    described = describe_lines(source(data))
    assert [line.number for line in described] == list(range(1, len(described) + 1))
    assert sum(line.role in {Role.GOAL, Role.SUB_GOAL} for line in described) == goals_written
    assert READER.recognises(source(data))


SHAPED = st.lists(
    st.sampled_from(
        ["- Thema", "-", "Handlungsfeld Mobilität", "- Ziel eins", "  o Teil", "1. Ziel", "Ort", ""]
    )
    | st.sampled_from(
        ["Kommentare (2)", "von Max Muster", "Viele Grüße", "Gut so.", "Ehrenamt", "- Ich bin dafür."]
    )
    | st.text(max_size=30),
    max_size=25,
).map("\n".join)


@given(SHAPED)
@settings(max_examples=100, deadline=None)
def test_every_line_has_exactly_one_role_and_comments_are_lines_of_that_role(text: str) -> None:
    try:
        described = describe_lines(source(text))
    except SourceError:
        return
    assert [line.number for line in described] == list(range(1, len(described) + 1))
    try:
        result = read(text, allow_no_comments=True)
    except SourceError:
        return
    by_role = [(line.number, line.text) for line in described if line.role is Role.COMMENT]
    assert [(comment.origin.line, comment.text) for comment in comments(result)] == by_role
    told = {notice.line for notice in result.notices}
    left_out = {line.number for line in described if line.role in {Role.PASSED_OVER, Role.PERSONAL}}
    assert left_out <= told


@given(st.binary(max_size=300) | SHAPED.map(str.encode))
@settings(max_examples=100, deadline=None)
def test_any_bytes_give_a_result_or_a_sentence(data: bytes) -> None:
    file = source(data)
    assert READER.recognises(file) in {True, False}
    for attempt in (reader_for, describe_lines, lambda each: READER.read(each, ReadOptions())):
        error = failure(attempt, file)
        assert error is None or (error.text("de") and error.text("en"))


def failure(attempt: Callable[[SourceFile], object], file: SourceFile) -> QuerbezugError | None:
    """Return what went wrong; anything but a QuerbezugError fails the test."""
    try:
        attempt(file)
    except QuerbezugError as error:
        return error
    return None
