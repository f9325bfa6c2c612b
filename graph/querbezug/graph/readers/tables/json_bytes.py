"""JSON as the bytes that :mod:`ijson` can be given: UTF-8 without a mark, and no endless numbers."""

from __future__ import annotations

import io
from typing import BinaryIO

import ijson

from querbezug.graph.readers.base import SourceFile
from querbezug.graph.readers.tables.encoding import text_stream

FAULTS = (ijson.JSONError, ArithmeticError, RecursionError, ValueError)
"""What going through broken JSON may raise; a number such as 1E+9999999999999999999 is the second."""

_BUFFER = 1 << 16
_BOM = b"\xef\xbb\xbf"
_MOST_DIGITS = 1_000
_ENDLESS = b"0" * _MOST_DIGITS
_DIGITS = bytes(ord("0") if ord("0") <= code <= ord("9") else ord(" ") for code in range(256))


def utf8_stream(source: SourceFile, encoding: str) -> BinaryIO:
    """Open the JSON in ``source`` for :mod:`ijson`; reading raises one of :data:`FAULTS`."""
    if encoding != "UTF-8":
        recoded = _Recoded(text_stream(source, encoding))
        return io.BufferedReader(_Guarded(io.BufferedReader(recoded, _BUFFER)), _BUFFER)
    stream = source.open()
    if source.head.startswith(_BOM):
        stream.read(len(_BOM))
    return io.BufferedReader(_Guarded(stream), _BUFFER)


class _Guarded(io.RawIOBase):
    """Passes bytes on unless a number in them has more digits than any number needs.

    The parser in C takes down the whole process at a whole number of more than 4,300 digits.
    """

    def __init__(self, stream: BinaryIO) -> None:
        self._stream = stream
        self._kept = b""

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: memoryview) -> int:  # type: ignore[override]
        data = self._stream.read(len(buffer))
        digits = self._kept + data.translate(_DIGITS)
        if _ENDLESS in digits:
            raise ValueError
        self._kept = digits[-_MOST_DIGITS:]
        buffer[: len(data)] = data
        return len(data)

    def close(self) -> None:
        self._stream.close()
        super().close()


class _Recoded(io.RawIOBase):
    """A text in another encoding, as UTF-8."""

    def __init__(self, text: io.TextIOWrapper) -> None:
        self._text = text

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: memoryview) -> int:  # type: ignore[override]
        # A character has at most four bytes.
        data = self._text.read(max(1, len(buffer) // 4)).encode("utf-8", "replace")
        buffer[: len(data)] = data
        return len(data)

    def close(self) -> None:
        self._text.close()
        super().close()
