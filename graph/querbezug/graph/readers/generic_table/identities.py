"""Which thing a row is about, and what its name is."""

from __future__ import annotations

from querbezug.graph.readers.generic_table.values import Values
from querbezug.graph.readers.keys import url_ref
from querbezug.graph.readers.tables import RowError
from querbezug.graph.records import Kind, Ref


def identity(values: Values, kind: Kind, label: str = "") -> tuple[Ref, tuple[Ref, ...]]:
    """Return the reference of the record and other references to the same thing."""
    setup = values.setup
    page = values.page
    if values.mapping.kennung:
        parts = [values.first("kennung")] if len(values.mapping.kennung) == 1 else _parts(values)
        if all(parts):
            ref = setup.context.thing(kind, setup.scope, setup.type_word(kind), *parts)
            return ref, (url_ref(kind, page),) if page else ()
    if page:
        return url_ref(kind, page), ()
    if values.mapping.kennung:
        raise RowError("tables.row-no-id", field=values.column("kennung"))
    if values.mapping.adresse:
        raise RowError("tables.row-no-address", field=values.column("adresse"))
    return setup.worded(kind, label), ()


def _parts(values: Values) -> list[str]:
    return [value for value, _ in values.entries("kennung")] if _is_whole(values) else [""]


def _is_whole(values: Values) -> bool:
    return len(list(values.entries("kennung"))) == len(values.mapping.kennung or ())


def dependent_identity(values: Values, kind: Kind, about: Ref | None) -> tuple[Ref, tuple[Ref, ...]]:
    """Return the reference of what has no number of its own but tells what it is about."""
    if values.mapping.kennung or values.mapping.adresse:
        return identity(values, kind)
    if about is None:
        raise RowError("tables.row-no-subject", field=values.column("gegenstand"))
    setup = values.setup
    parts = (setup.type_word(kind), about.kind.value, about.key, values.first("zeitraum"))
    return setup.context.thing(kind, setup.scope, *parts), ()


def named(values: Values, text: str = "") -> str:
    """Return the name of the thing, else the first words of ``text``.

    Raises
    ------
    RowError
        If there is neither.
    """
    title = values.title(text)
    if not title:
        raise RowError("tables.row-no-name", field=values.column("bezeichnung"))
    return title


def not_itself(other: Ref | None, ref: Ref) -> Ref | None:
    """Return ``other`` unless it is the thing ``ref`` itself."""
    return None if other == ref else other
