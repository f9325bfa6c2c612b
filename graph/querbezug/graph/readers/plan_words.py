"""How the columns of a plan table are called and what its colours mean, as ``plan_table.toml`` says."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

NEEDED = frozenset({"id", "title", "parent"})
TELLING = frozenset({"assessment", "priority", "potential"})

_YEARS = re.compile(r"(?<!\d)((?:19|20)\d\d)(?:\s?[/–-]\s?((?:19|20)?\d\d))?(?!\d)")


@dataclass(frozen=True, slots=True)
class Colour:
    """A colour of the traffic light.

    Attributes
    ----------
    judges : bool
        Whether it says how far something is; white does not.
    """

    word: str
    meaning: str = ""
    code: str | None = None
    judges: bool = True
    values: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class PlanWords:
    """All of it, compiled."""

    _columns: Mapping[str, str]
    _colours: Mapping[str, Colour]
    _report: re.Pattern[str]

    def roles(self, columns: Iterable[str]) -> Mapping[str, str]:
        """Return for each role the first of ``columns`` that plays it."""
        found: dict[str, str] = {}
        for column in columns:
            role = self._columns.get(column.strip(" *:").casefold())
            if role:
                found.setdefault(role, column)
        return found

    def colour(self, written: str) -> Colour | None:
        """Return the colour that ``written`` means, if it is a known one."""
        return self._colours.get(written.strip().casefold())

    def is_report(self, title: str) -> bool:
        """Say whether a row called ``title`` reports on a measure."""
        return self._report.fullmatch(title) is not None


@cache
def plan_words() -> PlanWords:
    """Return what ``plan_table.toml`` says."""
    text = files("querbezug.graph.readers").joinpath("plan_table.toml").read_text(encoding="utf-8")
    data = tomllib.loads(text)
    colours = [Colour(**{**entry, "values": tuple(entry["values"])}) for entry in data["colours"]]
    return PlanWords(
        {name.casefold(): role for role, names in data["columns"].items() for name in names},
        {value.casefold(): colour for colour in colours for value in colour.values},
        _report_pattern(data["reports"]["titles"]),
    )


def _report_pattern(titles: list[str]) -> re.Pattern[str]:
    when = r"(?:\s?:)?(?:\s(?:vom|zum|im|bis|am|in|Jahr))*\s?[0-9][0-9./ –-]{3,24}"
    return re.compile(rf"(?:{'|'.join(map(re.escape, titles))})(?:{when})?", re.IGNORECASE)


def period_of(title: str) -> str | None:
    """Return the year or years a title such as "Sachstand 2015 / 2016" names.

    Examples
    --------
    >>> period_of("Sachstand 2015 / 2016")
    '2015/2016'
    """
    found = _YEARS.search(title)
    if not found:
        return None
    first, last = found.groups()
    if not last:
        return str(first)
    return f"{first}/{last if len(last) == len(first) else first[:2] + last}"
