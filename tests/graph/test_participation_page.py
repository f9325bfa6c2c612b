"""The reader of participation pages: the seed page and other pages of its shape."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from graph.page_making import (
    HEAD,
    READER,
    SEED,
    comments,
    goals,
    noticed,
    page,
    read,
    source,
    texts,
    themes,
)

from querbezug.graph.readers.base import ReadOptions, SourceFile
from querbezug.graph.readers.participation_page import Role, describe_lines
from querbezug.graph.records import Kind, Ref

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
