"""The objects of an OParl file one after the other: a page of a list, a plain list, or one object."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import BinaryIO

import ijson
from ijson.common import ObjectBuilder

from querbezug.graph.errors import SourceError
from querbezug.graph.readers.base import WHOLE_LIMIT, SourceFile
from querbezug.graph.readers.tables.json_bytes import FAULTS, utf8_stream

MOST_LEVELS = 60
_NEXT = ".".join(("links", "next"))
_MARK = b"\xef\xbb\xbf"
_TYPE = re.compile(rb'"type"\s*:\s*"https?:(?:\\?/){2}schema\.oparl\.org\\?/1\.')


class NextPage(str):
    """The address of the page after this one."""

    __slots__ = ()


def looks_like_oparl(source: SourceFile) -> bool:
    """Say whether the content begins like JSON with OParl's types."""
    head = source.head.removeprefix(_MARK).lstrip()
    return head[:1] in {b"{", b"["} and _TYPE.search(head) is not None


def elements(source: SourceFile) -> Iterator[object]:
    """Yield what the list holds, or the one object there is, and a :class:`NextPage` where one is named.

    Raises
    ------
    SourceError
        If the content is no complete JSON, is nested too deep, or is one object that is too large.
    """
    count = 0
    try:
        with utf8_stream(source, "UTF-8") as stream:
            wanted = _prefix(stream)
        if wanted == "" and source.size > WHOLE_LIMIT:
            raise SourceError("reading.too-large", file=source.name, limit=WHOLE_LIMIT // 1_000_000)
        with utf8_stream(source, "UTF-8") as stream:
            for element in _built(source, stream, wanted):
                yield element
                count += 1
    except FAULTS as error:
        raise SourceError("oparl.broken", file=source.name, count=count) from error


def _prefix(stream: BinaryIO) -> str:
    """Return where the objects are: under ``data.item``, ``item``, or the content itself is one."""
    last = ""
    for prefix, event, value in ijson.parse(stream):
        if prefix == "" and event == "start_array":
            return "item"
        if prefix == "" and event == "map_key":
            last = value
        elif last == "data" and prefix == "data":
            return "data.item" if event == "start_array" else ""
        elif last == "type" and prefix == "type":
            return ""
    return ""


def _built(source: SourceFile, stream: BinaryIO, wanted: str) -> Iterator[object]:
    builder: ObjectBuilder | None = None
    depth = 0
    for prefix, event, value in ijson.parse(stream):
        opens, closes = event.startswith("start_"), event.startswith("end_")
        if builder is None and prefix == wanted and event != "end_array":
            if not opens:
                yield value
                continue
            builder, depth = ObjectBuilder(), 0
        if builder is not None:
            builder.event(event, value)
            depth += opens - closes
            if depth > MOST_LEVELS:
                raise SourceError("oparl.too-deep", file=source.name, limit=MOST_LEVELS)
            if not depth:
                yield builder.value
                builder = None
        elif prefix == _NEXT and event == "string":
            yield NextPage(value)
