"""The parts of a JSON document of CONSUL Democracy, one after the other, whatever its size.

A GraphQL answer holds connections (``data.proposals.edges[].node`` or ``data.proposals.nodes[]``) or
single things (``data.proposal``); several answers may stand in a list or one after the other. A
JSON list holds the things themselves.
"""

from __future__ import annotations

import codecs
import io
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from typing import BinaryIO

import ijson

from querbezug.graph.errors import SourceError
from querbezug.graph.readers.base import SourceFile
from querbezug.graph.readers.consul.entry import meaning, subject_of

_DEEPEST = 60
_MOST_EVENTS = 2_000
_LONGEST_FAULT = 200
_PLURAL_DEPTHS = {("edges", "item", "node"), ("nodes", "item")}
_STARTS = {"start_map", "start_array"}
_ENDS = {"end_map", "end_array"}

Event = tuple[tuple[str, ...], str, object]


class Shape(StrEnum):
    """What the document is."""

    ANSWER = "answer"
    LIST = "list"


@dataclass(frozen=True, slots=True)
class Part:
    """One object of the document, and the name of the connection it stands in."""

    connection: str
    node: object


@dataclass(frozen=True, slots=True)
class MoreToCome:
    """The connection says that there is more than the document holds."""

    connection: str


@dataclass(frozen=True, slots=True)
class Fault:
    """The platform says that it could not answer in full."""

    said: str


def shape_of(head: bytes) -> Shape | None:
    """Tell from the first bytes whether a document is of CONSUL Democracy; never raises."""
    keys: list[str] = []
    try:
        for count, (path, event, _) in enumerate(_events(io.BytesIO(head.removeprefix(codecs.BOM_UTF8)))):
            place = _within_answer(path)
            if (
                place[:1] == ("data",)
                and len(place) > 1
                and event in _STARTS
                and meaning("connections", place[1])
            ):
                return Shape.ANSWER
            if path and path[0] == "item" and len(path) == 2:
                keys.append(path[1])
            if (path == ("item",) and event == "end_map") or count > _MOST_EVENTS:
                break
    except (ValueError, RecursionError, OverflowError, ijson.JSONError):
        pass  # the head ends within the document; what came before tells enough
    return Shape.LIST if keys and subject_of(dict.fromkeys(keys)) else None


def parts(source: SourceFile, shape: Shape) -> Iterator[Part | MoreToCome | Fault]:
    """Yield the parts of ``source`` in order.

    Raises
    ------
    SourceError
        If the document is no JSON.
    """
    with source.open() as stream:
        if source.head.startswith(codecs.BOM_UTF8):
            stream.read(len(codecs.BOM_UTF8))
        try:
            yield from _parts(_events(stream), shape)
        except (ValueError, OverflowError, ijson.JSONError) as error:
            raise SourceError("consul.broken-json", file=source.name) from error


def _parts(events: Iterator[Event], shape: Shape) -> Iterator[Part | MoreToCome | Fault]:
    builder: ijson.ObjectBuilder | None = None
    start: tuple[str, ...] = ()
    connection = ""
    for path, event, value in events:
        if builder is not None:
            builder.event(event, value)
            if event == "end_map" and path == start:
                yield Part(connection, builder.value)
                builder = None
        elif event == "start_map" and (found := _connection(path, shape)) is not None:
            builder, start, connection = ijson.ObjectBuilder(), path, found
            builder.event(event, value)
        elif value is True and path[-2:] == ("pageInfo", "hasNextPage"):
            yield MoreToCome(path[-3] if len(path) > 2 else "")
        elif event == "string" and path[-3:] == ("errors", "item", "message"):
            yield Fault(" ".join(str(value).split())[:_LONGEST_FAULT])


def _connection(path: tuple[str, ...], shape: Shape) -> str | None:
    """Return the connection in whose object ``path`` is; ``None`` if it is no such object."""
    if shape is Shape.LIST:
        return "" if path == ("item",) else None
    place = _within_answer(path)
    if place[:1] != ("data",) or len(place) < 2:
        return None
    is_single = len(place) == 2 and not place[1].endswith("s")
    return place[1] if is_single or place[2:] in _PLURAL_DEPTHS else None


def _within_answer(path: tuple[str, ...]) -> tuple[str, ...]:
    return path[1:] if path[:1] == ("item",) else path


def _events(stream: BinaryIO) -> Iterator[Event]:
    """Yield the events of a document with the path of each.

    Raises
    ------
    ValueError
        If things are nested deeper than any platform does.
    """
    path: list[str] = []
    for event, value in ijson.basic_parse(stream, multiple_values=True):
        if event == "map_key":
            path[-1] = str(value)
            yield tuple(path), event, value
            continue
        if event in _ENDS:
            path.pop()
        yield tuple(path), event, value
        if event in _STARTS:
            if len(path) >= _DEEPEST:
                raise ValueError("nested too deep")
            path.append("item" if event == "start_array" else "")
