r"""From the bytes of a source to its text, refusing what is not text with a sentence that helps.

Nothing is repaired silently: what had to be guessed or taken out becomes a notice, and what
cannot be read for certain is refused. Line numbers are those an editor shows, so lines end at
``\n``, ``\r\n`` and ``\r`` only.
"""

from __future__ import annotations

import codecs
import re
from collections.abc import Iterator
from dataclasses import dataclass

import ftfy

from querbezug.graph.errors import SourceError
from querbezug.graph.readers.base import HEAD_BYTES, Notice, SourceFile
from querbezug.graph.readers.legibility import enciphered_line
from querbezug.ontology.strings import message

MAX_BYTES = 50_000_000

_LINE_END = re.compile(r"\r\n|\n|\r")
_BYTE_LINE_END = re.compile(rb"\r\n|\n|\r")
# What neither RDF/XML nor an editor can show: control characters, lone surrogates, non-characters.
_UNPRINTABLE = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff]"
)
_MOJIBAKE_CANDIDATE = re.compile("[ÂÃ][\u0080-\u00bfŒœŠšŸŽžƒˆ˜–—‘’‚“”„†‡•…‰‹›€™]|â€[\u0080-\u00bfœžŸ˜™š“”¦]")
_GERMAN_BEYOND_ASCII = frozenset("äöüßÄÖÜẞ„“”‚‘’–—…•·§°€²³½¼¾×´«»›‹\u00a0\u00adéèêëàáâçñíîïóôúûøåæœ©®™")
_SURE_MOJIBAKE = 3
_BINARY_SHARE = 0.02
# How much of a text is looked at for enciphered passages; paywalls come early.
_LEGIBLE_START = 2_000_000

_MAGIC: tuple[tuple[bytes, str], ...] = (
    (b"%PDF-", "reading.is-pdf"),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "reading.is-office"),
    (b"{\\rtf", "reading.is-document"),
    (b"\x1f\x8b", "reading.is-archive"),
    (b"BZh", "reading.is-archive"),
    (b"\xfd7zXZ\x00", "reading.is-archive"),
    (b"7z\xbc\xaf\x27\x1c", "reading.is-archive"),
    (b"Rar!\x1a\x07", "reading.is-archive"),
    (b"\x28\xb5\x2f\xfd", "reading.is-archive"),
    (b"\x89PNG\r\n\x1a\n", "reading.is-image"),
    (b"\xff\xd8\xff", "reading.is-image"),
    (b"GIF87a", "reading.is-image"),
    (b"GIF89a", "reading.is-image"),
    (b"II*\x00", "reading.is-image"),
    (b"MM\x00*", "reading.is-image"),
    (b"SQLite format 3\x00", "reading.is-database"),
    (b"PAR1", "reading.is-database"),
    (b"\x7fELF", "reading.is-program"),
    (b"MZ\x90\x00", "reading.is-program"),
)
_ZIP = (b"PK\x03\x04", b"PK\x05\x06", b"PK\x07\x08")
_ZIP_PARTS: tuple[tuple[bytes, str], ...] = (
    (b"xl/", "reading.is-spreadsheet"),
    (b"opendocument.spreadsheet", "reading.is-spreadsheet"),
    (b"word/", "reading.is-document"),
    (b"opendocument.text", "reading.is-document"),
    (b"ppt/", "reading.is-document"),
)
# The four-byte marks first: UTF-32's begins with UTF-16's.
_BYTE_ORDER_MARKS: tuple[tuple[bytes, str, str], ...] = (
    (codecs.BOM_UTF8, "utf-8-sig", "UTF-8"),
    (codecs.BOM_UTF32_LE, "utf-32", "UTF-32"),
    (codecs.BOM_UTF32_BE, "utf-32", "UTF-32"),
    (codecs.BOM_UTF16_LE, "utf-16", "UTF-16"),
    (codecs.BOM_UTF16_BE, "utf-16", "UTF-16"),
)


