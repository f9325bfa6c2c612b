"""Exports of adhocracy4: each column as docs/formats/adhocracy.md promises it."""

from __future__ import annotations

from collections.abc import Sequence

import pytest
from graph.adhocracy_making import (
    BENCH,
    ENGLISH,
    HOST,
    IDEAS,
    SCOPE,
    category,
    keys,
    only,
    read,
    workbook,
)

from querbezug.graph.readers.base import ReadResult
from querbezug.graph.records import (
    Idea,
    Kind,
    Process,
    Ref,
    Response,
    Theme,
)

# --- ideas ------------------------------------------------------------------------------------


@pytest.mark.parametrize("header", [IDEAS, ENGLISH, tuple(reversed(IDEAS))])
def test_an_idea_with_everything(header: tuple[str, ...]) -> None:
    cells = BENCH if header[0] != "Erstellt" else tuple(reversed(BENCH))
    result = read(workbook(header, cells))
    [idea] = only(result, Idea)
    assert idea.ref == Ref(Kind.IDEA, f"{SCOPE}/idea-2024-00007")
    assert idea.same_as == (Ref(Kind.IDEA, f"url:{HOST}/ideen/2024-00007"),)
    assert (idea.label, idea.text) == ("Mehr Bänke", "Am Markt\nfehlen Bänke.")
    assert idea.themes == (category("Sitzen"), category("Schatten"), category("Ruhe"))
    assert (idea.latitude, idea.longitude) == (50.72, 11.33)
    assert (idea.supports, idea.objections, idea.date) == (12, 3, "2024-05-03")
    assert idea.page == f"{HOST}/ideen/2024-00007/"
    assert idea.origin.row == 2
    assert [theme.label for theme in only(result, Theme)] == ["Sitzen", "Schatten", "Ruhe"]
    [process] = only(result, Process)
    assert idea.process == process.ref
    [response] = only(result, Response)
    assert response.text == "Drei Bänke kommen."
    assert (response.label, response.outcome) == ("wird umgesetzt", "followed")
    assert response.responds_to == (idea.ref,)


def test_what_is_described_comes_once_and_before_its_use() -> None:
    other = ("2024-00008", f"{HOST}/ideen/2024-00008/", *BENCH[2:])
    records = read(workbook(IDEAS, BENCH, other)).records
    refs = [record.ref for record in records]
    assert len(refs) == len(set(refs))
    first_idea = next(n for n, record in enumerate(records) if isinstance(record, Idea))
    described = {record.ref for record in records[:first_idea]}
    assert {*records[first_idea].themes, records[first_idea].process} <= described  # type: ignore[union-attr]


@pytest.mark.parametrize(
    ("status", "outcome"),
    [
        ("wird umgesetzt", "followed"),
        ("Accepted", "followed"),
        ("wird nicht umgesetzt", "not-followed"),
        ("Rejected", "not-followed"),
        ("wird geprüft", None),
        ("für nächste Phase qualifiziert", None),
    ],
)
def test_a_status_alone_is_a_response(status: str, outcome: str | None) -> None:
    cells = dict(zip(IDEAS, BENCH, strict=True)) | {"Status": status, "Rückmeldung": ""}
    [response] = only(read(workbook(IDEAS, [cells[name] for name in IDEAS])), Response)
    assert (response.text, response.outcome) == (status, outcome)


def test_without_status_and_feedback_nobody_responded() -> None:
    cells = dict(zip(IDEAS, BENCH, strict=True)) | {"Status": None, "Rückmeldung": None}
    assert only(read(workbook(IDEAS, [cells[name] for name in IDEAS])), Response) == []


def test_names_of_older_exports() -> None:
    older = [
        {
            "Name": "Titel",
            "Status": "Rückmeldung der Moderation",
            "Rückmeldung": "Offizielle Rückmeldung",
        }.get(c, c)
        for c in IDEAS
    ]
    result = read(workbook(older, BENCH))
    assert only(result, Idea)[0].label == "Mehr Bänke"
    assert only(result, Response)[0].outcome == "followed"
    assert "adhocracy.unknown-column" not in keys(result)


def test_budgeting_counts_support_and_votes() -> None:
    header = ("Referenznr.", "Link", "Name", "Beschreibung", "Budget", "Kontakt E-Mail", "Kontakt Telefon")
    header += ("Unterstützung", "Stimmen", "Anzahl Kommentare")
    address = f"{HOST}/budgeting/2024-00001/"
    row = ("2024-00001", address, "Brunnen", "Trinkwasser", 5000, "p@x.de", "03671 598123", 41, 7, 0)
    late = ("2024-00002", address, "Baum", "Schatten", 900, "", "", None, 7, 0)
    result = read(workbook(header, row, late))
    assert [idea.supports for idea in only(result, Idea)] == [41, 7]
    assert "598123" not in repr(result.records)
    assert "p@x" not in repr(result.records)
    columns = {n.field for n in result.notices if n.message.key == "reading.personal-column"}
    assert columns == {"Kontakt E-Mail", "Kontakt Telefon"}


