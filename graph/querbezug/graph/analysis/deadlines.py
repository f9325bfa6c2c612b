"""What was due when: days read out of periods and remarks, and measures whose day has passed."""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from functools import lru_cache

_MONTHS = ("jan", "feb", "mär", "apr", "mai", "jun", "jul", "aug", "sep", "okt", "nov", "dez")

_DAY = re.compile(
    r"(?P<iso>\b(?P<y>\d{4})-(?P<m>\d{2})(?:-(?P<d>\d{2}))?\b)"
    r"|\b(?P<gd>\d{1,2})\.\s?(?P<gm>\d{1,2})\.(?P<gy>\d{4})\b"
    r"|(?:\b(?P<wd>\d{1,2})\.\s)?\b(?P<wm>Jan|Feb|Mär|Apr|Mai|Jun|Jul|Aug|Sep|Okt|Nov|Dez)\w*\s(?P<wy>\d{4})\b"
    r"|\b(?P<year>\d{4})(?!\d)(?:/(?P<to>\d{2})(?![\d/]))?"
)
"""A day, month or year: 2025-12-31, 31.12.2025, 31. Dezember 2025, 2025."""

_OPEN = re.compile(
    r"(?:\.\.|[-–—])\s*$|^\s*(?:seit|ab|since|from)\b(?!.*\b(?:bis|to|until)\b)", re.IGNORECASE
)
"""A period without end: „2012/..“, „2012–“, „seit 2012“."""

_UNTIL = re.compile(
    r"\bbis\s+(?:zum\s+|zu\s+|Ende\s+|spätestens\s+|Frühjahr\s+|Sommer\s+|Herbst\s+)*", re.IGNORECASE
)

_YEARS = range(1900, 2200)
_DECEMBER = 12


@lru_cache(maxsize=8192)  # very many measures have the same period
def last_day(text: str) -> date | None:
    """Return the last day that a period in words or figures reaches, or None if it names none.

    A month reaches to its last day, a year to the 31 December; a period that is open at its end
    („2012/..“, „seit 2012“) reaches to no day.

    Examples
    --------
    >>> last_day("2020-08/2022-08")
    datetime.date(2022, 8, 31)
    >>> last_day("bis 2030")
    datetime.date(2030, 12, 31)
    """
    if _OPEN.search(text):
        return None
    return max(_days(text), default=None)


def promised_day(remark: str) -> date | None:
    """Return the last day that a remark names behind „bis“, or None.

    Examples
    --------
    >>> promised_day("Zweckvereinbarung 12. März 2013; Wirksamkeit bis 2017 geplant.")
    datetime.date(2017, 12, 31)
    """
    found = (next(_days(remark[match.end() : match.end() + 24]), None) for match in _until(remark))
    return max((day for day in found if day is not None), default=None)


def _until(remark: str) -> Iterator[re.Match[str]]:
    """Yield each „bis“ that a day follows at once."""
    return (match for match in _UNTIL.finditer(remark) if _DAY.match(remark, match.end()))


def _days(text: str) -> Iterator[date]:
    for match in _DAY.finditer(text):
        year = int(match["y"] or match["gy"] or match["wy"] or match["year"])
        month = match["m"] or match["gm"] or match["to"]
        if match["wm"]:
            month = _MONTHS.index(match["wm"].lower()) + 1
        day = match["d"] or match["gd"] or match["wd"]
        if month and not day and int(month) > _DECEMBER:  # „2017-18“, „2017/18“: two years
            year, month = year - year % 100 + int(month), None
        if year in _YEARS and 1 <= int(month or _DECEMBER) <= _DECEMBER:
            yield _last_of(year, int(month or _DECEMBER), int(day or 0))


def _last_of(year: int, month: int, day: int) -> date:
    """Return a day, or the last of its month where there is no such day or none is told."""
    longest = monthrange(year, month)[1]
    return date(year, month, min(day, longest) if day else longest)


class Said(StrEnum):
    """Where a day was read."""

    END = "end"
    PERIOD = "period"
    REMARK = "remark"
    PLAN = "plan"


@dataclass(frozen=True, slots=True)
class Deadline:
    """When a measure was to be finished.

    Attributes
    ----------
    measure : int
        Index of the measure.
    day : datetime.date
        The last day.
    said : Said
        Where it was read.
    words : str
        The words it was read from.
    """

    measure: int
    day: date
    said: Said
    words: str


def deadline(measure: int, told: Iterable[tuple[Said, str]]) -> Deadline | None:
    """Return a measure's deadline by the first of the texts that names a day, or None.

    Parameters
    ----------
    measure : int
        Index of the measure.
    told : iterable of (Said, str)
        What is said of its end, the most trustworthy first.
    """
    for said, words in told:
        if not words:
            continue
        day = promised_day(words) if said is Said.REMARK else last_day(words)
        if day is not None:
            return Deadline(measure, day, said, words)
    return None


OVER = frozenset({"completed", "dropped"})
"""Codes of ``measure-status`` after which nothing is due."""


def overdue(deadlines: Iterable[Deadline], statuses: Mapping[int, str], today: date) -> list[Deadline]:
    """Return the deadlines that have passed without the measure being finished or dropped.

    Parameters
    ----------
    deadlines : iterable of Deadline
        What was due when.
    statuses : mapping of int to str
        Code of ``measure-status`` of the measures that have one; one without may be overdue.
    today : datetime.date
        The day that counts.

    Returns
    -------
    list of Deadline
        The longest overdue first.
    """
    late = (each for each in deadlines if each.day < today and statuses.get(each.measure) not in OVER)
    return sorted(late, key=lambda each: (each.day, each.measure))
