"""One measure as a table of two columns: key and value, parted by a pipe or by wide space."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from decimal import Decimal

from querbezug.graph.readers.web_page.blocks import Block, Page
from querbezug.graph.readers.web_page.records import Records
from querbezug.graph.readers.web_page.shapes.base import share
from querbezug.graph.readers.web_page.words import words
from querbezug.graph.records import Kind, Ref

_FEWEST = 3
_LIST = re.compile(r"\s?;\s?|\s?•\s?|\n")
_NAMES = re.compile(r"\s?[;,]\s?| und |\n")
_MONEY = re.compile(
    r"(?:ca\.|rund|etwa)?\s?(?P<number>\d{1,3}(?:\.\d{3}){0,4}|\d{1,12})(?:,(?P<cents>\d{2}|-))?\s?(?P<unit>€|EUR|Euro)"
)
_MILLIONS = re.compile(
    r"(?:ca\.|rund|etwa)?\s?(?P<number>\d{1,6}(?:,\d{1,3})?)\s?(?P<unit>Mio|Mrd|Tsd)\.?\s?(?:€|EUR|Euro)"
)
_UNITS = {"Tsd": 10**3, "Mio": 10**6, "Mrd": 10**9}


@dataclass(slots=True)
class _Facts:
    values: dict[str, tuple[str, Block]] = field(default_factory=dict)
    others: list[Block] = field(default_factory=list)

    @property
    def known(self) -> int:
        """How many rows have a known key."""
        return len(self.values) + len(self.others)


class FactSheet:
    """The facts of one measure; a table without a measure's title is not one."""

    name = "steckbrief"

    def recognise(self, page: Page) -> float:
        """Ask for three known keys, one of them the title of a measure."""
        found = facts(page)
        if found is None or "title" not in found.values:
            return 0.0
        return share(page, found.known)

    def records(self, page: Page, records: Records) -> None:
        """Add the measure."""
        found = facts(page)
        if found is None or "title" not in found.values:
            return
        page.use(*(block for _, block in found.values.values()))
        for block in found.others:
            page.passed.add("fact", block.line)
            page.use(block)
        title, block = found.values["title"]
        themes = _each(found, "theme", lambda text, line: records.theme(Kind.FIELD, text, line))
        goals = _each(found, "goal", lambda text, line: records.goal(text, line))
        records.measure(
            title,
            block.line,
            code=_text(found, "code"),
            category=words().measure_kind([block.cells[0]]),
            description=_text(found, "description"),
            themes=themes,
            goals=goals,
            places=_places(found, records),
            responsible=_responsible(found, page, records),
            status_note=_text(found, "status"),
            period=_text(found, "period"),
            cost_eur=euros(_text(found, "cost") or ""),
        )


def facts(page: Page) -> _Facts | None:
    """Return the facts of ``page``, if at least three of its rows have a known key."""
    found = _Facts()
    for block in page.content:
        if len(block.cells) != 2 or not block.cells[1]:
            continue
        meaning = words().fact(block.cells[0])
        if meaning and meaning != "other" and meaning not in found.values:
            found.values[meaning] = (block.cells[1], block)
        elif meaning:
            found.others.append(block)
    return found if found.known >= _FEWEST else None


def euros(text: str) -> int | None:
    """Return whole euros, if ``text`` is an amount and nothing else.

    Examples
    --------
    >>> euros("1,8 Mio. Euro")
    1800000
    """
    plain = text.strip()
    if match := _MILLIONS.fullmatch(plain):
        return int(Decimal(match["number"].replace(",", ".")) * _UNITS[match["unit"]])
    if match := _MONEY.fullmatch(plain):
        return int(match["number"].replace(".", ""))
    return None


def _text(found: _Facts, name: str) -> str | None:
    return found.values[name][0] if name in found.values else None


def _each(found: _Facts, name: str, add: object) -> tuple[Ref, ...]:
    if name not in found.values:
        return ()
    text, block = found.values[name]
    return tuple(add(part, block.line) for part in _LIST.split(text) if part.strip())  # type: ignore[operator]


def _places(found: _Facts, records: Records) -> tuple[Ref, ...]:
    if "place" not in found.values:
        return ()
    text, block = found.values["place"]
    names = [text] if records.municipality(text, block.line) else _NAMES.split(text)
    return tuple(ref for name in names for ref in records.municipality(name, block.line))


def _responsible(found: _Facts, page: Page, records: Records) -> tuple[Ref, ...]:
    """Return the organisations that carry the measure; what may be a person's name is left out."""
    if "responsible" not in found.values:
        return ()
    text, block = found.values["responsible"]
    names = [name.strip() for name in re.split(r"\s?[;,]\s?|\n", text) if name.strip()]
    kept = [name for name in names if words().is_organisation(name)]
    if len(kept) < len(names):
        page.passed.add("person", block.line)
    return tuple(records.organisation(name, block.line) for name in kept)