def test_an_idea_without_title_is_called_by_its_first_words() -> None:
    cells = dict(zip(IDEAS, BENCH, strict=True)) | {"Name": None, "Beschreibung": "Bitte mehr Bänke " * 20}
    [idea] = only(read(workbook(IDEAS, [cells[name] for name in IDEAS])), Idea)
    assert idea.label.startswith("Bitte mehr Bänke")
    assert idea.label.endswith("…")
    assert len(idea.label) <= 80


def test_personal_data_is_nowhere() -> None:
    cells = dict(zip(IDEAS, BENCH, strict=True)) | {"Beschreibung": "Ruf an: 03671 598123, paula@geheim.de"}
    result = read(workbook(IDEAS, [cells[name] for name in IDEAS]))
    for secret in ("paula", "geheim", "598123"):
        assert secret not in repr(result.records).casefold()
    assert only(result, Idea)[0].redacted
    assert {"reading.personal-column", "adhocracy.internal-column"} <= set(keys(result))


def test_comments_in_one_cell_are_left_out() -> None:
    result = read(workbook((*IDEAS, "Kommentare"), (*BENCH, "2024-05-03 - paula_geheim\nJa!")))
    assert "paula" not in repr(result.records)
    assert "adhocracy.comments-in-cell" in keys(result)


@pytest.mark.parametrize(
    ("changes", "key"),
    [
        ({"Referenznr.": None, "Link": None}, "adhocracy.no-reference"),
        ({"Name": None, "Beschreibung": None}, "adhocracy.empty-idea"),
    ],
)
def test_rows_that_become_nothing_are_told(changes: dict[str, None], key: str) -> None:
    cells = dict(zip(IDEAS, BENCH, strict=True)) | changes
    result = read(workbook(IDEAS, [cells[name] for name in IDEAS], BENCH))
    [left_out] = [notice for notice in result.notices if notice.left_out]
    assert (left_out.message.key, left_out.row) == (key, 2)
    assert [idea.origin.row for idea in only(result, Idea)] == [3]


@pytest.mark.parametrize(
    ("changes", "key"),
    [
        ({"Erstellt": "neulich"}, "platform.no-date"),
        ({"Positive Bewertungen": "viele"}, "platform.no-count"),
        ({"Positive Bewertungen": "-4"}, "platform.no-count"),
        ({"Ort (Längengrad)": 500}, "adhocracy.no-point"),
        ({"Link": "kein Link"}, "adhocracy.no-address"),
    ],
)
def test_cells_that_mean_nothing_are_told(changes: dict[str, object], key: str) -> None:
    cells = dict(zip(IDEAS, BENCH, strict=True)) | changes
    result = read(workbook(IDEAS, [cells[name] for name in IDEAS]))
    [said] = [notice for notice in result.notices if notice.message.key == key]
    assert said.row == 2
    assert said.field in IDEAS
    assert len(only(result, Idea)) == 1


# --- the column of the category ---------------------------------------------------------------


def ideas_with(columns: dict[str, Sequence[object]], without: Sequence[str] = ()) -> ReadResult:
    kept = [n for n, name in enumerate(IDEAS) if name not in without]
    header = [*(IDEAS[n] for n in kept), *columns]
    rows = [
        [
            f"2024-{n:05d}",
            f"{HOST}/ideen/2024-{n:05d}/",
            *(BENCH[k] for k in kept[2:]),
            *(c[n] for c in columns.values()),
        ]
        for n in range(4)
    ]
    return read(workbook(header, *rows))


KINDS = ("Gehweg", "Radweg", "Gehweg", "Radweg")
TEXTS = tuple(f"Ein längerer Satz, den niemand zweimal schreibt, Nummer {n}" for n in range(4))


def test_the_projects_own_title_of_the_category_is_found_and_told() -> None:
    result = ideas_with(
        {"Wo soll etwas geschehen?": KINDS, "Was noch?": TEXTS}, without=("Kategorie", "Merkmale")
    )
    assert only(result, Idea)[0].themes == (category("Gehweg"),)
    told = {notice.message.key: notice.field for notice in result.notices}
    assert told["adhocracy.taken-as-category"] == "Wo soll etwas geschehen?"
    assert told["adhocracy.unknown-column"] == "Was noch?"


def test_category_and_labels_with_titles_of_their_own_stand_side_by_side() -> None:
    labels = ("hell, neu", "hell", "hell", "hell, neu")
    result = ideas_with({"Wo?": KINDS, "Wie?": labels}, without=("Kategorie", "Merkmale"))
    assert only(result, Idea)[0].themes == (category("Gehweg"), category("hell"), category("neu"))
    assert {"adhocracy.taken-as-category", "adhocracy.taken-as-labels"} <= set(keys(result))


def test_where_two_columns_could_be_the_category_none_is_guessed() -> None:
    result = ideas_with({"Wo?": KINDS, "Frei": TEXTS, "Wie?": KINDS}, without=("Kategorie", "Merkmale"))
    assert only(result, Idea)[0].themes == ()
    [said] = [notice for notice in result.notices if notice.message.key == "adhocracy.unclear-category"]
    assert "Wo?" in str(said.message)
    assert "Wie?" in str(said.message)


def test_a_known_category_is_never_replaced() -> None:
    result = ideas_with({"Wo?": KINDS})
    assert category("Gehweg") not in only(result, Idea)[0].themes
    assert [n.field for n in result.notices if n.message.key == "adhocracy.unknown-column"] == ["Wo?"]
