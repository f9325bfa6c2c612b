"""The reader of GeoJSON: what the interface of DIPAS (PDS) and its old map layer give out."""

from __future__ import annotations

from collections.abc import Iterator
from typing import BinaryIO

import ijson
from ijson.common import ObjectBuilder

from querbezug.graph.errors import SourceError
from querbezug.graph.readers.base import Notice, ReadOptions, SourceFile, Stream
from querbezug.graph.readers.context import SourceContext
from querbezug.graph.readers.dipas.features import FeatureConversion, is_of_dipas
from querbezug.graph.readers.tables.json_bytes import FAULTS, utf8_stream
from querbezug.graph.records import AnyRecord
from querbezug.ontology.strings import message

_BOM = b"\xef\xbb\xbf"
_ENCODING = "UTF-8"
_LARGEST_FIRST = 4_000_000
_SMALL_STEPS = 4096
_END = object()
_STARTS = frozenset({"start_map", "start_array"})
_ENDS = frozenset({"end_map", "end_array"})
_IN_COLLECTION, _IN_LIST = 1, 2


class DipasLayerReader:
    """GeoJSON from DIPAS; read feature by feature, so that it can be of any size."""

    name = "dipas-geojson"
    version = "1"

    def recognises(self, source: SourceFile) -> bool:
        """Say whether the first feature has the properties of one from DIPAS."""
        try:
            head = source.head
            if not head.removeprefix(_BOM).lstrip().startswith(b"{") or b'"features"' not in head:
                return False
            keys = _first_keys(head)
            if not is_of_dipas(keys) and source.size > len(head):
                # The area of a project is drawn with more corners than the head can hold.
                with source.open() as stream:
                    keys = _first_keys(stream.read(_LARGEST_FIRST))
        except OSError:
            return False
        return is_of_dipas(keys)

    def read(self, source: SourceFile, options: ReadOptions) -> Stream:
        """Read feature by feature.

        Raises
        ------
        querbezug.graph.errors.QuerbezugError
            If no key can be made from the file's name, the note is broken, or, while it is gone
            through, the JSON is.
        """
        context = SourceContext.of(source, options)
        return Stream(context.info(self.name, self.version), _items(context))


def _first_keys(data: bytes) -> frozenset[str]:
    """Return the names of the properties of the first feature, as far as ``data`` has it."""
    keys: set[str] = set()
    path: list[str] = []
    events = ijson.basic_parse(utf8_stream(SourceFile("", data), _ENCODING), buf_size=_SMALL_STEPS)
    try:
        for event, value in events:
            if event == "map_key":
                path[-1] = value
                if path[:-1] == ["features", "", "properties"]:
                    keys.add(value)
            elif event in _STARTS:
                path.append("")
            elif event in _ENDS:
                path.pop()
                if path == ["features", ""]:
                    break
    except FAULTS:
        pass  # the head ends within the first feature
    return frozenset(keys)


def _items(context: SourceContext) -> Iterator[AnyRecord | Notice]:
    conversion = FeatureConversion(context)
    number = 0
    with utf8_stream(context.source, _ENCODING) as stream:
        features = _features(stream)
        while True:
            try:
                feature = next(features, _END)
            except FAULTS as error:
                raise SourceError("dipas.json-broken", file=context.source.name, count=number) from error
            if feature is _END:
                break
            number += 1
            yield from conversion.feature(feature, number)
    if not number:
        yield Notice(message("dipas.no-features"))


def _features(stream: BinaryIO) -> Iterator[object]:
    """Yield the entries of the list ``features`` one by one, in time that grows with their size only."""
    depth, key, listed = 0, "", False
    builder = ObjectBuilder()
    for event, value in ijson.basic_parse(stream, use_float=True):
        depth -= event in _ENDS
        if depth == _IN_COLLECTION:
            key = value if event == "map_key" else key
            listed = event == "start_array" and key == "features"
        elif listed:
            builder.event(event, value)
            if depth == _IN_LIST and event not in _STARTS:
                yield builder.value
                builder = ObjectBuilder()
        depth += event in _STARTS
