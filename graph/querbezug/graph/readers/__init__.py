"""The formats that can be read, and the choice among them by content."""

from __future__ import annotations

import json

from querbezug.graph.errors import SourceError
from querbezug.graph.readers.base import Reader, SourceFile
from querbezug.graph.readers.decoding import decode, refuse_binary
from querbezug.graph.readers.participation_page import ParticipationPageReader
from querbezug.graph.readers.planning_register import PlanningRegisterReader

READERS: tuple[Reader, ...] = (PlanningRegisterReader(), ParticipationPageReader())

__all__ = ["READERS", "reader_for"]


def reader_for(source: SourceFile) -> Reader:
    """Return the reader whose format ``source`` has, told by its content.

    Raises
    ------
    SourceError
        If the source is empty or binary, or no reader recognises it; the sentence says what it
        seems to be and what can be read.
    """
    refuse_binary(source)
    for reader in READERS:
        if reader.recognises(source):
            return reader
    raise _unknown(source)


def _unknown(source: SourceFile) -> SourceError:
    try:
        start = decode(source).text.lstrip()
    except SourceError as error:
        return error
    formats = ", ".join(reader.name for reader in READERS)
    if start.startswith(("{", "[")) and (refusal := _json_refusal(source.name, start, formats)):
        return refusal
    if start.startswith("<"):
        return SourceError("reading.markup", file=source.name)
    return SourceError("reading.unknown-format", file=source.name, formats=formats)


def _json_refusal(file: str, text: str, formats: str) -> SourceError | None:
    """Tell JSON that is no register, and broken JSON, from text that begins with a bracket."""
    try:
        json.loads(text)
    except json.JSONDecodeError as error:
        if not text.startswith("{"):
            return None
        return SourceError("reading.json-broken", file=file, line=error.lineno, column=error.colno)
    except (RecursionError, ValueError):
        pass  # nested too deep, or a number too long: JSON all the same
    return SourceError("reading.json-no-register", file=file, formats=formats)
