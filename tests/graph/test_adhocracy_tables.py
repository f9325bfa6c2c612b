"""Comments and plans of adhocracy4, and what no file can do to the reader."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from graph.adhocracy_making import (
    BENCH,
    COMMENTS,
    ENGLISH,
    HOST,
    IDEAS,
    PLAN,
    PLANS,
    READER,
    SAID,
    SCOPE,
    category,
    csv_of,
    only,
    read,
    source,
    workbook,
)
from hypothesis import given, settings
from hypothesis import strategies as st

from querbezug.graph.errors import QuerbezugError
from querbezug.graph.readers.adhocracy.layout import headers
from querbezug.graph.readers.adhocracy.plans import span_of
from querbezug.graph.readers.base import ReadOptions, ReadResult, collect
from querbezug.graph.records import (
    Comment,
    Idea,
    Kind,
    Measure,
    Organisation,
    Place,
    PlaceKind,
    Ref,
)

# --- comments ---------------------------------------------------------------------------------


def test_comments_become_threads() -> None:
    result = read(workbook(COMMENTS, *SAID), "kommentare.xlsx")
    first, second, third = only(result, Comment)
    idea = Ref(Kind.IDEA, f"{SCOPE}/idea-2024-00007")
    assert first.ref == Ref(Kind.COMMENT, f"{SCOPE}/comment-1")
    assert (first.text, first.about, first.reply_to) == ("Gute Idee.", idea, None)
    assert (first.date, first.supports, first.objections, first.official) == ("2017-09-21", 4, 1, False)
    assert (second.reply_to, second.about, second.official) == (first.ref, idea, False)
    assert third.official
    assert third.about == Ref(Kind.IDEA, f"{SCOPE}/idea-2024-00009")
    assert [comment.sequence for comment in (first, second, third)] == [1, 2, 3]
    assert "max77" not in repr(result.records)


def test_comments_meet_the_ideas_of_the_other_export() -> None:
    [idea] = only(read(workbook(IDEAS, BENCH)), Idea)
    assert only(read(workbook(COMMENTS, *SAID), "kommentare.xlsx"), Comment)[0].about == idea.ref


def test_a_deleted_comment_is_told() -> None:
    result = read(workbook(COMMENTS, (1, None, *SAID[0][2:]), SAID[1]), "kommentare.xlsx")
    [left_out] = [notice for notice in result.notices if notice.left_out]
    assert (left_out.message.key, left_out.row) == ("adhocracy.empty-comment", 2)
    assert [comment.sequence for comment in only(result, Comment)] == [1]


def test_comments_without_numbers_are_known_by_their_place() -> None:
    header = tuple(name for name in COMMENTS if name != "ID")
    comments = only(read(workbook(header, *(row[1:] for row in SAID)), "kommentare.xlsx"), Comment)
    assert [comment.ref.key for comment in comments] == ["kommentare/1", "kommentare/2", "kommentare/3"]


# --- plans ------------------------------------------------------------------------------------


def plans(**changes: object) -> ReadResult:
    cells = PLAN | changes
    return read(workbook(PLANS, [cells[name] for name in PLANS]), "plaene.xlsx")


def test_a_plan_is_a_measure() -> None:
    result = plans()
    [measure] = only(result, Measure)
    assert measure.ref == Ref(Kind.MEASURE, f"{SCOPE}/plan-2023-00044")
    assert measure.same_as == (Ref(Kind.MEASURE, f"url:{HOST}/vorhaben/2023-00044"),)
    assert (measure.label, measure.description) == ("Marktplatz erneuern", "Neues Pflaster.")
    assert (measure.status, measure.status_note, measure.cost_eur) == ("running", None, 1_250_000)
    assert (measure.period, measure.begin, measure.end) == ("2023 – 2026", "2023", "2026")
    assert measure.note == "Art der Beteiligung: Konsultation\nViele sind betroffen."
    assert measure.themes == (category("Stadtplanung"), category("Grünflächen"))
    assert (measure.latitude, measure.longitude) == (50.72, 11.33)
    [place], [office] = only(result, Place), only(result, Organisation)
    assert (place.label, place.place_kind, measure.places) == ("Nordstadt", PlaceKind.DISTRICT, (place.ref,))
    assert (office.label, measure.responsible) == ("Stadtplanungsamt", (office.ref,))
    assert measure.urls == (f"{HOST}/vorhaben/2023-00044/",)


def test_contacts_of_a_plan_are_nowhere() -> None:
    result = plans()
    for secret in ("paula", "geheim", "598123"):
        assert secret not in repr(result.records).casefold()
    columns = {n.field for n in result.notices if n.message.key == "reading.personal-column"}
    assert columns == {"Kontaktperson", "Postadresse", "Telefon", "E-Mail"}


def test_a_draft_is_not_published() -> None:
    result = plans(Entwurf="True")
    assert only(result, Measure) == []
    assert [n.message.key for n in result.notices if n.left_out] == ["adhocracy.draft"]


def test_a_plan_for_the_whole_city_has_no_district() -> None:
    result = plans(Bezirk="Gesamtstädtisch")
    assert only(result, Place) == []
    assert only(result, Measure)[0].places == ()


def test_words_that_are_no_code_and_no_sum_stay_words() -> None:
    [measure] = only(plans(Status="ruht", Kosten="rund 2 Mio. Euro", Laufzeit="drei Jahre"), Measure)
    assert (measure.status, measure.status_note, measure.cost_eur) == (None, "ruht", None)
    assert "Kosten: rund 2 Mio. Euro" in (measure.note or "")
    assert (measure.period, measure.begin, measure.end) == ("drei Jahre", None, None)


@pytest.mark.parametrize(
    ("period", "span"),
    [
        ("2019 – 2024", ("2019", "2024")),
        ("01.03.2019 bis 30.06.2020", ("2019-03-01", "2020-06-30")),
        ("2024 – 2019", (None, None)),
        ("Sommer – Winter", (None, None)),
        ("", (None, None)),
    ],
)
def test_spans(period: str, span: tuple[str | None, str | None]) -> None:
    assert span_of(period) == span


# --- what is recognised -----------------------------------------------------------------------


def test_csv_and_json_are_read_like_workbooks() -> None:
    flat = (*BENCH[:3], "Am Markt fehlen Bänke.", *BENCH[4:])
    record = {name: str(cell) for name, cell in zip(IDEAS, flat, strict=True)}
    wanted = only(read(workbook(IDEAS, flat)), Idea)[0].same_as
    for data, name in ((csv_of(IDEAS, flat), "ideen.csv"), (json.dumps([record]).encode(), "ideen.json")):
        [idea] = only(read(data, name), Idea)
        assert (idea.same_as, idea.supports, idea.latitude) == (wanted, 12, 50.72)


@pytest.mark.parametrize(
    "columns",
    [
        ("id", "title", "body", "category/id", "supports", "comments", "published_at", "url", "reference"),
        ("id", "created_at", "body", "locale", "author/id", "depth", "commentable_id", "commentable_type"),
        ("id", "title/de", "description/de", "status/id", "progress", "proposal_urls", "reference", "url"),
        ("Node ID", "Category", "Rubric", "Created (UTC)", "Upvotes", "Downvotes", "Comments", "Title"),
        ("Contribution ID", "Comment ID", "Comment Subject", "Comment Text", "created (UTC)"),
        ("id", "title", "description", "cached_votes_up", "created_at", "retired_at"),
        ("timestamp", "datetime", "comment-id", "author-id", "agrees", "disagrees", "comment-body"),
        ("Name", "Beschreibung", "Link"),
        ("Titel", "Kosten", "Status"),
    ],
)
def test_other_tables_are_not_taken(columns: tuple[str, ...]) -> None:
    assert not READER.recognises(source(csv_of(columns, ["1"] * len(columns)), "andere.csv"))


def test_each_header_names_one_field_only() -> None:
    for name in ("Status", "E-Mail", "Kommentar", "Kommentare", "Beteiligung"):
        assert headers().field(name) is not None
    assert headers().field(" kommentar   ZUR referenz ") == "about"


TEXTS = st.text(alphabet=st.characters(exclude_categories=("Cs", "Cc")), max_size=30)
ODDITIES = ("https://[", "2024-00001", "https://x.de/a?comment=1", "<p>", "0", "1/2/3", "true", "Redaktion")
CELLS = st.one_of(st.none(), st.integers(-(10**9), 10**9), TEXTS, st.sampled_from(ODDITIES))


def filled(header: tuple[str, ...]) -> st.SearchStrategy[tuple[tuple[str, ...], list[list[object]]]]:
    rows = st.lists(st.lists(CELLS, min_size=len(header), max_size=len(header)), max_size=4)
    return st.tuples(st.just(header), rows)


@given(st.sampled_from([IDEAS, ENGLISH, COMMENTS, PLANS]).flatmap(filled))
@settings(max_examples=60, deadline=None)
def test_no_cell_breaks_reading(generated: tuple[tuple[str, ...], list[list[object]]]) -> None:
    header, rows = generated
    try:
        result = read(workbook(header, *rows))
    except QuerbezugError:
        return
    wanted = sum(any(str(cell).strip() for cell in row if cell is not None) for row in rows)
    told = sum(notice.left_out for notice in result.notices)
    things = only(result, Idea) + only(result, Comment) + only(result, Measure)
    assert len(things) + told >= wanted


@given(st.integers(0, 2**32), st.binary(max_size=8))
@settings(max_examples=60, deadline=None)
def test_no_bytes_break_reading(position: int, inserted: bytes) -> None:
    data = csv_of(COMMENTS, *SAID)
    cut = position % len(data)
    file = source(data[:cut] + inserted + data[cut + 1 :], "kommentare.csv")
    if READER.recognises(file):
        try:
            collect(READER.read(file, ReadOptions()))
        except QuerbezugError:
            return


def test_the_shared_layout_of_the_docs_is_the_one_read() -> None:
    page = (Path(__file__).parents[2] / "docs" / "formats" / "adhocracy.md").read_text(encoding="utf-8")
    for column in {*IDEAS, *COMMENTS, *PLANS}:
        assert column in page, column
