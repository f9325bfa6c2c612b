"""JSON: a list of objects, by itself or inside a wrapper, and one object in each line (JSONL)."""

from __future__ import annotations

import io
import json
from collections.abc import Iterable, Iterator, Mapping
from itertools import islice
from typing import BinaryIO, cast

import ijson

from querbezug.graph.errors import SourceError
from querbezug.graph.readers.base import Notice, SourceFile
from querbezug.graph.readers.tables.encoding import encoding_of, encoding_of_head, head_text, text_stream
from querbezug.graph.readers.tables.flattening import FlatteningError, flatten
from querbezug.graph.readers.tables.header import MOST_COLUMNS
from querbezug.graph.readers.tables.json_bytes import FAULTS, utf8_stream
from querbezug.graph.readers.tables.row import Row
from querbezug.graph.readers.tables.table import Table
from querbezug.ontology.strings import message

LONGEST_LINE = 4_000_000
_SAMPLED = 100
_SAMPLED_BYTES = 1 << 20
_DEEPEST_LIST = 4
_MOST_EVENTS = 5_000
_BUFFER = 1 << 16
_LOOKED_AT = 1 << 12
"""Bytes at a time where only the beginning counts: each bracket in them costs the depth it stands in."""


def open_objects(source: SourceFile, *, repair: bool) -> Table | None:
    """Return the table in ``source``, which begins with a bracket; ``None`` if there is none."""
    if _has_lines(source):
        return LinesTable(source, _columns(_sampled_lines(source)), repair=repair)
    prefix = _list_of_objects(source)
    if prefix is None:
        return None
    columns = _columns(_sampled_items(source, prefix))
    return ObjectsTable(source, columns, prefix, repair=repair) if columns else None


def _columns(items: Iterable[object]) -> tuple[str, ...]:
    names: dict[str, None] = {}
    for item in items:
        if isinstance(item, Mapping):
            try:
                names.update(dict.fromkeys(flatten(item)))
            except FlatteningError:
                continue
    return tuple(islice(names, MOST_COLUMNS))


class _Json(Table):
    decimal = "."

    def _encoding(self) -> str:
        return encoding_of(self.source)

    def _row(self, number: int, item: object) -> Row | Notice:
        if not isinstance(item, Mapping):
            return _left_out("tables.no-object", number)
        try:
            cells = flatten(item)
        except FlatteningError:
            return _left_out("tables.too-nested", number)
        return Row(number, dict.fromkeys(self.columns, "") | cells)


class LinesTable(_Json):
    """One JSON object in each line."""

    kind = "jsonl"

    def _rows(self) -> Iterator[Row | Notice]:
        with text_stream(self.source, self.encoding) as text:
            for number, line in _numbered_lines(text):
                if line is None:
                    yield _left_out("tables.line-too-long", number, limit=LONGEST_LINE)
                    continue
                if not line.strip():
                    continue
                try:
                    item = json.loads(line)
                except json.JSONDecodeError as error:
                    yield _left_out("tables.line-broken", number, column=error.colno)
                except (ValueError, RecursionError):
                    yield _left_out("tables.too-nested", number)
                else:
                    yield self._row(number, item)


def _numbered_lines(text: io.TextIOWrapper) -> Iterator[tuple[int, str | None]]:
    """Yield the lines with their numbers; ``None`` instead of one that is too long."""
    number = 0
    while line := text.readline(LONGEST_LINE):
        number += 1
        if len(line) < LONGEST_LINE or line.endswith(("\n", "\r")):
            yield number, line
            continue
        while (rest := text.readline(LONGEST_LINE)) and not rest.endswith(("\n", "\r")):
            pass
        yield number, None


def _has_lines(source: SourceFile) -> bool:
    """Say whether the first two lines that are not empty are an object each."""
    if not (head_text(source) or "").lstrip().startswith("{"):
        return False
    objects = 0
    with text_stream(source, encoding_of_head(source)) as text:
        try:
            for _, line in islice(_numbered_lines(text), _SAMPLED):
                if line is None or (line.strip() and not _begins_object(line, objects)):
                    return False
                objects += bool(line.strip())
                if objects > 1:
                    return True
        except UnicodeDecodeError:
            return False
    return objects == 1 and source.name.lower().endswith((".jsonl", ".ndjson"))


