"""What a table looks like to someone who does not know it: its columns, their types, a few values."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import islice

from querbezug.graph.errors import SourceError
from querbezug.graph.readers import privacy
from querbezug.graph.readers.base import SourceFile
from querbezug.graph.readers.keys import is_address
from querbezug.graph.readers.tables import Row, Table, is_personal, table_of
from querbezug.graph.readers.tables.values import parse_coordinate, parse_date, parse_int, parse_number
from querbezug.graph.readers.wording import label
from querbezug.graph.records import Origin
from querbezug.ontology.strings import Message, message

LOOKED_AT = 500
"""How many rows are looked at."""

SAMPLES = 3
_LONGEST_SAMPLE = 60
_LONGEST_IDENTIFIER = 40
_LONGEST_CATEGORY = 60
_MOST_CATEGORIES = 50
_SHARE_OF_PERSONS = 0.3
_SHARE_OF_CATEGORIES = 0.5
_FEWEST_OF_CATEGORIES = 4
_COORDINATE = re.compile(
    r"(?:^|[\W_])(?:lat|lon|lng|latitude|longitude|breite|l(?:ä|ae)nge|breitengrad|l(?:ä|ae)ngengrad|x|y)(?:$|[\W_])",
    re.IGNORECASE,
)
_WORD_OF_IDENTIFIER = re.compile(
    r"(?:^|[\W_])(?:id|nr|no|nummer|number|kennung|kürzel|code|key|ref|referenznr|schlüssel)(?:$|[\W_])",
    re.IGNORECASE,
)
_SIGN = re.compile(r"[.,]")
_DIGIT = re.compile(r"[0-9]")
_PLAIN_NUMBER = re.compile(r"[0-9]+")
_WORD_OF_DATE = re.compile(r"jahr|year|dat|zeit|time|erstellt|created|beginn|ende|start|_at\b", re.IGNORECASE)


class ColumnType(StrEnum):
    """What the values of a column seem to be."""

    DATE = "date"
    NUMBER = "number"
    DECIMAL = "decimal"
    COORDINATE = "coordinate"
    ADDRESS = "address"
    TEXT = "text"
    IDENTIFIER = "identifier"
    CATEGORY = "category"
    PERSONAL = "personal"
    EMPTY = "empty"

    @property
    def message(self) -> Message:
        """The name of the type, to be shown."""
        return message(f"tables.type-{self.value}")


_WITH_DECIMALS = frozenset({ColumnType.DECIMAL, ColumnType.COORDINATE})


@dataclass(frozen=True, slots=True)
class Column:
    """One column.

    Attributes
    ----------
    samples : tuple of str
        Up to three different values, short and with personal data masked; none of a column about
        persons.
    filled : int
        How many of the rows looked at have a value.
    is_flag : bool
        Whether all values are 0 or 1.
    """

    name: str
    type: ColumnType
    samples: tuple[str, ...] = ()
    filled: int = 0
    is_flag: bool = False


@dataclass(frozen=True, slots=True)
class Description:
    """A table as ``querbezug inspect`` shows it.

    Attributes
    ----------
    kind : str
        ``csv``, ``xlsx``, ``json`` or ``jsonl``.
    rows : int
        How many rows were looked at, at most :data:`LOOKED_AT`.
    """

    name: str
    kind: str
    encoding: str
    separator: str | None
    sheet: str | None
    columns: tuple[Column, ...]
    rows: int

    @property
    def decimal_sign(self) -> str | None:
        """What stands before the decimals: ``","``, ``"."``, or ``None`` where no number has any."""
        numbers = (column for column in self.columns if column.type in _WITH_DECIMALS)
        signs = [
            found[-1] for column in numbers for value in column.samples if (found := _SIGN.findall(value))
        ]
        return max(sorted(set(signs)), key=signs.count, default=None)


def describe(source: SourceFile) -> Description:
    """Return what the table in ``source`` looks like, from its first rows.

    Raises
    ------
    querbezug.graph.errors.SourceError
        If ``source`` is no table, or one that is refused.
    """
    table = table_of(source)
    if table is None:
        raise SourceError("tables.no-table", file=source.name)
    rows = list(islice((item for item in table.rows() if isinstance(item, Row)), LOOKED_AT))
    return Description(
        name=table.name,
        kind=table.kind,
        encoding=table.encoding,
        separator=table.separator,
        sheet=table.sheet,
        columns=tuple(_column(name, rows, table) for name in table.columns),
        rows=len(rows),
    )


def _column(name: str, rows: Sequence[Row], table: Table) -> Column:
    values = [value for row in rows if (value := row.text(name))]
    kind = _type_of(name, values, len(rows), table.decimal)
    if kind is ColumnType.PERSONAL:
        return Column(name, kind, filled=len(values))
    samples = tuple(_sample(value) for value in islice(dict.fromkeys(values), SAMPLES))
    is_flag = bool(values) and set(values) <= {"0", "1", "true", "false"}
    return Column(name, kind, samples, len(values), is_flag)


def _sample(value: str) -> str:
    text = label(value, Origin()).text
    return text if len(text) <= _LONGEST_SAMPLE else text[: _LONGEST_SAMPLE - 1] + "…"


def _type_of(name: str, values: list[str], rows: int, decimal: str | None) -> ColumnType:
    if is_personal(name) or _are_persons(values):
        return ColumnType.PERSONAL
    if not values:
        return ColumnType.EMPTY
    tests: tuple[tuple[ColumnType, Callable[[], bool]], ...] = (
        (ColumnType.ADDRESS, lambda: all(map(is_address, values))),
        (ColumnType.COORDINATE, lambda: _are_coordinates(name, values)),
        (ColumnType.DATE, lambda: _are_dates(name, values)),
        (ColumnType.IDENTIFIER, lambda: _are_identifiers(name, values, rows)),
        (ColumnType.NUMBER, lambda: all(parse_int(value, decimal) is not None for value in values)),
        (ColumnType.DECIMAL, lambda: all(parse_number(value, decimal) is not None for value in values)),
        (ColumnType.CATEGORY, lambda: _are_categories(values)),
    )
    return next((kind for kind, holds in tests if holds()), ColumnType.TEXT)


def _are_persons(values: list[str]) -> bool:
    """Say whether many values are an e-mail address or a telephone number and little else."""
    short = [value for value in values if len(value) <= _LONGEST_CATEGORY]
    found = sum(bool(privacy.mask(value).findings) for value in short)
    return bool(short) and found > len(values) * _SHARE_OF_PERSONS


def _are_coordinates(name: str, values: list[str]) -> bool:
    return bool(_COORDINATE.search(name)) and all(parse_coordinate("1", value) for value in values)


def _are_dates(name: str, values: list[str]) -> bool:
    if not all(map(parse_date, values)):
        return False
    # 2023 may be a year or a number; the name of the column tells.
    are_numbers = all(map(_PLAIN_NUMBER.fullmatch, values))
    return not are_numbers or bool(_WORD_OF_DATE.search(name))


def _are_identifiers(name: str, values: list[str], rows: int) -> bool:
    if len(values) < rows or len(set(values)) < rows:
        return False
    if any(len(value) > _LONGEST_IDENTIFIER or len(value.split()) > 1 for value in values):
        return False
    # Numbers count something, and words name something, unless the column says otherwise.
    return bool(_WORD_OF_IDENTIFIER.search(name)) or (
        all(map(_DIGIT.search, values)) and not any(parse_number(value) is not None for value in values)
    )


def _are_categories(values: list[str]) -> bool:
    different = len(set(values))
    if different > _MOST_CATEGORIES or any(len(value) > _LONGEST_CATEGORY for value in values):
        return False
    return len(values) >= _FEWEST_OF_CATEGORIES and different <= len(values) * _SHARE_OF_CATEGORIES
