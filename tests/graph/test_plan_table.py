"""Plans as tables: the tree is told by the parent column alone, whatever comes first."""

from __future__ import annotations

import csv
import io
import random
from collections import Counter
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from querbezug.graph.errors import QuerbezugError
from querbezug.graph.readers import plan_table
from querbezug.graph.readers.base import ReadOptions, ReadResult, SourceFile, collect
from querbezug.graph.readers.plan_table import PlanTableReader
from querbezug.graph.readers.plan_words import period_of, plan_words
from querbezug.graph.records import Kind, Measure, Origin, PlanDocument, Ref, StatusReport, Theme

EXAMPLE = Path(__file__).parents[2] / "examples" / "muenster" / "muenster_sachstand.csv"
READER = PlanTableReader()
COLUMNS = ("assessment", "id", "title", "text", "priority", "potential", "parent")
ORANGE = "orange (teilweise umgesetzt, Wichtiges fehlt noch)"
PLAN = Ref(Kind.PLAN, "plan/plan")
FIELD = Ref(Kind.FIELD, "plan/field-v")
MEASURE = Ref(Kind.MEASURE, "plan/measure-v1")
ROWS = (
    ("orange", "v", "Verkehr", "Verkehr", "3.58", "1.92", ""),
    ("#01873B", "v1", "Radwege bauen", "Mehr Platz", "5", "(3)", "v"),
    ("white", "v1-plan", "geplant", "Drei Radwege", "5", "(3)", "v1"),
    ("#AE1B1B", "v1-16", "Sachstand 2015 / 2016", "Noch keiner", "5", "(3)", "v1"),
    ("orange", "v1-18", "Sachstand 2017/18", "Einer<br>ist fertig", "5", "(3)", "v1"),
)


def table(*rows: tuple[str, ...], columns: tuple[str, ...] = COLUMNS) -> bytes:
    written = io.StringIO()
    csv.writer(written).writerows([columns, *rows])
    return written.getvalue().encode()


def read(data: bytes) -> ReadResult:
    source = SourceFile("plan.csv", data)
    assert READER.recognises(source)
    return collect(READER.read(source, ReadOptions()))


@pytest.fixture(scope="module")
def muenster() -> ReadResult:
    return collect(READER.read(SourceFile.from_path(EXAMPLE), ReadOptions()))


def test_all_275_rows_of_muenster_are_accounted_for(muenster: ReadResult) -> None:
    with EXAMPLE.open(encoding="utf-8", newline="") as stream:
        rows = list(csv.DictReader(stream))
    roots = {row["id"] for row in rows if not row["parent"]}
    measures = {row["id"] for row in rows if row["parent"] in roots}
    reports = {row["id"] for row in rows if row["parent"] in measures}
    assert (len(roots), len(measures), len(reports)) == (5, 54, 216)
    assert len(roots) + len(measures) + len(reports) == len(rows) == 275
    made = Counter(type(one).__name__ for one in muenster.records)
    assert made == {"Theme": 5, "Measure": 54, "StatusReport": 216, "PlanDocument": 1}
    assert {one.code for one in muenster.records if isinstance(one, Measure)} == measures
    assert {one.notation for one in muenster.records if isinstance(one, Theme)} == roots
    assert not any(notice.left_out for notice in muenster.notices)


def test_each_measure_of_muenster_has_its_field_and_four_reports(muenster: ReadResult) -> None:
    fields = {one.ref for one in muenster.records if isinstance(one, Theme)}
    measures = {one.ref: one for one in muenster.records if isinstance(one, Measure)}
    reports = [one for one in muenster.records if isinstance(one, StatusReport)]
    assert Counter(one.reports_on for one in reports) == dict.fromkeys(measures, 4)
    periods = Counter(one.period for one in reports)
    assert periods == {None: 54, "2013": 54, "2015/2016": 54, "2017/2018": 54}
    for one in measures.values():
        assert set(one.themes) <= fields
        assert one.places == (Ref(Kind.PLACE, "ags:05515000"),)
        assert one.part_of is None
    assert Counter(one.status for one in measures.values()) == {"running": 20, "completed": 18, None: 16}
    without = [notice for notice in muenster.notices if notice.message.key == "plantable.no-colour"]
    assert [notice.row for notice in without] == [27]


