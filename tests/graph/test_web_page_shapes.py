"""Each shape of a page, from its text to records; what is passed over, and what is refused."""

from __future__ import annotations

import json
import tomllib
from pathlib import Path
from typing import TypeVar

import pytest
from graph.web_page_making import READER, SAMPLES, brief, keys, page, read, sample, speaks, told
from hypothesis import given, settings
from hypothesis import strategies as st

from querbezug.graph.errors import QuerbezugError, SourceError
from querbezug.graph.readers.base import ReadOptions, ReadResult, SourceFile
from querbezug.graph.readers.participation_page import ParticipationPageReader
from querbezug.graph.readers.web_page.blocks import ranges
from querbezug.graph.readers.web_page.shapes import SHAPES
from querbezug.graph.readers.web_page.shapes.facts import euros
from querbezug.graph.records import Goal, Idea, Kind, Measure, Ref, Response, Theme

Sort = TypeVar("Sort")
EXPECTED = tomllib.loads((SAMPLES.parent / "pages-expected.toml").read_text(encoding="utf-8"))
REFUSED = {
    "13-ort.txt": "webpage.seems-facts",
    "17-anrisse.txt": "webpage.seems-teasers",
    "17-meldung.txt": "webpage.seems-news",
}
TEXTS = sorted(path.name for path in SAMPLES.glob("*.txt"))


@pytest.mark.parametrize("name", sorted(EXPECTED))
def test_each_page_becomes_the_expected_records(name: str) -> None:
    assert brief(read(name)) == EXPECTED[name]


def test_every_sample_is_either_read_or_refused() -> None:
    assert {path.name for path in SAMPLES.iterdir()} == EXPECTED.keys() | REFUSED.keys()


@pytest.mark.parametrize("name", sorted(REFUSED))
def test_what_is_no_plan_page_is_refused_by_what_it_seems_to_be(name: str) -> None:
    assert READER.recognises(sample(name))
    with pytest.raises(SourceError) as caught:
        READER.read(sample(name))
    assert caught.value.message.key == REFUSED[name]


@pytest.mark.parametrize("path", sorted((Path(__file__).parent / "pages").glob("*.txt")), ids=str)
def test_pages_with_bare_comments_stay_with_their_own_reader(path: Path) -> None:
    assert ParticipationPageReader().recognises(SourceFile.from_path(path))
    assert not READER.recognises(SourceFile.from_path(path))


def test_the_seed_page_stays_with_its_own_reader() -> None:
    seed = Path(__file__).parents[2] / "examples" / "saalebogen" / "beteiligung-digitalisierung.txt"
    assert not READER.recognises(SourceFile.from_path(seed))


@pytest.mark.parametrize("name", [name for name in TEXTS if name not in REFUSED])
def test_line_ends_and_encodings_make_no_difference(name: str) -> None:
    text = sample(name).data.decode()
    for data in (text.replace("\n", "\r\n").encode(), text.encode("utf-16")):
        assert brief(READER.read(SourceFile(name, data))) == EXPECTED[name]


def one(result: ReadResult, sort: type[Sort]) -> Sort:
    return next(record for record in result.records if isinstance(record, sort))


def test_what_is_passed_over_is_counted() -> None:
    result = read("02-ziele.txt")
    assert told(result, "breadcrumb") == "1"
    assert told(result, "picture-label") == "6, 16, 23"
    assert told(result, "facet") == "20"
    assert told(result, "not-understood") == "2–3"
    assert "webpage.cut-end" in keys(result)


def test_a_theme_keeps_its_paragraphs() -> None:
    themes = [record for record in read("03-leitfragen.txt").records if isinstance(record, Theme)]
    assert themes[1].description == (
        "Busse und Bahnen sollen aufeinander abgestimmt fahren.\n\nDazu kommen sichere Wege für das Rad."
    )


def test_projects_keep_their_questions() -> None:
    assert one(read("04-projekte.txt"), Measure).guiding_questions == (
        "Wie wird das Rad im Alltag öfter genutzt?",
        "Wo fehlen Verbindungen zwischen den Städten?",
    )
    assert told(read("04-projekte.txt"), "double") == "8"


def test_a_code_names_one_measure_only() -> None:
    result = read("05-kennziffern.txt")
    assert one(result, Measure).ref == Ref(Kind.MEASURE, "05-kennziffern/measure-s1")
    assert one(result, Measure).description == "Die drei Städte beantragen ihn gemeinsam."
    twice = [notice for notice in result.notices if notice.message.key == "webpage.code-twice"]
    assert [(notice.line, notice.left_out) for notice in twice] == [(8, True)]


def test_a_code_meets_itself_in_pages_of_one_plan(tmp_path: Path) -> None:
    refs = set()
    for name in ("a.txt", "b.txt"):
        (tmp_path / name).write_bytes(sample("05-kennziffern.txt").data)
        note = {"kennung": name[0], "titel": "T", "plan": "saalebogen/rek-2002"}
        (tmp_path / f"{name}.quelle.json").write_text(json.dumps(note), encoding="utf-8")
        result = READER.read(SourceFile.from_path(tmp_path / name))
        refs.add(one(result, Measure).ref)
        assert one(result, Measure).plan == Ref(Kind.PLAN, "saalebogen/rek-2002")
    assert len(refs) == 1


