"""What several kinds of records share: how far a measure is, and the page of a thing."""

from __future__ import annotations

from collections.abc import Mapping

from querbezug.graph.readers.generic_table.values import Values

_STATUS: Mapping[str, str] = {
    "vorgeschlagen": "proposed",
    "beschlossen": "adopted",
    "in-umsetzung": "running",
    "abgeschlossen": "completed",
    "verworfen": "dropped",
}


def progress(values: Values) -> tuple[str | None, str | None]:
    """Return the code of the progress, and its wording where there is no code for it."""
    for value, field in values.entries("umsetzungsstand"):
        code = _STATUS.get(value.casefold())
        if code is None and value in _STATUS.values():
            code = value
        if code is None:
            values.tell("tables.unknown-status", field, value)
        return code, None if code else values.label_of(value, field)
    return None, None


def pages(values: Values) -> tuple[str, ...]:
    """Return the web address of the thing: one or none."""
    page = values.page
    return (page,) if page else ()