def test_a_plan_becomes_fields_measures_and_reports() -> None:
    result = read(table(*ROWS))
    assert result.notices == []
    assert result.records == [
        PlanDocument(ref=PLAN, label="plan.csv"),
        Theme(
            ref=FIELD,
            label="Verkehr",
            origin=Origin(row=2),
            notation="v",
            note=f"Ampel: {ORANGE}; Priorität: 3.58; Potenzial: 1.92",
        ),
        Measure(
            ref=MEASURE,
            label="Radwege bauen",
            origin=Origin(row=3),
            code="v1",
            plan=PLAN,
            themes=(FIELD,),
            status="completed",
            status_note="Ampel: grün (umgesetzt)",
            description="Mehr Platz",
            note="Priorität: 5; Potenzial: (3)",
        ),
        StatusReport(
            ref=Ref(Kind.REPORT, "plan/report-v1-plan"),
            label="geplant: Radwege bauen",
            origin=Origin(row=4),
            text="Drei Radwege",
            reports_on=MEASURE,
        ),
        StatusReport(
            ref=Ref(Kind.REPORT, "plan/report-v1-16"),
            label="Sachstand 2015 / 2016: Radwege bauen",
            origin=Origin(row=5),
            text="Noch keiner",
            reports_on=MEASURE,
            period="2015/2016",
            assessment="rot",
        ),
        StatusReport(
            ref=Ref(Kind.REPORT, "plan/report-v1-18"),
            label="Sachstand 2017/18: Radwege bauen",
            origin=Origin(row=6),
            text="Einer\nist fertig",
            reports_on=MEASURE,
            period="2017/2018",
            status="running",
            assessment="orange",
        ),
    ]


@settings(max_examples=20)
@given(seed=st.integers())
def test_the_order_of_the_rows_makes_no_difference(seed: int) -> None:
    rows = list(ROWS)
    random.Random(seed).shuffle(rows)  # noqa: S311

    def without_rows(result: ReadResult) -> list[str]:
        return sorted(repr(one).replace(repr(one.origin), "") for one in result.records)  # type: ignore[union-attr]

    assert without_rows(read(table(*rows))) == without_rows(read(table(*ROWS)))


def test_a_measure_without_a_colour_takes_that_of_its_latest_report() -> None:
    rows = [ROWS[0], ("white", *ROWS[1][1:]), *ROWS[2:]]
    measure = next(one for one in read(table(*rows)).records if isinstance(one, Measure))
    assert measure.status == "running"
    assert measure.status_note == f"Ampel des letzten Berichts: {ORANGE}"


def test_an_unknown_colour_is_kept_as_a_word_and_told() -> None:
    result = read(table(ROWS[0], ("lila", *ROWS[1][1:])))
    measure = result.records[-1]
    assert isinstance(measure, Measure)
    assert (measure.status, measure.status_note) == (None, "Ampel: lila")
    assert [(one.message.key, one.row) for one in result.notices] == [("plantable.unknown-colour", 3)]


def test_columns_and_colours_may_be_german_and_measures_may_have_parts() -> None:
    columns = ("Kennung", "Maßnahme", "Beschreibung", "Ampel", "Übergeordnete Maßnahme")
    rows = (
        ("1", "Energie", "", "", ""),
        ("1.1", "Dächer", "", "gelb", "1"),
        ("1.1.1", "Planung der Schuldächer", "", "grün", "1.1"),
        ("1.1.1-b", "Stand: 1.3.2024", "Zwei Schulen", "ROT", "1.1.1"),
    )
    result = read(table(*rows, columns=columns))
    _, _, roofs, schools, report = result.records
    assert isinstance(roofs, Measure)
    assert isinstance(schools, Measure)
    assert isinstance(report, StatusReport)
    assert schools.part_of == roofs.ref
    assert schools.themes == roofs.themes
    assert report.reports_on == schools.ref
    assert (report.assessment, report.period) == ("rot", "2024")


