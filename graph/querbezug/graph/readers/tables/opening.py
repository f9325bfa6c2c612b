"""Whether a file is a table, and which kind; found out once for each file."""

from __future__ import annotations

from querbezug.graph.errors import SourceError
from querbezug.graph.readers.base import SourceFile
from querbezug.graph.readers.tables.archive import is_old_office, is_zip, refuse_old_office
from querbezug.graph.readers.tables.encoding import head_text
from querbezug.graph.readers.tables.layout import layout_of
from querbezug.graph.readers.tables.objects import open_objects
from querbezug.graph.readers.tables.separated import SeparatedTable
from querbezug.graph.readers.tables.spreadsheet import open_spreadsheet
from querbezug.graph.readers.tables.table import Table

_KEPT = "opened_as_table"
_BINARY = (b"%PDF", b"\x89PNG", b"GIF8", b"\xff\xd8\xff", b"\x1f\x8b", b"SQLite format 3")


def table_of(source: SourceFile, *, repair: bool = False, sheet: str | None = None) -> Table | None:
    """Return the table that ``source`` is.

    Only the beginning is looked at, and the answer is kept with ``source``, so that many readers
    may ask.

    Parameters
    ----------
    source : SourceFile
        The file.
    repair : bool
        Repair text that was decoded wrongly instead of refusing it.
    sheet : str, optional
        The sheet of a workbook; else the first that has a header.

    Returns
    -------
    Table or None
        ``None`` if it is no table: prose, a page, a JSON object without a list of objects.

    Raises
    ------
    SourceError
        If it is an archive, encrypted, damaged, or not safe to unpack.
    """
    # Kept in the source itself: a table holds its source, and both shall go together.
    kept: dict[tuple[bool, str | None], Table | SourceError | None] = vars(source).setdefault(_KEPT, {})
    asked = (repair, sheet)
    if asked not in kept:
        try:
            kept[asked] = _open(source, repair=repair, sheet=sheet)
        except SourceError as error:
            kept[asked] = error
    found = kept[asked]
    if isinstance(found, SourceError):
        raise SourceError(found.message.key, **found.message.values)
    return found


def _open(source: SourceFile, *, repair: bool, sheet: str | None) -> Table | None:
    if is_zip(source):
        return open_spreadsheet(source, repair=repair, sheet=sheet)
    if is_old_office(source):
        raise refuse_old_office(source)
    if source.head.startswith(_BINARY):
        return None
    text = head_text(source)
    start = (text or "").lstrip()
    if not text or start.startswith("<"):
        return None
    if start.startswith(("{", "[")):
        return open_objects(source, repair=repair)
    layout = layout_of(text)
    return SeparatedTable(source, layout, repair=repair) if layout else None
