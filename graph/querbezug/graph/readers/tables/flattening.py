"""From a nested JSON object to the cells of a row, named as platforms name the columns of their CSV."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal

from querbezug.graph.readers.tables.mending import clean
from querbezug.graph.readers.tables.row import Cell

MOST_CELLS = 2_000
DEEPEST = 20
_LARGEST_EXPONENT = 40


class FlatteningError(ValueError):
    """An object is nested too deep or has too many values for a row."""


def flatten(value: Mapping[str, object]) -> dict[str, Cell]:
    """Return the cells of ``value``: ``{"title": {"de": "Rad"}}`` has the column ``title/de``.

    Lists of plain values are tuples, the objects of a list have columns such as ``items/0/name``,
    and lists of lists stay JSON.

    Raises
    ------
    FlatteningError
        If there are too many levels or values.
    """
    cells: dict[str, Cell] = {}
    for name, cell in _cells("", value, 0):
        cells[name] = cell
        if len(cells) > MOST_CELLS:
            raise FlatteningError
    return cells


def _cells(name: str, value: object, depth: int) -> Iterator[tuple[str, Cell]]:
    if depth > DEEPEST:
        raise FlatteningError
    if isinstance(value, Mapping):
        for key, inner in value.items():
            plain = " ".join(clean(str(key)).split())
            yield from _cells(f"{name}/{plain}" if name else plain, inner, depth + 1)
    elif isinstance(value, list) and any(isinstance(entry, Mapping) for entry in value):
        for number, entry in enumerate(value):
            yield from _cells(f"{name}/{number}", entry, depth + 1)
    elif isinstance(value, list):
        yield name, _listed(value)
    else:
        yield name, scalar(value)


def _listed(values: Sequence[object]) -> Cell:
    if any(isinstance(value, list) for value in values):
        try:
            return clean(json.dumps(values, ensure_ascii=False, default=scalar))
        except RecursionError:
            raise FlatteningError from None
    return tuple(scalar(value) for value in values)


def scalar(value: object) -> str:
    """Return a plain JSON value as text; ``null`` is empty."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, float):
        return scalar(Decimal(repr(value)))
    if isinstance(value, Decimal):
        # 1E+400000000 written out would fill the memory.
        is_small = value.is_finite() and abs(value.adjusted()) < _LARGEST_EXPONENT
        return _plain(value) if is_small else str(value)
    if isinstance(value, int) and value.bit_length() > 1_000:
        raise FlatteningError
    return clean(str(value))


def _plain(number: Decimal) -> str:
    text = f"{number:f}"
    return text.rstrip("0").rstrip(".") or "0" if "." in text else text