def test_wordings_meet_the_things_of_a_register(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_bytes(sample("02-ziele.txt").data)
    goal = "Gemeinsame digitale Verwaltung aufbauen"
    note = {"kennung": "a", "titel": "T", "entsprechungen": {goal: "saalebogen/ziel/digital"}}
    (tmp_path / "a.txt.quelle.json").write_text(json.dumps(note), encoding="utf-8")
    result = READER.read(SourceFile.from_path(tmp_path / "a.txt"))
    assert {r.ref for r in result.records if r.label == goal} == {Ref(Kind.GOAL, "saalebogen/digital")}


def test_a_place_of_several_is_told_and_left_open() -> None:
    assert "webpage.place-ambiguous" in keys(read("06-nach-orten.txt"))


def test_nobody_is_named() -> None:
    for name in EXPECTED:
        result = read(name)
        said = repr(result.records) + repr(result.notices)
        for person in (
            "Mustermann",
            "Erika",
            "Karl Probe",
            "Sabine",
            "Petra",
            "radlerin77",
            "heinz",
            "fritz",
        ):
            assert person not in said, name
        assert "@" not in said, name
        assert "598123" not in said, name


def test_a_fact_sheet_becomes_a_measure() -> None:
    measure = one(read("13-steckbrief-striche.txt"), Measure)
    assert (measure.cost_eur, measure.period) == (1_250_000, "2019 bis 2024")
    assert [ref.key for ref in measure.responsible] == ["13-steckbrief-striche#Stadt Bad Liebenwerda"]
    assert told(read("13-steckbrief-striche.txt"), "person") == "5"
    assert one(read("13-steckbrief-abstand.txt"), Measure).status_note == "in Umsetzung"


@pytest.mark.parametrize(
    ("text", "amount"),
    [("480.000 €", 480_000), ("ca. 1,8 Mio. Euro", 1_800_000), ("500", None), ("10.000 € je Jahr", None)],
)
def test_only_a_plain_amount_is_an_amount(text: str, amount: int | None) -> None:
    assert euros(text) == amount


def test_damage_by_converters_is_undone_and_told() -> None:
    found = keys(read("14-pdf.txt"))
    assert {f"webpage.mended-{what}" for what in ("soft-hyphens", "letter-spaced", "broken-words")} <= found
    assert told(read("14-pdf.txt"), "page-mark") == "2, 8"
    assert "webpage.mended-markup" in keys(read("15-html-im-text.txt"))
    assert "webpage.umlauts-lost" in keys(read("16-ohne-umlaute.txt"))


def test_the_wording_of_a_status_decides_the_outcome_only_where_it_is_certain() -> None:
    text = sample("09-vorschlag.txt").data.decode().replace("nicht umsetzbar", "noch im Ausschuss")
    assert one(page(text), Response).outcome is None


@pytest.mark.parametrize(
    "text",
    [
        # Bullets without a word that says what they are.
        "Einkaufsliste\n• Saalfeld/Saale\n  - Brot\n• Rudolstadt\n  - Milch",
        # A list of questions that are not about projects.
        "Fragen zum Fest\n1. Anreise\n• Wo halte ich?\n2. Essen\n• Was gibt es?",
        # A word with a number is no code.
        "Im Projekt haben wir 12 Bäume gepflanzt.\nDanach war Pause.",
        # Bullets with paragraphs, but of what?
        "Aus dem Tagebuch\n• Montag\n   Es hat geregnet.\n• Dienstag\n   Die Sonne schien.",
        # A question at the end of a text makes no theme.
        "Bericht aus dem Rat\nEs ging um den Haushalt.\nWas kommt danach?",
        "Handlungsfeld Mobilität",
        # Somebody quotes a place and a sign; both are no projects.
        'Das ist keine Maßnahme für den Radverkehr (siehe "Am Bahnhof"); am Schild steht "Radfahrer frei".',
    ],
)
def test_nothing_is_taken_for_something_without_a_cue(text: str) -> None:
    assert not READER.recognises(SourceFile("seite.txt", text.encode()))
    with pytest.raises(SourceError):
        page(text)


def test_running_text_is_refused_as_such() -> None:
    with pytest.raises(SourceError, match="fortlaufender Text"):
        page("Es war einmal eine Stadt.\nSie lag am Fluss.\nDort lebten Menschen.")


def test_line_numbers_are_told_as_ranges() -> None:
    assert ranges([3, 1, 2, 7]) == "1–3, 7"
    assert ranges(range(1, 60, 2)).endswith("…")


def test_shapes_have_different_names() -> None:
    assert len({shape.name for shape in SHAPES}) == len(SHAPES)


PIECES = [line for name in TEXTS for line in sample(name).data.decode().split("\n")]


@settings(max_examples=150, deadline=None)
@given(st.lists(st.sampled_from(PIECES) | st.text(max_size=60), max_size=25))
def test_no_text_raises_anything_but_our_own_errors(lines: list[str]) -> None:
    source = SourceFile("seite.txt", "\n".join(lines).encode("utf-8", errors="replace"))
    READER.recognises(source)
    try:
        result = READER.read(source, ReadOptions())
    except QuerbezugError as error:
        speaks(error)
        return
    known = {record.ref for record in result.records}
    assert len(known) == len(result.records)
    for record in result.records:
        if isinstance(record, Goal):
            assert {*record.themes, *filter(None, [record.parent])} <= known
        if isinstance(record, Measure):
            assert {*record.themes, *record.goals, *filter(None, [record.part_of])} <= known
        if isinstance(record, Idea | Measure | Goal | Theme):
            assert record.label
    assert all(notice.message.text("de") and notice.message.text("en") for notice in result.notices)


@pytest.mark.parametrize(
    "text",
    [
        "x " * 5_000_000,
        "a | " * 2_500_000,
        "Projekte „" * 20_000,
        "Ideen 12 Text text " * 2_500,
        "Z i " * 12_000,
    ],
)
def test_endless_lines_do_no_harm(text: str) -> None:
    with pytest.raises(SourceError):
        page(text)


def test_a_text_of_too_many_lines_is_no_page() -> None:
    with pytest.raises(SourceError, match="mehr als 100000 Zeilen"):
        page("- a\n" * 100_001)
