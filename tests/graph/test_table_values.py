"""Dates, numbers and coordinates as people and platforms write them."""

from datetime import UTC, date, datetime
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from querbezug.graph.readers.tables.values import parse_coordinate, parse_date, parse_int, parse_number

GERMAN = [
    "Januar",
    "Februar",
    "März",
    "April",
    "Mai",
    "Juni",
    "Juli",
    "August",
    "September",
    "Oktober",
    "November",
    "Dezember",
]
SHORT = ["Jan.", "Feb.", "Mär.", "Apr.", "Mai", "Jun.", "Jul.", "Aug.", "Sep.", "Okt.", "Nov.", "Dez."]
DAYS = st.dates(date(1800, 1, 1), date(2200, 12, 31))


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("2023-10-18", "2023-10-18"),
        ("2023-10-18T08:19:26Z", "2023-10-18"),
        ("2023-10-18T08:19:26.123+02:00", "2023-10-18"),
        ("2023-10-18 08:19:26 UTC", "2023-10-18"),
        ("2023-10", "2023-10"),
        ("2023", "2023"),
        ("20231018", "2023-10-18"),
        ("18.10.2017", "2017-10-18"),
        ("18.10.2017 09:01", "2017-10-18"),
        ("18.10.2017, 09:01 Uhr", "2017-10-18"),
        ("8.1.17", "2017-01-08"),
        ("8.1.71", "1971-01-08"),
        ("Mi, 18. 10. 2017", "2017-10-18"),
        ("10. Oktober 2023 08:19:26", "2023-10-10"),
        ("23. Sep. 2017", "2017-09-23"),
        ("21. Sep. 2017 09:01", "2017-09-21"),
        ("3. Mrz. 2020", "2020-03-03"),
        ("1. Jänner 2020", "2020-01-01"),
        ("Mittwoch, 4. Mai 2022", "2022-05-04"),
        ("Oktober 2023", "2023-10"),
        ("10/2023", "2023-10"),
        ("04/05/2022", "2022-05-04"),
        ("12/31/2022", "2022-12-31"),
        ("May 4, 2022", "2022-05-04"),
        ("4 May 2022", "2022-05-04"),
        ("Thu May 05 16:52:16 WIB 2022", "2022-05-05"),
        ("1651744336822", "2022-05-05"),
        ("1651744336", "2022-05-05"),
    ],
)
def test_dates_as_sources_write_them(written, read):
    assert parse_date(written) == read
    assert parse_date(f"\u00a0 {written}\n") == read


@pytest.mark.parametrize(
    "written",
    ["", "morgen", "31.02.2020", "2020-13-01", "32. Mai 2020", "5. Maiglöckchen 2020", "12", "1700", "0000",
     "18.10.", "Sommer 2024", "10.10.2017 bis 12.10.2017", "٢٠٢٠", "2020-01-01x", "9" * 200, "00.00.0000"],
)  # fmt: skip
def test_what_is_no_date_stays_none(written):
    assert parse_date(written) is None


@given(DAYS)
def test_every_day_is_read_in_every_german_form(day):
    for names in (GERMAN, SHORT):
        assert parse_date(f"{day.day}. {names[day.month - 1]} {day.year}") == day.isoformat()
    assert parse_date(f"{day.day}.{day.month}.{day.year}") == day.isoformat()
    assert parse_date(f"{day:%d.%m.%Y %H:%M:%S}") == day.isoformat()
    assert parse_date(day.isoformat()) == day.isoformat()
    assert parse_date(f"{GERMAN[day.month - 1]} {day.year}") == day.isoformat()[:7]


@given(st.datetimes(datetime(2002, 1, 1), datetime(2100, 1, 1), timezones=st.just(UTC)))
def test_milliseconds_since_1970(moment):
    assert parse_date(str(int(moment.timestamp()) * 1000)) == moment.date().isoformat()


@given(st.text())
def test_no_text_is_too_strange_for_a_date(text):
    read = parse_date(text)
    assert read is None or 4 <= len(read) <= 10
    if read and len(read) == 10:
        date.fromisoformat(read)


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("12", "12"),
        ("-4,5", "-4.5"),
        ("−4,5", "-4.5"),
        ("4.5", "4.5"),
        ("1.234,56 €", "1234.56"),
        ("1,234.56", "1234.56"),
        ("25.000", "25000"),
        ("25.000 EUR", "25000"),
        ("1.234.567", "1234567"),
        ("1,234,567", "1234567"),
        ("1,234", "1.234"),
        ("0.125", "0.125"),
        ("1 234,5", "1234.5"),
        ("1\u00a0234", "1234"),
        ("12 %", "12"),
        ("12,- €", "12"),
        (".5", "0.5"),
    ],
)
def test_numbers_as_people_write_them(written, read):
    assert parse_number(written) == Decimal(read)


def test_a_machine_has_no_thousands():
    assert parse_number("1.234", ".") == Decimal("1.234")
    assert parse_int("25.000", ".") == 25
    assert parse_int("25.000") == 25_000


@pytest.mark.parametrize(
    "written", ["", "-", "ca. 12", "12-14", "1.23.4", "(5)", "٣", "nan", "1e5", "0x10", "9" * 90]
)
def test_what_is_no_number_stays_none(written):
    assert parse_number(written) is None
    assert parse_int(written) is None


@given(st.decimals(-(10**12), 10**12, places=2))
def test_every_number_is_read_the_german_way(number):
    german = f"{number:,.2f}".translate(str.maketrans(",.", ".,"))
    assert parse_number(german) == number
    assert parse_number(f"{german} €") == number


@given(st.text(), st.sampled_from([None, "."]))
def test_no_text_is_too_strange_for_a_number(text, decimal):
    number = parse_number(text, decimal)
    assert number is None or number.is_finite()
    whole = parse_int(text, decimal)
    assert whole is None or whole == number


def test_coordinates():
    assert parse_coordinate("50,737083", "7.094626") == (50.737083, 7.094626)
    assert parse_coordinate(50.7, 7) == (50.7, 7.0)
    assert parse_coordinate("-33.9°", "151.2") == (-33.9, 151.2)
    assert parse_coordinate("0", "7.1") == (0.0, 7.1)


@pytest.mark.parametrize(
    ("lat", "lon"),
    [
        ("0", "0"),
        ("91", "7"),
        ("50", "181"),
        ("", ""),
        ("50.737.083", "7"),
        ("nan", "1"),
        (float("nan"), 1.0),
    ],
)
def test_what_is_nowhere_on_earth_stays_none(lat, lon):
    assert parse_coordinate(lat, lon) is None


@given(st.text() | st.floats(), st.text() | st.floats())
def test_no_text_is_too_strange_for_a_place(lat, lon):
    point = parse_coordinate(lat, lon)
    assert point is None or (abs(point[0]) <= 90 and abs(point[1]) <= 180)
