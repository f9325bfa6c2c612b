"""From one row to one record, for each kind of thing a table may list."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial

from querbezug.graph.readers.generic_table.contributions import comment, idea, report, response
from querbezug.graph.readers.generic_table.model import KINDS
from querbezug.graph.readers.generic_table.planning import goal, measure, organisation, place, theme
from querbezug.graph.readers.generic_table.references import References
from querbezug.graph.readers.generic_table.setup import THEME_KINDS
from querbezug.graph.readers.generic_table.values import Values
from querbezug.graph.readers.tables import RowError
from querbezug.graph.records import (
    Comment,
    Goal,
    Idea,
    Kind,
    Measure,
    Organisation,
    Place,
    Response,
    StatusReport,
    Theme,
)

Described = Measure | Idea | Comment | Response | StatusReport | Goal | Theme | Place | Organisation
"""What a row can be."""

_REPEATABLE = THEME_KINDS | {Kind.PLACE, Kind.ORGANISATION}


def build(values: Values, references: References) -> Described | None:
    """Return the record of a row; ``None`` for a theme, place or organisation told of before.

    Raises
    ------
    querbezug.graph.readers.tables.RowError
        If the row lacks what tells the thing from others, or repeats it.
    """
    kind = KINDS[values.mapping.art]
    record = _BUILDERS[kind](values, references)
    if values.setup.is_new(record.ref):
        return record
    if kind in _REPEATABLE:
        return None
    column = values.column("kennung") or values.column("adresse") or values.column("bezeichnung")
    raise RowError("tables.row-repeated", field=column)


_BUILDERS: Mapping[Kind, Callable[[Values, References], Described]] = {
    Kind.MEASURE: measure,
    Kind.IDEA: idea,
    Kind.COMMENT: comment,
    Kind.RESPONSE: response,
    Kind.REPORT: report,
    Kind.GOAL: goal,
    Kind.PLACE: place,
    Kind.ORGANISATION: organisation,
    **{kind: partial(theme, kind) for kind in THEME_KINDS},
}