@dataclass(frozen=True, slots=True)
class Decoded:
    """The text of a source, the encoding it was in, and what the user should know about it."""

    text: str
    encoding: str
    notices: tuple[Notice, ...] = ()

    @property
    def lines(self) -> list[str]:
        """The lines without their ends."""
        return split_lines(self.text)


def split_lines(text: str) -> list[str]:
    """Split at line feeds and carriage returns only, as editors count lines.

    ``str.splitlines`` also splits at form feeds and U+2028, which editors don't number.
    """
    lines = _LINE_END.split(text)
    return lines[:-1] if lines[-1] == "" else lines


def decode(source: SourceFile, *, repair: bool = False) -> Decoded:
    """Return the text of ``source``.

    Parameters
    ----------
    source : SourceFile
        What to decode.
    repair : bool
        Mend umlauts that were decoded wrongly on their way here instead of refusing them.

    Raises
    ------
    SourceError
        If it is empty, too large, binary, enciphered, or in no encoding that can be told for certain.
    """
    refuse_binary(source)
    if source.size > MAX_BYTES:
        raise SourceError("reading.too-large", file=source.name, limit=MAX_BYTES // 1_000_000)
    text, encoding = _decode_bytes(source)
    notices = [Notice(message("reading.windows-1252"))] if encoding == "Windows-1252" else []
    if repair:
        text, repaired = _repaired(text)
        notices += repaired
    notices += _character_notices(source, text, "reading.mojibake-left" if repair else "reading.mojibake")
    text, taken_out = _without_unprintable(source, text)
    notices += taken_out
    if not text.strip():
        raise SourceError("reading.blank", file=source.name)
    if line := enciphered_line(split_lines(text[:_LEGIBLE_START])):
        raise SourceError("reading.enciphered", file=source.name, line=line)
    return Decoded(text, encoding, tuple(notices))


def refuse_binary(source: SourceFile) -> None:
    """Refuse what can be told from the bytes alone not to be text.

    Raises
    ------
    SourceError
        If the source is empty or a known binary format; the sentence says which.
    """
    if not source.size:
        raise SourceError("reading.empty", file=source.name)
    beginning = source.head[:64].lstrip()
    for start, key in _MAGIC:
        if source.head.startswith(start) or beginning.startswith(start):
            raise SourceError(key, file=source.name)
    if source.head.startswith(_ZIP):
        raise SourceError(_kind_of_zip(source), file=source.name)


def _kind_of_zip(source: SourceFile) -> str:
    """Tell office documents, which are ZIP files inside, from other archives.

    The directory of a ZIP file is at its end; the names also stand before each part.
    """
    with source.open() as stream:
        end = max(0, source.size - HEAD_BYTES)
        stream.seek(end)
        names = source.head + stream.read(HEAD_BYTES)
    for part, key in _ZIP_PARTS:
        if part in names:
            return key
    return "reading.is-archive"


def _decode_bytes(source: SourceFile) -> tuple[str, str]:
    data = source.data
    for mark, codec, name in _BYTE_ORDER_MARKS:
        if data.startswith(mark):
            try:
                return data.decode(codec).removeprefix("\ufeff"), name
            except UnicodeDecodeError as error:
                raise _encoding_error("reading.broken-encoding", source, error.start, name) from error
    if b"\x00" in data:
        raise _nul_error(source)
    try:
        return data.decode("utf-8"), "UTF-8"
    except UnicodeDecodeError as error:
        return _decode_windows_1252(source, error.start), "Windows-1252"


def _decode_windows_1252(source: SourceFile, offset: int) -> str:
    """Decode what is not UTF-8; ``offset`` is the first byte that told so."""
    data = source.data
    if any(ord(character) > 0x7F for character in data.decode("utf-8", errors="ignore")):
        raise _encoding_error("reading.mixed-encoding", source, offset)
    try:
        text = data.decode("cp1252")
    except UnicodeDecodeError as error:
        raise _encoding_error("reading.unknown-encoding", source, error.start) from error
    beyond_ascii = [character for character in text if ord(character) > 0x7F]
    german = sum(character in _GERMAN_BEYOND_ASCII for character in beyond_ascii)
    if german * 2 < len(beyond_ascii):
        raise _encoding_error("reading.unknown-encoding", source, offset)
    return text


def _nul_error(source: SourceFile) -> SourceError:
    """Tell UTF-16 without its mark, where every second byte is NUL, from binary data."""
    sample = source.data[:4096]
    halves = (sample[0::2], sample[1::2])
    if any(half.count(0) * 2 > len(half) for half in halves) and not all(half.count(0) for half in halves):
        return SourceError("reading.utf16-without-bom", file=source.name)
    line = _line_of_byte(source.data, source.data.index(0))
    return SourceError("reading.binary", file=source.name, line=line)


def _encoding_error(key: str, source: SourceFile, offset: int, encoding: str = "UTF-8") -> SourceError:
    line = _line_of_byte(source.data, offset)
    return SourceError(key, file=source.name, offset=offset + 1, line=line, encoding=encoding)


def _line_of_byte(data: bytes, offset: int) -> int:
    return len(_BYTE_LINE_END.findall(data[:offset])) + 1


def _without_unprintable(source: SourceFile, text: str) -> tuple[str, list[Notice]]:
    found = list(_positions(_UNPRINTABLE, text))
    if not found:
        return text, []
    if "\x00" in text or len(found) > len(text) * _BINARY_SHARE + 1:
        raise SourceError("reading.binary", file=source.name, line=next(_lines_of(text, found[:1])))
    lines = sorted(set(_lines_of(text, found)))
    notices = [Notice(message("reading.control-character", line=line), line=line) for line in lines]
    return _UNPRINTABLE.sub("", text), notices


def _repaired(text: str) -> tuple[str, list[Notice]]:
    """Mend each line that holds a broken umlaut; only the encoding is touched, never the wording."""
    ends = _LINE_END.findall(text)
    lines = _LINE_END.split(text)
    mended = [ftfy.fix_encoding(line) if _MOJIBAKE_CANDIDATE.search(line) else line for line in lines]
    changed = [number for number, pair in enumerate(zip(lines, mended, strict=True), 1) if pair[0] != pair[1]]
    if not changed:
        return text, []
    whole = "".join(line + end for line, end in zip(mended, [*ends, ""], strict=True))
    return whole, [Notice(message("reading.repaired", count=len(changed), line=changed[0]), line=changed[0])]


def _character_notices(source: SourceFile, text: str, refusal: str) -> Iterator[Notice]:
    broken = [match.start() for match in _MOJIBAKE_CANDIDATE.finditer(text) if _is_mojibake(match.group())]
    if broken:
        sound = sum(character in "äöüßÄÖÜ" for character in text)
        if not sound or (len(broken) >= _SURE_MOJIBAKE and len(broken) * 10 > sound):
            line = next(_lines_of(text, broken[:1]))
            raise SourceError(refusal, file=source.name, line=line)
    for line in sorted(set(_lines_of(text, broken))):
        yield Notice(message("reading.mojibake-line", line=line), line=line)
    for line in sorted(set(_lines_of(text, list(_positions(re.compile("\ufffd"), text))))):
        yield Notice(message("reading.replacement-character", line=line), line=line)


def _is_mojibake(characters: str) -> bool:
    """Say whether ``characters`` are the bytes of one UTF-8 character read as Windows-1252."""
    codes = [code for character in characters if (code := _byte_of(character)) is not None]
    try:
        return len(bytes(codes).decode("utf-8")) == 1
    except UnicodeDecodeError:
        return False


def _byte_of(character: str) -> int | None:
    try:
        return character.encode("cp1252")[0]
    except UnicodeEncodeError:
        return ord(character) if ord(character) <= 0xFF else None


def _positions(pattern: re.Pattern[str], text: str) -> Iterator[int]:
    return (match.start() for match in pattern.finditer(text))


def _lines_of(text: str, positions: list[int]) -> Iterator[int]:
    """Yield the line number of each of the ascending ``positions``."""
    line, done = 1, 0
    for position in positions:
        line += len(_LINE_END.findall(text, done, position))
        done = position
        yield line
