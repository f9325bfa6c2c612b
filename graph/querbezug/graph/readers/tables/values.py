"""From the text of a cell to a date, a number or a place on earth; never a guess, rather ``None``."""

from __future__ import annotations

import math
import re
import tomllib
from collections.abc import Callable, Mapping
from datetime import UTC, date, datetime
from decimal import Decimal
from functools import cache
from importlib.resources import files

_YEARS = range(1800, 2201)
_LONGEST = 80
_PIVOT = 70  # 18.10.69 is 2069, 18.10.70 is 1970
_MILLISECONDS = 12
_ZONE = r"(?: ?(?:Z|UTC|[+-]\d{2}:?\d{2}|[A-Z]{2,5}))?"
_TIME = rf"(?:,?[T ]+(?:um )?\d{{1,2}}[:.]\d{{2}}(?:[:.]\d{{2}}(?:[.,]\d+)?)?(?: ?(?:Uhr|[AP]M))?{_ZONE})?"
_UNIX = r"\d{1,2}:\d{2}(?::\d{2})? +(?:[A-Z]{2,5}(?:[+-]\d{4})? +)?"
_WEEKDAY = r"(?:[^\W\d_]{2,10}\.?,? +)?"
_MONTH = r"(?P<name>[^\W\d_]{3,9})\.?"
_DAY = r"(?P<day>\d{1,2})"
_YEAR = r"(?P<year>\d{4})"


def _pattern(text: str) -> re.Pattern[str]:
    # Digits are written out: \d would take those of any script.
    return re.compile(text.replace(r"\d", "[0-9]").replace(r"[^\W[0-9]_]", r"[^\W\d_]"), re.IGNORECASE)


_PATTERNS = tuple(
    _pattern(text + r"\Z")
    for text in (
        rf"{_YEAR}",
        rf"{_YEAR}[-/.](?P<month>\d{{1,2}})",
        rf"{_YEAR}[-/.](?P<month>\d{{1,2}})[-/.]{_DAY}{_TIME}",
        rf"{_YEAR}(?P<month>\d{{2}})(?P<day>\d{{2}})",
        rf"(?P<month>\d{{1,2}})[/.-]{_YEAR}",
        rf"{_WEEKDAY}{_DAY}\. ?(?P<month>\d{{1,2}})\. ?(?P<year>\d{{4}}|\d{{2}}){_TIME}",
        rf"{_DAY}[/-](?P<month>\d{{1,2}})[/-]{_YEAR}{_TIME}",
        rf"(?P<month>\d{{1,2}})/{_DAY}/{_YEAR}{_TIME}",
        rf"{_WEEKDAY}{_DAY}\.?[ -]*{_MONTH}[ -]*{_YEAR}{_TIME}",
        rf"{_MONTH} +{_YEAR}",
        rf"{_WEEKDAY}{_MONTH} +{_DAY}(?:st|nd|rd|th)?,? +{_YEAR}{_TIME}",
        rf"{_WEEKDAY}{_MONTH} +{_DAY} +{_UNIX}{_YEAR}",
    )
)
_EPOCH = _pattern(r"\d{10}(?:\d{3})?\Z")


@cache
def _months() -> Mapping[str, int]:
    table = tomllib.loads(files(__package__).joinpath("months.toml").read_text(encoding="utf-8"))
    return {name: number for number, names in enumerate(table["names"], 1) for name in names}


def parse_date(text: str) -> str | None:
    """Return the date in ``text`` as ``YYYY``, ``YYYY-MM`` or ``YYYY-MM-DD``.

    The time of day falls away. The day comes first (``04/05/2022`` is 4 May) unless only the other
    way gives a date; two digits are a year from 1970 to 2069; ten or thirteen digits are seconds
    or milliseconds since 1970.

    Returns
    -------
    str or None
        ``None`` if ``text`` is no date, or one that the calendar does not have.

    Examples
    --------
    >>> parse_date("10. Oktober 2023 08:19:26"), parse_date("23. Sep. 2017"), parse_date("10/2023")
    ('2023-10-10', '2017-09-23', '2023-10')
    """
    plain = " ".join(text.split())
    if not plain or len(plain) > _LONGEST:
        return None
    if _EPOCH.match(plain):
        return _from_epoch(plain)
    for pattern in _PATTERNS:
        found = pattern.match(plain)
        if found and (written := _written(found.groupdict())):
            return written
    return None


def _from_epoch(digits: str) -> str | None:
    seconds = int(digits) / (1000 if len(digits) > _MILLISECONDS else 1)
    moment = datetime.fromtimestamp(seconds, UTC).date()
    return moment.isoformat() if moment.year in _YEARS else None