@pytest.mark.parametrize(
    ("row", "key"),
    [
        (("", "", "Ohne Kennung", "", "", "", "v"), "plantable.no-id"),
        (("", "v9", "", "", "", "", "v"), "plantable.no-title"),
        (("", "v1", "Noch einmal", "", "", "", "v"), "plantable.twice"),
        (("", "v9", "Ohne Dach", "", "", "", "x"), "plantable.no-parent"),
        (("", "v9", "Im Kreis", "", "", "", "v9"), "plantable.circle"),
        (("white", "v9", "geplant", "Viel", "", "", "v"), "plantable.report-on-field"),
        (("white", "v9", "geplant", "", "", "", "v1"), "plantable.no-report-text"),
    ],
)
def test_a_row_that_cannot_be_read_is_left_out_and_told(row: tuple[str, ...], key: str) -> None:
    result = read(table(*ROWS, row))
    assert [(one.message.key, one.row, one.left_out) for one in result.notices] == [(key, 7, True)]
    assert result.records == read(table(*ROWS)).records


def test_a_plan_that_is_too_deep_or_too_long_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    chain = [("grün", f"k{n}", f"Teil {n}", "", "", "", f"k{n - 1}" if n else "") for n in range(40)]
    result = read(table(*chain))
    assert {one.message.key for one in result.notices} == {"plantable.too-deep"}
    assert len(result.notices) + len(result.records) == 40 + 1
    monkeypatch.setattr(plan_table, "MOST_ROWS", 3)
    with pytest.raises(QuerbezugError, match=r"plan\.csv"):
        read(table(*ROWS))


def test_personal_data_in_reports_is_masked() -> None:
    report = ("orange", "v1-20", "Sachstand 2020", "Fragen an anna.muster@example.org", "", "", "v1")
    result = read(table(*ROWS, report))
    assert "anna.muster" not in repr(result.records)
    assert [one.row for one in result.notices if one.personal] == [7]


def test_a_column_with_names_is_not_read() -> None:
    rows = [(*row, "Erika Muster") for row in ROWS]
    result = read(table(*rows, columns=(*COLUMNS, "Ansprechpartner")))
    assert "Muster" not in repr(result)
    assert [one.message.key for one in result.notices] == ["reading.personal-column"]


@pytest.mark.parametrize(
    ("title", "period"),
    [
        ("Sachstand 2013", "2013"),
        ("Sachstand 2015 / 2016", "2015/2016"),
        ("Sachstand 2015-2016", "2015/2016"),
        ("Sachstand 2017/18", "2017/2018"),
        ("geplant", None),
        ("Vorlage 120155", None),
    ],
)
def test_the_period_is_the_year_in_the_title(title: str, period: str | None) -> None:
    assert period_of(title) == period


@pytest.mark.parametrize(
    "title", ["geplant", "Sachstand 2017 / 2018", "Stand: 1.3.2024", "Bericht vom 2. 3. 2024"]
)
def test_a_title_tells_a_report(title: str) -> None:
    assert plan_words().is_report(title)


@pytest.mark.parametrize(
    "title", ["Planung der Radwege", "Standort 2020 prüfen", "Bericht an den Rat", "Status quo"]
)
def test_a_measure_is_not_taken_for_a_report(title: str) -> None:
    assert not plan_words().is_report(title)


@pytest.mark.parametrize(
    "columns",
    [
        ("id", "title", "body", "url"),
        ("id", "title", "parent"),
        ("id", "name", "parent_id", "is_root", "part_of"),
    ],
)
def test_other_tables_are_not_taken_for_plans(columns: tuple[str, ...]) -> None:
    assert not READER.recognises(SourceFile("x.csv", table(tuple("x" for _ in columns), columns=columns)))


CELL = st.one_of(
    st.sampled_from(["", "v", "v1", "geplant", "Sachstand 2013", "orange", "#01873B", "0", "v9"]),
    st.text(st.characters(codec="utf-8", exclude_characters="\x00"), max_size=20),
)


@settings(max_examples=80)
@given(rows=st.lists(st.tuples(*[CELL] * len(COLUMNS)), max_size=8))
def test_no_cells_raise_anything_else(rows: list[tuple[str, ...]]) -> None:
    try:
        result = read(table(*ROWS, *rows))
    except QuerbezugError:
        return
    assert all(one.message.text(lang) for one in result.notices for lang in ("de", "en"))


@settings(max_examples=40)
@given(position=st.integers(0, 400), junk=st.binary(max_size=6))
def test_no_damage_raises_anything_else(position: int, junk: bytes) -> None:
    data = table(*ROWS)
    source = SourceFile("plan.csv", data[:position] + junk + data[position + len(junk) :])
    try:
        if READER.recognises(source):
            collect(READER.read(source, ReadOptions()))
    except QuerbezugError:
        return
