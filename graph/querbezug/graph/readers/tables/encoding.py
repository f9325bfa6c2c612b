"""The encoding of a text of any size, settled before its first row is read."""

from __future__ import annotations

import codecs
import io
import re
from collections.abc import Iterator

from querbezug.graph.errors import SourceError
from querbezug.graph.readers.base import SourceFile

LARGEST = 2_000_000_000
"""The most bytes a table may have."""

_CHUNK = 1 << 20
_MARKS: tuple[tuple[bytes, str, str], ...] = (
    (codecs.BOM_UTF8, "utf-8-sig", "UTF-8"),
    (codecs.BOM_UTF32_LE, "utf-32", "UTF-32"),
    (codecs.BOM_UTF32_BE, "utf-32", "UTF-32"),
    (codecs.BOM_UTF16_LE, "utf-16", "UTF-16"),
    (codecs.BOM_UTF16_BE, "utf-16", "UTF-16"),
)
_CODECS = {"UTF-8": "utf-8-sig", "UTF-16": "utf-16", "UTF-32": "utf-32", "Windows-1252": "cp1252"}
_GERMAN = frozenset("äöüßÄÖÜẞ„“”‚‘’–—…•·§°€²³½¼¾×´«»›‹\u00a0\u00adéèêëàáâçñíîïóôúûøåæœ©®™")
_LINE_END = re.compile(rb"\r\n|\n|\r")


def head_text(source: SourceFile) -> str | None:
    """Return the beginning of ``source`` as text, cut after a whole line; ``None`` if it is none."""
    head = source.head
    for mark, codec, _ in _MARKS:
        if head.startswith(mark):
            return _whole_lines(_decoded(head, codec), whole=source.size <= len(head))
    if b"\x00" in head:
        return None
    text = _decoded(head, "utf-8")
    if text is None:
        text = _decoded(head, "cp1252")
    return _whole_lines(text, whole=source.size <= len(head))


def encoding_of_head(source: SourceFile) -> str:
    """Return the encoding that the beginning of ``source`` is in; the rest may tell otherwise."""
    for mark, _, name in _MARKS:
        if source.head.startswith(mark):
            return name
    return "Windows-1252" if _decoded(source.head, "utf-8") is None else "UTF-8"


def _decoded(head: bytes, codec: str) -> str | None:
    try:
        return codecs.getincrementaldecoder(codec)().decode(head).removeprefix("\ufeff")
    except UnicodeDecodeError:
        return None


def _whole_lines(text: str | None, *, whole: bool) -> str | None:
    if text is None or whole:
        return text
    end = max(text.rfind("\n"), text.rfind("\r"))
    return text[: end + 1] if end >= 0 else text


def encoding_of(source: SourceFile) -> str:
    """Return the name of the encoding of ``source``, having gone through all of it.

    Raises
    ------
    SourceError
        If it is too large, binary, or in no encoding that can be told for certain.
    """
    if source.size > LARGEST:
        raise SourceError("reading.too-large", file=source.name, limit=LARGEST // 1_000_000)
    for mark, codec, name in _MARKS:
        if source.head.startswith(mark):
            _check(source, codec, name)
            return name
    return "UTF-8" if _is_utf8(source) else _windows_1252(source)


def text_stream(source: SourceFile, encoding: str) -> io.TextIOWrapper:
    """Open ``source`` as text whose line ends stay as they are."""
    return io.TextIOWrapper(source.open(), encoding=_CODECS[encoding], newline="")


def _check(source: SourceFile, codec: str, name: str) -> None:
    decoder = codecs.getincrementaldecoder(codec)()
    offset = 0
    for chunk in _chunks(source):
        try:
            decoder.decode(chunk, final=not chunk)
        except UnicodeDecodeError as error:
            raise _fault("reading.broken-encoding", source, offset + error.start, name) from error
        offset += len(chunk)


def _is_utf8(source: SourceFile) -> bool:
    """Say whether all of ``source`` is UTF-8; refuse what is UTF-8 in part only."""
    decoder = codecs.getincrementaldecoder("utf-8")()
    offset, pending, beyond_ascii = 0, 0, False
    for chunk in _chunks(source):
        if b"\x00" in chunk:
            raise _nul(source, offset + chunk.index(0))
        try:
            text = decoder.decode(chunk, final=not chunk)
        except UnicodeDecodeError as error:
            sound = error.object[: error.start]
            if beyond_ascii or not sound.isascii():
                fault = offset - pending + error.start
                raise _fault("reading.mixed-encoding", source, fault) from error
            return False
        beyond_ascii = beyond_ascii or not text.isascii()
        pending = len(decoder.getstate()[0])
        offset += len(chunk)
    return True


def _windows_1252(source: SourceFile) -> str:
    offset, first, german, beyond = 0, -1, 0, 0
    for chunk in _chunks(source):
        if b"\x00" in chunk:
            raise _nul(source, offset + chunk.index(0))
        try:
            text = chunk.decode("cp1252")
        except UnicodeDecodeError as error:
            raise _fault("reading.unknown-encoding", source, offset + error.start) from error
        for position, character in enumerate(text) if not text.isascii() else ():
            if character > "\x7f":
                first = offset + position if first < 0 else first
                beyond += 1
                german += character in _GERMAN
        offset += len(chunk)
    if german * 2 < beyond:
        raise _fault("reading.unknown-encoding", source, max(first, 0))
    return "Windows-1252"


def _chunks(source: SourceFile) -> Iterator[bytes]:
    """Yield the bytes, and nothing at the very end."""
    with source.open() as stream:
        while chunk := stream.read(_CHUNK):
            yield chunk
    yield b""


def _nul(source: SourceFile, offset: int) -> SourceError:
    """Tell UTF-16 without its mark, where every second byte is NUL, from binary data."""
    sample = source.head[:4096]
    halves = (sample[0::2], sample[1::2])
    if any(half.count(0) * 2 > len(half) for half in halves) and not all(half.count(0) for half in halves):
        return SourceError("reading.utf16-without-bom", file=source.name)
    return SourceError("reading.binary", file=source.name, line=_line(source, offset))


def _fault(key: str, source: SourceFile, offset: int, encoding: str = "UTF-8") -> SourceError:
    line = _line(source, offset)
    return SourceError(key, file=source.name, offset=offset + 1, line=line, encoding=encoding)


def _line(source: SourceFile, offset: int) -> int:
    """Return the line that the byte ``offset`` stands on."""
    lines, after_cr = 1, False
    with source.open() as stream:
        for size in _portions(offset):
            chunk = stream.read(size)
            lines += len(_LINE_END.findall(chunk)) - (after_cr and chunk.startswith(b"\n"))
            after_cr = chunk.endswith(b"\r")
    return lines


def _portions(total: int) -> Iterator[int]:
    while total > 0:
        yield min(total, _CHUNK)
        total -= _CHUNK