def _begins_object(line: str, objects: int) -> bool:
    if objects:  # a fault in a later line is told when it is read
        return line.lstrip().startswith("{")
    try:
        return isinstance(json.loads(line), dict)
    except (ValueError, RecursionError):
        return False


def _sampled_lines(source: SourceFile) -> Iterator[object]:
    with text_stream(source, encoding_of_head(source)) as text:
        try:
            for _, line in islice(_numbered_lines(text), _SAMPLED):
                if line and line.strip():
                    yield _loaded(line)
                if source.consumed > 2 * _SAMPLED_BYTES:
                    return
        except UnicodeDecodeError:
            return


def _loaded(line: str) -> object:
    try:
        return json.loads(line)
    except (ValueError, RecursionError):
        return None


class ObjectsTable(_Json):
    """A list of objects.

    Parameters
    ----------
    prefix : str
        Where the entries of the list stand, as :mod:`ijson` writes it: ``item``, ``data.item``.
    """

    kind = "json"

    def __init__(self, source: SourceFile, columns: tuple[str, ...], prefix: str, *, repair: bool) -> None:
        super().__init__(source, columns, repair=repair)
        self.prefix = prefix

    def _rows(self) -> Iterator[Row | Notice]:
        others: dict[str, None] = {}
        number = 0
        with utf8_stream(self.source, self.encoding) as stream:
            try:
                for number, item in enumerate(_items(stream, self.prefix, others), 1):
                    yield self._row(number, item)
            except FAULTS as error:
                raise SourceError("tables.json-broken", file=self.name, row=number + 1) from error
        for name in others:
            told = message("tables.other-list", name=name, read=self.prefix.removesuffix(".item"))
            yield Notice(told, path=name, left_out=True)


def _items(stream: BinaryIO, prefix: str, others: dict[str, None]) -> Iterator[object]:
    if prefix == "item":
        return cast("Iterator[object]", ijson.items(stream, prefix, buf_size=_BUFFER))
    events = _watched(ijson.parse(stream, buf_size=_BUFFER), prefix, others)
    return cast("Iterator[object]", ijson.items(events, prefix))


def _watched(
    events: Iterable[tuple[str, str, object]], prefix: str, others: dict[str, None]
) -> Iterator[tuple[str, str, object]]:
    """Pass ``events`` on and note which other lists of objects there are."""
    inside = f"{prefix}."
    for place, event, value in events:
        if event == "start_map" and place.endswith(".item") and place != prefix:
            outside = not place.startswith(inside) and len(others) < _SAMPLED
            if outside and not any(place.startswith(f"{other}.") for other in others):
                others[place.removesuffix(".item")] = None
        yield place, event, value


def _list_of_objects(source: SourceFile) -> str | None:
    """Return where the entries of the first list of objects stand."""
    opened: str | None = None
    with utf8_stream(source, encoding_of_head(source)) as stream:
        try:
            for place, event, _ in islice(ijson.parse(stream, buf_size=_LOOKED_AT), _MOST_EVENTS):
                if event == "start_map" and opened is not None:
                    return f"{opened}.item".lstrip(".")
                opened = place if event == "start_array" else None
                if place.count(".") >= _DEEPEST_LIST:
                    return None
        except FAULTS:
            return None
    return None


def _sampled_items(source: SourceFile, prefix: str) -> Iterator[object]:
    with utf8_stream(source, encoding_of_head(source)) as stream:
        try:
            for item in islice(_items(stream, prefix, {}), _SAMPLED):
                yield item
                if source.consumed > 2 * _SAMPLED_BYTES:
                    return
        except FAULTS:
            return


def _left_out(key: str, row: int, **values: object) -> Notice:
    return Notice(message(key, **values), row=row, left_out=True)
