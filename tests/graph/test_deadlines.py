"""Days are read out of the words of plans, and what has passed is told from what has not."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from querbezug.graph.analysis.deadlines import (
    Deadline,
    Said,
    deadline,
    last_day,
    overdue,
    promised_day,
)

TODAY = date(2026, 11, 30)


@pytest.mark.parametrize(
    ("words", "day"),
    [
        ("2010-07-01/2016-06-30", date(2016, 6, 30)),
        ("2020-08/2022-08", date(2022, 8, 31)),
        ("geplant: 2022-11-30 bis 2025-12-31", date(2025, 12, 31)),
        ("2022–2025", date(2025, 12, 31)),
        ("2017/2018", date(2018, 12, 31)),
        ("bis 2030", date(2030, 12, 31)),
        ("31.12.2024", date(2024, 12, 31)),
        ("1. März 2023", date(2023, 3, 1)),
        ("Februar 2024", date(2024, 2, 29)),
        ("seit 2012 bis 2020", date(2020, 12, 31)),
        ("2024-02-31", date(2024, 2, 29)),
        ("2012/..", None),
        ("2012–", None),
        ("seit 2012", None),
        ("ab 2030", None),
        ("25 Jahre", None),
        ("2024-26", date(2026, 12, 31)),
        ("Haushalt 2017/18", date(2018, 12, 31)),
        ("2024-00", None),
        ("Vorlage 20241234", None),
        ("0001", None),
        ("", None),
    ],
)
def test_the_last_day_of_a_period_is_read(words: str, day: date | None) -> None:
    assert last_day(words) == day


@pytest.mark.parametrize(
    ("remark", "day"),
    [
        ("Zweckvereinbarung 12. März 2013; Wirksamkeit bis 2017 geplant.", date(2017, 12, 31)),
        ("Bewerbung bis 31. März 2017.", date(2017, 3, 31)),
        ("Fertig bis Ende 2024, spätestens bis 30.06.2025", date(2025, 6, 30)),
        ("2002 verabschiedet.", None),
        ("Die Strecke reicht bis zum Bahnhof, gebaut 1998.", None),
    ],
)
def test_only_a_day_behind_until_is_a_promise(remark: str, day: date | None) -> None:
    assert promised_day(remark) == day


def test_the_most_trustworthy_text_with_a_day_counts() -> None:
    told = ((Said.END, ""), (Said.PERIOD, "seit 2012"), (Said.REMARK, "bis 2017"), (Said.PLAN, "bis 2030"))
    assert deadline(3, told) == Deadline(3, date(2017, 12, 31), Said.REMARK, "bis 2017")
    assert deadline(3, ((Said.PERIOD, "offen"),)) is None


def test_finished_and_dropped_measures_are_never_overdue() -> None:
    due = [
        Deadline(n, date(2020, 1, day), Said.END, "")
        for n, day in enumerate((5, 4, 3, 2), start=1)
    ]  # fmt: skip
    statuses = {1: "completed", 2: "dropped", 3: "running"}
    assert [each.measure for each in overdue(due, statuses, TODAY)] == [4, 3]


def test_the_last_day_itself_is_not_late() -> None:
    due = [Deadline(1, TODAY, Said.END, "")]
    assert overdue(due, {}, TODAY) == []
    assert overdue(due, {}, TODAY + timedelta(days=1)) == due


@settings(deadline=None)
@given(st.dates(date(1901, 1, 1), date(2199, 12, 31)))
def test_every_day_is_read_as_it_is_written(day: date) -> None:
    assert last_day(day.isoformat()) == day
    assert last_day(f"{day.day}.{day.month}.{day.year}") == day


@settings(deadline=None)
@given(st.text())
def test_any_text_has_a_day_or_none(words: str) -> None:
    assert last_day(words) is None or isinstance(last_day(words), date)
    assert promised_day(words) is None or isinstance(promised_day(words), date)


@settings(deadline=None)
@given(st.lists(st.dates(date(2000, 1, 1), date(2050, 1, 1))), st.dates(date(2000, 1, 1), date(2050, 1, 1)))
def test_later_more_is_overdue(days: list[date], today: date) -> None:
    due = [Deadline(n, day, Said.END, "") for n, day in enumerate(days)]
    early, late = overdue(due, {}, today), overdue(due, {}, today + timedelta(days=400))
    assert set(early) <= set(late)
    assert [each.day for each in late] == sorted(each.day for each in late)