def _written(parts: Mapping[str, str | None]) -> str | None:
    year = int(parts["year"] or 0)
    if len(parts["year"] or "") == 2:
        year += 2000 if year < _PIVOT else 1900
    name = parts.get("name")
    month = _months().get(name.casefold(), 0) if name else int(parts.get("month") or 0)
    day = int(parts.get("day") or 0)
    if year not in _YEARS or (name and not month):
        return None
    if not month and parts.get("month") is None and parts.get("day") is None:
        return f"{year:04d}"
    try:
        complete = date(year, month, day if parts.get("day") else 1)
    except ValueError:
        return None
    return complete.isoformat() if parts.get("day") else complete.isoformat()[:7]


_UNIT = re.compile(r"(?:€|EUR|Euro|%|Prozent)", re.IGNORECASE)
_BLANKS = re.compile("[\\s\u00a0\u202f\u2009']")
_PLAIN = re.compile(r"[+-]?[0-9]{1,30}")
_GROUPED_BY_DOT = re.compile(r"[+-]?[1-9][0-9]{0,2}(?:\.[0-9]{3}){1,9}(?P<rest>,[0-9]{1,20})?")
_GROUPED_BY_COMMA = re.compile(r"[+-]?[1-9][0-9]{0,2}(?:,[0-9]{3}){1,9}(?P<rest>\.[0-9]{1,20})?")
_DECIMAL = re.compile(r"[+-]?[0-9]{0,30}[.,][0-9]{1,30}")
_DASH_CENTS = re.compile(r"[.,][-–—]+\Z")


def strip_number(text: str) -> str:
    """Return ``text`` without a currency, a percent sign and blanks between digits."""
    plain = _BLANKS.sub("", _UNIT.sub("", text)).replace("−", "-")
    return _DASH_CENTS.sub("", plain)


def parse_number(text: str, decimal: str | None = None) -> Decimal | None:
    """Return the number in ``text``, written the German or the English way.

    A comma alone is a decimal comma (``1,234`` is a little more than one); a dot alone separates
    thousands if three digits follow it (``25.000`` is twenty-five thousand), unless ``decimal``
    says that it never does.

    Parameters
    ----------
    text : str
        The cell, perhaps with ``€`` or ``%``.
    decimal : str, optional
        ``"."`` for a machine's numbers (:attr:`Table.decimal`).

    Examples
    --------
    >>> parse_number("1.234,56 €"), parse_number("25.000"), parse_number("4,5")
    (Decimal('1234.56'), Decimal('25000'), Decimal('4.5'))
    """
    if len(text) > _LONGEST:
        return None
    plain = strip_number(text)
    if decimal == "." and "," not in plain:
        return _decimal(plain)
    if _GROUPED_BY_DOT.fullmatch(plain):
        return Decimal(plain.replace(".", "").replace(",", "."))
    grouped = _GROUPED_BY_COMMA.fullmatch(plain)
    if grouped and (grouped["rest"] or plain.count(",") > 1):
        return Decimal(plain.replace(",", ""))
    return _decimal(plain)


def _decimal(plain: str) -> Decimal | None:
    if _PLAIN.fullmatch(plain) or _DECIMAL.fullmatch(plain):
        return Decimal(plain.replace(",", "."))
    return None


def parse_int(text: str, decimal: str | None = None) -> int | None:
    """Return the whole number in ``text``; ``None`` if it is none or has a fraction."""
    number = parse_number(text, decimal)
    if number is None or number != number.to_integral_value():
        return None
    return int(number)


_DEGREES: Callable[[str], re.Match[str] | None] = re.compile(r"[+-]?[0-9]{1,3}(?:[.,][0-9]{1,30})?").fullmatch


def _degrees(value: str | float) -> float | None:
    if isinstance(value, int | float):
        return float(value) if math.isfinite(value) else None
    plain = value.strip().rstrip("°NEOneo ").replace("−", "-")
    return float(plain.replace(",", ".")) if _DEGREES(plain) else None


def parse_coordinate(latitude: str | float, longitude: str | float) -> tuple[float, float] | None:
    """Return a point in WGS 84 degrees, written with a decimal point or comma.

    Returns
    -------
    tuple of float or None
        Latitude and longitude; ``None`` outside ±90/±180 and at 0/0, which platforms put in where
        nobody marked a place.
    """
    lat, lon = _degrees(latitude), _degrees(longitude)
    if lat is None or lon is None or abs(lat) > 90 or abs(lon) > 180 or lat == lon == 0:
        return None
    return lat, lon
