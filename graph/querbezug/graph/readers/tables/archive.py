"""The ZIP archive an XLSX file is inside: looked at before anything in it is unpacked."""

from __future__ import annotations

import zipfile
from typing import BinaryIO

from querbezug.graph.errors import SourceError
from querbezug.graph.readers.base import SourceFile

MOST_BYTES = 2_000_000_000
MOST_PARTS = 10_000
MOST_BYTES_OF_STRINGS = 200_000_000
"""Every text of a workbook stands in one part, which is kept in memory."""

_UNSUSPICIOUS = 50_000_000
_HIGHEST_RATIO = 100
_PROLOGUE = 4_096
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
_WORKBOOK = "xl/workbook.xml"
_STRINGS = "xl/sharedstrings.xml"
_OTHERS = {
    "xl/workbook.bin": "tables.is-xlsb",
    "word/document.xml": "reading.is-document",
    "ppt/presentation.xml": "reading.is-document",
}
_OPEN_DOCUMENT = b"opendocument.spreadsheet"


def is_zip(source: SourceFile) -> bool:
    """Say whether ``source`` is a ZIP archive."""
    return source.head.startswith((b"PK\x03\x04", b"PK\x05\x06", b"PK\x07\x08"))


def is_old_office(source: SourceFile) -> bool:
    """Say whether ``source`` is in the format of Office before 2007, or encrypted."""
    return source.head.startswith(_OLE)


def refuse_old_office(source: SourceFile) -> SourceError:
    """Return why a file in the old format is refused: it is encrypted, or old."""
    kept = b""
    with source.open() as stream:
        while chunk := stream.read(1 << 20):
            if _ENCRYPTED in kept + chunk:
                return SourceError("tables.encrypted", file=source.name)
            kept = chunk[-len(_ENCRYPTED) :]
    return SourceError("tables.is-xls", file=source.name)


def check_archive(source: SourceFile, stream: BinaryIO) -> None:
    """Make sure that unpacking the workbook in ``stream`` can do no harm.

    Raises
    ------
    SourceError
        If it is another kind of archive, encrypted, damaged, or would unpack to far too much.
    """
    try:
        with zipfile.ZipFile(stream) as archive:
            parts = archive.infolist()
            _check_kind(source, archive, parts)
            _check_size(source, parts)
            _check_prologues(source, archive, parts)
    except SourceError:
        raise
    except Exception as error:  # zipfile and its codecs raise what they stumble over
        raise SourceError("tables.xlsx-damaged", file=source.name) from error


def _check_kind(source: SourceFile, archive: zipfile.ZipFile, parts: list[zipfile.ZipInfo]) -> None:
    names = {part.filename.lower() for part in parts}
    if any(part.flag_bits & 1 for part in parts):
        raise SourceError("tables.encrypted", file=source.name)
    for name, key in _OTHERS.items():
        if name in names:
            raise SourceError(key, file=source.name)
    if _WORKBOOK not in names:
        is_ods = "mimetype" in names and _OPEN_DOCUMENT in archive.open("mimetype").read(200)
        raise SourceError("tables.is-ods" if is_ods else "reading.is-archive", file=source.name)


def _check_size(source: SourceFile, parts: list[zipfile.ZipInfo]) -> None:
    total = sum(part.file_size for part in parts)
    packed = max(1, source.size)
    swollen = total > _UNSUSPICIOUS and total / packed > _HIGHEST_RATIO
    if total > MOST_BYTES or len(parts) > MOST_PARTS or swollen:
        raise SourceError("tables.zip-bomb", file=source.name, megabytes=total // 1_000_000)
    strings = sum(part.file_size for part in parts if part.filename.lower() == _STRINGS)
    if strings > MOST_BYTES_OF_STRINGS:
        raise SourceError("tables.xlsx-too-large", file=source.name)


def _check_prologues(source: SourceFile, archive: zipfile.ZipFile, parts: list[zipfile.ZipInfo]) -> None:
    """Refuse parts that define entities: Office writes none, and they can swell without end."""
    for part in parts:
        if part.filename.lower().endswith((".xml", ".rels")):
            start = archive.open(part).read(_PROLOGUE).replace(b"\x00", b"")
            if b"<!DOCTYPE" in start or b"<!ENTITY" in start:
                raise SourceError("tables.xlsx-entities", file=source.name)
